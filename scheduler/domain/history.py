"""Contacts of the past, contacts expected and known events, by local wall clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Observed:
    """What one interval of the history reports; `start` is local, without an offset."""

    start: datetime
    channel: str
    language: str
    offered: float
    abandoned: float
    aht_s: float


@dataclass(frozen=True, slots=True)
class Expected:
    """What one interval of a forecast promises; `start` is local, without an offset."""

    start: datetime
    channel: str
    language: str
    volume: float
    aht_s: float


@dataclass(frozen=True)
class Event:
    """Days, first to last, on which something known happens; no channel means all of them."""

    first: date
    last: date
    name: str
    channel: str = ""
