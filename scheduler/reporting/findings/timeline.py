"""One day as people see it: who works from when to when, coverage, who is not there."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.domain.coverage import CoverageRow
from scheduler.domain.demand import ALL, Row
from scheduler.domain.roster import Shift
from scheduler.domain.scenario import Scenario
from scheduler.reporting.findings import words
from scheduler.reporting.findings.absences import leave_words
from scheduler.reporting.findings.run_report import Report

MANY = 40  # names in one line


def day_span(report: Report, day: int) -> tuple[int, int]:
    """Whole hours that hold every opening and every shift of a day, in slots.

    A closed day without a shift still spans one hour, at noon.
    """
    scenario, grid = report.scenario, report.scenario.grid
    midnight, hour = day * grid.slots_per_day, max(1, 60 // grid.slot_minutes)
    spans = [span for spans in scenario.opening.values() if (span := spans[day]) is not None]
    spans += [(s.start - midnight, s.end - midnight) for s in staff_of_day(report, day)]
    if not spans:
        spans = [(12 * hour, 13 * hour)]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return midnight + start // hour * hour, midnight + -(-end // hour) * hour


def staff_of_day(report: Report, day: int) -> list[Shift]:
    """Shifts of a day by start, end and name."""
    shifts = [own[day] for own in report.board.shifts.values() if day in own]
    return sorted(shifts, key=lambda s: (s.start, s.end, report.name(s.csr_id), s.csr_id))


def coverage_of_day(report: Report, day: int) -> list[tuple[Row, Sequence[CoverageRow]]]:
    """Coverage rows of a day by channel and language, slot by slot.

    A language that nobody requires all day is left out; a channel's pooled row never is.
    """
    own = report.coverage_by_day.get(day, {})
    return [
        (key, own[key])
        for key in report.coverage_rows
        if key in own and (key[1] == ALL or any(row.required for row in own[key]))
    ]


def not_there(report: Report, day: int) -> list[str]:
    """`Vacation: Ana Ruiz, Ben Li`: everyone without a shift that day, by reason."""
    scenario = report.scenario
    groups: dict[str, list[str]] = {}
    for csr in scenario.csrs:
        if report.board.shift(csr.csr_id, day) is not None:
            continue
        reason = leave_words(scenario, csr, day) or "day off"
        if scenario.grid.date(day) in scenario.closures:
            reason = report.closed_word(csr.csr_id, day)
        groups.setdefault(reason, []).append(csr.name)
    return [
        f"{words.capital(reason)}: {words.joined(sorted(names), MANY)}"
        for reason, names in sorted(groups.items(), key=lambda item: (item[0] == "day off", item))
    ]


def activity_title(report: Report, activity: str) -> str:
    """`phones`, `rest`, or the title of the meeting or program."""
    return title_of(report.scenario, activity)


def title_of(scenario: Scenario, activity: str) -> str:
    """The same for the scenario alone."""
    kind, _, ident = activity.partition(":")
    if kind == "meeting" and ident in scenario.meeting:
        return scenario.meeting[ident].title
    if kind == "offline" and ident in scenario.program:
        return scenario.program[ident].title
    return words.channel(ident or activity)
