"""languages.csv next to a roster: what its languages were asked for."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from scheduler.domain.demand import Row
from scheduler.domain.language_ask import LanguageAsk
from scheduler.loading.faults import FaultList, InputFaults
from scheduler.loading.readers.csv_tables import read_table
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.fields import Label, Name, column
from scheduler.loading.schema.table_row import Columns


class LanguageServiceRow(Columns):
    file: ClassVar[str] = "languages.csv"
    summary: ClassVar[str] = "Simulated service of each language, and its requirement."

    channel: Name = column("Channel.")
    language: Label = column("Language.")
    target: float | None = column("Share to be answered in time.", default=None)
    contacts: float | None = column("Contacts of its week, or of its worst day.", default=None)
    service_level: float | None = column("Simulated share in time.", default=None)
    low: float | None = column("Lower end of its interval.", default=None)
    high: float | None = column("Where it ends.", default=None)
    speaker_hours: float | None = column("Hours of its speakers on the channel.", default=None)
    more_hours: float | None = column("Additional hours that would meet the target.", default=None)
    more_people: int | None = column("More speakers who would.", default=None)
    asked: float | None = column(
        "Share to be answered, as put into the formula.", default=None, high=1
    )
    overflow: float | None = column(
        "Scale of the overflow from other languages.", default=None, low=0
    )
    heads: float | None = column("People there for each required.", default=None, low=0)


def read_languages(path: Path) -> tuple[tuple[LanguageAsk, ...], frozenset[Row]]:
    """What languages were asked for, and which are judged by simulation; nothing without a file.

    Raises InputFaults.
    """
    findings = FaultList()
    table = read_table(CsvFile(path, str(path)), LanguageServiceRow, findings)
    if findings.faults:
        raise InputFaults(findings.faults)
    rows = [record.row for record in table]
    asks = tuple(
        LanguageAsk(row.channel, row.language, row.asked, row.overflow, row.heads)
        for row in rows
        if row.asked is not None and row.overflow is not None and row.heads is not None
    )
    judged = (row for row in rows if row.target is not None)
    return asks, frozenset((row.channel, row.language) for row in judged)
