"""New lines in settings.toml: everything else in it stays as it is, comments included."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

Path = tuple[str, ...]


class NotEdited(ValueError):
    """The text could not be changed without changing more; `lines` are for the user to add."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = list(lines)


def with_keys(text: str, table: Path, keys: Mapping[str, Any], comment: str = "") -> str:
    """The text with these keys in a table; tables inside it as tables of their own.

    A key that is there is replaced, a table that is not is put at the end, below `comment`.
    Raises NotEdited where the result would not be the old settings with just these keys.
    """
    wanted = tomllib.loads(text)
    place = wanted
    for part in table:
        place = place.setdefault(part, {})
    lines = text.splitlines()
    for key, value in sorted(keys.items(), key=lambda pair: isinstance(pair[1], Mapping)):
        if isinstance(value, Mapping):
            place[key] = {**place.get(key, {}), **value}
            inline = _statement(lines, table, key)
            if inline is not None:
                lines[inline[0] : inline[1]] = [f"{_key(key)} = {written(place[key])}"]
            else:
                for name, inner in value.items():
                    lines = _put(lines, (*table, key), name, inner, comment)
        else:
            place[key] = value
            lines = _put(lines, table, key, value, comment)
    edited = "\n".join(lines) + "\n"
    try:
        same = tomllib.loads(edited) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise NotEdited(_as_lines(table, keys))
    return edited


def _put(lines: list[str], table: Path, key: str, value: Any, comment: str) -> list[str]:
    new = f"{_key(key)} = {written(value)}"
    if (span := _statement(lines, table, key)) is not None:
        kept = _comment_of(lines[span[1] - 1]) if span[1] == span[0] + 1 else ""
        return [*lines[: span[0]], new + kept, *lines[span[1] :]]
    header = next((row for row, line in enumerate(lines) if _header(line) == table), None)
    if header is not None:
        end = _end_of_table(lines, header)
        return [*lines[:end], new, *lines[end:]]
    head = [f"[{'.'.join(map(_key, table))}]"]
    above = [] if any((_header(line) or ())[:2] == table[:2] for line in lines) else [comment]
    gap = [""] if lines and lines[-1].strip() else []
    return [*lines, *gap, *(f"# {text}" for text in above if text), *head, new]


def _header(line: str) -> Path | None:
    """The table that a line opens."""
    if not re.match(r"\s*\[(?!\[)", line):
        return None
    try:
        tree = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    found: list[str] = []
    while tree:
        [(name, tree)] = tree.items()
        found.append(name)
    return tuple(found)


def _end_of_table(lines: list[str], header: int) -> int:
    """The line behind the table's last key."""
    end = row = header + 1
    while row < len(lines) and not re.match(r"\s*\[", lines[row]):
        stop = _end_of_statement(lines, row)
        if lines[row].strip() and not lines[row].lstrip().startswith("#"):
            end = stop
        row = stop
    return end


def _end_of_statement(lines: list[str], row: int) -> int:
    """The line behind a statement, which may go over several."""
    for end in range(row + 1, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[row:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return row + 1


def _statement(lines: list[str], table: Path, key: str) -> tuple[int, int] | None:
    """First line and the line behind a key of a table, None where it is not there."""
    row = 0
    here: Path = ()
    while row < len(lines):
        if (found := _header(lines[row])) is not None:
            here, row = found, row + 1
            continue
        end = _end_of_statement(lines, row)
        if here == table:
            try:
                tree = tomllib.loads("\n".join(lines[row:end]))
            except tomllib.TOMLDecodeError:
                tree = {}
            if key in tree:
                return row, end
        row = end
    return None


def _comment_of(line: str) -> str:
    """The comment behind a value, with the spaces before it."""
    for at in (found.start() for found in re.finditer(r"\s*#", line)):
        try:
            tomllib.loads(line[:at])
        except tomllib.TOMLDecodeError:
            continue
        return line[at:]
    return ""


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_\-]+", name) else written(name)


def written(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {written(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else repr(value)


def _as_lines(table: Path, keys: Mapping[str, Any]) -> list[str]:
    return [
        f"[{'.'.join(map(_key, table))}]",
        *(f"{_key(key)} = {written(value)}" for key, value in keys.items()),
    ]
