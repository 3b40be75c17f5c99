"""settings.toml, checked key by key; every key knows its line."""

from __future__ import annotations

import copy
import re
import tomllib
from dataclasses import dataclass
from typing import Any, get_args
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from scheduler.loading.faults import FaultList, SourcePlace, listed, nearest, shown
from scheduler.loading.readers.sources import InputSource, RawSettings
from scheduler.loading.readers.toml_lines import KeyPath, TomlLines, key_lines
from scheduler.loading.schema.fields import allowed
from scheduler.loading.schema.import_keys import FormatName
from scheduler.loading.schema.settings_keys import SettingsKeys

FILE = "settings.toml"


@dataclass(frozen=True)
class SettingsFile:
    """The valid keys, and the place of each."""

    keys: SettingsKeys
    lines: TomlLines
    file: str = FILE

    def place(self, *path: str | int) -> SourcePlace:
        return SourcePlace(self.file, self.lines.line(path))

    def sources(self, table: str) -> dict[str, str]:
        """`settings.toml:LINE` of each key that the table sets."""
        return {
            str(path[1]): str(SourcePlace(self.file, line))
            for path, line in self.lines.lines.items()
            if len(path) == 2 and path[0] == table
        }


def read_settings(source: InputSource, findings: FaultList) -> SettingsFile | None:
    """The settings without their faulty keys; None when too little is left."""
    raw = source.settings(findings)
    if raw is None:
        return None
    sound = _without_faults(raw, findings)
    try:
        settings = SettingsFile(SettingsKeys.model_validate(sound), raw.lines, raw.file)
    except ValidationError:
        return None
    _check_values(settings, findings)
    return settings


def read_toml(text: str, findings: FaultList) -> RawSettings | None:
    """The keys of a settings.toml and their lines, not yet checked; None with a fault."""
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        findings.fault(_toml_place(error, text), "syntax", f"found {error}", "TOML 1.0")
        return None
    return RawSettings(FILE, raw, key_lines(text))


def _toml_place(error: Exception, text: str) -> SourcePlace:
    match = re.search(r"at line (\d+)", str(error))
    return SourcePlace(FILE, int(match[1]) if match else text.count("\n") + 1)


def _without_faults(raw: RawSettings, findings: FaultList) -> dict[str, Any]:
    """The raw settings less what is faulty, each with its fault."""
    left = copy.deepcopy(raw.keys)
    try:
        SettingsKeys.model_validate(raw.keys)
    except ValidationError as error:
        for one in error.errors():
            path = _written_path(raw.keys, one["loc"])
            _fault(raw, path, one["type"], findings)
            _remove(left, path)
    return left


def _written_path(raw: Any, loc: tuple[int | str, ...]) -> KeyPath:
    """The part of pydantic's location that leads through the file (or one step beyond)."""
    path: list[str | int] = []
    for part in loc:
        if part == "[key]":
            break
        path.append(part)
        try:
            raw = raw[part]
        except (KeyError, IndexError, TypeError):
            break
    return tuple(path)


def _fault(raw: RawSettings, path: KeyPath, kind: str, findings: FaultList) -> None:
    place, dotted = SourcePlace(raw.file, raw.lines.line(path)), _dotted(path)
    if kind == "missing":
        info = _field(path)
        findings.fault(place, dotted, "found no such key", allowed(info) if info else "a value")
        return
    value: Any = raw.keys
    for part in path:
        value = value[part]
    if kind == "extra_forbidden":
        known = _siblings(path)
        findings.fault(
            place,
            dotted,
            f"found the unknown key {shown(path[-1])}",
            listed(known, limit=30) + nearest(str(path[-1]), known),
        )
        return
    info = _field(path)
    text = allowed(info) if info else "a table of keys"
    if len(path) == 2 and path[0] in ("opening", "service") and isinstance(value, dict):
        text = "a channel of letters, digits, `_`, `-` and `.`, up to 64"
        value = path[1]
    if len(path) == 2 and path[0] == "imports" and isinstance(value, dict):
        names = get_args(FormatName)
        text = f"a format, one of {listed(names)}{nearest(str(path[1]), names)}"
        value = path[1]
    found = "a table" if isinstance(value, dict) else shown(value)
    if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
        found += " in quotes, a text"
    findings.fault(place, dotted, f"found {found}", text)


def _dotted(path: KeyPath) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _walk(path: KeyPath) -> tuple[type[BaseModel] | None, FieldInfo | None]:
    """The model that holds the last part of the path, and that part's field."""
    model: type[BaseModel] | None = SettingsKeys
    info: FieldInfo | None = None
    for part in path:
        if isinstance(part, int) or model is None:
            continue
        if info is not None and "dict" in str(info.annotation):
            if _inner(info.annotation) is not None:
                info = None  # the channel's name stands between its table and its keys
            continue
        info = model.model_fields.get(part)
        inner = _inner(info.annotation) if info else None
        if inner is not None and part != path[-1]:
            model = inner
    return model, info


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        if (found := _inner(part)) is not None:
            return found
    return None


def _field(path: KeyPath) -> FieldInfo | None:
    return _walk(path)[1]


def _siblings(path: KeyPath) -> list[str]:
    model = _walk(path)[0]
    return list(model.model_fields) if model else []


def _remove(tree: Any, path: KeyPath) -> None:
    """Take a key out; the whole list where the path leads into one."""
    depth = next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))
    for part in path[: depth - 1]:
        if not isinstance(tree, dict) or part not in tree:
            return
        tree = tree[part]
    if isinstance(tree, dict):
        tree.pop(path[depth - 1], None)


def _check_values(settings: SettingsFile, findings: FaultList) -> None:
    """What one key must be because of another."""
    centre = settings.keys.centre
    try:
        ZoneInfo(centre.timezone)
    except (OSError, ValueError, KeyError):
        findings.fault(
            settings.place("centre", "timezone"),
            "centre.timezone",
            f"found {shown(centre.timezone)}",
            "an IANA time zone, as America/Los_Angeles"
            + nearest(centre.timezone, available_timezones()),
        )
    if centre.interval_minutes % centre.slot_minutes:
        findings.fault(
            settings.place("centre", "slot_minutes"),
            "centre.slot_minutes",
            f"found {centre.slot_minutes}",
            f"a part of interval_minutes = {centre.interval_minutes}",
        )
    for table in ("breaks", "meal_windows"):
        entries = getattr(settings.keys.labour, table)
        _check_order(settings, table, [e.up_to_minutes for e in entries], findings)
    for at, window in enumerate(settings.keys.labour.meal_windows):
        if window.from_minutes >= window.to_minutes:
            findings.fault(
                settings.place("labour", "meal_windows", at),
                f"labour.meal_windows[{at}].to_minutes",
                f"found {window.to_minutes}",
                f"more than from_minutes = {window.from_minutes}",
            )


def _check_order(
    settings: SettingsFile, table: str, limits: list[int], findings: FaultList
) -> None:
    for at in range(1, len(limits)):
        if limits[at] <= limits[at - 1]:
            findings.fault(
                settings.place("labour", table, at),
                f"labour.{table}[{at}].up_to_minutes",
                f"found {limits[at]}",
                f"more than the entry before, {limits[at - 1]}",
            )
