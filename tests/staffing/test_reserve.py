"""Hours reserved for work that may wait, derived by hand; email is open 8:00 to 17:00."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.demand import Deferrable, Volume
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service
from scheduler.objective.email import Email
from scheduler.rostering.solve import solve
from scheduler.staffing.requirements import require
from scheduler.staffing.service import backlog, service_level_by_channel
from tests.small_centres import at, contract, csr, roster, shift, small_centre

WEEK_S = 7 * 86400.0


def centre(
    reserved: float,
    waiting: float = 0.0,
    within_s: float = WEEK_S,
    days: int = 2,
    **changes: object,
) -> Scenario:
    """A centre without calls; every deadline lies behind its two days unless said otherwise."""
    email = Service(
        "email", "deferrable", 0.8, within_s, waiting_hours=waiting, reserved_hours=reserved
    )
    found = small_centre(days, {"phone": "08:00-17:00", "email": "08:00-17:00"}, volumes=())
    return replace(found, services={**found.services, "email": email}, **changes)


def work(scenario: Scenario, *mails: Volume) -> Deferrable:
    (found,) = require(scenario, mails).deferrable
    return found


def mails(start: str, end: str, volume: float) -> Volume:
    """Of 180 s each: 20 are an hour of work."""
    return Volume(at(0, start), at(0, end), "email", "en", volume, 180)


def test_the_reserve_of_a_day_is_due_when_it_closes() -> None:
    found = work(centre(reserved=4.5, waiting=20))
    assert found.deadline_hours.max() == 0
    assert found.due_hours[94] == 0  # in the evening of the first day
    assert found.due_hours[95] == pytest.approx(4.5)  # its last slot
    assert found.due_hours[190] == pytest.approx(4.5)
    assert found.due_hours[191] == pytest.approx(9)


def test_no_more_is_due_than_had_arrived_in_time_to_be_done() -> None:
    # 2 h of work come evenly from 16:00 to 17:00; 9 h reserved are one person all day, who does
    # one hour of it, and the other on the next morning.
    found = work(centre(reserved=9), mails("16:00", "17:00", 40))
    assert found.due_hours[95] == pytest.approx(1)
    assert found.due_hours[191] == pytest.approx(2)


def test_work_of_the_night_waits_for_the_morning() -> None:
    found = work(centre(reserved=3), mails("20:00", "21:00", 40))
    assert found.due_hours[95] == 0
    assert found.due_hours[191] == pytest.approx(2)


def test_a_closed_day_reserves_nothing() -> None:
    scenario = centre(reserved=4.5, waiting=20)
    hours = scenario.opening["email"]
    shut = replace(scenario, opening={**scenario.opening, "email": (None, hours[1])})
    found = work(shut)
    assert found.due_hours[95] == 0
    assert found.due_hours[191] == pytest.approx(4.5)


def test_a_deadline_that_asks_for_more_comes_first() -> None:
    # 2 h of work from 6:00 to 7:00 are due four hours later: more than half an hour a day asks.
    found = work(centre(reserved=0.5, within_s=4 * 3600), mails("06:00", "07:00", 40))
    assert found.deadline_hours[at(0, "10:45")] == pytest.approx(2)
    np.testing.assert_allclose(found.due_hours[[95, 191]], 2)


def test_without_a_reserve_only_deadlines_count() -> None:
    found = work(centre(reserved=0, waiting=20))
    np.testing.assert_array_equal(found.due_hours, found.deadline_hours)


def test_what_a_day_does_beyond_its_reserve_counts_for_the_next() -> None:
    # 8 h of 4 reserved on the first day, none on the second: nothing is missing at either close.
    scenario = centre(reserved=4, waiting=20)
    need = require(scenario, ())
    both = [shift(c, 0, "08:00 email 12:00") for c in ("c01", "c02")]
    email = Email.from_scenario(scenario)
    assert email.price(scenario, need, roster(*both)) == 0
    # One person: 4 h at the first close, 4 of 8 at the second, at $60 an hour.
    assert email.price(scenario, need, roster(both[0])) == pytest.approx(4 * 60)
    # Nobody: 4 and then 8 hours.
    assert email.price(scenario, need, Roster(())) == pytest.approx(12 * 60)


def test_late_is_what_missed_its_deadline_and_nothing_else() -> None:
    # 5 h wait, of which nothing is due within the two days; 1 of 4 reserved hours is done.
    scenario = centre(reserved=4, waiting=5)
    need, people = require(scenario, ()), roster(shift("c01", 0, "08:00 email 09:00"))
    rows = backlog(scenario, need, people)
    evening, last = rows[23], rows[-1]
    assert (evening.late, evening.below_reserve) == (0, pytest.approx(3))
    assert (last.late, last.below_reserve) == (0, pytest.approx(4))  # 5 had been there
    assert "email" not in service_level_by_channel(scenario, need, people)  # nothing was due
    # With a deadline at 10:00 the 4 h left are late, and below no reserve besides.
    strict = centre(reserved=4, waiting=5, within_s=10 * 3600)
    need = require(strict, ())
    evening = backlog(strict, need, people)[23]
    assert (evening.late, evening.below_reserve) == (pytest.approx(4), 0)
    assert service_level_by_channel(strict, need, people)["email"] == pytest.approx(0.2)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0, 30),
    st.floats(0, 40),
    st.sampled_from([3600.0, 86400.0, WEEK_S]),
    st.lists(st.tuples(st.integers(0, 23), st.floats(0, 300)), max_size=6),
)
def test_any_reserve(
    reserved: float, waiting: float, within_s: float, arriving: list[tuple[int, float]]
) -> None:
    # Never more than has come, never less than deadlines ask, at most the reserve a day besides.
    scenario = centre(reserved, waiting, within_s)
    found = work(scenario, *(mails(f"{h:02}:00", f"{h:02}:45", v) for h, v in arriving))
    due, late = found.due_hours[[95, 191]], found.deadline_hours[[95, 191]]
    assert (np.diff(found.due_hours) >= -1e-9).all()
    assert (found.due_hours <= found.arrived_hours + 1e-9).all()
    assert (due >= late - 1e-9).all()
    assert (due <= np.maximum(late, reserved * np.array([1, 2])) + 1e-9).all()


@pytest.mark.parametrize(("reserved", "least", "most"), [(0.0, 0.0, 0.25), (2.0, 1.0, 9.0)])
def test_a_roster_keeps_the_reserve_where_everybody_is_needed(
    reserved: float, least: float, most: float
) -> None:
    # One person, always required on the phones, there 7.5 of 9 h: 2 x 1.5 h missing cost 180.
    # With 2 h a day reserved another 4 h are missing, 420 in all. Who gives the first day less than
    # an hour pays for the rest at two closes: 480 and more, which is no answer within 10 %.
    signed = contract(days=2, week_hours=16)
    scenario = centre(reserved, waiting=20, csrs=(csr("c01", signed, "phone;email"),))
    phone = Service("phone", minimum=1)
    scenario = replace(scenario, services={**scenario.services, "phone": phone})
    answer = solve(scenario, require(scenario, ()), limit_s=60, gap=0.1, seed=1)
    assert answer.gap <= 0.1
    slots = sum(s.slots for s in answer.roster.segments if s.activity == "email" and s.end <= 96)
    assert least <= slots / 4 <= most
