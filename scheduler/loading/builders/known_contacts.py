"""What a folder knows of contacts: forecast.csv, or the past, or totals, checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.domain.demand import Volume
from scheduler.domain.grid import local
from scheduler.domain.history import (
    MOST_BUSY_WORDS,
    Contacts,
    Event,
    Expected,
    Observed,
    on_grid,
    too_busy,
)
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.builders.observed import observed
from scheduler.loading.builders.yearly_totals import spread_of, totals_of
from scheduler.loading.checks.handling_times import odd_times
from scheduler.loading.faults import SourcePlace, shown
from scheduler.loading.readers.csv_tables import CsvTable
from scheduler.loading.readers.files import DemandFiles
from scheduler.loading.schema.demand_columns import ForecastRow


def build_contacts(files: DemandFiles, frame: CentreFrame) -> Contacts:
    """Contacts given for the horizon, else those of the past, else totals.

    Faults and warnings are about the files; what is odd about the contacts of the horizon is
    for the forecast to say.
    """
    _check_intervals(files.forecast, frame)
    known = Contacts(
        file=files.forecast.file,
        given=_given(files.forecast, frame),
        history=observed(files, frame),
        events=(*frame.holidays, *_events(files)),
        plan_for=_quantile(frame.keys.forecast.plan_for),
    )
    _warn_of_times(files, frame)
    if known.given:
        _warn_of_plan(frame)
    elif known.history:
        known = replace(
            known, file=(files.history if files.history.present else files.tickets).file
        )
        _check_past(known, frame)
    elif files.volumes.records:
        totals, spread = totals_of(files, frame), spread_of(files, frame)
        known = replace(known, file=files.volumes.file, totals=totals, spread=spread)
    else:
        _fault_of_week(files.forecast, frame)
    return known


def _warn_of_times(files: DemandFiles, frame: CentreFrame) -> None:
    """Handling times that look like another unit than seconds."""
    for past, table in ((files.history, "history"), (files.tickets, "tickets")):
        times = ((r.channel, r.aht_s) for r in past.readings)
        frame.findings.warn_all(odd_times(past.file, times, table))
    for given in (files.forecast, files.volumes):
        rows = ((r.row.channel, r.row.aht_s) for r in given.records)
        frame.findings.warn_all(odd_times(given.file, rows))


def _quantile(plan_for: str) -> float | None:
    """`p75` to .75; None for the mean."""
    return None if plan_for == "mean" else int(plan_for[1:]) / 100


def _warn_of_plan(frame: CentreFrame) -> None:
    """A quantile is asked for, of contacts that are given."""
    plan_for = frame.keys.forecast.plan_for
    if plan_for != "mean":
        place = frame.settings.place("forecast", "plan_for")
        frame.findings.warn(
            f'{place}: plan_for = "{plan_for}" changes nothing: this week is taken from the files '
            f"as it is"
        )


def _events(files: DemandFiles) -> tuple[Event, ...]:
    rows = (record.row for record in files.events)
    return tuple(Event(row.start, row.end, row.name, row.channel or "") for row in rows)


def _given(forecast: CsvTable[ForecastRow], frame: CentreFrame) -> tuple[Volume, ...]:
    """The rows of forecast.csv that lie in the horizon."""
    zone = ZoneInfo(frame.grid.timezone)
    first = datetime.combine(frame.grid.first_day, datetime.min.time())
    last = first + timedelta(days=frame.grid.days)
    rows = (
        Expected(start, r.row.channel, r.row.language, r.row.volume, r.row.aht_s)
        for r in forecast
        if first <= (start := local(r.row.start, zone)) < last
    )
    return on_grid(rows, frame.grid)


def _fault_of_week(forecast: CsvTable[ForecastRow], frame: CentreFrame) -> None:
    """The week asked for lies outside of forecast.csv, and there is no history."""
    if not forecast.records:
        return
    grid, zone = frame.grid, ZoneInfo(frame.grid.timezone)
    starts = [local(r.row.start, zone).date() for r in forecast]
    found = f"found nothing from {grid.first_day} to {grid.date(grid.days - 1)}"
    allowed = f"a week between {min(starts)} and {max(starts)}"
    frame.findings.fault(SourcePlace(forecast.file, 2), "start", found, allowed)


def _check_past(known: Contacts, frame: CentreFrame) -> None:
    """A fault where the history begins after the horizon; a warning where it ends long before."""
    grid, findings = frame.grid, frame.findings
    if findings.faults:
        return
    last = _last_before(known.history, frame)
    if last is None:
        found = f"found nothing before the requested week, {grid.first_day}"
        allowed = f"a week after {min(one.start for one in known.history).date()}"
        findings.fault(SourcePlace(known.file, 2), "start", found, allowed)
        return
    weeks = (grid.first_day - last.date()).days // 7
    if weeks >= 1:
        findings.warn(
            f"{known.file}: history ends {weeks} week{'s' * (weeks > 1)} before the "
            f"requested week ({last.date()}, {grid.first_day})"
        )


def _last_before(history: tuple[Observed, ...], frame: CentreFrame) -> datetime | None:
    """The last interval of the history before the horizon; None without any."""
    midnight = datetime.combine(frame.grid.first_day, datetime.min.time())
    return max((one.start for one in history if one.start < midnight), default=None)


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
        absurd = too_busy(row.volume, row.aht_s, minutes)
        if absurd and not _may_wait(row.channel, frame):
            frame.findings.fault(place, "aht_s", absurd, MOST_BUSY_WORDS)


def _may_wait(channel: str, frame: CentreFrame) -> bool:
    service = frame.keys.service.get(channel)
    return service is not None and service.model == "deferrable"
