"""What is wrong in the inputs, all of it at once, and what is only odd."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from scheduler.loading.fault_report import grouped_faults
from scheduler.loading.invisible import invisible_in

MANY = 100  # faults of one column, of which ten are listed


@dataclass(frozen=True)
class SourcePlace:
    """A line of an input file, counted from 1, or a row of a frame: `row` is its index label.

    Line 0 is the file or frame as a whole.
    """

    file: str
    line: int
    row: str | None = None

    def __str__(self) -> str:
        if self.row is not None:
            return f"{self.file}: {self.where}"
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def where(self) -> str:
        """The place inside its own file or frame: `line 3`, `row c07`."""
        return f"line {self.line}" if self.row is None else f"row {self.row}"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: where, what was found and what is allowed.

    `row` is the index label of a frame's row, None for a line of a file.
    """

    file: str
    line: int
    column: str
    message: str
    row: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{SourcePlace(self.file, self.line, self.row)}: {self.column}: {self.message}"


class InputFaults(Exception):
    """Every fault of every file or frame, by file and line; its text is `grouped_faults`."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(grouped_faults(self.faults)))


@dataclass
class FaultList:
    """Collects faults and warnings while the inputs are read.

    `frames` gives the frame's name for each file name where frames are read in place of
    files. A check may name a file and a line; here both become what the user has given.
    """

    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    frames: Mapping[str, str] = field(default_factory=dict)
    _unknown: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What is read: a `file` or a `frame`."""
        return "frame" if self.frames else "file"

    def fault(self, place: SourcePlace, column: str, found: str, allowed: str) -> None:
        place = self._placed(place)
        message = self._named(f"{found}, allowed: {allowed}")
        self.faults.append(Fault(place.file, place.line, column, message, place.row))

    def unknown(
        self, place: SourcePlace, column: str, value: str, known: Iterable[str], home: str
    ) -> None:
        """A name that `home` does not hold; names the nearest that it does.

        Not where a column is full of them: nobody reads so many, and each search takes time.
        """
        found = f"found {shown(value)}, which {home} does not have"
        key = (place.file, column)
        self._unknown[key] = self._unknown.get(key, 0) + 1
        if self._unknown[key] > MANY:
            self.fault(place, column, found, f"one that {home} has")
            return
        names = sorted(known)
        self.fault(place, column, found, f"{listed(names)}{nearest(value, names)}")

    def warn(self, text: str) -> None:
        text = self._named(text)
        if text not in self.warnings:
            self.warnings.append(text)

    def warn_all(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.warn(text)

    def _placed(self, place: SourcePlace) -> SourcePlace:
        """A line that a check names by itself is no row of a frame: the frame as a whole."""
        name = self.frames.get(place.file, place.file)
        if place.row is None and name in self.frames.values():
            return SourcePlace(name, 0)
        return place

    def _named(self, text: str) -> str:
        """The text with the names of frames in place of those of files (and their lines)."""
        for file, name in self.frames.items():
            text = re.sub(rf"\b{re.escape(file)}\b(:\d+)?", name, text)
        return text


def shown(value: object) -> str:
    """A found value in quotes, shortened where it is long; the invisible in it has its name."""
    text = repr(value) if isinstance(value, str) else str(value)
    unseen = invisible_in(value) if isinstance(value, str) else ""
    return (text if len(text) <= 60 else f"{text[:57]}...") + unseen


def listed(names: Iterable[str], limit: int = 12) -> str:
    """Names in a row; the first few where there are many."""
    known = list(names)
    if not known:
        return "none is defined"
    more = f" and {len(known) - limit} more" if len(known) > limit else ""
    return ", ".join(known[:limit]) + more


def nearest(name: str, known: Iterable[str]) -> str:
    """` (nearest: ...)`, or nothing when no known name is near."""
    folded = {k.casefold(): k for k in known}
    found = get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    return f" (nearest: {folded[found[0]]})" if found else ""
