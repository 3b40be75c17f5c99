"""Requirements corrected where a simulation missed: one head there, and nothing elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.demand import ALL, Added, Requirement, Requirements
from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service
from scheduler.pipeline.calibrate import calibrate
from scheduler.rostering.answer import Answer, NoRoster
from scheduler.staffing.requirements import require
from scheduler.verification.corrections import Calibration, Round, corrected, next_requirements
from scheduler.verification.estimates import Estimate
from scheduler.verification.misses import misses
from scheduler.verification.simulated import Simulated, SimulatedRow
from tests.small_centres import at, csr, roster, shift, small_centre

NINE, TEN, ELEVEN = at(0, "09:00"), at(0, "10:00"), at(0, "11:00")


def centre(scope: str = "interval", people: int = 2) -> Scenario:
    crew = tuple(csr(f"p{i}", languages="en;es" if i == 0 else "en") for i in range(people))
    services = {"phone": Service("phone", target=0.8, scope=scope, speakers="alone")}
    return replace(small_centre(), csrs=crew, services=services)


def needs(*rows: tuple[int, str, int]) -> Requirements:
    """Phone requirements (start, language, people) of an hour each."""
    scenario = centre()
    found = require(scenario, ())
    return replace(
        found,
        rows=tuple(
            Requirement(start, start + 4, "phone", language, 10.0, 180.0, 0.5, people)
            for start, language, people in rows
        ),
    )


def on_phone(people: int) -> Roster:
    return roster(*(shift(f"p{i}", 0, "08:00 phone 17:00") for i in range(people)))


def seen(*rows: tuple[int, int, str, float], grid: Grid | None = None) -> Simulated:
    """Simulated share in time (start, end, language, share), each within .01; 100 contacts."""
    grid = grid or centre().grid
    found = tuple(
        SimulatedRow(
            start, end, "phone", language, 100.0,
            Estimate(share, share - 0.01, share + 0.01),
            *(Estimate(0, 0, 0),) * 3, 0, 0,
        )
        for start, end, language, share in rows
    )  # fmt: skip
    intervals = tuple(row for row in found if row.end - row.start == 4)
    longer = tuple(row for row in found if row.end - row.start > 4)
    return Simulated(grid, 10, 10, 1, 0.95, 0.05, "assumed", intervals, longer, longer, longer)


def one_more(
    scenario: Scenario, asked: Requirements, made: Roster, simulated: Simulated
) -> dict[tuple[int, str], int]:
    """Heads required after one correction, empty where there is none."""
    last = Round.of(scenario, asked, made, simulated)
    after = next_requirements(scenario, made, last)
    return {} if after is None else {(r.start, r.language): r.required for r in after.rows}


def test_one_head_where_the_interval_lies_below_the_target() -> None:
    # Nine o'clock misses by more than its interval, ten by less, eleven not at all.
    asked = needs((NINE, ALL, 2), (TEN, ALL, 2), (ELEVEN, ALL, 2))
    simulated = seen(
        (NINE, TEN, ALL, 0.75), (TEN, ELEVEN, ALL, 0.795), (ELEVEN, ELEVEN + 4, ALL, 0.9)
    )
    assert one_more(centre(), asked, on_phone(2), simulated) == {
        (NINE, ALL): 3, (TEN, ALL): 2, (ELEVEN, ALL): 2,
    }  # fmt: skip


def test_one_more_than_were_there_and_not_enough() -> None:
    # Two are required and four were there: a third on paper would change nothing.
    simulated = seen((NINE, TEN, ALL, 0.75))
    found = one_more(centre(people=4), needs((NINE, ALL, 2)), on_phone(4), simulated)
    assert found == {(NINE, ALL): 5}


def test_a_shortage_is_no_fault_of_the_requirement() -> None:
    # Three are required and two are there: a fourth on paper would not help.
    simulated = seen((NINE, TEN, ALL, 0.5))
    assert one_more(centre(), needs((NINE, ALL, 3)), on_phone(2), simulated) == {}
    [miss] = misses(centre(), needs((NINE, ALL, 3)), on_phone(2), simulated)
    assert miss.short
    assert miss.contacts == pytest.approx(100 * (0.8 - 0.5))


def test_a_language_is_corrected_among_its_speakers() -> None:
    asked = needs((NINE, ALL, 2), (NINE, "es", 1))
    simulated = seen((NINE, TEN, ALL, 0.85), (NINE, TEN, "es", 0.6))
    assert one_more(centre(), asked, on_phone(2), simulated) == {(NINE, ALL): 2, (NINE, "es"): 2}


def test_languages_that_all_speak_are_everybodys() -> None:
    asked = needs((NINE, ALL, 2), (NINE, "es", 1))
    simulated = seen((NINE, TEN, ALL, 0.82), (NINE, TEN, "en", 0.7))
    assert one_more(centre(), asked, on_phone(2), simulated) == {(NINE, ALL): 3, (NINE, "es"): 1}


def test_over_a_day_the_intervals_below_the_target_are_corrected() -> None:
    # The day misses: nine o'clock is below the target, ten above. A day that holds is left alone.
    asked = needs((NINE, ALL, 2), (TEN, ALL, 2))
    hours = (NINE, TEN, ALL, 0.6), (TEN, ELEVEN, ALL, 0.9)
    missed = seen(*hours, (0, 96, ALL, 0.75))
    assert one_more(centre("day"), asked, on_phone(2), missed) == {(NINE, ALL): 3, (TEN, ALL): 2}
    assert one_more(centre("day"), asked, on_phone(2), seen(*hours, (0, 96, ALL, 0.8))) == {}


def test_corrections_are_counted_and_replaced() -> None:
    asked = needs((NINE, ALL, 2), (TEN, ALL, 2))
    first = corrected(centre(), asked, [Added(NINE, TEN, "phone", ALL, 1)])
    assert [(row.required, row.added) for row in first.rows] == [(3, 1), (2, 0)]
    second = corrected(centre(), first, [Added(TEN, ELEVEN, "phone", ALL, 2)])
    assert [(row.required, row.added) for row in second.rows] == [(2, 0), (4, 2)]
    elsewhere = [Added(NINE, TEN, "desk", ALL, 1), Added(NINE + 1, TEN, "phone", ALL, 1)]
    assert corrected(centre(), asked, elsewhere).rows == asked.rows


def answer(made: Roster, asked: Requirements) -> Answer:
    return Answer(made, asked, "feasible", 0.0, 0.0, 1.0, 60.0, 1.0)


def calibrated(
    rounds: int, shares: list[float], stop_after: int = 99, rosters: int = 99
) -> tuple[Calibration, list[int]]:
    """Calibration of two people for nine o'clock whose simulated share is as given, round by
    round; and how many rosters might have followed each."""
    left_each: list[int] = []

    def solve(asked: Requirements, left: int) -> Answer:
        if len(left_each) == rosters:
            raise NoRoster
        left_each.append(left)
        return answer(on_phone(asked.rows[0].required), asked)

    def simulate(_: Requirements, __: Roster) -> Simulated:
        return seen((NINE, TEN, ALL, shares[len(left_each) - 1]))

    scenario = centre(people=9)
    _, found = calibrate(
        scenario, needs((NINE, ALL, 2)), rounds, solve, simulate,
        lambda: len(left_each) >= stop_after,
    )  # fmt: skip
    return found, left_each


def test_it_ends_when_the_target_holds() -> None:
    found, left = calibrated(3, [0.6, 0.7, 0.8])
    assert left == [3, 2, 1]
    assert (found.kept, found.after.missing) == (2, 0)
    assert [row.required for row in found.after.requirements.rows] == [4]
    assert found.added_slots == 2 * 4


def test_the_best_round_is_kept() -> None:
    found, left = calibrated(2, [0.6, 0.75, 0.7])
    assert left == [2, 1, 0]
    assert found.kept == 1
    assert found.before.missing == pytest.approx(20)


def test_nothing_missed_is_nothing_changed() -> None:
    found, left = calibrated(3, [0.85])
    assert (left, found.kept, found.after.added) == ([3], 0, ())


def test_an_end_in_between_keeps_what_there_is() -> None:
    assert len(calibrated(3, [0.6, 0.7], stop_after=2)[0].rounds) == 2
    assert len(calibrated(3, [0.6], rosters=1)[0].rounds) == 1
    with pytest.raises(NoRoster):
        calibrated(3, [0.6], rosters=0)
