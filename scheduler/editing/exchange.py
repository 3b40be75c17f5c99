"""Two people exchange a day: each has the shift of the other, as it stands."""

from __future__ import annotations

from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Csr, Scenario
from scheduler.editing.filling import Given, filled
from scheduler.editing.hand_edits import DayEdit


def exchanged(
    scenario: Scenario, roster: Roster, pair: tuple[Csr, Csr], day: int
) -> tuple[DayEdit, DayEdit]:
    """The day of both, each with the other's times, pauses and channels, known or not.

    Meetings and programs are bound to a person: one's own stay, and in place of the other's one
    goes on with the channel. A pause makes way where it would lie in a meeting.
    """
    shifts = roster.merged_shifts(scenario.grid.slots_per_day)

    def of_day(csr: Csr) -> tuple[Segment, ...]:
        own = (shift for shift in shifts.get(csr.csr_id, ()) if shift.day == day)
        return next((shift.segments for shift in own), ())

    was = [of_day(csr) for csr in pair]
    first, second = (
        DayEdit(csr.csr_id, day, (), own, _taken(scenario, csr, day, own, theirs))
        for csr, own, theirs in zip(pair, was, reversed(was), strict=True)
    )
    return first, second


def _taken(
    scenario: Scenario,
    csr: Csr,
    day: int,
    own: tuple[Segment, ...],
    theirs: tuple[Segment, ...],
) -> tuple[Segment, ...]:
    """The shift of another as this person works it."""
    if not theirs:
        return ()
    given = Given(csr, day, theirs[0].start, theirs[-1].end, any_channel=True)
    return filled(scenario, given, own, theirs)
