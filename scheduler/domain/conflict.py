"""Demands that cannot hold together, and the changes of the inputs of which any one frees them."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.clause import Clause


@dataclass(frozen=True)
class Edit:
    """One change in one place of the inputs.

    `source` is `file:line`, or the file alone where something is to be added. `column` is the
    column of the row or the key of the settings (`labour.seats`); without one it is the row as a
    whole: taken out, or, where the source is a file alone, added with the cells of `row`.
    """

    source: str
    column: str = ""
    old: str = ""
    new: str = ""
    row: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Cure:
    """A change after which a roster was found that keeps every rule."""

    words: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Demand:
    """A clause of a conflict with its smallest change, where one was found that frees the rest."""

    clause: Clause
    cure: Cure | None = None


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot hold together and of which none can be spared.

    `also` are the names of others of whom the same is demanded, in the same places.
    """

    demands: tuple[Demand, ...]
    also: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(demand.clause for demand in self.demands)

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of whom the demands name, each once."""
        return tuple(dict.fromkeys(c.csr_id for c in self.clauses if c.csr_id))
