"""Exports of the past, as other programs write them: what is read, treated and refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from scheduler.domain.history import Observed
from scheduler.forecast import forecast
from scheduler.loading import InputFaults
from scheduler.loading.load_demand import load_demand
from tests.small_centres import SETTINGS

MAPPED = """
[history]
time_format = "%m/%d/%Y %I:%M %p"
interval_minutes = 30

[history.columns]
start = ["Date", "Time"]
channel = "Split/Skill"
language = "Split/Skill"
handled = "ACD Calls"
abandoned = "Aban Calls"
aht_s = "Avg Talk"
work_s = "ACW Time"

[history.channels]
"311 English" = "phone"
"311 Spanish" = "phone"

[history.languages]
"311 English" = "en"
"311 Spanish" = "es"
"""
AVAYA = """
Interval report
Date,Time,Split/Skill,ACD Calls,Avg Talk,ACW Time,Aban Calls,Avg Staffed
4/24/2026,9:00 AM-9:30 AM,311 English,"1,010",3:00,10:06:00,15,8.2
4/24/2026,9:30 AM-10:00 AM,311 English,20,170,5:00,0,8.2
4/24/2026,9:00 AM-9:30 AM,311 Spanish,0,:00,:00,2,8.2
Totals,,,1030,,,17,
"""
PLAIN = "start,channel,language,offered,abandoned,aht_s\n"


def read(
    folder: Path, history: str, settings: str = ""
) -> tuple[tuple[Observed, ...], tuple[str, ...]]:
    """The past of a folder with this history.csv, and the warnings."""
    (folder / "settings.toml").write_text(SETTINGS + settings, encoding="utf-8")
    (folder / "history.csv").write_text(dedent(history).lstrip("\n"), encoding="utf-8")
    scenario = load_demand(folder, week=date(2026, 4, 27))
    return scenario.contacts.history, (*scenario.warnings, *forecast(scenario).warnings)


def faults(folder: Path, history: str, settings: str = "") -> list[str]:
    with pytest.raises(InputFaults) as caught:
        read(folder, history, settings)
    return [str(fault) for fault in caught.value.faults]


def rows(*lines: str) -> str:
    return PLAIN + "\n".join(lines) + "\n"


def test_an_interval_report_through_a_mapping(tmp_path: Path) -> None:
    """1,010 answered and 15 abandoned; 180 s of talk + 36,360 s / 1,010 after it = 216 s."""
    past, warnings = read(tmp_path, AVAYA, MAPPED)
    nine = datetime(2026, 4, 24, 9)
    assert past == (
        Observed(nine, "phone", "en", 1025, 15, pytest.approx(216)),
        Observed(nine + timedelta(minutes=30), "phone", "en", 20, 0, pytest.approx(185)),
        Observed(nine, "phone", "es", 2, 2, 0),
    )
    assert "history.csv:6: 1 row of totals left unread" in warnings


def test_skills_of_one_channel_add_up(tmp_path: Path) -> None:
    """Rows of two skills at one time are no duplicates of each other."""
    both = AVAYA.replace("311 Spanish", "311 Main")
    settings = MAPPED.replace('"311 Spanish" = "es"', '"311 Main" = "en"')
    past, _ = read(tmp_path, both, settings.replace('"311 Spanish"', '"311 Main"'))
    assert [one.offered for one in past if one.start.minute == 0] == [1025, 2]
    assert {one.language for one in past} == {"en"}


def test_a_column_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    found = faults(tmp_path, AVAYA.replace("Aban Calls", "Abandoned Calls"), MAPPED)
    assert len(found) == 1
    assert found[0].startswith("history.csv:2: Aban Calls: found no such column, allowed: Date")
    assert found[0].endswith("(nearest: Abandoned Calls)")


def test_cells_that_cannot_be_read(tmp_path: Path) -> None:
    broken = (
        AVAYA.replace("9:30 AM-10:00 AM", "half past nine")
        .replace("3:00,10:06:00", "3:77,10:06:00")
        .replace("311 Spanish,0", "311 Russian,0")
    )
    channel, *others = faults(tmp_path, broken, MAPPED)[::-1]
    assert channel.startswith("history.csv:5: Split/Skill: found '311 Russian', allowed: letters")
    assert others[::-1] == [
        "history.csv:3: Avg Talk: found '3:77', allowed: a time from 0 to 86,400 s, as 185, 3:05 "
        "or 0:03:05",
        "history.csv:4: Date+Time: found '4/24/2026 half past nine', allowed: a time written as "
        "%m/%d/%Y %I:%M %p",
        "history.csv:5: Split/Skill: found '311 Russian', allowed: an ISO 639-1 code of two "
        "letters, as `en` or `es`",
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2026-04-24T09:00,phone,en,-3,0,200", "offered: found '-3', allowed: a number from 0"),
        ("2026-04-24T09:00,phone,en,,0,200", "offered: found nothing, allowed: a number from 0"),
        ("2026-04-24T09:00,phone,en,1e7,0,200", "offered: found '1e7', allowed: a number from 0"),
        ("2026-04-24T09:00,phone,en,5 x,0,200", "offered: found '5 x', allowed: a number from 0"),
        ("2026-04-24T09:00,phone,en,5,0,", "aht_s: found nothing, allowed: a time from 0 to"),
        ("2026-04-24T09:00,phone,en,5,0,0", "aht_s: found 0, allowed: more than 0 s"),
        ("2026-04-24T09:00,phone,en,5,0,99999", "aht_s: found 99999, allowed: more than 0 s"),
        ("2026-04-24T09:10,phone,en,5,0,200", "start: found 2026-04-24T09:10:00, allowed: whole"),
        ("2026-02-30T09:00,phone,en,5,0,200", "start: found '2026-02-30T09:00', allowed: a time"),
        ("2026-04-24T09:00,fax,en,5,0,200", "channel: found 'fax', which settings.toml does not"),
        ("2026-04-24T09:00,phone,xx,5,0,200", "language: found 'xx', allowed: an ISO 639-1 code"),
        ("2026-04-24T09:00,phone,en,5,0", "row: found 5 cells, allowed: 6"),
    ],
)
def test_faults_name_line_and_column(row: str, fault: str, tmp_path: Path) -> None:
    found = faults(tmp_path, rows("2026-04-23T09:00,phone,en,5,0,200", row))
    assert len(found) == 1
    assert found[0].startswith(f"history.csv:3: {fault}")


def test_nobody_answered_takes_no_time(tmp_path: Path) -> None:
    past, _ = read(tmp_path, rows("2026-04-24T09:00,phone,en,2,2,0"))
    assert past[0].aht_s == 0


def test_equal_duplicates_are_dropped_and_said(tmp_path: Path) -> None:
    row = "2026-04-24T09:00,phone,en,5,0,200"
    past, warnings = read(tmp_path, rows(row, row))
    assert len(past) == 1
    assert "history.csv:3: 1 row found again with equal values: dropped" in warnings


def test_other_duplicates_are_faults_that_name_both_lines(tmp_path: Path) -> None:
    row = "2026-04-24T09:00,phone,en,5,0,200"
    assert faults(tmp_path, rows(row, row.replace(",5,", ",6,"))) == [
        "history.csv:3: start: found '2026-04-24T09:00:00' again with other values, allowed: each "
        "interval once (line 2)"
    ]


def test_the_hour_that_comes_twice_counts_as_one(tmp_path: Path) -> None:
    """2 November 2025, 01:00 in Los Angeles: 6 calls of 100 s and 2 of 300 s, a mean of 150 s."""
    twice = rows("2025-11-02T01:00,phone,en,6,0,100", "2025-11-02T01:00,phone,en,2,0,300")
    past, warnings = read(tmp_path, twice)
    assert [(one.offered, one.aht_s) for one in past] == [(4, 150)]
    assert any("the clock is put back, 2025-11-02 01:00 comes twice" in text for text in warnings)


def test_hours_with_offsets_that_fall_together(tmp_path: Path) -> None:
    twice = rows(
        "2025-11-02T01:00-07:00,phone,en,6,0,100", "2025-11-02T01:00-08:00,phone,en,2,0,100"
    )
    past, _ = read(tmp_path, twice)
    assert [(one.start, one.offered) for one in past] == [(datetime(2025, 11, 2, 1), 4)]


def test_an_hour_that_never_was_is_said(tmp_path: Path) -> None:
    _, warnings = read(tmp_path, rows("2026-03-08T02:00,phone,en,6,0,100"))
    assert any("over which the clock is put forward" in text for text in warnings)


def test_longer_rows_are_spread(tmp_path: Path) -> None:
    half_hours = SETTINGS.replace("interval_minutes = 60", "interval_minutes = 30")
    (tmp_path / "settings.toml").write_text(half_hours + "[history]\ninterval_minutes = 60\n")
    (tmp_path / "history.csv").write_text(rows("2026-04-24T09:00,phone,en,6,2,100"))
    past = load_demand(tmp_path, week=date(2026, 4, 27)).contacts.history
    assert [(o.start.minute, o.offered, o.abandoned) for o in past] == [
        (0, 3, 1),
        (30, 3, 1),
    ]


def test_a_gap_is_no_zero(tmp_path: Path) -> None:
    """Ten weeks of 40 calls an hour; on one Friday 11:00 is missing, on another it says zero."""
    friday = date(2026, 4, 24)
    lines = [
        f"{day}T{hour:02}:00,phone,en,{0 if (day, hour) == (date(2026, 4, 17), 12) else 40},0,200"
        for n in range(70)
        if (day := friday - timedelta(days=n)).weekday() < 5
        for hour in range(8, 17)
        if (day, hour) != (friday, 11)
    ]
    _, warnings = read(tmp_path, rows(*lines))
    gap = "history.csv: phone: 1 interval without a record, the first 2026-04-24 11:00: "
    assert any(text.startswith(gap) for text in warnings)


def test_tickets_are_counted_by_number(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        SETTINGS
        + dedent("""
        [tickets]
        channel = "email"
        aht_s = 300
        columns = { id = "Ticket ID", start = "Created at" }
        """)
    )
    (tmp_path / "tickets.csv").write_text(
        "Ticket ID,Created at,Subject\n"
        "17,2026-04-23 09:05,Bins\n"
        "17,2026-04-23 09:40,Bins again\n"
        "18,2026-04-23 09:59:30,Lamp\n"
        "19,2026-04-23 10:00,Dog\n"
    )
    scenario = load_demand(tmp_path, week=date(2026, 4, 27))
    nine = datetime(2026, 4, 23, 9)
    assert scenario.contacts.history == (
        Observed(nine, "email", "en", 2, 0, 300),
        Observed(nine + timedelta(hours=1), "email", "en", 1, 0, 300),
    )
    assert any("1 rows repeat a ticket" in text for text in scenario.warnings)


def test_settings_of_a_mapping_are_checked(tmp_path: Path) -> None:
    settings = '[history]\ntime_format = "%d"\n[history.columns]\nstart = 3\noffer = "x"\n'
    found = faults(tmp_path, rows("2026-04-24T09:00,phone,en,5,0,200"), settings)
    assert [text.split(", allowed")[0].split(": ", 1)[1] for text in found] == [
        "history.time_format: found '%d'",
        "history.columns.start: found 3",
        "history.columns.offer: found the unknown key 'offer'",
    ]
    settings = '[forecast]\nplan_for = "p100"\n[history.languages]\n"Spanish" = "esp"\n'
    found = faults(tmp_path, rows("2026-04-24T09:00,phone,en,5,0,200"), settings)
    assert "forecast.plan_for: found 'p100', allowed: mean, or a quantile" in found[0]
    assert "history.languages.Spanish: found 'esp', allowed: an ISO 639-1 code" in found[1]
