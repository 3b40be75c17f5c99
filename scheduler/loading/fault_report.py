"""Lines of faults: the cause first, ten examples of each kind, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.loading.faults import Fault

EXAMPLES = 10  # of one kind; beyond, the rest is counted
MOST_LINES = 500

_SETTINGS = ("settings.toml", "settings")
_WHOLE = frozenset({"file", "frame", "folder", "encoding", "header", "syntax", "settings"})
_HEADERS = ("found no such column", "found the unknown column", "found twice", "found no such key")
_VALUES = re.compile(r"'(?:[^'\\]|\\.)*'|\"[^\"]*\"|\d+|\([^()]*\)")


def grouped_faults(faults: Iterable[Fault]) -> list[str]:
    """A line for each fault: settings, files and headers first, what fills every row last."""
    kinds: dict[tuple[int, str, str, str], list[Fault]] = {}
    for fault in faults:
        kinds.setdefault((_rank(fault), fault.file, fault.column, _kind(fault)), []).append(fault)
    few = [f for own in kinds.values() if len(own) <= EXAMPLES for f in own]
    lines = [str(fault) for fault in sorted(few, key=lambda f: (_rank(f), f))]
    floods = sorted((len(own), key) for key, own in kinds.items() if len(own) > EXAMPLES)
    for _, key in floods:
        lines += _flood(kinds[key])
    if len(lines) > MOST_LINES:
        return [*lines[:MOST_LINES], f"and {len(lines) - MOST_LINES:,} lines more of such"]
    return lines


def _flood(own: list[Fault]) -> Iterator[str]:
    own = sorted(own)
    first = own[0]
    yield from map(str, islice(own, EXAMPLES))
    more = len(own) - EXAMPLES
    where = f", the last in line {own[-1].line}" if first.row is None else ""
    yield f"{first.file}: {first.column}: {more:,} more of this kind ({len(own):,} in all{where})"


def _rank(fault: Fault) -> int:
    """0 for the settings, which other faults may follow from, 1 for files and headers."""
    if fault.file in _SETTINGS:
        return 0
    return 1 if fault.column in _WHOLE or fault.message.startswith(_HEADERS) else 2


def _kind(fault: Fault) -> str:
    """The message without what differs from row to row."""
    return _VALUES.sub("#", fault.message.partition(", allowed:")[0])
