"""Changes that somebody made to a roster by hand, and that a run is to keep."""

from __future__ import annotations

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
