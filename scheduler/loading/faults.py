"""What is wrong in the input files, all of it at once, and what is only odd."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True)
class SourcePlace:
    """A line of an input file, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: where, what was found and what is allowed."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.message}"


class InputFaults(Exception):
    """Every fault of every file, sorted by file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass
class FaultList:
    """Collects faults and warnings while the files are read."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fault(self, place: SourcePlace, column: str, found: str, allowed: str) -> None:
        self.faults.append(Fault(place.file, place.line, column, f"{found}, allowed: {allowed}"))

    def unknown(
        self, place: SourcePlace, column: str, value: str, known: Iterable[str], home: str
    ) -> None:
        """A name that `home` does not hold; names the nearest that it does."""
        names = sorted(known)
        found = f"found {shown(value)}, which {home} does not have"
        self.fault(place, column, found, f"{listed(names)}{nearest(value, names)}")

    def warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)


def shown(value: object) -> str:
    """A found value in quotes, shortened where it is long."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


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
