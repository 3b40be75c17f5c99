"""Weekend days that the end of a horizon forces on the weeks behind it.

Whoever works the last five days of a week, with at most six in a row and two days off together,
is off on Monday or Tuesday next, and works the weekend again: days off move at most one day a
week towards the weekend. The price of this week's weekend days cannot see that, and leaves
the same people on every weekend. So the end of the horizon counts by the weekend days that it
forces on the next weeks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scheduler.domain.duties import SATURDAY
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.term import Floats, Ints
from scheduler.rules.working_days import DayRules, State, day_rules, sets_of_days, week_after

WEEK = 7
WEEKS_AHEAD = 5  # from days off on Monday and Tuesday to a weekend off, one day a week
DEAD_END = 1_000
End = tuple[bool, int]  # at work or off, and for how many days in a row, at the end of a week


@dataclass(frozen=True)
class WeekendOutlook:
    """Weekend days a week that each end of the last week forces, ends that force none left out.

    `first` is the first day of the horizon's last week; `weekend` its Saturday and Sunday as
    bits.
    """

    first: int
    weekend: int
    forced: Mapping[End, float]

    def counted(self, worked: int, ahead: int) -> float:
        """Weekend days that count for a set of days worked in the last week (bits).

        Those forced on a week behind it, for each weekend day that the person is ahead or
        works in this week: nothing for whoever has none.
        """
        days = ahead + (worked & self.weekend).bit_count()
        return self.forced.get(end_of_week(worked), 0.0) * days

    def of_sets(self, sets: Ints, ahead: int) -> Floats:
        """The same of many sets."""
        return np.array([self.counted(int(worked), ahead) for worked in sets])


def end_of_week(worked: int) -> End:
    """Whether the last day of a week (bits) is worked, and how many such days end the week."""
    days = [bool(worked >> day & 1) for day in reversed(range(WEEK))]
    other = not days[0]
    return days[0], days.index(other) if other in days else WEEK


def weekend_outlook(scenario: Scenario, csr: Csr) -> WeekendOutlook | None:
    """The outlook of one person; None where the horizon does not end with a whole week."""
    key = ("weekend outlook", csr.contract, csr.channels, day_rules(scenario, csr))
    return scenario.kept(key, lambda: _outlook(scenario, csr))


def _outlook(scenario: Scenario, csr: Csr) -> WeekendOutlook | None:
    grid = scenario.grid
    if grid.days % WEEK:
        return None
    first = grid.days - WEEK
    weekdays = [grid.weekday(first + day) for day in range(WEEK)]
    spans = [scenario.weekly_opening.get(channel) for channel in sorted(csr.channels)]
    # in the order of the week that begins with its first day, whatever day that is
    open_days = [day for day in range(WEEK) if any(s and s[weekdays[day]] for s in spans)]
    owed = min(week.days for week in csr.contract.owed_weeks)
    if len(open_days) < owed:
        return None
    sets = sets_of_days(open_days, owed)
    rules = day_rules(scenario, csr)._replace(month=None, horizon=None)
    weekend = sum(1 << day for day in range(WEEK) if weekdays[day] >= SATURDAY)
    forced = {}
    for worked in (True, False):
        for length in range(1, WEEK + 1):
            run = min(length, max(rules.longest, rules.shortest) if worked else rules.shortest_off)
            state = State(run if worked else -run, length == WEEK, 0, 0, True)
            days = _least(rules, state, weekdays[0], sets, weekend, WEEKS_AHEAD)
            if 0 < days < DEAD_END:
                forced[worked, length] = days / WEEKS_AHEAD
    return WeekendOutlook(first, weekend, forced)


@lru_cache(maxsize=2**16)
def _least(
    rules: DayRules, state: State, weekday: int, sets: tuple[int, ...], weekend: int, weeks: int
) -> int:
    """Fewest weekend days of so many weeks from a state; DEAD_END where they cannot be worked."""
    if weeks == 0:
        return 0
    return min(
        (
            (worked & weekend).bit_count() + _least(rules, after, weekday, sets, weekend, weeks - 1)
            for worked in sets
            if (after := week_after(rules, state, weekday, WEEK, worked)) is not None
        ),
        default=DEAD_END,
    )
