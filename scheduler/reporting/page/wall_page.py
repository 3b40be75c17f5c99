"""wall.html: the week for the wall. Who works when, with the clock times of every break."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.scenario import Csr
from scheduler.reporting.findings import words
from scheduler.reporting.findings.day_in_words import (
    DayInWords,
    day_in_words,
    edition_words,
    not_at_work,
)
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.timeline import staff_of_day
from scheduler.reporting.page.handout import handout


@dataclass(frozen=True)
class WallWeek:
    """One person's week: a time or `off` for each day."""

    name: str
    team: str
    cells: tuple[tuple[str, str], ...]  # CSS class and text


@dataclass(frozen=True)
class WallLine:
    """One person's day."""

    name: str
    team: str
    day: DayInWords


@dataclass(frozen=True)
class WallDay:
    title: str
    lines: tuple[WallLine, ...]


def write_wall(path: Path, report: Report) -> None:
    """The page as UTF-8."""
    path.write_text(wall(report), encoding="utf-8", newline="\n")


def wall(report: Report) -> str:
    """The page as text: no pay, no reason for leave, nobody's requests."""
    grid = report.scenario.grid
    people = sorted(report.scenario.csrs, key=lambda csr: (csr.team, csr.name, csr.csr_id))
    return handout(
        "wall.html.j2",
        centre=report.scenario.name,
        week=words.week(grid),
        edition=edition_words(report),
        day_names=[words.day_name(grid, day) for day in range(grid.days)],
        people=[_week(report, csr) for csr in people],
        days=[_day(report, day) for day in range(grid.days)],
    )


def _week(report: Report, csr: Csr) -> WallWeek:
    grid, cells = report.scenario.grid, []
    for day in range(grid.days):
        shift = report.board.shift(csr.csr_id, day)
        if shift is None:
            cells.append(("off", not_at_work(report, day)))
        else:
            cells.append(("on", words.times(grid, shift.start, shift.end)))
    return WallWeek(csr.name, csr.team, tuple(cells))


def _day(report: Report, day: int) -> WallDay:
    known = report.scenario.csr
    lines = tuple(
        WallLine(
            report.name(shift.csr_id),
            known[shift.csr_id].team if shift.csr_id in known else "",
            day_in_words(report, shift),
        )
        for shift in staff_of_day(report, day)
    )
    return WallDay(words.short_date(report.scenario.grid.date(day)), lines)
