"""A sweep for people and programs: scenarios.csv and the page scenarios.html."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from scheduler.domain.frontier import FrontierPoint
from scheduler.domain.sweep import DONE, SweepRow
from scheduler.reporting.files.csv_files import write_csv
from scheduler.reporting.files.output_tables import Cell
from scheduler.reporting.page.budget_charts import frontier_chart
from scheduler.reporting.page.frontier_tables import frontier_table
from scheduler.reporting.page.sections import TextTable
from scheduler.reporting.page.week_page import render

FIGURES = (
    "people", "fte", "wages", "loaded", "required_hours", "on_queue_hours", "shortage_hours",
    "shortage", "least_shortage", "objective", "bound", "regret_hours", "paid_hours_a_week",
    "overtime_hours", "rules_broken",
)  # fmt: skip
WHOLE = frozenset({"people", "rules_broken"})


def write_scenarios(folder: Path, rows: Sequence[SweepRow], digest: str) -> None:
    """Both files into a folder; `digest` is that of the inputs that the scenarios change."""
    keys = list(dict.fromkeys(key for row in rows for key in row.changes))
    queues = _queues(rows)
    header = (
        "scenario", "status", *keys, *FIGURES,
        *(f"service {c} {lang}{end}" for c, lang in queues for end in ("", " low", " high")),
        "message", "input_digest",
    )  # fmt: skip
    write_csv(folder / "scenarios.csv", header, _rows(rows, keys, queues, digest))
    (folder / "scenarios.html").write_text(page(rows), encoding="utf-8", newline="\n")


def page(rows: Sequence[SweepRow]) -> str:
    """The page as text."""
    points = [row.point for row in rows if row.point is not None]
    left_out = tuple((r.scenario, r.status, r.words) for r in rows if r.status != DONE)
    head = ("Scenario", "Status", "Why")
    return render(
        "scenarios.html.j2",
        frontier=frontier_chart(points),
        points=frontier_table(points),
        changes=_changes(rows),
        left_out=TextTable("Not rostered", head, left_out) if left_out else None,
        done=len(points),
        asked=len(rows),
    )


def _changes(rows: Sequence[SweepRow]) -> TextTable:
    """What each scenario changes, one column a key."""
    keys = list(dict.fromkeys(key for row in rows for key in row.changes))
    lines = tuple(
        (row.scenario, *(str(row.changes.get(key, "")) for key in keys), row.status) for row in rows
    )
    return TextTable("What each scenario changes", ("Scenario", *keys, "Status"), lines)


def _queues(rows: Sequence[SweepRow]) -> list[tuple[str, str]]:
    found = (row.point.service for row in rows if row.point is not None)
    return sorted({(met.channel, met.language) for service in found for met in service})


def _rows(
    rows: Sequence[SweepRow], keys: Sequence[str], queues: Sequence[tuple[str, str]], digest: str
) -> Iterator[Sequence[Cell]]:
    for row in rows:
        yield (
            row.scenario,
            row.status,
            *(_cell(row.changes.get(key)) for key in keys),
            *(_figure(name, row.figures.get(name)) for name in FIGURES),
            *_levels(row.point, queues),
            row.words,
            digest,
        )


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, float):
        return value
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _figure(name: str, value: float | None) -> Cell:
    return int(value) if name in WHOLE and value is not None else value


def _levels(point: FrontierPoint | None, queues: Sequence[tuple[str, str]]) -> Iterator[Cell]:
    for queue in queues:
        met = point.level(*queue) if point is not None else None
        yield from (None, None, None) if met is None else (met.mean, met.low, met.high)
