"""Hours between two openings in which people would be at work with nothing to do."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.opening_hours import weekly_openings
from scheduler.domain.scenario import Csr, Scenario, Span
from scheduler.loading.builders.contracts import weekly_shifts
from scheduler.loading.builders.frame import CentreFrame, clock_text
from scheduler.loading.schema.fields import WEEKDAYS


def idle_hours(scenario: Scenario, frame: CentreFrame) -> Iterator[str]:
    """A sentence for each contract of which every shift reaches over more than a meal of them."""
    named = set()
    for csr in scenario.csrs:
        kind = csr.contract, csr.channels
        if kind in named or _has_other_work(scenario, csr):
            continue
        for weekday, name in enumerate(WEEKDAYS):
            found = _idle(scenario, frame, csr, weekday)
            if found is not None:
                named.add(kind)
                channel = min(csr.channels & set(frame.keys.opening))
                place = frame.settings.place("opening", channel, name)
                yield f"{place}: opening.{channel}.{name}: {_words(scenario, csr, found)}"
                break


def _has_other_work(scenario: Scenario, csr: Csr) -> bool:
    attendees = [one.attendees for one in scenario.meetings]
    attendees += [one.attendees for one in scenario.programs]
    return any(csr.csr_id in own for own in attendees)


def _idle(scenario: Scenario, frame: CentreFrame, csr: Csr, weekday: int) -> Span | None:
    """Hours between openings of which every shift of the weekday holds more than its meal."""
    closed = _between(scenario, csr, weekday)
    shifts = [shift for _, shift in weekly_shifts(csr, frame, scenario.labour, weekday)]
    for start, end in closed if shifts else ():
        room = max(csr.contract.meal_slots, scenario.grid.slots_up(scenario.labour.rest_minutes))
        if all(min(end, last) - max(start, first) > room for first, last in shifts):
            return start, end
    return None


def _between(scenario: Scenario, csr: Csr, weekday: int) -> list[Span]:
    """Hours of the weekday in which every channel of the person is closed, between two openings."""
    spans = sorted(
        span
        for channel in csr.channels & set(scenario.weekly_opening)
        for span in weekly_openings(scenario, channel, weekday)
    )
    found: list[Span] = []
    until = spans[0][0] if spans else 0
    for start, end in spans:
        if start > until:
            found.append((until, start))
        until = max(until, end)
    return found


def _words(scenario: Scenario, csr: Csr, closed: Span) -> str:
    minutes = scenario.grid.slot_minutes
    hours = "-".join(clock_text(slot * minutes) for slot in closed)
    meal = csr.contract.meal_slots * minutes
    known = ", ".join(sorted(csr.channels))
    return (
        f"every shift of people who work {known} under {csr.contract.source} spans the closed "
        f"{hours}, with a meal of {meal} minutes and nothing else to do: give them a longer "
        f"meal, another channel or shorter shifts"
    )
