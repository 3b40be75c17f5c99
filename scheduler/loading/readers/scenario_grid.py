"""A file of scenarios or a grid: TOML or CSV to a list of what each scenario changes.

Keys are checked before anything runs: one that is unknown is named with its line, and only
its scenario is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from scheduler.domain.sweep import WhatIf
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace, listed, nearest, shown
from scheduler.loading.readers.keys_file import key_at, parsed
from scheduler.loading.readers.sources import CsvFile, read_text
from scheduler.loading.readers.toml_lines import KeyPath, TomlLines, key_lines
from scheduler.loading.schema.settings_keys import SettingsKeys

VOLUME, HANDLING, WAGES, PEOPLE, HOURS = "volume", "handling_time", "wages", "people", "hours"
OWN = (VOLUME, HANDLING, WAGES, f"{PEOPLE}.<contract>", f"{HOURS}.<channel>")
TABLES = ("base", "grid", "scenario")
MOST = 10_000  # scenarios of one file

Flat = dict[KeyPath, Any]


def read_grid(path: Path) -> list[WhatIf]:
    """Every scenario of the file, sound or with its faults. Raises InputFaults for the file."""
    findings = FaultList()
    file = path.name
    found: list[WhatIf] = []
    if not path.is_file():
        findings.fault(
            SourcePlace(str(path), 1), "file", "found no such file", "a TOML or CSV file"
        )
    elif path.suffix.lower() == ".csv":
        found = list(_of_csv(CsvFile(path, file), findings))
    else:
        found = list(_of_toml(path, file, findings))
    if not found and not findings.faults:
        findings.fault(SourcePlace(file, 1), "file", "found no scenario", "at least one")
    names = [one.name for one in found]
    for one in found:
        if names.count(one.name) > 1:
            place = SourcePlace(file, int(one.source.rpartition(":")[2] or 1))
            findings.fault(place, "scenario", f"found {shown(one.name)} twice", "each name once")
    if findings.faults:
        raise InputFaults(findings.faults)
    return found


def _of_toml(path: Path, file: str, findings: FaultList) -> Iterator[WhatIf]:
    """`[scenario.<name>]` tables as they are, and every combination of the lists of `[grid]`."""
    text = read_text(path, file, findings)
    raw = None if text is None else parsed(text, file, findings)
    if text is None or raw is None:
        return
    lines = key_lines(text)
    for table in raw:
        if table not in TABLES:
            place = SourcePlace(file, lines.line((table,)))
            known = listed(TABLES) + nearest(table, TABLES)
            findings.fault(place, table, f"found the unknown table {shown(table)}", known)
    if findings.faults:
        return
    base = dict(_flat(raw.get("base", {}), ("base",)))
    for name, keys in raw.get("scenario", {}).items():
        own = dict(_flat(keys, ("scenario", name)))
        yield _what_if(name, {**base, **own}, file, lines, ("scenario", name))
    grid = dict(_flat(raw.get("grid", {}), ("grid",)))
    yield from _grid(base, grid, file, lines, findings)


def _grid(
    base: Flat, grid: Flat, file: str, lines: TomlLines, findings: FaultList
) -> Iterator[WhatIf]:
    choices = {key: value if isinstance(value, list) else [value] for key, value in grid.items()}
    number = 1
    for values in choices.values():
        number *= len(values)
    if number > MOST:
        place = SourcePlace(file, lines.line(("grid",)))
        findings.fault(place, "grid", f"found {number:,} scenarios", f"at most {MOST:,}")
        return
    if not choices:
        return
    for chosen in product(*choices.values()):
        own = dict(zip(choices, chosen, strict=True))
        name = ", ".join(f"{_named(key)}={_said(value)}" for key, value in own.items())
        yield _what_if(name, {**base, **own}, file, lines, ("grid",))


def _named(key: KeyPath) -> str:
    """The shortest name of a key: its last parts, without the table."""
    parts = [str(part) for part in key[1:]]
    return ".".join(parts[-2:] if len(parts) > 2 else parts)


def _said(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _flat(tree: Any, before: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Values by their whole path; a list is a value."""
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            yield from _flat(value, (*before, *str(name).split(".")))
    else:
        yield before, tree


def _what_if(name: str, keys: Flat, file: str, lines: TomlLines, home: KeyPath) -> WhatIf:
    """Values by dotted key; a fault for each that nothing knows."""
    changes, faults = {}, []
    for path, value in keys.items():
        start = 2 if path[0] == "scenario" else 1
        key = ".".join(map(str, path[start:]))
        changes[key] = value
        fault = key_fault(key, value)
        if fault:
            faults.append(f"{file}:{_line(lines, path, key, start)}: {key}: {fault}")
    return WhatIf(name, changes, f"{file}:{lines.line(home)}", tuple(faults))


def _line(lines: TomlLines, path: KeyPath, key: str, start: int) -> int:
    """A key may be written in parts, or in one piece in quotes."""
    quoted = (*path[:start], key)
    return lines.lines.get(quoted) or lines.line(path)


def _of_csv(source: CsvFile, findings: FaultList) -> Iterator[WhatIf]:
    """A scenario a row, a key a column; empty cells change nothing."""
    rows = source.lines(findings)
    header = next(rows, None)
    if header is None:
        return
    line, names = header
    if not names or names[0] != "scenario":
        found = f"found {shown(names[0] if names else '')}"
        findings.fault(source.place(line), "header", found, "`scenario` as the first column")
        return
    for line, cells in rows:
        if len(cells) != len(names):
            found = f"found {len(cells)} cells"
            findings.fault(source.place(line), "row", found, f"{len(names)}, as the header has")
            continue
        changes = {key: _value(key, c) for key, c in zip(names[1:], cells[1:], strict=True) if c}
        faults = [
            f"{source.file}:{line}: {key}: {fault}"
            for key, value in changes.items()
            if (fault := key_fault(key, value))
        ]
        yield WhatIf(cells[0], changes, f"{source.file}:{line}", tuple(faults))


def _value(key: str, cell: str) -> Any:
    """A number, yes or no, or a text, as the key wants it."""
    field = key_at(SettingsKeys, key.split(".")).field
    if field is not None and "str" in str(field.annotation):
        return cell
    if cell.lower() in ("true", "false"):
        return cell.lower() == "true"
    if re.fullmatch(r"[+-]?\d+", cell):
        return int(cell)
    try:
        return float(cell)
    except ValueError:
        return cell


def key_fault(key: str, value: Any) -> str:
    """What is wrong with a key or with a value of our own keys; nothing where all is well."""
    first, _, rest = key.partition(".")
    if key in (VOLUME, HANDLING, WAGES):
        sound = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1000
        return "" if sound else f"found {shown(value)}, allowed: a number above 0 to 1,000"
    if first == PEOPLE and rest:
        try:
            int(str(value))
        except ValueError:
            return f"found {shown(value)}, allowed: a whole number of people, as +2 or -1"
        return ""
    if first == HOURS and rest:
        return "" if hours_of(value) else f"found {shown(value)}, allowed: {HOURS_ALLOWED}"
    found = key_at(SettingsKeys, key.split("."))
    if found.field is None or isinstance(value, Mapping):
        known = [*found.known, *OWN] if first == key else list(found.known)
        last = key.rpartition(".")[2]
        text = listed(known, limit=30) + nearest(last, known)
        return f"found the unknown key {shown(key)}, allowed: {text}"
    return ""


HOURS_ALLOWED = (
    "days and hours joined by `;`, as `mon-fri 08:00-17:00; sat 09:00-12:00` or `daily "
    "07:00-20:00`, two openings of a day by a comma"
)
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours_of(text: Any) -> dict[str, str] | None:
    """Hours by weekday of `mon-fri 08:00-17:00; sat 09:00-12:00`; None of anything else."""
    found: dict[str, str] = {}
    for part in str(text).split(";"):
        match = re.fullmatch(rf"([a-z]+)(?:-([a-z]+))? +({_SPAN}(?:, *{_SPAN})*)", part.strip())
        if match is None:
            return None
        first, last, hours = match.groups()
        if first == "daily" and last is None:
            first, last = WEEK[0], WEEK[-1]
        if first not in WEEK or (last or first) not in WEEK:
            return None
        days = WEEK[WEEK.index(first) : WEEK.index(last or first) + 1]
        found.update(dict.fromkeys(days, hours))
    return found
