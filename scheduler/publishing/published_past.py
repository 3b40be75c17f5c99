"""The published weeks as runs read them: recent days, and requests granted and refused."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.requests import request_granted
from scheduler.publishing.layout import HISTORY, ROSTER

KEPT_DAYS = 56  # of the published past, or more where fairness looks further back
ROSTER_COLUMNS = ("csr_id", "start", "end", "activity", "paid")
HISTORY_COLUMNS = ("csr_id", "week", "granted", "refused")

Rows = list[dict[str, str]]


def write_past(into: Path, before: Path, scenario: Scenario, roster: Roster, rows: Rows) -> None:
    """The past after this roster was published, into a folder; `before` has it as it was.

    The horizon's days are replaced by `rows`, those of the roster file; other days of the last
    `KEPT_DAYS` stay, and so do the requests of `request_history.csv`.
    """
    days = [*_kept(before / ROSTER, "start", scenario), *rows]
    asked = [*_kept(before / HISTORY, "week", scenario), *_asked(scenario, roster)]
    write_rows(into / ROSTER, ROSTER_COLUMNS, days)
    write_rows(into / HISTORY, HISTORY_COLUMNS, asked)


def _kept(path: Path, column: str, scenario: Scenario) -> Rows:
    """Rows of what was published before that stay: recent enough, and not of this horizon."""
    grid = scenario.grid
    kept_from = grid.date(-max(KEPT_DAYS, 7 * scenario.prices.fairness_weeks))
    return [
        row
        for row in (read_rows(path) if path.is_file() else ())
        if (day := date.fromisoformat(row[column][:10])) >= kept_from
        and not grid.first_day <= day < grid.date(grid.days)
    ]


def _asked(scenario: Scenario, roster: Roster) -> Iterator[dict[str, str]]:
    """Requests granted and refused, by person and by the week in which they begin."""
    counts: dict[tuple[str, int], list[int]] = {}
    for request in scenario.requests:
        key = request.csr_id, scenario.grid.day(request.start) // 7
        answer = 0 if request_granted(scenario, roster, request) else 1
        counts.setdefault(key, [0, 0])[answer] += 1
    for (csr_id, week), (granted, refused) in counts.items():
        first = scenario.grid.date(7 * week).isoformat()
        cells = csr_id, first, str(granted), str(refused)
        yield dict(zip(HISTORY_COLUMNS, cells, strict=True))


def read_rows(path: Path) -> Rows:
    """A table as it is written, every cell text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, columns: tuple[str, ...], rows: Rows) -> None:
    """Rows in the order of their first two columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row[columns[0]], row[columns[1]])))
