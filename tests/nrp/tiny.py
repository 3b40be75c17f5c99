"""A tiny instance in the NRP format, and its optimum by hand.

Two days, early and late; after a late shift no early one. On day 0 each needs one person, on
day 1 early needs two. There are two people, and whoever is late on day 0 is not early on day
1: one place stays empty, 100. Wishes: A late on day 0 (3), B early on day 1 (5), B not early
on day 0 (2). With all wishes met day 0 has nobody early and a second place is empty. The least
that can be missed is 2: A late, then off; B early twice. 100 + 2 = 102.
"""

from __future__ import annotations

from pathlib import Path

TEXT = """\
# a comment
SECTION_HORIZON
2

SECTION_SHIFTS
# id, minutes, cannot follow
E,480,
L,480,E

SECTION_STAFF
A,E=2|L=2,960,0,5,1,1,1
B,E=2|L=0,960,480,5,1,1,1

SECTION_DAYS_OFF

SECTION_SHIFT_ON_REQUESTS
A,0,L,3
B,1,E,5

SECTION_SHIFT_OFF_REQUESTS
B,0,E,2

SECTION_COVER
0,E,1,100,1
0,L,1,100,1
1,E,2,100,1
1,L,0,100,1
"""

OPTIMUM = 102
BEST = {"A": ("L", None), "B": ("E", "E")}


def written(folder: Path, text: str = TEXT) -> Path:
    """The instance as a file."""
    path = folder / "Tiny.txt"
    path.write_text(text, encoding="utf-8")
    return path
