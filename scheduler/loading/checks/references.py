"""Names in one file that another file must have."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.roster import MEAL, REST, SHADOWING, SUPERVISION
from scheduler.domain.settings import MIN_STINTS
from scheduler.loading.builders.hosts_of_meetings import ANY_SUPERVISOR
from scheduler.loading.checks.fiscal_years import check_fiscal_years
from scheduler.loading.faults import FaultList, SourcePlace, nearest, shown
from scheduler.loading.readers.csv_tables import CsvTable, Record
from scheduler.loading.readers.files import DemandFiles, Files
from scheduler.loading.readers.settings_file import FILE, SettingsFile
from scheduler.loading.schema.columns import CsrRow

RESERVED = frozenset(
    {REST, MEAL, SUPERVISION, SHADOWING, "shift", "off", "meeting", "offline", "all"}
)


def check_references(files: Files, findings: FaultList) -> None:
    """Every person, contract, class, channel, team and meeting that is named must exist."""
    channels = check_channels(files.settings, findings) if files.settings else None
    _check_csrs(files, channels, findings)
    _check_attendees(files, findings)
    _check_people(files, findings)
    if channels is not None:
        check_demand(files, channels, findings)
        _check_named(((r.row.channel, r.place) for r in files.handling_times), channels, findings)
        _check_pins(files, channels, findings)
    check_fiscal_years(((r.row.fiscal_year, r.place) for r in files.plan), findings)
    if files.pay_classes.has_rows:
        known = files.pay_classes.names("class")
        for record in files.plan:
            if record.row.pay_class not in known:
                findings.unknown(
                    record.place, "class", record.row.pay_class, known, files.pay_classes.file
                )


def check_channels(settings: SettingsFile, findings: FaultList) -> set[str]:
    """Channels of the settings; targets of others and reserved names are faults."""
    channels = set(settings.keys.opening)
    if not channels:
        findings.fault(
            SourcePlace(FILE, 1),
            "opening",
            "found no channel",
            "at least one table [opening.<channel>]",
        )
    for channel in sorted(channels & RESERVED):
        findings.fault(
            settings.place("opening", channel),
            f"opening.{channel}",
            f"found {shown(channel)}, which names an activity",
            "another name (supervision follows the other channels' hours)",
        )
    for channel in settings.keys.service:
        if channel not in channels:
            place = settings.place("service", channel)
            findings.unknown(place, f"service.{channel}", channel, channels, "[opening.*]")
    for channel in settings.keys.labour.min_stint_minutes:
        known = channels | {SUPERVISION, *MIN_STINTS}
        if channel not in known:
            place = settings.place("labour", "min_stint_minutes")
            findings.unknown(place, "labour.min_stint_minutes", channel, known, "[opening.*]")
    return channels - RESERVED


def _check_csrs(files: Files, channels: set[str] | None, findings: FaultList) -> None:
    _check_calendars(files.csrs, findings)
    contracts, classes = files.contracts.names("contract"), files.pay_classes.names("class")
    for record in files.csrs:
        row, place = record.row, record.place
        if files.contracts.has_rows and row.contract not in contracts:
            findings.unknown(place, "contract", row.contract, contracts, files.contracts.file)
        if files.pay_classes.has_rows and row.pay_class not in classes:
            findings.unknown(place, "class", row.pay_class, classes, files.pay_classes.file)
        for channel in row.channels:
            if channels is not None and channel not in channels | {SUPERVISION}:
                known = channels | {SUPERVISION}
                findings.unknown(place, "channels", channel, known, FILE)


def _check_calendars(csrs: CsvTable[CsrRow], findings: FaultList) -> None:
    """Ids name calendar files, and not every disk tells small letters from capital ones."""
    first: dict[str, Record[CsrRow]] = {}
    for record in csrs:
        csr_id = record.row.csr_id
        other = first.setdefault(csr_id.casefold(), record)
        if other.row.csr_id != csr_id:
            found = f"found {shown(csr_id)}, and also {shown(other.row.csr_id)} ({other.source})"
            findings.fault(record.place, "csr_id", found, "ids that differ in more than case")


def _check_attendees(files: Files, findings: FaultList) -> None:
    people, teams = files.csrs.names("csr_id"), files.csrs.names("team") - {""}
    for record in files.meetings:
        for attendee in record.row.attendees:
            if attendee == "all" or not files.csrs.has_rows:
                continue
            if attendee.startswith("team:"):
                team = attendee.removeprefix("team:")
                if team not in teams:
                    findings.unknown(record.place, "attendees", team, teams, "csrs.csv (team)")
            elif attendee not in people:
                findings.unknown(record.place, "attendees", attendee, people, files.csrs.file)
        for host in record.row.host or ():
            if host != ANY_SUPERVISOR and files.csrs.has_rows and host not in people:
                known = people | {ANY_SUPERVISOR}
                findings.unknown(record.place, "host", host, known, files.csrs.file)


def _check_people(files: Files, findings: FaultList) -> None:
    people = files.csrs.names("csr_id")
    if not files.csrs.has_rows:
        return
    for table in (files.time_off, files.availability, files.requests, files.pins):
        for record in table.records:
            if record.row.csr_id not in people:
                findings.unknown(record.place, "csr_id", record.row.csr_id, people, files.csrs.file)


def check_demand(files: DemandFiles, channels: set[str], findings: FaultList) -> None:
    """Channels of forecast, history and events must exist; events end after they begin."""
    _check_named(((r.row.channel, r.place) for r in files.forecast), channels, findings)
    for past in (files.history, files.tickets):
        strange = [r for r in past.readings if r.channel not in channels]
        _check_named(((r.channel, past.place(r)) for r in strange), channels, findings)
    _check_named(((r.row.channel, r.place) for r in files.volumes), channels, findings)
    for table in (files.events, files.profile):
        named = ((r.row.channel, r.place) for r in table if r.row.channel)
        _check_named(named, channels, findings)
    for record in files.events:
        if record.row.end < record.row.start:
            allowed = f"{record.row.start} or later"
            findings.fault(record.place, "end", f"found {record.row.end}", allowed)


def _check_named(
    named: Iterable[tuple[str, SourcePlace]], channels: set[str], findings: FaultList
) -> None:
    """One fault for each unknown channel of a file, at its first row."""
    first: dict[str, SourcePlace] = {}
    count: dict[str, int] = {}
    for channel, place in named:
        if channel not in channels:
            first.setdefault(channel, place)
            count[channel] = count.get(channel, 0) + 1
    for channel, place in first.items():
        more = f" (and in {count[channel] - 1} more rows)" if count[channel] > 1 else ""
        found = f"found {shown(channel)}{more}, which {FILE} does not open"
        known = ", ".join(sorted(channels)) + nearest(channel, channels)
        findings.fault(place, "channel", found, known)


def _check_pins(files: Files, channels: set[str], findings: FaultList) -> None:
    """A pin names an activity that exists and that the person can do."""
    own = {record.row.csr_id: record for record in files.csrs}
    free = {REST, MEAL, "shift", "off"}
    known = channels | free | {SUPERVISION} | _meeting_activities(files)
    for pin in files.pins:
        activity, person = pin.row.activity, own.get(pin.row.csr_id)
        if activity not in known:
            findings.unknown(pin.place, "activity", activity, known, "this centre")
        elif person and activity in (channels | {SUPERVISION}) - set(person.row.channels):
            found = f"found {activity}, which {person.row.csr_id} does not work"
            allowed = f"{', '.join(person.row.channels)} ({person.source})"
            findings.fault(pin.place, "activity", found, allowed)


def _meeting_activities(files: Files) -> set[str]:
    kinds = {"meeting": "meeting", "offline": "offline"}
    return {f"{kinds[r.row.kind]}:{r.row.meeting}" for r in files.meetings} | {
        f"{kind}:{cells['meeting']}"
        for cells in files.meetings.broken
        for kind in kinds
        if cells.get("meeting")
    }
