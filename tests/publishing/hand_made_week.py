"""Three people with a week that was rostered by hand: nothing has to be searched for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.small_centres import MONDAY, SETTINGS, forecast_table, write_centre

# Eight hours paid, a meal between the third and the fifth, two rests, from 8:00 or from 8:30.
EARLY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
LATE = "08:30 phone 10:30 rest 10:45 phone 12:30 meal 13:00 phone 15:00 rest 15:15 phone 17:00"
SHORT = "08:00 phone 10:15 rest 10:30 phone 13:00"  # five hours, part-time
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def centre(folder: Path, **files: str | None) -> Path:
    """The input folder: phones alone, two weeks of forecast."""
    settings = SETTINGS.replace("[solve]", "[simulation]\nreplications = 10\n\n[solve]")
    tables: dict[str, str | None] = {
        "settings": settings,
        "forecast": forecast_table(MONDAY, days=12, volume=8),
    }
    return write_centre(folder / "inputs", **{**tables, **files})


def week(**changes: Mapping[str, str | None]) -> str:
    """roster.csv: c01 and c02 early from Monday to Friday, c03 short from Monday to Thursday.

    `c02={"tue": LATE}` replaces a day, None takes it away.
    """
    usual: dict[str, dict[str, str | None]] = {
        "c01": dict.fromkeys(DAYS[:5], EARLY),
        "c02": dict.fromkeys(DAYS[:5], EARLY),
        "c03": dict.fromkeys(DAYS[:4], SHORT),
    }
    rows = ["csr_id,start,end,activity,paid"]
    for csr_id, days in usual.items():
        own = {**days, **changes.get(csr_id, {})}
        for number, day in enumerate(DAYS):
            if own.get(day):
                rows += _rows(csr_id, 11 + number, str(own[day]))
    return "\n".join(rows) + "\n"


def _rows(csr_id: str, day: int, text: str) -> list[str]:
    words = text.split()
    times, activities = words[0::2], words[1::2]
    return [
        f"{csr_id},2026-05-{day}T{start}:00-07:00,2026-05-{day}T{end}:00-07:00,{activity},"
        f"{'false' if activity == 'meal' else 'true'}"
        for start, activity, end in zip(times, activities, times[1:], strict=False)
    ]
