"""The tables of a run, read back as another program would."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

from scheduler.domain.clause import Violation
from scheduler.reporting import write
from scheduler.reporting.files.csv_files import write_tables
from scheduler.reporting.page.sections import away_table
from tests.reporting.made_runs import monday


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_roster_has_a_row_for_each_segment_with_offsets(tmp_path: Path) -> None:
    write_tables(tmp_path, monday())
    rows = [row for row in table(tmp_path / "roster.csv") if row["csr_id"] == "c01"]
    assert rows[0] == {
        "csr_id": "c01",
        "start": "2026-05-11T08:00:00-07:00",
        "end": "2026-05-11T09:00:00-07:00",
        "activity": "phone",
        "paid": "true",
    }
    assert [(row["activity"], row["paid"]) for row in rows] == [
        ("phone", "true"), ("meeting:team", "true"), ("phone", "true"), ("rest", "true"),
        ("phone", "true"), ("meal", "false"), ("phone", "true"), ("rest", "true"),
        ("phone", "true"),
    ]  # fmt: skip


def test_coverage_counts_heads_and_speakers_slot_by_slot(tmp_path: Path) -> None:
    write_tables(tmp_path, monday())
    rows = table(tmp_path / "coverage.csv")
    # Phones are open 9 hours = 36 slots, for all and for Spanish.
    assert len(rows) == 72
    nine = {row["language"]: row for row in rows if row["start"] == "2026-05-11T09:00:00-07:00"}
    assert (nine["*"]["required"], nine["*"]["scheduled"], nine["*"]["short"]) == ("3", "1", "2")
    assert (nine["es"]["required"], nine["es"]["scheduled"], nine["es"]["short"]) == ("1", "0", "1")
    assert nine["*"]["end"] == "2026-05-11T09:15:00-07:00"
    eight = next(row for row in rows if row["start"].startswith("2026-05-11T08:00"))
    assert (eight["scheduled"], eight["over"]) == ("3", "3")


def test_away_tells_who_and_why(tmp_path: Path) -> None:
    write_tables(tmp_path, monday())
    assert table(tmp_path / "away.csv") == [
        {
            "csr_id": "c04",
            "start": "2026-05-11T00:00:00-07:00",
            "end": "2026-05-12T00:00:00-07:00",
            "kind": "leave",
            "reason": "vacation",
        }
    ]


def test_a_day_without_shift_is_a_day_off_or_a_closure(tmp_path: Path) -> None:
    report = monday()
    scenario = replace(report.scenario, time_off=())
    write_tables(tmp_path, replace(report, scenario=scenario))
    assert [row["kind"] for row in table(tmp_path / "away.csv")] == ["day off"]
    closed = replace(scenario, closures=frozenset({scenario.grid.first_day}))
    write_tables(tmp_path, replace(report, scenario=closed))
    assert [row["kind"] for row in table(tmp_path / "away.csv")] == ["closure"]
    paid = replace(closed, pay=replace(closed.pay, paid_holidays=("2026-05-11",)))
    holiday = replace(report, scenario=paid)
    write_tables(tmp_path, holiday)
    assert [row["kind"] for row in table(tmp_path / "away.csv")] == ["holiday"]
    assert holiday.closed_word("c04", 0) == "holiday"
    name, leave, day, closure, off = away_table(holiday).rows[0]
    assert (name, leave, closure, off) == (holiday.name("c04"), "", "", "")
    assert day


def test_summary_agrees_with_the_tables(tmp_path: Path) -> None:
    write_tables(tmp_path, monday())
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    # Two slots with two missing heads and one missing speaker: 2 x .25 x 3 = 1.5 hours.
    assert summary["shortage_hours"] == 1.5
    # 3 heads x 1 hour; the other hours require nobody.
    assert summary["required_hours"] == 3
    # 8 h shifts with half an hour of meal unpaid: 8:00-16:30 = 8 paid hours, three people.
    assert summary["paid_hours"] == 24
    # Pooled: 60 x (1 + 2) x .5 h; Spanish: 60 x 1 x .5 h.
    assert summary["terms"]["shortage"] == 90
    assert summary["terms"]["language_shortage"] == 30
    assert (summary["requests_granted"], summary["requests_refused"]) == (1, 1)
    assert summary["excused_attendees"] == 1
    assert summary["input_digest"] == "d" * 64
    coverage = table(tmp_path / "coverage.csv")
    assert sum(int(row["short"]) for row in coverage) * 0.25 == summary["shortage_hours"]


def test_an_unknown_bound_is_null_and_no_infinity_reaches_json(tmp_path: Path) -> None:
    unproven = monday(bound=float("-inf"), gap=None, regret_hours=None, regret=None)
    write_tables(tmp_path, unproven)
    text = (tmp_path / "summary.json").read_text(encoding="utf-8")
    summary = json.loads(text)
    assert summary["bound"] is None
    assert summary["gap"] is None
    assert "Infinity" not in text


def test_audit_rows_keep_rule_time_amount_and_quote_formulas(tmp_path: Path) -> None:
    broken = Violation("minimum_rest", "c01", 32, "settings.toml:41", 2.5, "=1+1 hours")
    write_tables(tmp_path, monday(violations=(broken,)))
    assert table(tmp_path / "audit.csv") == [
        {
            "rule": "minimum_rest",
            "csr_id": "c01",
            "start": "2026-05-11T08:00:00-07:00",
            "source": "settings.toml:41",
            "amount": "2.5",
            "message": "'=1+1 hours",
        }
    ]


def test_a_clean_audit_is_its_header(tmp_path: Path) -> None:
    write_tables(tmp_path, monday())
    text = (tmp_path / "audit.csv").read_text(encoding="utf-8")
    assert text == "rule,csr_id,start,source,amount,message\n"


def test_the_same_run_gives_the_same_bytes_but_for_run_json(tmp_path: Path) -> None:
    write(tmp_path / "one", monday())
    later = monday(created="2026-05-02T08:00:00+00:00", seconds={"roster": 9.0})
    write(tmp_path / "two", later)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    different = [
        str(file)
        for file in files
        if (tmp_path / "one" / file).read_bytes() != (tmp_path / "two" / file).read_bytes()
    ]
    assert different == ["run.json"]
    assert {str(file) for file in files} >= {
        "roster.csv", "requirements.csv", "away.csv", "coverage.csv", "backlog.csv",
        "service.csv", "cost.csv", "audit.csv", "summary.json", "roster.xlsx", "roster.html",
        "ics/c01.ics", "ics/c04.ics",
    }  # fmt: skip
