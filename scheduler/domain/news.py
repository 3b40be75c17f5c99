"""What has been told since a week was published: absences, other contacts, one more meeting."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scheduler.domain.demand import DemandChange
from scheduler.domain.scenario import Meeting, Scenario, TimeOff


@dataclass(frozen=True)
class News:
    """Absences, changes of demand and meetings, in the order in which they were told."""

    absences: tuple[TimeOff, ...] = ()
    demand: tuple[DemandChange, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    def __add__(self, other: News) -> News:
        return News(
            (*self.absences, *other.absences),
            (*self.demand, *other.demand),
            (*self.meetings, *other.meetings),
        )

    def __bool__(self) -> bool:
        return bool(self.absences or self.demand or self.meetings)


def with_news(scenario: Scenario, news: News) -> Scenario:
    """The scenario with the absences and meetings, and the changes that its forecast makes."""
    return replace(
        scenario,
        time_off=(*scenario.time_off, *news.absences),
        meetings=(*scenario.meetings, *news.meetings),
        demand_changes=(*scenario.demand_changes, *news.demand),
    )
