"""The NRP text format: sections of comma-separated rows; lines that begin with # are comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from scheduler.loading.faults import Findings, InputFaults, Place, listed, shown


@dataclass(frozen=True)
class Kind:
    """A kind of shift; `cannot_follow` names those that may not come on the next day."""

    name: str
    minutes: int
    cannot_follow: frozenset[str]


@dataclass(frozen=True)
class Employee:
    """A person, from one `line` of the file.

    `most` shifts of each kind, and the minutes, hold over the whole horizon.
    """

    name: str
    line: int
    most: Mapping[str, int]
    max_minutes: int
    min_minutes: int
    max_in_a_row: int
    min_in_a_row: int
    min_off_in_a_row: int
    max_weekends: int


@dataclass(frozen=True)
class ShiftRequest:
    """A kind of shift that somebody wants (or does not want) on a day."""

    employee: str
    day: int
    kind: str
    weight: int


@dataclass(frozen=True)
class Cover:
    """People wanted on a kind of shift on a day, and what each one under or over costs."""

    day: int
    kind: str
    required: int
    under: int
    over: int


@dataclass(frozen=True)
class Instance:
    """One instance; days count from 0, a Monday."""

    name: str
    days: int
    kinds: tuple[Kind, ...]
    employees: tuple[Employee, ...]
    days_off: Mapping[str, frozenset[int]]
    wanted: tuple[ShiftRequest, ...]
    unwanted: tuple[ShiftRequest, ...]
    cover: tuple[Cover, ...]

    @cached_property
    def kind(self) -> Mapping[str, Kind]:
        return {kind.name: kind for kind in self.kinds}


def read(path: Path) -> Instance:
    """Read an instance.

    Raises InputFaults with every fault of the file, each with its line and column.
    """
    return _Reader(path).instance()


Made = TypeVar("Made")
Row = tuple[Place, list[str]]
SECTIONS = {
    "HORIZON": "days",
    "SHIFTS": "id, minutes, shifts that cannot follow",
    "STAFF": "id, most of each shift, max minutes, min minutes, max in a row, min in a row, "
    "min days off in a row, max weekends",
    "DAYS_OFF": "employee, days",
    "SHIFT_ON_REQUESTS": "employee, day, shift, weight",
    "SHIFT_OFF_REQUESTS": "employee, day, shift, weight",
    "COVER": "day, shift, required, weight under, weight over",
}


class _Reader:
    def __init__(self, path: Path) -> None:
        self.name, self.findings = path.stem, Findings()
        self.sections: dict[str, list[Row]] = {}
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        rows = self._rows(path.name, text)
        for place, cells in rows:
            title = cells[0].removeprefix("SECTION_")
            if title != cells[0]:
                if title not in SECTIONS:
                    self.findings.unknown(place, "section", title, SECTIONS, "the format")
                current = self.sections.setdefault(title, [])
            elif not self.sections:
                self.findings.fault(place, "section", f"found {shown(cells[0])}", "SECTION_HORIZON")
            else:
                current.append((place, cells))
        self.top = Place(path.name, 1)
        for title in SECTIONS:
            if title not in self.sections:
                self.findings.fault(self.top, "section", f"no SECTION_{title}", "one of each")

    @staticmethod
    def _rows(file: str, text: str) -> Iterator[Row]:
        for line, content in enumerate(text.splitlines(), start=1):
            if content.strip() and not content.lstrip().startswith("#"):
                yield Place(file, line), [cell.strip() for cell in content.split(",")]

    def instance(self) -> Instance:
        self.days = next(iter(self._each("HORIZON", 1, self._horizon)), 0)
        kinds = tuple(self._each("SHIFTS", 3, self._kind))
        self.kinds = {kind.name for kind in kinds}
        employees = tuple(self._each("STAFF", 8, self._employee))
        self.people = {employee.name for employee in employees}
        days_off = dict(self._each("DAYS_OFF", 1, self._days_off))
        wanted = tuple(self._each("SHIFT_ON_REQUESTS", 4, self._request))
        unwanted = tuple(self._each("SHIFT_OFF_REQUESTS", 4, self._request))
        cover = tuple(self._each("COVER", 5, self._cover))
        for place, cells in self.sections.get("SHIFTS", []):
            for other in _parts(cells[2] if len(cells) > 2 else ""):
                self._known(place, "cannot follow", other, self.kinds)
        if self.findings.faults:
            raise InputFaults(self.findings.faults)
        return Instance(self.name, self.days, kinds, employees, days_off, wanted, unwanted, cover)

    def _each(
        self, section: str, cells: int, made: Callable[[Place, Sequence[str]], Made]
    ) -> Iterator[Made]:
        for place, row in self.sections.get(section, []):
            if len(row) < cells:
                found = f"found {len(row)} values"
                self.findings.fault(place, section.lower(), found, SECTIONS[section])
            else:
                yield made(place, row)

    def _horizon(self, place: Place, row: Sequence[str]) -> int:
        return self._number(place, "days", row[0], 1)

    def _kind(self, place: Place, row: Sequence[str]) -> Kind:
        minutes = self._number(place, "minutes", row[1], 1)
        return Kind(row[0], minutes, frozenset(_parts(row[2])))

    def _employee(self, place: Place, row: Sequence[str]) -> Employee:
        most = {}
        for part in _parts(row[1]):
            name, _, number = part.partition("=")
            self._known(place, "most of each shift", name, self.kinds)
            most[name] = self._number(place, f"most of {name}", number)
        names = [name.strip() for name in SECTIONS["STAFF"].split(",")][2:]
        figures = [self._number(place, n, cell) for n, cell in zip(names, row[2:8], strict=True)]
        return Employee(row[0], place.line, most, *figures)

    def _days_off(self, place: Place, row: Sequence[str]) -> tuple[str, frozenset[int]]:
        self._known(place, "employee", row[0], self.people)
        return row[0], frozenset(self._day(place, cell) for cell in row[1:] if cell)

    def _request(self, place: Place, row: Sequence[str]) -> ShiftRequest:
        self._known(place, "employee", row[0], self.people)
        self._known(place, "shift", row[2], self.kinds)
        weight = self._number(place, "weight", row[3])
        return ShiftRequest(row[0], self._day(place, row[1]), row[2], weight)

    def _cover(self, place: Place, row: Sequence[str]) -> Cover:
        self._known(place, "shift", row[1], self.kinds)
        required = self._number(place, "required", row[2])
        under, over = (
            self._number(place, f"weight {n}", c)
            for n, c in zip(("under", "over"), row[3:5], strict=True)
        )
        return Cover(self._day(place, row[0]), row[1], required, under, over)

    def _day(self, place: Place, cell: str) -> int:
        day = self._number(place, "day", cell)
        if day >= self.days:
            self.findings.fault(place, "day", f"found {day}", f"0 to {self.days - 1}")
        return day

    def _number(self, place: Place, column: str, cell: str, least: int = 0) -> int:
        if cell.isascii() and cell.isdigit() and int(cell) >= least:
            return int(cell)
        allowed = f"a whole number, {least} or more"
        self.findings.fault(place, column, f"found {shown(cell)}", allowed)
        return least

    def _known(self, place: Place, column: str, name: str, known: set[str]) -> None:
        if name not in known:
            self.findings.fault(place, column, f"found {shown(name)}", listed(sorted(known)))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
