"""Contacts of the past and contacts expected, by interval of local wall clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Observed:
    """What one interval of history.csv reports; `start` is local, without an offset."""

    start: datetime
    channel: str
    language: str
    offered: float
    abandoned: float
    aht_s: float


@dataclass(frozen=True)
class Expected:
    """What one interval of a forecast promises; `start` is local, without an offset."""

    start: datetime
    channel: str
    language: str
    volume: float
    aht_s: float
