"""Counting what each neighbourhood proposes and what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.neighbourhoods import NeighbourhoodCount


@dataclass
class Tally:
    """Counts of one neighbourhood so far; units as in NeighbourhoodCount."""

    proposed: int = 0
    kept: int = 0
    saved: float = 0.0
    seconds: float = 0.0

    def add(self, proposed: int, kept: int, saved: float, seconds: float) -> None:
        self.proposed += proposed
        self.kept += kept
        self.saved += saved
        self.seconds += seconds


class Tallies:
    """Counts of all neighbourhoods of one process, by name."""

    def __init__(self) -> None:
        self._by_name: dict[str, Tally] = {}

    def __getitem__(self, name: str) -> Tally:
        return self._by_name.setdefault(name, Tally())

    def counts(self, process: str) -> tuple[NeighbourhoodCount, ...]:
        """What was counted, by name."""
        return tuple(
            NeighbourhoodCount(name, process, t.proposed, t.kept, t.saved, t.seconds)
            for name, t in sorted(self._by_name.items())
        )
