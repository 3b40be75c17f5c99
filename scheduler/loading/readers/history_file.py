"""history.csv and tickets.csv: contacts of the past as other programs export them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.csv_tables import read_table
from scheduler.loading.readers.exports import Export, Unreadable, read_export
from scheduler.loading.readers.history_oddities import Oddities
from scheduler.loading.readers.sources import InputSource, TableSource
from scheduler.loading.schema.demand_columns import HistoryRow, ProfileRow, TicketRow
from scheduler.loading.schema.demand_keys import (
    ExportKeys,
    HistoryColumns,
    HistoryKeys,
    TicketColumns,
    TicketKeys,
)
from scheduler.loading.schema.settings_keys import SettingsKeys

SUMMED = (
    ("handled", "abandoned"),
    ("offered", "handled"),
    ("aht_s", "work_s"),
)  # a column in both would count twice
WHAT = ("channel", "language")  # texts that tell rows of one time apart
LONGEST_S = 86_400


class HistoryReading(NamedTuple):
    """One row; `start` is local wall clock or has an offset.

    `what` is the row's own text for its channel and language: rows of different skills
    are different rows, also where they count as the same channel. A ticket's is its number,
    and its `kind` the contact type that the ticket system gives it.
    `handled` are contacts answered where these are not the offered less the abandoned.
    """

    line: int
    start: datetime
    channel: str
    language: str
    offered: float
    abandoned: float
    aht_s: float
    what: tuple[str, ...]
    handled: float | None = None
    kind: str = ""


@dataclass
class History:
    """The sound rows of one table."""

    source: TableSource
    readings: list[HistoryReading] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.source.file

    @property
    def present(self) -> bool:
        return self.source.present

    def place(self, reading: HistoryReading) -> SourcePlace:
        return self.source.place(reading.line)


def read_history(source: InputSource, keys: SettingsKeys | None, findings: FaultList) -> History:
    """history.csv: a row for each interval. A missing file is an empty history."""
    own = keys.history if keys else HistoryKeys()
    if keys is not None and own.format != "csv":
        return read_known_format(source, keys, findings)
    return _read(source.table(HistoryRow.file), own, own.columns, keys, findings)


def read_known_format(source: InputSource, keys: SettingsKeys, findings: FaultList) -> History:
    """history.csv as a known system exported it, read with the answers of the settings."""
    from scheduler.loading.formats.history_export import read_intervals_of

    table = source.table(HistoryRow.file)
    history = History(table)
    if table.present:
        profile = read_table(source.table(ProfileRow.file), ProfileRow, FaultList())
        rows = read_intervals_of(table, keys, [record.row for record in profile], findings)
        history.readings = [HistoryReading(*row) for row in rows]
    return history


def read_tickets(source: InputSource, keys: SettingsKeys | None, findings: FaultList) -> History:
    """tickets.csv: a row for each ticket."""
    own = keys.tickets if keys else TicketKeys()
    return _read(source.table(TicketRow.file), own, own.columns, keys, findings)


def _read(
    source: TableSource,
    own: ExportKeys,
    columns: HistoryColumns | TicketColumns,
    keys: SettingsKeys | None,
    findings: FaultList,
) -> History:
    history = History(source)
    if not history.present:
        return history
    tickets = isinstance(own, TicketKeys)
    model = TicketRow if tickets else HistoryRow
    export = read_export(source, own, columns, model, findings)
    if export is None or not _complete(export, keys, findings):
        return history
    rows = _rows(export, tickets, _usual(own, keys))
    oddities = Oddities(export)
    for cells in rows:
        if not tickets and oddities.is_missing(cells):
            continue
        faults = [cell for cell in cells if isinstance(cell, Unreadable)] if export.broken else []
        try:
            if not faults:
                reading = (_ticket if tickets else _interval)(export, cells, oddities)
                history.readings.append(reading)
        except Unreadable as error:
            faults = [error]
        for fault in faults:
            place = source.place(int(cells[0]))
            findings.fault(place, fault.column, fault.found, fault.allowed)
    oddities.tell(history.readings, findings)
    return history


def _rows(export: Export, tickets: bool, usual: tuple[str, str]) -> Iterator[tuple[Any, ...]]:
    """Line, start, channel, language and average time of each row, then its own figures."""
    common = (
        export.lines,
        export.starts(),
        export.channels(usual[0]),
        export.languages(usual[1]),
        export.seconds("aht_s"),
    )
    if tickets:
        return zip(*common, export.texts("id"), export.texts("contact_type"), strict=True)
    counts = map(export.numbers, ("offered", "handled", "abandoned"))
    figures = *counts, export.seconds("work_s")
    return zip(*common, *figures, *map(export.texts, WHAT), strict=True)


def _usual(own: ExportKeys, keys: SettingsKeys | None) -> tuple[str, str]:
    """Channel and language of rows that do not tell theirs."""
    channels = list(keys.opening) if keys else []
    only = channels[0] if len(channels) == 1 else ""
    return own.channel or only, own.language or (keys.pay.base_language if keys else "en")


def _complete(export: Export, keys: SettingsKeys | None, findings: FaultList) -> bool:
    """Faults for targets that neither a column nor a setting tells."""
    own, place = export.keys, export.source.place(export.header)
    table = "tickets" if isinstance(own, TicketKeys) else "history"
    mapped = export.mapped
    missing = []
    if "start" not in export.at:
        missing.append(("start", "a column of times"))
    if isinstance(own, TicketKeys) and "id" not in export.at:
        missing.append(("id", "a column of ticket numbers"))
    if isinstance(own, HistoryKeys) and not {"offered", "handled"} & set(export.at):
        missing.append(("offered", "a column of contacts"))
    if "channel" not in export.at and not (own.channel or (mapped and _usual(own, keys)[0])):
        missing.append(("channel", f"a column of channels, or {table}.channel in settings.toml"))
    if "language" not in export.at and not (own.language or mapped):
        missing.append(("language", f"a column of languages, or {table}.language in settings.toml"))
    if not {"aht_s", "work_s"} & set(export.at) and own.aht_s is None:
        missing.append(("aht_s", f"a column of times, or {table}.aht_s in settings.toml"))
    for target, words in missing:
        findings.fault(place, target, "found no such column", words)
    twice = [
        (one, other)
        for one, other in SUMMED
        if set(export.at.get(one, ())) & set(export.at.get(other, ()))
    ]
    for one, other in twice:
        findings.fault(place, other, f"found a column of {one} again", "each column in one of them")
    return not missing and not twice


def _interval(export: Export, cells: tuple[Any, ...], oddities: Oddities) -> HistoryReading:
    """A row of an interval export, its cells as `_rows` gives them. Raises Unreadable."""
    line, start, channel, language, average_s, offered, handled, given_up, work_s, *what = cells
    counted = "offered" if "offered" in export.at else "handled"
    if (contacts := offered if counted == "offered" else handled) is None:
        if not oddities.counts_as_zero(cells):
            raise export.unreadable(counted, "")
        contacts = 0.0
    abandoned = given_up or 0.0
    if counted == "handled":
        offered = contacts + abandoned
    else:
        offered, abandoned = contacts, oddities.clamped(line, abandoned, contacts)
    answered = offered - abandoned if handled is None else handled
    if average_s is None and work_s is None and oddities.has_no_time(line):
        aht_s = export.keys.aht_s or 0.0
    else:
        aht_s = _handling(export, answered, average_s, work_s)
    apart = answered if abs(answered - (offered - abandoned)) > 1e-9 else None
    texts = tuple(what)
    return HistoryReading(line, start, channel, language, offered, abandoned, aht_s, texts, apart)


def _handling(
    export: Export, answered: float, average_s: float | None, work_s: float | None
) -> float:
    """Average handling time of those answered; 0 where nobody was.

    Totals are divided by what was handled, never by what was offered where both are known.
    """
    if average_s is None and work_s is None:
        if {"aht_s", "work_s"} & set(export.at) and answered > 0:
            raise export.unreadable("aht_s" if "aht_s" in export.at else "work_s", "")
        return export.keys.aht_s or 0.0
    found = average_s or 0.0
    if work_s:
        found += work_s / answered if answered > 0 else work_s
    if answered > 0 and not 0 < found <= LONGEST_S:
        name = export.names.get("aht_s") or export.names["work_s"]
        words = "more than 0 s to 86,400 s where some answered"
        if LONGEST_S < found <= 1000 * LONGEST_S:
            words += ' (milliseconds? history.time_unit = "ms")'
        raise Unreadable(name, f"found {found:g}", words)
    return found


def _ticket(export: Export, cells: tuple[Any, ...], oddities: Oddities) -> HistoryReading:
    """A row of a ticket export, its cells as `_rows` gives them. Raises Unreadable."""
    line, start, channel, language, aht_s, number, kind = cells
    if not number.strip():
        raise export.unreadable("id", "")
    spent_s = export.keys.aht_s if aht_s is None else aht_s
    if spent_s is None and oddities.has_no_time(line):
        spent_s = 0.0
    if spent_s is None:
        raise export.unreadable("aht_s", "")
    if spent_s > LONGEST_S:
        raise export.unreadable("aht_s", f"{spent_s:g}")
    return HistoryReading(line, start, channel, language, 1.0, 0.0, spent_s, (number,), kind=kind)
