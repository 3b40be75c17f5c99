"""Pay for late changes of a run with `--now` is still there when its roster is published."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.publishing.conftest import Say
from tests.publishing.hand_made_week import LATE, centre, week
from tests.small_centres import SETTINGS

LABOUR = "[labour]\nnotice_hours = 24\n"
PAY = "[pay]\nlate_change_hours = 1\n\n[simulation]\nreplications = 10\n\n[solve]"


def premiums(folder: Path) -> dict[str, float]:
    with (folder / "cost.csv").open(encoding="utf-8", newline="") as file:
        return {row["csr_id"]: float(row["premium"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        ("2026-05-12T06:00:00-07:00", 1),  # two hours before the shift that moves
        ("2026-05-11T06:00:00-07:00", 0),  # 26 hours before it
        (None, 0),
    ],
)
def test_a_late_change_is_paid_when_it_is_published(
    tmp_path: Path, say: Say, now: str | None, hours: int
) -> None:
    settings = SETTINGS.replace("[labour]\n", LABOUR).replace("[solve]", PAY)
    inputs = centre(tmp_path, settings=settings)
    outputs, made = tmp_path / "outputs", tmp_path / "made.csv"
    made.write_text(week(), encoding="utf-8")
    first = say("publish", inputs, outputs, "--roster", made)
    assert first.exit_code == 0, first.output
    assert premiums(outputs)["c02"] == 0
    # As a run with --now leaves it: another shift, and the time it was made for
    (outputs / "roster.csv").write_text(week(c02={"tue": LATE}), encoding="utf-8")
    summary = json.loads((outputs / "summary.json").read_text(encoding="utf-8"))
    assert summary["now"] is None
    (outputs / "summary.json").write_text(json.dumps(summary | {"now": now}), encoding="utf-8")
    second = say("publish", inputs, outputs)
    assert second.exit_code == 0, second.output
    rate = {row["csr_id"]: float(row["hourly_rate"]) for row in people(inputs)}["c02"]
    assert premiums(outputs)["c02"] == hours * rate
    # Once published, the roster differs from nothing any more, and the pay stays
    third = say("publish", inputs, outputs)
    assert third.exit_code == 0, third.output
    assert premiums(outputs)["c02"] == hours * rate


def people(inputs: Path) -> list[dict[str, str]]:
    with (inputs / "csrs.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line.replace(" ", "") for line in file)
        return list(rows)
