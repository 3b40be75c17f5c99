"""Faults that one file shows by itself: cells, columns, keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loading.full_centre import Case, assert_fault

CASES: dict[str, Case] = {
    "a text where a number stands": (
        "csrs.csv",
        "28.50",
        "plenty",
        "csrs.csv:3: hourly_rate: found 'plenty'",
        "allowed: a number above 0 to 1,000",
    ),
    "not a number": (
        "csrs.csv",
        "28.50",
        "nan",
        "csrs.csv:3: hourly_rate: found 'nan'",
        "allowed: a number above 0 to 1,000",
    ),
    "an infinite number": (
        "forecast.csv",
        "en,12,240",
        "en,inf,240",
        "forecast.csv:2: volume: found 'inf'",
        "allowed: a number from 0 to 1,000,000",
    ),
    "a negative number": (
        "forecast.csv",
        "en,12,240",
        "en,-12,240",
        "forecast.csv:2: volume: found '-12'",
        "allowed: a number from 0 to 1,000,000",
    ),
    "contacts that take no time": (
        "forecast.csv",
        "en,12,240",
        "en,12,0",
        "forecast.csv:2: aht_s: found 0",
        "more than 0 where there are contacts",
    ),
    "an empty cell": (
        "csrs.csv",
        "c02,Bo Lind",
        "c02,",
        "csrs.csv:3: name: found nothing",
        "one line of up to 200 characters without `;`",
    ),
    "a language that is no ISO 639-1 code": (
        "csrs.csv",
        "A,en;es",
        "A,en;sp",
        "csrs.csv:2: languages: found 'en;sp'",
        "ISO 639-1 codes of two letters joined by `;`, as `en;es`",
    ),
    "a duplicate id": (
        "csrs.csv",
        "c02,Bo",
        "c01,Bo",
        "csrs.csv:3: csr_id: found 'c01' again, first in line 2",
        "allowed: each once",
    ),
    "ids that differ only in case": (
        "csrs.csv",
        "c02,Bo",
        "C01,Bo",
        "csrs.csv:3: csr_id: found 'C01', and also 'c01' (csrs.csv:2)",
        "allowed: ids that differ in more than case",
    ),
    **{
        f"an id that a spreadsheet reads as a formula, {mark}": (
            "csrs.csv",
            "c02,Bo",
            f"{mark}c02,Bo",
            f"csrs.csv:3: csr_id: found '{mark}c02'",
            "allowed: letters, digits, `_`, `-` and `.`, up to 64",
        )
        for mark in "=+-@"
    },
    "an unknown column": (
        "csrs.csv",
        "hourly_rate",
        "hourly_rates",
        "csrs.csv:1: hourly_rates: found the unknown column 'hourly_rates'",
        "(nearest: hourly_rate)",
    ),
    "a column twice": (
        "time_off.csv",
        "kind,paid",
        "kind,kind",
        "time_off.csv:1: kind: found twice",
        "allowed: each column once",
    ),
    "a ragged row": (
        "csrs.csv",
        "c02,Bo Lind,csr1",
        "c02,Bo Lind",
        "csrs.csv:3: row: found 8 cells",
        "allowed: 9, as many as the header has",
    ),
    "an open quote": (
        "csrs.csv",
        "Bo Lind",
        '"Bo Lind',
        "csrs.csv:3: row: cannot be read (unexpected end of data)",
        "comma-separated values",
    ),
    "a date that does not exist": (
        "time_off.csv",
        "2026-05-12T00:00",
        "2026-02-30T00:00",
        "time_off.csv:2: end: found '2026-02-30T00:00'",
        "a time from 1990 to 2100, as `2026-05-11T07:00` (an offset such as -07:00 or Z may "
        "follow), or a date alone, until its end",
    ),
    "time off that ends before it starts": (
        "time_off.csv",
        "2026-05-12T00:00",
        "2026-05-10T00:00",
        "time_off.csv:2: end: found 2026-05-10T00:00:00",
        "allowed: a time after start, 2026-05-11T00:00:00",
    ),
    "a kind of request": (
        "requests.csv",
        ",off,",
        ",offf,",
        "requests.csv:2: kind: found 'offf'",
        "allowed: off, prefer or avoid",
    ),
    "an interval twice": (
        "forecast.csv",
        "T09:00,phone",
        "T08:00,phone",
        "forecast.csv:4: start: found '2026-05-11T08:00:00' again for phone en",
        "allowed: each interval once (line 2)",
    ),
    "an interval off its grid": (
        "forecast.csv",
        "T09:00,phone",
        "T09:30,phone",
        "forecast.csv:4: start: found 2026-05-11T09:30:00",
        "allowed: whole intervals of 60 minutes (centre.interval_minutes)",
    ),
    "contract hours that its shifts do not add up to": (
        "contracts.csv",
        "8,40,",
        "8,38,",
        "contracts.csv:2: weekly_hours: found 38 h",
        "allowed: what 5 shifts of 8 h add up to: 40",
    ),
    "a shift that its contract's hours do not hold": (
        "contracts.csv",
        "40,08:00,17:00",
        "40,08:00,16:00",
        "contracts.csv:2: shift_hours: found 8 h, 8.5 h with its meal",
        "allowed: what fits the contract's own 08:00-16:00",
    ),
    "a shift that owes two meals": (
        "contracts.csv",
        "5x8,5,8,40",
        "5x8,5,14,70",
        "contracts.csv:2: shift_hours: found 14 h",
        "less than 14 h paid: no second meal is rostered",
    ),
    "a shift that owes a meal of no minutes": (
        "contracts.csv",
        "17:00,30,30\npart",
        "17:00,30,0\npart",
        "contracts.csv:2: meal_minutes: found 0",
        "allowed: at least 1: a shift of 8 h owes a meal (default)",
    ),
    "contract times off the grid": (
        "contracts.csv",
        "40,08:00",
        "40,08:05",
        "contracts.csv:2: earliest_start: found 08:05",
        "allowed: whole slots of 15 minutes",
    ),
    "a meeting longer than its window": (
        "meetings.csv",
        "team:A,60",
        "team:A,240",
        "meetings.csv:2: latest: found 09:00-12:00",
        "allowed: a window of at least 240 minutes",
    ),
    "program minutes off the grid": (
        "meetings.csv",
        "c01;c02,120",
        "c01;c02,125",
        "meetings.csv:3: minutes: found 125",
        "allowed: whole slots of 15 minutes",
    ),
    "program minutes of less than a block": (
        "meetings.csv",
        "c01;c02,120",
        "c01;c02,45",
        "meetings.csv:3: minutes: found 45 a week",
        "allowed: at least one block of min_block_minutes = 60",
    ),
    "pins that overlap": (
        "pins.csv",
        "phone,yes\n",
        "phone,yes\nc01,2026-05-12T11:00,2026-05-12T13:00,email,yes\n",
        "pins.csv:3: start: found email, which overlaps phone of pins.csv:2",
        "allowed: one activity at a time",
    ),
    "a pin off the grid": (
        "pins.csv",
        "T09:00",
        "T09:10",
        "pins.csv:2: start: found 2026-05-12T09:10:00",
        "allowed: whole slots of 15 minutes",
    ),
    "a published past that overlaps itself": (
        "previous_roster.csv",
        "phone,yes\n",
        "phone,yes\nc01,2026-05-08T11:00,2026-05-08T13:00,email,yes\n",
        "previous_roster.csv:3: start: found 2026-05-08T11:00:00, inside phone",
        "allowed: segments that do not overlap",
    ),
    "an unknown key": (
        "settings.toml",
        "slot_minutes",
        "slots_minutes",
        "settings.toml:7: centre.slots_minutes: found the unknown key 'slots_minutes'",
        "(nearest: slot_minutes)",
    ),
    "an unknown time zone": (
        "settings.toml",
        "Los_Angeles",
        "Los_Angelos",
        "settings.toml:5: centre.timezone: found 'America/Los_Angelos'",
        "an IANA time zone, as America/Los_Angeles (nearest: America/Los_Angeles)",
    ),
    "a time zone that is a folder": (
        "settings.toml",
        "America/Los_Angeles",
        "America",
        "settings.toml:5: centre.timezone: found 'America'",
        "",
    ),
    "opening hours the wrong way round": (
        "settings.toml",
        '"08:00-17:00"',
        '"17:00-08:00"',
        "settings.toml:12: opening.phone.mon: found '17:00-08:00'",
        "each begins after the one before has closed, `08:00-12:00, 13:00-17:00`",
    ),
    "opening hours off the grid": (
        "settings.toml",
        '"08:00-17:00"',
        '"08:05-17:00"',
        "settings.toml:12: opening.phone.mon: found 08:05-17:00",
        "allowed: whole slots of 15 minutes",
    ),
    "true where a number stands": (
        "settings.toml",
        "days = 7",
        "days = true",
        "settings.toml:6: centre.days: found True",
        "allowed: a whole number from 1 to 42",
    ),
    "a target above one": (
        "settings.toml",
        "target = 0.80",
        "target = 80",
        "settings.toml:26: service.phone.target: found 80",
        "allowed: a number above 0 to 0.999",
    ),
    "a service for a channel that is never open": (
        "settings.toml",
        "[service.email]",
        "[service.mail]",
        "settings.toml:29: service.mail: found 'mail', which [opening.*] does not have",
        "allowed: email, phone (nearest: email)",
    ),
    "a channel named as an activity": (
        "settings.toml",
        "[opening.email]",
        "[opening.meal]",
        "settings.toml:18: opening.meal: found 'meal', which names an activity",
        "",
    ),
    "two meals in a break band": (
        "settings.toml",
        "[labour]\n",
        "[labour]\nbreaks = [\n  { up_to_minutes = 839, rests = 3, meals = 2 },\n]\n",
        "settings.toml:35: labour.breaks[0].meals: found 2",
        "allowed: a whole number from 0 to 1",
    ),
    "a key twice": (
        "settings.toml",
        "days = 7",
        "days = 7\ndays = 8",
        "settings.toml:7: syntax: found Cannot overwrite a value (at line 7, column 9)",
        "allowed: TOML 1.0",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_fault(tmp_path: Path, case: Case) -> None:
    assert_fault(tmp_path, case)
