"""Numbers as other programs write them: which mark parts the decimals, and which the thousands.

`1.234` and `1,234` have two readings each. The other numbers of the file tell, or what parts
its cells (a semicolon is what Excel writes where the comma parts the decimals), or which of the
two could be a handling time. Where nothing tells, it is a fault that shows both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

DOT, COMMA = ".", ","
MOST, MOST_S = 1_000_000.0, 1e9
TIMES = "aht_s"  # the column whose numbers are handling times
PLAUSIBLE_S = (10.0, 7200.0)  # handling times that need no explanation

_SPACES = re.compile(r"(?<=\d)[ '\u2019](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPS = {
    mark: re.compile(rf"[+-]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in (DOT, COMMA)
}
_EITHER = {mark: re.compile(rf"\d{{1,3}}{re.escape(mark)}\d{{3}}") for mark in (DOT, COMMA)}
_DURATION = re.compile(r"(?:(\d+):)?(\d*):(\d\d(?:[.,]\d+)?)")
_WORDS = re.compile(
    r"(?:PT?)?(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?|s)?)?)?\s*"
    r"(?:(\d+(?:\.\d+)?)\s*s(?:ec(?:onds?|s)?)?)?",
    re.IGNORECASE,
)


def other(mark: str) -> str:
    return COMMA if mark == DOT else DOT


def told(text: str) -> str:
    """The decimal mark that a number shows beyond doubt; empty where it shows none."""
    text = _SPACES.sub("", text)
    for mark in (DOT, COMMA):
        thousands = other(mark)
        if text.count(mark) == 1 and not _EITHER[mark].fullmatch(text):
            whole, _, part = text.partition(mark)
            parted = thousands in whole and _GROUPS[thousands].fullmatch(whole)
            if part.isdecimal() and (parted or whole.isdecimal() or not whole):
                return mark
        if text.count(thousands) > 1 and _GROUPS[thousands].fullmatch(text):
            return mark
    return ""


def either(text: str) -> str:
    """The mark of a number with two readings, `1.234` or `1,234`; empty for any other."""
    text = _SPACES.sub("", text)
    return next((mark for mark in (DOT, COMMA) if _EITHER[mark].fullmatch(text)), "")


def read_number(text: str, decimal: str = DOT, most: float = MOST) -> float:
    """A number from 0 to `most`; ValueError for any other text."""
    text = _SPACES.sub("", text)
    thousands = other(decimal)
    whole, mark, part = text.partition(decimal)
    if thousands in whole and _GROUPS[thousands].fullmatch(whole) and thousands not in part:
        text = whole.replace(thousands, "") + mark + part
    if thousands in text and decimal == COMMA:
        raise ValueError
    text = text.replace(decimal, DOT)
    if not _PLAIN.fullmatch(text):
        raise ValueError
    value = float(text)
    if not 0 <= value <= most:
        raise ValueError
    return value


def read_duration(text: str, decimal: str = DOT, unit_s: float = 1.0) -> float:
    """Seconds of a number (in units of `unit_s`), of mm:ss, h:mm:ss, `3m 20s` or `PT3M20S`."""
    if ":" in text:
        match = _DURATION.fullmatch(text)
        if match is None or (match[1] and int(match[2] or 0) > 59):
            raise ValueError
        seconds = float(match[3].replace(COMMA, DOT))
        if seconds >= 60:
            raise ValueError
        return 3600 * int(match[1] or 0) + 60 * int(match[2] or 0) + seconds
    if text and text[-1].isalpha():
        return _in_words(text)
    return unit_s * read_number(text, decimal, MOST_S)


def _in_words(text: str) -> float:
    match = _WORDS.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return 3600 * hours + 60 * minutes + seconds


@dataclass(frozen=True)
class Doubt:
    """A number with two readings that nothing in its file decides, and its place there."""

    row: int
    target: str
    text: str


@dataclass(frozen=True)
class Notation:
    """The decimal mark of a file, and what stands against it, if anything.

    `doubts` are one number with two readings, or two that contradict each other. `inferred` says
    that only the delimiter told.
    """

    decimal: str
    doubts: tuple[Doubt, ...] = ()
    inferred: Doubt | None = None


def notation_of(
    columns: Sequence[tuple[str, Sequence[str]]], delimiter: str, unit_s: float = 1.0
) -> Notation:
    """The notation of columns of numbers, each with its target, in a file of this delimiter.

    Handling times are in units of `unit_s`.
    """

    def place(target: str, text: str) -> Doubt:
        row = next(texts.index(text) for own, texts in columns if own == target and text in texts)
        return Doubt(row, target, text)

    shown: dict[str, tuple[str, str]] = {}
    doubts: list[tuple[str, str, str]] = []
    for target, texts in columns:
        for text in dict.fromkeys(texts):
            if text.isdecimal() or ":" in text:
                continue
            if mark := told(text):
                shown.setdefault(mark, (target, text))
            elif mark := either(text):
                doubts.append((mark, target, text))
    if len(shown) == 2:
        return Notation(DOT, (place(*shown[DOT]), place(*shown[COMMA])))
    if shown:
        return Notation(next(iter(shown)))
    usual = COMMA if delimiter == ";" else DOT
    for mark, target, text in doubts:
        if _open(mark, target, text, usual, unit_s):
            return Notation(usual, (place(target, text),))
    known_by_file = doubts and usual == COMMA
    return Notation(usual, inferred=place(*doubts[0][1:]) if known_by_file else None)


def _open(mark: str, target: str, text: str, usual: str, unit_s: float) -> bool:
    """Whether a number with two readings stays open where `usual` parts the decimals.

    A handling time may tell: of `45,125` and `185.125` only the smaller reading is one, of
    `1,234` only the larger. A point in a file of decimal commas tells nothing.
    """
    if mark != usual and usual == COMMA:
        return True
    if target != TIMES:
        return mark == usual
    if text.startswith("0") and mark != usual:
        return True
    smaller = unit_s * float(text.replace(COMMA, DOT))
    low, high = PLAUSIBLE_S
    reading, rival = (smaller, 1000 * smaller) if mark == usual else (1000 * smaller, smaller)
    return not low <= reading <= high and low <= rival <= high
