"""The contacts of a folder alone: nobody need be there to answer them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scheduler.loading.builders.frame import CentreFrame, build_frame
from scheduler.loading.builders.volumes import ExpectedContacts, build_demand
from scheduler.loading.checks.references import check_channels, check_demand
from scheduler.loading.faults import Fault, FaultList, InputFaults
from scheduler.loading.readers.files import read_demand
from scheduler.loading.readers.input_folder import InputFolder


def load_demand(folder: Path, week: date | None = None) -> tuple[CentreFrame, ExpectedContacts]:
    """Contacts of a week from settings.toml and forecast.csv or the history.

    Raises InputFaults with every fault of these files.
    """
    findings = FaultList()
    files = read_demand(InputFolder(Path(folder)), findings)
    if files and files.settings:
        check_demand(files, check_channels(files.settings, findings), findings)
        frame = build_frame(files, week, findings)
        if frame is not None:
            demand = build_demand(files, frame)
            if not findings.faults:
                return frame, demand
    raise InputFaults(findings.faults)


def no_history(found: str, allowed: str) -> InputFaults:
    """What a back-test answers without a past."""
    return InputFaults([Fault("history.csv", 1, "file", f"{found}, allowed: {allowed}")])
