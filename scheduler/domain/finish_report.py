"""What the finish did: the stage in which CP-SAT holds the exact model."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.neighbourhoods import NeighbourhoodCount


@dataclass(frozen=True)
class FinishReport:
    """How large its models were, what they cost and gained.

    seconds: wall clock. models: built and solved; variables, constraints: of the largest.
    repaired: places in which the search had broken a rule; repair_dollars: what that cost;
    saved_dollars: what the neighbourhoods saved. accepted: people whose days the exact model
    has accepted as part of a solution, of so many people.
    """

    seconds: float
    models: int
    variables: int
    constraints: int
    repaired: int
    repair_dollars: float
    saved_dollars: float
    accepted: int
    people: int
    neighbourhoods: tuple[NeighbourhoodCount, ...] = ()
