"""Three answers to news of a published week: least disruption, best coverage, cheapest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.allotment import allotted
from scheduler.objective.price import Terms, price
from scheduler.repair.days_of_news import days_of_news
from scheduler.repair.side_by_side import side_by_side
from scheduler.repair.single_changes import PlacedWeeks
from scheduler.rostering.answer import NoRoster, Progress
from scheduler.rostering.cp_sat.not_kept import NotKept
from scheduler.rostering.fewer_days import with_fewer_days
from scheduler.rostering.incumbent import Clock, SearchLimits
from scheduler.rostering.kept_shifts import with_shifts_kept
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rules import RULES

LEAST, COVERAGE, CHEAPEST = "least", "coverage", "cheapest"
MOST_ASKED = 4  # people whose week `least` may change, those in the news apart
DISRUPTION_COUNTS = 3.0  # for `least`, a change costs so many times its price
COVERAGE_COUNTS = 5.0  # for `coverage`, a missing head costs so many times its price
# Dollars that a day as published is worth in each answer, beside the price of what differs
A_DAY = {LEAST: 12.0, COVERAGE: 0.0, CHEAPEST: 2.0}
ANOTHER_DAY = 60.0  # the same in `least` on days on which no news fall: an hour of a missing head
CHEAPEST_SHARE = 0.5  # of the seconds of the search for coverage, beside which it is made
# Seconds of counted work that a search does even when it is late. inputs/, two sick days told: 7
# hours stay short without any search, half an hour after 4.
LEAST_SEARCH_S = 2.5
ACCEPT_S = 5.0  # seconds to mend what breaks a rule that no kernel knows


@dataclass(frozen=True)
class Ends:
    """When a search ends: at once where it is to `stop`.

    Once it is `late`, after LEAST_SEARCH_S of work: a slow machine takes longer rather than
    leave short what a search would mend.
    """

    stop: Callable[[], bool]
    late: Callable[[], bool]


NO_END = Ends(lambda: False, lambda: False)


@dataclass(frozen=True)
class RepairAnswer:
    """One repaired roster, counted against what it is asked for at the true prices."""

    name: str
    roster: Roster
    requirements: Requirements
    terms: Terms

    @property
    def short(self) -> float:
        """Dollars of what is missing: people, languages and supervisors."""
        names = ("shortage", "language_shortage", "supervision")
        return sum(self.terms.by_name().get(name, 0.0) for name in names)


def answers(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    seconds: float,
    seed: int,
    progress: Callable[[Progress], None] = lambda _: None,
    ends: Ends = NO_END,
    first: Callable[[], None] = lambda: None,
) -> list[RepairAnswer]:
    """The three answers to a changed world, in that order.

    `scenario` has the news, the roster as published, and what has happened frozen. Each answer
    keeps every rule. `seconds` of work are what the search for coverage has; the other two
    answers, made beside it, have half of that. What else the caller has to do is done in
    `first`, while another process works.
    Raises NoRoster where the news leave none that keeps every rule.
    """
    covered = _with_prices(scenario, COVERAGE_COUNTS, 1.0)
    news = days_of_news(scenario, roster)
    worth: dict[str, Callable[[tuple[str, int]], float]] = {
        LEAST: lambda day: A_DAY[LEAST] if day[1] in news else ANOTHER_DAY,
        COVERAGE: lambda _: A_DAY[COVERAGE],
        CHEAPEST: lambda _: A_DAY[CHEAPEST],
    }

    def search(asked: Scenario, share: float, over: Callable[[], bool]) -> Roster:
        return _searched(
            asked, requirements, share * seconds, seed, progress, Ends(over, ends.late)
        )

    def mended(name: str, asked: Scenario, own: Roster) -> RepairAnswer | str:
        """The answer without what breaks a rule, or the rules that stay broken."""
        try:
            legal = _accepted(scenario, requirements, own, seed)
        except NotKept as broken:
            return str(broken)
        calm = with_fewer_days(asked, requirements, legal, worth[name])
        return _answer(name, scenario, requirements, calm)

    def here(over: Callable[[], bool]) -> RepairAnswer | str:
        first()
        return mended(COVERAGE, covered, search(covered, 1.0, over))

    def there(over: Callable[[], bool]) -> list[RepairAnswer | str]:
        least = _least(scenario, requirements, roster)
        return [
            mended(LEAST, scenario, least),
            mended(CHEAPEST, scenario, search(scenario, CHEAPEST_SHARE, over)),
        ]

    widest, (least, cheap) = side_by_side(here, there, ends.stop, scenario.solve.workers)
    found = {LEAST: least, COVERAGE: widest, CHEAPEST: cheap}
    known = {name: one for name, one in found.items() if isinstance(one, RepairAnswer)}
    if not known:
        rules = ", ".join(sorted({one for one in found.values() if isinstance(one, str)}))
        raise NoRoster(f"no repaired roster was found that keeps every rule; broken: {rules}")
    best = min(known.values(), key=lambda a: (round(a.short, 2), a.terms.total))
    cheapest = min(known.values(), key=lambda a: a.terms.total)
    return [
        replace(known.get(LEAST, cheapest), name=LEAST),
        replace(best, name=COVERAGE),
        replace(cheapest, name=CHEAPEST),
    ]


def _with_prices(scenario: Scenario, coverage: float, changes: float) -> Scenario:
    """The scenario with missing people and changes so many times as dear."""
    prices = scenario.prices
    return replace(
        scenario,
        prices=replace(
            prices,
            shortage_per_hour=coverage * prices.shortage_per_hour,
            language_shortage_per_hour=coverage * prices.language_shortage_per_hour,
            missing_supervisor_per_hour=coverage * prices.missing_supervisor_per_hour,
            changed_shift=changes * prices.changed_shift,
            changed_activity_per_hour=changes * prices.changed_activity_per_hour,
            changed_day=changes * prices.changed_day,
        ),
    )


def _least(scenario: Scenario, requirements: Requirements, roster: Roster) -> Roster:
    """The best single changes one after the other, each worth far more than it disturbs."""
    placed = PlacedWeeks(_with_prices(scenario, 1.0, DISRUPTION_COUNTS), requirements, roster)
    placed.best_singles(MOST_ASKED)
    return placed.roster()


def _searched(
    scenario: Scenario,
    requirements: Requirements,
    seconds: float,
    seed: int,
    progress: Callable[[Progress], None],
    ends: Ends,
) -> Roster:
    """The best roster found in so many seconds of work, from the published one on."""
    clock = Clock(reproducible=True)

    def over() -> bool:
        return ends.stop() or (clock.worked >= LEAST_SEARCH_S and ends.late())

    limits = SearchLimits(seconds, 0.0, 0.0, progress, over, clock)
    search = Annealing(build_problem(scenario, requirements), seed, limits)
    kept = with_shifts_kept(scenario, requirements, seed, limits)
    if kept is not None:
        search.consider(kept)
    if search.begin():
        search.improve()
    return search.best()


def _accepted(scenario: Scenario, requirements: Requirements, roster: Roster, seed: int) -> Roster:
    """The roster, mended by CP-SAT where it breaks a rule. Raises NotKept where that fails."""
    if not any(v for rule in RULES for v in rule.from_scenario(scenario).check(scenario, roster)):
        return roster
    # here: CP-SAT takes a second to be read, and is seldom needed
    from scheduler.rostering.cp_sat.finish import Finish, FinishLimits

    clock = Clock()
    limits = FinishLimits(
        left=lambda: ACCEPT_S - clock.seconds,
        work=lambda _: None,
        stop=lambda: False,
        say=lambda _: None,
        reproducible=True,
    )
    last = Finish(scenario, requirements, roster, seed, limits)
    last.repair()
    return last.roster


def _answer(
    name: str, scenario: Scenario, requirements: Requirements, roster: Roster
) -> RepairAnswer:
    asked = allotted(scenario, requirements, roster)
    return RepairAnswer(name, roster, asked, price(scenario, asked, roster))
