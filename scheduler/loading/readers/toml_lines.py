"""TOML that remembers the line of every key, for messages such as `settings.toml:41`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

KeyPath = tuple[str | int, ...]

_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL
)


@dataclass(frozen=True)
class TomlLines:
    """Lines of keys, table headers and array elements, by their path.

    `first` is the line of what is not written down.
    """

    lines: dict[KeyPath, int]
    first: int = 1

    def line(self, path: KeyPath) -> int:
        """Line of the path, or of the nearest part of it that is written down."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return self.first


def key_lines(text: str) -> TomlLines:
    """Lines of a text that tomllib has already accepted."""
    scan = _Scan(text)
    while not scan.done:
        scan.statement()
    return TomlLines(scan.lines)


class _Scan:
    """Walks statement by statement; knows just enough grammar to find where keys stand."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.row = text, 0, 1
        self.table: KeyPath = ()
        self.lines: dict[KeyPath, int] = {}

    @property
    def done(self) -> bool:
        return self.at >= len(self.text)

    def statement(self) -> None:
        char = self.text[self.at]
        if char == "#":
            self._skip_comment()
        elif char.isspace():
            self._step()
        elif char == "[":
            row, header = self.row, self._until("\n#")
            self.table = _path(header + "\n")
            self.lines.setdefault(self.table, row)
        else:
            row = self.row
            path = self.table + _path(self._until("=") + "= 0")
            for length in range(len(self.table) + 1, len(path) + 1):
                self.lines.setdefault(path[:length], row)
            self._step()
            self._value(path)

    def _step(self) -> None:
        self.row += self.text[self.at] == "\n"
        self.at += 1

    def _skip_comment(self) -> None:
        while not self.done and self.text[self.at] != "\n":
            self.at += 1

    def _skip_string(self) -> bool:
        match = _STRING.match(self.text, self.at)
        if match is None:
            return False
        self.row += match.group().count("\n")
        self.at = match.end()
        return True

    def _until(self, stops: str) -> str:
        start = self.at
        while not self.done and self.text[self.at] not in stops:
            if not self._skip_string():
                self._step()
        return self.text[start : self.at]

    def _value(self, path: KeyPath) -> None:
        """Skip a value; note the line of each element of an array."""
        depth, count, fresh = 0, 0, False
        while not self.done:
            char = self.text[self.at]
            if char == "\n" and depth == 0:
                return
            if char == "#":
                self._skip_comment()
                continue
            if fresh and not char.isspace() and char != "]":
                self.lines[(*path, count)] = self.row
                count, fresh = count + 1, False
            if self._skip_string():
                continue
            if char in "[{":
                depth += 1
                fresh = fresh or (depth == 1 and char == "[")
            elif char in "]}":
                depth -= 1
            elif char == "," and depth == 1:
                fresh = True
            self._step()


def _path(fragment: str) -> KeyPath:
    """KeyPath of a key or a table header, as tomllib reads it."""
    found: list[str | int] = []
    tree: Any = tomllib.loads(fragment)
    while tree:
        if isinstance(tree, list):
            tree = tree[0]
            continue
        if not isinstance(tree, dict):
            break
        [(name, tree)] = tree.items()
        found.append(name)
    return tuple(found)
