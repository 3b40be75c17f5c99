"""Any other table of intervals: its columns are named once, in the answers."""

from __future__ import annotations

from scheduler.loading.formats.export_format import ExportFormat, Known, plain
from scheduler.loading.formats.questions import AnswerChoice, Question
from scheduler.loading.schema.import_keys import ImportKeys

NEEDED = (
    ("start", "the start of the interval: one column, or date and time joined by `;`"),
    ("average_s", "the average handling time"),
)
# Asked as well, because a file may have them: `none` where it does not.
ASKED = (
    ("offered", "the contacts offered, abandoned ones included"),
    ("handled", "the contacts handled; not needed if offered is given"),
    ("abandoned", "the contacts abandoned"),
    ("skill", "the skill or queue"),
    ("media", "the text that names the channel"),
    ("language_text", "the text that names the language"),
)
OPTIONAL = (
    ("work_s", "the handling time of the whole interval, divided by the contacts answered"),
    ("after_total_s", "the work after contacts of the whole interval, likewise, and added"),
)
NO_COLUMN = "none"
# Usual names, as suggestions to be confirmed.
USUAL = {
    "start": ("start", "interval", "datetime", "timestamp", "dateandtime", "date"),
    "offered": ("offered", "callsoffered", "contactsoffered", "calls", "contacts", "volume"),
    "average_s": ("aht", "avghandletime", "averagehandletime", "handletime", "ahts"),
    "handled": ("handled", "answered", "callsanswered", "callshandled", "contactshandled"),
    "abandoned": ("abandoned", "callsabandoned", "abandons", "abandonedcalls", "lost"),
    "skill": ("skill", "queue", "queuename", "skillname", "splitskill", "split"),
    "media": ("channel", "media", "mediatype", "channeltype"),
    "language_text": ("language",),
}

CSV = ExportFormat(
    name="csv",
    fills="history.csv",
    summary="Any other table with a row for each interval; its columns are named in the answers.",
    columns=tuple(Known(target, (target,), use) for target, use in (*NEEDED, *ASKED, *OPTIONAL)),
    needs=(("start",), ("offered", "handled"), ("average_s", "work_s")),
)


def mapped(keys: ImportKeys) -> ExportFormat:
    """The format with the names that the centre has given; a start of two is day and time."""
    columns = []
    for target, use in (*NEEDED, *ASKED, *OPTIONAL):
        names = keys.columns.get(target, ())
        if names == (NO_COLUMN,):
            continue
        if target == "start" and len(names) == 2:
            columns += [Known("date", names[:1], use), Known("time", names[1:], use)]
        elif names:
            columns.append(Known(target, names, use))
    needs = (("start", "date"), *CSV.needs[1:])
    return ExportFormat(CSV.name, CSV.fills, CSV.summary, tuple(columns), needs, exact=True)


def column_questions(keys: ImportKeys, header: list[str]) -> list[Question]:
    """Which column holds what is needed, where nothing says so yet."""
    told = set(keys.columns)
    words = dict((*NEEDED, *ASKED))
    needed = (("start",), ("average_s", "work_s"))
    missing = [group[0] for group in needed if not told & set(group)]
    if missing or not told & {"offered", "handled"}:
        missing += [target for target, _ in ASKED if target not in told]
    columns = tuple(AnswerChoice(name) for name in header if name)
    optional = (*columns, AnswerChoice(NO_COLUMN, "the file has no such column"))
    return [
        Question(
            f"column.{target}",
            f"Which column holds {words[target]}?",
            optional if target in dict(ASKED) else columns,
            open=True,
            hint=_usual(target, header) or (NO_COLUMN if target in dict(ASKED) else ""),
        )
        for target in missing
    ]


def _usual(target: str, header: list[str]) -> str:
    """The column whose name is usual for the target; two of them where the day is apart."""
    by_name = {plain(name): name for name in reversed(header) if name}
    found = next((by_name[name] for name in USUAL[target] if name in by_name), "")
    times = [by_name[name] for name in ("time", "halfhour", "hour", "from") if name in by_name]
    if target == "start" and plain(found) == "date" and times:
        return f"{found};{times[0]}"
    return found
