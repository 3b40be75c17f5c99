"""Who may host a meeting, and whether anybody else could ever sit with them."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Csr, Meeting
from scheduler.domain.settings import Labour
from scheduler.loading.builders.contracts import weekly_shifts
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.readers.csv_tables import Record
from scheduler.loading.schema.columns import MeetingRow

ANY_SUPERVISOR = "supervisor"


def meeting_hosts(
    record: Record[MeetingRow],
    frame: CentreFrame,
    attendees: tuple[str, ...],
    people: Mapping[str, Csr],
) -> tuple[str, ...]:
    """Ids of the hosts in the order of csrs.csv: those named, or the supervisors who attend.

    Faults for a host of program work, and for a supervisor where none attends.
    """
    named = record.row.host or ()
    if not named:
        return ()
    if record.row.kind == "offline":
        found, allowed = f"found {';'.join(named)}", "nothing: program work has no sittings"
        frame.findings.fault(record.place, "host", found, allowed)
        return ()
    hosts = {csr_id for csr_id in named if csr_id in people}
    if ANY_SUPERVISOR in named:
        hosts |= {i for i in attendees if SUPERVISION in people[i].channels}
    if not hosts and ANY_SUPERVISOR in named:
        found = f"found supervisor, and none of the {len(attendees)} attendees works supervision"
        allowed = "a supervisor among the attendees, or the ids of hosts"
        frame.findings.fault(record.place, "host", found, allowed)
    return tuple(csr_id for csr_id in people if csr_id in hosts)


def check_hosts(
    record: Record[MeetingRow],
    meeting: Meeting,
    frame: CentreFrame,
    labour: Labour,
    people: Mapping[str, Csr],
) -> None:
    """Each attendee can sit at a time at which a host can sit too."""
    if not meeting.hosts:
        return
    starts: dict[object, frozenset[tuple[int, int]]] = {}
    for csr_id in meeting.attendees:
        csr = people[csr_id]
        if not csr.channels <= set(frame.weekly_opening):
            return  # a fault of its own
        if (csr.contract, csr.channels) not in starts:
            found = _starts(csr, meeting, frame, labour)
            starts[csr.contract, csr.channels] = found
    hosts = [people[csr_id] for csr_id in meeting.hosts]
    hosted = frozenset().union(*(starts[h.contract, h.channels] for h in hosts))
    for csr_id in meeting.attendees:
        own = starts[people[csr_id].contract, people[csr_id].channels]
        if own and hosted and own.isdisjoint(hosted):
            text = (
                f"found {';'.join(meeting.hosts)}, and no time at which one of them and {csr_id} "
                f"({people[csr_id].source}) can sit {meeting.meeting_id}"
            )
            allowed = "a host whose shifts overlap those of every attendee"
            frame.findings.fault(record.place, "host", text, allowed)


def _starts(
    csr: Csr, meeting: Meeting, frame: CentreFrame, labour: Labour
) -> frozenset[tuple[int, int]]:
    """Weekdays and slots of the day at which a shift of the person can hold a sitting."""
    return frozenset(
        (weekday, slot)
        for weekday in meeting.weekdays
        for _, (start, end) in weekly_shifts(csr, frame, labour, weekday)
        for slot in range(
            max(start, meeting.earliest), min(end, meeting.latest) - meeting.slots + 1
        )
    )
