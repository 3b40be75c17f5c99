"""What people asked for, and what the roster has instead, in words."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.domain.demand import ALL
from scheduler.domain.granting import Granting, MissingThen
from scheduler.domain.scenario import Request
from scheduler.reporting.findings import words
from scheduler.reporting.findings.run_report import Report

NO_WEEK = "no legal week grants it with the meetings as they are"
WISHES = {"off": "to have off", "avoid": "not to work", "prefer": "to work"}
# What else a granted request may cost where nobody is missing
TERM_WORDS = {
    "requests": "another request of theirs is refused",
    "pay": "overtime or premiums",
    "fairness": "weekends, evenings or early starts shared less evenly",
    "moving_starts": "start times that move",
    "usual_starts": "starts that differ from last week's",
    "short_rests": "a short night",
    "single_days_off": "a day off by itself",
    "activity_changes": "more changes of activity",
    "changes": "changes to the published roster",
}


def wish(report: Report, request: Request) -> str:
    """`to have off Tue`, `to work Mon 9:00–17:30`."""
    grid = report.scenario.grid
    when = words.when(grid, request.start, request.end)
    return f"{WISHES.get(request.kind, request.kind)} {when}"


def outcome(report: Report, request: Request) -> str:
    """What the roster has instead: the shifts of the days asked about."""
    grid = report.scenario.grid
    first, last = grid.day(request.start), grid.day(max(request.start, request.end - 1))
    shifts = [
        shift
        for day in range(max(0, first), min(last, grid.days - 1) + 1)
        if (shift := report.board.shift(request.csr_id, day)) is not None
    ]
    if not shifts:
        return "not at work then"
    spans = [words.when(grid, shift.start, shift.end) for shift in shifts]
    return f"at work {words.joined(spans)}"


def price_words(report: Report, request: Request) -> str:
    """`granting it costs $43: phones one short Mon 9:00–9:45`; empty where it was not priced."""
    found = report.granting.get(request)
    if found is None:
        return ""
    if found.dollars is None:
        return NO_WEEK
    if found.dollars < 0.005:
        return "granting it costs nothing: a slightly longer search would have found it"
    dollars = words.dollars(found.dollars, cents=found.dollars < 10)
    return f"granting it costs {dollars}: {_why(report, found)}"


def refusal_words(report: Report, request: Request) -> str:
    """The reason without a price: `it would leave phones one short Mon 9:00–9:45`."""
    found = report.granting.get(request)
    if found is None:
        return ""
    if found.dollars is None:
        return NO_WEEK
    if found.dollars < 0.005:
        return "a slightly longer search would have granted it"
    return f"{'it would leave' if found.missing else 'it would take'} {_why(report, found)}"


def _why(report: Report, found: Granting) -> str:
    """Who would be missing; where nobody would be, what else becomes worse."""
    why = _missing_words(report, found.missing) or [
        TERM_WORDS[name]
        for name, dollars in sorted(found.terms.items(), key=lambda term: -term[1])
        if dollars > 0.005 and name in TERM_WORDS
    ]
    return words.joined(why, 2) if why else "surplus at other times"


def _missing_words(report: Report, missing: Sequence[MissingThen]) -> list[str]:
    """`phones in Spanish one short Mon 9:00–9:45 and 11:00–12:00`, the longest first."""
    grid = report.scenario.grid
    found: dict[tuple[str, str, int, int], list[tuple[int, int]]] = {}
    for span in missing:
        key = span.channel, span.language, grid.day(span.start), span.heads
        found.setdefault(key, []).append((span.start, span.end))
    texts = []
    for (channel, language, day, heads), spans in found.items():
        where = words.channel(channel)
        where += "" if language == ALL else f" in {words.language(language)}"
        when = f"{words.day_name(grid, day)} {words.joined_times(grid, spans)}"
        slots = heads * sum(end - start for start, end in spans)
        texts.append((-slots, f"{where} {words.number(heads)} short {when}"))
    return [text for _, text in sorted(texts)]
