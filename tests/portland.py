"""Portland's inputs, the largest that tests read, read once in each process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from scheduler.domain.scenario import Scenario
from scheduler.loading import load

INPUTS = Path(__file__).parents[1] / "inputs"


@cache
def portland(week: date | None = None) -> Scenario:
    """The scenario of `inputs/`, for the week of a date or the first one of its forecast."""
    return load(INPUTS, week=week)
