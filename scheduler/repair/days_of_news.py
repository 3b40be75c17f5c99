"""Days on which the news fall: the least change looks for its answer there first."""

from __future__ import annotations

from scheduler.domain.roster import Roster, meeting_activity
from scheduler.domain.scenario import Scenario


def days_of_news(scenario: Scenario, published: Roster) -> frozenset[int]:
    """Days with a published shift that leave has taken since, other contacts, or a new meeting."""
    grid = scenario.grid
    away = {
        grid.day(segment.start)
        for segment in published.segments
        for off in scenario.time_off_of.get(segment.csr_id, ())
        if off.start < segment.end and segment.start < off.end
    }
    other = {
        day
        for change in scenario.demand_changes
        for day in range(grid.day(change.start), grid.day(change.end - 1) + 1)
    }
    seated = {segment.activity for segment in published.segments}
    new = [m for m in scenario.meetings if meeting_activity(m.meeting_id) not in seated]
    held = {day for m in new for day in range(grid.days) if grid.weekday(day) in m.weekdays}
    return frozenset(away | other | held)
