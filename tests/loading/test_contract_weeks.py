"""Contracts over two weeks: a 9/80's longer and shorter week, by the past or by a split."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from scheduler.domain.entitlements import full_week, owed_days, owed_slots
from scheduler.domain.scenario import OwedWeek, Scenario
from scheduler.loading import check, load
from tests.small_centres import MONDAY, SETTINGS, contract, forecast_table, write_centre

CONTRACTS = """
contract, days_per_week, shift_hours, weekly_hours, earliest_start, latest_end, start_step_minutes, meal_minutes, weeks
9x80,     9,             8;9,         80,           07:30,          17:00,      30,                 30,           2
5x8,      5,             8,           40,           08:00,          17:00,      30,                 30,
"""  # noqa: E501
CSRS = """
csr_id, name,      class, contract, team, languages, channels, hourly_rate, hired
c01,    Ana Ruiz,  csr1,  9x80,     A,    en,        phone,    30.00,
c02,    Bo Lind,   csr1,  9x80,     A,    en,        phone,    30.00,
c03,    Chi Tran,  csr1,  9x80,     A,    en,        phone,    30.00,
c04,    Dee Ostro, csr1,  9x80,     A,    en,        phone,    30.00,
c05,    Eli Pham,  csr1,  5x8,      A,    en,        phone,    30.00,
"""
LONG, SHORT = OwedWeek(5, 44 * 4), OwedWeek(4, 36 * 4)


def text_of(hours: str) -> str:
    """Settings with phones and email open in these hours from Monday to Friday."""
    return SETTINGS.replace('"08:00-17:00"', f'"{hours}"')


def centre(folder: Path, week: str | None = None, **files: str) -> Scenario:
    forecast = forecast_table(MONDAY, days=14)
    given = {"csrs": CSRS, "contracts": CONTRACTS, "settings": text_of("07:30-17:00"), **files}
    folder = write_centre(folder, forecast=forecast, **given)
    return load(folder, week=date.fromisoformat(week) if week else None)


def firsts(scenario: Scenario) -> dict[str, OwedWeek]:
    """What each of the four owes in the first week."""
    return {csr.csr_id: full_week(csr, 0) for csr in scenario.csrs[:4]}


@pytest.mark.parametrize(
    ("days", "lengths", "hours", "owed"),
    [
        # nine days of 8 or 9 h that make 80 h: eight of 9 h and one of 8 h
        (9, (8, 9), 80, ((5, 44), (4, 36))),
        (8, (10,), 80, ((4, 40), (4, 40))),
        # ten days of 7 or 8 h that make 75 h: five of each, so 38 h and 37 h
        (10, (7, 8), 75, ((5, 38), (5, 37))),
        (7, (10,), 70, ((4, 40), (3, 30))),
    ],
)
def test_two_weeks_as_even_as_shifts_allow(
    days: int, lengths: tuple[int, ...], hours: int, owed: tuple[tuple[int, int], ...]
) -> None:
    found = contract(days=days, shift_hours=lengths, week_hours=hours, weeks=2).owed_weeks
    assert found == tuple((d, 4 * h) for d, h in owed)


def test_a_contract_by_the_week_has_one() -> None:
    assert contract(days=5, week_hours=40).owed_weeks == ((5, 160),)


def test_half_of_the_people_begin_long_and_then_they_change_over(tmp_path: Path) -> None:
    now = firsts(centre(tmp_path / "now"))
    later = firsts(centre(tmp_path / "later", week="2026-05-18"))
    assert sorted(now.values()) == [SHORT, SHORT, LONG, LONG]
    for csr_id, owed in now.items():
        assert {owed, later[csr_id]} == {LONG, SHORT}


def test_any_two_weeks_in_a_row_hold_80_hours(tmp_path: Path) -> None:
    settings = text_of("07:30-17:00").replace("days = 7", "days = 21").replace("05-25", "07-04")
    scenario = centre(tmp_path, settings=settings)
    for csr in scenario.csrs[:4]:
        weeks = [owed_slots(scenario, csr, week) for week in range(3)]
        assert [a + b for a, b in pairwise(weeks)] == [320, 320]
        days = [owed_days(scenario, csr, week) for week in range(3)]
        assert [a + b for a, b in pairwise(days)] == [9, 9]


def worked(csr_id: str, *hours: tuple[str, int]) -> str:
    """Rows of a past week: dates, and the hours worked from 8:00 on each."""
    rows = [f"{csr_id}, {day}T08:00, {day}T{8 + long:02}:00, phone, yes" for day, long in hours]
    return "\n".join(rows)


NINES = [(f"2026-05-{day:02}", 9) for day in (4, 5, 6, 7)]
HEADER = "csr_id, start, end, activity, paid\n"


def test_the_past_decides(tmp_path: Path) -> None:
    # the week from Monday 2026-05-04: c01 and c02 worked 44 h, c03 and c04 36 h
    long = [*NINES, ("2026-05-08", 8)]
    past = [worked("c01", *long), worked("c02", *long), worked("c03", *NINES)]
    past.append(worked("c04", *NINES))
    scenario = centre(tmp_path, previous_roster=HEADER + "\n".join(past))
    assert firsts(scenario) == {"c01": SHORT, "c02": SHORT, "c03": LONG, "c04": LONG}
    assert not [text for text in scenario.warnings if "9x80" in text]


def test_an_earlier_week_decides_where_leave_hides_the_last(tmp_path: Path) -> None:
    # c01: 44 h in the week from 04-27, in that from 05-04 two days and leave: so now 44 h again
    before = [(f"2026-04-{day}", 9) for day in (27, 28, 29, 30)] + [("2026-05-01", 8)]
    past = worked("c01", *before, *NINES[:2])
    leave = "csr_id, start, end, kind, paid\nc01, 2026-05-06T00:00, 2026-05-09T00:00, sick, yes"
    scenario = centre(tmp_path, previous_roster=HEADER + past, time_off=leave)
    assert firsts(scenario)["c01"] == LONG


def test_four_days_in_a_week_with_leave_tell_nothing(tmp_path: Path) -> None:
    leave = "csr_id, start, end, kind, paid\n{}, 2026-05-08T00:00, 2026-05-09T00:00, sick, yes"
    for csr_id in ("c01", "c02"):
        scenario = centre(
            tmp_path / csr_id,
            previous_roster=HEADER + worked(csr_id, *NINES),
            time_off=leave.format(csr_id),
        )
        assert firsts(scenario) == firsts(centre(tmp_path / "split"))


def test_one_week_without_the_other_is_warned_of(tmp_path: Path) -> None:
    assert (
        "contracts.csv:2: 9x80 counts over two weeks, of which one is rostered: 4 people work 44 h "
        "or 36 h in it by their order in csrs.csv; the week before in previous_roster.csv decides "
        "it"
    ) in centre(tmp_path).warnings
    both = text_of("07:30-17:00").replace("days = 7", "days = 14")
    assert not [w for w in centre(tmp_path / "both", settings=both).warnings if "9x80" in w]


def test_leave_takes_days_of_its_week(tmp_path: Path) -> None:
    leave = "csr_id, start, end, kind, paid\n" + "\n".join(
        f"{csr_id}, 2026-05-11T00:00, 2026-05-12T00:00, sick, yes" for csr_id in ("c01", "c02")
    )
    scenario = centre(tmp_path, time_off=leave)
    # of 44 h in 5 days, 4 days leave 35.2 h: three of 9 h and one of 8 h; of 36 h in 4, 27 h in 3
    for csr in scenario.csrs[:2]:
        owed = (owed_days(scenario, csr, 0), owed_slots(scenario, csr, 0))
        assert owed == ((4, 35 * 4) if full_week(csr, 0) == LONG else (3, 27 * 4))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "30,           2",
            "30,           ",
            "contracts.csv:2: days_per_week: found 9, allowed: 7 at most, or up to 14 over two "
            "weeks (weeks = 2)",
        ),
        (
            "8;9,         80, ",
            "8;9,         82, ",
            "contracts.csv:2: weekly_hours: found 82 h, allowed: what 9 shifts of 8 h or 9 h add "
            "up to: 72, 73, 74, 75, 76, 77, 78, 79, 80, 81",
        ),
        (
            "30,           2",
            "30,           3",
            "contracts.csv:2: weeks: found '3', allowed: a whole number from 1 to 2",
        ),
        (
            "9,             8;9,         80, ",
            "13,            8;9,         108,",
            "contracts.csv:2: days_per_week: found 13, 7 of them in one week, allowed: 6 at most, "
            "with 6 days in a row (default)",
        ),
    ],
)
def test_what_does_not_go_together(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in CONTRACTS
    files = {"csrs": CSRS, "settings": text_of("07:30-17:00")}
    folder = write_centre(tmp_path, contracts=CONTRACTS.replace(old, new, 1), **files)
    assert fault in [str(found) for found in check(folder)]


def test_four_days_of_nine_hours_and_one_of_four(tmp_path: Path) -> None:
    text = CONTRACTS.replace("9,             8;9,         80, ", "5,             4;9,         40, ")
    text = text.replace("30,           2", "30,           1")
    scenario = centre(tmp_path, contracts=text)
    assert full_week(scenario.csrs[0], 0) == full_week(scenario.csrs[0], 1) == OwedWeek(5, 160)
