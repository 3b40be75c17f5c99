"""The simulation beside the projection: in the tables, on the page, on the terminal."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from scheduler.domain.settings import Service
from scheduler.reporting.files.csv_files import write_tables
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.sentences import SERVICE, findings
from scheduler.reporting.findings.simulated_service import day_lines
from scheduler.reporting.page.week_page import page
from scheduler.reporting.terminal.screen import summary
from scheduler.verification.simulation import simulate
from tests.reporting.made_runs import monday


@cache
def simulated(target: float = 0.8) -> Report:
    """Ten calls of three minutes from nine to ten, one Spanish speaker, ten replications."""
    report = monday()
    phone = Service("phone", target=target)
    scenario = replace(report.scenario, services={"phone": phone})
    found = simulate(scenario, report.requirements, report.roster, 10, seed=3)
    return replace(report, scenario=scenario, simulated=found)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_service_has_simulated_beside_projected(tmp_path: Path) -> None:
    report = simulated()
    write_tables(tmp_path, report)
    [row] = [r for r in table(tmp_path / "service.csv") if r["language"] == "*"]
    assert list(row)[:7] == [
        "start", "end", "channel", "language", "service_level", "asa_s", "occupancy",
    ]  # fmt: skip
    assert report.simulated is not None
    total = report.simulated.total("phone")
    assert float(row["simulated_service_level"]) == round(total.service_level.mean, 6)
    assert float(row["simulated_asa_s_half_width"]) == round(total.asa_s.half_width, 6)
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["simulated"]["replications"] == 10
    assert set(summary["simulated"]["service_level"]["phone"]) == {"mean", "low", "high"}


def test_simulation_has_every_span(tmp_path: Path) -> None:
    write_tables(tmp_path, simulated())
    rows = table(tmp_path / "simulation.csv")
    assert {row["span"] for row in rows} == {"interval", "day", "week", "horizon"}
    pooled = [row for row in rows if row["language"] == "*"]
    # All contacts come in one interval: each span counts the same ones.
    assert len({(row["offered"], row["service_level"]) for row in pooled}) == 1
    assert pooled[0]["start"] == "2026-05-11T09:00:00-07:00"


def test_without_a_simulation_the_columns_are_empty(tmp_path: Path) -> None:
    write_tables(tmp_path, monday())
    assert {row["simulated_service_level"] for row in table(tmp_path / "service.csv")} == {""}
    assert not (tmp_path / "simulation.csv").exists()
    assert json.loads((tmp_path / "summary.json").read_text())["simulated"] is None


def test_page_and_terminal_show_both() -> None:
    report = simulated()
    text = page(report)
    assert "Answered in time, as projected and as simulated (10 times" in text
    assert "What contacts meet, as simulated" in text
    [phones] = [line for line in summary(report).splitlines() if " Phones " in line]
    assert "projected; simulated" in phones
    assert "±" in phones
    assert "as simulated" not in page(monday())


def test_a_target_missed_is_a_finding_of_the_day() -> None:
    # Nothing can answer 99.9 % within 20 s with one person on the phones for half an hour.
    found = [f for f in findings(simulated(0.999)) if f.kind == SERVICE]
    assert found[0].what == "Mon 9:00–10:00 phones"
    assert found[0].why.endswith("% in time, target 100 %; too few are rostered there")
    assert not [f for f in findings(simulated(0.01)) if f.kind == SERVICE]


def test_a_line_for_each_day() -> None:
    report = simulated()
    assert report.simulated is not None
    lines = list(day_lines(report.simulated))
    assert lines[0] == (
        "10 replications, seed 3, days differ by 5.0 % (assumed); mean ± half of the 95 % interval"
    )
    assert lines[2] == "Phones"
    assert lines[3].split()[0] == "Mon"


def test_shrinkage_is_what_is_paid_and_not_on_a_queue() -> None:
    # Three shifts of 8:00 to 16:30 with an unpaid meal are 24 h, c04's vacation 8 more. On the
    # phones: c01 and c02 miss two half-hours' worth of rests and half an hour of meeting, so
    # 7 h each; c03 two rests, 7.5 h. (4 rests and 2 x .5 h; 2 rests.)
    report = monday()
    assert report.paid_hours == 24
    on_phone = sum(s.slots for s in report.roster.segments if s.activity == "phone") / 4
    assert on_phone == 7 + 7 + 7.5
    paid = 24 + sum(row.leave_hours for row in report.cost)
    assert report.shrinkage == 1 - on_phone / paid
