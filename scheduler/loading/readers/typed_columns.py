"""The tables of an input folder as DataFrames with the types of their schema."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from scheduler.loading.faults import FaultList
from scheduler.loading.readers.csv_tables import columns_of
from scheduler.loading.readers.data_frames import NAMES
from scheduler.loading.readers.exports import header_line
from scheduler.loading.readers.history_file import read_known_format
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.loading.readers.settings_file import FILE, read_settings
from scheduler.loading.schema.columns import TABLES
from scheduler.loading.schema.dates_and_times import read_day, read_moment
from scheduler.loading.schema.demand_columns import HistoryRow, TicketRow
from scheduler.loading.schema.demand_keys import ExportKeys, HistoryKeys, TicketKeys
from scheduler.loading.schema.fields import value_types
from scheduler.loading.schema.settings_keys import SettingsKeys
from scheduler.loading.schema.table_row import Columns

WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def typed_frames(source: InputFolder, findings: FaultList) -> dict[str, Any]:
    """`settings` and each table that is there, by the names of `from_frames`."""
    raw = source.settings(findings)
    if raw is None:
        return {}
    settings = read_settings(source, FaultList())
    zone = _zone(settings.keys.centre.timezone if settings else "UTC")
    exports: dict[str, ExportKeys] = {
        HistoryRow.file: settings.keys.history if settings else HistoryKeys(),
        TicketRow.file: settings.keys.tickets if settings else TicketKeys(),
    }
    found: dict[str, Any] = {FILE.removesuffix(".toml"): raw.keys}
    for model in TABLES:
        if model is HistoryRow and settings and settings.keys.history.format != "csv":
            found[NAMES[model.file]] = _known_format(source, settings.keys, zone, findings)
            found[FILE.removesuffix(".toml")]["history"].pop("format")
        elif source.table(model.file).present:
            keys = exports.get(model.file)
            found[NAMES[model.file]] = _frame(source, model, keys, zone, findings)
    return found


def _known_format(
    source: InputFolder, keys: SettingsKeys, zone: ZoneInfo, findings: FaultList
) -> pd.DataFrame:
    """history.csv as a known system exported it, in the plain columns."""
    rows = read_known_format(source, keys, findings).readings
    names = ("start", "channel", "language", "offered", "abandoned", "aht_s")
    frame = pd.DataFrame({name: [getattr(row, name) for row in rows] for name in names})
    return frame.assign(start=_moments(frame["start"], zone)) if rows else frame


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return ZoneInfo("UTC")  # the faulty name is for the check of the settings


def _frame(
    source: InputFolder,
    model: type[Columns],
    keys: ExportKeys | None,
    zone: ZoneInfo,
    findings: FaultList,
) -> pd.DataFrame:
    """One table. Of an export with columns of its own, what stands under its header."""
    delimiter = keys.delimiter if keys else ","
    lines = list(source.table(model.file).lines(findings, delimiter))
    named = _named(keys)
    header = header_line(lines, named) if named and lines else 0
    names = lines[header][1] if lines else []
    rows = [cells for _, cells in lines[header + 1 :]]
    for line, cells in lines[header + 1 :]:
        if len(cells) != len(names):
            found = f"found {len(cells)} cells"
            allowed = f"{len(names)}, as many as the header has"
            findings.fault(source.table(model.file).place(line), "row", found, allowed)
    if findings.faults:
        return pd.DataFrame()
    frame = pd.DataFrame(rows, columns=names, dtype="string").replace("", pd.NA)
    if named or not frame.columns.is_unique:
        return frame
    known = columns_of(model)
    typed = {
        name: _typed(frame[name], known[name].annotation, zone) if name in known else frame[name]
        for name in names
    }
    return pd.DataFrame(typed, index=frame.index)


def _named(keys: ExportKeys | None) -> dict[str, tuple[str, ...]]:
    """Columns that the settings name, by target."""
    columns = getattr(keys, "columns", None)
    return {target: names for target, names in dict(columns or {}).items() if names}


def _typed(texts: pd.Series[Any], annotation: Any, zone: ZoneInfo) -> pd.Series[Any]:
    """The column in the type of its schema; as it is where a cell is none of that type."""
    kinds = value_types(annotation)
    try:
        if bool in kinds:
            return _each(texts, lambda text: WORDS[text.lower()]).astype("boolean")
        if datetime in kinds:
            return _moments(_each(texts, read_moment), zone)
        if date in kinds:
            return pd.to_datetime(_each(texts, read_day)).dt.as_unit("us")
        if float in kinds:
            return _each(texts, _number).astype("float64")
        # Clocks, weekdays and periods are whole numbers to the program and texts to people
        if int in kinds and texts.dropna().str.fullmatch(r"[+-]?\d+").all():
            return _each(texts, int).astype("Int64")
    except (KeyError, ValueError, OverflowError):
        pass
    return texts


def _number(text: str) -> float:
    """A number; `nan` is a text, which an empty cell would hide. Raises ValueError."""
    number = float(text)
    if math.isnan(number):
        raise ValueError(text)
    return number


def _each(texts: pd.Series[Any], read: Callable[[str], Any]) -> pd.Series[Any]:
    """Each cell that is not empty, read. Raises what `read` does."""
    known = {text: read(text) for text in texts.dropna().unique()}
    values = [known.get(text) for text in texts.tolist()]
    return pd.Series(values, index=texts.index, dtype=object)


def _moments(moments: pd.Series[Any], zone: ZoneInfo) -> pd.Series[Any]:
    """Wall clock where no time has an offset, in the centre's zone where all have one.

    Raises ValueError where only some have.
    """
    aware = {moment.tzinfo is not None for moment in moments.dropna()}
    if len(aware) == 2:
        raise ValueError("times with and without an offset")
    if aware == {True}:
        return pd.to_datetime(moments, utc=True).dt.tz_convert(zone).dt.as_unit("us")
    return pd.to_datetime(moments).dt.as_unit("us")
