"""Formats in which a column of times may be written, where the settings name none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from scheduler.loading.readers.start_times import EXCEL_DAYS, is_day, read_start, spans_in

_DAYS = (
    "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%m-%d-%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d",
    "%m/%d/%y", "%d/%m/%y", "%d.%m.%y", "%d-%b-%Y", "%d %b %Y", "%b %d %Y", "%b %d, %Y",
    "%d %B %Y", "%B %d, %Y", "%Y-%m-%d",
)  # fmt: skip
_TIMES = (
    " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %I:%M%p", ", %H:%M", ", %I:%M %p",
    "T%H:%M", " %H%M", " %H.%M",
)  # fmt: skip
_TRIED = 200  # texts of a column, of which the days above 12 tell day from month


def formats_of(texts: Sequence[str]) -> list[str]:
    """Formats that read every text: two where day and month can be told from none of them."""
    some = list(dict.fromkeys(texts))[:_TRIED]
    spans = spans_in(some)
    return [
        day + time
        for day, time in product(_DAYS, _TIMES)
        if all(_reads(text, day + time, spans) for text in some)
    ]


def _reads(text: str, time_format: str, spans: bool) -> bool:
    try:
        read_start(text, time_format, spans)
    except ValueError:
        return False
    return True


def what_reads(texts: Sequence[str], unit: str | None, time_format: str | None, table: str) -> str:
    """What would read a column of which no text is a time, in words with keys of `table`.

    `unit` is what all texts would count, if anything. Empty where nothing known reads them.
    """
    if unit == EXCEL_DAYS:
        return f"a time; {_choices([EXCEL_DAYS], texts[0], table)}"
    if all(is_day(text, time_format) for text in set(texts)):
        return "a date with a time" + (f"; {_DAILY}" if table == "history" else "")
    if formats := formats_of(texts):
        return f"a time as ISO 8601 writes it; {_choices(formats, texts[0], table)}"
    some = set(list(dict.fromkeys(texts))[:_TRIED])
    days = [f"{day} %H:%M" for day in _DAYS if all(is_day(text, day) for text in some)]
    if days and table == "history":
        formats_ = " or ".join(f'"{one}"' for one in days)
        return f"a date with a time; {_DAILY}, with history.time_format = {formats_}"
    return ""


_DAILY = "history.interval_minutes = 1440 spreads totals of days over their hours"


def _choices(formats: Sequence[str], text: str, table: str) -> str:
    """`history.time_format = "..." reads it as ...`, for each of the formats."""
    return ", ".join(
        f'{table}.time_format = "{one}" reads it as {read_start(text, one):%Y-%m-%d %H:%M}'
        for one in formats
    )
