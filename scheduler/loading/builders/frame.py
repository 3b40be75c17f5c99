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
from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.files import DemandFiles
from scheduler.loading.readers.settings_file import SettingsFile
from scheduler.loading.schema.fields import WEEKDAYS
from scheduler.loading.schema.settings_keys import SettingsKeys

Opening = Mapping[str, tuple[Span | None, ...]]
YEARS_BACK = 5  # more than a forecast looks back


@dataclass(frozen=True)
class CentreFrame:
    """Settings, grid and hours of the horizon; converts times of files to slots.

    `weekly_opening` has a span or None for Monday to Sunday, `opening` for each day of
    the horizon with closures applied; both in slots of the day. `closures` are the days on
    which every channel is closed, of the past and of the horizon; `holidays` are days of a
    calendar that may be unlike others.
    """

    settings: SettingsFile
    grid: Grid
    weekly_opening: Opening
    opening: Opening
    closures: frozenset[date]
    holidays: tuple[Event, ...]
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


def clock_text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


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
    weekly = _weekly_opening(settings, grid, findings)
    years = _years(files, grid)
    closed = frozenset(one for one in settings.keys.closures if isinstance(one, date))
    closed |= holiday_closures(
        settings, years, lambda weekday: any(spans[weekday] for spans in weekly.values()), findings
    )
    opening, empty = _opening(settings, grid, weekly, closed, findings)
    holidays = holiday_events(settings, years, findings)
    return CentreFrame(settings, grid, weekly, opening, closed | empty, holidays, findings)


def _opening(
    settings: SettingsFile,
    grid: Grid,
    weekly: Opening,
    closed: frozenset[date],
    findings: FaultList,
) -> tuple[Opening, frozenset[date]]:
    """Hours of each day of the horizon, and days of which closed hours leave nothing open."""
    channels = {name: spans for name, spans in weekly.items() if name != SUPERVISION}
    hours = closed_hours(settings, grid, channels, findings)
    opening: dict[str, list[Span | None]] = {name: [] for name in weekly}
    empty = set()
    for day in range(grid.days):
        on, weekday = grid.date(day), grid.weekday(day)
        cut = [(0, grid.slots_per_day)] if on in closed else hours.get(on, [])
        for name, spans in channels.items():
            opening[name].append(open_after(spans[weekday], cut))
        left = hull([opening[name][day] for name in channels])
        opening[SUPERVISION].append(left)
        if cut and left is None and weekly[SUPERVISION][weekday]:
            empty.add(on)
    return {name: tuple(days) for name, days in opening.items()}, frozenset(empty)


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


def _weekly_opening(settings: SettingsFile, grid: Grid, findings: FaultList) -> Opening:
    """Hours of each channel by weekday; supervision spans all others."""
    weekly: dict[str, tuple[Span | None, ...]] = {}
    for channel, keys in settings.keys.opening.items():
        spans: list[Span | None] = []
        for weekday in WEEKDAYS:
            hours: tuple[int, int] | None = getattr(keys, weekday)
            if hours and any(minutes % grid.slot_minutes for minutes in hours):
                findings.fault(
                    settings.place("opening", channel, weekday),
                    f"opening.{channel}.{weekday}",
                    f"found {clock_text(hours[0])}-{clock_text(hours[1])}",
                    f"whole slots of {grid.slot_minutes} minutes",
                )
            spans.append(
                (hours[0] // grid.slot_minutes, hours[1] // grid.slot_minutes) if hours else None
            )
        weekly[channel] = tuple(spans)
    weekly[SUPERVISION] = tuple(
        hull([spans[weekday] for spans in weekly.values()]) for weekday in range(7)
    )
    return weekly


def hull(spans: list[Span | None]) -> Span | None:
    """Smallest span that holds all of these."""
    found = [span for span in spans if span is not None]
    return (min(s for s, _ in found), max(e for _, e in found)) if found else None
