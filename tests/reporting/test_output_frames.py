"""The DataFrames of a run say what its CSV files say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from scheduler.domain.clause import Violation
from scheduler.pipeline.in_memory import Result
from scheduler.reporting.files.csv_files import write_tables
from scheduler.reporting.files.output_frames import output_frame
from scheduler.reporting.files.output_tables import ALWAYS
from scheduler.reporting.findings.run_report import Report
from tests.reporting.made_runs import monday, required, run
from tests.reporting.same_as_csv import assert_same_as_csv
from tests.reporting.test_simulated import simulated
from tests.small_centres import csr, roster, shift, small_centre

BROKEN = Violation("pins", "c01", 36, "pins.csv:2", 1.0000004, "=1+1")
NOWHERE = Violation("seats", "", None, "default", 2.0, "too many")


def changed_clock(day: date) -> Report:
    """A Sunday on which the clock changes, open around the clock, one night shift."""
    scenario = small_centre(hours={"phone": "00:00-24:00"}, first_day=day, csrs=(csr("c01"),))
    work = shift("c01", 0, "00:00 phone 03:30 rest 03:45 phone 08:00")
    needs = required(scenario, ("phone", "*", "00:00", "24:00", 1))
    return run(scenario, needs, roster(work))


RUNS = {
    "a Monday": monday,
    "a simulated one": simulated,
    "with broken rules": lambda: monday(violations=(BROKEN, NOWHERE)),
    "with nobody": lambda: replace(monday(), cost=(), coverage=(), service=()),
    "the clock is put forward": lambda: changed_clock(date(2026, 3, 8)),
    "the clock is put back": lambda: changed_clock(date(2026, 11, 1)),
}


@pytest.mark.parametrize("name", RUNS)
def test_every_frame_is_its_file(tmp_path: Path, name: str) -> None:
    report = RUNS[name]()
    write_tables(tmp_path, report)
    for table in ALWAYS:
        assert_same_as_csv(output_frame(table, report), tmp_path / table.file)
    if report.simulated is not None:
        assert_same_as_csv(Result(report).simulation, tmp_path / "simulation.csv")


def test_types_and_the_centres_time_zone() -> None:
    result = Result(monday())
    assert dict(result.roster.dtypes.astype(str)) == {
        "csr_id": "string",
        "start": "datetime64[us, America/Los_Angeles]",
        "end": "datetime64[us, America/Los_Angeles]",
        "activity": "string",
        "paid": "boolean",
    }
    first = result.roster.iloc[0]
    assert first["start"] == pd.Timestamp("2026-05-11 08:00", tz="America/Los_Angeles")
    assert str(result.coverage["short"].dtype) == "Int64"
    assert str(result.cost["total"].dtype) == "float64"


def test_tables_without_rows_keep_their_types() -> None:
    result = Result(monday())
    assert len(result.audit) == 0
    assert len(result.simulation) == 0
    assert str(result.audit["start"].dtype) == "datetime64[us, America/Los_Angeles]"
    assert str(result.simulation["offered"].dtype) == "float64"


def test_figures_are_those_of_the_report() -> None:
    # 60 dollars below the objective, by the made run
    result = Result(monday())
    assert result.bound == pytest.approx(result.objective - 60)
    assert result.summary["objective"] == pytest.approx(result.objective)
    hours = (result.coverage["short"].sum()) * 0.25
    assert result.summary["shortage_hours"] == hours == 1.5
    assert (result.status, result.regret) == ("feasible", 0.05)
