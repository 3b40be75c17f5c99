"""Any other table of intervals: its columns are named once, in the answers."""

from __future__ import annotations

from scheduler.loading.formats.export_format import ExportFormat, Known
from scheduler.loading.formats.questions import AnswerChoice, Question
from scheduler.loading.schema.import_keys import ImportKeys

NEEDED = (
    ("start", "the start of the interval: one column, or date and time joined by `;`"),
    ("offered", "the contacts offered, or answered if the file has only these"),
    ("average_s", "the average handling time"),
)
OPTIONAL = (
    ("handled", "contacts answered"),
    ("abandoned", "contacts that gave up"),
    ("work_s", "handling time of the whole interval, divided by the contacts answered"),
    ("after_total_s", "work after contacts of the whole interval, likewise, and added"),
    ("skill", "skill or queue"),
    ("media", "text that tells the channel"),
    ("language_text", "text that tells the language"),
)

CSV = ExportFormat(
    name="csv",
    fills="history.csv",
    summary="Any other table with a row for each interval; its columns are named in the answers.",
    columns=tuple(Known(target, (target,), use) for target, use in (*NEEDED, *OPTIONAL)),
    needs=(("start",), ("offered", "handled"), ("average_s", "work_s")),
)


def mapped(keys: ImportKeys) -> ExportFormat:
    """The format with the names that the centre has given; a start of two is day and time."""
    columns = []
    for target, use in (*NEEDED, *OPTIONAL):
        names = keys.columns.get(target, ())
        if target == "start" and len(names) == 2:
            columns += [Known("date", names[:1], use), Known("time", names[1:], use)]
        elif names:
            columns.append(Known(target, names, use))
    needs = (("start", "date"), *CSV.needs[1:])
    return ExportFormat(CSV.name, CSV.fills, CSV.summary, tuple(columns), needs, exact=True)


def column_questions(keys: ImportKeys, header: list[str]) -> list[Question]:
    """Which column holds what is needed, where nothing says so yet."""
    told = set(keys.columns)
    needed = dict(NEEDED)
    missing = [group[0] for group in CSV.needs if not told & set(group)]
    choices = tuple(AnswerChoice(name) for name in header if name)
    return [
        Question(f"column.{target}", f"Which column holds {needed[target]}?", choices, open=True)
        for target in missing
    ]
