"""The years ahead: every assumption moves the plan, by figures that are worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from scheduler.costing.capacity import CapacityPlan, CapacityYear, capacity_plan
from scheduler.costing.shrinkage import Shrinkage
from scheduler.costing.staff_year import AwayShare, ClassYear
from scheduler.costing.what_if_demand import changed, contacts_by_channel, to_month
from scheduler.costing.workforce import Workforce
from scheduler.costing.year_need import season
from scheduler.domain.budget_settings import (
    BudgetOffice,
    BudgetSettings,
    DemandStep,
    Hire,
    PaySteps,
    YearsAhead,
)
from scheduler.domain.history import Observed
from scheduler.domain.scenario import Scenario
from scheduler.staffing.requirements import require
from tests.small_centres import contract, csr, flat_volumes, small_centre

JULY = date(2027, 7, 1)


def centre(**changes: Any) -> Scenario:
    """A week of May 2026 with twenty calls in each of nine hours a day, three people at $30."""
    people = tuple(csr(f"c0{n}", contract(), rate=30, hired=date(2026, 5, 1)) for n in (1, 2, 3))
    plain = small_centre(days=7, csrs=people)
    volumes = flat_volumes(plain.grid, volume=20)
    return small_centre(days=7, **{"csrs": people, "volumes": volumes, **changes})


YEAR = ClassYear("total", 3, 6240, 0, 0, 0, 187_200, 0, 0, 0, 0, 0, 1.0)
USED = Shrinkage((), 0.2, AwayShare(0.1, 0.0, "set"))


def plan(
    ahead: YearsAhead | None = None, scenario: Scenario | None = None, **settings: Any
) -> CapacityPlan:
    found = scenario or centre()
    asked = require(found, found.contacts.given)
    own = BudgetSettings(ahead=ahead or YearsAhead(years=1), **settings)
    return capacity_plan(found, asked, YEAR, USED, 65_700.0, BudgetOffice(own))


def year(found: CapacityPlan, label: str = "2026-27") -> CapacityYear:
    return next(one for one in found.years if one.fiscal_year == label)


@pytest.fixture(scope="module")
def plain() -> CapacityPlan:
    """Two years in which nothing changes."""
    return plan(YearsAhead(years=2, level_sd=0, growth_sd=0))


def test_a_year_without_assumptions_repeats_the_week() -> None:
    one = year(plan())
    # 65,700 contacts a year are 1,260 a week, the week's own 20 x 9 x 7; 63 hours a week with the
    # same people in each hour, three by 80 % in 20 s; 365 / 7 weeks.
    assert one.contacts == pytest.approx(65_700)
    assert one.queue_hours == pytest.approx(3 * 63 * 365 / 7)
    # On the queues 80 % of the hours at work, which are 90 % of those paid.
    assert one.need_fte == pytest.approx(3 * 63 * 365 / 7 / 0.8 / 0.9 / 2_080, rel=1e-3)
    assert (one.staff_fte, one.ready_fte) == (pytest.approx(3), pytest.approx(3))
    assert one.wages == pytest.approx(187_200)


def test_no_years_are_no_work() -> None:
    assert plan(YearsAhead(years=0)) == CapacityPlan()


def test_growth_compounds_by_fiscal_year() -> None:
    found = plan(YearsAhead(years=2, growth=0.5, level_sd=0, growth_sd=0))
    assert [y.contacts for y in found.years] == pytest.approx([65_700 * 1.5, 65_700 * 2.25])
    assert year(found, "2027-28").need_fte > year(found).need_fte


def test_the_band_widens_with_the_years_and_with_doubt() -> None:
    # Deviation .1 of the level; the middle 80 % are 1.2816 of it either way: exp(.12816) = 1.1367.
    calm = year(plan(YearsAhead(years=1, level_sd=0.1, growth_sd=0)))
    assert calm.contacts_high == pytest.approx(1.1367 * calm.contacts, rel=1e-3)
    assert calm.contacts_low == pytest.approx(calm.contacts / 1.1367, rel=1e-3)
    found = plan(YearsAhead(years=2, level_sd=0.1, growth_sd=0.1))
    first, second = found.years
    assert second.contacts_high / second.contacts > first.contacts_high / first.contacts
    assert first.need_low <= first.need_fte <= first.need_high
    certain = year(plan(YearsAhead(years=1, level_sd=0, growth_sd=0)))
    assert certain.need_low == certain.need_fte == certain.need_high


def test_people_leave_and_others_come_slowly() -> None:
    hire = Hire("class", date(2027, 1, 4), "csr1", 2.0, frozenset({"en"}), 24.0)
    found = plan(YearsAhead(years=1, attrition=0.1, ramp_up_months=3), hires=(hire,))
    months = {month.month.month: month for month in found.months}
    # Nine in ten are left after a year; in November half a year has passed.
    assert months[11].staff_fte == pytest.approx(3 * 0.9**0.5)
    # January: half a month of three; April: all three have passed.
    left = 3 * 0.9 ** (8 / 12)
    assert months[1].ready_fte == pytest.approx(left + 2 * 0.5 / 3)
    assert months[1].staff_fte == pytest.approx(left + 2)
    assert months[4].ready_fte == months[4].staff_fte
    assert months[12].wages < months[1].wages


def test_steps_and_wage_growth() -> None:
    steps = {"csr1": PaySteps("csr1", (30.0, 33.0, 36.0))}
    found = plan(YearsAhead(years=2, wage_growth=0.1), steps=steps)
    may, april = found.months[10], found.months[9]
    # Hired on 1 May 2026: the second step in May 2027, both at the wages of 2026-27, 10 % up.
    assert april.wages == pytest.approx(3 * 2_080 * 30 / 365 * 30 * 1.1)
    assert may.wages == pytest.approx(3 * 2_080 * 31 / 365 * 33 * 1.1)
    assert found.months[-1].wages == pytest.approx(3 * 2_080 * 30 / 365 * 36 * 1.21)


def test_a_hire_is_paid_the_first_step() -> None:
    steps = {"csr1": PaySteps("csr1", (25.0, 26.0))}
    hire = Hire("a", date(2026, 7, 1), "csr1", 1.0)
    people = Workforce(centre(), BudgetSettings(steps=steps, hires=(hire,)), 0.0)
    alone = Workforce(centre(), BudgetSettings(steps=steps), 0.0)
    month = date(2026, 7, 1)
    more = people.wages(month, "2026-27") - alone.wages(month, "2026-27")
    assert more == pytest.approx(2_080 * 31 / 365 * 25)


@pytest.mark.parametrize(
    "change",
    [
        DemandStep("a", JULY, "phone", contacts_a_month=3_000),
        DemandStep("a", JULY, "phone", handling_time=1.5),
        DemandStep("a", JULY, "phone", target=0.95),
        DemandStep("a", JULY, "phone", within_s=1, target=0.9),
        DemandStep("a", JULY, "phone", opening=(((420, 1200),) * 7)),
        DemandStep("a", JULY, "phone", language="es", language_share=0.5),
    ],
)  # fmt: skip
def test_a_change_holds_from_its_month_on(change: DemandStep, plain: CapacityPlan) -> None:
    sure = YearsAhead(years=2, level_sd=0, growth_sd=0)
    late, plain_months = plan(sure, changes=(change,)).months, plain.months
    assert [m.queue_hours for m in late[:12]] == [m.queue_hours for m in plain_months[:12]]
    more = [a.queue_hours + sum(n for n, _ in a.languages.values()) for a in late[12:]]
    assert all(a > b.queue_hours for a, b in zip(more, plain_months[12:], strict=True))


def test_contacts_of_hours_that_close_come_later_or_not_at_all() -> None:
    scenario = centre()
    volumes = scenario.contacts.given
    before = sum(contacts_by_channel(volumes).values())
    short = ((600, 840),) * 5 + (None, None)  # 10:00 to 14:00, Monday to Friday
    for kept, expected in ((1.0, before), (0.0, before * 4 * 5 / (9 * 7)), (0.5, None)):
        change = DemandStep("a", JULY, "phone", opening=short, kept=kept)
        centre_then, left = changed(scenario, volumes, [change])
        found = sum(contacts_by_channel(left).values())
        middle = (before + before * 20 / 63) / 2
        assert found == pytest.approx(middle if expected is None else expected)
        assert centre_then.opening["phone"][5] is None
        assert centre_then.opening["phone"][0] == (40, 56)


def test_new_hours_bring_their_share() -> None:
    scenario = centre()
    longer = ((420, 1200),) * 7  # 7:00 to 20:00 in place of 8:00 to 17:00: four hours more
    change = DemandStep("a", JULY, "phone", opening=longer, new_hour=0.25)
    _, found = changed(scenario, scenario.contacts.given, [change])
    assert sum(v.volume for v in found) == pytest.approx(7 * (9 * 20 + 4 * 5))


def test_a_language_takes_its_share() -> None:
    scenario = centre()
    change = DemandStep("a", JULY, "phone", language="es", language_share=0.25)
    _, found = changed(scenario, scenario.contacts.given, [change])
    by_language = {n: sum(v.volume for v in found if v.language == n) for n in ("en", "es")}
    assert by_language == {"en": pytest.approx(945), "es": pytest.approx(315)}


def test_a_month_is_made_of_the_weeks_mix() -> None:
    volumes = centre().contacts.given
    month = to_month(volumes, 5_000, {"phone": 400}, weeks=4)
    assert sum(v.volume for v in month) * 4 == pytest.approx(5_400)
    assert sum(v.volume for v in to_month(volumes, 100, {"phone": -500}, 4)) == 0


def test_the_season_is_that_of_the_history() -> None:
    def seen(month: int, day: int, offered: float) -> Observed:
        return Observed(datetime(2025, month, day, 9), "phone", "en", offered, 0, 180)

    records = [seen(5, day, 20) for day in range(1, 32)] + [seen(6, d, 10) for d in range(1, 31)]
    shares = season(records)
    # 620 in May, 300 in June; the others, unknown, have the mean of 15 a day.
    assert shares[5] / shares[6] == pytest.approx(620 / 300)
    assert shares[7] / shares[6] == pytest.approx(15 * 31 / 300)
    assert sum(shares.values()) == pytest.approx(1)
    assert season([])[2] == pytest.approx(28 / 365)


def test_speakers_are_counted_with_those_to_come() -> None:
    people = (csr("c01", languages="en;es"), csr("c02"), csr("c03", channels="supervision"))
    hire = Hire("a", date(2026, 5, 1), "csr1", 2.0, frozenset({"en", "es"}))
    found = Workforce(replace(centre(), csrs=people), BudgetSettings(hires=(hire,)), 0.0)
    assert found.speakers_fte(date(2027, 1, 1), "es") == pytest.approx(3)
    assert found.queue_fte(date(2027, 1, 1)) == (pytest.approx(4), pytest.approx(4))
