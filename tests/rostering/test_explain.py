"""Why hard rules contradict each other, in clauses with their sources."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.clause import Clause
from scheduler.domain.scenario import Meeting, Pin, Scenario, TimeOff
from scheduler.domain.settings import Labour
from scheduler.rostering.answer import Contradiction, NoRoster
from scheduler.rostering.conflicts.explain import Explained, explain, not_found
from tests.small_centres import at, clock, contract, csr, roster, shift, small_centre


def clauses(scenario: Scenario, limit_s: float = 30.0) -> list[Clause]:
    return [c for conflict in explain(scenario, limit_s).conflicts for c in conflict.clauses]


def cures(scenario: Scenario) -> dict[str, str]:
    """What would free a contradiction, by the source of the clause that changes."""
    demands = [d for conflict in explain(scenario).conflicts for d in conflict.demands]
    return {d.clause.source: d.cure.words for d in demands if d.cure}


def rules(clauses: list[Clause]) -> set[tuple[str, str, str]]:
    return {(c.rule, c.csr_id, c.source) for c in clauses}


def week(days: int = 7, **changes: object) -> Scenario:
    """Four hours a day on five of the days, phones 7:00-20:00."""
    part = contract("part", days=5, shift_hours=(4,), week_hours=20, hours="07:00-20:00")
    people = (csr("c01", part), csr("c02", part))
    return small_centre(days, {"phone": "07:00-20:00"}, **{"csrs": people, **changes})


def test_a_sound_week_has_nothing_to_explain() -> None:
    assert clauses(week()) == []


def test_too_few_people_by_arithmetic() -> None:
    # two people cannot be three
    labour = Labour(minimum_staff=3, sources={"minimum_staff": "settings.toml:40"})
    found = clauses(week(labour=labour))
    assert rules(found) == {("minimum_staff", "", "settings.toml:40")}
    assert found[0].sentence.endswith("needs 3 people at work, 2 can be")


def test_too_few_hours_by_arithmetic() -> None:
    # one of two people in 7 x 13 = 91 open hours, contracts give 2 x 20 = 40 h
    found = clauses(week(labour=Labour(minimum_staff=1)))
    assert [c.rule for c in found] == ["minimum_staff", "contract"]
    assert "91 h at work, contracts give 40 h" in found[0].sentence


def test_more_people_than_seats_by_arithmetic() -> None:
    found = clauses(week(labour=Labour(minimum_staff=2, seats=1)))
    assert {c.rule for c in found} >= {"minimum_staff", "seats"}


def test_more_hours_than_seats_by_arithmetic() -> None:
    # five people owe 5 x 20 = 100 h, one seat holds 7 x 13 = 91 h
    part = contract("part", days=5, shift_hours=(4,), week_hours=20, hours="07:00-20:00")
    people = tuple(csr(f"c{i}", part) for i in range(5))
    labour = Labour(seats=1, sources={"seats": "settings.toml:41"})
    found = clauses(week(csrs=people, labour=labour))
    assert rules(found) == {("seats", "", "settings.toml:41"), ("contract", "", "contracts.csv:2")}
    assert "hold 91 h at work, contracts owe 100 h: at least 2 are needed" in found[0].sentence


def test_a_pin_inside_leave() -> None:
    away = TimeOff("c02", at(1, "12:00"), at(1, "20:00"), "leave", True, "time_off.csv:2")
    pin = Pin("c02", at(1, "13:00"), at(1, "14:00"), "phone", "pins.csv:5")
    found = clauses(week(time_off=(away,), pins=(pin,)))
    assert rules(found) == {
        ("time_off", "c02", "time_off.csv:2"),
        ("pins", "c02", "pins.csv:5"),
    }


def test_two_pins_too_near_each_other() -> None:
    # Monday to 20:00 and Tuesday from 7:30 at the latest are 11.5 h; 13 h are demanded
    pins = (
        Pin("c01", at(0, "19:00"), at(0, "20:00"), "shift", "pins.csv:2"),
        Pin("c01", at(1, "07:30"), at(1, "08:00"), "shift", "pins.csv:3"),
    )
    labour = Labour(
        min_rest_between_shifts_hours=13,
        sources={"min_rest_between_shifts_hours": "settings.toml:33"},
    )
    found = clauses(week(pins=pins, labour=labour))
    assert rules(found) >= {
        ("minimum_rest", "c01", "settings.toml:33"),
        ("pins", "c01", "pins.csv:2"),
        ("pins", "c01", "pins.csv:3"),
    }
    assert cures(week(pins=pins, labour=labour))["settings.toml:33"] == "allow 11.5 h of rest"


def test_a_past_that_leaves_no_room() -> None:
    # six days worked to Sunday, Monday pinned: a seventh
    past = roster(*(shift("c01", day, "12:00 phone 16:00") for day in range(-6, 0)))
    pin = Pin("c01", at(0, "12:00"), at(0, "13:00"), "shift", "pins.csv:2")
    found = clauses(week(past=past, pins=(pin,)))
    assert {c.rule for c in found} >= {"days_in_a_row", "pins"}
    assert cures(week(past=past, pins=(pin,)))["default"] == "allow 7 days in a row"


def test_a_conflict_of_several_people() -> None:
    # both sit the same meeting at the same time, on one seat
    meeting = Meeting(
        "m", "Team", ("c01", "c02"), 4, 1, frozenset({1}), clock("09:00"), clock("10:00"),
        "meetings.csv:2",
    )  # fmt: skip
    labour = Labour(seats=1, sources={"seats": "settings.toml:41"})
    found = clauses(week(days=2, meetings=(meeting,), labour=labour), limit_s=30)
    assert rules(found) >= {
        ("seats", "", "settings.toml:41"),
        ("meetings", "c01", "meetings.csv:2"),
        ("meetings", "c02", "meetings.csv:2"),
    }
    assert cures(week(days=2, meetings=(meeting,), labour=labour))["settings.toml:41"] == "2 seats"


def test_without_time_nothing_is_claimed() -> None:
    away = TimeOff("c02", at(1, "12:00"), at(1, "20:00"), "leave", True, "time_off.csv:2")
    pin = Pin("c02", at(1, "13:00"), at(1, "14:00"), "phone", "pins.csv:5")
    assert clauses(week(time_off=(away,), pins=(pin,)), limit_s=0) == []


def test_what_is_not_proven_says_what_was_tried_and_what_is_nearest() -> None:
    away = TimeOff("c02", at(1, "12:00"), at(1, "20:00"), "leave", True, "time_off.csv:2")
    pin = Pin("c02", at(1, "13:00"), at(1, "14:00"), "phone", "pins.csv:5")
    found = not_found(Explained((), ("c02",)), "every repair")
    assert isinstance(found, NoRoster)
    assert "tried: every repair" in str(found)
    assert "nearest: a roster with all but c02" in str(found)
    proven = not_found(explain(week(time_off=(away,), pins=(pin,))), "every repair")
    assert isinstance(proven, Contradiction)


def test_a_leave_that_goes_on_behind_the_week_is_not_cut_at_its_end() -> None:
    # of a leave that goes on behind the horizon it is not known how many days would be lost
    away = TimeOff(
        "c02", at(3, "00:00"), at(7, "00:00"), "leave", True, "time_off.csv:2", True, False
    )
    pin = Pin("c02", at(6, "13:00"), at(6, "14:00"), "shift", "pins.csv:5")
    inside = replace(away, ends_inside=True)
    assert cures(week(time_off=(inside,), pins=(pin,)))["time_off.csv:2"].startswith("one day")
    found = cures(week(time_off=(away,), pins=(pin,)))
    assert found["time_off.csv:2"] == "take back the days of leave"
