"""Who is new and shadows a colleague: a row of csrs.csv that nobody is to roster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.scenario import Contract, Csr
from scheduler.loading.builders.contracts import person
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.faults import SourcePlace, shown
from scheduler.loading.readers.csv_tables import Record
from scheduler.loading.readers.files import Files
from scheduler.loading.schema.columns import CsrRow


def build_shadows(
    files: Files, frame: CentreFrame, contracts: dict[str, Contract]
) -> tuple[Csr, ...]:
    """Everybody who shadows somebody; faults where there is nobody to shadow, or more is asked.

    They work their colleague's channels, so that the hours in which leave counts are the same.
    """
    people = {record.row.csr_id: record for record in files.csrs}
    found = []
    for record in files.csrs:
        row = record.row
        if not row.shadows:
            continue
        colleague = _colleague(record, people, files, frame)
        _check_nothing_asked(record, files, frame)
        if colleague is None or row.contract not in contracts:
            continue
        new = person(record, contracts)
        found.append(replace(new, channels=frozenset(colleague.channels), shadows=row.shadows))
    return tuple(found)


def _colleague(
    record: Record[CsrRow], people: dict[str, Record[CsrRow]], files: Files, frame: CentreFrame
) -> CsrRow | None:
    """The row of who is shadowed; a fault where nobody of the same contract is rostered there."""
    row, findings = record.row, frame.findings
    other = people.get(row.shadows or "")
    if other is None:
        known = files.csrs.names("csr_id") - {row.csr_id}
        if row.shadows not in known:
            findings.unknown(record.place, "shadows", row.shadows or "", known, files.csrs.file)
        return None
    if other.row.shadows:
        found = f"found {shown(row.shadows)}, who shadows {other.row.shadows} ({other.source})"
        if other is record:
            found = f"found {shown(row.shadows)}, the person of this row"
        findings.fault(record.place, "shadows", found, "a colleague with shifts of their own")
        return None
    if other.row.contract != row.contract:
        found = f"found {row.contract}, with {other.row.csr_id} on {other.row.contract}"
        allowed = f"the contract of who is shadowed ({other.source}): their shifts are the same"
        findings.fault(record.place, "contract", found, allowed)
        return None
    return other.row


def _check_nothing_asked(record: Record[CsrRow], files: Files, frame: CentreFrame) -> None:
    """Shifts are the colleague's: a start, hours, pins and requests of one's own change nothing."""
    row, findings = record.row, frame.findings
    allowed = f"leave of their own; the shifts are those of {row.shadows} ({record.source})"
    if row.start is not None:
        findings.fault(record.place, "start", f"found one for {row.csr_id}", allowed)
    for place in _rows_of(row.csr_id, files):
        findings.fault(place, "csr_id", f"found {row.csr_id}, who shadows a colleague", allowed)
    for meeting in files.meetings:
        if row.csr_id in meeting.row.attendees:
            findings.warn(
                f"{meeting.source}: {row.csr_id} shadows {row.shadows} and goes where they go"
            )


def _rows_of(csr_id: str, files: Files) -> Iterator[SourcePlace]:
    for table in (files.availability, files.requests, files.pins):
        yield from (entry.place for entry in table.records if entry.row.csr_id == csr_id)
