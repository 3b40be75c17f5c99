"""What a roster is to those who get it: a draft, or a numbered version of what they were told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

# A calendar knows the newest of two events of one number by this: a draft is older than
# whatever was published.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class CalendarEvent:
    """One shift as it stands in a person's calendar, across the versions of the week.

    `start`, `end`: local time, as 20260511T080000. `sequence` rises whenever the event changes;
    `digest` is of all that it says. With `cancelled` the shift was taken away.
    """

    csr_id: str
    date: str
    uid: str
    start: str
    end: str
    sequence: int
    cancelled: bool
    digest: str


@dataclass(frozen=True)
class Edition:
    """Number, time and changes of a version; 0 is a draft, which nobody was told.

    `before`: number of the version that it replaces, 0 for none. `changes`: by csr_id, in words,
    a line for each day. `events`: those of the version before, by csr_id and date.
    """

    number: int = 0
    published: datetime = LONG_AGO
    before: int = 0
    changes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: Mapping[tuple[str, str], CalendarEvent] = field(default_factory=dict)

    @property
    def draft(self) -> bool:
        return self.number == 0


DRAFT = Edition()
