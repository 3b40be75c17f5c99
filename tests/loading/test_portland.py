"""Portland's inputs: sound, rebuilt byte by byte by their script, and busy."""

from __future__ import annotations

import csv
import importlib.util
from collections import defaultdict
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from scheduler.forecast import forecast
from tests.portland import INPUTS, portland


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", INPUTS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_rebuilds_what_is_generated(generator: ModuleType, tmp_path: Path) -> None:
    generator.write(tmp_path)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(built) == set(generator.HEADERS)
    assert built == {name: (INPUTS / name).read_bytes() for name in built}


def test_a_centre_that_a_supervisor_would_recognise() -> None:
    scenario = portland()
    agents = [c for c in scenario.csrs if "supervision" not in c.channels]
    supervisors = [c for c in scenario.csrs if "supervision" in c.channels]
    assert (len(agents), len(supervisors)) == (23, 3)
    assert {c.pay_class for c in agents} == {"30000017", "30000018"}
    assert {c.contract.name for c in agents} == {"5x8", "4x10", "part-time"}
    assert scenario.grid.first_day == date(2026, 5, 11)
    assert scenario.annual_contacts == 226_774
    assert len(scenario.closures) == 11
    assert scenario.warnings == forecast(scenario).warnings == ()
    assert scenario.labour.seats is None


@pytest.mark.parametrize("week", [date(2026, 5, 18), date(2026, 5, 25)])
def test_the_weeks_that_follow(week: date) -> None:
    scenario = portland(week)
    assert scenario.warnings == forecast(scenario).warnings == ()
    assert (scenario.opening["phone"][0] is None) == (week == date(2026, 5, 25))


def test_the_plan_adds_up_as_printed() -> None:
    """Totals of tables 5: 5.9 + 5.5, 13.5, 21.0 and 28.0 FTE; amounts likewise."""
    fte: dict[str, float] = defaultdict(float)
    amount: dict[str, float] = defaultdict(float)
    for line in portland().plan:
        fte[line.fiscal_year] += line.fte
        amount[line.fiscal_year] += line.amount
    assert fte == pytest.approx({"2019-20": 11.4, "2020-21": 13.5, "2021-22": 21, "2022-23": 28})
    assert amount == {
        "2019-20": 300_339 + 363_145,
        "2020-21": 792_497,
        "2021-22": 1_194_943,
        "2022-23": 1_537_040,
    }


def test_the_month_has_the_published_contacts(generator: ModuleType) -> None:
    """The forecast's three weeks are their share of the 23,815 contacts of the month."""
    month = [date(2026, 5, day) for day in range(1, 32)]
    weeks = [day for day in month if date(2026, 5, 11) <= day]
    expected = sum(
        23_815
        * share
        * sum(generator._weight(channel, day) for day in weeks)
        / sum(generator._weight(channel, day) for day in month)
        for channel, share in generator.SHARES.items()
    )
    found = sum(float(row[3]) for row in generator.forecast())
    assert found == pytest.approx(expected, rel=1e-3)


def test_the_year_before_has_the_published_contacts() -> None:
    """226,774 handled a year, a day less than 365 of them; shares as in the newsletter."""
    with (INPUTS / "history.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    handled: dict[str, int] = defaultdict(int)
    for row in rows:
        handled[row["channel"]] += int(row["offered"]) - int(row["abandoned"])
    total = sum(handled.values())
    assert total == pytest.approx(226_774 * 364 / 365, rel=0.01)
    assert handled["phone"] / total == pytest.approx(0.848, abs=0.003)
    assert handled["desk"] / total == pytest.approx(0.043, abs=0.002)
    assert rows[0]["start"].startswith("2025-05-12")
    assert rows[-1]["start"].startswith("2026-05-10")


def test_weeks_beyond_the_forecast_come_from_the_year_before() -> None:
    """The first week of June is forecast within a tenth of the forecast's weeks."""
    given = sum(v.volume for v in forecast(portland()).volumes)
    later = forecast(portland(date(2026, 6, 1)))
    assert sum(v.volume for v in later.volumes) == pytest.approx(given, rel=0.1)
    assert {v.channel for v in later.volumes} == {"phone", "email", "desk"}
    assert {v.language for v in later.volumes} == {"en", "es", "vi"}


def test_the_week_is_busy(generator: ModuleType) -> None:
    text = generator.load_report(INPUTS)
    assert float(text.rpartition("load ")[2]) == pytest.approx(0.95, abs=0.01)
