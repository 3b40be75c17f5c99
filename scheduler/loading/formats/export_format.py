"""What there is to know about a format: its columns, what each is used for, what it fills."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

UNUSED = ""  # the target of a column that is known and not used


def plain(name: str) -> str:
    """A column's name without what reports vary: case, spaces and marks."""
    return re.sub(r"[^a-z0-9]+", "", name.casefold())


@dataclass(frozen=True)
class Known:
    """A column that the format has: what it holds, under which names, and what is done with it."""

    target: str
    names: tuple[str, ...]
    use: str


@dataclass(frozen=True)
class ExportFormat:
    """One format of files.

    `needs` are groups of targets of which each must have one. `words` is what the format
    calls a skill, a queue or a planning group. `clock` is `utc` where the format says so, else
    it is asked. `header` is false where the file has none: columns then come in the order of
    `columns`. `counts` says what the main count means: `offered`, or `asked`.
    """

    name: str
    fills: str
    summary: str
    columns: tuple[Known, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    words: str = "skill"
    clock: str = "asked"
    header: bool = True
    exact: bool = False

    def target(self, cell: str) -> str | None:
        """What the column of this name holds; `UNUSED` where nothing reads it, None if unknown."""
        name = plain(cell)
        if not name:
            return None
        for known in self.columns:
            if name in map(plain, known.names):
                return known.target
        return None

    def known_in(self, cells: Sequence[str]) -> int:
        """How many cells are names of its columns."""
        return sum(self.target(cell) is not None for cell in cells)

    def names_of(self, target: str) -> str:
        """The usual name of the column that holds it."""
        return next((known.names[0] for known in self.columns if known.target == target), target)

    @property
    def signature(self) -> str:
        """Its columns in a row, for messages."""
        return ", ".join(known.names[0] for known in self.columns)
