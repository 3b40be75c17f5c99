"""The tables of a run as DataFrames, cell by cell what its CSV files say."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pandas as pd

from scheduler.domain.grid import Grid
from scheduler.reporting.files.output_tables import Kind, OutputTable, harmless, rounded
from scheduler.reporting.findings.run_report import Report

DTYPES: dict[Kind, str] = {
    "text": "string",
    "whole": "Int64",
    "number": "float64",
    "flag": "boolean",
}


def output_frame(table: OutputTable, report: Report) -> pd.DataFrame:
    """One table: datetime64 in the centre's time zone, string, Int64, float64 and boolean."""
    rows = [tuple(row) for row in table.rows(report)]
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    return pd.DataFrame(
        {
            name: _column(kind, cells, report.scenario.grid)
            for (name, kind), cells in zip(table.columns.items(), columns, strict=True)
        }
    )


def _column(kind: Kind, cells: tuple[Any, ...], grid: Grid) -> pd.Series[Any]:
    if kind == "moment":
        return _moments(cells, grid)
    if kind == "number":
        cells = tuple(None if cell is None else rounded(cell) for cell in cells)
    if kind == "text":
        cells = tuple(harmless(cell) if isinstance(cell, str) else cell for cell in cells)
    return pd.Series(list(cells), dtype=DTYPES[kind])


def _moments(slots: tuple[int | None, ...], grid: Grid) -> pd.Series[Any]:
    """The moment at which each slot begins; NaT where there is none."""
    known = {slot: grid.moment(slot).astimezone(UTC) for slot in set(slots) if slot is not None}
    found = pd.Series([None if slot is None else known[slot] for slot in slots], dtype=object)
    return pd.to_datetime(found, utc=True).dt.tz_convert(grid.timezone).dt.as_unit("us")
