"""Which sets of working days a week may have, so that the neighbouring weeks can be worked too.

A person's days are read one after the other; what later days depend on is a `State`. The
weeks that are placed have one set of days, the others all that their contract days allow;
a set is legal in a week where some choice of all the other weeks goes with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from scheduler.domain.agreed_overtime import extra_days
from scheduler.domain.entitlements import full_week, owed_days, presence_slots, shift_starts
from scheduler.domain.scenario import Csr, Pin, Scenario
from scheduler.rules.contract_hours import shift_lengths
from scheduler.rules.pins import OFF
from scheduler.rules.runs import away_days, max_days, min_days, min_days_off, past_days, runs
from scheduler.rules.weekends import MONTH, SATURDAY, SUNDAY, min_weekends_off


class DayRules(NamedTuple):
    """What binds a person's days together.

    longest, shortest, shortest_off: days in a row. month: weekends with work of any four in
    a row, horizon: of all, at most; None for any number. every: of so many weekends in a row
    one is worked at most.
    """

    longest: int
    shortest: int
    shortest_off: int
    month: int | None
    horizon: int | None
    every: int | None = None

    @property
    def weekends_remembered(self) -> int:
        """How many of the last weekends later ones depend on, this one included."""
        return MONTH if self.month is not None else self.every or 0

    def too_many(self, recent: int) -> bool:
        """Whether too many of the last weekends (bits) are worked."""
        if self.month is not None and recent.bit_count() > self.month:
            return True
        return self.every is not None and (recent % 2**self.every).bit_count() > 1


class State(NamedTuple):
    """What a row of days leaves to those behind it.

    run: days in a row at work, negative when off, 0 where nothing is known. open: the run
    may have begun sooner. recent: the last weekends as bits, the last one lowest, 1 where
    worked. weekends: worked ones of the horizon. inside: the day before is in the horizon.
    """

    run: int
    open: bool
    recent: int
    weekends: int
    inside: bool


class WeekOfDays(NamedTuple):
    """Weekday of the first day, number of days, and sets of working days as bits.

    away: days without any shift for the person, as bits.
    """

    weekday: int
    days: int
    sets: tuple[int, ...]
    away: int = 0


def day_rules(scenario: Scenario, csr: Csr) -> DayRules:
    """The limits of one person."""
    off = min_weekends_off(scenario, csr)
    return DayRules(
        max_days(scenario, csr),
        min_days(scenario, csr),
        min_days_off(scenario, csr),
        MONTH - off if off else None,
        csr.contract.max_weekends,
        csr.contract.weekend_every,
    )


def start_state(scenario: Scenario, csr: Csr) -> State:
    """What the published past leaves to the first day; without one, nothing is known."""
    known = past_days(scenario, csr.csr_id)
    if not known:
        return State(0, True, 0, 0, False)
    rules, last = day_rules(scenario, csr), runs(known)[-1]
    recent = 0
    if rules.weekends_remembered:
        saturday = -1 - (scenario.grid.weekday(-1) - SATURDAY) % 7
        weekends = (saturday - 7 * back for back in range(rules.weekends_remembered))
        worked = (known.get(day, False) or known.get(day + 1, False) for day in weekends)
        recent = sum(at << back for back, at in enumerate(worked))
    days = min(last.days, _longest_remembered(rules, last.worked))
    closed = (scenario.grid.date(day) in scenario.closures for day in range(last.first, 0))
    if not last.worked and any(closed):
        days = max(days, rules.shortest_off)
    return State(days if last.worked else -days, last.open_before, recent, 0, False)


def _longest_remembered(rules: DayRules, worked: bool) -> int:
    """Days in a row beyond which more make no difference."""
    return max(rules.longest, rules.shortest) if worked else rules.shortest_off


def day_after(
    rules: DayRules, state: State, weekday: int, works: bool, away: bool = False
) -> State | None:
    """The state after one more day; None where a rule forbids it.

    Days off with a day `away` among them may be as few as they are.
    """
    run, open_before = state.run, state.open
    if run == 0 or (run > 0) == works:
        days = abs(run) + 1
    elif not open_before and abs(run) < (rules.shortest if run > 0 else rules.shortest_off):
        return None
    else:
        days, open_before = 1, False
    if works and days > rules.longest:
        return None
    recent, weekends = state.recent, state.weekends
    if rules.weekends_remembered and weekday >= SATURDAY:
        if weekday == SATURDAY:
            recent = 2 * recent % 2**rules.weekends_remembered
        if works and not recent & 1:
            recent += 1
            if rules.too_many(recent):
                return None
    if rules.horizon is not None and works and weekday >= SATURDAY:
        weekends += not (weekday == SUNDAY and state.inside and run > 0)
        if weekends > rules.horizon:
            return None
    days = min(days, _longest_remembered(rules, works))
    if away and not works:
        days = max(days, rules.shortest_off)
    return State(days if works else -days, open_before, recent, weekends, True)


@dataclass(frozen=True)
class WorkingDays:
    """All weeks of one person; `after` are those behind the horizon that must stay possible."""

    rules: DayRules
    start: State
    weeks: tuple[WeekOfDays, ...]
    after: tuple[WeekOfDays, ...] = ()

    def is_away(self, day: int) -> bool:
        """Whether the person can have no shift on the day."""
        return bool(self.weeks[day // 7].away >> day % 7 & 1)

    def legal(self, number: int, placed: Mapping[int, int]) -> tuple[int, ...]:
        """The sets that week `number` may have, given those of the weeks that are placed."""
        weeks = tuple(
            week._replace(sets=(placed[n],)) if n in placed and n != number else week
            for n, week in enumerate(self.weeks)
        )
        return _legal_sets(self.rules, self.start, (*weeks, *self.after), number)

    def cheapest(self, costs: Sequence[Mapping[int, float]], each: float) -> tuple[int, ...] | None:
        """A set for each week, legal together, of least cost; None where there are none.

        `costs` are the dollars of each set that a week may have. The n-th weekend day costs
        (n - 1) x `each` dollars on top.
        """
        found: dict[tuple[State, int], tuple[float, tuple[int, ...]]] = {(self.start, 0): (0.0, ())}
        for week, prices in zip(self.weeks, costs, strict=True):
            weekend = sum(1 << d for d in range(week.days) if (week.weekday + d) % 7 >= SATURDAY)
            now: dict[tuple[State, int], tuple[float, tuple[int, ...]]] = {}
            for (state, before), (cost, chosen) in found.items():
                for worked, dollars in prices.items():
                    after = week_after(
                        self.rules, state, week.weekday, week.days, worked, week.away
                    )
                    if after is None:
                        continue
                    days = (worked & weekend).bit_count() if each else 0
                    total = cost + dollars + each * before * days
                    at = (after, before + days)
                    if at not in now or total < now[at][0]:
                        now[at] = total, (*chosen, worked)
            found = now
        legal = [cost for (s, _), cost in found.items() if goes_on(self.rules, s, self.after)]
        return min(legal)[1] if legal else None

    @property
    def possible(self) -> bool:
        """Whether all weeks can be worked at all."""
        return goes_on(self.rules, self.start, (*self.weeks, *self.after))


def calendar(scenario: Scenario, csr: Csr) -> WorkingDays:
    """Each week's sets as contract days, opening hours, leave and pins leave them.

    Weeks behind the horizon are left out where they are lost whatever is worked before them.
    """
    grid, weeks = scenario.grid, list[WeekOfDays]()
    pinned = {grid.day(p.start) for p in scenario.pins_of[csr.csr_id] if p.activity != OFF}
    away = away_days(scenario, csr)
    for number in range(grid.weeks):
        days = grid.week_days(number)
        needed = [d for d, day in enumerate(days) if day in pinned]
        possible = [d for d, day in enumerate(days) if _can_work(scenario, csr, day)]
        number_of_days = owed_days(scenario, csr, number) + extra_days(scenario, csr, number)
        sets = sets_of_days(possible, number_of_days, needed)
        off = sum(1 << d for d, day in enumerate(days) if day in away)
        weeks.append(WeekOfDays(grid.weekday(days[0]), len(days), sets, off))
    own = WorkingDays(day_rules(scenario, csr), start_state(scenario, csr), tuple(weeks))
    ahead = replace(own, after=weeks_after(scenario, csr))
    return ahead if ahead.possible else own


def weeks_after(scenario: Scenario, csr: Csr) -> tuple[WeekOfDays, ...]:
    """The two weeks behind the horizon of who works weekends in rotation; none for others.

    Who has worked a weekend has the next one off and works all other days of that week: a run of
    days that begins too soon leaves it no legal set. Weeks are as contract and weekly hours have
    them, with nobody away.
    """
    grid = scenario.grid
    if csr.contract.weekend_every is None or grid.days % 7:
        return ()
    first = grid.weekday(0)
    hours = [scenario.weekly_opening[c] for c in csr.channels if c in scenario.weekly_opening]
    days = [d for d in range(7) if any(weekly[(first + d) % 7] for weekly in hours)]
    owed = (full_week(csr, grid.weeks + ahead).days for ahead in range(2))
    return tuple(WeekOfDays(first, 7, sets_of_days(days, min(n, len(days)))) for n in owed)


def _can_work(scenario: Scenario, csr: Csr, day: int) -> bool:
    """Whether some shift of the day keeps leave and pins."""
    midnight, spd = day * scenario.grid.slots_per_day, scenario.grid.slots_per_day
    pins = [
        pin
        for pin in scenario.pins_of[csr.csr_id]
        if pin.start < midnight + spd and midnight < pin.end
    ]
    for paid in shift_lengths(scenario, csr):
        length = presence_slots(scenario, csr, paid)
        for start in shift_starts(scenario, csr, day, paid):
            if all(_keeps(pin, midnight + start, midnight + start + length) for pin in pins):
                return True
    return False


def _keeps(pin: Pin, start: int, end: int) -> bool:
    if pin.activity == OFF:
        return pin.end <= start or end <= pin.start
    return start <= pin.start and pin.end <= end


@lru_cache(maxsize=2**18)
def week_after(
    rules: DayRules, state: State, weekday: int, days: int, worked: int, away: int = 0
) -> State | None:
    """The state after a week with these days at work, and these without any shift (bits)."""
    now: State | None = state
    for day in range(days):
        if now is not None:
            at_work, gone = bool(worked >> day & 1), bool(away >> day & 1)
            now = day_after(rules, now, (weekday + day) % 7, at_work, gone)
    return now


@lru_cache(maxsize=2**16)
def _legal_sets(
    rules: DayRules, start: State, weeks: tuple[WeekOfDays, ...], number: int
) -> tuple[int, ...]:
    """The sets of week `number` that leave every week of the horizon one of its own sets."""
    before = {start}
    for week in weeks[:number]:
        before = {after for state in before for after in _after(rules, state, week, week.sets)}
    return tuple(
        worked
        for worked in weeks[number].sets
        if any(
            goes_on(rules, after, weeks[number + 1 :])
            for state in before
            for after in _after(rules, state, weeks[number], (worked,))
        )
    )


@lru_cache(maxsize=2**18)
def goes_on(rules: DayRules, state: State, weeks: tuple[WeekOfDays, ...]) -> bool:
    """Whether some choice of sets is legal in all these weeks."""
    return not weeks or any(
        goes_on(rules, after, weeks[1:]) for after in _after(rules, state, weeks[0], weeks[0].sets)
    )


def _after(rules: DayRules, state: State, week: WeekOfDays, sets: Iterable[int]) -> Iterable[State]:
    for worked in sets:
        after = week_after(rules, state, week.weekday, week.days, worked, week.away)
        if after is not None:
            yield after


def sets_of_days(
    days: Collection[int], number: int, needed: Collection[int] = ()
) -> tuple[int, ...]:
    """Every choice of so many of these days of a week, as bits, with those needed among them."""
    must = sum(1 << day for day in needed)
    every = (sum(1 << day for day in chosen) for chosen in combinations(sorted(days), number))
    return tuple(worked for worked in every if worked & must == must)
