"""Week after week: what was handed out is the past of the next run and has a price."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from scheduler.domain.roster import Roster
from scheduler.loading import load
from scheduler.publishing.published_past import read_rows, write_past
from tests.cli.conftest import UNPLAYED, Call


def days(roster: Path) -> set[str]:
    """Local dates on which anybody works."""
    with roster.open(newline="", encoding="utf-8") as file:
        return {row["start"][:10] for row in csv.DictReader(file)}


def test_publishing_keeps_the_roster_as_it_stands(rostered: Path, call: Call) -> None:
    outputs = rostered / "outputs"
    roster = outputs / "roster.csv"
    # An accepted edit by hand: everybody who is on email is on the phones instead.
    edited = roster.read_text(encoding="utf-8").replace(",email,", ",phone,")
    roster.write_text(edited, encoding="utf-8")
    shown = call("schedule", rostered / "inputs", "--out", outputs, "--publish")
    assert shown.exit_code == 0, shown.output
    assert "published 2026-05-11 as it is" in shown.output
    kept = (outputs / "published" / "2026-05-11" / "roster.csv").read_text(encoding="utf-8")
    assert sorted(kept.splitlines()) == sorted(edited.splitlines())
    assert days(outputs / "published" / "roster.csv") == days(roster)


def test_what_was_refused_is_known_the_next_week(rostered: Path, call: Call) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    lines = ["csr_id,kind,start,end,weight"]
    # c01 and c02 cannot both be off all week; c03 works four of five days
    for who in ("c01", "c02"):
        lines += [
            f"{who},off,2026-05-{day}T00:00,2026-05-{day + 1}T00:00,1" for day in range(11, 16)
        ]
    (inputs / "requests.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    arguments = ("schedule", inputs, "--out", outputs, *UNPLAYED, "--publish")
    assert call(*arguments).exit_code == 0
    with (outputs / "published" / "request_history.csv").open(encoding="utf-8") as file:
        assert list(csv.reader(file)) == [
            ["csr_id", "week", "granted", "refused"],
            ["c01", "2026-05-11", "0", "5"],
            ["c02", "2026-05-11", "0", "5"],
        ]
    after = load(inputs, date(2026, 5, 18), outputs / "published")
    assert after.refused_before == {"c01": 5, "c02": 5, "c03": 0}
    # the week itself is no past of its own
    again = load(inputs, date(2026, 5, 11), outputs / "published")
    assert again.refused_before == {"c01": 0, "c02": 0, "c03": 0}
    # and what is published again replaces it
    (inputs / "requests.csv").write_text("\n".join(lines[:6]) + "\n", encoding="utf-8")
    assert call(*arguments).exit_code == 0
    after = load(inputs, date(2026, 5, 18), outputs / "published")
    assert after.refused_before == {"c01": 5, "c02": 0, "c03": 0}


def test_eight_weeks_stay_published(rostered: Path) -> None:
    outputs = rostered / "outputs"
    first = load(rostered / "inputs")
    for weeks in (8, 12):
        for week in range(14, 0, -1):
            start = first.grid.date(-7 * week)
            grid = replace(first.grid, first_day=start)
            prices = replace(first.prices, fairness_weeks=weeks)
            text = f"csr_id,start,end,activity,paid\nc01,{start}T08:00,{start}T12:00,phone,yes\n"
            (outputs / "roster.csv").write_text(text, encoding="utf-8")
            past = outputs / "published"
            past.mkdir(exist_ok=True)
            scenario = replace(first, grid=grid, prices=prices)
            write_past(past, past, scenario, Roster(()), read_rows(outputs / "roster.csv"))
        # the last week and those of eight (twelve) weeks before it
        assert len(days(outputs / "published" / "roster.csv")) == weeks + 1


def test_a_roster_that_breaks_rules_is_not_published(rostered: Path, call: Call) -> None:
    roster = rostered / "outputs" / "roster.csv"
    lines = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join(lines[:-1]), encoding="utf-8")
    shown = call("schedule", rostered / "inputs", "--out", rostered / "outputs", "--publish")
    assert shown.exit_code == 5
    assert not (rostered / "outputs" / "published").exists()


def test_the_next_week_takes_it_as_its_past(rostered: Path, call: Call) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    assert call("schedule", inputs, "--out", outputs, "--publish").exit_code == 0
    first = days(outputs / "roster.csv")
    arguments = ("schedule", inputs, "--out", outputs, "--week", "2026-05-20", *UNPLAYED)
    shown = call(*arguments, "--publish")
    assert shown.exit_code == 0, shown.output
    assert "published 2026-05-18" in shown.output
    second = load(inputs, date(2026, 5, 18), outputs / "published")
    assert second.past is not None
    assert {s.start // 96 for s in second.past.segments} <= set(range(-7, -2))
    # Both weeks are kept: the first as the past of the second, each as its own record.
    assert days(outputs / "published" / "roster.csv") == first | days(outputs / "roster.csv")
    records = sorted(path.parent.name for path in (outputs / "published").glob("*/roster.csv"))
    assert records == ["2026-05-11", "2026-05-18"]


def test_a_published_week_that_is_run_again_never_costs_more(rostered: Path, call: Call) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    assert call("schedule", inputs, "--out", outputs, "--publish").exit_code == 0
    before = json.loads((outputs / "summary.json").read_text())["objective"]
    assert call("schedule", inputs, "--out", outputs, *UNPLAYED).exit_code == 0
    # Changes are in the objective: one stands only where it saves more than its price.
    assert json.loads((outputs / "summary.json").read_text())["objective"] <= before + 0.005


def test_a_change_that_is_worth_nothing_is_not_made(rostered: Path, call: Call) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    assert call("schedule", inputs, "--out", outputs, "--publish").exit_code == 0
    before = (outputs / "roster.csv").read_text()
    with (inputs / "settings.toml").open("a") as settings:
        settings.write("[prices]\nchanged_shift = 1e5\nchanged_activity_per_hour = 1e5\n")
    assert call("schedule", inputs, "--out", outputs, *UNPLAYED).exit_code == 0
    assert json.loads((outputs / "summary.json").read_text())["terms"]["changes"] == 0
    assert sorted((outputs / "roster.csv").read_text().splitlines()) == sorted(before.splitlines())
