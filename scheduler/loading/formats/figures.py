"""Counts and times of the rows of an export: contacts offered, answered, given up, and work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.loading.faults import FaultList
from scheduler.loading.formats.column_places import ColumnPlaces
from scheduler.loading.formats.questions import AnswerChoice, Answers, Question
from scheduler.loading.formats.raw_table import Flags, RawTable, by_text, formula_words
from scheduler.loading.formats.special_rows import SHOWN
from scheduler.loading.formats.written_times import written_number, written_seconds
from scheduler.loading.readers.number_notation import COMMA, TIMES, Notation, notation_of
from scheduler.loading.schema.demand_keys import UNITS_S

Floats = NDArray[np.float64]

COUNTS = ("offered", "handled", "abandoned", "acd_calls")
AVERAGES = ("talk_s", "after_s", "average_s")
TOTAL_TIMES = ("after_total_s", "work_s")
LONGEST_S = 86_400
UNITS = {
    "ms": "milliseconds", "s": "seconds", "min": "minutes", "h": "hours",
    "days": "days, as Excel stores times",
}  # fmt: skip
SHORT_S, LONG_S = 10.0, 7200.0  # handling times outside are likely in another unit


@dataclass
class Figures:
    """By row: contacts, of whom `handled`, and seconds of work with these; `blank` has none."""

    offered: Floats
    handled: Floats
    work_s: Floats
    blank: Flags


def figure_questions(raw: RawTable, places: ColumnPlaces, answers: Answers) -> list[Question]:
    """What ACD Calls are, and which notation numbers have, where the file does not tell."""
    keys, found = answers.keys, []
    if "acd_calls" in places.at and keys.acd_calls is None:
        name = places.name("acd_calls")
        found.append(
            Question(
                "acd_calls",
                f"What does {name!r} count in this report?",
                (
                    AnswerChoice("answered", "calls answered; offered = answered + abandoned"),
                    AnswerChoice("offered", "calls offered; answered = offered - abandoned"),
                ),
            )
        )
    if keys.decimal is None:
        told = _notation(raw, places)
        # That semicolons part the cells tells too, but not beyond doubt.
        for doubt in (told.doubts or (told.inferred,))[:1]:
            found += [_decimal_question(doubt.text, told.decimal)] if doubt else []
    return found


def _decimal_question(sample: str, likely: str) -> Question:
    """Which mark parts the fraction, with both readings of a number of the file."""
    meanings = {"point": "the point is the decimal mark", "comma": "the comma is the decimal mark"}
    readings = {
        "point": sample.replace(",", ""),
        "comma": sample.replace(".", "").replace(",", "."),
    }
    choices = tuple(AnswerChoice(k, f"{readings[k]}: {meanings[k]}") for k in meanings)
    hint = "comma" if likely == COMMA else ""
    return Question("decimal", f"How much is {sample!r} in this file?", choices, hint=hint)


def _notation(raw: RawTable, places: ColumnPlaces) -> Notation:
    """What the numbers of the file tell of their decimal mark."""
    columns = [
        (TIMES if target in (*AVERAGES, *TOTAL_TIMES) else target, texts)
        for target in (*COUNTS, *AVERAGES, *TOTAL_TIMES)
        for position in places.at.get(target, ())
        if (texts := [str(text) for text in raw.frame[position].cat.categories.tolist()])
    ]
    return notation_of(columns, raw.delimiter)


def _mark(raw: RawTable, places: ColumnPlaces, answers: Answers) -> str:
    """`point` or `comma`, as answered, else as the numbers of the file tell."""
    told = "comma" if _notation(raw, places).decimal == COMMA else "point"
    return answers.keys.decimal or told


def read_figures(
    raw: RawTable,
    places: ColumnPlaces,
    answers: Answers,
    data: Flags,
    findings: FaultList,
) -> Figures:
    """All figures of all rows, with faults for the cells of data that hold none."""
    decimal = _mark(raw, places, answers)
    unit_s = UNITS_S[answers.keys.time_unit or "s"]
    found: dict[str, Floats] = {}
    for target in (*COUNTS, *AVERAGES, *TOTAL_TIMES):
        if target in places.at:
            how = (decimal, 1.0 if target in COUNTS else unit_s)
            found[target] = _numbers(raw, places, target, how, data, findings)
    _count_acd(found, answers)
    none = np.full(len(raw.frame), np.nan)
    offered, handled = found.get("offered", none), found.get("handled", none)
    abandoned = np.nan_to_num(found.get("abandoned", np.zeros(len(none))))
    if "handled" not in found:
        handled = np.maximum(offered - abandoned, 0.0)
        more = np.flatnonzero(data & (abandoned > offered))
        if more.size:
            rows = f"{len(more):,} row{'s' * (len(more) > 1)}"
            findings.warn(
                f"{raw.place(int(more[0]))}: in {rows} more gave up than came, as where calls are "
                f"counted when they end: all that came gave up there"
            )
    if "offered" not in found:
        offered = handled + abandoned
    blank = np.isnan(offered) | np.isnan(handled)
    times = _work(found, handled)
    _check_times(raw, places, times, handled, data & ~blank, findings)
    return Figures(np.nan_to_num(offered), np.nan_to_num(handled), np.nan_to_num(times), blank)


def _count_acd(found: dict[str, Floats], answers: Answers) -> None:
    """ACD Calls as what they were said to be."""
    if "acd_calls" in found:
        counted = "offered" if answers.keys.acd_calls == "offered" else "handled"
        found[counted] = found["acd_calls"]


def _work(found: dict[str, Floats], handled: Floats) -> Floats:
    """Seconds of work of each row: averages count for every contact handled, totals once."""
    average = np.zeros(len(handled))
    for target in AVERAGES:
        average = average + np.nan_to_num(found.get(target, np.zeros(len(handled))))
    total = np.zeros(len(handled))
    for target in TOTAL_TIMES:
        total = total + np.nan_to_num(found.get(target, np.zeros(len(handled))))
    return np.asarray(average * np.nan_to_num(handled) + total)


def _numbers(
    raw: RawTable,
    places: ColumnPlaces,
    target: str,
    how: tuple[str, float],
    data: Flags,
    findings: FaultList,
) -> Floats:
    """The sum of the target's columns, NaN where all are blank; faults cell by cell.

    `how` are the decimal mark and the seconds of a unit.
    """
    decimal, unit_s = how

    def read(text: str) -> float | None:
        if target in COUNTS:
            return written_number(text, decimal)
        return written_seconds(text, decimal, unit_s)

    words = "a number from 0" if target in COUNTS else "a time from 0 s, as 185, 3:05 or 0:03:05"
    total = np.full(len(raw.frame), np.nan)
    for position in places.at[target]:
        column = raw.frame[position]
        values, wrong = by_text(column, read, np.nan)
        rows = np.flatnonzero(wrong & data)
        name = places.header[position]
        for row in rows[:SHOWN].tolist():
            findings.fault(raw.place(row), name, formula_words(str(column.iloc[row])), words)
        if len(rows) > SHOWN:
            more = f"found {len(rows) - SHOWN:,} more cells that cannot be read"
            findings.fault(raw.place(int(rows[SHOWN])), name, more, words)
        values = values.astype(np.float64)
        total = np.where(np.isnan(total), values, total + np.nan_to_num(values))
    return total


def _check_times(
    raw: RawTable,
    places: ColumnPlaces,
    work_s: Floats,
    handled: Floats,
    rows: Flags,
    findings: FaultList,
) -> None:
    """A fault for a row that keeps a person busy beyond a day for one contact."""
    long = np.flatnonzero(rows & (work_s > LONGEST_S * np.maximum(handled, 1.0)))
    targets = [target for target in (*AVERAGES, *TOTAL_TIMES) if target in places.at]
    name = "+".join(places.name(target) for target in targets)
    for row in long[:SHOWN].tolist():
        found = f"found {work_s[row] / max(handled[row], 1.0):,.0f} s a contact"
        findings.fault(raw.place(row), name, found, "at most 86,400 s")


def unit_questions(
    raw: RawTable, places: ColumnPlaces, figures: Figures, rows: Flags, answers: Answers
) -> list[Question]:
    """Which unit plain numbers have, where they are no seconds of a contact."""
    used = [p for t in (*AVERAGES, *TOTAL_TIMES) for p in places.at.get(t, ())]
    texts = (text for p in used for text in raw.frame[p].cat.categories.tolist())
    plain = any(text and text.replace(".", "").replace(",", "").isdecimal() for text in texts)
    handled, work_s = float(figures.handled[rows].sum()), float(figures.work_s[rows].sum())
    if answers.keys.time_unit or not plain or not unit_warning(work_s, handled):
        return []
    mean = work_s / handled
    choices = tuple(
        AnswerChoice(unit, f"{mean * seconds:,.4g} s: the times are in {UNITS[unit]}")
        for unit, seconds in UNITS_S.items()
        if unit == "s" or SHORT_S <= mean * seconds <= LONG_S
    )
    return [Question("time_unit", "How long is the mean handling time of the file?", choices)]


def unit_warning(work_s: float, handled: float) -> str:
    """What is odd about the mean handling time of a file, with the unit that would explain it."""
    if not handled or not work_s or SHORT_S <= work_s / handled <= LONG_S:
        return ""
    mean = work_s / handled
    for unit, seconds in (("minutes", 60.0), ("days, as Excel stores times", 86_400.0)):
        if SHORT_S <= mean * seconds <= LONG_S and mean < SHORT_S:
            return f"the mean handling time is {mean:.4g} s: are its times in {unit}?"
    if SHORT_S <= mean / 1000 <= LONG_S:
        return f"the mean handling time is {mean:,.0f} s: are its times in milliseconds?"
    return f"the mean handling time is {mean:,.4g} s"
