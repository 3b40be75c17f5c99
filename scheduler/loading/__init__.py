"""Files to a Scenario: every fault of every file at once, before anything is solved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scheduler.domain.scenario import Scenario
from scheduler.loading.builders.build import build
from scheduler.loading.checks.references import check_references
from scheduler.loading.faults import Fault, FaultList, InputFaults
from scheduler.loading.readers.files import read_files
from scheduler.loading.readers.roster_file import read_roster

__all__ = ["Fault", "InputFaults", "check", "load", "read_roster"]


def load(folder: Path, week: date | None = None, published: Path | None = None) -> Scenario:
    """The scenario of an input folder, checked.

    `week` is any day of the week asked for; without it the first week of forecast.csv,
    else the first full week after history.csv ends. `published` is a folder whose
    roster.csv was handed out: of this week, or of weeks before.

    Raises InputFaults with every fault of every file.
    """
    findings = FaultList()
    scenario = _scenario(Path(folder), week, published, findings)
    if scenario is None or findings.faults:
        raise InputFaults(findings.faults)
    return scenario


def check(folder: Path, week: date | None = None, published: Path | None = None) -> list[Fault]:
    """Every fault of an input folder, sorted by file and line; empty when it is sound."""
    try:
        load(folder, week, published)
    except InputFaults as found:
        return found.faults
    return []


def _scenario(
    folder: Path, week: date | None, published: Path | None, findings: FaultList
) -> Scenario | None:
    files = read_files(folder, findings)
    if files is None:
        return None
    check_references(files, findings)
    return build(folder, files, week, published, findings)
