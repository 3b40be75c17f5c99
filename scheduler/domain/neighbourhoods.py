"""What the search did in each of its neighbourhoods."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NeighbourhoodCount:
    """Moves of one neighbourhood.

    Attributes
    ----------
    process: "first" or "second".
    proposed, kept: moves; those that leave the roster as it is count as kept.
    saved: dollars by which kept moves made the roster cheaper, less those by which they made it
        dearer (as annealing does on its way).
    seconds: spent on proposing and judging them.
    """

    name: str
    process: str
    proposed: int
    kept: int
    saved: float
    seconds: float
