"""The published shifts kept: a search that only chooses what is done inside them.

Most news leave most shifts as people know them. With every shift fixed the problem is a small
part of the whole one, so its best roster is soon found; the search of the whole week starts
from there and can only get better.
"""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster, Shift, meeting_activity
from scheduler.domain.scenario import Csr, Pin, Scenario
from scheduler.rostering.incumbent import SearchLimits
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.local_search.best_week import best_week
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.warm_start import adopt, broken_weeks
from scheduler.rostering.params import CHANGES_DEAR, KEPT_SHIFTS_SHARE, KEPT_STARTS
from scheduler.rostering.problem.gatherings import Gathering
from scheduler.rostering.problem.roster_problem import RosterProblem, build_problem
from scheduler.rules.pins import OFF, SHIFT

SOURCE = "the published roster"


def with_shifts_kept(
    scenario: Scenario, requirements: Requirements, seed: int, limits: SearchLimits
) -> Roster | None:
    """The best roster found with the published shifts as they are, in a share of the time.

    Changes of activity are dear in it, so that only what has to change does. Where a meeting is
    new, several searches begin with it at different times: later moves hardly move it. Whoever
    cannot keep all of their shifts, because of leave for instance, is free. None where nobody has a
    published shift, or nothing was found.
    """
    problem = kept_problem(scenario, requirements)
    if problem is None or limits.stop():
        return None
    share = KEPT_SHIFTS_SHARE * (limits.search_s - limits.clock.seconds)
    starts = KEPT_STARTS if _has_new_meeting(problem) else 1
    best: Annealing | None = None
    for start in range(starts):
        until = limits.clock.seconds + share / starts
        search = Annealing(problem, seed, replace(limits, seconds=until, finish_s=0.0))
        search.start = start
        if search.begin():
            search.improve()
        if search.kept and (best is None or search.objective < best.objective):
            best = search
    return best.best() if best is not None else None


def _has_new_meeting(problem: RosterProblem) -> bool:
    """Whether there is a meeting that nobody sits in as published."""
    published = problem.scenario.published or Roster(())
    held = {segment.activity for segment in published.segments}
    meetings = (gathering.meeting.meeting_id for gathering in problem.gatherings)
    return any(meeting_activity(meeting_id) not in held for meeting_id in meetings)


def kept_problem(scenario: Scenario, requirements: Requirements) -> RosterProblem | None:
    """The problem in which the published shifts stay, as far as each person still can.

    None without a published roster, or where it cannot be kept at all.
    """
    if scenario.published is None:
        return None
    free: set[str] = set()
    for _ in range(3):  # who cannot keep their shifts, then who cannot come to their meetings
        pinned = pinned_as_published(scenario, scenario.published, free)
        problem = build_problem(pinned, requirements)
        stuck = _stuck(problem, scenario.published) - free
        if not stuck:
            return problem
        free |= stuck
    return None


def pinned_as_published(scenario: Scenario, published: Roster, free: set[str]) -> Scenario:
    """The scenario with everybody's published shifts pinned, but for those who are free."""
    shifts = published.shifts(scenario.grid.slots_per_day)
    pins = [
        pin
        for csr in scenario.csrs
        if csr.csr_id not in free
        for pin in _pins_of(scenario, csr, {s.day: s for s in shifts.get(csr.csr_id, ())})
    ]
    dear = CHANGES_DEAR * scenario.prices.changed_activity_per_hour
    prices = replace(scenario.prices, changed_activity_per_hour=dear)
    return replace(scenario, pins=(*scenario.pins, *pins), prices=prices)


def _pins_of(scenario: Scenario, csr: Csr, shifts: dict[int, Shift]) -> list[Pin]:
    """The person at work through each shift and not at work around it; days with leave are free."""
    spd = scenario.grid.slots_per_day
    found = []
    for day in range(scenario.grid.days):
        midnight, shift = day * spd, shifts.get(day)
        start, end = (shift.start, shift.end) if shift else (midnight, midnight)
        if any(off.start < end and start < off.end for off in scenario.time_off_of[csr.csr_id]):
            continue
        for first, last, what in (
            (midnight, start, OFF), (start, end, SHIFT), (end, midnight + spd, OFF)
        ):  # fmt: skip
            if first < last:
                found.append(Pin(csr.csr_id, first, last, what, SOURCE))
    return found


def _stuck(problem: RosterProblem, published: Roster) -> set[str]:
    """Who has no legal week with these pins, or cannot come to a meeting that others can."""
    impossible = {csr_id for csr_id, own in problem.calendars.items() if not own.possible}
    if impossible:
        return impossible
    state = RosterState(problem)
    if adopt(state, published, broken_weeks(state, published)):
        return set()
    stuck = {key[0] for key in problem.persons if best_week(state, key) is None}
    if stuck:
        return stuck
    return {csr_id for g in problem.gatherings for csr_id in _kept_away(problem, g, published)}


def _kept_away(problem: RosterProblem, gathering: Gathering, published: Roster) -> set[str]:
    """Attendees whom their shifts keep from the sittings that most can come to."""
    grid, slots = problem.scenario.grid, gathering.meeting.slots
    shifts = published.shifts(grid.slots_per_day)
    left = {csr_id for csr_id, _ in gathering.keys}
    for _ in range(gathering.sittings):
        there = {
            start: {
                csr_id
                for csr_id in left
                for s in shifts.get(csr_id, ())
                if s.start <= start and start + slots <= s.end
            }
            for start in gathering.starts.tolist()
        }
        left -= max(there.values(), key=len, default=set())
    return left
