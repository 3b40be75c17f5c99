"""What a supervisor has to know about a roster, one sentence each, with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.coverage import count
from scheduler.domain.demand import ALL, done_hours
from scheduler.domain.roster import Shift
from scheduler.domain.scenario import Csr
from scheduler.reporting.findings import words
from scheduler.reporting.findings.calibrated import change_words, changes
from scheduler.reporting.findings.languages_served import not_held
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.shortages import (
    Reasons,
    ShortageSpan,
    missing_supervision,
    shortages,
)
from scheduler.reporting.findings.simulated_service import row_words
from scheduler.reporting.findings.wishes import outcome, price_words, wish
from scheduler.verification.misses import Miss

RULE, LANGUAGE, SHORTAGE, SUPERVISION = "rule", "language", "shortage", "supervision"
EMAIL, RESERVE = "email", "reserve"
SERVICE, CALIBRATED = "service", "calibrated"
REQUEST, MEETING, CHANGE, WARNING = "request", "meeting", "change", "warning"
TITLES = {
    RULE: "Rules broken",
    LANGUAGE: "Languages not held",
    SHORTAGE: "Shortages",
    SUPERVISION: "Supervision missing",
    EMAIL: "Email overdue",
    RESERVE: "Email below its reserved hours",
    SERVICE: "Target missed in simulation",
    CALIBRATED: "Requirement raised by simulation",
    REQUEST: "Requests refused",
    MEETING: "Excused from meetings",
    CHANGE: "Changes to the published roster",
    WARNING: "Warnings about the inputs",
}


@dataclass(frozen=True)
class Finding:
    """What is the matter and why. `hours` are missing agent-hours, or hours of work overdue.

    `start`, `end` in slots where the finding has a time, `csr_id` where it has a person.
    `matter` is `what` without its time, where other days may have the same; `dollars` what the
    objective counts for it, as far as it orders findings.
    """

    kind: str
    what: str
    why: str = ""
    start: int | None = None
    end: int | None = None
    hours: float = 0.0
    csr_id: str = ""
    matter: str = ""
    dollars: float = 0.0

    @property
    def sentence(self) -> str:
        """`Mon 9:00–9:30 phones two short: all who could are at work; ...`."""
        text = f"{self.what}: {self.why}" if self.why else self.what
        return text if text.endswith((".", "!", "?")) else f"{text}."


def findings(report: Report) -> list[Finding]:
    """All findings, the gravest kind first (the order of `TITLES`), each kind by time."""
    parts: tuple[Callable[[Report], Iterator[Finding]], ...] = (
        _rules, _languages, _shortages, _supervision, _email, _reserve, _service, _calibrated,
        _requests, _meetings, _changes, _warnings,
    )  # fmt: skip
    return [finding for part in parts for finding in part(report)]


def _rules(report: Report) -> Iterator[Finding]:
    for found in report.violations:
        source = f" ({found.source})" if found.source else ""
        what = f"{found.message}{source}"
        yield Finding(RULE, what, "", found.start, None, 0.0, found.csr_id)


def _languages(report: Report) -> Iterator[Finding]:
    for what, why in not_held(report):
        yield Finding(LANGUAGE, what, why)


def _shortages(report: Report) -> Iterator[Finding]:
    reasons = Reasons(report)
    for shortage in shortages(report):
        yield _missing(report, reasons, SHORTAGE, shortage)


def _supervision(report: Report) -> Iterator[Finding]:
    reasons = Reasons(report)
    for shortage in missing_supervision(report):
        yield _missing(report, reasons, SUPERVISION, shortage)


def _missing(report: Report, reasons: Reasons, kind: str, shortage: ShortageSpan) -> Finding:
    grid = report.scenario.grid
    hours = sum(shortage.missing) * grid.slot_hours
    where = words.channel(shortage.channel)
    if shortage.language != "*":
        where += f" in {words.language(shortage.language)}"
    when = words.when(grid, shortage.start, shortage.end)
    matter = f"{where} {words.spread(shortage.missing)} short"
    return Finding(
        kind,
        f"{when} {matter}",
        reasons.text(shortage),
        shortage.start,
        shortage.end,
        hours,
        matter=matter,
        dollars=_dollars(report, shortage),
    )


def _dollars(report: Report, shortage: ShortageSpan) -> float:
    """Price of the missing heads: the k-th in a slot counts k times, a supervisor once."""
    prices, hours = report.scenario.prices, report.scenario.grid.slot_hours
    if shortage.channel == SUPERVISION:
        return prices.missing_supervisor_per_hour * sum(shortage.missing) * hours
    heads = sum(missing * (missing + 1) / 2 for missing in shortage.missing)
    spoken = shortage.language != "*"
    price = prices.language_shortage_per_hour if spoken else prices.shortage_per_hour
    return price * heads * hours


def _email(report: Report) -> Iterator[Finding]:
    """Work past its deadline at the close of a day, as the objective prices it."""
    for closing in _closings(report):
        if closing.late < 0.005:
            continue
        service = report.scenario.services.get(closing.channel)
        limit = f", due {words.seconds(service.within_s)} after arrival" if service else ""
        what = f"{words.hours(closing.late)} overdue when the day closes"
        yield closing.finding(report, EMAIL, what, limit, closing.late)


def _reserve(report: Report) -> Iterator[Finding]:
    """Work not yet overdue that the reserved hours of the days so far would have done."""
    for closing in _closings(report):
        below = closing.due - closing.late
        if below < 0.005:
            continue
        reserved = report.scenario.services[closing.channel].reserved_hours
        what = f"{words.hours(below)} below its reserve when the day closes"
        limit = f", {words.hours(reserved)} a day are reserved"
        yield closing.finding(report, RESERVE, what, limit, below)


@dataclass(frozen=True)
class _Closing:
    """Deferrable work at the close of a day, in hours.

    `spent` on it that day; `due` and not done, of which `late` by its deadline.
    """

    channel: str
    day: int
    spent: float
    due: float
    late: float

    def finding(self, report: Report, kind: str, what: str, limit: str, hours: float) -> Finding:
        grid = report.scenario.grid
        return Finding(
            kind,
            f"{words.day_name(grid, self.day)} {words.channel(self.channel)} {what}",
            f"{words.hours(self.spent)} of the day were spent on it{limit}",
            self.day * grid.slots_per_day,
            (self.day + 1) * grid.slots_per_day,
            hours,
            dollars=hours * report.scenario.prices.shortage_per_hour,
        )


def _closings(report: Report) -> Iterator[_Closing]:
    grid = report.scenario.grid
    for work in report.requirements.deferrable:
        heads = count(report.scenario, report.roster, work.channel)
        effort = heads.astype(np.float64) * grid.slot_hours
        done = done_hours(work.arrived_hours, effort)
        for day in range(grid.days):
            close = (day + 1) * grid.slots_per_day
            yield _Closing(
                work.channel,
                day,
                float(effort[close - grid.slots_per_day : close].sum()),
                max(0.0, float(work.due_hours[close - 1] - done[close - 1])),
                max(0.0, float(work.deadline_hours[close - 1] - done[close - 1])),
            )


def _service(report: Report) -> Iterator[Finding]:
    """A sentence for each day (or longer span), channel and language that misses its target.

    Languages that are held over their week have a finding of their own.
    """
    grid, services = report.scenario.grid, report.scenario.services
    held = {channel for channel, service in services.items() if service.speakers == "held"}
    missed = [m for m in report.misses if m.row.language == ALL or m.row.channel not in held]
    found: dict[tuple[int, str, str], list[Miss]] = {}
    for miss in sorted(missed, key=lambda m: (m.row.start, m.row.channel, m.row.language)):
        key = grid.day(miss.row.start), miss.row.channel, miss.row.language
        found.setdefault(key, []).append(miss)
    for (day, channel, language), own in found.items():
        start, end = own[0].row.start, own[-1].row.end
        levels = [miss.row.service_level.mean for miss in own]
        spread = [words.percent(level) for level in sorted({min(levels), max(levels)})]
        when = words.when(grid, start, end)
        if len(own) > 1:
            spans = [(miss.row.start, miss.row.end) for miss in own]
            when = f"{words.day_name(grid, day)} {words.joined_times(grid, spans)}"
        short = sum(miss.short for miss in own)
        why = f"{' to '.join(spread)} in time, target {words.percent(own[0].target)}"
        if short:
            why += (
                "; too few are rostered there" if short == len(own) else "; partly short of people"
            )
        yield Finding(SERVICE, f"{when} {row_words(channel, language)}", why, start, end)


def _calibrated(report: Report) -> Iterator[Finding]:
    """A sentence for each day, channel and language whose requirement was raised."""
    if report.calibration is None:
        return
    for own in changes(report.calibration):
        what, why = change_words(report.calibration, own)
        yield Finding(CALIBRATED, what, why, own[0].start, own[-1].end)


def _requests(report: Report) -> Iterator[Finding]:
    for request, granted in sorted(report.requests, key=lambda r: (r[0].start, r[0].csr_id)):
        if not granted:
            what = f"{report.name(request.csr_id)} asked {wish(report, request)}"
            price = price_words(report, request)
            why = f"refused, {outcome(report, request)}{'; ' if price else ''}{price}"
            yield Finding(REQUEST, what, why, request.start, request.end, csr_id=request.csr_id)


def _meetings(report: Report) -> Iterator[Finding]:
    gone = {(meeting.meeting_id, csr_id) for meeting, csr_id in report.excused}
    for meeting, csr_id in report.excused:
        csr = report.scenario.csr.get(csr_id)
        why = (absence(report, csr) if csr else "") or "closures leave no time for it"
        hosts = {(meeting.meeting_id, host) for host in meeting.hosts}
        if hosts and hosts <= gone and csr_id not in meeting.hosts:
            why = "none of its hosts can come"
        what = f"{report.name(csr_id)} misses {meeting.title}"
        yield Finding(MEETING, what, why, csr_id=csr_id)


def absence(report: Report, csr: Csr) -> str:
    """The leave of a person in words, `vacation Mon–Wed`; empty without any."""
    grid = report.scenario.grid
    return words.joined(
        [
            f"{row.reason or row.kind} {words.when(grid, row.start, row.end)}"
            for row in report.away
            if row.csr_id == csr.csr_id and row.kind == "leave"
        ]
    )


def _changes(report: Report) -> Iterator[Finding]:
    """Days whose shift differs from the published roster in its start or end."""
    scenario, grid = report.scenario, report.scenario.grid
    if scenario.published is None:
        return
    before = scenario.published.shifts(grid.slots_per_day)
    for csr in scenario.csrs:
        old = {shift.day: shift for shift in before.get(csr.csr_id, ())}
        for day in range(grid.days):
            was, now = old.get(day), report.board.shift(csr.csr_id, day)
            if _span(was) != _span(now):
                start = day * grid.slots_per_day
                yield Finding(
                    CHANGE,
                    f"{csr.name} {words.day_name(grid, day)}",
                    f"{_shift_words(report, now)} instead of {_shift_words(report, was)}",
                    start,
                    start + grid.slots_per_day,
                    csr_id=csr.csr_id,
                )


def _span(shift: Shift | None) -> tuple[int, int] | None:
    return None if shift is None else (shift.start, shift.end)


def _shift_words(report: Report, shift: Shift | None) -> str:
    return "off" if shift is None else words.times(report.scenario.grid, shift.start, shift.end)


def _warnings(report: Report) -> Iterator[Finding]:
    seen = dict.fromkeys((*report.scenario.warnings, *report.warnings))
    for warning in seen:
        yield Finding(WARNING, warning)


def worst(found: Sequence[Finding], limit: int) -> list[Finding]:
    """The gravest few: rules and languages first, then by their price, then in their order."""
    order = {kind: place for place, kind in enumerate(TITLES)}
    first = {RULE: 0, LANGUAGE: 1}
    return sorted(found, key=lambda f: (first.get(f.kind, 2), -f.dollars, order[f.kind]))[:limit]
