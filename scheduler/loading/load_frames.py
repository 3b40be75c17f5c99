"""A Scenario from DataFrames, and the DataFrames of an input folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from scheduler.domain.scenario import Scenario
from scheduler.loading.checked import checked
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace, listed, nearest, shown
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.loading.schema.dates_and_times import FIRST_YEAR, LAST_YEAR, read_day

if TYPE_CHECKING:
    import pandas as pd


class InputTables(TypedDict, total=False):
    """The frames of `from_frames`, each with the columns of the CSV file of its name."""

    csrs: pd.DataFrame | None
    contracts: pd.DataFrame | None
    forecast: pd.DataFrame | None
    history: pd.DataFrame | None
    tickets: pd.DataFrame | None
    volumes: pd.DataFrame | None
    profile: pd.DataFrame | None
    events: pd.DataFrame | None
    handling_times: pd.DataFrame | None
    meetings: pd.DataFrame | None
    time_off: pd.DataFrame | None
    availability: pd.DataFrame | None
    requests: pd.DataFrame | None
    pins: pd.DataFrame | None
    previous_roster: pd.DataFrame | None
    request_history: pd.DataFrame | None
    pay_classes: pd.DataFrame | None
    fte_plan: pd.DataFrame | None


def from_frames(
    settings: Mapping[str, Any] | Path | str,
    week: date | str | None = None,
    **tables: Unpack[InputTables],
) -> Scenario:
    """A checked Scenario from DataFrames instead of files.

    Each table is a keyword, with the columns, units and defaults of its CSV file (see
    `docs/file-formats.md`): `csrs`, `contracts` and one of `forecast` and `history` are
    required; `meetings`, `time_off`, `availability`, `requests`, `pins`, `previous_roster`,
    `request_history`, `pay_classes`, `fte_plan`, `tickets`, `volumes`, `profile`, `events` and
    `handling_times` are optional.
    Cells may be texts as in the files or values: numbers, booleans, dates, times of day,
    datetimes (wall clock of the centre, or with a time zone), and lists or sets where the
    file joins names by `;`.

    Parameters
    ----------
    settings
        A nested dict with the keys of settings.toml, a path to such a file, or its text.
    week
        Any day of the week to roster. Default: the first week of `forecast`, else the first
        full week after `history` ends.

    Raises
    ------
    InputFaults
        With every fault of every frame, each `frame: row LABEL: column: found, allowed`,
        where LABEL is the row's index label.
    """
    from scheduler.loading.readers.data_frames import NAMES, SETTINGS, InputFrames

    names = {**NAMES, "settings.toml": SETTINGS} if isinstance(settings, Mapping) else NAMES
    findings = FaultList(frames=names)
    frames = _frames(tables, NAMES, findings)
    day = _day(week, findings)
    return checked(InputFrames(settings, frames), day, None, findings)


def _frames(
    tables: Mapping[str, Any], names: Mapping[str, str], findings: FaultList
) -> dict[str, pd.DataFrame]:
    """The frames by file name; faults for what is no frame and for unknown names."""
    import pandas as pd

    files = {name: file for file, name in names.items()}
    found = {}
    for name, table in tables.items():
        if name not in files:
            known = listed(sorted(files), limit=20) + nearest(name, files)
            findings.fault(SourcePlace(name, 0), "frame", "found an unknown frame", known)
        elif isinstance(table, pd.DataFrame):
            found[files[name]] = table
        elif table is not None:
            kind = f"found {type(table).__name__}"
            findings.fault(SourcePlace(name, 0), "frame", kind, "a pandas DataFrame")
    return found


def _day(week: date | str | None, findings: FaultList) -> date | None:
    if isinstance(week, datetime):
        return week.date()
    if isinstance(week, str):
        try:
            return read_day(week)
        except ValueError:
            allowed = f"a date from {FIRST_YEAR} to {LAST_YEAR}, as 2026-05-11"
            findings.fault(SourcePlace("week", 0), "week", f"found {shown(week)}", allowed)
            return None
    return week


def frames_of(folder: Path | str) -> dict[str, Any]:
    """The inputs of a folder as a dict for `Scenario.from_frames(**frames)`.

    `settings` is the nested dict of settings.toml; every CSV file that is there is a
    DataFrame under its name without the ending. Columns have the type of their schema:
    Int64, float64, boolean, datetime64 (without a time zone where the file has wall clock
    times) and string; a column with a cell that is none of its type stays string. Exports
    whose columns are named in the settings stay texts.

    Raises
    ------
    InputFaults
        Where a file cannot be read. What the files say is not checked here.
    """
    from scheduler.loading.readers.typed_columns import typed_frames

    findings = FaultList()
    source = InputFolder(Path(folder))
    frames = {} if source.missing(findings) else typed_frames(source, findings)
    if findings.faults:
        raise InputFaults(findings.faults)
    return frames
