"""Every column of every input changes something that people or programs read, or says it does not.

One cell is changed; hours that may be worked, volumes, prices, broken rules, pay, budget and
calendars of two fixed rosters are compared. `hired` was once read, checked, and did nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from functools import cache
from itertools import tee
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from scheduler.costing.annual_budget import budget
from scheduler.domain.entitlements import owed_days, owed_slots, shift_starts
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import with_shadows
from scheduler.forecast import forecast
from scheduler.loading import InputFaults, load
from scheduler.loading.readers.csv_tables import columns_of
from scheduler.loading.schema.columns import TABLES
from scheduler.objective.price import price
from scheduler.reporting.files.calendar import write_calendars
from scheduler.reporting.files.csv_files import write_tables
from scheduler.staffing.requirements import require
from scheduler.verification.auditor import audit
from tests.loading.full_centre import FULL, MEETINGS, PREVIOUS
from tests.reporting.made_runs import run
from tests.small_centres import CSRS, MONDAY, SETTINGS, roster, shift, write_centre

FOR_READERS = ("for the reader", "not used")
PLAN = "fiscal_year, class, fte, amount\n2025-26, csr1, 3.0, 180000\n2025-26, csr9, 1.0, 1"
CLASSES = "class, title, annual_min, annual_max\ncsr1, CSR I, 50000, 70000\ncsr9, CSR IX, 1, 2"
WEEKENDS = PREVIOUS + "".join(
    f"c03, 2026-{day}T09:00, 2026-{day}T15:00, phone, yes\n"
    for day in ("04-18", "04-25", "05-02", "05-09", "05-10")
)
HOSTED = MEETINGS.replace("min_block_minutes", "min_block_minutes, host")
HOSTED = HOSTED.replace("meeting,\nstudy", "meeting,, c01\nstudy").replace(" 60\n", " 60,\n")
TICKET = "id, start, channel, language, aht_s\n17, 2026-05-08T09:00, email, en, 300\n18, "
TICKET += "2026-05-08T09:15, email, en, 600"
TOTALS = {
    "forecast": None, "history": None, "tickets": None,
    "volumes": "period,channel,language,volume,aht_s\n2026-05,phone,en,4000,240",
    "profile": "weekday,hour,share,channel\nmon,9,2,phone\ntue,9,1,phone\nmon,10,1,",
}  # fmt: skip
PAST = {
    "forecast": None,
    "tickets": TICKET,
    "history": "start,channel,language,offered,abandoned,aht_s\n"
    + "\n".join(
        f"2026-0{month}-{day:02}T{hour:02}:00,phone,{'es' if hour == 9 else 'en'},"
        f"{20 + hour + day},2,{170 + 10 * hour}"
        for month, days in ((4, range(6, 11)), (4, range(13, 18)), (5, range(4, 9)))
        for day in days
        for hour in (9, 10)
    ),
    "events": "start,end,name,channel\n2026-04-07,2026-04-07,fair,phone\n"
    "2026-05-12,2026-05-12,fair,phone",
}
FULL_CENTRE = {**FULL, "pay_classes": CLASSES, "fte_plan": PLAN, "tickets": None, "events": None,
               "previous_roster": WEEKENDS, "meetings": HOSTED, "history": None}  # fmt: skip
NO_C02 = {"availability": None, "requests": None, "request_history": None}


PHONES = {
    "forecast": "start,channel,language,volume,aht_s\n2026-05-11T08:00,phone,en,12,240\n"
    "2026-05-12T08:00,phone,en,12,240"
}
LONG_HOURS = {"availability": "csr_id,days,earliest,latest,from,until\nc02,tue,08:00,17:00,,"}
# 8 days of 4 or 5 h in two weeks: 18 h in one and 17 h in the other, by what was paid before
TWO_WEEKS = {
    "contracts": "contract,days_per_week,shift_hours,weekly_hours,earliest_start,latest_end,"
    "start_step_minutes,meal_minutes,weeks\n5x8,5,8,40,08:00,17:00,30,30,1\n"
    "part-time,8,4;5,35,08:00,17:00,30,30,2",
    "previous_roster": "csr_id,start,end,activity,paid\n"
    + "\n".join(
        f"c03,2026-05-0{day}T09:00,2026-05-0{day}T{end},phone,yes"
        for day, end in ((4, "13:00"), (5, "13:00"), (6, "14:00"), (7, "14:00"))
    ),
}


class Turn(NamedTuple):
    """A cell of the first data row (or another) and what it becomes; files that differ for it."""

    value: str
    row: int = 0
    files: dict[str, str | None] = {}  # noqa: RUF012 - never changed
    settings: str = ""


NEW_START = CSRS.replace("hired\n", "hired, start, start_within_minutes\n")
for end, own in (("01-06", " 08:30, 0"), ("03-14", ","), ("27.00,", ",")):
    NEW_START = NEW_START.replace(f"{end}\n", f"{end},{own}\n")
STARTING: dict[str, str | None] = {"csrs": NEW_START}
CHANGES: dict[str, dict[str, Turn]] = {
    "csrs.csv": {
        "name": Turn("Zoe Ruiz"), "class": Turn("csr9"), "contract": Turn("part-time"),
        "team": Turn("B", 1), "languages": Turn("en", 0, PAST), "channels": Turn("phone"),
        "hourly_rate": Turn("31"), "hired": Turn("2026-05-13", 0, {"pins": None}),
        "last_day": Turn("2026-05-12"), "shadows": Turn("c01", 1, NO_C02),
        "split_days_off": Turn("yes"), "start": Turn("08:30"),
        "start_within_minutes": Turn("30", 0, STARTING),
    },
    "contracts.csv": {
        "days_per_week": Turn("5", 1), "shift_hours": Turn("5;6", 1),
        "weekly_hours": Turn("22", 1), "earliest_start": Turn("09:00", 1),
        "latest_end": Turn("15:00", 1), "start_step_minutes": Turn("60"),
        "meal_minutes": Turn("60", 1), "weeks": Turn("2", 1),
        "min_days_off_in_a_row": Turn("3", 1), "max_days_in_a_row": Turn("2"),
        "min_days_in_a_row": Turn("3"), "min_weekends_off": Turn("4", 1),
        "weekend_every": Turn("2", 1), "max_start_spread_minutes": Turn("0"),
    },
    "meetings.csv": {
        "meeting": Turn("crew"), "title": Turn("Crew"), "minutes": Turn("30"),
        "attendees": Turn("c01;c02;c03"),
        "sessions": Turn("2"), "days": Turn("mon"), "earliest": Turn("09:30"),
        "latest": Turn("10:00"), "kind": Turn("meeting", 1),
        "min_block_minutes": Turn("120", 1), "host": Turn("c02"),
    },
    "time_off.csv": {
        "start": Turn("2026-05-11T12:00"), "end": Turn("2026-05-11T12:00"),
        "kind": Turn("sick"), "paid": Turn("no"),
    },
    "availability.csv": {
        "days": Turn("thu"), "latest": Turn("17:00"),
        "earliest": Turn("08:30", 0, LONG_HOURS),
        "from": Turn("2026-05-13"), "until": Turn("2026-05-12"),
    },
    "requests.csv": {
        "kind": Turn("prefer"), "start": Turn("2026-05-13T16:45"),
        "end": Turn("2026-05-13T00:15"), "weight": Turn("3"),
    },
    "pins.csv": {
        "start": Turn("2026-05-12T09:15"), "end": Turn("2026-05-12T12:15"),
        "activity": Turn("email"),
    },
    "previous_roster.csv": {
        "csr_id": Turn("gone", 5), "start": Turn("2026-05-10T05:00", 5),
        "end": Turn("2026-05-10T23:00", 5), "paid": Turn("no", 0, TWO_WEEKS),
    },
    "request_history.csv": {
        "csr_id": Turn("gone"), "week": Turn("2020-01-06"), "refused": Turn("3"),
    },
    "pay_classes.csv": {"title": Turn("CSR 1")},
    "fte_plan.csv": {
        "fiscal_year": Turn("2024-25"), "class": Turn("csr9"), "fte": Turn("2"),
        "amount": Turn("1000"),
    },
    "handling_times.csv": {"channel": Turn("email"), "handling_s": Turn("96")},
    "forecast.csv": {
        "start": Turn("2026-05-11T07:00"), "channel": Turn("email", 0, PHONES),
        "language": Turn("es"), "volume": Turn("30"), "aht_s": Turn("400"),
    },
    "history.csv": {
        "start": Turn("2026-05-11T07:00", 0, PAST), "channel": Turn("email", 0, PAST),
        "language": Turn("en", 0, PAST), "offered": Turn("200", 0, PAST),
        "abandoned": Turn("12", 0, PAST), "aht_s": Turn("400", 0, PAST),
    },
    "tickets.csv": {
        "id": Turn("18", 0, PAST), "start": Turn("2026-05-07T09:00", 0, PAST),
        "channel": Turn("phone", 0, PAST), "language": Turn("es", 0, PAST),
        "aht_s": Turn("900", 0, PAST),
    },
    "events.csv": {
        "start": Turn("2026-04-06", 0, PAST), "end": Turn("2026-04-08", 0, PAST),
        "name": Turn("parade", 0, PAST), "channel": Turn("email", 0, PAST),
    },
    "volumes.csv": {
        "period": Turn("2026", 0, TOTALS), "channel": Turn("email", 0, TOTALS),
        "language": Turn("es", 0, TOTALS), "volume": Turn("5000", 0, TOTALS),
        "aht_s": Turn("300", 0, TOTALS),
    },
    "profile.csv": {
        "weekday": Turn("wed", 0, TOTALS), "hour": Turn("11", 0, TOTALS),
        "share": Turn("5", 0, TOTALS), "channel": Turn("", 0, TOTALS),
    },
}  # fmt: skip

NEWS = {
    "news": "what,csr_id,start,end,kind,paid,channel,language,percent,meeting,minutes\n"
    "absent,c02,2026-05-13T00:00,2026-05-14T00:00,sick,yes,,,100,,30\n"
    "volume,,2026-05-11T08:00,2026-05-12T17:00,,,phone,en,150,,30\n"
    "meeting,c01;c02,2026-05-14T09:00,2026-05-14T12:00,,,,,100,drill,30"
}  # fmt: skip
CHANGES["news.csv"] = {
    "what": Turn("volume", 0, NEWS), "csr_id": Turn("c01", 0, NEWS),
    "start": Turn("2026-05-12T00:00", 0, NEWS), "end": Turn("2026-05-15T00:00", 0, NEWS),
    "kind": Turn("jury", 0, NEWS), "paid": Turn("no", 0, NEWS),
    "channel": Turn("email", 1, NEWS), "language": Turn("es", 1, NEWS),
    "percent": Turn("200", 1, NEWS), "meeting": Turn("other", 2, NEWS),
}  # fmt: skip
# Read by another command alone, which has tests of its own.
# `scheduler contacts`, how long a meeting is that nobody attends, what a cut shift holds
ELSEWHERE = {
    ("tickets.csv", "contact_type"),
    ("news.csv", "minutes"),
    ("news.csv", "activity"),
}

# Names that other files use: of one that is not there, a fault says so.
IDENTITIES = {
    "csrs.csv": ("csr_id",), "contracts.csv": ("contract",),
    "pay_classes.csv": ("class",),
    **dict.fromkeys(("time_off.csv", "availability.csv", "requests.csv", "pins.csv"), ("csr_id",)),
}  # fmt: skip
DAY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 email 14:30 rest 14:45 phone 16:30"
TUESDAY = DAY.replace("08:00 phone 10:00", "08:00 phone 09:00 meeting:team-a 10:00")
LATER = DAY.replace("10:15 phone 12:00", "10:15 phone 11:00 meeting:team-a 12:00")
STUDY = DAY.replace("12:30 email 14:30", "12:30 offline:study 13:30 phone 14:30")
SHORT = "09:00 phone 11:00 rest 11:15 phone 15:00"
SOUND = roster(
    *(shift("c01", day, text) for day, text in enumerate((TUESDAY, STUDY, STUDY, DAY), start=1)),
    *(shift("c02", day, text) for day, text in enumerate((DAY, LATER, STUDY, STUDY, DAY))),
    *(shift("c03", day, SHORT) for day in (0, 1, 3, 4)),
)
ODD = roster(
    *(shift("c01", day, DAY) for day in (0, 2, 4)),
    shift("c01", 5, DAY.replace("08:00", "09:00")),
    *(shift("c02", day, DAY) for day in (1, 3)),
    *(shift("c03", day, SHORT) for day in (0, 2, 5, 6)),
)


def readings(scenario: Scenario, folder: Path) -> Iterator[Any]:
    """What stages and outputs make of a scenario, cheap first."""
    scenario = replace(scenario, digest="", warnings=())
    volumes = forecast(scenario).volumes
    yield [(v.start, v.channel, v.language, v.volume, v.aht_s) for v in volumes]
    for csr in scenario.csrs:
        starts = [
            list(shift_starts(scenario, csr, day, paid))
            for day in range(7)
            for paid in csr.contract.shift_slots
        ]
        yield csr.csr_id, owed_days(scenario, csr, 0), owed_slots(scenario, csr, 0), starts
    yield scenario.handling_times  # the simulation draws from them
    requirements = require(scenario, volumes)
    shadowed = [with_shadows(scenario, found) for found in (SOUND, ODD)]
    for own in shadowed:
        yield price(scenario, requirements, own)
        yield [
            (v.rule, v.csr_id, v.start, v.amount, v.message)
            for v in audit(scenario, requirements, own)
        ]
        report = run(scenario, requirements, own)
        write_tables(folder, report)
        write_calendars(folder / "ics", report)
        yield {p.name: p.read_bytes() for p in sorted(folder.rglob("*.[ci]*")) if p.is_file()}
    yield from (budget(scenario, requirements, own) for own in shadowed)


def centre(folder: Path, change: Turn) -> Path:
    files: dict[str, Any] = {**FULL_CENTRE, **change.files}
    return write_centre(folder, settings=SETTINGS + change.settings, **files)


def with_cell(folder: Path, file: str, column: str, change: Turn) -> None:
    """Write the value into the column, which is put in where it is missing."""
    path = folder / file
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    if column not in rows[0]:
        rows = [[*row, ""] for row in rows]
        rows[0][-1] = column
    assert rows[1 + change.row][rows[0].index(column)] != change.value
    rows[1 + change.row][rows[0].index(column)] = change.value
    path.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")


@cache
def before(files: tuple[tuple[str, str | None], ...], settings: str) -> Iterator[Any]:
    """The readings without the change, each made when it is first asked for; copy to read."""

    def made() -> Iterator[Any]:
        with TemporaryDirectory() as name:
            (Path(name) / "results" / "ics").mkdir(parents=True)
            folder = centre(Path(name) / "centre", Turn("", 0, dict(files), settings))
            yield from readings(load(folder, week=MONDAY), Path(name) / "results")

    return tee(made(), 1)[0]


def acts(folder: Path, file: str, column: str, change: Turn) -> bool:
    """Whether any reading of the centre differs from those without the change."""
    (folder / "results" / "ics").mkdir(parents=True)
    with_cell(centre(folder / "centre", change), file, column, change)
    scenario = load(folder / "centre", week=MONDAY)
    known = copy(before(tuple(sorted(change.files.items())), change.settings))
    found = readings(scenario, folder / "results")
    return any(one != other for one, other in zip(found, known, strict=True))


COLUMNS = [
    (model.file, name)
    for model in TABLES
    for name in columns_of(model)
    if (model.file, name) not in ELSEWHERE
]


@pytest.mark.parametrize(("file", "column"), COLUMNS)
def test_a_column_acts_or_says_that_it_does_not(file: str, column: str, tmp_path: Path) -> None:
    model = next(model for model in TABLES if model.file == file)
    about = columns_of(model)[column].description or ""
    change = CHANGES[file].get(column)
    if column in IDENTITIES.get(file, ()):
        with pytest.raises(InputFaults):
            acts(tmp_path, file, column, Turn("nobody"))
    elif change is None:
        assert any(words in about for words in (*FOR_READERS, "Free text")), about
    else:
        assert acts(tmp_path, file, column, change)
