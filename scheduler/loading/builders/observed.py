"""Rows of the past to intervals of the past: duplicates, tickets, odd hours of the clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scheduler.domain.grid import local
from scheduler.domain.history import Observed
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.builders.row_lengths import cut, length_of, over_hours
from scheduler.loading.faults import FaultList, shown
from scheduler.loading.readers.files import DemandFiles
from scheduler.loading.readers.history_file import History, HistoryReading
from scheduler.loading.schema.dates_and_times import DAY

WHOLE_DAY = 24 * 60  # minutes of a row


def observed(files: DemandFiles, frame: CentreFrame) -> tuple[Observed, ...]:
    """The past in local wall clock; faults and warnings about what is odd."""
    minutes = _minutes(files.history, frame)
    rows, step = _rows(files.history, minutes, frame), frame.grid.interval_minutes
    if minutes == DAY:
        intervals = over_hours(rows, files, frame)
    else:
        intervals = [one for row in rows for one in cut(row, minutes, step)]
    return (*intervals, *_tickets(files.tickets, frame))


def _minutes(history: History, frame: CentreFrame) -> int:
    """Length of the rows: by the settings, else by their times, with a warning."""
    said, zone = frame.keys.history.interval_minutes, ZoneInfo(frame.grid.timezone)
    if said is not None:
        return said
    own = frame.grid.interval_minutes
    minutes = length_of((local(one.start, zone) for one in history.readings), own)
    if minutes != own:
        frame.findings.warn(
            f"{history.file}: rows follow each other after {minutes} minutes: spread evenly over "
            f"intervals of {own}; history.interval_minutes = {minutes} says so, "
            f"history.interval_minutes = {own} takes them as they are"
        )
    return minutes


def _rows(history: History, minutes: int, frame: CentreFrame) -> list[Observed]:
    """The rows, each once."""
    zone, findings = ZoneInfo(frame.grid.timezone), frame.findings
    first: dict[tuple[datetime, tuple[str, ...]], HistoryReading] = {}
    kept: dict[tuple[datetime, tuple[str, ...]], list[HistoryReading]] = {}
    dropped: list[HistoryReading] = []
    for reading in history.readings:
        start = reading.start
        if start.tzinfo is not None:
            start = local(start, zone).replace(fold=0)
        if (60 * start.hour + start.minute) % minutes or start.second or start.microsecond:
            allowed = f"whole intervals of {minutes} minutes (history.interval_minutes)"
            found = f"found {reading.start.isoformat()}"
            findings.fault(history.place(reading), "start", found, allowed)
            continue
        key = (start, reading.what)
        earlier = first.setdefault(key, reading)
        if earlier is reading:
            kept[key] = [reading]
        elif _twice(start, zone) and len(kept[key]) == 1 and not _same_moment(earlier, reading):
            kept[key].append(reading)
        elif _values(earlier) == _values(reading):
            dropped.append(reading)
        else:
            found = f"found {shown(reading.start.isoformat())} again with other values"
            allowed = f"each interval once ({history.place(earlier).where})"
            findings.fault(history.place(reading), "start", found, allowed)
    _warn(history, kept, dropped, zone, findings)
    return [_mean(start, readings) for (start, _), readings in kept.items()]


def _tickets(tickets: History, frame: CentreFrame) -> list[Observed]:
    """Distinct tickets of each interval, with their mean handling time."""
    zone, step = ZoneInfo(frame.grid.timezone), frame.grid.interval_minutes
    found: dict[tuple[datetime, str, str], dict[tuple[str, ...], float]] = defaultdict(dict)
    for reading in tickets.readings:
        start = local(reading.start, zone).replace(second=0, microsecond=0, fold=0)
        start = start.replace(minute=start.minute // step * step)
        found[start, reading.channel, reading.language].setdefault(reading.what, reading.aht_s)
    again = len(tickets.readings) - sum(map(len, found.values()))
    if again:
        frame.findings.warn(
            f"{tickets.file}: {again} rows repeat a ticket of the same interval: counted once"
        )
    return [
        Observed(start, channel, language, len(own), 0.0, _mean_time(own.values()))
        for (start, channel, language), own in found.items()
    ]


def _mean_time(seconds: Iterable[float]) -> float:
    """Of the tickets that took any time; 0 where none did."""
    timed = [one for one in seconds if one > 0]
    return sum(timed) / len(timed) if timed else 0.0


def _twice(start: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock is put back so that this time of day comes twice."""
    here = start.replace(tzinfo=zone)
    return here.utcoffset() != here.replace(fold=1).utcoffset() and not _skipped(start, zone)


def _skipped(start: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock is put forward over this time of day."""
    here = start.replace(tzinfo=zone)
    return here.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != start


def _same_moment(one: HistoryReading, other: HistoryReading) -> bool:
    return one.start.tzinfo is not None and one.start == other.start


def _values(reading: HistoryReading) -> tuple[object, ...]:
    return (*reading[2:7], reading.handled)


def _mean(start: datetime, readings: list[HistoryReading]) -> Observed:
    """The interval; of an hour that came twice the mean, to be like that hour of other days."""
    one = readings[0]
    seen, *more = (
        Observed(start, r.channel, r.language, r.offered, r.abandoned, r.aht_s, r.handled)
        for r in readings
    )
    if not more:
        return seen
    other = more[0]
    answered = seen.answered, other.answered
    apart = None if seen.handled is None and other.handled is None else sum(answered) / 2
    work_s = answered[0] * one.aht_s + answered[1] * other.aht_s
    return replace(
        seen,
        offered=(one.offered + other.offered) / 2,
        abandoned=(one.abandoned + other.abandoned) / 2,
        aht_s=work_s / sum(answered) if sum(answered) else 0.0,
        handled=apart,
    )


def _warn(
    history: History,
    kept: dict[tuple[datetime, tuple[str, ...]], list[HistoryReading]],
    dropped: list[HistoryReading],
    zone: ZoneInfo,
    findings: FaultList,
) -> None:
    """What was treated: duplicates, hours that come twice or never."""
    if dropped:
        rows = f"{len(dropped)} row{'s' * (len(dropped) > 1)}"
        findings.warn(f"{history.place(dropped[0])}: {rows} found again with equal values: dropped")
    twice = [readings[1] for readings in kept.values() if len(readings) > 1]
    if twice:
        where, day = history.place(twice[0]), local(twice[0].start, zone)
        findings.warn(
            f"{where}: the clock is put back, {day:%Y-%m-%d %H:%M} comes twice: the mean is taken"
        )
    nights = {start.date() for start, _ in kept if start.hour < 4}
    odd = [
        readings[0]
        for (start, _), readings in kept.items()
        if start.date() in nights and start.hour < 4 and _skipped(start, zone)
    ]
    if odd:
        findings.warn(
            f"{history.place(odd[0])}: {len(odd)} rows stand in an hour over which the clock is "
            f"put forward: taken as they are"
        )
