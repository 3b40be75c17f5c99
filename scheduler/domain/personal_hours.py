"""The hours that one person keeps whatever the contract allows: availability, own start."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scheduler.domain.scenario import Available, Csr, Scenario, Span


class PersonalHours(NamedTuple):
    """Limits of one person on one day, slots of the day.

    spans: a shift lies in one of them, None for anywhere. starts: first and last start, None for
    any.
    """

    spans: tuple[Span, ...] | None
    starts: Span | None

    def allow(self, start: int, end: int) -> bool:
        """Whether a shift (slots of the day) keeps both."""
        if self.starts is not None and not self.starts[0] <= start <= self.starts[1]:
            return False
        return self.spans is None or any(s <= start and end <= e for s, e in self.spans)


FREE = PersonalHours(None, None)


def available_rows(scenario: Scenario, csr: Csr, day: int) -> list[Available]:
    """The rows that hold on a day of the horizon, by their hours; none: any hour will do."""
    weekday = scenario.grid.weekday(day)
    rows = [
        row
        for row in scenario.availability_of[csr.csr_id]
        if weekday in row.weekdays
        and (row.first is None or row.first <= day)
        and (row.last is None or day <= row.last)
    ]
    return sorted(rows, key=lambda row: (row.earliest, row.latest))


def available_spans(rows: Iterable[Available]) -> tuple[Span, ...]:
    """The hours of these rows, those that touch or overlap taken as one."""
    found: list[Span] = []
    for row in rows:
        if found and row.earliest <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], row.latest)
        else:
            found.append((row.earliest, row.latest))
    return tuple(found)


def start_span(csr: Csr) -> Span | None:
    """First and last start that the person's own start leaves; None for any."""
    if csr.start is None:
        return None
    return csr.start - csr.start_within, csr.start + csr.start_within


def personal_hours(scenario: Scenario, csr: Csr, day: int) -> PersonalHours:
    """What a day's shift of this person has to keep beside the contract."""
    rows = available_rows(scenario, csr, day) if scenario.availability_of[csr.csr_id] else ()
    if not rows and csr.start is None:
        return FREE
    return PersonalHours(available_spans(rows) if rows else None, start_span(csr))


def personal_week(
    scenario: Scenario, csr: Csr, days: Iterable[int]
) -> tuple[PersonalHours, ...] | None:
    """The same for a row of days; None where the person has no such hours."""
    if csr.start is None and not scenario.availability_of[csr.csr_id]:
        return None
    return tuple(personal_hours(scenario, csr, day) for day in days)
