"""`plan/` of an input folder: the printed plan as data, checked row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scheduler.domain.plan_document import (
    PlanAbsence,
    PlanAssumption,
    PlanDocument,
    PlanFigure,
)
from scheduler.loading.checks.fiscal_years import check_fiscal_year
from scheduler.loading.faults import FaultList, SourcePlace, nearest
from scheduler.loading.readers.csv_tables import CsvTable, read_table
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.plan_columns import (
    PLAN_TABLES,
    PlanAssumptionRow,
    PlanFigureRow,
    PlanShrinkageRow,
)

FOLDER = "plan"


def read_plan(inputs: Path, findings: FaultList) -> PlanDocument:
    """Every table of `plan/`; empty where there is no such folder, with faults where they are."""
    tables = read_table(_file(inputs, PlanFigureRow.file), PlanFigureRow, findings)
    shrinkage = read_table(_file(inputs, PlanShrinkageRow.file), PlanShrinkageRow, findings)
    assumed = read_table(_file(inputs, PlanAssumptionRow.file), PlanAssumptionRow, findings)
    _warn_of_strays(inputs, findings)
    document = PlanDocument(
        figures=tuple(PlanFigure(**_without_note(r.row), source=r.source) for r in tables),
        absences=tuple(PlanAbsence(**dict(r.row), source=r.source) for r in shrinkage),
        assumptions=tuple(PlanAssumption(**dict(r.row), source=r.source) for r in assumed),
    )
    _check_parts(tables, document, findings)
    return document


def _file(inputs: Path, name: str) -> CsvFile:
    return CsvFile(inputs / name, name)


def _without_note(row: PlanFigureRow) -> dict[str, Any]:
    return {name: value for name, value in dict(row).items() if name != "note"}


def _warn_of_strays(inputs: Path, findings: FaultList) -> None:
    known = [Path(model.file).name for model in PLAN_TABLES]
    for path in sorted((inputs / FOLDER).glob("*.csv")):
        if path.name not in known:
            findings.warn(f"{FOLDER}/{path.name} is not read{nearest(path.name, known)}")


def _check_parts(
    tables: CsvTable[PlanFigureRow], document: PlanDocument, findings: FaultList
) -> None:
    """Fiscal years that can be read, and totals of parts that are there."""
    for record, figure in zip(tables, document.figures, strict=True):
        if figure.fiscal_year:
            check_fiscal_year(figure.fiscal_year, record.place, findings)
        for text in figure.adds_up:
            _, table, part, year = document.reference(figure, text)
            if not document.parts(table, part, year, figure.quantity):
                _missing(document, figure, text, record.place, findings)


def _missing(
    document: PlanDocument, figure: PlanFigure, text: str, place: SourcePlace, findings: FaultList
) -> None:
    known = {f.part for f in document.figures if f.table == figure.table}
    year = f" in {figure.fiscal_year}" if figure.fiscal_year else ""
    findings.unknown(place, "adds_up", text, known, f"table {figure.table}{year}")
