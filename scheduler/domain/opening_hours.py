"""When channels are open: a span a day, less the hours in which they close in between."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.scenario import Scenario, Span


def openings(scenario: Scenario, channel: str, day: int) -> tuple[Span, ...]:
    """The openings of a channel on a day of the horizon, in order, in slots of the day."""
    between = scenario.closed_between.get(channel)
    return parts_of(scenario.opening[channel][day], between[day] if between else ())


def weekly_openings(scenario: Scenario, channel: str, weekday: int) -> tuple[Span, ...]:
    """The same for a weekday (Monday 0) of a week without closures."""
    between = scenario.weekly_closed_between.get(channel)
    return parts_of(scenario.weekly_opening[channel][weekday], between[weekday] if between else ())


def parts_of(span: Span | None, between: Iterable[Span]) -> tuple[Span, ...]:
    """What closed spans leave of an open one; they may overlap, and lie beside it."""
    if span is None:
        return ()
    found, start = [], span[0]
    for closed, again in sorted(between):
        if start < min(closed, span[1]):
            found.append((start, min(closed, span[1])))
        start = max(start, again)
    if start < span[1]:
        found.append((start, span[1]))
    return tuple(found)


def open_span(scenario: Scenario, channels: frozenset[str], day: int) -> Span | None:
    """Earliest opening and latest closing of these channels on a day, slots of the day."""
    spans = [span for c in channels if c in scenario.opening and (span := scenario.opening[c][day])]
    if not spans:
        return None
    return min(s for s, _ in spans), max(e for _, e in spans)
