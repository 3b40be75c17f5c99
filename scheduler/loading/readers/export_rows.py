"""The rows of an export by column: what each cell means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeVar

from scheduler.loading.faults import shown
from scheduler.loading.readers.csv_tables import columns_of
from scheduler.loading.readers.number_notation import DOT, read_duration, read_number
from scheduler.loading.readers.placeholders import is_placeholder
from scheduler.loading.readers.sources import TableSource
from scheduler.loading.readers.start_times import read_date, read_start, spans_in
from scheduler.loading.schema.dates_and_times import DAY
from scheduler.loading.schema.demand_keys import UNITS_S, ExportKeys
from scheduler.loading.schema.fields import LANGUAGES, allowed
from scheduler.loading.schema.table_row import Columns

Value = TypeVar("Value")

NAME = re.compile(r"\w[\w.\-]{0,63}")


class Unreadable(ValueError):
    """A cell that does not hold what its column allows: which columns, what was found."""

    def __init__(self, column: str, found: str, allowed: str) -> None:
        super().__init__(column, found, allowed)
        self.column, self.found, self.allowed = column, found, allowed


class Blanks(NamedTuple):
    """Placeholders of one column: how many, the row of the first, and what it says."""

    cells: int
    row: int
    text: str


@dataclass
class Export:
    """The rows of one table, and which columns hold what: `at[target]` are positions.

    `names[target]` is what the file calls it, for faults. Cells are read by column, each
    distinct text once: exports repeat few texts often. A value that cannot be read is an
    Unreadable in its place, and `broken` says that there is one.
    """

    source: TableSource
    keys: ExportKeys
    model: type[Columns]
    header: int = 1
    mapped: bool = False
    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    at: dict[str, tuple[int, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    broken: bool = False
    decimal: str = DOT
    blanks: dict[str, Blanks] = field(default_factory=dict)
    _starts: list[datetime | Unreadable] | None = None

    def keep(self, at: list[int]) -> None:
        """Keep the rows at these positions alone."""
        self.rows, self.lines = [self.rows[n] for n in at], [self.lines[n] for n in at]
        if self._starts is not None:
            self._starts = [self._starts[n] for n in at]

    def reread(self, time_format: str) -> None:
        """Read the times of all rows in another notation."""
        self.keys = self.keys.model_copy(update={"time_format": time_format})
        self._starts = None

    @property
    def daily(self) -> bool:
        """Whether the rows are totals of days."""
        return getattr(self.keys, "interval_minutes", None) == DAY

    def texts(self, target: str) -> list[str]:
        """What the target's columns say in each row, joined by a space."""
        at = self.at.get(target, ())
        if len(at) == 1:
            position = at[0]
            return [row[position] for row in self.rows]
        return [" ".join([row[position] for position in at]) for row in self.rows]

    def starts(self) -> list[datetime | Unreadable]:
        """The start of each row, local or with an offset; of a day its midnight."""
        if self._starts is None:
            self._starts = self._read_starts()
        self.broken |= any(isinstance(start, Unreadable) for start in self._starts)
        return self._starts

    def _read_starts(self) -> list[datetime | Unreadable]:
        texts, how = self.texts("start"), self.keys.time_format
        spans = spans_in(texts)
        if self.daily:
            return self._read(texts, "start", lambda text: read_date(text, how))
        return self._read(texts, "start", lambda text: read_start(text, how, spans))

    def channels(self, usual: str) -> list[str | Unreadable]:
        """The channel of each row: by the table of texts, or as it is written."""
        if "channel" not in self.at:
            return [usual] * len(self.rows)
        given = self.keys.channels
        return self._read(self.texts("channel"), "channel", lambda t: given.get(t) or _name(t))

    def languages(self, usual: str) -> list[str | Unreadable]:
        """The language of each row, likewise."""
        if "language" not in self.at:
            return [usual] * len(self.rows)
        given = self.keys.languages
        return self._read(self.texts("language"), "language", lambda t: given.get(t) or _code(t))

    def numbers(self, target: str) -> list[float | Unreadable | None]:
        """The sum of the target's columns in each row; None where they are all empty."""
        return self._sums(target, lambda text: read_number(text, self.decimal))

    def seconds(self, target: str) -> list[float | Unreadable | None]:
        """The sum of durations of the target's columns; None where they are all empty."""
        unit_s = UNITS_S[self.keys.time_unit]
        return self._sums(target, lambda text: read_duration(text, self.decimal, unit_s))

    def columns(self, target: str) -> list[list[str]]:
        """The cells of each of the target's columns."""
        return [[row[position] for row in self.rows] for position in self.at.get(target, ())]

    def unreadable(self, target: str, text: str) -> Unreadable:
        """The fault of a target's cell."""
        words = allowed(columns_of(self.model)[target]) if target in columns_of(self.model) else ""
        if target == "start" and self.keys.time_format:
            words = f"a time written as {self.keys.time_format}"
        if target in ("aht_s", "work_s"):
            words = "a time from 0 to 86,400 s, as 185, 3:05 or 0:03:05"
        found = f"found {shown(text)}" if text else "found nothing"
        return Unreadable(self.names.get(target, target), found, words or "a number from 0")

    def _sums(self, target: str, read: Callable[[str], float]) -> list[float | Unreadable | None]:
        columns = [
            self._read(texts, target, lambda text: read(text) if text not in blank else None)
            for texts in self.columns(target)
            if (blank := self._blanks(target, texts))
        ]
        if not columns:
            return [None] * len(self.rows)
        if len(columns) == 1:
            return columns[0]
        return [_sum(parts) for parts in zip(*columns, strict=True)]

    def _blanks(self, target: str, texts: list[str]) -> set[str]:
        """Texts of a column that say nothing, the empty one included; placeholders are noted."""
        found = {text for text in set(texts) if text and is_placeholder(text)}
        if found:
            rows = [row for row, text in enumerate(texts) if text in found]
            before = self.blanks.get(target, Blanks(0, rows[0], texts[rows[0]]))
            self.blanks[target] = before._replace(cells=before.cells + len(rows))
        return found | {""}

    def _read(
        self, texts: list[str], target: str, read: Callable[[str], Value]
    ) -> list[Value | Unreadable]:
        known: dict[str, Value | Unreadable] = {}
        for text in set(texts):
            try:
                known[text] = read(text)
            except ValueError:
                known[text] = self.unreadable(target, text)
                self.broken = True
        return [known[text] for text in texts]


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError
    return text


def _code(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError
    return text


def _sum(parts: tuple[float | Unreadable | None, ...]) -> float | Unreadable | None:
    """The sum of what is there; None where nothing is."""
    total = None
    for part in parts:
        if isinstance(part, Unreadable):
            return part
        if part is not None:
            total = (total or 0.0) + part
    return total
