"""Builds a Scenario from files that are sound by themselves."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from scheduler.domain.agreed_overtime import with_agreed, without_lapsed
from scheduler.domain.given_shifts import with_given_shifts
from scheduler.domain.history import Contacts
from scheduler.domain.news import with_news
from scheduler.domain.pay_codes import PayCodes
from scheduler.domain.roster import SUPERVISION, Roster
from scheduler.domain.scenario import Available, Csr, PayClass, PlanLine, Scenario
from scheduler.domain.settings import (
    MIN_STINTS,
    SHARED_EVENING,
    SHARED_WEEKEND,
    STARTS_KEPT,
    BreakBand,
    Labour,
    MealWindow,
    Pay,
    Prices,
    RequestRules,
    Service,
    Solve,
)
from scheduler.loading.builders.agreements import news_tables, read_agreements, read_late_changes
from scheduler.loading.builders.contract_weeks import begin_weeks
from scheduler.loading.builders.contracts import build_contracts, build_csrs
from scheduler.loading.builders.employed_days import build_employment, without_others
from scheduler.loading.builders.frame import CentreFrame, build_frame
from scheduler.loading.builders.known_contacts import build_contacts
from scheduler.loading.builders.meetings_and_programs import build_meetings
from scheduler.loading.builders.new_people import build_shadows
from scheduler.loading.builders.news_since import Centre, published_news, read_news
from scheduler.loading.builders.own_hours import build_availability, check_days_left
from scheduler.loading.builders.request_history import build_request_history
from scheduler.loading.builders.simulated_routing import build_simulation
from scheduler.loading.builders.time_away import build_pins, build_requests, build_time_off
from scheduler.loading.checks.handling_times import odd_times
from scheduler.loading.checks.pinned_meetings import check_pinned_meetings
from scheduler.loading.checks.unlikely import unlikely
from scheduler.loading.faults import FaultList
from scheduler.loading.readers.files import DemandFiles, Files
from scheduler.loading.readers.roster_file import Names, build_published
from scheduler.loading.readers.settings_file import SettingsFile
from scheduler.loading.readers.sources import InputSource
from scheduler.loading.schema.keys import Keys
from scheduler.loading.schema.news_columns import NewsRow

Settings = TypeVar("Settings", Prices, Pay, RequestRules, Solve)


def build(
    source: InputSource,
    files: Files,
    week: date | None,
    published: Path | None,
    findings: FaultList,
    told: Path | None = None,
) -> Scenario | None:
    """The scenario, or None where the settings or the week cannot be read."""
    frame = build_frame(files, week, findings)
    if frame is None:
        return None
    labour = _labour(frame.settings)
    contracts = build_contracts(files, frame, labour)
    csrs = build_csrs(files, frame, labour, contracts)
    outside = build_employment(files, frame)
    meetings, programs = build_meetings(files, frame, labour, csrs)
    meetings = without_others(meetings, outside, frame.grid.slots)
    programs = without_others(programs, outside, frame.grid.slots)
    time_off = (*build_time_off(files, frame), *outside)
    availability = build_availability(files, frame)
    requests = build_requests(files, frame)
    pins = build_pins(files, frame, csrs, time_off)
    check_pinned_meetings(files, frame, pins, meetings, programs)
    contacts = build_contacts(files, frame)
    _warn_of_lengths(files, findings)
    shadows = build_shadows(files, frame, contracts)
    people = (*csrs, *shadows)
    centre = Centre(
        frame.grid, csrs, frame.opening, {m.meeting_id for m in meetings},
        {p.program_id for p in programs},
    )  # fmt: skip
    news = read_news(source.table(NewsRow.file), centre, findings)
    news += published_news(published, told, centre, findings)
    tables = news_tables(source.table(NewsRow.file), published, told)
    agreed = [one for table in tables for one in read_agreements(table, centre, findings)]
    late = tuple(one for table in tables for one in read_late_changes(table, centre))
    every = (*meetings, *news.meetings)
    names = Names.of(frame.grid, people, frame.opening, every, programs)
    past, current = build_published(files.previous, published, names, findings)
    csrs = begin_weeks(csrs, past, files, frame)
    check_days_left(_nobody_away(frame, labour, csrs, availability), files, frame)
    asked = build_request_history(files.request_history, published, frame.grid, csrs, findings)
    if findings.faults:
        return None
    scenario = Scenario(
        name=frame.keys.centre.name,
        grid=frame.grid,
        opening=_opening(frame, csrs),
        closed_between=frame.closed_between,
        closures=frame.closures,
        csrs=csrs,
        meetings=meetings,
        programs=programs,
        time_off=time_off,
        requests=requests,
        pins=pins,
        contacts=contacts,
        services=_services(frame),
        labour=replace(labour, late_changes=late),
        prices=_prices(frame.settings, past),
        pay=_pay(frame),
        solve=_plain(frame.keys.solve, Solve),
        pay_classes=_pay_classes(files),
        plan=_plan(files),
        past=past,
        published=current,
        annual_contacts=frame.keys.centre.annual_contacts,
        warnings=tuple(findings.warnings),
        digest=source.digest(),
        folder=source.folder,
        weekly_opening=dict(frame.weekly_opening),
        weekly_closed_between=frame.weekly_closed_between,
        simulation=build_simulation(frame),
        handling_times=_handling_times(files),
        availability=availability,
        shadows=shadows,
        pay_codes=PayCodes(**dict(frame.keys.payroll)),
        request_rules=_plain(frame.keys.requests, RequestRules),
        request_history=asked,
    )
    with_all_news = with_given_shifts(with_news(with_agreed(scenario, agreed), news))
    with_all_news = without_lapsed(with_all_news)
    return with_all_news.warned(unlikely(scenario, frame))


def _nobody_away(
    frame: CentreFrame, labour: Labour, csrs: tuple[Csr, ...], availability: tuple[Available, ...]
) -> Scenario:
    """The centre's hours and people, with nothing to do: what their weeks leave room for."""
    known = tuple(csr for csr in csrs if csr.channels <= set(frame.weekly_opening))
    return Scenario(
        name=frame.keys.centre.name,
        grid=frame.grid,
        opening=_opening(frame, known),
        closed_between=frame.closed_between,
        closures=frame.closures,
        csrs=known,
        meetings=(),
        programs=(),
        time_off=(),
        requests=(),
        pins=(),
        contacts=Contacts(),
        services={},
        labour=labour,
        pay=_pay(frame),
        weekly_opening=dict(frame.weekly_opening),
        weekly_closed_between=frame.weekly_closed_between,
        availability=availability,
    )


def build_without_people(
    folder: Path, files: DemandFiles, week: date | None, findings: FaultList
) -> Scenario | None:
    """The contacts of a centre and its hours, which are enough to forecast."""
    frame = build_frame(files, week, findings)
    if frame is None:
        return None
    contacts = build_contacts(files, frame)
    services = {name: Service(channel=name, **dict(k)) for name, k in frame.keys.service.items()}
    return Scenario(
        name=frame.keys.centre.name,
        grid=frame.grid,
        opening=_opening(frame, ()),
        closed_between=frame.closed_between,
        closures=frame.closures,
        csrs=(),
        meetings=(),
        programs=(),
        time_off=(),
        requests=(),
        pins=(),
        contacts=contacts,
        services=services,
        weekly_opening=dict(frame.weekly_opening),
        weekly_closed_between=frame.weekly_closed_between,
        warnings=tuple(findings.warnings),
        folder=str(folder),
    )


def _plain(keys: Keys, kind: type[Settings], **changes: Any) -> Settings:
    """The domain's settings with the same names."""
    values = {f.name: getattr(keys, f.name) for f in fields(kind)}
    return kind(**{**values, **changes})


def _prices(settings: SettingsFile, past: Roster | None) -> Prices:
    """The prices; weekends and evenings are shared by default where a past is published."""
    keys = settings.keys.prices
    shared = {"weekend_day": SHARED_WEEKEND, "evening_shift": SHARED_EVENING}
    dollars = {name: getattr(keys, name) for name in shared}
    for name, default in shared.items():
        if dollars[name] is None:
            dollars[name] = default if past is not None and past.segments else 0.0
    kept = keys.start_unlike_last_week_per_hour
    if kept is None:
        kept = 0.0 if dollars["evening_shift"] or keys.early_start else STARTS_KEPT
    dollars["start_unlike_last_week_per_hour"] = kept
    return _plain(keys, Prices, **dollars)


def _labour(settings: SettingsFile) -> Labour:
    keys = settings.keys.labour
    others = ("sources", "agreed", "late_changes")
    values = {f.name: getattr(keys, f.name) for f in fields(Labour) if f.name not in others}
    values["breaks"] = tuple(BreakBand(**dict(band)) for band in keys.breaks)
    values["meal_windows"] = tuple(MealWindow(**dict(window)) for window in keys.meal_windows)
    values["min_stint_minutes"] = {**MIN_STINTS, **keys.min_stint_minutes}
    return Labour(**values, sources=settings.sources("labour"))


def _pay(frame: CentreFrame) -> Pay:
    """Wages; a warning for a paid holiday of the horizon on which the centre is not closed."""
    keys, grid = frame.keys.pay, frame.grid
    for at, day in enumerate(keys.paid_holidays):
        if 0 <= (day - grid.first_day).days < grid.days and day not in frame.closures:
            place = frame.settings.place("pay", "paid_holidays", at)
            frame.findings.warn(f"{place}: {day} is not a closure, so nobody is owed a day for it")
    return _plain(
        keys,
        Pay,
        paid_holidays=tuple(sorted(day.isoformat() for day in keys.paid_holidays)),
        language_differential_on_leave=tuple(keys.language_differential_on_leave),
    )


def _services(frame: CentreFrame) -> dict[str, Service]:
    """The target of every channel; a channel without a table gets the defaults, with a warning."""
    services = {}
    for channel in frame.keys.opening:
        keys = frame.keys.service.get(channel)
        if keys is None:
            frame.findings.warn(
                f"settings.toml: no [service.{channel}]: staffed as calls, 80 % in 20 s"
            )
            services[channel] = Service(channel)
        else:
            services[channel] = Service(channel=channel, **dict(keys))
            _warn_of_idle(services[channel], frame)
    return services


def _warn_of_idle(service: Service, frame: CentreFrame) -> None:
    """Warnings of keys that change nothing with the channel's model."""

    def warn(key: str, words: str) -> None:
        frame.findings.warn(f"{frame.settings.place('service', service.channel, key)}: {words}")

    if service.model != "deferrable":
        for key in ("waiting_hours", "reserved_hours"):
            if getattr(service, key):
                warn(key, f"{key} changes nothing: the channel is deferrable")
    if service.model == "erlang_a" and service.patience_s is None:
        warn("model", "erlang_a without patience_s: nobody abandons, as with erlang_c")


def _opening(frame: CentreFrame, csrs: tuple[Csr, ...]) -> dict[str, Any]:
    """Hours by channel and day; supervision only where the centre has supervisors."""
    supervised = any(SUPERVISION in csr.channels for csr in csrs)
    return {
        channel: days
        for channel, days in frame.opening.items()
        if supervised or channel != SUPERVISION
    }


def _pay_classes(files: Files) -> tuple[PayClass, ...]:
    return tuple(
        PayClass(r.row.pay_class, r.row.title, r.row.annual_min, r.row.annual_max)
        for r in files.pay_classes
    )


def _plan(files: Files) -> tuple[PlanLine, ...]:
    return tuple(
        PlanLine(r.row.fiscal_year, r.row.pay_class, r.row.fte, r.row.amount, r.source)
        for r in files.plan
    )


def _handling_times(files: Files) -> dict[str, tuple[float, ...]]:
    """Measured handling times by channel."""
    found: dict[str, list[float]] = {}
    for r in files.handling_times:
        found.setdefault(r.row.channel, []).append(r.row.handling_s)
    return {channel: tuple(seconds) for channel, seconds in sorted(found.items())}


def _warn_of_lengths(files: Files, findings: FaultList) -> None:
    """Measured times that look like another unit than seconds."""
    rows = ((r.row.channel, r.row.handling_s) for r in files.handling_times)
    findings.warn_all(odd_times(files.handling_times.file, rows))
