"""The inputs of each scenario: the folder's files, with its changes made in them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import scheduler
from scheduler.domain.sweep import CaseOptions, SweepCase, WhatIf
from scheduler.loading.readers.input_folder import NAMES, WORKBOOKS
from scheduler.loading.readers.scenario_grid import (
    HANDLING,
    HOURS,
    PEOPLE,
    VOLUME,
    WAGES,
    hours_of,
)
from scheduler.pipeline.sweep.sweep_hours import moved

SETTINGS, FORECAST = "settings.toml", "forecast.csv"
COUNTS: dict[str, tuple[str, ...]] = {
    "forecast.csv": ("volume",),
    "history.csv": ("offered", "abandoned"),
    "volumes.csv": ("volume",),
}
OF_PERSONS = ("time_off.csv", "availability.csv", "requests.csv", "pins.csv", "previous_roster.csv",
              "request_history.csv")  # fmt: skip
Rows = list[dict[str, str]]


def files_of(inputs: Path) -> dict[str, bytes]:
    """The files of an input folder that a roster depends on."""
    names = (*NAMES, *WORKBOOKS)
    return {name: (inputs / name).read_bytes() for name in names if (inputs / name).is_file()}


def case_of(what: WhatIf, files: Mapping[str, bytes], options: CaseOptions) -> SweepCase:
    """The scenario with its files. Raises ValueError with words where a change cannot be made."""
    changed = _changed(files, what.changes)
    digest = hashlib.sha256()
    for name, data in sorted(changed.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    digest.update(json.dumps(asdict(options), sort_keys=True).encode())
    digest.update(scheduler.__version__.encode())
    return SweepCase(what.name, changed, options, digest.hexdigest()[:16])


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Files into a folder that is there."""
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _changed(files: Mapping[str, bytes], changes: Mapping[str, Any]) -> dict[str, bytes]:
    found = dict(files)
    for key in changes:
        _check_tables(found, key)
    settings = tomllib.loads(found[SETTINGS].decode("utf-8-sig"))
    for key, value in changes.items():
        first, _, rest = key.partition(".")
        if key in (VOLUME, HANDLING, WAGES):
            _multiply(found, key, float(value))
        elif first == PEOPLE and rest:
            _staff(found, rest, int(str(value)))
        elif first == HOURS and rest:
            settings.setdefault("opening", {})[rest] = dict(hours_of(value) or {})
            _move(found, rest, settings)
        else:
            _set(settings, key.split("."), value)
    if any(key.partition(".")[0] not in (VOLUME, HANDLING, WAGES, PEOPLE) for key in changes):
        found[SETTINGS] = toml_text(settings).encode()
    return found


def _check_tables(files: Mapping[str, bytes], key: str) -> None:
    """A change of a table is made in its CSV file. Raises ValueError for a workbook."""
    first = key.partition(".")[0]
    tables = {
        VOLUME: tuple(COUNTS), HANDLING: tuple(COUNTS), WAGES: ("csrs.csv",),
        PEOPLE: ("csrs.csv", "meetings.csv", *OF_PERSONS), HOURS: (FORECAST,),
    }.get(first, ())  # fmt: skip
    for name in tables:
        book = name.replace(".csv", ".xlsx")
        if book in files:
            raise ValueError(f"{key}: found {book}, allowed: {name}, which this changes")


def _move(files: dict[str, bytes], channel: str, settings: Mapping[str, Any]) -> None:
    """Contacts of hours that close come in those that are open; work that waits is not moved."""
    waits = settings.get("service", {}).get(channel, {}).get("model") == "deferrable"
    if FORECAST in files and not waits:
        head, rows = _table(files[FORECAST])
        files[FORECAST] = _text(head, moved(rows, channel, settings["opening"][channel]))


def _set(tree: dict[str, Any], path: list[str], value: Any) -> None:
    for part in path[:-1]:
        tree = tree.setdefault(part, {})
    tree[path[-1]] = value


def _multiply(files: dict[str, bytes], key: str, times: float) -> None:
    columns: dict[str, tuple[str, ...]] = dict.fromkeys(COUNTS, ("aht_s",))
    if key == VOLUME:
        columns = COUNTS
    elif key == WAGES:
        columns = {"csrs.csv": ("hourly_rate",)}
    for name, own in columns.items():
        if name not in files:
            continue
        head, rows = _table(files[name])
        for row in rows:
            for column in own:
                if row.get(column):
                    row[column] = f"{float(row[column]) * times:.6g}"
        files[name] = _text(head, rows)


def _staff(files: dict[str, bytes], contract: str, change: int) -> None:
    """People of a contract more or fewer: copies of those at the front, or the last ones gone."""
    head, rows = _table(files["csrs.csv"])
    own = [row for row in rows if row.get("contract") == contract]
    queues = [row for row in own if "supervision" not in row.get("channels", "").split(";")]
    if not queues or len(queues) + change < 0:
        raise ValueError(
            f"people.{contract}: found {change:+d}, allowed: from -{len(queues)} on, as many as "
            "work queues on that contract"
        )
    if change >= 0:
        for number in range(change):
            like = queues[number % len(queues)]
            new = {**like, "csr_id": f"new{number + 1}", "name": f"New {number + 1} ({contract})"}
            rows.append(new)
    else:
        gone = {row["csr_id"] for row in queues[change:]}
        rows = [row for row in rows if row["csr_id"] not in gone]
        _without(files, gone)
    files["csrs.csv"] = _text(head, rows)


def _without(files: dict[str, bytes], gone: set[str]) -> None:
    """Nothing is left that names who has gone: entries of their own, and places in meetings."""
    for name in OF_PERSONS:
        if name in files:
            head, rows = _table(files[name])
            files[name] = _text(head, [row for row in rows if row.get("csr_id") not in gone])
    if "meetings.csv" in files:
        head, rows = _table(files["meetings.csv"])
        kept = []
        for row in rows:
            left = [who for who in row["attendees"].split(";") if who.strip() not in gone]
            people = [who for who in left if who != "all" and not who.startswith("team:")]
            named = row["attendees"].count(";") + 1
            if left and (len(left) == named or len(left) > 1 or not people):
                kept.append({**row, "attendees": ";".join(left)})
        files["meetings.csv"] = _text(head, kept)


def _table(data: bytes) -> tuple[list[str], Rows]:
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    rows = [{key: value or "" for key, value in row.items() if key} for row in reader]
    return [name.strip() for name in reader.fieldnames or ()], rows


def _text(head: list[str], rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, head, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def toml_text(tree: Mapping[str, Any], path: tuple[str, ...] = ()) -> str:
    """Plain TOML of nested dicts: values first, then tables."""
    tables = {name: value for name, value in tree.items() if isinstance(value, Mapping)}
    lines = [f"{_key(n)} = {_toml(v)}" for n, v in tree.items() if n not in tables]
    text = "\n".join(lines) + "\n" if lines else ""
    for name, value in tables.items():
        here = (*path, name)
        text += f"\n[{'.'.join(map(_key, here))}]\n{toml_text(value, here)}"
    return text


def _key(name: str) -> str:
    plain = name.replace("_", "").replace("-", "").isalnum() and name.isascii()
    return name if plain else json.dumps(name)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(k)} = {_toml(v)}' for k, v in value.items())} }}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, str) else repr(value)
