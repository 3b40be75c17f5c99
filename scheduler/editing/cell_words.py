"""What somebody may type into a cell of the roster, and what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.domain.grid import Grid
from scheduler.domain.roster import MEAL, REST, SUPERVISION, meeting_activity, program_activity
from scheduler.domain.scenario import Scenario
from scheduler.loading.faults import nearest, shown
from scheduler.reporting.findings.palette import LOOKS, look

OFF_WORDS = frozenset({"", "off", "day off", "-", "–", "—"})
ABSENCES = frozenset(
    {"sick", "sick leave", "vacation", "leave", "holiday", "pto", "fmla", "closed"}
)
SAME_AS = {
    "phones": "phone", "calls": "phone", "mail": "email", "e-mail": "email",
    "break": REST, "pause": REST, "lunch": MEAL, "supervisor": SUPERVISION,
}  # fmt: skip
MARK = r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?"
TIMES = re.compile(rf"^{MARK}\s*(?:-|–|—|−|to|until|till)\s*{MARK}(?:\s+(?P<word>\S.*))?$", re.I)


class NotUnderstood(Exception):
    """`found` and `allowed` of a cell."""

    def __init__(self, found: str, allowed: str) -> None:
        self.found, self.allowed = found, allowed
        super().__init__(f"{found}, allowed: {allowed}")


@dataclass(frozen=True)
class Typed:
    """A shift as typed: off where there are no `times`; `word` names an activity."""

    times: tuple[int, int] | None  # slots of the day
    word: str = ""
    same_times: bool = False  # only an activity was typed


def text_of(value: object) -> str:
    """What a cell holds as text. Raises NotUnderstood for formulas, dates and numbers."""
    if value is None:
        return ""
    if isinstance(value, str) and not value.startswith("="):
        return value.strip()
    if isinstance(value, datetime | date):
        found = f"found {value:%Y-%m-%d}: the spreadsheet turned the text into a date"
        raise NotUnderstood(found, "both times with minutes, such as 7:00-8:00")
    if isinstance(value, time):
        raise NotUnderstood(f"found {value:%H:%M}, one time alone", "from and to: 7:30-16:00")
    if isinstance(value, bool | int | float):
        raise NotUnderstood(f"found the number {value}", "text")
    raise NotUnderstood(f"found the formula {shown(_formula(value))}", "text, and no formula")


def _formula(value: object) -> str:
    return str(getattr(value, "text", value))


def shift_typed(grid: Grid, text: str, leave: Iterable[str] = ()) -> Typed:
    """A cell of the week: times, `off`, an activity, or times with an activity.

    `leave`: words by which absences are known, which belong elsewhere.
    """
    folded = " ".join(text.casefold().split())
    if folded in OFF_WORDS:
        return Typed(None)
    found = TIMES.match(folded)
    if found:
        start, end = _slot(grid, found.groups()[:3]), _slot(grid, found.groups()[3:6])
        if start >= end:
            hint = "an end after the start, such as 8:00-16:30 or 8am-4:30pm"
            raise NotUnderstood(f"found {shown(text)}", hint)
        return Typed((start, end), found["word"] or "")
    if folded in ABSENCES | {word.casefold() for word in leave}:
        allowed = "times such as 7:30-16:00 or off; leave is written in time_off.csv"
        raise NotUnderstood(f"found {shown(text)}", allowed)
    return Typed(None, folded, same_times=True)


def _slot(grid: Grid, parts: tuple[str | None, ...]) -> int:
    """Slot of the day of hours, minutes and am or pm."""
    hours, minutes, half = int(parts[0] or 0), int(parts[1] or 0), parts[2]
    shown_time = f"{hours}:{minutes:02d}"
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    total = 60 * hours + minutes
    if minutes > 59 or total > 24 * 60 or (half and not 1 <= int(parts[0] or 0) <= 12):
        raise NotUnderstood(f"found the time {shown_time}", "0:00 to 24:00")
    if total % grid.slot_minutes:
        allowed = f"whole slots of {grid.slot_minutes} minutes"
        raise NotUnderstood(f"found the time {shown_time}", allowed)
    return total // grid.slot_minutes


def activity_typed(scenario: Scenario, csr_id: str, text: str, before: Iterable[str]) -> str | None:
    """The activity of a cell of a day; None where nobody is at work.

    A letter that may mean several meetings means the one among `before`, what the person did
    on that day. Raises NotUnderstood.
    """
    folded = " ".join(text.casefold().split())
    if folded in OFF_WORDS:
        return None
    named = _names(scenario)
    if folded in named:
        return named[folded]
    own = [a for a in _own(scenario, csr_id) if look(a).letter.casefold() == folded]
    likely = [a for a in own if a in set(before)]
    for choice in (likely, own):
        if len(choice) == 1:
            return choice[0]
    if own:
        raise NotUnderstood(f"found {shown(text)}, which may be any of several", ", ".join(own))
    others = {a for a in named.values() if look(a).letter.casefold() == folded}
    if len(others) == 1:
        return others.pop()  # somebody else's: the rules say so
    allowed = f"{_letters(scenario)}, or empty for no work{nearest(folded, named)}"
    raise NotUnderstood(f"found {shown(text)}", allowed)


def _own(scenario: Scenario, csr_id: str) -> list[str]:
    """What the person may be seen doing."""
    csr = scenario.csr.get(csr_id)
    channels = sorted(csr.channels) if csr else []
    meetings = [m.meeting_id for m in scenario.meetings_of.get(csr_id, ())]
    programs = [p.program_id for p in scenario.programs if csr_id in p.attendees]
    return [
        *channels,
        *(REST, MEAL),
        *map(meeting_activity, meetings),
        *map(program_activity, programs),
    ]


def _names(scenario: Scenario) -> dict[str, str]:
    """Activities of the centre by every word that means one of them alone."""
    known = [*scenario.opening, REST, MEAL, SUPERVISION]
    titles = [(m.title, meeting_activity(m.meeting_id)) for m in scenario.meetings]
    titles += [(p.title, program_activity(p.program_id)) for p in scenario.programs]
    named = {name.casefold(): name for name in known}
    named |= {word: name for word, name in SAME_AS.items() if name in named}
    named |= {activity.casefold(): activity for _, activity in titles}
    for title, activity in titles:
        named.setdefault(" ".join(title.casefold().split()), activity)
    return named


def _letters(scenario: Scenario) -> str:
    """`P phone, D desk, ...`: the letters of the centre."""
    kinds = {look(a).key: a for a in _names(scenario).values()}
    words = (f"{look(kinds[key]).letter} {key}" for key in (*LOOKS, "other") if key in kinds)
    return ", ".join(words)
