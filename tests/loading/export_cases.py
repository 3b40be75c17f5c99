"""A small export of the past, written with one column changed, and what is read of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.domain.history import Observed
from scheduler.loading import InputFaults
from scheduler.loading.load_demand import load_demand

CENTRE = """
[centre]
name = "Export"
timezone = "America/Los_Angeles"
interval_minutes = 30
[opening.phone]
mon = "08:00-10:00"
tue = "08:00-10:00"
wed = "08:00-10:00"
thu = "08:00-10:00"
fri = "08:00-10:00"
[service.phone]
"""
MONDAY = date(2026, 5, 4)
STARTS = tuple(datetime(2026, 5, 4, 8) + timedelta(minutes=30 * n) for n in range(4))


def read_past(
    folder: Path, history: Iterable[str], settings: str
) -> tuple[tuple[Observed, ...], str]:
    """The past of this history.csv under `[history]` as given, and all warnings in one text."""
    (folder / "settings.toml").write_text(f"{CENTRE}[history]\n{settings}", encoding="utf-8")
    (folder / "history.csv").write_text("\n".join(history) + "\n", encoding="utf-8")
    scenario = load_demand(folder, week=date(2026, 5, 11))
    return scenario.contacts.history, "\n".join(scenario.warnings)


def faults_in(folder: Path, history: Iterable[str], settings: str) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        read_past(folder, history, settings)
    return [str(fault) for fault in caught.value.faults]


def rows_of(cells: Iterable[str], delimiter: str = ",") -> list[str]:
    """A row for each half hour from eight: time, 20 calls, and a handling time as given."""
    header = ["When", "Calls", "Time"]
    lines = zip(STARTS, cells, strict=False)
    return [
        delimiter.join(header),
        *(delimiter.join([f"{start:%Y-%m-%d %H:%M}", "20", cell]) for start, cell in lines),
    ]


COLUMNS = (
    'channel = "phone"\n[history.columns]\nstart = "When"\noffered = "Calls"\naht_s = "Time"\n'
)
