"""Small centres for tests: built from domain types, or written as an input folder.

`small_centre()` is a Scenario of one Monday with three people on the phones; every part
can be replaced by keyword. `write_centre(folder)` writes the same kind of centre as
files, each replaceable by a readable table or left out with None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

from scheduler.domain.demand import Volume
from scheduler.domain.grid import Grid
from scheduler.domain.history import Contacts
from scheduler.domain.roster import MEAL, Roster, Segment
from scheduler.domain.scenario import Contract, Csr, Scenario, Span
from scheduler.domain.settings import Service

MONDAY = date(2026, 5, 11)
SLOT_MINUTES = 15


def clock(time: str, slot_minutes: int = SLOT_MINUTES) -> int:
    """Slot of the day of a time such as `07:30`."""
    hour, minute = time.split(":")
    return (60 * int(hour) + int(minute)) // slot_minutes


def at(day: int, time: str, slot_minutes: int = SLOT_MINUTES) -> int:
    """Slot of the horizon of a day and a time such as `07:30`."""
    return day * (24 * 60 // slot_minutes) + clock(time, slot_minutes)


def span(hours: str, slot_minutes: int = SLOT_MINUTES) -> Span:
    """Slots of the day of hours such as `08:00-17:00`."""
    start, end = hours.split("-")
    return clock(start, slot_minutes), clock(end, slot_minutes)


def contract(
    name: str = "5x8",
    days: int = 5,
    shift_hours: Iterable[float] = (8,),
    week_hours: float = 40,
    hours: str = "08:00-17:00",
    step_minutes: int = 30,
    slot_minutes: int = SLOT_MINUTES,
    **changes: Any,
) -> Contract:
    """A contract in hours and times of day, with a meal of half an hour."""
    earliest, latest = span(hours, slot_minutes)
    fields: dict[str, Any] = {
        "name": name,
        "days_per_week": days,
        "shift_slots": tuple(int(h * 60) // slot_minutes for h in shift_hours),
        "week_slots": int(week_hours * 60) // slot_minutes,
        "earliest": earliest,
        "latest": latest,
        "start_step": step_minutes // slot_minutes,
        "meal_slots": -(-30 // slot_minutes),
        "source": "contracts.csv:2",
    }
    return Contract(**{**fields, **changes})


def csr(
    csr_id: str = "c01",
    contract: Contract | None = None,
    channels: str = "phone",
    languages: str = "en",
    team: str = "A",
    rate: float = 30.0,
    **changes: Any,
) -> Csr:
    """A person; `channels` and `languages` as in csrs.csv (`phone;email`)."""
    fields: dict[str, Any] = {
        "csr_id": csr_id,
        "name": f"Person {csr_id}",
        "pay_class": "csr1",
        "contract": contract or FULL_TIME,
        "team": team,
        "languages": frozenset(languages.split(";")),
        "channels": frozenset(channels.split(";")),
        "hourly_rate": rate,
        "source": "csrs.csv:2",
    }
    return Csr(**{**fields, **changes})


FULL_TIME = contract()


def flat_volumes(
    grid: Grid, hours: str = "08:00-17:00", volume: float = 12, aht_s: float = 240
) -> tuple[Volume, ...]:
    """The same number of English calls in every interval of these hours of every day."""
    step = grid.slots_per_interval
    return tuple(
        Volume(midnight + s, midnight + s + step, "phone", "en", volume, aht_s)
        for midnight in range(0, grid.slots, grid.slots_per_day)
        for start, end in (span(one, grid.slot_minutes) for one in hours.split(", "))
        for s in range(start, end, step)
    )


def small_centre(
    days: int = 1,
    hours: Mapping[str, str] | None = None,
    first_day: date = MONDAY,
    slot_minutes: int = SLOT_MINUTES,
    interval_minutes: int = 60,
    **changes: Any,
) -> Scenario:
    """A Scenario of `days` days; `hours` gives each channel's openings, the same every day.

    Any field of Scenario can be given by keyword, and `volumes` as contacts given. Without
    changes: one Monday, phones 8:00-17:00, twelve calls an hour of 240 s, three people on
    5x8 contracts (of which the first two speak Spanish too), nobody away.
    """
    grid = Grid(first_day, days, slot_minutes, interval_minutes)
    hours = hours or {"phone": "08:00-17:00"}
    parts = {
        channel: [span(one, slot_minutes) for one in text.split(", ")]
        for channel, text in hours.items()
    }
    spans = {channel: (own[0][0], own[-1][1]) for channel, own in parts.items()}
    between = {c: tuple((a[1], b[0]) for a, b in pairwise(own)) for c, own in parts.items()}
    people = tuple(
        csr(
            csr_id,
            contract=contract(slot_minutes=slot_minutes),
            channels=";".join(c for c in hours if c != "supervision"),
            languages=languages,
            source=f"csrs.csv:{line}",
        )
        for line, (csr_id, languages) in enumerate(
            [("c01", "en;es"), ("c02", "en;es"), ("c03", "en")], start=2
        )
    )
    fields: dict[str, Any] = {
        "name": "Small centre",
        "grid": grid,
        "opening": {channel: (found,) * days for channel, found in spans.items()},
        "weekly_opening": {channel: (found,) * 7 for channel, found in spans.items()},
        "closed_between": {channel: (found,) * days for channel, found in between.items() if found},
        "weekly_closed_between": {
            channel: (found,) * 7 for channel, found in between.items() if found
        },
        "closures": frozenset(),
        "csrs": people,
        "meetings": (),
        "programs": (),
        "time_off": (),
        "requests": (),
        "pins": (),
        "contacts": Contacts(
            given=changes.pop("volumes", flat_volumes(grid, hours.get("phone", "08:00-17:00")))
        ),
        "services": {
            channel: Service(channel, "deferrable", within_s=86400)
            if channel == "email"
            else Service(channel)
            for channel in hours
            if channel != "supervision"
        },
    }
    return Scenario(**{**fields, **changes})


def shift(csr_id: str, day: int, text: str, slot_minutes: int = SLOT_MINUTES) -> list[Segment]:
    """Segments of one shift written as `08:00 phone 10:00 rest 10:15 phone 12:00`."""
    words = text.split()
    times, activities = words[0::2], words[1::2]
    return [
        Segment(
            csr_id,
            at(day, start, slot_minutes),
            at(day, end, slot_minutes),
            activity,
            activity != MEAL,
        )
        for start, activity, end in zip(times, activities, times[1:], strict=False)
    ]


def roster(*shifts: Iterable[Segment]) -> Roster:
    """A Roster of shifts as `shift` gives them."""
    return Roster.of(segment for one in shifts for segment in one)


SETTINGS = """
closures = ["2026-05-25"]

[centre]
name = "Small centre"
timezone = "America/Los_Angeles"
days = 7
slot_minutes = 15
interval_minutes = 60
week_start = "mon"

[opening.phone]
mon = "08:00-17:00"
tue = "08:00-17:00"
wed = "08:00-17:00"
thu = "08:00-17:00"
fri = "08:00-17:00"

[opening.email]
mon = "08:00-17:00"
tue = "08:00-17:00"
wed = "08:00-17:00"
thu = "08:00-17:00"
fri = "08:00-17:00"

[service.phone]
target = 0.80
within_s = 20

[service.email]
model = "deferrable"
within_s = 86400

[labour]
min_rest_between_shifts_hours = 11

[solve]
time_limit_s = 5
"""

CSRS = """
csr_id, name,      class, contract,  team, languages, channels,    hourly_rate, hired
c01,    Ana Ruiz,  csr1,  5x8,       A,    en;es,     phone;email, 30.00,       2020-01-06
c02,    Bo Lind,   csr1,  5x8,       A,    en,        phone;email, 28.50,       2022-03-14
c03,    Chi Tran,  csr1,  part-time, B,    en;es,     phone,       27.00,
"""

CONTRACTS = """
contract,  days_per_week, shift_hours, weekly_hours, earliest_start, latest_end, start_step_minutes, meal_minutes
5x8,       5,             8,           40,           08:00,          17:00,      30,                 30
part-time, 4,             4;5;6,       20,           08:00,          17:00,      30,                 30
"""  # noqa: E501


def forecast_table(first_day: date = MONDAY, days: int = 5, volume: float = 12) -> str:
    """Rows of forecast.csv: the same hourly calls from 8:00 to 17:00 on each day."""
    rows = ["start, channel, language, volume, aht_s"]
    for ordinal in range(first_day.toordinal(), first_day.toordinal() + days):
        day = date.fromordinal(ordinal)
        for hour in range(8, 17):
            rows.append(f"{day}T{hour:02}:00, phone, en, {volume}, 240")
            rows.append(f"{day}T{hour:02}:00, email, en, 2, 360")
    return "\n".join(rows)


def write_centre(folder: Path, **files: str | None) -> Path:
    """Write a minimal input folder and return it.

    Each keyword is a file without its ending (`csrs`, `time_off`, `settings`): a text
    with the header in its first line, spaces around the commas allowed. None leaves a
    default file out. Defaults: settings, csrs, contracts, forecast of the week from
    Monday 2026-05-11.
    """
    texts: dict[str, str | None] = {
        "settings": SETTINGS,
        "csrs": CSRS,
        "contracts": CONTRACTS,
        "forecast": forecast_table(),
        **files,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        if text is None:
            continue
        if name == "settings":
            (folder / "settings.toml").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
            continue
        lines = dedent(text).strip("\n").splitlines()
        tidy = [",".join(cell.strip() for cell in line.split(",")) for line in lines]
        (folder / f"{name}.csv").write_text("\n".join(tidy) + "\n", encoding="utf-8")
    return folder
