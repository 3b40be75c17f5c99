"""news.csv beside a published roster: what was told, and what absences left of shifts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from scheduler.domain.news import News
from scheduler.domain.roster import Segment
from scheduler.domain.scenario import Scenario

COLUMNS = (
    "what", "csr_id", "start", "end", "kind", "paid", "channel", "language", "percent",
    "activity", "meeting", "minutes",
)  # fmt: skip
ABSENT, DAY_OFF, WORKS, WAIVED = "absent", "day_off", "works", "waived"

NewsCells = dict[str, object]


def write_news(
    path: Path, before: Path, scenario: Scenario, news: News, more: Iterable[NewsCells] = ()
) -> None:
    """The news told before, in the file `before`, and those told now; `more` are rows besides.

    What absences left of shifts, and what they took from programs, is that of the scenario. An
    absence told before gives way to a new one where they overlap.
    """
    rows = [*_published_before(before, scenario, news), *more, *_news_rows(scenario, news)]
    rows += _settled(scenario, WORKS, scenario.given)
    rows += _settled(scenario, WAIVED, scenario.waived)
    if not rows and not before.is_file():
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _published_before(path: Path, scenario: Scenario, news: News) -> Iterator[NewsCells]:
    """Earlier rows: absences without what is told anew, nothing settled of the weeks at hand."""
    if not path.is_file():
        return
    grid = scenario.grid
    told = [(o.csr_id, grid.moment(o.start), grid.moment(o.end)) for o in news.absences]
    with path.open(encoding="utf-8-sig", newline="") as file:
        for read in csv.DictReader(file):
            row: NewsCells = {name: read[name] for name in COLUMNS if read.get(name)}
            day = (datetime.fromisoformat(read["start"]).date() - grid.first_day).days
            if read["what"] in (WORKS, WAIVED) and 0 <= day < grid.days:
                continue
            if read["what"] in (ABSENT, DAY_OFF):
                yield from _outside(row, [(s, e) for who, s, e in told if who == read["csr_id"]])
            else:
                yield row


def _outside(row: NewsCells, told: Iterable[tuple[datetime, datetime]]) -> Iterator[NewsCells]:
    """The parts of an absence outside others."""
    parts = [(_moment(row["start"]), _moment(row["end"]))]
    for start, end in told:
        if parts and parts[0][0].tzinfo is None:
            start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        cut = [(a, min(b, start)) for a, b in parts] + [(max(a, end), b) for a, b in parts]
        parts = sorted({(a, b) for a, b in cut if a < b})
    for start, end in parts:
        yield row | {"start": start.isoformat(), "end": end.isoformat()}


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text))


def _news_rows(scenario: Scenario, news: News) -> Iterator[NewsCells]:
    grid = scenario.grid
    for off in news.absences:
        what = DAY_OFF if off.day_off else ABSENT
        row = about(scenario, what, off.csr_id, off.start, off.end)
        yield row | {"kind": off.kind, "paid": _yes(off.paid)}
    for change in news.demand:
        row = {"what": "volume", "channel": change.channel, "language": change.language}
        span = _span(scenario, change.start, change.end)
        yield row | span | {"percent": f"{100 * change.factor:g}"}
    for meeting in news.meetings:
        day = next(d for d in range(grid.days) if grid.weekday(d) in meeting.weekdays)
        midnight = day * grid.slots_per_day
        row = {"what": "meeting", "csr_id": ";".join(meeting.attendees)}
        row |= {"meeting": meeting.meeting_id, "minutes": meeting.slots * grid.slot_minutes}
        yield row | _span(scenario, midnight + meeting.earliest, midnight + meeting.latest)


def _settled(scenario: Scenario, what: str, segments: Iterable[Segment]) -> Iterator[NewsCells]:
    for s in segments:
        row = about(scenario, what, s.csr_id, s.start, s.end)
        yield row | {"activity": s.activity, "paid": _yes(s.paid)}


def about(scenario: Scenario, what: str, csr_id: str, start: int, end: int) -> NewsCells:
    """A row of news about a person, from slot `start` to `end`."""
    return {"what": what, "csr_id": csr_id} | _span(scenario, start, end)


def _span(scenario: Scenario, start: int, end: int) -> NewsCells:
    grid = scenario.grid
    return {"start": grid.moment(start).isoformat(), "end": grid.moment(end).isoformat()}


def _yes(paid: bool) -> str:
    return "yes" if paid else "no"
