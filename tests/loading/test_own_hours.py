"""availability.csv, and a person's own start in csrs.csv: loaded, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.domain.entitlements import owed_days, shift_starts
from scheduler.domain.scenario import Available, Scenario
from scheduler.loading import check, frames_of, load
from tests.loading.full_centre import FULL, Case, assert_fault
from tests.small_centres import CSRS, SETTINGS, clock, write_centre

HEADER = "csr_id, days, earliest, latest, from, until\n"
EIGHT = "(contracts.csv:2): room for a shift (8.5 h with its meal)"


def starting(*cells: str) -> str:
    """csrs.csv with the columns start and start_within_minutes, by person."""
    header, *rows = CSRS.strip().splitlines()
    filled = [*cells, *[","] * (len(rows) - len(cells))]
    named = [f"{row}, {own}" for row, own in zip(rows, filled, strict=True)]
    return "\n".join([f"{header}, start, start_within_minutes", *named])


def faults(folder: Path, **files: str) -> list[str]:
    return [str(fault) for fault in check(write_centre(folder, **files))]


def test_rows_become_slots_and_days_of_the_horizon(tmp_path: Path) -> None:
    # The week is that of Monday 2026-05-11; a row that ended before it is left out.
    rows = "c01, mon;tue, 08:00, 16:30, 2026-05-12, 2026-05-12\nc03, fri, 09:00, 13:00,,\n"
    past = "c01, mon, 09:00, 10:00,, 2026-05-10\n"
    scenario = load(write_centre(tmp_path, availability=HEADER + past + rows))
    assert scenario.availability == (
        Available("c01", frozenset({0, 1}), 32, 66, 1, 1, "availability.csv:3"),
        Available("c03", frozenset({4}), 36, 52, None, None, "availability.csv:4"),
    )
    # Mondays are free, on Tuesday only the shift that ends at 16:30 fits
    csr = scenario.csr["c01"]
    assert shift_starts(scenario, csr, 0, 32) == [clock("08:00"), clock("08:30")]
    assert shift_starts(scenario, csr, 1, 32) == [clock("08:00")]


def test_leave_in_all_hours_of_a_day_takes_the_day_away(tmp_path: Path) -> None:
    away = "csr_id, start, end, kind, paid\n{}, 2026-05-12T08:00, 2026-05-12T12:00, sick, yes"
    rows = HEADER + "c03, tue, 08:00, 12:00,,"
    scenario = load(write_centre(tmp_path, availability=rows, time_off=away.format("c03")))
    assert owed_days(scenario, scenario.csr["c03"], 0) == 3
    # without the row the afternoon is left, and with it the fourth day
    scenario = load(write_centre(tmp_path / "free", time_off=away.format("c03")))
    assert owed_days(scenario, scenario.csr["c03"], 0) == 4


def test_frames_say_the_same(tmp_path: Path) -> None:
    folder = write_centre(tmp_path, **{**FULL, "csrs": starting("08:30, 30")})
    one, other = load(folder), Scenario.from_frames(**frames_of(folder))
    assert [row.earliest for row in other.availability] == [clock("08:00")]
    assert one.availability[0].first == other.availability[0].first == -10
    assert other.csr["c01"].start == one.csr["c01"].start == clock("08:30")
    assert other.csr["c01"].start_within == 2


CASES: dict[str, Case] = {
    "availability of nobody": (
        "availability.csv",
        "c02",
        "c20",
        "availability.csv:2: csr_id: found 'c20', which csrs.csv does not have",
        "allowed: c01, c02, c03 (nearest: c03)",
    ),
    "latest before earliest": (
        "availability.csv",
        "08:00,16:30",
        "16:30,08:00",
        "availability.csv:2: latest: found 08:00",
        "allowed: 16:30 (earliest: not at all on these days) or later",
    ),
    "hours off the slots": (
        "availability.csv",
        "16:30",
        "16:40",
        "availability.csv:2: latest: found 16:40",
        "allowed: whole slots of 15 minutes",
    ),
    "dates out of order": (
        "availability.csv",
        "2026-05-01,",
        "2026-05-01,2026-04-30",
        "availability.csv:2: until: found 2026-04-30",
        "allowed: 2026-05-01 or later",
    ),
    "an unknown weekday": (
        "availability.csv",
        "tue;wed",
        "tue;midweek",
        "availability.csv:2: days: found 'tue;midweek'",
        "allowed: mon to sun joined by `;`, as `tue;wed`",
    ),
    "fewer days than are owed": (
        "availability.csv",
        "tue;wed,08:00,16:30",
        "tue;wed,09:00,16:30",
        "availability.csv:2: days: found 3 days (mon, thu, fri) in the week of 2026-05-11 on "
        "which c02 can work",
        f"allowed: 5 at least, as 5x8 owes {EIGHT} on 2 more of tue, wed",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_fault(tmp_path: Path, case: Case) -> None:
    assert_fault(tmp_path, case)


def test_fewer_hours_than_are_owed(tmp_path: Path) -> None:
    # Four days of 4, 5 or 6 h, 20 h together; two days of at most 4 h and two of 5 h give 18.
    rows = "c03, mon;tue, 08:00, 12:00,,\nc03, wed;thu, 08:00, 13:00,,\nc03, fri, 08:00, 09:00,,"
    assert faults(tmp_path, availability=HEADER + rows) == [
        "availability.csv:2: days: found 18 h at most in the week of 2026-05-11 that c03 can work "
        "on 4 days, with availability.csv:3 and availability.csv:4, allowed: 20 h, as part-time "
        "owes (contracts.csv:3): room for longer shifts"
    ]


def test_hours_of_no_length_mean_not_at_all(tmp_path: Path) -> None:
    # c03 owes four days; Monday to Thursday are left
    scenario = load(write_centre(tmp_path, availability=HEADER + "c03, fri, 08:00, 08:00,,"))
    assert shift_starts(scenario, scenario.csr["c03"], 3, 16) != []
    assert shift_starts(scenario, scenario.csr["c03"], 4, 16) == []
    assert owed_days(scenario, scenario.csr["c03"], 0) == 4


def test_a_closed_day_owes_nothing(tmp_path: Path) -> None:
    settings = SETTINGS.replace("2026-05-25", "2026-05-12")
    rows = HEADER + "c01, tue, 09:00, 12:00,,"
    assert faults(tmp_path, settings=settings, availability=rows) == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        # 8 h and a meal of half an hour end by 17:00: starts 8:00 and 8:30
        ("09:00,", "found 09:00, at which no shift of 5x8 starts"),
        ("07:30,", "found 07:30, at which no shift of 5x8 starts"),
        ("08:15,", "found 08:15, at which no shift of 5x8 starts"),
    ],
)
def test_a_start_that_the_contract_does_not_allow(tmp_path: Path, cells: str, found: str) -> None:
    assert faults(tmp_path, csrs=starting("08:30,", cells)) == [
        f"csrs.csv:3: start: {found}, allowed: 08:00, 08:30 (contracts.csv:2)"
    ]


def test_a_start_off_the_slots(tmp_path: Path) -> None:
    assert faults(tmp_path, csrs=starting("08:20,")) == [
        "csrs.csv:2: start: found 08:20, allowed: whole slots of 15 minutes"
    ]


def test_a_start_that_leaves_too_few_days(tmp_path: Path) -> None:
    # On Mondays open from 8:30: a start at 8:00 leaves Tuesday to Friday.
    settings = SETTINGS.replace('mon = "08:00-17:00"', 'mon = "08:30-17:00"')
    assert faults(tmp_path, settings=settings, csrs=starting("08:00,")) == [
        "csrs.csv:2: start: found 4 days (tue, wed, thu, fri) in the week of 2026-05-11 on which "
        f"c01 can work, allowed: 5 at least, as 5x8 owes {EIGHT} on 1 more of mon"
    ]
    # half an hour to either side is enough
    assert faults(tmp_path, settings=settings, csrs=starting("08:00, 30")) == []


def test_minutes_without_a_start_are_warned_of(tmp_path: Path) -> None:
    scenario = load(write_centre(tmp_path, csrs=starting(", 30")))
    assert "csrs.csv:2: start_within_minutes changes nothing without start" in scenario.warnings
