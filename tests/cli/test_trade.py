"""`scheduler trade`: the same week at no, at the set and at full prices for people."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.duties import Duties
from scheduler.domain.settings import PEOPLE_PRICES, Prices, with_people_prices
from scheduler.objective.price import price
from scheduler.pipeline.kindness_trade import trade
from scheduler.pipeline.limits import Options
from scheduler.reporting.findings.kindness import kindness, lines
from tests.cli.conftest import Call
from tests.reporting.made_runs import required
from tests.reporting.test_people_by_hand import made

# Nobody wants to be there at 8:00 on Monday, where calls come in
WISH = """
csr_id, kind,  start,            end,              weight
c01,    avoid, 2026-05-11T08:00, 2026-05-11T08:30, 1
c02,    avoid, 2026-05-11T08:00, 2026-05-11T08:30, 1
c03,    avoid, 2026-05-11T08:00, 2026-05-11T08:30, 1
"""


def test_every_price_for_people_is_turned_and_no_other() -> None:
    prices = Prices(**dict.fromkeys(PEOPLE_PRICES, 3.0))  # type: ignore[arg-type]
    none, twice = with_people_prices(prices, 0.0), with_people_prices(prices, 2.0)
    assert {getattr(none, name) for name in PEOPLE_PRICES} == {0.0}
    assert {getattr(twice, name) for name in PEOPLE_PRICES} == {6.0}
    assert replace(none, **dict.fromkeys(PEOPLE_PRICES, 3.0)) == prices  # type: ignore[arg-type]


def test_figures_by_hand() -> None:
    report = made().report
    scenario, requirements = report.scenario, required(report.scenario)
    found = kindness("none", 0.0, scenario, requirements, report.roster,
                     price(scenario, requirements, report.roster))  # fmt: skip
    # two people with shifts: spreads of 270 and 60 minutes
    assert (found.people, found.spread_within_60, found.spread_above_120) == (2, 0.5, 1)
    assert (found.stints_short, found.short_rests, found.requests_refused) == (2, 2, 1)
    assert found.activity_changes == pytest.approx((0.75 + 1.5) / 2)
    # with the past: 3, 1 and 0 weekend days; 2, 1 and 0 evenings; 2, 0 and 0 early starts
    assert found.apart == Duties(3, 2, 2)
    shown = {title: cells for title, *cells in lines([found])}
    assert shown["starts within 1 h"] == ["50 %"]
    assert shown["weekend days apart"] == ["3"]


def test_the_objective_leaves_out_what_people_feel() -> None:
    report = made().report
    scenario, requirements = report.scenario, required(report.scenario)
    kind = with_people_prices(scenario.prices, 0.0)
    without = price(replace(scenario, prices=kind), requirements, report.roster)
    refused = replace(scenario, prices=replace(kind, refused_request=10.0))
    with_one = price(refused, requirements, report.roster).total
    assert with_one - without.total == pytest.approx(10.0)
    assert price(scenario, requirements, report.roster).total > with_one


COUNTED = ("--time-limit", 0.9, "--reproducible")  # for three rosters


def test_three_rosters_side_by_side(inputs: Path, tmp_path: Path, call: Call) -> None:
    (inputs / "requests.csv").write_text(
        "\n".join(line.replace(" ", "") for line in WISH.strip().splitlines()) + "\n"
    )
    with (inputs / "settings.toml").open("a") as settings:
        settings.write("[prices]\nrefused_request = 2\n")
    outputs = tmp_path / "outputs"
    shown = call("trade", inputs, "--out", outputs, *COUNTED, "--full", 1000)
    assert shown.exit_code == 0, shown.output
    with (outputs / "trade.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["prices"], row["times"]) for row in rows] == [
        ("none", "0"), ("as set", "1"), ("full", "1000")
    ]  # fmt: skip
    assert "service_level_phone" in rows[0]
    # two of the three can start half an hour later, and c03 whenever it likes
    assert rows[2]["requests_refused"] == "0"
    assert int(rows[0]["requests_refused"]) > 0
    assert "requests refused" in shown.output
    assert not (outputs / "roster.csv").exists()


def test_interrupted_with_what_there_is(inputs: Path, tmp_path: Path) -> None:
    asked = iter([False, False, True, True, True])
    found = trade(
        inputs, tmp_path / "outputs", Options(time_limit_s=0.9), stop=lambda: next(asked, True)
    )
    assert len(found) == 1
    assert (tmp_path / "outputs" / "trade.csv").exists()
