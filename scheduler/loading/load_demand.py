"""The contacts of a folder alone; csrs.csv may be missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scheduler.domain.scenario import Scenario
from scheduler.loading.builders.build import build_without_people
from scheduler.loading.checks.references import check_channels, check_demand
from scheduler.loading.faults import Fault, FaultList, InputFaults
from scheduler.loading.readers.files import read_demand
from scheduler.loading.readers.input_folder import InputFolder


def load_demand(folder: Path, week: date | None = None) -> Scenario:
    """A scenario without people, from settings.toml and forecast.csv or the history.

    Raises InputFaults with every fault of these files.
    """
    findings = FaultList()
    files = read_demand(InputFolder(Path(folder)), findings)
    if files and files.settings:
        check_demand(files, check_channels(files.settings, findings), findings)
        scenario = build_without_people(Path(folder), files, week, findings)
        if scenario is not None and not findings.faults:
            return scenario
    raise InputFaults(findings.faults)


def no_history(found: str, allowed: str) -> InputFaults:
    """What a back-test answers without a past."""
    return InputFaults([Fault("history.csv", 1, "file", f"{found}, allowed: {allowed}")])
