"""A time zone described for calendars: its offsets, and the rule by which they change."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scheduler.domain.grid import Grid

TIME = "%Y%m%dT%H%M%S"
BEFORE, AFTER = 1, 8  # years of changes that show the rule
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class ZoneChange(NamedTuple):
    """One change of the clock: the onset is told in the offset that it ends."""

    onset: datetime
    before: datetime
    after: datetime

    @property
    def kind(self) -> tuple[str, str, str, bool]:
        return (
            f"{self.before:%z}", f"{self.after:%z}", str(self.after.tzname()),
            bool(self.after.dst()),
        )  # fmt: skip


def time_zone(grid: Grid) -> tuple[str, ...]:
    """Lines of the zone with its yearly changes (RFC 5545, 3.6.5).

    A program may keep what it reads under the zone's name for the weeks that follow, so the
    rule is told and not the days of one week alone.
    """
    return _described(grid.timezone, grid.first_day.year)


@cache
def _described(timezone: str, year: int) -> tuple[str, ...]:
    """The lines, found once: ten years are looked at day by day."""
    return tuple(_lines(timezone, year))


def _lines(timezone: str, year: int) -> Iterator[str]:
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{timezone}"
    zone = ZoneInfo(timezone)
    changes = list(_changes(zone, year - BEFORE, year + AFTER))
    if not changes:
        start = datetime(year - BEFORE, 1, 1, tzinfo=zone)
        yield from _observance([ZoneChange(start.replace(tzinfo=None), start, start)])
    kinds: dict[tuple[str, str, str, bool], list[ZoneChange]] = {}
    for change in changes:
        kinds.setdefault(change.kind, []).append(change)
    for own in kinds.values():
        yield from _observance(own)
    yield "END:VTIMEZONE"


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[ZoneChange]:
    """Every change from the first year to the last, to the quarter of an hour."""
    day = datetime(first, 1, 1, tzinfo=UTC)
    while day.year <= last:
        following = day + timedelta(days=1)
        if _offset(day, zone) != _offset(following, zone):
            for hour in range(24 * 4):
                now = day + timedelta(minutes=15 * (hour + 1))
                last_one = now - timedelta(minutes=15)
                if _offset(now, zone) != _offset(last_one, zone):
                    before, after = last_one.astimezone(zone), now.astimezone(zone)
                    onset = now + (before.utcoffset() or timedelta())
                    yield ZoneChange(onset.replace(tzinfo=None), before, after)
        day = following


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _observance(changes: Sequence[ZoneChange]) -> Iterator[str]:
    """Changes of one kind: by their rule where they have one, else one by one."""
    rule = _rule(changes)
    for change in changes[:1] if rule else changes:
        kind = "DAYLIGHT" if change.after.dst() else "STANDARD"
        yield f"BEGIN:{kind}"
        yield f"DTSTART:{change.onset:{TIME}}"
        if rule:
            yield f"RRULE:{rule}"
        yield f"TZNAME:{change.after.tzname()}"
        yield f"TZOFFSETFROM:{change.before:%z}"
        yield f"TZOFFSETTO:{change.after:%z}"
        yield f"END:{kind}"


def _rule(changes: Sequence[ZoneChange]) -> str:
    """`FREQ=YEARLY;BYMONTH=3;BYDAY=2SU` where every year has such a day, else empty."""
    onsets = [change.onset for change in changes]
    same = {(at.month, at.weekday(), at.time()) for at in onsets}
    years = [at.year for at in onsets]
    yearly = years == list(range(years[0], years[0] + len(years)))
    if len(same) > 1 or not yearly or len(years) <= BEFORE:
        return ""
    weeks = {(at.day - 1) // 7 + 1 for at in onsets}
    if all(at.day + 7 > monthrange(at.year, at.month)[1] for at in onsets):
        which = -1
    elif len(weeks) == 1:
        which = weeks.pop()
    else:
        return ""
    return f"FREQ=YEARLY;BYMONTH={onsets[0].month};BYDAY={which}{DAYS[onsets[0].weekday()]}"
