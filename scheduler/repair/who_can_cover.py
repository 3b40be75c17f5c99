"""Who could cover a span: everybody's best week with them on it, ranked, and what forbids it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from scheduler.domain.clause import Violation
from scheduler.domain.demand import ALL
from scheduler.domain.entitlements import presence_slots
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Csr, Scenario
from scheduler.repair.ranked_weeks import RankedWeek, proven_first, ranked_weeks
from scheduler.repair.single_changes import PlacedWeeks, SingleChange
from scheduler.repair.span_weeks import MUST, BoundWeek
from scheduler.rostering.problem.activity_codes import END, START
from scheduler.rostering.problem.arrays import NEVER
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.person_week import PersonWeek
from scheduler.rules import RULES

SECOND_STEPS = 3  # candidates behind whom somebody else may follow
# What a shift drawn up by hand does not show: where its pauses and stints would lie.
OF_ACTIVITIES = {
    "meal_and_rest_breaks", "pauses_apart", "stints", "least_stint", "programs", "meetings",
    "shift_shape", "contract_days", "contract_hours",
}  # fmt: skip


@dataclass(frozen=True)
class OpenSpan:
    """A span of one day to be covered; without a channel it is enough to be at work."""

    start: int
    end: int
    channel: str | None = None
    language: str = ALL


@dataclass(frozen=True)
class Candidate:
    """One person for the span.

    `dollars`: what it adds to the objective, below zero where it saves; None where a rule
    stands against it: `against`. `roster`: everybody's weeks with it. `then`: who else changes
    behind it, and `then_dollars` what both come to. `least`: dollars that any week of theirs
    adds at least. `proven`: no other single person has a week with the span that adds less.
    """

    csr: Csr
    dollars: float | None
    against: Violation | None = None
    roster: Roster | None = None
    then: str = ""
    then_dollars: float | None = None
    least: float | None = None
    proven: bool = False


def who_can_cover(placed: PlacedWeeks, span: OpenSpan, now: int) -> list[Candidate]:
    """Everybody, the cheapest first; behind them those whom a rule forbids it."""
    scenario, before = placed.state.scenario, placed.cost
    bounds: list[tuple[Key, BoundWeek]] = []
    against: list[tuple[Csr, Violation | None]] = []
    week = scenario.grid.day(span.start) // 7
    for csr in scenario.csrs:
        key = (csr.csr_id, week)
        able = _has_skill(csr, span)
        bound = _with_the_span(placed, key, span) if able else None
        if able and _is_on_it(placed, key, span):
            text = f"{csr.name} is on it already"
            against.append((csr, Violation("already", csr.csr_id, span.start, "", 0, text)))
        elif bound is not None:
            bounds.append((key, bound))
        else:
            against.append((csr, None))
    ranked = ranked_weeks(placed.state, bounds)
    able_ones = [one for one in ranked if one.plan is not None]
    proven = bool(able_ones) and proven_first(ranked)
    found = [_candidate(placed, at, one, before, proven) for at, one in enumerate(able_ones)]
    against += [(scenario.csr[one.key[0]], None) for one in ranked if one.plan is None]
    place = {csr.csr_id: at for at, csr in enumerate(scenario.csrs)}
    for csr, stands in sorted(against, key=lambda one: place[one[0].csr_id]):
        rule = stands or _against(scenario, placed.roster(), csr, span, now)
        found.append(Candidate(csr, None, rule))
    return found


def _candidate(
    placed: PlacedWeeks, at: int, one: RankedWeek, before: float, proven: bool
) -> Candidate:
    """One who can; for the first few also who had best follow."""
    key, plan = one.key, one.plan
    assert plan is not None
    old = placed.state.plans[key]
    placed.take(SingleChange(key, 0.0, plan))
    roster, csr = placed.roster(), placed.state.problem.persons[key].csr
    then, both = "", None
    if at < SECOND_STEPS:
        others = [k for k in sorted(placed.state.plans) if k != key]
        more = next(iter(placed.singles(others)), None)
        if more is not None:
            then, both = more.key[0], placed.cost - more.saves - before
    placed.take(SingleChange(key, 0.0, old))
    dollars = one.dollars - before
    least = min(one.least - before, dollars)
    return Candidate(csr, dollars, None, roster, then, both, least, proven and at == 0)


def _is_on_it(placed: PlacedWeeks, key: Key, span: OpenSpan) -> bool:
    """Whether the person covers the whole span as it is."""
    plan, spd = placed.state.plans.get(key), placed.state.problem.slots_per_day
    if plan is None:
        return False
    person = placed.state.problem.persons[key]
    day, at = span.start // spd - person.days[0], span.start % spd
    doing = plan.doing[day, at : at + span.end - span.start].tolist()
    names = {person.activities[code] if code >= 0 else "off" for code in doing}
    return names == {span.channel} if span.channel else "off" not in names


def _has_skill(csr: Csr, span: OpenSpan) -> bool:
    channel = span.channel is None or span.channel in csr.channels
    return channel and csr.speaks(span.language)


def _with_the_span(placed: PlacedWeeks, key: Key, span: OpenSpan) -> BoundWeek | None:
    """The person's week in which they cover the span; None where no shift does."""
    state = placed.state
    person = state.problem.persons.get(key)
    if person is None or key not in state.plans:
        return None
    bound = _bound_to(person, span, state.problem.slots_per_day)
    return bound if bound.covers.any() else None


def _bound_to(person: PersonWeek, span: OpenSpan, spd: int) -> BoundWeek:
    """The week with the span's activity given."""
    day = span.start // spd - person.days[0]
    start, end = span.start % spd, span.end - span.start // spd * spd
    at = np.arange(len(person.options))
    own = (at >= person.day_options[day]) & (at < person.day_options[day + 1])
    covers = own & (person.options[:, START] <= start) & (person.options[:, END] >= end)
    costs = person.option_costs.copy()
    costs[own & ~covers] = NEVER
    costs[covers] -= MUST
    base, pauses = person.base.copy(), person.pause_base.copy()
    if span.channel is not None:
        others = [
            c != span.channel for c in (*person.channels, *(p.activity for p in person.programs))
        ]
        base[day, others, start:end] = NEVER
        pauses[day, :, start:end] = NEVER
    busy = range(0) if span.channel is None else range(span.start, span.end)
    week = replace(person, base=base, pause_base=pauses, option_costs=costs)
    return BoundWeek(week, covers, busy)


# ---- what stands against it --------------------------------------------------------------


def _against(scenario: Scenario, roster: Roster, csr: Csr, span: OpenSpan, now: int) -> Violation:
    """The rule that the shift which breaks fewest of them breaks."""
    if not _has_skill(csr, span):
        what = span.channel if span.channel not in csr.channels else span.language
        verb = "work on" if span.channel not in csr.channels else "speak"
        text = f"{csr.name} does not {verb} {what}"
        return Violation("skills", csr.csr_id, span.start, csr.source, 1, text)
    if span.start < now:
        text = "it has begun"
        return Violation("now", csr.csr_id, span.start, "", 1, text)
    alone = replace(scenario, csrs=(csr,))
    rules = [rule.from_scenario(alone) for rule in RULES if rule.name not in OF_ACTIVITIES]
    least: list[Violation] | None = None
    for week in _drawn_up(scenario, roster, csr, span):
        broken = [v for rule in rules for v in rule.check(alone, week) if v.csr_id == csr.csr_id]
        if broken and (least is None or len(broken) < len(least)):
            least = broken
    if least:
        return least[0]
    text = f"{csr.name} has no week of the contract's days and hours that covers it"
    return Violation("contract_hours", csr.csr_id, span.start, csr.contract.source, 1, text)


def _drawn_up(scenario: Scenario, roster: Roster, csr: Csr, span: OpenSpan) -> Iterator[Roster]:
    """The person's week with each shift of the contract that would cover the span on its day."""
    grid = scenario.grid
    day = grid.day(span.start)
    midnight = day * grid.slots_per_day
    others = [s for s in roster.by_csr.get(csr.csr_id, ()) if grid.day(s.start) != day]
    activity = span.channel or min(csr.channels)
    for paid in csr.contract.shift_slots:
        length = presence_slots(scenario, csr, paid)
        for start in range(max(midnight, span.end - length), span.start + 1):
            if start + length <= midnight + grid.slots_per_day:
                shift = Segment(csr.csr_id, start, start + length, activity, True)
                yield Roster.of((*others, shift))
