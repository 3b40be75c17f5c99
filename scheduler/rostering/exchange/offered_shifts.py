"""The shifts of a group of equals as they stand: what there is to be dealt out anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.problem.activity_codes import END, PAID, START
from scheduler.rostering.problem.arrays import NEVER, Bools, Ints
from scheduler.rostering.problem.assignment import Key, Plan
from scheduler.rostering.problem.person_week import PersonWeek

NOTHING = -1  # in a slot of an offered shift, where that is no channel
NO_OPTION = -1


@dataclass(eq=False)
class OfferedShift:
    """A shift of one day that so many of the group work, as `owners` do now.

    `day` of the week; `start` and `end` slots of the day, `paid` slots. `holds`: by slot the
    place of a channel in the problem's list, or NOTHING.
    """

    day: int
    start: int
    end: int
    paid: int
    holds: Ints
    owners: list[Key] = field(default_factory=list)

    def option_of(self, person: PersonWeek) -> int:
        """The person's own option for this shift, NO_OPTION where they cannot have it."""
        for o in range(person.day_options[self.day], person.day_options[self.day + 1]):
            row = person.options[o]
            same = row[START] == self.start and row[END] == self.end
            if same and row[PAID] * person.unit == self.paid:
                return int(o) if person.option_costs[o] < NEVER / 2 else NO_OPTION
        return NO_OPTION


def offered_shifts(
    state: RosterState, plans: Mapping[Key, Plan], channels: Sequence[str]
) -> list[OfferedShift]:
    """The shifts of these weeks, one for each day and kind.

    Where all have the same skills, a kind is start, end and paid time; else it is also what the
    shift holds, since it matters who does it.
    """
    skills = {(p.csr.channels, p.csr.languages) for p in map(state.problem.persons.get, plans) if p}
    alike = len(skills) == 1
    found: dict[tuple[object, ...], OfferedShift] = {}
    for key, plan in plans.items():
        person = state.problem.persons[key]
        held = _held(person, plan, channels)
        for day, option in enumerate(plan.chosen.tolist()):
            if option < 0:
                continue
            start, end, units, _ = person.options[option].tolist()
            kind = (day, start, end, units * person.unit, b"" if alike else held[day].tobytes())
            if kind not in found:
                found[kind] = OfferedShift(day, start, end, units * person.unit, held[day])
            found[kind].owners.append(key)
    return list(found.values())


def _held(person: PersonWeek, plan: Plan, channels: Sequence[str]) -> Ints:
    """What each slot of the week holds, as in `OfferedShift.holds`."""
    held = np.full(plan.doing.shape, NOTHING, dtype=np.int64)
    for a, channel in enumerate(person.channels):
        held[plan.doing == a] = channels.index(channel)
    return held


def heads_of(state: RosterState, key: Key, shift: OfferedShift, channels: Sequence[str]) -> Bools:
    """Where the person would be a head in this shift: shape (rows, slots of the day).

    On a channel of their own where the shift has one that they do not work. Pauses, programs and
    sittings count as if they stayed where they are, whoever has the shift: everybody has theirs,
    and the shifts are filled anew.
    """
    person, place = state.problem.persons[key], state.problem.places[key]
    found = np.zeros((state.counts.heads.shape[0], len(shift.holds)), dtype=np.bool_)
    base = person.base[shift.day]
    index = {channel: a for a, channel in enumerate(person.channels)}
    own = np.array([index.get(channel, NOTHING) for channel in channels])
    at = np.where(shift.holds >= 0, own[shift.holds], NOTHING)
    for a in range(len(person.channels) - 1, -1, -1):  # phone before email before desk
        at[(at < 0) & (shift.holds >= 0) & (base[a] < NEVER / 2)] = a
    for a in range(len(person.channels)):
        for row in place.rows_of[a].tolist():
            if row >= 0:
                found[row] |= at == a
    return found
