"""Weeks in which nobody can work, from the inputs to honest results."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import UNPLAYED, Call
from tests.small_centres import SETTINGS, write_centre

LEAVE = "csr_id, start, end, kind, paid\n" + "\n".join(
    f"{csr_id}, 2026-05-11T00:00, 2026-05-18T00:00, vacation, yes"
    for csr_id in ("c01", "c02", "c03")
)
CLOSED = SETTINGS.replace(
    '["2026-05-25"]', str([f"2026-05-{day}" for day in range(11, 18)]).replace("'", '"')
)


@pytest.mark.parametrize(
    ("files", "kind"),
    [({"time_off": LEAVE}, "leave"), ({"settings": CLOSED}, "closure")],
    ids=["everybody is on leave", "closed all week"],
)
def test_a_week_without_anybody_at_work(
    files: dict[str, str], kind: str, tmp_path: Path, call: Call
) -> None:
    inputs, outputs = write_centre(tmp_path / "inputs", **files), tmp_path / "outputs"
    done = call("schedule", inputs, "--out", outputs, *UNPLAYED)
    assert done.exit_code == 0, done.output
    summary = json.loads((outputs / "summary.json").read_text())
    assert summary["bound"] <= summary["objective"]
    assert (summary["paid_hours"], summary["rules_broken"]) == (0, 0)
    # On leave, all that is required is short; closed, nothing is required.
    assert summary["shortage_hours"] == summary["required_hours"]
    assert (summary["required_hours"] > 0) == (kind == "leave")
    assert len((outputs / "roster.csv").read_text().splitlines()) == 1
    with (outputs / "away.csv").open(newline="", encoding="utf-8") as file:
        away = {row["csr_id"]: row["kind"] for row in csv.DictReader(file)}
    assert away == dict.fromkeys(("c01", "c02", "c03"), kind)
    assert call("audit", inputs, outputs / "roster.csv").exit_code == 0
