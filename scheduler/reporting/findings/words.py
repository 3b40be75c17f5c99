"""How figures, times and names are put into words for people; one wording everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scheduler.domain.demand import ALL, JOIN
from scheduler.domain.grid import Grid

LANGUAGES = {
    "am": "Amharic", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "chk": "Chuukese",
    "cs": "Czech", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fa": "Farsi", "fr": "French", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi",
    "hmn": "Hmong", "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "km": "Khmer", "ko": "Korean",
    "lo": "Lao", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "om": "Oromo",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "rw": "Kinyarwanda", "so": "Somali", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "ti": "Tigrinya", "tl": "Tagalog",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yue": "Cantonese",
    "zh": "Chinese",
}  # fmt: skip
CHANNELS = {"phone": "phones", "desk": "desk", "email": "email", "supervision": "supervision"}
NUMBERS = (
    "none", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def language(code: str) -> str:
    """English name of a language code; the code itself where no name is known."""
    if code == ALL:
        return "every language"
    return " or ".join(LANGUAGES.get(one, one) for one in code.split(JOIN))


def channel(name: str) -> str:
    return CHANNELS.get(name, name.replace("_", " "))


def row_title(channel_name: str, language_code: str) -> str:
    """Heading of a coverage row, such as `Phones` or `Phones, Spanish`."""
    title = capital(channel(channel_name))
    return title if language_code == ALL else f"{title}, {language(language_code)}"


def capital(text: str) -> str:
    """First letter raised, the rest as it is."""
    return text[:1].upper() + text[1:]


def number(count: int) -> str:
    """`two`; digits beyond twelve."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def people(count: int) -> str:
    return "one person" if count == 1 else f"{number(count)} people"


def spread(counts: Sequence[int]) -> str:
    """`two`, `two to five`, or `up to five` for counts that vary over a span."""
    low, high = min(counts), max(counts)
    if low == high:
        return number(low)
    return f"up to {number(high)}" if low == 0 else f"{number(low)} to {number(high)}"


def joined(parts: Sequence[str], limit: int = 3) -> str:
    """`a, b and c`; names beyond the limit are counted."""
    shown = list(parts)
    if len(parts) > limit + 1:
        shown = [*parts[:limit], f"{number(len(parts) - limit)} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def clock(grid: Grid, slot: int) -> str:
    """`9:15`, the wall clock at which a slot begins; the end of a day is `24:00`."""
    minutes = grid.of_day(slot) * grid.slot_minutes
    return f"{minutes // 60}:{minutes % 60:02d}"


def times(grid: Grid, start: int, end: int) -> str:
    """`9:00–17:30`; an end at midnight is `24:00`."""
    closing = "24:00" if end > start and grid.of_day(end) == 0 else clock(grid, end)
    return f"{clock(grid, start)}–{closing}"


def when(grid: Grid, start: int, end: int) -> str:
    """`Mon 9:00–9:30`, `Mon` for all of it, `Mon–Wed` for whole days.

    Days carry their date in horizons longer than a week.
    """
    first, last = grid.day(start), grid.day(max(start, end - 1))
    whole = grid.of_day(start) == 0 and grid.of_day(end) == 0
    if first == last:
        return day_name(grid, first) + ("" if whole else f" {times(grid, start, end)}")
    if whole:
        return f"{day_name(grid, first)}–{day_name(grid, last)}"
    return (
        f"{day_name(grid, first)} {clock(grid, start)} – {day_name(grid, last)} "
        + (times(grid, end - 1, end).split("–")[1])
    )


def joined_times(grid: Grid, spans: Sequence[tuple[int, int]]) -> str:
    """`9:00–12:00 and 14:00–15:00`: spans of a day in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return joined([times(grid, *span) for span in found], 4)


def day_name(grid: Grid, day: int) -> str:
    """`Mon`, or `Mon 30 Nov` in horizons longer than a week."""
    at = grid.date(day)
    return DAYS[at.weekday()] if grid.days <= 7 else short_date(at)


def day_of(grid: Grid, at: str) -> int:
    """Day of the horizon of a date such as `2026-05-11`."""
    return (date.fromisoformat(at) - grid.first_day).days


def short_date(at: date) -> str:
    return f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]}"


def week(grid: Grid) -> str:
    """`Mon 30 Nov – Sun 6 Dec 2026`."""
    first, last = grid.date(0), grid.date(grid.days - 1)
    if first == last:
        return f"{short_date(first)} {first.year}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{short_date(first)}{year} – {short_date(last)} {last.year}"


def amount(value: float, digits: int = 2) -> str:
    """A figure without idle zeros: `4`, `4.5`, `1,204.25`."""
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def hours(value: float) -> str:
    return f"{amount(value)} h"


def agent_hours(value: float) -> str:
    return f"{amount(value)} agent-hour" + ("" if value == 1 else "s")


def dollars(value: float, cents: bool = False) -> str:
    sign = "−" if round(value, 2 if cents else 0) < 0 else ""
    return f"{sign}${abs(value):,.{2 if cents else 0}f}"


def signed_dollars(value: float) -> str:
    """`+$5.50`, `−$9.75`: what a change costs or saves, in cents."""
    return ("+" if value > 0.005 else "") + dollars(value, cents=True)


def percent(share: float, digits: int = 0) -> str:
    return f"{100 * share:.{digits}f} %"


def seconds(value: float) -> str:
    """`20 s`, `5 min`, `2 days`: a service time in the unit people say it in."""
    if value == float("inf"):
        return "without end"
    for unit, size in (("day", 86400), ("h", 3600), ("min", 60)):
        if value >= size and value % size == 0:
            count = int(value // size)
            return f"{count} {unit}" + ("s" if unit == "day" and count > 1 else "")
    return f"{amount(value, 0)} s"
