"""A version of a published week: its folder, and the list of all of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from scheduler.publishing.decision_text import decision_text
from scheduler.publishing.layout import DECISION, DECISION_TEXT, EVENTS
from scheduler.reporting.findings.edition import CalendarEvent

LIST_COLUMNS = (
    "version", "published", "published_by", "before", "undoes", "people", "person_days",
    "segments", "dollars", "roster_digest", "input_digest", "answer_digest", "note",
)  # fmt: skip


def write_decision(folder: Path, decision: Mapping[str, Any]) -> None:
    """The decision as data and as text."""
    text = json.dumps(decision, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    (folder / DECISION).write_text(text, encoding="utf-8", newline="\n")
    (folder / DECISION_TEXT).write_text(decision_text(decision), encoding="utf-8", newline="\n")


def read_decision(folder: Path) -> dict[str, Any] | None:
    """The decision of a version; None where the folder has none, as weeks of before have not."""
    try:
        found = json.loads((folder / DECISION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "answer" in found else None


def write_events(path: Path, events: Iterable[CalendarEvent]) -> None:
    """Every calendar event of the version with its sequence, for the next version to go on from."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(CalendarEvent)])
        for event in events:
            cells = (str(cell) for cell in astuple(event))
            writer.writerow([cell.lower() if cell in ("True", "False") else cell for cell in cells])


def read_events(folder: Path) -> dict[tuple[str, str], CalendarEvent]:
    """The calendar events of a version by csr_id and date; none where it kept none."""
    path = folder / EVENTS
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            CalendarEvent(
                csr_id=row["csr_id"],
                date=row["date"],
                uid=row["uid"],
                start=row["start"],
                end=row["end"],
                sequence=int(row["sequence"]),
                cancelled=row["cancelled"] == "true",
                digest=row["digest"],
            )
            for row in csv.DictReader(file)
        ]
    return {(event.csr_id, event.date): event for event in rows}


def write_list(path: Path, decisions: Iterable[Mapping[str, Any]]) -> None:
    """A row for each version of a week that has a decision."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, LIST_COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for decision in decisions:
            answer = decision["answer"]
            changes = answer["changes"] or {}
            row = {**changes, **answer, **decision}
            writer.writerow({key: "" if row.get(key) is None else row[key] for key in LIST_COLUMNS})
