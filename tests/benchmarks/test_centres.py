"""Generated centres: what they promise, and patterns of days that keep the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bench_centres import PHONES, PLAIN, SCARCE, Case, write
from benchmarks.load import measure
from benchmarks.peers.patterns import patterns
from scheduler.domain.roster import Roster
from scheduler.loading import load
from scheduler.rules.meal_and_rest_breaks import MealAndRestBreaks
from scheduler.rules.shift_shape import ShiftShape


@pytest.mark.parametrize("asked", [0.80, 0.95, 1.05])
def test_a_centre_is_as_loaded_as_asked_for(tmp_path: Path, asked: float) -> None:
    found = write(Case(24, asked), tmp_path)
    assert found.load == pytest.approx(asked, abs=0.01)
    assert found.languages["es"] == pytest.approx(0.6, abs=0.02)
    assert measure(load(tmp_path)).load == pytest.approx(found.load)


def test_scarce_languages_ask_as_much_of_their_speakers_as_the_centre_of_all(
    tmp_path: Path,
) -> None:
    found = write(Case(60, 0.95, SCARCE), tmp_path)
    assert set(found.languages) == {"es", "vi", "ru"}
    assert all(share == pytest.approx(0.95, abs=0.05) for share in found.languages.values())


def test_three_in_ten_are_bilingual_and_an_eighth_of_the_days_is_leave(tmp_path: Path) -> None:
    write(Case(60), tmp_path)
    scenario = load(tmp_path)
    agents = [csr for csr in scenario.csrs if "supervision" not in csr.channels]
    assert len(agents) == 60
    assert len(scenario.csrs) - len(agents) == 6  # a supervisor for each ten
    assert sum(len(csr.languages) > 1 for csr in agents) == 18  # 30 % of 60
    days = sum(csr.contract.days_per_week for csr in scenario.csrs)
    slots = scenario.grid.slots_per_day
    away = sum(
        min((t.end - t.start) / slots, scenario.csr[t.csr_id].contract.days_per_week)
        for t in scenario.time_off
    )
    assert away / days == pytest.approx(0.12, abs=0.03)


def test_a_seed_is_a_centre(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write(Case(24, seed=seed), tmp_path / name)
    one, same, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("one", "same", "other")
    )
    assert one == same
    assert one["csrs.csv"] != other["csrs.csv"]


@pytest.mark.parametrize("kind", [PHONES, PLAIN])
def test_patterns_of_a_day_keep_the_rules_of_a_day(tmp_path: Path, kind: str) -> None:
    write(Case(24, kind=kind), tmp_path)
    scenario = load(tmp_path)
    rules = [rule.from_scenario(scenario) for rule in (MealAndRestBreaks, ShiftShape)]
    for csr in {csr.contract: csr for csr in scenario.csrs}.values():
        found = patterns(scenario, csr, 0)
        assert found
        for pattern in found:
            roster = Roster.of(pattern.segments(csr.csr_id, 0))
            assert not [v for rule in rules for v in rule.check(scenario, roster)]
