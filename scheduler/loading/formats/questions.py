"""What a file does not tell: questions with their choices, and the answers to them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from scheduler.loading.faults import FaultList, SourcePlace, shown
from scheduler.loading.schema.fields import allowed
from scheduler.loading.schema.import_keys import ImportKeys

# The name in an answer: the table of settings.toml that keeps it.
TABLES: Mapping[str, str] = {
    "language": "languages",
    "channel": "channels",
    "handling_s": "handling_s",
    "column": "columns",
    "person": "people",
    "code": "codes",
}
LISTS = ("skills", "other_skills", "csr_values")


@dataclass(frozen=True)
class AnswerChoice:
    """One answer and what it means."""

    value: str
    meaning: str = ""


@dataclass(frozen=True)
class Question:
    """One thing that only the centre knows.

    `key` is the answer's name, as `clock` or `language.311 Spanish`. With `several` the
    answer is one or more of the choices; with `open` it may be something else. `hint` is an
    answer that a person only has to confirm; it is never taken unasked. It is needless once
    `skill` is known to be somebody else's.
    """

    key: str
    text: str
    choices: tuple[AnswerChoice, ...] = ()
    several: bool = False
    open: bool = False
    hint: str = ""
    skill: str = ""

    @property
    def option(self) -> str:
        """The option that answers it, to copy."""
        values = [choice.value for choice in self.choices]
        if self.several:
            value = ";".join(values)
        else:
            value = "|".join(values) if values and not self.open else "..."
        return f"--answer '{self.key}={value}'"


class OpenQuestions(Exception):
    """Questions that must be answered before the file can be read."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = tuple(questions)
        super().__init__("; ".join(question.key for question in self.questions))


@dataclass
class Answers:
    """What is known about one format: settings.toml, and what was answered since.

    `given` holds only what was answered since, by table and key, for settings.toml.
    """

    format: str
    keys: ImportKeys = field(default_factory=ImportKeys)
    given: dict[str, Any] = field(default_factory=dict)
    named: list[str] | None = None  # skills as answered just now, perhaps `all` or `none`

    def take(self, key: str, value: str, findings: FaultList) -> None:
        """Take an answer such as `clock` = `utc`; a fault where it is none."""
        place = SourcePlace(f"--answer '{key}={value}'", 0)
        name, _, what = key.partition(".")
        table = TABLES.get(name) if what else None
        field_name = table or key
        if field_name not in ImportKeys.model_fields or (table is None and what):
            findings.fault(place, key, "found no such question", _keys())
            return
        read = _read(field_name, value)
        if field_name == "skills":
            self.named = read
            return
        trial = copy.deepcopy(self.given)
        if table:
            trial.setdefault(table, {})[what] = read
        else:
            trial[key] = read
        known = self.keys.model_dump(exclude_defaults=True)
        try:
            self.keys = ImportKeys.model_validate(_merged(known, trial))
        except (ValidationError, ValueError):
            words = allowed(ImportKeys.model_fields[field_name])
            findings.fault(place, key, f"found {shown(value)}", words)
            return
        self.given = trial

    def keep(self, key: str, value: Any) -> None:
        """Keep what follows from an answer."""
        self.given[key] = value
        self.keys = self.keys.model_copy(update={key: value})


def _read(table: str, value: str) -> Any:
    if table in LISTS or table in ("columns", "codes"):
        return [part.strip() for part in value.split(";") if part.strip()]
    if table == "handling_s":
        try:
            seconds = float(value)
        except ValueError:
            return value
        return seconds if 0 < seconds <= 86_400 else value
    return value.strip()


def _merged(known: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The keys with the new ones over them, table by table; names of columns as lists."""
    merged = dict(known)
    for key, value in new.items():
        merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
    if "columns" in merged:
        merged["columns"] = {name: list(names) for name, names in merged["columns"].items()}
    return merged


def _keys() -> str:
    single = [name for name in ImportKeys.model_fields if name not in TABLES.values()]
    return ", ".join([*single, *(f"{name}.<text>" for name in TABLES)])


def unanswered(questions: Iterable[Question]) -> None:
    """Raise OpenQuestions where there are any."""
    if found := list(questions):
        raise OpenQuestions(found)
