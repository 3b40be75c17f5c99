"""FTE by method, for the two volumes that the plan names and for what changes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.staffing.fte_methods import Load, fte_by_method, paid, rostered_method

DESK = Load(30, 180, 2500, asa_s=18, patience_s=180, shrinkage=0.45, absence=46.5 / 260)
FULL = replace(DESK, contacts_per_hour=220)


def fte(load: Load) -> dict[str, float]:
    return {method.name: round(method.fte, 2) for method in fte_by_method(load)}


def test_thirty_and_two_hundred_and_twenty_an_hour() -> None:
    # 1.5 and 11 erlangs. Workload / .55; / .95 / .55; Erlang C 4 and 15 seats / .55; rounded
    # 3 / .55 for the first; 18 s give 14 / .55 for the second; 4 and 15 x 2,500 / (2,080 x .55).
    desk, full = fte(DESK), fte(FULL)
    assert (desk["workload"], full["workload"]) == (2.73, 20.00)
    assert (desk["occupancy"], full["occupancy"]) == (2.87, 21.05)
    assert (desk["Erlang C"], full["Erlang C"]) == (7.27, 27.27)
    assert desk["Erlang C, rounded"] == 5.45
    assert full["Erlang C, speed of answer"] == 25.45
    assert (desk["coverage"], full["coverage"]) == (8.74, 32.78)
    # Callers who give up after three minutes on average leave 3 and 13 seats enough.
    assert (desk["Erlang A"], full["Erlang A"]) == (5.45, 23.64)


def test_hours_come_first() -> None:
    strict = next(m for m in fte_by_method(FULL) if m.name == "coverage")
    # 15 x 2,500 h on the queues; 37,500 / .55 paid.
    assert strict.queue_hours == 37_500
    assert strict.paid_hours == pytest.approx(68_181.82)
    assert strict.service_level == pytest.approx(0.8783, abs=1e-4)


def test_shrinkage_is_divided_out() -> None:
    assert paid(55, 0.45) == pytest.approx(100)


def test_a_roster_is_grossed_up_by_leave_alone() -> None:
    # 8 people of 40 h are 320 h a week, 16,640 h a year; of 260 days 46.5 are away.
    found = rostered_method(DESK, 8 * 40 * 52, 4)
    assert found.fte == pytest.approx(8 / (1 - 46.5 / 260))
    assert found.shrinkage == DESK.absence


@pytest.mark.parametrize(
    ("change", "method"),
    [
        ({"aht_s": 300.0}, "workload"),
        ({"contacts_per_hour": 60.0}, "workload"),
        ({"shrinkage": 0.548}, "workload"),
        ({"occupancy": 0.8}, "occupancy"),
        ({"target": 0.95}, "Erlang C"),
        ({"within_s": 1.0, "target": 0.94}, "Erlang C"),
        ({"asa_s": 2.0}, "Erlang C, speed of answer"),
        ({"open_hours": 4602.0}, "coverage"),
        ({"open_hours": 4602.0}, "one seat"),
        ({"patience_s": 3600.0, "target": 0.9}, "Erlang A"),
    ],
)
def test_what_asks_for_more_takes_more(change: dict[str, float], method: str) -> None:
    assert fte(replace(DESK, **change))[method] > fte(DESK)[method]


def test_nobody_is_needed_for_nothing() -> None:
    found = fte(replace(DESK, contacts_per_hour=0))
    assert (found["workload"], found["one seat"]) == (0, 2.19)
    assert "Erlang C" not in found
