"""Contacts of the horizon, from forecast.csv or, without it, from history.csv."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.domain.demand import Volume
from scheduler.domain.history import Expected, Observed
from scheduler.forecast.baseline import mean_of_weeks
from scheduler.loading.faults import Place, shown
from scheduler.loading.files import Files
from scheduler.loading.frame import Frame, local
from scheduler.loading.schema import ForecastRow, HistoryRow
from scheduler.loading.tables import Table


def build_volumes(files: Files, frame: Frame) -> tuple[Volume, ...]:
    """Contacts of each interval of the horizon; faults and warnings about what is odd."""
    _check_intervals(files.forecast, frame)
    _check_intervals(files.history, frame)
    expected = _expected(files, frame)
    if expected is None:
        return ()
    volumes = _on_grid(expected, frame)
    open_ones = [v for v in volumes if _is_open(v, frame) or _may_wait(v.channel, frame)]
    kept = set(open_ones)
    _warn_of_closed(files, [v for v in volumes if v not in kept and v.volume > 0], frame)
    _warn_of_missing(files, open_ones, frame)
    return tuple(sorted(open_ones, key=lambda v: (v.channel, v.language, v.start)))


def observed(history: Table[HistoryRow], timezone: str) -> tuple[Observed, ...]:
    """The intervals of history.csv in local wall clock."""
    zone = ZoneInfo(timezone)
    return tuple(
        Observed(
            local(r.row.start, zone),
            r.row.channel,
            r.row.language,
            r.row.offered,
            r.row.abandoned,
            r.row.aht_s,
        )
        for r in history
    )


def _expected(files: Files, frame: Frame) -> tuple[Expected, ...] | None:
    """The forecast of the horizon as it is written, else the baseline from history."""
    zone = ZoneInfo(frame.grid.timezone)
    first = datetime.combine(frame.grid.first_day, datetime.min.time())
    last = first + timedelta(days=frame.grid.days)
    rows = [
        Expected(start, r.row.channel, r.row.language, r.row.volume, r.row.aht_s)
        for r in files.forecast
        if first <= (start := local(r.row.start, zone)) < last
    ]
    if rows:
        return tuple(rows)
    if files.history.records:
        return _baseline(files, frame)
    if files.forecast.records:
        starts = [local(r.row.start, zone).date() for r in files.forecast]
        frame.findings.fault(
            Place(files.forecast.file, 2),
            "start",
            f"found nothing from {first.date()} to {last.date() - timedelta(days=1)}",
            f"a week between {min(starts)} and {max(starts)}",
        )
    return None


def _baseline(files: Files, frame: Frame) -> tuple[Expected, ...] | None:
    grid = frame.grid
    history = observed(files.history, grid.timezone)
    last = max(one.start for one in history).date()
    expected = mean_of_weeks(history, grid.first_day, grid.days)
    if not expected:
        frame.findings.fault(
            Place(files.history.file, 2),
            "start",
            f"found nothing before the week asked for, {grid.first_day}",
            f"a week after {min(one.start for one in history).date()}",
        )
        return None
    weeks = (grid.first_day - last).days // 7
    if weeks >= 1:
        frame.findings.warn(
            f"history.csv: history ends {weeks} week{'s' * (weeks > 1)} before the week asked "
            f"for ({last}, {grid.first_day})"
        )
    return expected


def _check_intervals(table: Table[ForecastRow] | Table[HistoryRow], frame: Frame) -> None:
    """Starts lie on the interval grid, once for each channel and language."""
    zone, minutes = ZoneInfo(frame.grid.timezone), frame.grid.interval_minutes
    seen: dict[tuple[object, ...], int] = {}
    for record in table.records:
        row, place = record.row, record.place
        start = local(row.start, zone)
        if (60 * start.hour + start.minute) % minutes or start.second or start.microsecond:
            frame.findings.fault(
                place,
                "start",
                f"found {row.start.isoformat()}",
                f"whole intervals of {minutes} minutes (centre.interval_minutes)",
            )
        moment = row.start.astimezone(UTC) if row.start.tzinfo else row.start
        first = seen.setdefault((moment, row.channel, row.language), place.line)
        if first != place.line:
            found = f"found {shown(row.start.isoformat())} again for {row.channel} {row.language}"
            frame.findings.fault(place, "start", found, f"each interval once (line {first})")
        contacts = row.volume if isinstance(row, ForecastRow) else row.offered
        if contacts > 0 and row.aht_s == 0:
            frame.findings.fault(place, "aht_s", "found 0", "more than 0 where there are contacts")
        if isinstance(row, HistoryRow) and row.abandoned > row.offered:
            frame.findings.fault(
                place, "abandoned", f"found {row.abandoned:g}", f"at most offered, {row.offered:g}"
            )


def _on_grid(expected: Iterable[Expected], frame: Frame) -> list[Volume]:
    """Intervals in slots. Where the clock is put back, the hour that comes twice is one."""
    grid = frame.grid
    contacts: dict[tuple[int, str, str], tuple[float, float, float]] = {}
    for one in expected:
        key = (grid.floor(one.start), one.channel, one.language)
        volume, work_s, _ = contacts.get(key, (0.0, 0.0, 0.0))
        contacts[key] = (volume + one.volume, work_s + one.volume * one.aht_s, one.aht_s)
    return [
        Volume(
            start,
            start + grid.slots_per_interval,
            channel,
            language,
            volume,
            work_s / volume if volume else aht_s,
        )
        for (start, channel, language), (volume, work_s, aht_s) in contacts.items()
    ]


def _may_wait(channel: str, frame: Frame) -> bool:
    service = frame.keys.service.get(channel)
    return service is not None and service.model == "deferrable"


def _is_open(volume: Volume, frame: Frame) -> bool:
    grid, spans = frame.grid, frame.opening.get(volume.channel)
    if spans is None or (span := spans[grid.day(volume.start)]) is None:
        return False
    start = grid.of_day(volume.start)
    return start < span[1] and span[0] < start + volume.end - volume.start


def _warn_of_closed(files: Files, closed: list[Volume], frame: Frame) -> None:
    """One warning for each channel with contacts while it is closed."""
    for channel in sorted({v.channel for v in closed} & set(frame.opening)):
        own = sorted((v for v in closed if v.channel == channel), key=lambda v: v.start)
        count = sum(v.volume for v in own)
        frame.findings.warn(
            f"{_file(files)}: {count:g} contacts come while {channel} is closed, the first "
            f"{_when(own[0].start, frame)}: not staffed"
        )


def _warn_of_missing(files: Files, volumes: list[Volume], frame: Frame) -> None:
    """One warning for each channel and language with open intervals that have no row."""
    grid, step = frame.grid, frame.grid.slots_per_interval
    have: dict[tuple[str, str], set[int]] = {}
    for volume in volumes:
        have.setdefault((volume.channel, volume.language), set()).add(volume.start)
    for channel in sorted(set(frame.keys.opening) - {name for name, _ in have}):
        frame.findings.warn(f"{_file(files)}: no contacts on {channel}: counted as zero")
    for (channel, language), starts in sorted(have.items()):
        wanted = [
            day * grid.slots_per_day + slot
            for day, span in enumerate(frame.opening[channel])
            if span
            for slot in range(span[0] // step * step, span[1], step)
        ]
        missing = [slot for slot in wanted if slot not in starts]
        if missing:
            frame.findings.warn(
                f"{_file(files)}: {channel} {language} lacks {len(missing)} of {len(wanted)} open "
                f"intervals, the first {_when(missing[0], frame)}: counted as zero"
            )


def _when(slot: int, frame: Frame) -> str:
    return f"{frame.grid.local(slot):%Y-%m-%d %H:%M}"


def _file(files: Files) -> str:
    return files.forecast.file if files.forecast.records else files.history.file
