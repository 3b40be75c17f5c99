"""settings.toml, checked key by key; every key knows its line."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, get_args
from zoneinfo import ZoneInfo, available_timezones

from pydantic import ValidationError

from scheduler.loading.faults import FaultList, SourcePlace, listed, nearest, shown
from scheduler.loading.readers.keys_file import FaultyKey, key_fault, parsed, written_path
from scheduler.loading.readers.sources import InputSource, RawSettings
from scheduler.loading.readers.toml_lines import KeyPath, TomlLines, key_lines
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
    raw = parsed(text, FILE, findings)
    return None if raw is None else RawSettings(FILE, raw, key_lines(text))


def _without_faults(raw: RawSettings, findings: FaultList) -> dict[str, Any]:
    """The raw settings less what is faulty, each with its fault."""
    left = copy.deepcopy(raw.keys)
    try:
        SettingsKeys.model_validate(raw.keys)
    except ValidationError as error:
        for one in error.errors():
            path = written_path(raw.keys, one["loc"])
            key = FaultyKey(raw.keys, path, SettingsKeys, one["type"])
            key_fault(key, SourcePlace(raw.file, raw.lines.line(path)), findings, _a_name(path))
            _remove(left, path)
    return left


def _a_name(path: KeyPath) -> str | None:
    """What a name that the centre itself gives to a table may be; None of the other keys."""
    if len(path) != 2:
        return None
    if path[0] in ("opening", "service"):
        return "a channel of letters, digits, `_`, `-` and `.`, up to 64"
    if path[0] == "imports":
        names = get_args(FormatName)
        return f"a format, one of {listed(names)}{nearest(str(path[1]), names)}"
    return None


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
