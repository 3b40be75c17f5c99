"""Leave as payroll and personnel systems export it: by mapping into time_off.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from scheduler.loading.faults import FaultList, listed
from scheduler.loading.formats.centre_facts import CentreFacts
from scheduler.loading.formats.export_format import ExportFormat, Known
from scheduler.loading.formats.exported_rows import ReportRows, report_rows
from scheduler.loading.formats.imported import Imported
from scheduler.loading.formats.interval_times import DAY
from scheduler.loading.formats.questions import AnswerChoice, Answers, Question, unanswered
from scheduler.loading.formats.raw_table import RawTable, formula_words
from scheduler.loading.formats.written_times import Stamp, written_number, written_stamp
from scheduler.loading.schema.import_keys import NOT_OURS

TIME_OFF = ExportFormat(
    name="time-off",
    fills="time_off.csv",
    summary="Leave of any payroll or personnel system: employee, start and end or date and hours.",
    columns=(
        Known(
            "person",
            ("Employee", "Employee ID", "Employee Name", "Name", "csr_id", "Staff", "Person"),
            "who: a csr_id or a name of csrs.csv; others are asked",
        ),
        Known("start", ("Start", "Start Date", "From", "Leave Start", "Begin"), "away from"),
        Known("end", ("End", "End Date", "To", "Until", "Leave End"), "away until, that day too"),
        Known("date", ("Date", "Day", "Leave Date"), "the day, where hours are given by day"),
        Known("hours", ("Hours", "Duration", "Leave Hours", "Quantity"), "hours of that day"),
        Known(
            "code",
            ("Code", "Pay Code", "Leave Type", "Type", "Reason", "Absence Type", "Kind"),
            "kind of leave, and whether it is paid: asked once for each",
        ),
    ),
    needs=(("person",), ("start", "date")),
    clock="local",
)
EVERY = "*"  # the code of rows that have none
LEAVES = (
    AnswerChoice("vacation;paid", "a kind, as rosters are to name it, and paid or unpaid"),
    AnswerChoice("none;unpaid", "no leave: left out"),
)
COLUMNS = ["csr_id", "start", "end", "kind", "paid"]


@dataclass(frozen=True)
class StaffFacts:
    """Who there is: names by csr_id, and the shortest whole shift of each in hours."""

    names: Mapping[str, str]
    shift_hours: Mapping[str, float]


class Leave(NamedTuple):
    """One row as it stands: `hours` of the day where these are told."""

    row: int
    person: str
    start: Stamp
    end: Stamp | None
    hours: float | None
    code: str


def read_time_off(
    raw: RawTable,
    answers: Answers,
    facts: CentreFacts,
    staff: StaffFacts,
    formats: Sequence[ExportFormat],
    findings: FaultList,
) -> Imported | None:
    """Absences of the centre's people; None with faults. Raises OpenQuestions."""
    form = _mapped(answers.keys.columns)
    report = report_rows(raw, form, formats, answers.keys, facts, findings)
    rows = list(_leaves(report, findings)) if report else []
    if report is None or findings.faults:
        return None
    people, asked = _people(rows, answers, staff)
    ours = [row for row in rows if people.get(row.person) != NOT_OURS]
    questions = report.questions + asked + _code_questions(ours, answers)
    if answers.keys.part_day is None and any(_is_part(row, people, staff) for row in ours):
        questions.append(_part_question())
    unanswered(questions)
    table, shown = [], []
    for row in ours:
        kind, paid = answers.keys.codes[row.code]
        if kind != NOT_OURS:
            span = _span(row, people, staff, answers, facts)
            table.append((people[row.person], *span, kind, "yes" if paid == "paid" else "no"))
            shown.append((report.row_text(row.row), " ".join(table[-1])))
    made = pd.DataFrame(table, columns=COLUMNS, dtype=str).drop_duplicates(ignore_index=True)
    days = pd.DataFrame(_days(made), columns=["day", "channel", "contacts"])
    days = pd.DataFrame(days.groupby(["day", "channel"])["contacts"].sum().reset_index())
    imported = Imported(form.fills, made, ("csr_id", "start", "end"), days, list(report.notes))
    imported.shown, imported.unread = shown[:5], report.places.unknown
    imported.read, imported.used = len(rows), len(table)
    return imported


def _mapped(columns: Mapping[str, tuple[str, ...]]) -> ExportFormat:
    """The format with the names that the centre has given before the usual ones."""
    known = tuple(
        Known(one.target, (*columns.get(one.target, ()), *one.names), one.use)
        for one in TIME_OFF.columns
    )
    return replace(TIME_OFF, columns=known)


def _leaves(report: ReportRows, findings: FaultList) -> Iterator[Leave]:
    """The rows, with faults for cells that cannot be read and spans that end before they begin."""
    body, places, order = report.body, report.places, report.order or "mdy"

    def cell(row: int, target: str) -> str:
        at = places.at.get(target)
        return str(body.frame[at[0]].iloc[row]) if at else ""

    for row in np.flatnonzero(report.data).tolist():
        first = cell(row, "start") or cell(row, "date")
        start = written_stamp(first, order)
        end, hours = None, None
        try:
            end = written_stamp(cell(row, "end"), order) if cell(row, "end") else None
        except ValueError:
            words = formula_words(cell(row, "end"))
            findings.fault(body.place(row), places.name("end"), words, "a day, or a day and a time")
        try:
            hours = written_number(cell(row, "hours"))
        except ValueError:
            words = formula_words(cell(row, "hours"))
            findings.fault(body.place(row), places.name("hours"), words, "a number of hours")
        if end is not None and (end.at, end.minutes != DAY) < (start.at, start.minutes != DAY):
            found = f"found {cell(row, 'end')}"
            findings.fault(body.place(row), places.name("end"), found, f"not before {first}")
        if not cell(row, "person"):
            findings.fault(body.place(row), places.name("person"), "found nothing", "a person")
        yield Leave(row, cell(row, "person"), start, end, hours, cell(row, "code") or EVERY)


def _people(
    rows: Sequence[Leave], answers: Answers, staff: StaffFacts
) -> tuple[dict[str, str], list[Question]]:
    """The csr_id of each person of the file: as answered, by id, by name in either order."""
    known = {csr_id.casefold(): csr_id for csr_id in staff.names}
    names = [name.casefold() for name in staff.names.values()]
    known |= {
        name.casefold(): csr_id
        for csr_id, name in staff.names.items()
        if names.count(name.casefold()) == 1
    }
    found, questions = {}, []
    for text in dict.fromkeys(row.person for row in rows):
        last, comma, first = text.partition(",")
        turned = f"{first.strip()} {last.strip()}" if comma else text
        told = answers.keys.people.get(text) or known.get(text.casefold())
        found[text] = told or known.get(turned.casefold(), "")
        if not found[text]:
            choices = (AnswerChoice(NOT_OURS, "not of this centre: left out"),)
            ids = listed(staff.names, limit=30)
            words = f"Who is {text!r}? A csr_id of csrs.csv ({ids}), or none."
            questions.append(Question(f"person.{text}", words, choices, open=True))
    return found, questions


def _code_questions(rows: Sequence[Leave], answers: Answers) -> list[Question]:
    missing = sorted({row.code for row in rows} - set(answers.keys.codes))
    return [
        Question(
            f"code.{code}",
            ("What kind of leave are these rows" if code == EVERY else f"What leave is {code!r}")
            + ", and is it paid?",
            LEAVES,
            open=True,
        )
        for code in missing
    ]


def _is_part(row: Leave, people: Mapping[str, str], staff: StaffFacts) -> bool:
    """Hours of a day that are less than the person's shortest shift."""
    whole = staff.shift_hours.get(people.get(row.person, ""), 8.0)
    return row.end is None and row.start.minutes == DAY and 0 < (row.hours or whole) < whole


def _part_question() -> Question:
    return Question(
        "part_day",
        "Some leave is of a few hours of a day. When is it?",
        (
            AnswerChoice("whole", "the whole day is free"),
            AnswerChoice("start", "the first hours after the centre opens"),
            AnswerChoice("end", "the last hours before it closes"),
        ),
    )


def _span(
    row: Leave,
    people: Mapping[str, str],
    staff: StaffFacts,
    answers: Answers,
    facts: CentreFacts,
) -> tuple[str, str]:
    """Start and end as time_off.csv has them: days alone are whole days."""
    day = row.start.at.date()
    if row.start.minutes != DAY and row.end is None:
        length = timedelta(hours=row.hours or 24.0)
        return _text(row.start), (row.start.at + length).isoformat(timespec="minutes")
    if _is_part(row, people, staff) and answers.keys.part_day != "whole":
        hours = [week[day.weekday()] for week in facts.opening.values() if day.weekday() in week]
        first = min((spans[0][0] for spans in hours), default=0)
        last = max((spans[-1][1] for spans in hours), default=DAY)
        away = round(60 * (row.hours or 0.0))
        if answers.keys.part_day == "start":
            return _at(day, first), _at(day, min(first + away, DAY))
        return _at(day, max(last - away, 0)), _at(day, last)
    return _text(row.start), _text(row.end or row.start)


def _text(stamp: Stamp) -> str:
    if stamp.minutes == DAY:
        return stamp.at.date().isoformat()
    return stamp.at.isoformat(timespec="minutes")


def _at(day: date, minute: int) -> str:
    """A minute of a day, its end as the midnight that follows."""
    midnight = datetime.combine(day, datetime.min.time())
    return (midnight + timedelta(minutes=minute)).isoformat(timespec="minutes")


def _days(table: pd.DataFrame) -> Iterator[tuple[str, str, float]]:
    """Every day of every absence, with its kind."""
    for _, start, end, kind, _ in table.itertuples(index=False):
        day, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
        while day <= last:
            yield day.isoformat(), kind, 1.0
            day += timedelta(days=1)
