"""Files read with an end: what is no file, or is larger than any centre's, is a fault first.

A pipe would wait for ever, /dev/zero never ends, and a table of people needs forty times its
size in memory.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

MEGABYTE = 1_000_000
VARIABLE = "SCHEDULER_MAX_INPUT_MB"
USUAL_MB = 16
# Rows of contacts and of rosters are many and small.
LARGE_MB = 128
LARGE = frozenset(
    {
        "history.csv", "tickets.csv", "forecast.csv", "handling_times.csv",
        "previous_roster.csv", "roster.csv", "pins.csv",
    }
)  # fmt: skip

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe, which has no end of its own"),
    (stat.S_ISCHR, "a device, which has no end of its own"),
    (stat.S_ISBLK, "a disk"),
    (stat.S_ISSOCK, "a socket"),
)


class NoFile(Exception):
    """What stands in a file's place: what was found, what is allowed."""

    def __init__(self, found: str, allowed: str) -> None:
        super().__init__(found, allowed)
        self.found, self.allowed = found, allowed


def is_there(path: Path) -> bool:
    """Whether something stands there, be it a link that leads nowhere: that is no missing file."""
    return os.path.lexists(path)


def read_bounded(path: Path, name: str) -> bytes:
    """The bytes of a file that may be `name`. Raises NoFile, or OSError where it is unreadable."""
    if path.is_symlink() and not path.exists():
        target = path.readlink()
        raise NoFile(f"found a link to {target}, which leads nowhere", "a file, or no link")
    kind = path.stat().st_mode
    for is_kind, words in _KINDS:
        if is_kind(kind):
            raise NoFile(f"found {words}", "a file")
    most_mb = limit_mb(name)
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        data = b"" if size > most_mb * MEGABYTE else file.read(int(most_mb * MEGABYTE) + 1)
    if max(size, len(data)) > most_mb * MEGABYTE:
        found = f"found {max(size, len(data)) / MEGABYTE:,.0f} MB"
        raise NoFile(found, f"at most {most_mb:,g} MB, unless {VARIABLE} allows more")
    return data


def limit_mb(name: str) -> float:
    """Most megabytes that a file of this name may have. Raises NoFile for a variable without."""
    usual = LARGE_MB if Path(name).name in LARGE else USUAL_MB
    text = os.environ.get(VARIABLE, "")
    if not text:
        return usual
    try:
        asked = float(text)
    except ValueError:
        asked = 0.0
    if not 0 < asked < float("inf"):
        raise NoFile(f"{VARIABLE} is {text!r}", "a number of megabytes above 0")
    return max(usual, asked)
