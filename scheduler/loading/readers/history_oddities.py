"""What is odd in the rows of an export and can be read all the same: treated, counted and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from scheduler.loading.faults import FaultList, SourcePlace, shown
from scheduler.loading.readers.export_rows import Export
from scheduler.loading.readers.placeholders import is_placeholder
from scheduler.loading.schema.demand_keys import HistoryKeys

TIMES = ("aht_s", "work_s")
OFFERED, HANDLED = 5, 6  # positions of the counts in the cells of a row


class _Timed(Protocol):
    @property
    def aht_s(self) -> float: ...


@dataclass
class Oddities:
    """Placeholders, and contacts that gave up in a later interval than they came in.

    `blank[target]` are lines with a placeholder. Made once the export's cells are read.
    """

    export: Export
    clamped_lines: list[int] = field(default_factory=list)
    blank: dict[str, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.blank = {target: self._lines(target) for target in self.export.blanks}

    def _lines(self, target: str) -> set[int]:
        lines = self.export.lines
        return {
            lines[row]
            for texts in self.export.columns(target)
            for row, text in enumerate(texts)
            if text and is_placeholder(text)
        }

    @property
    def counted(self) -> str:
        return "offered" if "offered" in self.export.at else "handled"

    @property
    def _zero(self) -> bool:
        return getattr(self.export.keys, "missing_counts", "") == "zero"

    def is_missing(self, cells: Sequence[Any]) -> bool:
        """Whether a placeholder stands for the row's contacts, and says that none are known."""
        return not self._zero and self._is_blank(cells)

    def counts_as_zero(self, cells: Sequence[Any]) -> bool:
        """Whether a placeholder stands for the row's contacts, and says that there were none."""
        return self._zero and self._is_blank(cells)

    def _is_blank(self, cells: Sequence[Any]) -> bool:
        count = cells[OFFERED if self.counted == "offered" else HANDLED]
        return count is None and cells[0] in self.blank.get(self.counted, ())

    def has_no_time(self, line: int) -> bool:
        """Whether a placeholder stands for the row's handling time."""
        return any(line in self.blank.get(target, ()) for target in TIMES)

    def clamped(self, line: int, abandoned: float, offered: float) -> float:
        """Contacts that gave up, at most those offered; where that cuts some, it is counted."""
        if abandoned > offered:
            self.clamped_lines.append(line)
        return min(abandoned, offered)

    def tell(self, readings: Sequence[_Timed], findings: FaultList) -> None:
        """One warning for each kind; a fault where no row is left with a handling time."""
        for target, blank in self.export.blanks.items():
            place, name = self._place(self.export.lines[blank.row]), self.export.names[target]
            times = f"{blank.cells} cell{'s' * (blank.cells > 1)} without a value"
            findings.warn(f"{place}: {name}: {times} ({shown(blank.text)}): {self._taken(target)}")
        if self.clamped_lines:
            count = len(self.clamped_lines)
            rows = f"{count} interval{'s' * (count > 1)}"
            findings.warn(
                f"{self._place(self.clamped_lines[0])}: {self.export.names['abandoned']}: more "
                f"abandoned than {self.counted} in {rows}, as where calls are counted when they "
                f"end: taken as {self.counted}"
            )
        self._tell_of_divisor(findings)
        some_missing = any(target in self.export.blanks for target in TIMES)
        if some_missing and readings and not any(one.aht_s for one in readings):
            name = next(self.export.names[target] for target in TIMES if target in self.export.at)
            found = f"found none in any of {len(readings)} rows"
            words = "some handling times, or a setting aht_s for every row"
            findings.fault(self._place(self.export.header), name, found, words)

    def _taken(self, target: str) -> str:
        if target in TIMES:
            return "taken as unknown and estimated from the other rows"
        if target != self.counted:
            return "taken as 0" if target == "abandoned" else "taken as offered less abandoned"
        if self._zero:
            return "taken as 0, as history.missing_counts says"
        return 'taken as no record; history.missing_counts = "zero" takes them as 0'

    def _tell_of_divisor(self, findings: FaultList) -> None:
        """Total times of what was handled, and only what was offered to divide them by."""
        at = self.export.at
        if not isinstance(self.export.keys, HistoryKeys) or "work_s" not in at:
            return
        if "handled" not in at and "abandoned" not in at:
            findings.warn(
                f"{self._place(self.export.header)}: {self.export.names['work_s']}: total times "
                f"are divided by all contacts offered; where some were not answered, name the "
                f"column of those handled (history.columns.handled)"
            )

    def _place(self, line: int) -> SourcePlace:
        return self.export.source.place(line)
