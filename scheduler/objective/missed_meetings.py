"""Attendees who are excused from a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.demand import Requirements
from scheduler.domain.entitlements import owed_days
from scheduler.domain.roster import Roster, meeting_activity
from scheduler.domain.scenario import Meeting, Scenario
from scheduler.objective.term import WHOLE, ModelWithPrices, Reading, Term, in_words
from scheduler.rules.meetings import possible_starts


def excused(scenario: Scenario, roster: Roster) -> list[tuple[Meeting, str]]:
    """Attendees who sit in no sitting of their meeting's week, once for each week."""
    grid = scenario.grid
    sat = {
        (s.activity, s.csr_id, grid.day(s.start) // 7)
        for s in roster.segments
        if s.activity.startswith("meeting:")
    }
    return [
        (meeting, csr_id)
        for meeting in scenario.meetings
        for week in range(grid.weeks)
        for csr_id in meeting.attendees
        if (meeting_activity(meeting.meeting_id), csr_id, week) not in sat
    ]


@dataclass(frozen=True)
class MissedMeetings(Term):
    """A price for each attendee who is excused, meeting by meeting and week by week."""

    dollars: float
    priced: str
    name: ClassVar[str] = "missed_meetings"
    own: ClassVar[Reading] = Reading(
        "part",
        "who can sit in no sitting is a constant; whom the sittings that are held excuse is shared",
    )
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = Reading(
        "part", "of more than two sittings of a meeting only one may excuse somebody"
    )

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> MissedMeetings:
        dollars = scenario.prices.missed_meeting
        return cls(dollars, in_words({"$": dollars}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        return self.dollars * len(excused(scenario, roster))

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        grid = model.scenario.grid
        for meeting in model.scenario.meetings:
            activity = meeting_activity(meeting.meeting_id)
            for csr_id in meeting.attendees:
                for week in range(grid.weeks):
                    slots = (s for day in grid.week_days(week) for s in model.slots(csr_id, day))
                    sits = model.total(model.begins(csr_id, slot, activity) for slot in slots)
                    missed = model.literal()
                    model.define(missed + sits >= 1)
                    model.pay(self.dollars, missed)

    def constant(self, scenario: Scenario) -> float:
        """Attendees who owe no day of a week, or whom no shift of it lets sit."""
        never = 0
        for meeting in scenario.meetings:
            for csr_id in meeting.attendees:
                csr = scenario.csr.get(csr_id)
                never += sum(
                    csr is None
                    or not owed_days(scenario, csr, week)
                    or not possible_starts(scenario, csr, meeting, week)
                    for week in range(scenario.grid.weeks)
                )
        return self.dollars * never
