"""News of a published week, from a table or from the options of a command."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.domain.demand import DemandChange
from scheduler.domain.grid import Grid
from scheduler.domain.news import News
from scheduler.domain.roster import (
    PAUSES,
    SUPERVISION,
    Segment,
    meeting_activity,
    program_activity,
)
from scheduler.domain.scenario import Csr, Meeting, Span, TimeOff
from scheduler.loading.builders.meetings_and_programs import attendees_of
from scheduler.loading.builders.news_checks import check_names, is_open
from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.csv_tables import Record, read_table
from scheduler.loading.readers.sources import CsvFile, TableSource
from scheduler.loading.schema.news_columns import NewsRow


@dataclass(frozen=True)
class Centre:
    """What news may name: the grid, the people, the channels, and meetings that exist already.

    `channels` has the open span of each day, in slots of the day.
    """

    grid: Grid
    csrs: tuple[Csr, ...]
    channels: Mapping[str, Sequence[Span | None]]
    meetings: Collection[str] = ()
    programs: Collection[str] = ()

    @property
    def activities(self) -> frozenset[str]:
        """What a shift may hold."""
        meetings = {meeting_activity(name) for name in self.meetings}
        programs = {program_activity(name) for name in self.programs}
        return frozenset({*self.channels, *PAUSES, SUPERVISION, *meetings, *programs})


def published_news(
    published: Path | None, told: Path | None, centre: Centre, findings: FaultList
) -> News:
    """What was told since: in the file `told`, else in the folder of published weeks."""
    if told is None and published is None:
        return News()
    path = told or (published or Path()) / NewsRow.file
    return read_news(CsvFile(path, f"{path.parent.name}/{path.name}"), centre, findings)


def read_news(source: TableSource, centre: Centre, findings: FaultList) -> News:
    """A table of news. A file that is missing has none."""
    absences: list[TimeOff] = []
    demand: list[DemandChange] = []
    meetings: list[Meeting] = []
    given: list[Segment] = []
    waived: list[Segment] = []
    for record in read_table(source, NewsRow, findings):
        span = _span(record, centre.grid, findings)
        if span is None:
            continue
        if record.row.what in ("absent", "day_off"):
            absences += _absences(record, span, centre, findings)
        elif record.row.what == "volume":
            demand += _demand(record, span, centre, findings)
        elif record.row.what == "works":
            given += _segments(record, span, centre, findings)
        elif record.row.what == "waived":
            waived += _segments(record, span, centre, findings)
        elif record.row.what == "meeting":  # for overtime see agreements.py
            meetings += _meetings(record, span, centre, findings)
    check_overlaps(absences, findings)
    return News(tuple(absences), tuple(demand), tuple(meetings), tuple(given), tuple(waived))


def check_overlaps(absences: Iterable[TimeOff], findings: FaultList) -> None:
    """Two absences of one person that overlap are a fault: which of them holds is not known."""
    last: dict[str, TimeOff] = {}
    for one in sorted(absences, key=lambda off: (off.csr_id, off.start, off.end)):
        other = last.get(one.csr_id)
        if other is not None and one.start < other.end:
            place = SourcePlace(one.source, 0)
            found = f"found an absence of {one.csr_id} that overlaps {other.source}"
            findings.fault(place, "start", found, "absences of one person that do not overlap")
        last[one.csr_id] = one


def _span(record: Record[NewsRow], grid: Grid, findings: FaultList) -> tuple[int, int] | None:
    """The span in slots, rounded outward and cut to the horizon; None outside, or with a fault."""
    row = record.row
    if (row.start.tzinfo is None) != (row.end.tzinfo is None) or row.start >= row.end:
        found, allowed = f"found {row.end.isoformat()}", f"a time after {row.start.isoformat()}"
        findings.fault(record.place, "end", found, allowed)
        return None
    start, end = max(grid.floor(row.start), 0), min(grid.ceil(row.end), grid.slots)
    return (start, end) if start < end else None


def _absences(
    record: Record[NewsRow], span: tuple[int, int], centre: Centre, findings: FaultList
) -> list[TimeOff]:
    row, people = record.row, {csr.csr_id for csr in centre.csrs}
    found = []
    for csr_id in row.csr_id or ("",):
        if csr_id in people:
            free = row.what == "day_off"
            off = TimeOff(csr_id, *span, row.kind, row.paid and not free, record.source)
            found.append(replace(off, day_off=free))
        else:
            findings.unknown(record.place, "csr_id", csr_id, people, "csrs.csv")
    return found


def _segments(
    record: Record[NewsRow], span: tuple[int, int], centre: Centre, findings: FaultList
) -> list[Segment]:
    """What an absence left of a shift, or took from a program: one activity of one person."""
    row, people = record.row, {csr.csr_id for csr in centre.csrs}
    if row.activity not in centre.activities:
        found = f"found {row.activity!r}" if row.activity else "found nothing"
        allowed = f"one of {', '.join(sorted(centre.activities))}"
        findings.fault(record.place, "activity", found, allowed)
        return []
    csr_id = "".join(row.csr_id or ())
    if csr_id not in people:
        findings.unknown(record.place, "csr_id", csr_id, people, "csrs.csv")
        return []
    return [Segment(csr_id, *span, row.activity, row.paid)]


def _demand(
    record: Record[NewsRow], span: tuple[int, int], centre: Centre, findings: FaultList
) -> list[DemandChange]:
    row = record.row
    if row.channel is not None and row.channel not in centre.channels:
        findings.unknown(record.place, "channel", row.channel, centre.channels, "settings.toml")
        return []
    channel, language = row.channel or "", row.language or ""
    return [DemandChange(*span, channel, language, row.percent / 100, record.source)]


def _meetings(
    record: Record[NewsRow], span: tuple[int, int], centre: Centre, findings: FaultList
) -> list[Meeting]:
    """One sitting for all on the day on which the span begins."""
    row, grid, place = record.row, centre.grid, record.place
    day, slots = grid.day(span[0]), grid.slots_up(row.minutes)
    name = row.meeting or f"news-{record.place.line}"
    attendees = attendees_of(row.csr_id or (), centre.csrs)
    if not row.csr_id:
        findings.fault(place, "csr_id", "found nobody", "all, team:A or ids of csrs.csv")
    check_names(record, centre.csrs, findings)
    if name in centre.meetings:
        found = f"found {name!r}, a meeting of meetings.csv"
        findings.fault(place, "meeting", found, "a name that no other meeting has")
    if grid.day(span[1] - 1) != day:
        findings.fault(place, "end", f"found {row.end.isoformat()}", "the day of start")
        return []
    if span[1] - span[0] < slots:
        allowed = f"at least {row.minutes} minutes after start"
        findings.fault(place, "end", f"found {row.end.isoformat()}", allowed)
        return []
    if not is_open(span, slots, grid, centre.channels):
        found = f"found {row.start.isoformat()} to {row.end.isoformat()}"
        allowed = f"{row.minutes} minutes within the hours of that day in settings.toml"
        findings.fault(place, "start", found, allowed)
        return []
    return [
        Meeting(
            meeting_id=name,
            title=name,
            attendees=attendees,
            slots=slots,
            sessions=1,
            weekdays=frozenset({grid.weekday(day)}),
            earliest=grid.of_day(span[0]),
            latest=span[1] - day * grid.slots_per_day,
            source=record.source,
        )
    ]
