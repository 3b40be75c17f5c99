"""News that cannot be: nobody of that name, a meeting while all is closed or that is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from scheduler.domain.grid import Grid
from scheduler.domain.news import News
from scheduler.domain.scenario import Csr, Span
from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.csv_tables import Record
from scheduler.loading.schema.news_columns import NewsRow


def check_names(record: Record[NewsRow], csrs: tuple[Csr, ...], findings: FaultList) -> None:
    """Each attendee is somebody, a team, or all."""
    teams = {f"team:{csr.team}" for csr in csrs if csr.team}
    known = {"all", *teams, *(csr.csr_id for csr in csrs)}
    for name in record.row.csr_id or ():
        if name not in known:
            findings.unknown(record.place, "csr_id", name, known, "csrs.csv")


def is_open(
    span: tuple[int, int], slots: int, grid: Grid, opening: Mapping[str, Sequence[Span | None]]
) -> bool:
    """Whether the centre is open for so many slots in the span, on any channel."""
    day = grid.day(span[0])
    midnight = day * grid.slots_per_day
    hours = [opened for days in opening.values() if (opened := days[day]) is not None]
    if not hours:
        return False
    first = max(span[0], midnight + min(start for start, _ in hours))
    return min(span[1], midnight + max(end for _, end in hours)) - first >= slots


def check_news(news: News, grid: Grid, now: int, changes: Path | None, findings: FaultList) -> None:
    """Something was told of the days rostered, and a meeting still has time after slot `now`."""
    if not news and not findings.faults:
        if changes is None:
            place = SourcePlace("repair", 0)
            findings.fault(place, "news", "found none", "--sick, --late, --leaves or --changes")
        else:
            found = "found no news about the days rostered"
            allowed = f"{grid.date(0)} to {grid.date(grid.days - 1)}"
            findings.fault(SourcePlace(changes.name, 0), "start", found, allowed)
    for meeting in news.meetings:
        day = next(d for d in range(grid.days) if grid.weekday(d) in meeting.weekdays)
        midnight = day * grid.slots_per_day
        if midnight + meeting.latest - max(now, midnight + meeting.earliest) < meeting.slots:
            file, _, line = meeting.source.rpartition(":")
            place = SourcePlace(file, int(line))
            found = f"found a meeting that ends by {grid.text(midnight + meeting.latest)}"
            minutes = meeting.slots * grid.slot_minutes
            findings.fault(place, "end", found, f"at least {minutes} minutes after --now")
