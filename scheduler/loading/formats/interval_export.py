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
from scheduler.loading.formats.column_places import ColumnPlaces, locate
from scheduler.loading.formats.export_format import ExportFormat
from scheduler.loading.formats.figures import figure_questions, read_figures, unit_warning
from scheduler.loading.formats.imported import Imported, as_table, by_day
from scheduler.loading.formats.interval_times import NONE, RowTimes
from scheduler.loading.formats.mapped_csv import CSV, column_questions, mapped
from scheduler.loading.formats.questions import AnswerChoice, Answers, Question, unanswered
from scheduler.loading.formats.raw_table import FORMULA, Flags, RawTable, by_text
from scheduler.loading.formats.special_rows import cut_off, labels_above, told_apart
from scheduler.loading.schema.import_keys import NOT_OURS

TEXTS = ("skill", "media", "skill_set", "language_text", "id")


def read_intervals(
    raw: RawTable,
    form: ExportFormat,
    others: Sequence[ExportFormat],
    answers: Answers,
    facts: CentreFacts,
    findings: FaultList,
) -> Imported | None:
    """The rows that are the centre's, summed by interval; None with faults.

    Raises Asked with everything that the file does not tell.
    """
    if form.name == CSV.name:
        unanswered(column_questions(answers.keys, _widest(raw)))
        form = mapped(answers.keys)
    places = locate(raw, form, others, findings)
    if places is None:
        return None
    body, header = raw.kept(np.arange(len(raw.frame)) > places.row), places.row
    questions = times_of.order_question(body, places, answers.keys)
    order = times_of.order_in(body, places, answers.keys)
    times = times_of.read_times(body, places, order or "mdy")
    special = told_apart(body, form, places, others, times.unread, findings)
    if findings.faults:
        return None
    labels = _with_above(special.labels, labels_above(raw, header))
    _check_rows(body, places, special.data, findings)
    texts = _texts(body, places, labels)
    _labelled_days(body, times, labels, special.data, order, findings)
    if form.clock == "utc":
        times.offset = np.where(times.offset == NONE, 0, times.offset)
    questions += times_of.clock_question(times, special.data, answers.keys, facts.zone)
    times_of.fault_of_mixed_offsets(body, times, special.data, findings)
    questions += figure_questions(body, places, answers)
    figures = read_figures(body, places, answers, special.data, findings)
    rows, found = whose(texts["skill"], special.data, form, answers, findings)
    if findings.faults:
        return None
    channel, asked = channels_of(texts.get("media"), texts["skill"], rows, answers, facts)
    questions += [*found, *asked]
    ours = rows & (channel != NOT_OURS)
    by_skill = not {"language_text", "skill_set"} & set(places.at)
    language, asked = languages_of(_language_texts(texts), ours, answers, facts, by_skill)
    questions += asked
    if (figures.blank & ours).any() and answers.keys.empty is None:
        questions.append(_blank_question(body, figures.blank & ours))
    unanswered(questions)
    if answers.keys.clock == "utc":
        times.offset = np.where(
            (times.offset == NONE) & (times.length != times_of.DAY), 0, times.offset
        )
    if answers.keys.empty == "missing":
        ours = ours & ~figures.blank
    if not ours.any():
        found_none = "found no row that is the centre's"
        findings.fault(raw.place(header + 1), "row", found_none, "at least one")
        return None
    frame = times_of.in_centre(times, facts.zone)
    frame["length"] = _lengths(body, places, times, findings)
    frame["channel"], frame["language"] = channel, language
    frame["what"] = _what(texts)
    frame["offered"], frame["handled"] = figures.offered, figures.handled
    frame["work_s"], frame["line"] = figures.work_s, body.lines
    made = binned(frame[ours], raw.file, form.fills, facts, answers, findings)
    if made is None or findings.faults:
        return None
    return _imported(made, form, body, places, special.notes, frame, ours)


def _widest(raw: RawTable) -> list[str]:
    """The first of the first rows that has as many cells with text as any of them."""
    head = raw.head()
    filled = [sum(map(bool, cells)) for cells in head]
    return head[filled.index(max(filled))]


def _with_above(
    labels: dict[str, list[tuple[int, str]]], above: dict[str, list[tuple[int, str]]]
) -> dict[str, list[tuple[int, str]]]:
    return {what: above.get(what, []) + labels.get(what, []) for what in {*labels, *above}}


def _texts(
    body: RawTable, places: ColumnPlaces, labels: dict[str, list[tuple[int, str]]]
) -> dict[str, Texts]:
    """The texts that tell rows apart; a skill without a column is that of its block."""
    texts: dict[str, Texts] = {
        target: body.frame[places.at[target][0]].astype(object).to_numpy(dtype=object)
        for target in TEXTS
        if target in places.at
    }
    if "skill" not in texts:
        texts["skill"] = np.full(len(body.frame), "", dtype=object)
        for row, name in labels.get("skill", []):
            texts["skill"][max(row, 0) :] = name
    return texts


def _labelled_days(
    body: RawTable,
    times: RowTimes,
    labels: dict[str, list[tuple[int, str]]],
    data: Flags,
    order: str | None,
    findings: FaultList,
) -> None:
    """Days that stand above their block, for reports that have only times in their rows."""
    timeless = data & (times.at >= 0) & (times.at < times_of.DAY)
    for row, text in labels.get("date", []):
        after = timeless & (np.arange(len(data)) >= row)
        try:
            day = times_of.DAY * times_of.ordinal(text.split(" ")[0], order)
        except ValueError:
            continue
        times.at[after] = times.at[after] % times_of.DAY + day
    lost = np.flatnonzero(data & (times.at >= 0) & (times.at < times_of.DAY))
    if lost.size:
        found = f"found no day for {lost.size:,} rows"
        words = "a column of days, or a line such as `Date: 2026-05-04` above the rows"
        findings.fault(body.place(int(lost[0])), "Date", found, words)


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


def _blank_question(body: RawTable, blank: Flags) -> Question:
    row = int(np.flatnonzero(blank)[0])
    where = body.place(row)
    count = int(blank.sum())
    return Question(
        "empty",
        f"{count:,} rows have no count (the first is {where}). What does that mean?",
        EMPTY_CHOICES,
    )


EMPTY_CHOICES = (
    AnswerChoice("zero", "nothing came in the interval"),
    AnswerChoice("missing", "it was not recorded: the forecast fills it from days alike"),
)


def _lengths(
    body: RawTable, places: ColumnPlaces, times: RowTimes, findings: FaultList
) -> times_of.Minutes:
    """Minutes of each row, NONE where it does not tell."""
    if "length" not in places.at:
        return times.length
    column = body.frame[places.at["length"][0]]
    known = {15: 15, 30: 30, 60: 60, 900: 15, 1800: 30, 3600: 60}
    values, wrong = by_text(column, lambda text: known.get(int(float(text)), NONE), NONE)
    for row in np.flatnonzero(wrong | (values == NONE))[:1].tolist():
        found = f"found {shown(str(column.iloc[row]))}"
        findings.fault(
            body.place(row), places.name("length"), found, "15, 30 or 60 minutes, or their seconds"
        )
    return np.asarray(values, dtype=np.int64)


def _check_rows(body: RawTable, places: ColumnPlaces, data: Flags, findings: FaultList) -> None:
    """Faults for rows of data that are too short, or have formulas in place of names."""
    used = max(position for at in places.at.values() for position in at)
    short = np.flatnonzero(data & (body.widths <= used))
    width = len(places.header)
    for row in short[:10].tolist():
        if row == len(body.frame) - 1:
            cut_off(body, row, width, findings)
        else:
            found = f"found {body.widths[row]} cells"
            findings.fault(body.place(row), "row", found, f"{width}, as many as the header has")
    for target in TEXTS:
        for position in places.at.get(target, ()):
            formulas = body.where(position, lambda text: bool(FORMULA.match(text))) & data
            for row in np.flatnonzero(formulas)[:1].tolist():
                found = f"found the formula {shown(str(body.frame[position].iloc[row]))}"
                findings.fault(body.place(row), places.header[position], found, "a text")


def _imported(
    made: Binned,
    form: ExportFormat,
    body: RawTable,
    places: ColumnPlaces,
    notes: list[str],
    frame: pd.DataFrame,
    ours: Flags,
) -> Imported:
    """The rows for the file, and what is to be said of them."""
    own = frame[ours]
    result = Imported(
        form.fills,
        as_table(made.rows, form.fills),
        key=("start", "channel", "language"),
        by_day=by_day(made.rows),
        notes=[*notes, *made.notes],
        read=int((frame["local"] != NONE).sum()),
        used=len(own),
        unread=places.unknown,
    )
    if warning := unit_warning(float(own["work_s"].sum()), float(own["handled"].sum())):
        result.notes.append(f"{body.file}: {warning}")
    for row in np.flatnonzero(ours)[:5].tolist():
        cells = [str(cell) for cell in body.frame.iloc[row].tolist()]
        result.shown.append((", ".join(cells), _read_as(frame.iloc[row], form)))
    return result


def _read_as(row: pd.Series[Any], form: ExportFormat) -> str:
    """One row as it was understood."""
    start = pd.Timestamp(int(row["local"]) * 60, unit="s").strftime("%a %Y-%m-%d %H:%M")
    handled, offered = float(row["handled"]), float(row["offered"])
    average = float(row["work_s"]) / handled if handled else 0.0
    gone = "" if form.fills == "forecast.csv" else f", {max(offered - handled, 0.0):g} gave up"
    what = f"{start} {row['channel']} {row['language']}"
    return f"{what}: {offered:g} offered{gone}, {average:.0f} s each"
