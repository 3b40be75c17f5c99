"""Zendesk: tickets, and the events and users that tell which of them a CSR has handled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scheduler.loading.faults import FaultList, SourcePlace, listed, shown
from scheduler.loading.formats import interval_times as times_of
from scheduler.loading.formats.centre_facts import CentreFacts
from scheduler.loading.formats.centre_rows import Texts, channels_of, languages_of
from scheduler.loading.formats.column_places import ColumnPlaces, locate
from scheduler.loading.formats.export_format import ExportFormat, Known
from scheduler.loading.formats.exported_rows import ReportRows, report_rows
from scheduler.loading.formats.imported import Imported, by_day, figures, start_texts
from scheduler.loading.formats.questions import AnswerChoice, Answers, Question, unanswered
from scheduler.loading.formats.raw_table import Flags, RawTable
from scheduler.loading.schema.import_keys import NOT_OURS

ZENDESK_TICKETS = ExportFormat(
    name="zendesk-tickets",
    fills="tickets.csv",
    summary="Zendesk: the tickets, with the events and the users as files of their own.",
    columns=(
        Known("id", ("Ticket ID", "ID"), "a ticket counts once, however often it comes"),
        Known(
            "contact_type",
            ("Contact Type",),
            "the channel: asked once for each type; In Person is In-Person",
        ),
        Known("start", ("Created at", "Ticket created at", "Created"), "when it came"),
        Known("language_text", ("Language",), "the language, by name or code; may be missing"),
    ),
    needs=(("id",), ("contact_type",), ("start",)),
)
EVENTS = ExportFormat(
    name="zendesk-events",
    fills="",
    summary="Events of the tickets.",
    columns=(
        Known("id", ("Ticket ID",), "the ticket"),
        Known("author", ("Author ID",), "who did something to it"),
    ),
    needs=(("id",), ("author",)),
)
USERS = ExportFormat(
    name="zendesk-users",
    fills="",
    summary="Users.",
    columns=(Known("user", ("User ID", "ID", "Author ID"), "the user"),),
    needs=(("user",),),
)
NO_TYPE = "(no contact type)"
MOST_VALUES = 30  # of a column that may tell who is a CSR


def read_tickets_of(
    raw: RawTable,
    others: dict[str, RawTable],
    answers: Answers,
    facts: CentreFacts,
    formats: Sequence[ExportFormat],
    findings: FaultList,
) -> Imported | None:
    """Distinct tickets that a CSR had a hand in; None with faults. Raises OpenQuestions."""
    report = report_rows(raw, ZENDESK_TICKETS, formats, answers.keys, facts, findings)
    if report is None:
        return None
    ids = report.cells("id")
    _check_ids(report.body, ids, report.data, findings)
    handled, questions = _by_csr(ids, others, answers, formats, findings)
    if findings.faults:
        return None
    rows, types = report.data & handled, _types(report.cells("contact_type"))
    channel, asked = channels_of(types, types, rows, answers, facts, tickets=True)
    rows &= channel != NOT_OURS
    language, more = _languages(report, rows, answers, facts)
    unanswered(
        report.questions + questions + asked + more + _handling_questions(channel[rows], answers)
    )
    if not rows.any():
        found = "found no ticket that is the centre's"
        findings.fault(report.body.place(0), "row", found, "at least one")
        return None
    frame = times_of.in_centre(report.times, facts.zone).assign(
        id=ids, channel=channel, language=language, contact_type=types, offered=1.0
    )
    return _imported(frame, report, rows, answers)


def _types(cells: Texts) -> Texts:
    """Contact types with one spelling for those in person."""
    texts = pd.Series(cells)
    names = {
        text: "In-Person" if text.casefold() == "in person" else text or NO_TYPE
        for text in texts.unique().tolist()
    }
    return texts.map(names).to_numpy(dtype=object)


def _check_ids(body: RawTable, ids: Texts, data: Flags, findings: FaultList) -> None:
    empty = np.flatnonzero(data & (ids == ""))
    if empty.size:
        words = "a ticket's number in each row"
        found = f"found nothing in {empty.size:,} rows"
        findings.fault(body.place(int(empty[0])), "Ticket ID", found, words)


def _by_csr(
    ids: Texts,
    others: dict[str, RawTable],
    answers: Answers,
    formats: Sequence[ExportFormat],
    findings: FaultList,
) -> tuple[Flags, list[Question]]:
    """Tickets with an event whose author is a CSR; all where the centre counts them all."""
    everything = np.ones(len(ids), dtype=np.bool_)
    if answers.keys.counted == "anyone":
        return everything, []
    if missing := {"events", "users"} - set(others):
        if answers.keys.counted is None:
            return everything, [_counted_question()]
        words = "the files that show which tickets a CSR handled"
        for name in sorted(missing):
            findings.fault(SourcePlace(f"--{name}", 0), name, "found no file", words)
        return everything, []
    authors, asked = _csrs(others["users"], answers, formats, findings)
    places = locate(others["events"], EVENTS, formats, findings)
    if places is None or asked or findings.faults:
        return everything, asked
    body = others["events"].kept(np.arange(len(others["events"].frame)) > places.row)
    own = body.frame[places.at["author"][0]].isin(authors).to_numpy()
    touched = set(body.frame[places.at["id"][0]][own].astype(object).tolist())
    return pd.Series(ids).isin(touched).to_numpy(), []


def _counted_question() -> Question:
    return Question(
        "counted",
        "Contacts are tickets with an event by a CSR. Whose tickets are these?",
        (
            AnswerChoice("csr", "those with an event by a CSR: add --events FILE and --users FILE"),
            AnswerChoice("anyone", "all of the file: every ticket counts, whoever handled it"),
        ),
    )


def _csrs(
    users: RawTable, answers: Answers, formats: Sequence[ExportFormat], findings: FaultList
) -> tuple[set[str], list[Question]]:
    """Ids of the users who are CSRs, by the column and the values that the centre named."""
    places = locate(users, USERS, formats, findings)
    if places is None:
        return set(), []
    body = users.kept(np.arange(len(users.frame)) > places.row)
    keys, header = answers.keys, places.header
    if keys.csr_field is None:
        return set(), [_field_question(body, header, places)]
    if keys.csr_field not in header:
        found = f"found no column {shown(keys.csr_field)}"
        findings.fault(users.place(places.row), "csr_field", found, listed(header, limit=30))
        return set(), []
    column = body.frame[header.index(keys.csr_field)].astype(object)
    if not keys.csr_values:
        counted = column.value_counts()
        choices = tuple(AnswerChoice(str(v), f"{n:,} users") for v, n in counted.items() if v)
        text = f"Which values of {keys.csr_field!r} mean a CSR?"
        return set(), [Question("csr_values", text, choices[:MOST_VALUES], several=True)]
    own = column.isin(keys.csr_values).to_numpy()
    if not own.any():
        found = f"found none of {listed(keys.csr_values)} in {keys.csr_field}"
        words = listed(sorted(map(str, column.unique())), limit=MOST_VALUES)
        findings.fault(users.place(places.row), "csr_values", found, words)
    return set(body.frame[places.at["user"][0]][own].astype(object).tolist()), []


def _field_question(body: RawTable, header: Sequence[str], places: ColumnPlaces) -> Question:
    """Columns that have few values could tell it."""
    choices = []
    for position, name in enumerate(header):
        values = [str(v) for v in body.frame[position].cat.categories.tolist() if v]
        if name and (position,) != places.at["user"] and 0 < len(values) <= MOST_VALUES:
            choices.append(AnswerChoice(name, f"with {listed(values, limit=5)}"))
    text = "Which column of the users' file shows who is a CSR?"
    return Question("csr_field", text, tuple(choices), open=True)


def _languages(
    report: ReportRows, rows: Flags, answers: Answers, facts: CentreFacts
) -> tuple[Texts, list[Question]]:
    """The column's language; without one, and where it is empty, the centre's."""
    usual = answers.keys.language or facts.base_language
    if "language_text" not in report.places.at:
        return np.full(len(rows), usual, dtype=object), []
    texts = report.cells("language_text")
    texts = np.where(texts == "", usual, texts).astype(object)
    return languages_of(texts, rows, answers, facts, by_skill=False)


def _handling_questions(channels: Texts, answers: Answers) -> list[Question]:
    missing = sorted({str(c) for c in channels if c} - set(answers.keys.handling_s))
    return [
        Question(
            f"handling_s.{channel}",
            f"How long does a ticket of {channel} take, in seconds? No ticket export has it.",
            open=True,
        )
        for channel in missing
    ]


def _imported(frame: pd.DataFrame, report: ReportRows, rows: Flags, answers: Answers) -> Imported:
    own = frame[rows]
    again = own.duplicated("id")
    once = own[~again]
    seconds = np.array(once["channel"].map(answers.keys.handling_s).tolist(), dtype=np.float64)
    table = pd.DataFrame(
        {
            "id": once["id"].astype(str).tolist(),
            "start": start_texts(once),
            "channel": once["channel"].astype(str).tolist(),
            "language": once["language"].astype(str).tolist(),
            "aht_s": figures(seconds),
            "contact_type": once["contact_type"].astype(str).tolist(),
        },
        dtype=str,
    )
    imported = Imported(ZENDESK_TICKETS.fills, table, ("id",), by_day(once), list(report.notes))
    imported.read, imported.used = int(report.data.sum()), len(own)
    imported.unread = report.places.unknown
    if again.any():
        imported.notes.append(f"{int(again.sum()):,} rows repeat a ticket: counted once")
    for row in np.flatnonzero(rows)[:5].tolist():
        one = frame.iloc[row]
        at = pd.Timestamp(int(one["local"]) * 60, unit="s")
        read = f"{at:%a %Y-%m-%d %H:%M} {one['channel']} {one['language']}: ticket {one['id']}"
        imported.shown.append((report.row_text(row), read))
    return imported
