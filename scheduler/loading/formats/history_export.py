"""history.csv as a known system exported it: the readers of `scheduler import`, in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.formats.centre_facts import facts_of
from scheduler.loading.formats.interval_export import read_intervals
from scheduler.loading.formats.known_formats import FORMATS, format_named
from scheduler.loading.formats.questions import Answers, OpenQuestions
from scheduler.loading.formats.raw_table import read_raw
from scheduler.loading.schema.demand_columns import ProfileRow
from scheduler.loading.schema.import_keys import ImportKeys
from scheduler.loading.schema.settings_keys import SettingsKeys

Row = tuple[int, datetime, str, str, float, float, float, tuple[str, ...]]


def read_intervals_of(
    table: Any, keys: SettingsKeys, profile: Iterable[ProfileRow], findings: FaultList
) -> Iterator[Row]:
    """The rows as readings of the history; what is not answered is a fault of the settings."""
    form = keys.history.format
    path: Path | None = getattr(table, "path", None)
    if path is None:
        words = "csv: DataFrames have the plain columns"
        findings.fault(SourcePlace("settings.toml", 0), "history.format", f"found {form}", words)
        return
    answers = Answers(form, keys.imports.get(form, ImportKeys()))
    facts = facts_of(keys, profile)
    try:
        raw = read_raw(
            path, answers.keys.encoding, getattr(table, "sheet", None), findings, table.file
        )
        if raw is None:
            return
        found = read_intervals(raw, format_named(form), FORMATS, answers, facts, findings)
    except OpenQuestions as asked:
        for question in asked.questions:
            key = f"[imports.{form}] {question.key}"
            choices = " or ".join(c.value for c in question.choices) or "an ISO 639-1 code"
            words = f"{choices} in settings.toml (`scheduler import` asks, and keeps it there)"
            findings.fault(SourcePlace(table.file, 1), key, "found no answer", words)
        return
    if found is None:
        return
    for note in found.notes:
        findings.warn(note)
    for start, channel, language, *texts in found.table.itertuples(index=False):
        figures = [float(text) for text in texts]
        moment = datetime.fromisoformat(start)
        yield 1, moment, channel, language, *figures, (channel, language)
