"""What has been told since a week was published: absences, other contacts, one more meeting."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scheduler.domain.demand import DemandChange
from scheduler.domain.roster import Segment
from scheduler.domain.scenario import Meeting, Scenario, TimeOff


@dataclass(frozen=True)
class News:
    """Absences, changes of demand and meetings, in the order in which they were told.

    `given`, `waived`: what earlier absences left of shifts and took from programs
    (given_shifts.py).
    """

    absences: tuple[TimeOff, ...] = ()
    demand: tuple[DemandChange, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    given: tuple[Segment, ...] = ()
    waived: tuple[Segment, ...] = ()

    def __add__(self, other: News) -> News:
        return News(
            (*self.absences, *other.absences),
            (*self.demand, *other.demand),
            (*self.meetings, *other.meetings),
            (*self.given, *other.given),
            (*self.waived, *other.waived),
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
        given=(*scenario.given, *news.given),
        waived=(*scenario.waived, *news.waived),
    )
