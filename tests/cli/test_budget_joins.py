"""The budget joins what lies beside the roster: the worth of people, the last sweep."""

from __future__ import annotations

import csv
from pathlib import Path

from scheduler.loading.readers.input_folder import InputFolder
from scheduler.pipeline.office.budgeting import read_worth
from tests.cli.conftest import Call
from tests.docs.pages import DOCS


def test_the_sample_of_a_run_with_worth_is_read() -> None:
    found = read_worth(DOCS / "sample" / "worth.csv")
    with (DOCS / "sample" / "worth.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(found) == len(rows) > 2
    assert {one.change for one in found} == {1, -1}
    assert [one.wages for one in found] == [float(row["wages"]) for row in rows]
    assert read_worth(DOCS / "sample" / "none.csv") == ()
    assert read_worth(DOCS / "sample" / "cost.csv") == ()


def test_worth_and_frontier_come_into_the_budget(rostered: Path, call: Call) -> None:
    outputs = rostered / "outputs"
    digest = InputFolder(rostered / "inputs").digest()
    (outputs / "worth.csv").write_text(
        "contract,languages,people,change,dollars,shortage_hours,wages\n5x8,es,2,1,-90,-1.5,1000\n"
    )
    (outputs / "scenarios.csv").write_text(
        "scenario,status,people,fte,wages,loaded,shortage_hours,shortage,least_shortage,"
        "service phone *,service phone * low,service phone * high,message,input_digest\n"
        f"as it is,done,3,3,100000,150000,2,120,90,0.8,0.75,0.85,,{digest}\n"
        f"odd,refused,,,,,,,,,,,no such key,{digest}\n"
        "of last month,done,9,9,900000,950000,2,120,90,0.8,0.75,0.85,,0123\n"
    )
    shown = call("budget", rostered / "inputs", "--out", outputs)
    assert shown.exit_code == 0
    said = "scenarios.csv: 1 of 2 scenarios were rostered from other inputs and are left out"
    assert said in shown.stderr
    with (outputs / "budget.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {(r["section"], r["item"], r["figure"]): r["value"] for r in rows}
    assert found["worth", "one more", "wages a year"] == "52000"
    assert found["frontier", "as it is", "least_shortage"] == "90"
    assert found["frontier", "as it is", "service phone *"] == "0.8"
    assert not any(row["item"] in ("odd", "of last month") for row in rows)
    page = (outputs / "budget.html").read_text(encoding="utf-8")
    assert "Service against money" in page
    assert said in page
    assert "80.0 % (75.0 to 85.0)" in page
    assert (outputs / "budget.xlsx").is_file()
