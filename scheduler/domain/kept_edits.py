"""Changes that somebody made to a roster by hand, and that a run is to keep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.scenario import Pin


@dataclass(frozen=True)
class KeptEdit:
    """One person's day as somebody wants it.

    `place` names the cell or line in which it was written, `sentence` says what was changed,
    `pins` hold it in place.
    """

    csr_id: str
    day: int
    place: str
    sentence: str
    pins: tuple[Pin, ...]


def kept_lines(edits: Iterable[KeptEdit]) -> list[str]:
    """`roster.xlsx Week!F12: Ana Ruiz, Tue: off, was 8:00–16:30`, one line for each change."""
    places: dict[str, list[str]] = {}
    for edit in edits:
        places.setdefault(edit.sentence, []).append(edit.place)
    return [f"{' and '.join(own)}: {sentence}" for sentence, own in places.items()]
