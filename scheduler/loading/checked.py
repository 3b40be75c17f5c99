"""From any source of inputs to a checked Scenario."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scheduler.domain.scenario import Scenario
from scheduler.loading.builders.build import build
from scheduler.loading.checks.references import check_references
from scheduler.loading.faults import FaultList, InputFaults
from scheduler.loading.load_office import channels_of, classes_of, read_office
from scheduler.loading.readers.files import read_files
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.loading.readers.sources import InputSource


def checked(
    source: InputSource,
    week: date | None,
    published: Path | None,
    findings: FaultList,
    news: Path | None = None,
) -> Scenario:
    """The scenario of a folder or of frames. Raises InputFaults with every fault."""
    files = read_files(source, findings)
    if files is not None:
        check_references(files, findings)
        if isinstance(source, InputFolder):
            read_office(source.path, findings, channels_of(files), classes_of(files))
        scenario = build(source, files, week, published, findings, news)
        if scenario is not None and not findings.faults:
            return scenario
    raise InputFaults(findings.faults)
