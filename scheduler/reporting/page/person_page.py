"""people/<csr_id>.html: one person's own week, what changed of it, and answers to requests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.scenario import Csr
from scheduler.reporting.files.calendar import file_name
from scheduler.reporting.findings import words
from scheduler.reporting.findings.absences import leave_words
from scheduler.reporting.findings.day_in_words import DayInWords, day_in_words, edition_words
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.wishes import outcome, refusal_words, wish
from scheduler.reporting.page.handout import handout


@dataclass(frozen=True)
class OwnDay:
    """One day: the shift by the clock, or None; `note` says why there is none, or what else."""

    title: str
    shift: DayInWords | None
    note: str


@dataclass(frozen=True)
class OwnRequest:
    asked: str
    granted: bool
    rostered: str
    why: str


def write_people(folder: Path, report: Report) -> None:
    """A page for everybody of the centre."""
    folder.mkdir(parents=True, exist_ok=True)
    for csr in report.scenario.csrs:
        path = folder / f"{file_name(csr.csr_id)}.html"
        path.write_text(person(report, csr), encoding="utf-8", newline="\n")


def person(report: Report, csr: Csr) -> str:
    """One person's page: no pay, and nobody else's leave."""
    grid, edition = report.scenario.grid, report.edition
    shifts = report.board.shifts.get(csr.csr_id, {}).values()
    paid = sum(shift.paid_slots for shift in shifts) * grid.slot_hours
    own = [(r, granted) for r, granted in report.requests if r.csr_id == csr.csr_id]
    return handout(
        "person.html.j2",
        name=csr.name,
        centre=report.scenario.name,
        week=words.week(grid),
        edition=edition_words(report),
        hours=words.hours(paid),
        shifts=len(shifts),
        before=edition.before,
        changes=edition.changes.get(csr.csr_id, ()),
        days=[_day(report, csr, day) for day in range(grid.days)],
        requests=[
            OwnRequest(
                words.capital(wish(report, request)),
                granted,
                outcome(report, request),
                "" if granted else words.capital(refusal_words(report, request)),
            )
            for request, granted in own
        ],
        calendar=f"../ics/{file_name(csr.csr_id)}.ics",
    )


def _day(report: Report, csr: Csr, day: int) -> OwnDay:
    grid = report.scenario.grid
    title = words.short_date(grid.date(day))
    shift = report.board.shift(csr.csr_id, day)
    away = leave_words(report.scenario, csr, day)
    if shift is not None:
        return OwnDay(title, day_in_words(report, shift), away)
    if grid.date(day) in report.scenario.closures:
        return OwnDay(title, None, report.closed_word(csr.csr_id, day))
    return OwnDay(title, None, away or "off")
