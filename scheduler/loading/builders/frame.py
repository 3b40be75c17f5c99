"""The calendar that every other file is read against: horizon, grid and opening hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.domain.grid import Grid, local
from scheduler.domain.history import Event
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Span
from scheduler.loading.builders.closed_hours import closed_hours, open_after
from scheduler.loading.builders.holiday_calendar import holiday_closures, holiday_events
from scheduler.loading.builders.weekly_hours import (
    Openings,
    all_between,
    weekly_parts,
    whole,
)
from scheduler.loading.builders.weekly_hours import clock_text as clock_text
from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.files import DemandFiles
from scheduler.loading.readers.settings_file import SettingsFile
from scheduler.loading.schema.settings_keys import SettingsKeys

Opening = Mapping[str, tuple[Span | None, ...]]
Between = Mapping[str, tuple[tuple[Span, ...], ...]]
YEARS_BACK = 5  # more than a forecast looks back


@dataclass(frozen=True)
class CentreFrame:
    """Settings, grid and hours of the horizon; converts times of files to slots.

    `weekly_opening` has a span or None for Monday to Sunday, `opening` for each day of
    the horizon with closures applied; both in slots of the day. `closures` are the days on
    which every channel is closed, of the past and of the horizon; `holidays` are days of a
    calendar that may be unlike others. `closed_between` and `weekly_closed_between` are closed
    spans within `opening` and `weekly_opening`, between two openings of one day.
    """

    settings: SettingsFile
    grid: Grid
    weekly_opening: Opening
    opening: Opening
    closures: frozenset[date]
    holidays: tuple[Event, ...]
    closed_between: Between
    weekly_closed_between: Between
    findings: FaultList

    @property
    def keys(self) -> SettingsKeys:
        return self.settings.keys

    def clock(self, place: SourcePlace, column: str, minutes: int) -> int | None:
        """Slot of the day of a time that must lie on the grid; None with a fault."""
        if minutes % self.grid.slot_minutes:
            self.findings.fault(place, column, f"found {clock_text(minutes)}", self.on_grid)
            return None
        return minutes // self.grid.slot_minutes

    def length(
        self, place: SourcePlace, column: str, minutes: float, found: str = ""
    ) -> int | None:
        """Slots of a duration that must be whole slots; None with a fault."""
        slots = minutes / self.grid.slot_minutes
        if abs(slots - round(slots)) > 1e-9:
            self.findings.fault(place, column, f"found {found or f'{minutes:g}'}", self.on_grid)
            return None
        return round(slots)

    def moment(self, place: SourcePlace, column: str, moment: datetime) -> int | None:
        """Slot of a time that must lie on the grid; None with a fault."""
        slot = self.grid.starting(moment)
        if slot is None:
            self.findings.fault(place, column, f"found {moment.isoformat()}", self.on_grid)
        return slot

    @property
    def on_grid(self) -> str:
        return f"whole slots of {self.grid.slot_minutes} minutes"

    def inside(self, start: int, end: int) -> bool:
        """Whether a span touches the horizon."""
        return start < self.grid.slots and end > 0

    def clock_of(self, slot: int) -> str:
        return clock_text(slot * self.grid.slot_minutes)


def build_frame(files: DemandFiles, week: date | None, findings: FaultList) -> CentreFrame | None:
    """The frame of the week asked for, or of the first week there is; None without one."""
    settings = files.settings
    if settings is None or any(f.file == settings.file for f in findings.faults):
        return None
    first = _first_day(files, settings, week)
    if first is None:
        return None
    centre = settings.keys.centre
    grid = Grid(first, centre.days, centre.slot_minutes, centre.interval_minutes, centre.timezone)
    parts = weekly_parts(settings, grid, findings)
    weekly = _weekly_opening(parts)
    years = _years(files, grid)
    closed = frozenset(one for one in settings.keys.closures if isinstance(one, date))
    closed |= holiday_closures(
        settings, years, lambda weekday: any(spans[weekday] for spans in weekly.values()), findings
    )
    days, empty = _days(settings, grid, parts, closed, findings)
    opening = {name: tuple(map(whole, own)) for name, own in days.items()}
    opening[SUPERVISION] = tuple(hull(list(spans)) for spans in zip(*opening.values(), strict=True))
    holidays = holiday_events(settings, years, findings)
    between, weekly_between = all_between(days), all_between(parts)
    return CentreFrame(
        settings, grid, weekly, opening, closed | empty, holidays, between, weekly_between, findings
    )


def _days(
    settings: SettingsFile,
    grid: Grid,
    weekly: Mapping[str, tuple[Openings, ...]],
    closed: frozenset[date],
    findings: FaultList,
) -> tuple[Mapping[str, tuple[Openings, ...]], frozenset[date]]:
    """Openings of each day of the horizon, and days of which closed hours leave none."""
    hours = closed_hours(settings, grid, findings)
    days: dict[str, list[Openings]] = {name: [] for name in weekly}
    empty = set()
    for day in range(grid.days):
        on, weekday = grid.date(day), grid.weekday(day)
        cut = [(0, grid.slots_per_day)] if on in closed else hours.get(on, [])
        for name, usual in weekly.items():
            days[name].append(open_after(usual[weekday], cut))
        usually = any(usual[weekday] for usual in weekly.values())
        if cut and usually and not any(own[day] for own in days.values()):
            empty.add(on)
    return {name: tuple(own) for name, own in days.items()}, frozenset(empty)


def _years(files: DemandFiles, grid: Grid) -> range:
    """Years of the past that a forecast looks at, of the horizon, and the one behind it."""
    begin, end = grid.first_day - timedelta(days=7), grid.date(grid.days - 1)
    past = (*files.history.readings, *files.tickets.readings)
    first = min((reading.start.year for reading in past), default=begin.year)
    return range(max(min(first, begin.year), begin.year - YEARS_BACK), end.year + 2)


def _first_day(files: DemandFiles, settings: SettingsFile, week: date | None) -> date | None:
    """First day of the week of `week`, of the forecast, after the history, or of the totals."""
    centre = settings.keys.centre
    zone = ZoneInfo(centre.timezone)
    if week is None and files.forecast.records:
        week = min(local(r.row.start, zone) for r in files.forecast).date()
    past = [*files.history.readings, *files.tickets.readings]
    if week is None and past:
        last = max(local(reading.start, zone) for reading in past).date()
        return start_of_week(last + timedelta(days=7), centre.week_start)
    if week is None and files.volumes.records:
        year, month = min(record.row.period for record in files.volumes)
        return start_of_week(date(year, month or 1, 7), centre.week_start)
    return None if week is None else start_of_week(week, centre.week_start)


def start_of_week(day: date, week_start: int) -> date:
    return day - timedelta(days=(day.weekday() - week_start) % 7)


def _weekly_opening(parts: Mapping[str, tuple[Openings, ...]]) -> Opening:
    """Hours of each channel by weekday; supervision spans all others."""
    weekly = {name: tuple(map(whole, days)) for name, days in parts.items()}
    weekly[SUPERVISION] = tuple(
        hull([spans[weekday] for spans in weekly.values()]) for weekday in range(7)
    )
    return weekly


def hull(spans: list[Span | None]) -> Span | None:
    """Smallest span that holds all of these."""
    found = [span for span in spans if span is not None]
    return (min(s for s, _ in found), max(e for _, e in found)) if found else None
