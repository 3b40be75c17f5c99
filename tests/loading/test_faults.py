"""Wrong inputs: every fault with file, line, column, what was found and what is allowed.

Each case takes the small centre of `tests.centres`, breaks one thing and names the
faults in full, or the part of them that matters where the rest is a list of names.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.loading import InputFaults, check, load
from tests.centres import CSRS, write_centre

MEETINGS = """
meeting, title, attendees, minutes, sessions, days, earliest, latest, kind, min_block_minutes
team-a,  Team,  team:A,    60,      1,        tue,  09:00,    12:00,  meeting,
study,   Study, c01;c02,   120,     1,        wed,  08:00,    17:00,  offline, 60
"""
TIME_OFF = """
csr_id, start,            end,              kind,     paid
c01,    2026-05-11T00:00, 2026-05-12T00:00, vacation, yes
"""
REQUESTS = """
csr_id, kind, start,            end,              weight
c02,    off,  2026-05-13T00:00, 2026-05-14T00:00, 1
"""
PINS = """
csr_id, start,            end,              activity, paid
c01,    2026-05-12T09:00, 2026-05-12T12:00, phone,    yes
"""
PAY_CLASSES = """
class, title, annual_min, annual_max
csr1,  CSR I, 50000,      70000
"""
PREVIOUS = """
csr_id, start,            end,              activity, paid
c01,    2026-05-08T08:00, 2026-05-08T12:00, phone,    yes
"""
FULL = {
    "meetings": MEETINGS,
    "time_off": TIME_OFF,
    "requests": REQUESTS,
    "pins": PINS,
    "pay_classes": PAY_CLASSES,
    "previous_roster": PREVIOUS,
}


def broken(folder: Path, file: str, old: str, new: str) -> list[str]:
    """Faults of the small centre after one replacement in one file."""
    write_centre(folder, **FULL)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(fault) for fault in check(folder)]


def test_the_centre_that_is_broken_below_is_sound(tmp_path: Path) -> None:
    assert check(write_centre(tmp_path, **FULL)) == []


# file, what is replaced, by what, the fault's beginning, its end
CASES = {
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
        "a time from 1990 to 2100, as `2026-05-11T07:00` (an offset may follow)",
    ),
    "time off that ends before it starts": (
        "time_off.csv",
        "2026-05-12T00:00",
        "2026-05-10T00:00",
        "time_off.csv:2: end: found 2026-05-10T00:00:00",
        "allowed: a time after start, 2026-05-11T00:00:00",
    ),
    "time off for nobody": (
        "time_off.csv",
        "c01",
        "c1",
        "time_off.csv:2: csr_id: found 'c1', which csrs.csv does not have",
        "allowed: c01, c02, c03 (nearest: c01)",
    ),
    "a kind of request": (
        "requests.csv",
        ",off,",
        ",offf,",
        "requests.csv:2: kind: found 'offf'",
        "allowed: off, prefer or avoid",
    ),
    "an unknown contract": (
        "csrs.csv",
        "csr1,part-time",
        "csr1,parttime",
        "csrs.csv:4: contract: found 'parttime', which contracts.csv does not have",
        "allowed: 5x8, part-time (nearest: part-time)",
    ),
    "an unknown channel": (
        "csrs.csv",
        "en;es,phone,",
        "en;es,phones,",
        "csrs.csv:4: channels: found 'phones', which settings.toml does not have",
        "allowed: email, phone, supervision (nearest: phone)",
    ),
    "an unknown pay class": (
        "csrs.csv",
        "Bo Lind,csr1",
        "Bo Lind,csr2",
        "csrs.csv:3: class: found 'csr2', which pay_classes.csv does not have",
        "allowed: csr1 (nearest: csr1)",
    ),
    "a channel of the forecast that is never open": (
        "forecast.csv",
        "08:00,phone",
        "08:00,fax",
        "forecast.csv:2: channel: found 'fax', which settings.toml does not open",
        "allowed: email, phone",
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
    "a contract whose shifts fit no opening hours": (
        "contracts.csv",
        "40,08:00,17:00",
        "40,12:00,21:00",
        "csrs.csv:2: contract: found 5x8 (contracts.csv:2), whose shifts of 8 h fit on no day",
        "allowed: one that fits the hours of email, phone (settings.toml)",
    ),
    "a contract of more days than are open": (
        "contracts.csv",
        "5x8,5,8,40",
        "5x8,6,8,48",
        "csrs.csv:2: contract: found 5x8 (contracts.csv:2) of 6 days a week",
        "5 at most, its shifts fit the hours of email, phone (settings.toml) on mon, tue, wed, "
        "thu, fri only",
    ),
    "seven days a week": (
        "contracts.csv",
        "5x8,5,8,40",
        "5x8,7,8,56",
        "contracts.csv:2: days_per_week: found 7",
        "allowed: 6 at most, with 6 days in a row (default)",
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
    "a meeting of a team that does not exist": (
        "meetings.csv",
        "team:A",
        "team:D",
        "meetings.csv:2: attendees: found 'D', which csrs.csv (team) does not have",
        "allowed: A, B",
    ),
    "an attendee that does not exist": (
        "meetings.csv",
        "c01;c02",
        "c01;c22",
        "meetings.csv:3: attendees: found 'c22', which csrs.csv does not have",
        "allowed: c01, c02, c03 (nearest: c02)",
    ),
    "a meeting longer than its window": (
        "meetings.csv",
        "team:A,60",
        "team:A,240",
        "meetings.csv:2: latest: found 09:00-12:00",
        "allowed: a window of at least 240 minutes",
    ),
    "a meeting on a day the centre is closed": (
        "meetings.csv",
        ",tue,",
        ",tue;sat,",
        "meetings.csv:2: days: found sat, on which settings.toml opens no channel",
        "allowed: mon, tue, wed, thu, fri",
    ),
    "a meeting outside an attendee's contract": (
        "contracts.csv",
        "40,08:00,17:00",
        "40,11:45,21:00",
        "meetings.csv:2: attendees: found c01 (csrs.csv:2), who is never at work within "
        "09:00-12:00 on these days",
        "allowed: people whose contract allows it (here contracts.csv:2)",
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
    "more meetings than hours": (
        "meetings.csv",
        "c01;c02,120",
        "c01;c02,2400",
        "meetings.csv:3: minutes: found 41 h of meetings for c01",
        "allowed: 40 h a week at most (contracts.csv:2)",
    ),
    "a pin inside time off": (
        "pins.csv",
        "2026-05-12T09:00,2026-05-12T12:00",
        "2026-05-11T09:00,2026-05-11T12:00",
        "pins.csv:2: start: found phone inside the time off of time_off.csv:2",
        "allowed: a span at which the person is not away",
    ),
    "pins that overlap": (
        "pins.csv",
        "phone,yes\n",
        "phone,yes\nc01,2026-05-12T11:00,2026-05-12T13:00,email,yes\n",
        "pins.csv:3: start: found email, which overlaps phone of pins.csv:2",
        "allowed: one activity at a time",
    ),
    "a pin of a channel that the person does not work": (
        "pins.csv",
        "c01,2026-05-12T09:00,2026-05-12T12:00,phone",
        "c03,2026-05-12T09:00,2026-05-12T12:00,email",
        "pins.csv:2: activity: found email, which c03 does not work",
        "allowed: phone (csrs.csv:4)",
    ),
    "a pin of a meeting that does not exist": (
        "pins.csv",
        "phone",
        "meeting:team-b",
        "pins.csv:2: activity: found 'meeting:team-b', which this centre does not have",
        "(nearest: meeting:team-a)",
    ),
    "a pin off the grid": (
        "pins.csv",
        "T09:00",
        "T09:10",
        "pins.csv:2: start: found 2026-05-12T09:10:00",
        "allowed: whole slots of 15 minutes",
    ),
    "a pin while the centre is closed": (
        "pins.csv",
        "2026-05-12T09:00,2026-05-12T12:00",
        "2026-05-16T09:00,2026-05-16T12:00",
        "pins.csv:2: start: found 09:00-12:00",
        "allowed: a day on which it is open (phone closed on 2026-05-16)",
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
        "two times of day, the first before the second, `07:00-20:00`",
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
def test_fault(tmp_path: Path, case: tuple[str, str, str, str, str]) -> None:
    file, old, new, begin, end = case
    faults = broken(tmp_path, file, old, new)
    assert [f for f in faults if f.startswith(begin) and f.endswith(end)], faults


def test_slot_must_divide_the_interval(tmp_path: Path) -> None:
    write_centre(tmp_path)
    path = tmp_path / "settings.toml"
    path.write_text(
        path.read_text()
        .replace("interval_minutes = 60", "interval_minutes = 15")
        .replace("slot_minutes = 15", "slot_minutes = 10")
    )
    assert [str(f) for f in check(tmp_path)] == [
        "settings.toml:7: centre.slot_minutes: found 10, allowed: a part of interval_minutes = 15"
    ]


def test_every_fault_of_every_file_at_once(tmp_path: Path) -> None:
    write_centre(
        tmp_path,
        csrs=CSRS.replace("30.00", "free").replace(
            "csr1,  5x8,       A,    en, ", "csr1, 5x9, A, en,"
        ),
        time_off=TIME_OFF.replace("c01", "c99"),
        meetings=MEETINGS.replace("team:A", "team:Z").replace("offline", "ofline"),
    )
    found = [(f.file, f.line, f.column) for f in check(tmp_path)]
    assert found == [
        ("csrs.csv", 2, "hourly_rate"),
        ("csrs.csv", 3, "contract"),
        ("meetings.csv", 2, "attendees"),
        ("meetings.csv", 3, "kind"),
        ("time_off.csv", 2, "csr_id"),
    ]


def test_a_bad_row_does_not_blame_the_rows_that_name_it(tmp_path: Path) -> None:
    faults = broken(tmp_path, "contracts.csv", "5x8,5", "5x8,five")
    assert faults == [
        "contracts.csv:2: days_per_week: found 'five', allowed: a whole number from 1 to 7"
    ]


def test_missing_files(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert [str(f) for f in check(tmp_path / "empty")] == [
        "contracts.csv:1: file: found no such file, allowed: one in every input folder",
        "csrs.csv:1: file: found no such file, allowed: one in every input folder",
        "forecast.csv:1: file: found neither forecast.csv nor history.csv, allowed: one of the two",
        "settings.toml:1: file: found no such file, allowed: one in every input folder",
    ]


def test_missing_folder(tmp_path: Path) -> None:
    [fault] = check(tmp_path / "nowhere")
    assert fault.message == "found no such folder, allowed: an input folder"


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"", 1, "file", "found nothing in it, allowed: a header row and at least one row"),
        (b" \n\n", 1, "file", "found nothing in it, allowed: a header row and at least one row"),
        (b"csr_id\xff", 1, "encoding", "found the byte 0xff, allowed: UTF-8 (save as CSV UTF-8)"),
        (
            "csr_id,name\nc01,José\n".encode("latin-1"),
            2,
            "encoding",
            "found the byte 0xe9, allowed: UTF-8 (save as CSV UTF-8)",
        ),
        (
            "csr_id,name\n".encode("utf-16"),
            1,
            "encoding",
            "found UTF-16, allowed: UTF-8 (save as CSV UTF-8)",
        ),
        (b"csr_id\nc0\0\n", 2, "encoding", "found a NUL character, allowed: UTF-8 text"),
        (
            b"csr_id;name;class\nc01;Ana;csr1\n",
            1,
            "header",
            "found 'csr_id;name;class', allowed: names separated by commas",
        ),
    ],
    ids=["empty", "blank", "byte", "latin-1", "utf-16", "nul", "semicolons"],
)
def test_files_that_are_no_csv(
    tmp_path: Path, data: bytes, line: int, column: str, message: str
) -> None:
    write_centre(tmp_path)
    (tmp_path / "csrs.csv").write_bytes(data)
    assert ("csrs.csv", line, column, message) in [
        (f.file, f.line, f.column, f.message) for f in check(tmp_path)
    ]


def test_header_without_rows(tmp_path: Path) -> None:
    write_centre(tmp_path, forecast="start,channel,language,volume,aht_s")
    assert [str(f) for f in check(tmp_path)] == [
        "forecast.csv:2: row: found no row, allowed: at least one row"
    ]


def test_a_file_that_is_a_folder(tmp_path: Path) -> None:
    write_centre(tmp_path)
    (tmp_path / "time_off.csv").mkdir()
    [fault] = check(tmp_path)
    assert (fault.file, fault.column) == ("time_off.csv", "file")


def test_week_without_forecast(tmp_path: Path) -> None:
    write_centre(tmp_path)
    with pytest.raises(InputFaults) as caught:
        load(tmp_path, week=date(2026, 6, 3))
    assert str(caught.value) == (
        "forecast.csv:2: start: found nothing from 2026-06-01 to 2026-06-07, "
        "allowed: a week between 2026-05-11 and 2026-05-15"
    )
