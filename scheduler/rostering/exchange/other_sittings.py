"""Other sittings of a meeting that an attendee could join: whose shifts move need not miss it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.rostering.exchange.offered_shifts import OfferedShift
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.problem.assignment import Key, Sitting
from scheduler.rostering.problem.gatherings import meeting_task


def choices_of(state: RosterState, key: Key) -> dict[Sitting, list[int]]:
    """Starts of the sittings that each of the person's own may be changed for, itself first.

    Only of sittings that are held by others. Hosts keep theirs, and so does whoever has pins.
    """
    held = {(meeting, start) for own in state.sittings.values() for meeting, start, _ in own}
    found: dict[Sitting, list[int]] = {}
    hosts = {g.meeting.meeting_id: g.meeting.hosts for g in state.problem.gatherings}
    meetings = {g.meeting.meeting_id: g.meeting for g in state.problem.gatherings if key in g.keys}
    for sitting in state.sittings[key]:
        meeting_id, start, _ = sitting
        found[sitting] = [start]
        if meeting_id not in meetings or key[0] in hosts[meeting_id]:
            continue
        task = meeting_task(state.problem.persons[key], meetings[meeting_id])
        if task is not None and not state.scenario.pins_of[key[0]]:
            others = {at for name, at in held if name == meeting_id and at in task.possible}
            found[sitting] += sorted(others - {start})
    return found


def holds(shift: OfferedShift, first_day: int, slots_per_day: int, start: int, slots: int) -> bool:
    """Whether the shift, of a week from `first_day` on, has room for a sitting of the horizon."""
    day, at = divmod(start, slots_per_day)
    same = day - first_day == shift.day
    return same and shift.start <= at and at + slots <= shift.end


def reseat(state: RosterState, moved: Mapping[Key, Sequence[OfferedShift]]) -> bool:
    """Seat everybody where their new shifts have room; False where a sitting has none for them."""
    choices = {key: choices_of(state, key) for key in moved}  # before anybody has moved
    for key, shifts in moved.items():
        seated = _seated(state, key, shifts, choices[key])
        if seated is None:
            return False
        state.sittings[key] = seated
    return True


def _seated(
    state: RosterState,
    key: Key,
    shifts: Sequence[OfferedShift],
    choices: Mapping[Sitting, Sequence[int]],
) -> list[Sitting] | None:
    """The person's sittings in these shifts."""
    first_day = state.problem.persons[key].days[0]
    spd, seated = state.problem.slots_per_day, list[Sitting]()
    for (name, _, slots), starts in choices.items():
        fits = [at for at in starts if any(holds(s, first_day, spd, at, slots) for s in shifts)]
        free = [
            at for at in fits
            if all(at + slots <= other or other + length <= at for _, other, length in seated)
        ]  # fmt: skip
        if not free:
            return None
        seated.append((name, free[0], slots))
    return seated
