"""A folder of inputs to a scenario, and every fault of one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scheduler.domain.scenario import Scenario
from scheduler.loading.checked import checked
from scheduler.loading.faults import Fault, FaultList, InputFaults
from scheduler.loading.load_frames import from_frames
from scheduler.loading.readers.input_folder import InputFolder

# A Scenario is plain data and knows no reader: the one for DataFrames is put there by us.
Scenario.from_frames = staticmethod(from_frames)


def load(
    folder: Path | str,
    week: date | None = None,
    published: Path | None = None,
    news: Path | None = None,
) -> Scenario:
    """The scenario of an input folder, checked.

    `week` is any day of the week asked for; without it the first week of forecast.csv,
    else the first full week after history.csv ends. `published` is a folder whose
    roster.csv was handed out: of this week, or of weeks before. `news` is a file of what has
    been told since, that of `published` without it.

    Raises InputFaults with every fault of every file.
    """
    return checked(InputFolder(Path(folder)), week, published, FaultList(), news)


def check(folder: Path, week: date | None = None, published: Path | None = None) -> list[Fault]:
    """Every fault of an input folder, sorted by file and line; empty when it is sound."""
    try:
        load(folder, week, published)
    except InputFaults as found:
        return found.faults
    return []
