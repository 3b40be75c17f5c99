"""The scorecard's measure: contacts handled in a year, by its own words.

Calls answered, and distinct tickets of three contact types (Webform, Email, In-Person) that a
representative had a hand in. Source: Portland 311's scorecard, "Contacts handled by 311".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

CONTACT_TYPES = ("Webform", "Email", "In-Person")  # the scorecard also writes "In Person"
NEAR_DAYS = 7  # between the ends of the year and of the records, beyond which it is not whole


class CountedContact(NamedTuple):
    """Contacts of one interval or one ticket; tickets have an `id`, calls have none."""

    day: date
    channel: str
    language: str
    offered: float
    abandoned: float
    id: str = ""
    kind: str = ""


@dataclass(frozen=True)
class HandledRow:
    """One month of a channel and language; `as_formula` subtracts abandoned calls twice."""

    month: str
    channel: str
    language: str
    offered: float
    abandoned: float
    handled: float
    as_formula: float


@dataclass(frozen=True)
class ContactsHandled:
    """The measure of one year, with what is to be known about it."""

    label: str
    first: date
    last: date
    rows: tuple[HandledRow, ...]
    centre: str = ""
    acd_calls_are_offered: bool = False
    tickets: int = 0
    notes: tuple[str, ...] = field(default=())

    @property
    def handled(self) -> float:
        return sum(row.handled for row in self.rows)

    @property
    def as_formula(self) -> float:
        return sum(row.as_formula for row in self.rows)

    @property
    def abandoned(self) -> float:
        return sum(row.abandoned for row in self.rows)

    @property
    def sentence(self) -> str:
        """What the two readings differ by, and why."""
        if self.acd_calls_are_offered:
            return (
                "The two readings agree: in this centre's report ACD Calls are the calls offered, "
                "so that SUM(ACD Calls) - SUM(Abandoned Calls) is what was answered."
            )
        gap = self.handled - self.as_formula
        if not gap:
            return "The two readings agree: no abandoned call is recorded."
        return (
            f"The two readings differ by {gap:,.0f} contacts: ACD Calls are answered calls, so "
            f"SUM(ACD Calls) - SUM(Abandoned Calls) takes off the {gap:,.0f} abandoned calls a "
            f"second time."
        )

    def totals(self, name: str) -> dict[str, float]:
        """Contacts handled by `month`, `channel` or `language`."""
        found: dict[str, float] = defaultdict(float)
        for row in self.rows:
            found[getattr(row, name)] += row.handled
        return dict(sorted(found.items()))


def handled_in(
    contacts: Iterable[CountedContact],
    first: date,
    last: date,
    label: str,
    centre: str = "",
    acd_calls_are_offered: bool = False,
) -> ContactsHandled:
    """Contacts from the first to the last day, both included.

    A ticket counts once, on its first day in the year. A channel that has tickets is counted
    by these alone.
    """
    inside = sorted((c for c in contacts if first <= c.day <= last), key=lambda c: (c.day, c.id))
    calls = [one for one in inside if not one.id]
    tickets, notes = _distinct([one for one in inside if one.id])
    both = {one.channel for one in calls} & {one.channel for one in tickets}
    for channel in sorted(both):
        notes.append(f"{channel} is in the history and has tickets: counted by its tickets")
    kept = [one for one in calls if one.channel not in both] + tickets
    notes += _not_whole([one.day for one in kept], first, last)
    sums: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for one in kept:
        own = sums[f"{one.day:%Y-%m}", one.channel, one.language]
        answered = one.offered - one.abandoned
        own[0] += one.offered
        own[1] += one.abandoned
        own[2] += answered
    twice = 0.0 if acd_calls_are_offered else 1.0
    rows = tuple(
        HandledRow(*key, found[0], found[1], found[2], found[2] - twice * found[1])
        for key, found in sorted(sums.items())
    )
    return ContactsHandled(
        label, first, last, rows, centre, acd_calls_are_offered, len(tickets), tuple(notes)
    )


def _distinct(tickets: Iterable[CountedContact]) -> tuple[list[CountedContact], list[str]]:
    """Each ticket once, of the scorecard's types where the type is known."""
    found: dict[str, CountedContact] = {}
    again, others = 0, 0
    for one in tickets:
        if one.kind and one.kind.replace(" ", "-").casefold() not in TYPES:
            others += 1
        elif one.id in found:
            again += 1
        else:
            found[one.id] = one
    notes = []
    if again:
        notes.append(f"{again:,} rows repeat a ticket of the year: counted once")
    if others:
        types = ", ".join(CONTACT_TYPES)
        notes.append(f"{others:,} tickets are of other contact types than {types}: not counted")
    return list(found.values()), notes


TYPES = frozenset(name.casefold() for name in CONTACT_TYPES)


def _not_whole(days: list[date], first: date, last: date) -> list[str]:
    """What the records leave out of the year."""
    if not days:
        return [f"there are no contacts from {first} to {last}"]
    begins, ends = min(days), max(days)
    if (begins - first).days > NEAR_DAYS or (last - ends).days > NEAR_DAYS:
        return [f"the records reach from {begins} to {ends} only: this is not the whole year"]
    return []
