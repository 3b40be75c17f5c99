"""history.csv and tickets.csv: contacts of the past as other programs export them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from scheduler.loading.demand_settings import ExportKeys, HistoryKeys, TicketKeys
from scheduler.loading.exports import Export, Unreadable, read_export
from scheduler.loading.faults import Findings, Place
from scheduler.loading.schema import HistoryRow, TicketRow
from scheduler.loading.settings import SettingsKeys

WHAT = ("channel", "language")


class Reading(NamedTuple):
    """One row; `start` is local wall clock or has an offset.

    `what` is the row's own text for its channel and language: rows of different skills
    are different rows, also where they count as the same channel. A ticket's is its number.
    """

    line: int
    start: datetime
    channel: str
    language: str
    offered: float
    abandoned: float
    aht_s: float
    what: str


@dataclass
class History:
    """The sound rows of one file."""

    file: str
    present: bool = False
    readings: list[Reading] = field(default_factory=list)

    def place(self, reading: Reading) -> Place:
        return Place(self.file, reading.line)


def read_history(folder: Path, keys: SettingsKeys | None, findings: Findings) -> History:
    """history.csv: a row for each interval. A missing file is an empty history."""
    history = History(HistoryRow.file)
    path = folder / history.file
    history.present = path.exists()
    own = keys.history if keys else HistoryKeys()
    if not history.present:
        return history
    export = read_export(path, own, own.columns, HistoryRow, findings)
    if export and _complete(export, keys, findings):
        usual = _usual(own, keys)
        for line, cells in export.rows:
            try:
                history.readings.append(_interval(export, line, cells, usual))
            except Unreadable as error:
                place = Place(export.file, line)
                findings.fault(place, error.column, error.found, error.allowed)
    return history


def read_tickets(folder: Path, keys: SettingsKeys | None, findings: Findings) -> History:
    """tickets.csv: a row for each ticket."""
    tickets = History(TicketRow.file)
    path = folder / tickets.file
    tickets.present = path.exists()
    own = keys.tickets if keys else TicketKeys()
    if not tickets.present:
        return tickets
    export = read_export(path, own, own.columns, TicketRow, findings)
    if export and _complete(export, keys, findings):
        usual = _usual(own, keys)
        for line, cells in export.rows:
            try:
                tickets.readings.append(_ticket(export, line, cells, usual))
            except Unreadable as error:
                place = Place(export.file, line)
                findings.fault(place, error.column, error.found, error.allowed)
    return tickets


def _usual(own: ExportKeys, keys: SettingsKeys | None) -> tuple[str, str]:
    """Channel and language of rows that do not tell theirs."""
    channels = list(keys.opening) if keys else []
    only = channels[0] if len(channels) == 1 else ""
    return own.channel or only, own.language or (keys.pay.base_language if keys else "en")


def _complete(export: Export, keys: SettingsKeys | None, findings: Findings) -> bool:
    """Faults for targets that neither a column nor a setting tells."""
    own, place = export.keys, Place(export.file, export.header)
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
    return not missing


def _interval(export: Export, line: int, cells: list[str], usual: tuple[str, str]) -> Reading:
    """A row of an interval export. Raises Unreadable."""
    start = export.start(cells)
    abandoned = export.number(cells, "abandoned") or 0.0
    counted = "offered" if "offered" in export.at else "handled"
    contacts = export.number(cells, counted)
    if contacts is None:
        raise export.unreadable(counted, "")
    offered = contacts if counted == "offered" else contacts + abandoned
    if abandoned > offered:
        name = export.names["abandoned"]
        raise Unreadable(name, f"found {abandoned:g}", f"at most offered, {offered:g}")
    return Reading(
        line,
        start,
        export.name(cells, "channel", export.keys.channels, usual[0]),
        export.name(cells, "language", export.keys.languages, usual[1]),
        offered,
        abandoned,
        _handling(export, cells, offered - abandoned),
        "|".join([export.text(cells, name) for name in WHAT if name in export.at]),
    )


def _handling(export: Export, cells: list[str], answered: float) -> float:
    """Average handling time of those answered; 0 where nobody was."""
    average, work = export.seconds(cells, "aht_s"), export.seconds(cells, "work_s")
    if average is None and work is None:
        if {"aht_s", "work_s"} & set(export.at) and answered > 0:
            raise export.unreadable("aht_s" if "aht_s" in export.at else "work_s", "")
        return export.keys.aht_s or 0.0
    found = (average or 0.0) + (work or 0.0) / max(answered, 1.0)
    if answered > 0 and not 0 < found <= 86_400:
        name = export.names.get("aht_s") or export.names["work_s"]
        raise Unreadable(name, f"found {found:g}", "more than 0 s to 86,400 s where some answered")
    return found


def _ticket(export: Export, line: int, cells: list[str], usual: tuple[str, str]) -> Reading:
    """A row of a ticket export. Raises Unreadable."""
    number = export.text(cells, "id")
    if not number:
        raise export.unreadable("id", "")
    aht_s = export.seconds(cells, "aht_s")
    if aht_s is None:
        aht_s = export.keys.aht_s
    if aht_s is None:
        raise export.unreadable("aht_s", "")
    return Reading(
        line,
        export.start(cells),
        export.name(cells, "channel", export.keys.channels, usual[0]),
        export.name(cells, "language", export.keys.languages, usual[1]),
        1.0,
        0.0,
        aht_s,
        number,
    )
