"""Contacts handled in a year: from the inputs to a table and a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.domain.contacts_handled import ContactsHandled, CountedContact, handled_in
from scheduler.domain.grid import local
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.loading.readers.history_file import History, read_history, read_tickets
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.loading.readers.settings_file import SettingsFile, read_settings
from scheduler.pipeline.results_folder import outputs as results
from scheduler.reporting.page.contacts_page import write_contacts


def contacts(
    inputs: Path | str,
    outputs: Path | str,
    year: int,
    fiscal: bool = False,
    week: date | None = None,
) -> ContactsHandled:
    """Count the year's contacts and write contacts.csv and contacts.html.

    `fiscal` means the year from July that ends in `year`; with `week` only the days of that
    week count. Raises InputFaults and OutputFault.
    """
    inputs, outputs = Path(inputs), Path(outputs)
    findings = FaultList()
    source = InputFolder(inputs)
    settings = None if source.missing(findings) else read_settings(source, findings)
    if settings is None:
        raise InputFaults(findings.faults)
    history = read_history(source, settings.keys, findings)
    tickets = read_tickets(source, settings.keys, findings)
    if not history.present and not tickets.present:
        found = "found neither history.csv nor tickets.csv"
        findings.fault(SourcePlace("history.csv", 1), "file", found, "one of the two")
    if findings.faults:
        raise InputFaults(findings.faults)
    first, last, label = _span(year, fiscal, week, settings)
    avaya = settings.keys.imports.get("avaya-cms")
    offered = avaya is not None and avaya.acd_calls == "offered"
    zone = ZoneInfo(settings.keys.centre.timezone)
    counted = (*_counted(history, zone), *_counted(tickets, zone, tickets=True))
    centre = settings.keys.centre.name
    found_year = handled_in(counted, first, last, label, centre, offered)
    results.probe(outputs, inputs)
    with results.staged(outputs) as folder:
        write_contacts(folder, found_year)
    return found_year


def _span(
    year: int, fiscal: bool, week: date | None, settings: SettingsFile
) -> tuple[date, date, str]:
    """First day, last day and what they are called."""
    if fiscal:
        first, last = date(year - 1, 7, 1), date(year, 6, 30)
        label = f"fiscal year {year - 1}-{year % 100:02}"
    else:
        first, last, label = date(year, 1, 1), date(year, 12, 31), str(year)
    if week is None:
        return first, last, label
    monday = week - timedelta(days=(week.weekday() - settings.keys.centre.week_start) % 7)
    return monday, monday + timedelta(days=6), f"the week of {monday}"


def _counted(table: History, zone: ZoneInfo, *, tickets: bool = False) -> Iterator[CountedContact]:
    """Rows of the history, and tickets with their number and type."""
    for one in table.readings:
        yield CountedContact(
            local(one.start, zone).date(),
            one.channel,
            one.language,
            one.offered,
            one.abandoned,
            one.what[0] if tickets else "",
            one.kind,
        )
