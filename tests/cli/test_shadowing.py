"""A new person who shadows a colleague, from csrs.csv to every result."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.loading.test_new_people import shadowing
from tests.small_centres import write_centre

LIMITS = ("--time-limit", 0.5, "--seed", 7, "--reproducible", "--week", "2026-05-11")
LEAVE = "csr_id, start, end, kind, paid\nc04, 2026-05-12T00:00, 2026-05-13T00:00, training, yes"
Row = dict[str, str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, call: Call) -> Path:
    """Results with c04 at the side of c01, who is away on Tuesday, and without c04."""
    found = tmp_path_factory.mktemp("new")
    write_centre(found / "inputs", csrs=shadowing(), time_off=LEAVE)
    write_centre(found / "before")
    for inputs, outputs in (("inputs", "with"), ("before", "without")):
        done = call("schedule", found / inputs, "--out", found / outputs, *LIMITS)
        assert done.exit_code == 0, done.output
    return found


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spans(roster: list[Row], csr_id: str) -> dict[str, tuple[str, str]]:
    """Start and end of each day's shift."""
    found: dict[str, tuple[str, str]] = {}
    for row in roster:
        if row["csr_id"] == csr_id:
            day = row["start"][:10]
            found[day] = (found.get(day, (row["start"], ""))[0], row["end"])
    return found


def test_the_shadow_has_the_shifts_of_the_colleague_but_on_leave(folder: Path) -> None:
    roster = rows(folder / "with" / "roster.csv")
    theirs = spans(roster, "c01")
    theirs.pop("2026-05-12")
    assert spans(roster, "c04") == theirs
    assert len(theirs) == 4
    doing = {row["activity"] for row in roster if row["csr_id"] == "c04"}
    assert doing == {"shadowing", "rest", "meal"}


def test_nobody_counts_them(folder: Path) -> None:
    for name in ("coverage.csv", "service.csv", "backlog.csv"):
        assert rows(folder / "with" / name) == rows(folder / "without" / name), name
    others = [r for r in rows(folder / "with" / "roster.csv") if r["csr_id"] != "c04"]
    assert others == rows(folder / "without" / "roster.csv")


def test_they_are_paid_and_told(folder: Path) -> None:
    paid = {row["csr_id"]: row for row in rows(folder / "with" / "cost.csv")}
    # four days of 8 h and one of paid leave
    cells = [float(paid["c04"][name]) for name in ("paid_hours", "leave_hours", "overtime_hours")]
    assert cells == [32.0, 8.0, 0.0]
    assert (folder / "with" / "ics" / "c04.ics").is_file()
    away = [row for row in rows(folder / "with" / "away.csv") if row["csr_id"] == "c04"]
    assert "2026-05-12" in {row["start"][:10] for row in away}
    page = (folder / "with" / "roster.html").read_text(encoding="utf-8")
    assert "Dee Ostro" in page
    assert "Shadowing a colleague, on no queue" in page


def test_the_audit_reads_the_file_alone(folder: Path, call: Call) -> None:
    roster = folder / "with" / "roster.csv"
    done = call("audit", folder / "inputs", roster, "--week", "2026-05-11")
    assert done.exit_code == 0, done.output
    text = roster.read_text(encoding="utf-8").splitlines()
    own = next(line for line in text if line.startswith("c04") and ",shadowing," in line)
    edited = folder / "edited.csv"
    edited.write_text("\n".join(line for line in text if line != own) + "\n", encoding="utf-8")
    done = call("audit", folder / "inputs", edited, "--week", "2026-05-11")
    assert done.exit_code == 5
    assert "Dee Ostro shadows Ana Ruiz" in done.output
