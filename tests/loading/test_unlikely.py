"""Warnings of what is legal and surely not meant, each beside a centre that means it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.loading import load
from tests.portland import portland
from tests.small_centres import CONTRACTS, CSRS, SETTINGS, forecast_table, write_centre

LINES = SETTINGS.lstrip("\n").split("\n")
FULL_TIME = CSRS.replace("part-time, B", "5x8,       B")


def warnings(folder: Path, **files: str) -> list[str]:
    return list(load(write_centre(folder, **files)).warnings)


def saturday(hours: str) -> str:
    """The settings with phones open on Saturdays too."""
    return SETTINGS.replace('fri = "08:00-17:00"\n', f'fri = "08:00-17:00"\nsat = "{hours}"\n', 1)


def test_an_opening_in_which_no_shift_fits(tmp_path: Path) -> None:
    line = 1 + LINES.index('fri = "08:00-17:00"') + 1
    assert warnings(tmp_path, settings=saturday("09:00-13:00"), csrs=FULL_TIME) == [
        f"settings.toml:{line}: opening.phone.sat: no shift of anybody fits into 09:00-13:00 (the "
        "shortest is of 8 h, contracts.csv:2): nobody will be there; open longer or allow "
        "shorter shifts",
        # Nothing is expected on the Saturday, which the forecast says by itself.
        *warnings(tmp_path / "long", settings=saturday("08:00-17:00"), csrs=FULL_TIME),
    ]
    # Part-timers have shifts of four hours.
    assert not [
        w for w in warnings(tmp_path / "part", settings=saturday("09:00-13:00")) if "fits" in w
    ]


def test_a_half_day_in_which_no_shift_fits(tmp_path: Path) -> None:
    half = SETTINGS.replace('["2026-05-25"]', '["2026-05-13 13:00-17:00"]')
    found = warnings(tmp_path, settings=half, csrs=FULL_TIME)
    # Email keeps the hours of the phones.
    assert [
        text.partition(": no shift of anybody fits into 08:00-13:00 (")[0] for text in found
    ] == [
        "settings.toml: phone on 2026-05-13",
        "settings.toml: email on 2026-05-13",
    ]
    # Shifts of four hours fit for those who work the phones.
    [only] = warnings(tmp_path / "part", settings=half)
    assert only.startswith("settings.toml: email on 2026-05-13: no shift")


def meeting(attendees: str, sessions: int = 1, times: str = "09:00, 12:00") -> str:
    return (
        "meeting, title, attendees, minutes, sessions, days, earliest, latest, kind\n"
        f"all-hands, All, {attendees}, 60, {sessions}, tue, {times}, meeting\n"
    )


def test_a_meeting_that_empties_the_phones(tmp_path: Path) -> None:
    assert warnings(tmp_path, meetings=meeting("all")) == [
        "meetings.csv:2: all-hands takes all 3 people who work phone away from it at once, while "
        "it is open: with sessions = 2 some of them would stay"
    ]


@pytest.mark.parametrize(
    "meetings",
    [meeting("all", sessions=2), meeting("c01;c02"), meeting("team:A")],
    ids=["two sittings", "two of three", "a team"],
)
def test_meetings_that_leave_somebody_there(tmp_path: Path, meetings: str) -> None:
    assert warnings(tmp_path, meetings=meetings) == []


def test_a_meeting_before_the_phones_open(tmp_path: Path) -> None:
    """Email opens at 7:00, phones at 8:00: at 7:00 everybody may meet."""
    early = SETTINGS.replace('tue = "08:00-17:00"', 'tue = "07:00-17:00"').replace(
        'tue = "07:00-17:00"', 'tue = "08:00-17:00"', 1
    )
    contracts = CONTRACTS.replace("08:00", "07:00")
    people = CSRS.replace("phone,     ", "phone;email,")
    files = {"settings": early, "contracts": contracts, "csrs": people}
    assert warnings(tmp_path, meetings=meeting("all", times="07:00, 08:00"), **files) == []
    # At 8:00 it could be held as well, but need not.
    assert (
        warnings(tmp_path / "later", meetings=meeting("all", times="07:00, 09:00"), **files) == []
    )


@pytest.mark.parametrize(
    ("table", "key"),
    [("labour", "supervisor_span = 8"), ("prices", "missing_supervisor_per_hour = 40")],
)
def test_a_span_without_supervisors(tmp_path: Path, table: str, key: str) -> None:
    settings = (
        SETTINGS + f"\n[{table}]\n{key}\n"
        if table != "labour"
        else SETTINGS.replace("[labour]\n", f"[labour]\n{key}\n")
    )
    line = 1 + settings.lstrip("\n").split("\n").index(key)
    name = key.partition(" ")[0]
    assert warnings(tmp_path, settings=settings) == [
        f"settings.toml:{line}: {name} changes nothing: nobody works supervision (csrs.csv, "
        "channels)"
    ]
    supervised = CSRS + "s01, Eve, csr1, 5x8, A, en, supervision, 40,\n"
    assert warnings(tmp_path / "supervised", settings=settings, csrs=supervised) == []


def test_a_span_that_costs_nothing(tmp_path: Path) -> None:
    settings = SETTINGS.replace("[labour]\n", "[labour]\nsupervisor_span = 8\n")
    free = settings + "\n[prices]\nmissing_supervisor_per_hour = 0\n"
    assert warnings(tmp_path, settings=free) == []


def six_days(settings: str, hours: int = 48, days: int = 6) -> dict[str, str]:
    contracts = CONTRACTS.replace(
        "5x8,       5,             8,           40,",
        f"5x8,       {days},             8,           {hours},",
    )
    forecast = forecast_table(days=7)
    return {"settings": settings, "contracts": contracts, "csrs": FULL_TIME, "forecast": forecast}


def test_a_contract_without_two_days_off_together(tmp_path: Path) -> None:
    """Six days a week of Monday to Saturday: every Sunday is off, and never a day beside it."""
    both = saturday("08:00-17:00").replace(
        "[opening.email]\n", '[opening.email]\nsat = "08:00-17:00"\n'
    )
    found = [text for text in warnings(tmp_path, **six_days(both)) if "days off" in text]
    assert found == [
        "contracts.csv:2: contract 5x8 can never give c01 and 1 more two days off together: 6 days "
        "a week of mon, tue, wed, thu, fri, sat",
        "contracts.csv:2: contract 5x8 can never give c03 two days off together: 6 days a week of "
        "mon, tue, wed, thu, fri, sat",
    ]
    # Open every day, a Sunday off and the Monday after it are two together.
    every = both.replace('sat = "08:00-17:00"\n', 'sat = "08:00-17:00"\nsun = "08:00-17:00"\n')
    assert not [t for t in warnings(tmp_path / "seven", **six_days(every)) if "days off" in t]
    five = six_days(both, hours=40, days=5)
    assert not [text for text in warnings(tmp_path / "five", **five) if "days off" in text]


def test_runs_that_leave_no_two_days_off(tmp_path: Path) -> None:
    """Five days of seven in runs of two at most: the other two lie between the runs."""
    every = SETTINGS.replace(
        'fri = "08:00-17:00"\n', 'fri = "08:00-17:00"\nsat = "08:00-17:00"\nsun = "08:00-17:00"\n'
    )
    for most, never in ((2, True), (5, False)):
        settings = every.replace("[labour]\n", f"[labour]\nmax_days_in_a_row = {most}\n")
        files = six_days(settings, hours=40, days=5)
        found = [t for t in warnings(tmp_path / str(most), **files) if "days off together" in t]
        assert bool(found) == never


def test_a_meeting_whose_host_is_away_all_week(tmp_path: Path) -> None:
    hosted = meeting("team:A").replace("kind", "kind, host").replace("meeting\n", "meeting, c02\n")
    files = {"meetings": hosted}
    leave = "csr_id, start, end, kind, paid\nc02, 2026-05-11, 2026-05-17, vacation, yes\n"
    assert warnings(tmp_path, **files) == []
    assert warnings(tmp_path / "away", time_off=leave, **files) == [
        "meetings.csv:2: all-hands is not held in the week of 2026-05-11: c02, without whom it "
        "cannot be held, is away all week; name another host"
    ]


@pytest.mark.parametrize("week", [None, date(2026, 5, 18), date(2026, 5, 25)])
def test_the_inputs_mean_what_they_say(week: date | None) -> None:
    assert portland(week).warnings == ()
