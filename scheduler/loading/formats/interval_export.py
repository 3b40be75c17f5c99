"""Exports with a row for each interval, whatever system they are from: history or forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from scheduler.loading.faults import FaultList, shown
from scheduler.loading.formats import interval_times as times_of
from scheduler.loading.formats.binned_rows import Binned, binned
from scheduler.loading.formats.centre_facts import CentreFacts
from scheduler.loading.formats.centre_rows import (
    Texts,
    channels_of,
    languages_of,
    whose,
)
from scheduler.loading.formats.export_format import ExportFormat
from scheduler.loading.formats.exported_rows import TEXTS, ReportRows, report_rows
from scheduler.loading.formats.figures import (
    Figures,
    figure_questions,
    read_figures,
    unit_questions,
    unit_warning,
)
from scheduler.loading.formats.imported import Imported, as_table, by_day
from scheduler.loading.formats.interval_times import NONE
from scheduler.loading.formats.mapped_csv import CSV, column_questions, mapped
from scheduler.loading.formats.questions import AnswerChoice, Answers, Question, unanswered
from scheduler.loading.formats.raw_table import Flags, RawTable, by_text
from scheduler.loading.schema.import_keys import NOT_OURS


def read_intervals(
    raw: RawTable,
    form: ExportFormat,
    others: Sequence[ExportFormat],
    answers: Answers,
    facts: CentreFacts,
    findings: FaultList,
) -> Imported | None:
    """The rows that are the centre's, summed by interval; None with faults.

    Raises OpenQuestions with everything that the file does not tell.
    """
    if form.name == CSV.name:
        unanswered(column_questions(answers.keys, _widest(raw)))
        form = mapped(answers.keys)
    report = report_rows(raw, form, others, answers.keys, facts, findings)
    if report is None:
        return None
    questions = report.questions + figure_questions(report.body, report.places, answers)
    figures, asked = _figures(report, questions, answers, findings)
    questions += asked
    rows, asked = whose(report.texts["skill"], report.data, form, answers, findings)
    if findings.faults:
        return None
    questions += asked
    frame = _with_figures(report, figures)
    frame["channel"], asked = channels_of(
        report.texts.get("media"), report.texts["skill"], rows, answers, facts
    )
    questions += asked
    ours = rows & (frame["channel"] != NOT_OURS).to_numpy()
    by_skill = not {"language_text", "skill_set"} & set(report.places.at)
    texts = _language_texts(report.texts)
    frame["language"], asked = languages_of(texts, ours, answers, facts, by_skill)
    questions += asked + _blank_questions(report, figures.blank & ours, answers)
    unanswered(questions)
    if answers.keys.empty == "missing":
        ours = ours & ~figures.blank
    if not ours.any():
        words = "found no row that is the centre's"
        findings.fault(report.body.place(0), "row", words, "at least one")
        return None
    frame = frame.join(times_of.in_centre(report.times, facts.zone))
    frame["length"] = _lengths(report, findings)
    made = binned(frame[ours], raw.file, form.fills, facts, answers, findings)
    return (
        None if made is None or findings.faults else _imported(made, report, frame, ours, answers)
    )


def _figures(
    report: ReportRows, questions: Sequence[Question], answers: Answers, findings: FaultList
) -> tuple[Figures, list[Question]]:
    """The figures, and what their unit is if that is unclear.

    Numbers of which the notation is still to be asked are no faults yet, and have no unit.
    """
    body, places, data = report.body, report.places, report.data
    if any(question.key == "decimal" for question in questions):
        return read_figures(body, places, answers, data, FaultList()), []
    figures = read_figures(body, places, answers, data, findings)
    return figures, unit_questions(body, places, figures, data, answers)


def _widest(raw: RawTable) -> list[str]:
    """The first of the first rows that has as many cells with text as any of them."""
    head = raw.head()
    filled = [sum(map(bool, cells)) for cells in head]
    return head[filled.index(max(filled))]


def _with_figures(report: ReportRows, figures: Figures) -> pd.DataFrame:
    """One row for each of the report, with its figures and what tells it apart."""
    return pd.DataFrame(
        {
            "what": _what(report.texts),
            "offered": figures.offered,
            "handled": figures.handled,
            "work_s": figures.work_s,
            "line": report.body.lines,
        }
    )


def _language_texts(texts: dict[str, Texts]) -> Texts:
    """What tells the language of a row: its own column, else its skills, else the skill."""
    found = texts["skill"].copy()
    for target in ("skill_set", "language_text"):
        if target in texts:
            told = texts[target] != ""
            found[told] = texts[target][told]
    return found


def _what(texts: dict[str, Texts]) -> times_of.Minutes:
    """One number for each combination of texts: rows of one time that differ are two rows."""
    found = np.zeros(len(texts["skill"]), dtype=np.int64)
    for target in TEXTS:
        if target in texts:
            codes, distinct = pd.factorize(texts[target])
            found = found * len(distinct) + codes
    return found


def _blank_questions(report: ReportRows, blank: Flags, answers: Answers) -> list[Question]:
    if answers.keys.empty is not None or not blank.any():
        return []
    where = report.body.place(int(np.flatnonzero(blank)[0]))
    text = f"{int(blank.sum()):,} rows have no count (the first is {where}). What does that mean?"
    return [Question("empty", text, EMPTY_CHOICES)]


EMPTY_CHOICES = (
    AnswerChoice("zero", "nothing came in the interval"),
    AnswerChoice("missing", "it was not recorded: the forecast fills it from similar days"),
)


def _lengths(report: ReportRows, findings: FaultList) -> times_of.Minutes:
    """Minutes of each row, NONE where it does not tell."""
    body, places = report.body, report.places
    if "length" not in places.at:
        return report.times.length
    column = body.frame[places.at["length"][0]]
    known = {15: 15, 30: 30, 60: 60, 900: 15, 1800: 30, 3600: 60}
    values, wrong = by_text(column, lambda text: known.get(int(float(text)), NONE), NONE)
    for row in np.flatnonzero((wrong | (values == NONE)) & report.data)[:1].tolist():
        found = f"found {shown(str(column.iloc[row]))}"
        words = "15, 30 or 60 minutes, or their seconds"
        findings.fault(body.place(row), places.name("length"), found, words)
    return np.asarray(values, dtype=np.int64)


def _imported(
    made: Binned, report: ReportRows, frame: pd.DataFrame, ours: Flags, answers: Answers
) -> Imported:
    """The rows for the file, and what is to be said of them."""
    own, form = frame[ours], report.form
    result = Imported(
        form.fills,
        as_table(made.rows, form.fills),
        key=("start", "channel", "language"),
        by_day=by_day(made.rows),
        notes=[*report.notes, *made.notes],
        read=int(report.data.sum()),
        used=len(own),
        unread=report.places.unknown,
    )
    warning = unit_warning(float(own["work_s"].sum()), float(own["handled"].sum()))
    if warning and answers.keys.time_unit is None:
        result.notes.append(f"{report.body.file}: {warning}")
    for row in np.flatnonzero(ours)[:5].tolist():
        result.shown.append((report.row_text(row), _read_as(frame.iloc[row], form)))
    return result


def _read_as(row: pd.Series[Any], form: ExportFormat) -> str:
    """One row as it was understood."""
    start = pd.Timestamp(int(row["local"]) * 60, unit="s").strftime("%a %Y-%m-%d %H:%M")
    handled, offered = float(row["handled"]), float(row["offered"])
    average = float(row["work_s"]) / handled if handled else 0.0
    gone = "" if form.fills == "forecast.csv" else f", {max(offered - handled, 0.0):g} gave up"
    what = f"{start} {row['channel']} {row['language']}"
    return f"{what}: {offered:g} offered{gone}, {average:.0f} s each"
