"""The tables of the page, ready to print: every cell is text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.roster import meeting_activity, program_activity
from scheduler.domain.scenario import Csr
from scheduler.reporting.findings import words
from scheduler.reporting.findings.absences import CLOSURE, DAY_OFF, HOLIDAY, LEAVE, leave_words
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.wishes import outcome, price_words, wish


@dataclass(frozen=True)
class TextTable:
    """Headings and rows of text; `numbers` are the columns set to the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    total: tuple[str, ...] = ()


@dataclass(frozen=True)
class WeekCell:
    """One day of one person: `on`, `off`, `leave` or `closed`, and its words."""

    kind: str
    text: str


@dataclass(frozen=True)
class WeekLine:
    name: str
    team: str
    languages: str
    cells: tuple[WeekCell, ...]
    hours: str


def week_lines(report: Report) -> list[WeekLine]:
    """Everyone by team and name, with the shift or absence of each day."""
    grid = report.scenario.grid
    people = sorted(report.scenario.csrs, key=lambda csr: (csr.team, csr.name, csr.csr_id))
    lines = []
    for csr in people:
        shifts = report.board.shifts.get(csr.csr_id, {}).values()
        hours = sum(shift.paid_slots for shift in shifts) * grid.slot_hours
        cells = tuple(_week_cell(report, csr, day) for day in range(grid.days))
        languages = ", ".join(sorted(csr.languages))
        lines.append(WeekLine(csr.name, csr.team, languages, cells, words.amount(hours)))
    return lines


def _week_cell(report: Report, csr: Csr, day: int) -> WeekCell:
    grid = report.scenario.grid
    shift = report.board.shift(csr.csr_id, day)
    away = leave_words(report.scenario, csr, day)
    if shift is not None:
        times = words.times(grid, shift.start, shift.end)
        return WeekCell("on", f"{times}, {away}" if away else times)
    if grid.date(day) in report.scenario.closures:
        return WeekCell("closed", report.closed_word(csr.csr_id, day))
    return WeekCell("leave", away) if away else WeekCell("off", "off")


def away_table(report: Report) -> TextTable:
    """Leave, paid holidays and closures by person; whoever has none of them is left out."""
    rows = []
    for csr_id, kinds in _away_words(report).items():
        if kinds.keys() & {LEAVE, HOLIDAY, CLOSURE}:
            columns = (LEAVE, HOLIDAY, CLOSURE, DAY_OFF)
            cells = (words.joined(kinds.get(kind, []), 7) for kind in columns)
            rows.append((report.name(csr_id), *cells))
    head = ("Name", "Leave", "Holiday", "Closed", "Days off")
    return TextTable("Who is away, and why", head, tuple(sorted(rows)))


def _away_words(report: Report) -> dict[str, dict[str, list[str]]]:
    grid = report.scenario.grid
    found: dict[str, dict[str, list[str]]] = {}
    for row in report.away:
        text = words.when(grid, row.start, row.end)
        if row.kind == LEAVE and row.reason:
            text = f"{text} {row.reason}"
        own = found.setdefault(row.csr_id, {})
        own.setdefault(row.kind, []).append(text)
    return found


def request_table(report: Report) -> TextTable:
    """Every request with its answer, refused ones first."""
    order = sorted(
        report.requests, key=lambda item: (item[1], item[0].start, report.name(item[0].csr_id))
    )
    rows = tuple(
        (
            report.name(request.csr_id),
            wish(report, request),
            words.amount(request.weight),
            "✓ granted" if granted else "✗ refused",
            outcome(report, request),
            "" if granted else words.capital(price_words(report, request)),
        )
        for request, granted in order
    )
    head = ("Name", "Asked", "Weight", "Answer", "Rostered", "Price")
    return TextTable("Requests, granted and refused", head, rows, frozenset({2}))


def meeting_table(report: Report) -> TextTable:
    """Sittings of each meeting with those who sit in them; programs with their hours."""
    rows = (*_sittings(report), *_programs(report))
    return TextTable("Meetings and programs", ("Title", "When", "People", "Who"), rows)


def _sittings(report: Report) -> Iterator[tuple[str, ...]]:
    grid = report.scenario.grid
    sat: dict[tuple[str, int, int], list[str]] = {}
    for segment in report.roster.segments:
        if segment.activity.startswith("meeting:"):
            key = (segment.activity, segment.start, segment.end)
            sat.setdefault(key, []).append(report.name(segment.csr_id))
    for meeting in report.scenario.meetings:
        for activity, start, end in sorted(sat, key=lambda key: key[1]):
            if activity == meeting_activity(meeting.meeting_id):
                who = sorted(sat[activity, start, end])
                when = words.when(grid, start, end)
                yield meeting.title, when, str(len(who)), words.joined(who, 30)
        excused = sorted(report.name(c) for m, c in report.excused if m == meeting)
        if excused:
            yield meeting.title, "excused", str(len(excused)), words.joined(excused, 30)


def _programs(report: Report) -> Iterator[tuple[str, ...]]:
    grid = report.scenario.grid
    for program in report.scenario.programs:
        activity = program_activity(program.program_id)
        own = [s for s in report.roster.segments if s.activity == activity]
        spent = sum(segment.slots for segment in own) * grid.slot_hours
        who = sorted({report.name(segment.csr_id) for segment in own})
        yield program.title, f"{words.hours(spent)} in all", str(len(who)), words.joined(who, 30)


def share_by_day(report: Report) -> dict[tuple[str, str], tuple[str, ...]]:
    """Projected share in time by channel and language: each day's, then of all, by volume."""
    grid = report.scenario.grid
    answered: dict[tuple[str, str], dict[int, list[float]]] = {}
    for row in report.service:
        day = answered.setdefault((row.channel, row.language), {}).setdefault(
            grid.day(row.start), [0.0, 0.0]
        )
        day[0] += row.volume * row.service_level
        day[1] += row.volume
    found = {}
    for key, days in answered.items():
        whole = [sum(part) for part in zip(*days.values(), strict=True)]
        shares = [days.get(day, [0.0, 0.0]) for day in range(grid.days)]
        found[key] = tuple(_share(*share) for share in (*shares, whole))
    return found


def _share(answered: float, offered: float) -> str:
    return words.percent(answered / offered) if offered else "–"


def backlog_table(report: Report) -> TextTable:
    """Deferrable work at the close of each day."""
    grid = report.scenario.grid
    closing = {(row.channel, grid.day(row.end - 1)): row for row in report.backlog}
    rows = []
    for (channel, day), last in closing.items():
        own = [r for r in report.backlog if (r.channel, grid.day(r.start)) == (channel, day)]
        rows.append(
            (
                words.capital(words.channel(channel)),
                words.day_name(grid, day),
                words.amount(sum(row.arrived for row in own), 1),
                words.amount(sum(row.done for row in own), 1),
                words.amount(last.waiting, 1),
                words.amount(last.oldest_hours, 1),
                words.amount(last.late, 1),
            )
        )
    head = ("Channel", "Day", "Arrived, h", "Done, h", "Waiting, h", "Oldest, h", "Late, h")
    return TextTable(
        "Work that may wait, at the close of each day", head, tuple(rows), frozenset(range(2, 7))
    )


TERM_TITLES = {
    "shortage": "Missing people, every language together",
    "language_shortage": "Missing speakers of a language",
    "surplus": "More people than required",
    "email": "Email overdue or below its reserve, or nothing to do on email",
    "supervision": "Missing supervisors",
    "requests": "Requests refused",
    "missed_meetings": "Attendees excused from meetings",
    "pay": "Overtime and premiums",
    "fairness": "Unequal weekends, evenings and early starts",
    "moving_starts": "Start times that move through the week",
    "usual_starts": "Starts unlike those of the weeks before",
    "short_rests": "Short nights between two shifts",
    "single_days_off": "Single days off",
    "activity_changes": "Changes of activity within a shift",
    "changes": "Changes to the published roster",
    "changed_days": "Days that changed since publication",
    "late_changes": "Changes with less notice than agreed",
    "urgent_shortage": "People missing within the next hours",
}


def terms_table(report: Report) -> TextTable:
    """What the objective is made of, dollars."""
    rows = tuple(
        (TERM_TITLES.get(name, name), words.dollars(value, cents=True))
        for name, value in report.terms.by_name().items()
        if value
    )
    total = ("Objective", words.dollars(report.objective, cents=True))
    caption = "Prices of the roster"
    return TextTable(caption, ("Term", "Dollars"), rows, frozenset({1}), total)
