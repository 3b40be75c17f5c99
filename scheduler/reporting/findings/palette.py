"""How each activity looks: a colour, a letter and a word, the same on page and workbook.

Colours follow Okabe and Ito (Color Universal Design, 2008): people with any common form
of colour blindness can tell them apart, and black letters keep a contrast of at least 4.5
to 1 on all of them. The letter and the pattern say the same without colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from scheduler.domain.roster import EMAIL, MEAL, REST, SHADOWING, SUPERVISION


@dataclass(frozen=True)
class Look:
    """One kind of activity: CSS class, letter, word and fill colour."""

    key: str
    letter: str
    word: str
    colour: str


LOOKS = {
    look.key: look
    for look in (
        Look("phone", "P", "Phones", "#56B4E9"),
        Look("desk", "D", "Desk", "#E69F00"),
        Look(EMAIL, "E", "Email", "#009E73"),
        Look(SUPERVISION, "S", "Supervision", "#F0E442"),
        Look("meeting", "M", "Meeting", "#CC79A7"),
        Look("offline", "O", "Program, off the queue", "#DD6B20"),
        Look(SHADOWING, "B", "Shadowing a colleague, on no queue", "#A569FF"),
        Look(REST, "R", "Rest, paid", "#D0D0D0"),
        Look(MEAL, "L", "Meal, unpaid", "#FFFFFF"),
    )
}
OTHER = Look("other", "X", "Other channel", "#B8B8D8")


def kind(activity: str) -> str:
    """`meeting` and `offline` for all of their kind; any other activity is itself."""
    return activity.partition(":")[0]


@cache
def look(activity: str) -> Look:
    """Look of an activity of the roster; channels of a centre's own share one."""
    return LOOKS.get(kind(activity), OTHER)


def legend(activities: Iterable[str]) -> list[Look]:
    """Looks of the activities that occur, in their fixed order."""
    seen = {look(activity).key for activity in activities}
    return [item for item in (*LOOKS.values(), OTHER) if item.key in seen]
