"""What a neighbourhood is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scheduler.rostering.local_search.week_moves import WeekMoves


class Extent(NamedTuple):
    """How far a move goes: people rebuilt together, and noise in dollars a head and slot."""

    people: int
    noise: float


@dataclass(frozen=True)
class Neighbourhood:
    """A kind of move: its name, and a function that proposes one and says whether it was kept."""

    name: str
    propose: Callable[[WeekMoves, Extent], bool]
