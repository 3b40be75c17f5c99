"""Contacts of the horizon, from forecast.csv or, without it, from history.csv."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.domain.demand import Volume
from scheduler.domain.grid import local
from scheduler.domain.history import Event, Expected, Observed
from scheduler.forecast.contacts import ContactForecast, forecast_contacts
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.builders.observed import observed
from scheduler.loading.builders.yearly_totals import from_totals
from scheduler.loading.faults import SourcePlace, shown
from scheduler.loading.readers.csv_tables import CsvTable
from scheduler.loading.readers.files import DemandFiles
from scheduler.loading.schema.columns import ForecastRow

MOST_BUSY = 50_000  # people, beyond which a figure is no centre's: volume or time are wrong
MOST_BUSY_WORDS = f"at most {MOST_BUSY:,} people busy on a channel"


@dataclass(frozen=True)
class ExpectedContacts:
    """Contacts of each interval of the horizon, and what they come from.

    `outlook` is the forecast behind them, None where forecast.csv gives them.
    """

    volumes: tuple[Volume, ...]
    past: tuple[Observed, ...] = ()
    events: tuple[Event, ...] = ()
    outlook: ContactForecast | None = None


def build_demand(files: DemandFiles, frame: CentreFrame) -> ExpectedContacts:
    """Contacts of each interval of the horizon, with their past and the forecast behind them.

    Faults and warnings about what is odd.
    """
    _check_intervals(files.forecast, frame)
    past, events = observed(files.history, files.tickets, frame), events_of(files)
    file, outlook = files.forecast.file, None
    expected: Collection[Expected] = _written(files.forecast, frame)
    if not expected and not past and files.volumes.records:
        file, expected = files.volumes.file, from_totals(files, frame)
    elif not expected and not past:
        _fault_of_week(files.forecast, frame)
    elif not expected and not frame.findings.faults:
        file = files.history.file if files.history.present else files.tickets.file
        outlook = _forecast(file, past, events, frame)
        expected = outlook.expected if outlook else ()
    else:
        _warn_of_plan(frame)
    volumes = _volumes(file, expected, frame) if expected else ()
    return ExpectedContacts(volumes, past, events, outlook)


def _warn_of_plan(frame: CentreFrame) -> None:
    """A quantile is asked for, of contacts that are given."""
    plan_for = frame.keys.forecast.plan_for
    if plan_for != "mean":
        place = frame.settings.place("forecast", "plan_for")
        frame.findings.warn(
            f'{place}: plan_for = "{plan_for}" changes nothing: this week is taken from the files '
            f"as it is"
        )


def events_of(files: DemandFiles) -> tuple[Event, ...]:
    rows = (record.row for record in files.events)
    return tuple(Event(row.start, row.end, row.name, row.channel or "") for row in rows)


def _volumes(file: str, expected: Iterable[Expected], frame: CentreFrame) -> tuple[Volume, ...]:
    """Contacts that are staffed; warnings of those that are not and of what is missing."""
    volumes = _on_grid(expected, frame)
    open_ones = [v for v in volumes if _is_open(v, frame) or _may_wait(v.channel, frame)]
    kept = set(open_ones)
    _warn_of_closed(file, [v for v in volumes if v not in kept and v.volume > 0], frame)
    _warn_of_missing(file, open_ones, frame)
    if not frame.findings.faults:
        _check_load(file, open_ones, frame)
    return tuple(sorted(open_ones, key=lambda v: (v.channel, v.language, v.start)))


def _check_load(file: str, volumes: list[Volume], frame: CentreFrame) -> None:
    """A fault for each channel that would keep more people busy than any centre has."""
    worst: dict[str, Volume] = {}
    for v in volumes:
        most = worst.setdefault(v.channel, v)
        if v.volume * v.aht_s > most.volume * most.aht_s:
            worst[v.channel] = v
    for channel, v in worst.items():
        if absurd := _absurd(channel, v.volume, v.aht_s, frame):
            found = f"{absurd} on {channel} at {_when(v.start, frame)}"
            frame.findings.fault(SourcePlace(file, 1), "aht_s", found, MOST_BUSY_WORDS)


def _absurd(channel: str, volume: float, aht_s: float, frame: CentreFrame) -> str:
    """What is found where one interval would keep too many people busy, else nothing."""
    busy = volume * aht_s / (60 * frame.grid.interval_minutes)
    if busy <= MOST_BUSY or _may_wait(channel, frame):
        return ""
    return f"found {volume:,.0f} contacts of {aht_s:,.0f} s, which keep {busy:,.0f} people busy"


def _written(forecast: CsvTable[ForecastRow], frame: CentreFrame) -> tuple[Expected, ...]:
    """The rows of forecast.csv that lie in the horizon."""
    zone = ZoneInfo(frame.grid.timezone)
    first = datetime.combine(frame.grid.first_day, datetime.min.time())
    last = first + timedelta(days=frame.grid.days)
    return tuple(
        Expected(start, r.row.channel, r.row.language, r.row.volume, r.row.aht_s)
        for r in forecast
        if first <= (start := local(r.row.start, zone)) < last
    )


def _fault_of_week(forecast: CsvTable[ForecastRow], frame: CentreFrame) -> None:
    """The week asked for lies outside of forecast.csv, and there is no history."""
    if not forecast.records:
        return
    grid, zone = frame.grid, ZoneInfo(frame.grid.timezone)
    starts = [local(r.row.start, zone).date() for r in forecast]
    found = f"found nothing from {grid.first_day} to {grid.date(grid.days - 1)}"
    allowed = f"a week between {min(starts)} and {max(starts)}"
    frame.findings.fault(SourcePlace(forecast.file, 2), "start", found, allowed)


def _forecast(
    file: str, past: tuple[Observed, ...], events: tuple[Event, ...], frame: CentreFrame
) -> ContactForecast | None:
    """The calendar model's week, with a warning for each thing that is to be known."""
    grid, findings = frame.grid, frame.findings
    before = [one.start for one in past if one.start.date() < grid.first_day]
    if not before:
        found = f"found nothing before the week asked for, {grid.first_day}"
        allowed = f"a week after {min(one.start for one in past).date()}"
        findings.fault(SourcePlace(file, 2), "start", found, allowed)
        return None
    outlook = forecast_contacts(
        past,
        grid.first_day,
        grid.days,
        grid.interval_minutes,
        frame.keys.closures,
        events,
        quantile_of(frame.keys.forecast.plan_for),
        [channel for channel in frame.keys.opening if _may_wait(channel, frame)],
    )
    last = max(before).date()
    weeks = (grid.first_day - last).days // 7
    if weeks >= 1:
        findings.warn(
            f"{file}: history ends {weeks} week{'s' * (weeks > 1)} before the week asked "
            f"for ({last}, {grid.first_day})"
        )
    for note in outlook.notes:
        findings.warn(f"{file}: {note}")
    return outlook


def quantile_of(plan_for: str) -> float | None:
    """`p75` to .75; None for the mean."""
    return None if plan_for == "mean" else int(plan_for[1:]) / 100


def _check_intervals(table: CsvTable[ForecastRow], frame: CentreFrame) -> None:
    """Starts lie on the interval grid, once for each channel and language."""
    zone, minutes = ZoneInfo(frame.grid.timezone), frame.grid.interval_minutes
    seen: dict[tuple[object, ...], SourcePlace] = {}
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
        first = seen.setdefault((start, start.fold, row.channel, row.language), place)
        if first != place:
            found = f"found {shown(row.start.isoformat())} again for {row.channel} {row.language}"
            frame.findings.fault(place, "start", found, f"each interval once ({first.where})")
        if row.volume > 0 and row.aht_s == 0:
            frame.findings.fault(place, "aht_s", "found 0", "more than 0 where there are contacts")
        if absurd := _absurd(row.channel, row.volume, row.aht_s, frame):
            frame.findings.fault(place, "aht_s", absurd, MOST_BUSY_WORDS)


def _on_grid(expected: Iterable[Expected], frame: CentreFrame) -> list[Volume]:
    """Intervals in slots. Where the clock is put back, the hour that comes twice is one.

    Where it is put forward, contacts of the hour that never comes fall into the next.
    """
    grid = frame.grid
    contacts: dict[tuple[int, str, str], tuple[float, float, float]] = {}
    for one in expected:
        key = (grid.shown(grid.floor(one.start)), one.channel, one.language)
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


def _may_wait(channel: str, frame: CentreFrame) -> bool:
    service = frame.keys.service.get(channel)
    return service is not None and service.model == "deferrable"


def _is_open(volume: Volume, frame: CentreFrame) -> bool:
    grid, spans = frame.grid, frame.opening.get(volume.channel)
    if spans is None or (span := spans[grid.day(volume.start)]) is None:
        return False
    start = grid.of_day(volume.start)
    return start < span[1] and span[0] < start + volume.end - volume.start


def _warn_of_closed(file: str, closed: list[Volume], frame: CentreFrame) -> None:
    """One warning for each channel with contacts while it is closed."""
    for channel in sorted({v.channel for v in closed} & set(frame.opening)):
        own = sorted((v for v in closed if v.channel == channel), key=lambda v: v.start)
        count = sum(v.volume for v in own)
        frame.findings.warn(
            f"{file}: {round(count, 1):g} contacts come while {channel} is closed, the first "
            f"{_when(own[0].start, frame)}: not staffed"
        )


def _warn_of_missing(file: str, volumes: list[Volume], frame: CentreFrame) -> None:
    """One warning for each channel and language with open intervals that have no row."""
    grid, step = frame.grid, frame.grid.slots_per_interval
    have: dict[tuple[str, str], set[int]] = {}
    for volume in volumes:
        have.setdefault((volume.channel, volume.language), set()).add(volume.start)
    for channel in sorted(set(frame.keys.opening) - {name for name, _ in have}):
        frame.findings.warn(f"{file}: no contacts on {channel}: counted as zero")
    for (channel, language), starts in sorted(have.items()):
        wanted = [
            day * grid.slots_per_day + slot
            for day, span in enumerate(frame.opening[channel])
            if span
            for slot in range(span[0] // step * step, span[1], step)
            if day * grid.slots_per_day + slot not in grid.skipped
        ]
        missing = [slot for slot in wanted if slot not in starts]
        if missing:
            frame.findings.warn(
                f"{file}: {channel} {language} lacks {len(missing)} of {len(wanted)} open "
                f"intervals, the first {_when(missing[0], frame)}: counted as zero"
            )


def _when(slot: int, frame: CentreFrame) -> str:
    return f"{frame.grid.local(slot):%Y-%m-%d %H:%M}"
