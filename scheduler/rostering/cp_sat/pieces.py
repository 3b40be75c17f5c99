"""The neighbourhoods of the finish: some days of some people, everything else fixed.

Each neighbourhood names the days that it frees and what they keep of the roster; the exact
model does the rest. A new neighbourhood is one more entry of `FINISHING`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.domain.clause import Violation
from scheduler.domain.roster import Roster, meeting_activity
from scheduler.domain.scenario import Scenario
from scheduler.rostering.cp_sat.fixed_part import CsrDay
from scheduler.rostering.cp_sat.roster_model import Keep
from scheduler.rostering.params import (
    BROKEN_DAYS,
    DAY_PEOPLE,
    MEETING_DAYS,
    WEEKS_TOGETHER,
    WHOLE_DAYS,
)


@dataclass(frozen=True)
class Piece:
    """Days to be decided, and what they keep of the roster."""

    name: str
    free: tuple[CsrDay, ...]
    keep: Keep = Keep.NOTHING


Neighbourhood = Callable[[Scenario, Roster, np.random.Generator], Piece | None]


def whole_roster(scenario: Scenario, roster: Roster, rng: np.random.Generator) -> Piece | None:  # noqa: ARG001
    """Everything, where that is small enough."""
    free = tuple((c.csr_id, day) for c in scenario.csrs for day in range(scenario.grid.days))
    return Piece("whole_roster", free) if len(free) <= WHOLE_DAYS else None


def one_day(scenario: Scenario, roster: Roster, rng: np.random.Generator) -> Piece | None:
    """Pauses, channels, meetings and programs of a day, shifts kept."""
    day = int(rng.integers(scenario.grid.days))
    at_work = sorted({s.csr_id for s in roster.segments if scenario.grid.day(s.start) == day})
    if not at_work:
        return None
    return Piece("one_day", _some(at_work, DAY_PEOPLE, day, rng), Keep.SHIFTS)


def weeks_of_few(scenario: Scenario, roster: Roster, rng: np.random.Generator) -> Piece | None:
    """Whole weeks of a few people who work the same channels."""
    at_work = sorted(roster.by_csr)
    if not at_work:
        return None
    one = scenario.csr[at_work[int(rng.integers(len(at_work)))]]
    alike = [i for i in at_work if scenario.csr[i].channels == one.channels]
    week = int(rng.integers(scenario.grid.weeks))
    chosen = rng.choice(len(alike), size=min(WEEKS_TOGETHER, len(alike)), replace=False)
    days = scenario.grid.week_days(week)
    free = tuple((alike[i], day) for i in sorted(chosen.tolist()) for day in days)
    return Piece("weeks_of_few", free)


def one_meeting(scenario: Scenario, roster: Roster, rng: np.random.Generator) -> Piece | None:
    """A meeting with its attendees on the days on which it may sit, shifts kept."""
    if not scenario.meetings:
        return None
    meeting = scenario.meetings[int(rng.integers(len(scenario.meetings)))]
    week = int(rng.integers(scenario.grid.weeks))
    grid, activity = scenario.grid, meeting_activity(meeting.meeting_id)
    days = [d for d in grid.week_days(week) if grid.weekday(d) in meeting.weekdays]
    sat = {
        grid.day(s.start)
        for i in meeting.attendees
        for s in roster.by_csr.get(i, ())
        if s.activity == activity
    }
    most = MEETING_DAYS // max(1, len(meeting.attendees))
    others = [d for d in days if d not in sat]
    room = max(0, most - len(sat))
    extra = [others[i] for i in rng.permutation(len(others))[:room].tolist()]
    held = sorted({*(sat & set(days)), *extra})
    free = tuple((i, d) for i in meeting.attendees if i in scenario.csr for d in held)
    return Piece("one_meeting", free, Keep.SHIFTS) if 0 < len(free) <= 2 * MEETING_DAYS else None


FINISHING: list[Neighbourhood] = [whole_roster, one_day, one_meeting, one_day, weeks_of_few]


def _some(people: list[str], most: int, day: int, rng: np.random.Generator) -> tuple[CsrDay, ...]:
    chosen = rng.permutation(len(people))[:most]
    return tuple((people[i], day) for i in sorted(chosen.tolist()))


# ---- what breaks a rule ---------------------------------------------------------------


def around(
    scenario: Scenario,
    roster: Roster,
    broken: Violation,
    level: int,
    rng: np.random.Generator,
) -> Piece:
    """A piece that holds what breaks a rule, the wider the higher the level.

    0: the day; 1: the week; 2: the week with those of colleagues. Where nobody is named, some
    of those at work that day take part.
    """
    day = 0 if broken.start is None else scenario.grid.day(broken.start)
    day = min(max(day, 0), scenario.grid.days - 1)
    people = _who(scenario, roster, broken, day, rng)
    if level == 0:
        return Piece("broken_days", tuple((i, day) for i in people))
    if level > 1:
        people = [*people, *_colleagues(scenario, people[0], rng)] if people else []
    week = scenario.grid.week_days(day // 7)
    return Piece("broken_weeks", tuple((i, d) for i in people for d in week))


def _who(
    scenario: Scenario,
    roster: Roster,
    violation: Violation,
    day: int,
    rng: np.random.Generator,
) -> list[str]:
    """Who is named by a violation, else some of those who are at work that day."""
    if violation.csr_id in scenario.csr:
        return [violation.csr_id]
    there = sorted({s.csr_id for s in roster.segments if scenario.grid.day(s.start) == day})
    there = there or sorted(scenario.csr)
    return [there[i] for i in sorted(rng.permutation(len(there))[:BROKEN_DAYS].tolist())]


def _colleagues(scenario: Scenario, csr_id: str, rng: np.random.Generator) -> list[str]:
    """Two others who work the same channels."""
    own = scenario.csr[csr_id].channels
    alike = [c.csr_id for c in scenario.csrs if c.channels == own and c.csr_id != csr_id]
    return [alike[i] for i in rng.permutation(len(alike))[:2].tolist()]
