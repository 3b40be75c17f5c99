"""Generated centres: what they promise, and patterns of days that keep the rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.bench_centres import (
    NO_EMAIL,
    PHONES,
    PLAIN,
    SCARCE,
    SIX_HOURS,
    TRAITS,
    Case,
    write,
)
from benchmarks.ladder import short
from benchmarks.load import measure
from benchmarks.peers.patterns import patterns
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.loading import load
from scheduler.rules.contract_hours import shift_lengths
from scheduler.rules.meal_and_rest_breaks import MealAndRestBreaks
from scheduler.rules.shift_shape import ShiftShape
from scheduler.rules.working_days import calendar

# All traits that leave a centre its email, in one: each is looked at for itself.
UNLIKE = tuple(trait for trait in TRAITS if trait != NO_EMAIL)


@pytest.mark.parametrize("asked", [0.80, 1.05])
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


def test_three_in_ten_are_bilingual_and_an_eighth_of_the_days_is_leave() -> None:
    scenario = _with()
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
    # ten people: the answer is the same at any size
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write(Case(10, seed=seed), tmp_path / name)
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


@cache
def _with(*traits: str) -> Scenario:
    """Sixty people with these traits, made once for all tests."""
    with TemporaryDirectory() as folder:
        write(Case(60, traits=traits), Path(folder))
        return load(Path(folder))


def _contacts(scenario: Scenario, channel: str, days: range) -> float:
    slots = scenario.grid.slots_per_day
    return sum(
        v.volume
        for v in scenario.contacts.given
        if v.channel == channel and v.start // slots in days
    )


@pytest.mark.parametrize("channel", ["phone", "email"])
def test_quiet_weekends_ask_a_third_of_a_weekday(channel: str) -> None:
    scenario = _with(*UNLIKE)
    weekday = _contacts(scenario, channel, range(5)) / 5
    weekend = _contacts(scenario, channel, range(5, 7)) / 2
    assert weekend / weekday == pytest.approx(1 / 3, abs=0.03)


def test_nobody_of_five_days_can_work_monday_to_friday_where_weekends_are_owed() -> None:
    scenario = _with(*UNLIKE)
    weekdays = 0b0011111
    checked = 0
    for csr in scenario.csrs:
        if csr.contract.days_per_week == 5 and not scenario.time_off_of[csr.csr_id]:
            sets = calendar(scenario, csr).legal(0, {})
            assert sets
            assert weekdays not in sets
            checked += 1
    assert checked > 20  # of 45 CSRs on five days, less those on leave


def test_without_email_nobody_works_it_and_nothing_asks_for_it() -> None:
    scenario = _with(NO_EMAIL)
    assert set(scenario.opening) - {"supervision"} == {"phone", "desk"}
    assert {v.channel for v in scenario.contacts.given} == {"phone", "desk"}
    assert not any("email" in csr.channels for csr in scenario.csrs)
    assert measure(scenario).load == pytest.approx(0.95, abs=0.01)


def test_three_in_ten_ask_for_a_whole_day_off() -> None:
    scenario = _with(*UNLIKE)
    assert len({r.csr_id for r in scenario.requests}) == 18  # 30 % of 60
    assert all(r.kind == "off" for r in scenario.requests)
    assert all(r.end - r.start == scenario.grid.slots_per_day for r in scenario.requests)


def test_a_team_sits_once() -> None:
    scenario = _with(*UNLIKE)
    assert len(scenario.meetings) == 6  # teams of ten
    assert all(meeting.sessions == 1 for meeting in scenario.meetings)


def test_part_timers_work_six_hours_and_nothing_else() -> None:
    scenario = _with(*UNLIKE)
    part = [csr for csr in scenario.csrs if csr.contract.name.startswith("part")]
    assert len(part) == 15  # 13 % early and 12 % late of 60
    for csr in part:
        lengths = {paid * scenario.grid.slot_hours for paid in shift_lengths(scenario, csr)}
        assert lengths == {6.0}


def test_a_trait_leaves_people_and_leave_as_they_are(tmp_path: Path) -> None:
    write(Case(10), tmp_path / "even")
    write(Case(10, traits=TRAITS), tmp_path / "uneven")
    even, uneven = (load(tmp_path / name) for name in ("even", "uneven"))
    assert [c.languages for c in even.csrs] == [c.languages for c in uneven.csrs]
    assert even.time_off == uneven.time_off


def test_the_short_ladder_has_uneven_centres_by_their_own_names() -> None:
    names = {run.case.name for run in short()}
    assert {"24-0.95-common-s1-uneven", "60-1.05-common-s1-uneven"} <= names
    assert Case(24, traits=(NO_EMAIL, SIX_HOURS)).name == "24-0.95-common-s1-no-email-six-hours"
