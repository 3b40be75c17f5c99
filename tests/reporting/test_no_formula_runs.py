"""Text that a spreadsheet would run is quoted in every table, and nowhere twice."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.scenario import TimeOff
from scheduler.reporting.files.csv_files import write_csv, write_tables
from scheduler.reporting.files.output_frames import output_frame
from scheduler.reporting.files.output_tables import ALWAYS, harmless
from tests.reporting.made_runs import FORMULA, monday
from tests.small_centres import at

STARTS = ("=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\n=1", "\uff1d1+1", "|calc")


@pytest.mark.parametrize("text", STARTS)
def test_every_cell_of_every_csv_passes_one_function(text: str, tmp_path: Path) -> None:
    write_csv(tmp_path / "any.csv", ("name", "amount"), [(text, -2.5), (f"'{text}", 3), ("a=1", 0)])
    with (tmp_path / "any.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert harmless("\r=1") == "'\r=1"
    assert rows == [[f"'{text}", "-2.5"], [f"'{text}", "3"], ["a=1", "0"]]


def test_classes_and_kinds_of_leave(tmp_path: Path) -> None:
    report = monday()
    scenario = report.scenario
    people = tuple(replace(csr, pay_class=FORMULA) for csr in scenario.csrs)
    off = (TimeOff("c04", at(0, "00:00"), at(1, "00:00"), "+cmd", True),)
    report = replace(
        report,
        scenario=replace(scenario, csrs=people, time_off=off),
        cost=tuple(replace(row, pay_class=FORMULA) for row in report.cost),
    )
    write_tables(tmp_path, report)
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell[:1] in tuple("=+@")], path.name
    text = (tmp_path / "cost.csv").read_text(encoding="utf-8")
    assert "\"'=HYPERLINK(" in text
    assert "'+cmd" in (tmp_path / "away.csv").read_text(encoding="utf-8")
    frames = {table.name: output_frame(table, report) for table in ALWAYS}
    assert set(frames["cost"]["class"]) == {f"'{FORMULA}"}
