"""The example of docs/examples, run as its page says."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import scheduler
from scheduler.forecast import forecast
from tests.docs.pages import DOCS, ROOT

EXAMPLE = DOCS / "examples" / "history_to_roster.py"
CENTRE = DOCS / "examples" / "library_line"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_history_becomes_a_published_roster(tmp_path: Path) -> None:
    results = tmp_path / "results"
    done = subprocess.run(
        [sys.executable, str(EXAMPLE), str(results)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "broken rules: 0" in done.stdout
    assert "short: 0 agent-hours" in done.stdout
    published = results / "published" / "roster.csv"
    assert scheduler.audit(CENTRE, published) == ()
    hours = Counter[str]()
    for row in rows(published):
        spent = datetime.fromisoformat(row["end"]) - datetime.fromisoformat(row["start"])
        hours[row["csr_id"]] += spent.total_seconds() / 3600 * (row["paid"] == "true")
    # Four people of 40 hours a week and two of 20
    assert hours == {"l1": 40, "l2": 40, "l3": 40, "l4": 40, "l5": 20, "l6": 20}


def test_the_forecast_lies_among_the_weeks_that_were_counted() -> None:
    weeks = Counter[int]()
    for row in rows(CENTRE / "history.csv"):
        weeks[date.fromisoformat(row["start"][:10]).isocalendar().week] += int(row["offered"])
    assert len(weeks) == 8
    expected = sum(volume.volume for volume in forecast(scheduler.load(CENTRE)).volumes)
    assert min(weeks.values()) < expected < max(weeks.values())
