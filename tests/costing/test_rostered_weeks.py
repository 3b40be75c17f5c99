"""A year made of several rostered weeks: what each stands for, and what that comes to, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.costing.annual_budget import Budget, budget
from scheduler.costing.rostered_weeks import RosteredWeek, YearOfWeeks
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.settings import Pay
from scheduler.staffing.requirements import require
from tests.costing.test_budget import DAY, centre, full_week, requirements
from tests.small_centres import flat_volumes, shift

JANUARY, JULY = date(2026, 1, 12), date(2025, 7, 14)
# The year from July 2025 on, 365 days. November to March lie nearest to January, 151 days; April
# and October lie as near to July, and 30 and 31 days are shared out.
OF_JANUARY = 151 + 30 / 2 + 31 / 2
OF_JULY = 365 - OF_JANUARY


def week(
    first_day: date,
    asked: Requirements | None = None,
    roster: Roster | None = None,
    month: int | None = None,
) -> RosteredWeek:
    own = centre()
    scenario = replace(own, grid=replace(own.grid, first_day=first_day))
    return RosteredWeek(
        str(first_day), scenario, asked or requirements(), roster or full_week(), "test", month
    )


def of(*weeks: RosteredWeek) -> Budget:
    return budget(centre(), requirements(), full_week(), weeks=weeks)


def with_saturday() -> Roster:
    return Roster((*full_week().segments, *shift("c01", 5, DAY)))


def twice(asked: Requirements) -> Requirements:
    rows = (replace(row, volume=2 * row.volume) for row in asked.rows)
    return replace(asked, rows=tuple(rows))


def test_a_month_goes_to_the_week_nearest_to_it() -> None:
    made = YearOfWeeks.of([week(JANUARY), week(JULY)], "2025-26", 7, centre())
    assert [sum(own.values()) for own in made.months] == [
        pytest.approx(52 * OF_JANUARY / 365),
        pytest.approx(52 * OF_JULY / 365),
    ]
    assert sorted(made.months[0]) == [1, 2, 3, 4, 10, 11, 12]
    # A week made for a month stands for that one, whatever its dates are.
    said = YearOfWeeks.of([week(JANUARY), week(JANUARY, month=7)], "2025-26", 7, centre())
    assert said.months == made.months


def test_two_weeks_of_one_month_share_it() -> None:
    both = [week(JANUARY), week(date(2026, 1, 19)), week(JULY)]
    made = YearOfWeeks.of(both, "2025-26", 7, centre())
    assert made.shares[0] == made.shares[1]
    assert made.months[0][1] == pytest.approx(52 * 31 / 365 / 2)
    assert sum(made.shares) == pytest.approx(1)


def test_overtime_of_one_week_is_paid_as_often_as_it_stands_for() -> None:
    found = of(week(JANUARY), week(JULY, roster=with_saturday()))
    hours = 8 * 52 * OF_JULY / 365
    assert found.paid.overtime_hours == pytest.approx(hours)
    assert found.paid.overtime == pytest.approx(hours * 30 * 1.5)
    # Positions are contracts, whatever the weeks are.
    assert found.paid.fte == pytest.approx(3)
    quiet, busy = found.weeks
    # $30 x 80 h and $40 x 32 h worked with 8 h of leave; on Saturday 8 h x $45 more.
    assert (quiet.wages, busy.wages) == (pytest.approx(4_000), pytest.approx(4_360))
    assert (quiet.paid_hours, busy.paid_hours) == (pytest.approx(120), pytest.approx(128))
    assert busy.on_queue_hours == pytest.approx(105 + 7.5)
    assert found.total.total == pytest.approx(4_000 + 360 * OF_JULY / 365)


def test_work_and_contacts_are_those_of_the_mean_week() -> None:
    found = of(week(JANUARY), week(JULY, twice(requirements())))
    mean = 2_400 * (1 + OF_JULY / 365)
    assert found.contacts == pytest.approx(mean)
    assert found.factor == pytest.approx(104_000 / mean)
    assert "the mean of 2 rosters" in found.basis
    hours = {method.name: method.hours for method in found.methods}
    assert hours["workload"] == pytest.approx(160 * (1 + OF_JULY / 365))


def test_each_month_needs_what_its_own_week_asks() -> None:
    volumes = flat_volumes(centre().grid, volume=12)
    slower = tuple(replace(volume, aht_s=3 * volume.aht_s) for volume in volumes)
    asked, longer = (require(centre(volumes=own), own) for own in (volumes, slower))
    once = of(week(JANUARY, asked))
    found = of(week(JANUARY, asked), week(JULY, longer))
    hours = {m.month.month: m.queue_hours for m in found.need}
    alone = {m.month.month: m.queue_hours for m in once.need}
    assert hours[1] == pytest.approx(alone[1])
    assert hours[7] > 2 * alone[7]


def test_one_week_alone_is_the_rostered_week() -> None:
    plain = budget(centre(), requirements(), full_week())
    found = of(week(centre().grid.first_day))
    assert replace(found, weeks=()) == plain
    assert [own.stands_for for own in found.weeks] == [pytest.approx(52)]


def test_somebody_whom_one_week_does_not_know_has_the_mean_of_the_others() -> None:
    pay = Pay(language_differential_per_hour=0.0)
    before = week(JULY)
    before = replace(before, scenario=replace(before.scenario, csrs=before.scenario.csrs[1:]))
    worked = tuple(s for s in full_week().segments if s.csr_id != "c01")
    before = replace(before, roster=Roster(worked))
    found = budget(
        centre(pay=pay),
        requirements(),
        full_week(),
        weeks=[week(JANUARY, roster=with_saturday()), before],
    )
    # c01 works eight hours more in the one week that there is: 52 times.
    assert found.paid.overtime_hours == pytest.approx(8 * 52)


WEEKS = st.lists(
    st.tuples(st.integers(1, 12), st.floats(0.1, 50), st.booleans()), min_size=1, max_size=5
)


@settings(max_examples=40, deadline=None)
@given(WEEKS)
def test_the_bridges_of_any_weeks_add_up_to_the_cent(
    chosen: list[tuple[int, float, bool]],
) -> None:
    weeks = []
    for month, times, saturday in chosen:
        rows = (replace(row, volume=row.volume * times) for row in requirements().rows)
        asked = replace(requirements(), rows=tuple(rows))
        weeks.append(week(JULY, asked, with_saturday() if saturday else None, month))
    found = of(*weeks)
    assert sum(own.stands_for for own in found.weeks) == pytest.approx(52)
    assert len(found.bridges) == 2
    for own in found.bridges:
        assert sum(step.cents for step in own.steps) == own.reached - own.planned
    assert found.bridges[0].reached == round(100 * found.paid.wages)
