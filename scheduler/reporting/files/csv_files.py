"""The tables that other programs read, as CSV: the same bytes for the same run.

Everything that cannot repeat (seconds, creation time, machine, versions) stands in
run.json alone.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from scheduler.domain.demand import Requirements
from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.reporting.files.output_tables import (
    ALWAYS,
    DIGITS,
    REQUIREMENTS,
    ROSTER,
    SIMULATION,
    WHERE_ASKED,
    Cell,
    OutputTable,
    Rows,
    harmless,
    requirement_rows,
    roster_rows,
)
from scheduler.reporting.files.run_summary import write_summary
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.simulated_service import simulation_rows
from scheduler.verification.simulated import Simulated


def write_tables(folder: Path, report: Report) -> None:
    """Every CSV of the contract, summary.json and run.json."""
    simulated, corrected = report.simulated is not None, report.calibration is not None
    asked = simulated, corrected, bool(report.languages), bool(report.worth)
    optional = [table for table, there in zip(WHERE_ASKED, asked, strict=True) if there]
    for table in (*ALWAYS, *optional):
        _write(folder / table.file, table, report.scenario.grid, table.rows(report))
    write_summary(folder, report)


def write_csv(path: Path, header: Sequence[str], rows: Rows) -> None:
    """UTF-8, comma, line feed; figures rounded to six decimals, no value is empty, no formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_plain(cell) for cell in row] for row in rows)


def write_roster(path: Path, scenario: Scenario, roster: Roster) -> None:
    """roster.csv alone, before there is a report."""
    _write(path, ROSTER, scenario.grid, roster_rows(roster))


def write_requirements(path: Path, scenario: Scenario, requirements: Requirements) -> None:
    """requirements.csv alone, before there is a roster."""
    _write(path, REQUIREMENTS, scenario.grid, requirement_rows(requirements))


def write_simulation(path: Path, simulated: Simulated) -> None:
    """What a simulation found, a row for each span, channel and language."""
    _write(path, SIMULATION, simulated.grid, simulation_rows(simulated))


def _write(path: Path, table: OutputTable, grid: Grid, rows: Rows) -> None:
    """A table's rows, each cell spelled as its kind is in CSV."""
    write_csv(path, tuple(table.columns), _spelled(table, grid, rows))


def _spelled(table: OutputTable, grid: Grid, rows: Rows) -> Iterator[Sequence[Cell]]:
    at = _clock(grid)
    spell: dict[str, Callable[[Cell], Cell]] = {
        "moment": lambda cell: at(int(cell)) if cell is not None else None,
        "flag": lambda cell: "true" if cell else "false",
        "number": lambda cell: float(cell) if cell is not None else None,
    }
    spelling = [spell.get(kind) for kind in table.columns.values()]
    for row in rows:
        yield [
            how(cell) if how is not None else cell for how, cell in zip(spelling, row, strict=True)
        ]


def _plain(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, int):
        return cell
    if math.isinf(cell) or math.isnan(cell):
        return "inf" if cell > 0 else ""
    text = f"{cell:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _clock(grid: Grid) -> Callable[[int], str]:
    """Slot to local time with its offset, remembered: rosters repeat few moments often."""

    @cache
    def text(slot: int) -> str:
        return grid.moment(slot).isoformat()

    return text
