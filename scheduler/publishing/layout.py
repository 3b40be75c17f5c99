"""Where a published week lies: the past that runs read, the record of a week, its versions.

published/roster.csv, request_history.csv      the past that runs read
published/<first day>/roster.csv               the week as it was last published
published/<first day>/versions.csv             a row for each version
published/<first day>/versions/<number>/       everything of one version, never changed
published/inputs/<digest>/                     input files, shared by the versions made from them
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

PUBLISHED = "published"
VERSIONS, INPUTS = "versions", "inputs"
ROSTER, HISTORY, EVENTS, CHANGES = "roster.csv", "request_history.csv", "events.csv", "changes.csv"
LIST = "versions.csv"
NEWS = "news.csv"  # what has been told since the inputs were made
DECISION, DECISION_TEXT = "decision.json", "decision.md"
PAST = "past"  # of a version: the published past that it was made with


def week_folder(published: Path, first_day: date) -> Path:
    """The record of the week that begins on this day."""
    return published / first_day.isoformat()


def version_folders(published: Path, first_day: date) -> dict[int, Path]:
    """The folders of a week's versions by number, from the first on."""
    place = week_folder(published, first_day) / VERSIONS
    found = [entry for entry in place.glob("*") if entry.name.isdigit() and entry.is_dir()]
    return {int(entry.name): entry for entry in sorted(found, key=lambda entry: int(entry.name))}


def version_folder(published: Path, first_day: date, number: int) -> Path:
    """Where a version lies, whether or not it is there."""
    return week_folder(published, first_day) / VERSIONS / str(number)


def inputs_folder(published: Path, digest: str) -> Path:
    """The kept copy of the input files with this digest."""
    return published / INPUTS / digest
