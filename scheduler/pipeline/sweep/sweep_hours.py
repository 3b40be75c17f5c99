"""Contacts of a forecast after a channel's hours have changed: nobody stops calling."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from scheduler.loading.readers.scenario_grid import WEEK

Rows = list[dict[str, str]]


def moved(rows: Rows, channel: str, hours: Mapping[str, Any]) -> Rows:
    """The rows of forecast.csv, contacts of closed hours spread over the open ones of the week.

    Each week and language keeps its number; where none of its hours is open, its contacts are
    gone. Work that may wait comes at any hour and is not to be moved.
    """
    open_: dict[int, bool] = {}
    lost: dict[tuple[str, str], float] = {}
    kept: dict[tuple[str, str], float] = {}
    for at, row in enumerate(rows):
        if row["channel"] != channel:
            continue
        start = datetime.fromisoformat(row["start"]).replace(tzinfo=None)
        open_[at] = _is_open(start, hours)
        place = kept if open_[at] else lost
        key = _week(start), row["language"]
        place[key] = place.get(key, 0.0) + float(row["volume"] or 0)
    found: Rows = []
    for at, row in enumerate(rows):
        if at not in open_:
            found.append(row)
        elif open_[at]:
            start = datetime.fromisoformat(row["start"]).replace(tzinfo=None)
            key = _week(start), row["language"]
            times = 1 + lost.get(key, 0.0) / kept[key] if kept[key] else 1.0
            found.append({**row, "volume": f"{float(row['volume'] or 0) * times:.6g}"})
    return found


def _is_open(start: datetime, hours: Mapping[str, Any]) -> bool:
    spans = str(hours.get(WEEK[start.weekday()]) or "").split(",")
    at = start.strftime("%H:%M")
    return any(first <= at < last for first, _, last in (s.strip().partition("-") for s in spans))


def _week(start: datetime) -> str:
    return (start.date() - timedelta(days=start.weekday())).isoformat()
