"""A TOML file checked against any model of keys; every fault with file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from scheduler.loading.faults import FaultList, SourcePlace, listed, nearest, shown
from scheduler.loading.readers.sources import read_text
from scheduler.loading.readers.toml_lines import KeyPath, TomlLines, key_lines
from scheduler.loading.schema.fields import allowed
from scheduler.loading.schema.keys import Keys

Model = TypeVar("Model", bound=Keys)


class KeysFile(NamedTuple, Generic[Model]):
    """The valid keys, and the line of each."""

    keys: Model
    lines: TomlLines
    file: str

    def place(self, *path: str | int) -> SourcePlace:
        return SourcePlace(self.file, self.lines.line(path))

    def sources(self) -> dict[str, str]:
        """`FILE:LINE` of every key that is written down, by its dotted name."""
        return {
            ".".join(map(str, path)): f"{self.file}:{line}"
            for path, line in self.lines.lines.items()
        }


class KeyFound(NamedTuple):
    """Where a path of keys leads: its field, None where there is none, and the names beside it."""

    field: FieldInfo | None
    known: tuple[str, ...]


def read_keys_file(
    path: Path, file: str, model: type[Model], findings: FaultList
) -> KeysFile[Model] | None:
    """The keys of a file; the defaults where it is missing, None with faults where they are."""
    if not path.exists():
        return KeysFile(model(), TomlLines({}), file)
    text = read_text(path, file, findings)
    if text is None:
        return None
    raw = parsed(text, file, findings)
    if raw is None:
        return None
    lines = key_lines(text)
    try:
        return KeysFile(model.model_validate(raw), lines, file)
    except ValidationError as error:
        for one in error.errors():
            at = written_path(raw, one["loc"])
            place = SourcePlace(file, lines.line(at))
            key_fault(FaultyKey(raw, at, model, one["type"]), place, findings)
    return None


def parsed(text: str, file: str, findings: FaultList) -> dict[str, Any] | None:
    """TOML as a dict; None with a fault where it is none."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        match = re.search(r"at line (\d+)", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        findings.fault(SourcePlace(file, line), "syntax", f"found {error}", "TOML 1.0")
        return None


def key_at(model: type[BaseModel], path: Sequence[str | int]) -> KeyFound:
    """Where a path leads below a model; names of free tables (`opening.<channel>`) pass."""
    here: type[BaseModel] | None = model
    info: FieldInfo | None = None
    known: tuple[str, ...] = tuple(model.model_fields)
    free = False
    for part in path:
        if isinstance(part, int):
            continue
        if free:
            free = False
            info = info if here is None else None  # a table that has a name of its own
            continue
        if here is None:
            return KeyFound(None, ())
        known, info = tuple(here.model_fields), here.model_fields.get(part)
        if info is None:
            return KeyFound(None, known)
        inner, free = _inner(info.annotation), _is_free(info.annotation)
        here = inner
    return KeyFound(info, known)


def _is_free(annotation: Any) -> bool:
    """Whether the keys below are names that the centre itself gives."""
    return get_origin(annotation) is dict or any(map(_is_free, get_args(annotation)))


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part))), None)


def written_path(raw: Any, loc: tuple[int | str, ...]) -> KeyPath:
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


class FaultyKey(NamedTuple):
    """A path of keys in a file that pydantic finds fault with, and the kind of its fault."""

    raw: Any
    path: KeyPath
    model: type[BaseModel]
    kind: str

    @property
    def value(self) -> Any:
        found = self.raw
        for part in self.path:
            found = found[part]
        return found

    @property
    def dotted(self) -> str:
        """`labour.breaks[0].minutes`."""
        text = ""
        for part in self.path:
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
        return text


def key_fault(
    key: FaultyKey, place: SourcePlace, findings: FaultList, a_name: str | None = None
) -> None:
    """What was found and what is allowed; `a_name` where the key's last part is itself a value."""
    field, known = key_at(key.model, key.path)
    text = allowed(field) if field else "a table of keys"
    if key.kind == "missing":
        findings.fault(place, key.dotted, "found no such key", text)
        return
    last = key.path[-1]
    if key.kind == "extra_forbidden":
        text = listed(known, limit=30) + nearest(str(last), known)
        findings.fault(place, key.dotted, f"found the unknown key {shown(last)}", text)
        return
    value = key.value
    if a_name is not None and isinstance(value, dict):
        value, text = last, a_name
    found = "a table" if isinstance(value, dict) else shown(value)
    if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
        found += " in quotes, a text"
    findings.fault(place, key.dotted, f"found {found}", text)
