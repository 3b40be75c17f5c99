"""The rows of a report: which are data, when they are, and the texts that tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.loading.faults import FaultList, shown
from scheduler.loading.formats import interval_times as times_of
from scheduler.loading.formats.centre_facts import CentreFacts
from scheduler.loading.formats.centre_rows import Texts
from scheduler.loading.formats.column_places import ColumnPlaces, locate
from scheduler.loading.formats.export_format import ExportFormat
from scheduler.loading.formats.interval_times import RowTimes
from scheduler.loading.formats.questions import Question
from scheduler.loading.formats.raw_table import FORMULA, Flags, RawTable
from scheduler.loading.formats.special_rows import cut_off, labels_above, told_apart
from scheduler.loading.schema.import_keys import ImportKeys

TEXTS = ("skill", "media", "skill_set", "language_text", "id")


@dataclass
class ReportRows:
    """The rows below the header; `data` are those that are no totals, headers or ends.

    `order` is that of its dates, None while it is asked; `texts[target]` the cells of columns
    that tell rows apart.
    """

    form: ExportFormat
    body: RawTable
    places: ColumnPlaces
    times: RowTimes
    data: Flags
    texts: dict[str, Texts]
    order: str | None
    notes: list[str]
    questions: list[Question] = field(default_factory=list)

    def cells(self, target: str) -> Texts:
        """The texts of one column."""
        return self.body.frame[self.places.at[target][0]].astype(object).to_numpy(dtype=object)

    def row_text(self, row: int) -> str:
        """A row as it stands in the file."""
        return ", ".join(str(cell) for cell in self.body.frame.iloc[row].tolist())


def report_rows(
    raw: RawTable,
    form: ExportFormat,
    others: Sequence[ExportFormat],
    keys: ImportKeys,
    facts: CentreFacts,
    findings: FaultList,
) -> ReportRows | None:
    """The rows of a file of this format; None with faults. Questions are left for later."""
    places = locate(raw, form, others, findings)
    if places is None:
        return None
    body = raw.kept(np.arange(len(raw.frame)) > places.row)
    if body.frame.empty:
        findings.fault(raw.place(places.row), "row", "found no row", "at least one")
        return None
    order = times_of.order_in(body, places, keys)
    times = times_of.read_times(body, places, order or "mdy")
    special = told_apart(body, form, places, others, times.unread, findings)
    if findings.faults:
        return None
    labels = _with_above(special.labels, labels_above(raw, places.row))
    days = [text for _, text in labels.get("date", [])]
    order = order or times_of.clear_order(days)
    _check_rows(body, places, special.data, findings)
    _labelled_days(body, times, labels, special.data, order or "mdy", findings)
    if form.clock == "utc":
        times.assume_utc()
    times_of.fault_of_mixed_offsets(body, times, special.data, findings)
    report = ReportRows(
        form, body, places, times, special.data, _texts(body, places, labels), order, special.notes
    )
    report.questions = times_of.order_question(body, places, keys, days)
    if form.clock == "asked":
        report.questions += times_of.clock_question(times, special.data, keys, facts.zone)
        if keys.clock == "utc":
            times.assume_utc()
    return report


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
    order: str,
    findings: FaultList,
) -> None:
    """Days that stand above their block, for reports that have only times in their rows."""
    timeless = data & (times.at >= 0) & (times.at < times_of.DAY)
    for row, text in labels.get("date", []) if timeless.any() else []:
        after = timeless & (np.arange(len(data)) >= row)
        try:
            day = times_of.DAY * times_of.labelled_day(text, order)
        except ValueError:
            words = "one day above the rows that have only times, such as `Date: 2026-05-04`"
            findings.fault(body.place(max(row, 0)), "Date", f"found {shown(text)}", words)
            return
        times.at[after] = times.at[after] % times_of.DAY + day
    lost = np.flatnonzero(data & (times.at >= 0) & (times.at < times_of.DAY))
    if lost.size:
        found = f"found no day for {lost.size:,} rows"
        words = "a column of days, or a line such as `Date: 2026-05-04` above the rows"
        findings.fault(body.place(int(lost[0])), "Date", found, words)


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
