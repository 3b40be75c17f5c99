"""What people feel of a roster, recomputed from roster.csv alone: no code of the product.

    python tests/reporting/people_from_roster.py outputs/roster.csv
    python tests/reporting/people_from_roster.py roster.csv --opening desk=08:00-17:00 --rest 12

Without `--opening` a channel is open from the first to the last minute of a date at which
anybody is on it. A stint goes on after a pause; the opening, the closing or a meeting may cut it.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

PAUSES = ("rest", "meal")
CHANNELS = {"phone": 30, "email": 30, "desk": 60, "supervision": 30}  # least minutes of a stint


class RosterLine(NamedTuple):
    start: datetime
    end: datetime
    activity: str


class StintSeen(NamedTuple):
    csr_id: str
    channel: str
    start: datetime
    end: datetime
    minutes: float
    cut: bool


Days = dict[str, dict[date, list[RosterLine]]]
Open = dict[str, tuple[int, int]]  # minutes of the day


def read(path: Path) -> Days:
    """Pieces of each person's days in order, wall clock."""
    found: Days = defaultdict(lambda: defaultdict(list))
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start, end = (datetime.fromisoformat(row[k][:16]) for k in ("start", "end"))
            found[row["csr_id"]][start.date()].append(RosterLine(start, end, row["activity"]))
    return {
        who: {day: sorted(pieces) for day, pieces in sorted(days.items())}
        for who, days in sorted(found.items())
    }


def minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def spread(days: dict[date, list[RosterLine]]) -> int:
    """Minutes from the earliest to the latest start of a week, of the widest week."""
    weeks = defaultdict(list)
    for day, pieces in days.items():
        weeks[day - timedelta(days=day.weekday())].append(minute(pieces[0].start))
    return max(max(starts) - min(starts) for starts in weeks.values())


def within_60(days: dict[date, list[RosterLine]]) -> float:
    """Share of shifts that start within an hour of the median start."""
    starts = sorted(minute(pieces[0].start) for pieces in days.values())
    half = len(starts) // 2
    middle = (starts[half] + starts[-half - 1]) / 2
    return sum(middle - 60 <= start <= middle + 60 for start in starts) / len(starts)


def short_nights(days: dict[date, list[RosterLine]], hours: float) -> int:
    """Nights between two shifts of less than so many hours."""
    shifts = list(days.values())
    gaps = [after[0].start - before[-1].end for before, after in pairwise(shifts)]
    return sum(gap < timedelta(hours=hours) for gap in gaps)


def stints(days: Days, hours: Open) -> Iterator[StintSeen]:
    """Every stint on a channel."""
    edges = seen_hours(days)
    for who, own in days.items():
        for day, pieces in own.items():
            work = [p for p in pieces if p.activity not in PAUSES]
            runs: list[list[RosterLine]] = []
            for piece in work:
                if runs and runs[-1][-1].activity == piece.activity:
                    runs[-1].append(piece)
                else:
                    runs.append([piece])
            for at, run in enumerate(runs):
                channel = run[0].activity
                if channel not in CHANNELS:
                    continue
                first, last = hours.get(channel) or edges[channel, day]
                meets = any(
                    0 <= near < len(runs) and runs[near][0].activity.startswith("meeting:")
                    for near in (at - 1, at + 1)
                )
                cut = meets or minute(run[0].start) == first or minute(run[-1].end) == last
                length = sum((p.end - p.start).total_seconds() for p in run) / 60
                yield StintSeen(who, channel, run[0].start, run[-1].end, length, cut)


def seen_hours(days: Days) -> dict[tuple[str, date], tuple[int, int]]:
    """First and last minute at which anybody is on a channel, by date."""
    found: dict[tuple[str, date], tuple[int, int]] = {}
    for own in days.values():
        for day, pieces in own.items():
            for p in pieces:
                first, last = found.get((p.activity, day), (24 * 60, 0))
                found[p.activity, day] = min(first, minute(p.start)), max(last, minute(p.end))
    return found


def changes(pieces: Iterable[RosterLine]) -> int:
    """Changes of activity within a shift, pauses and meetings left out."""
    work = [p.activity for p in pieces if p.activity not in PAUSES and "meeting:" not in p.activity]
    return sum(one != other for one, other in pairwise(work))


def weekend_days(days: dict[date, list[RosterLine]]) -> int:
    return sum(day.weekday() > 4 for day in days)


def evenings(days: dict[date, list[RosterLine]], after: int) -> int:
    return sum(minute(pieces[-1].end) > after for pieces in days.values())


def early_starts(days: dict[date, list[RosterLine]], before: int) -> int:
    return sum(minute(pieces[0].start) < before for pieces in days.values())


def clock(text: str) -> int:
    hour, minutes = text.split(":")
    return int(hour) * 60 + int(minutes)


def report(path: Path, hours: Open, rest: float) -> str:
    days = read(path)
    spreads = [spread(own) for own in days.values()]
    seen = list(stints(days, hours))
    short = [s for s in seen if s.minutes < CHANNELS[s.channel]]
    below = [s for s in seen if s.minutes < 30 and not s.cut]
    desk = [s for s in seen if s.channel == "desk" and s.minutes < 60 and not s.cut]
    nights = sum(short_nights(own, rest) for own in days.values())
    shifts = [pieces for own in days.values() for pieces in own.values()]
    lines = [
        f"people                              {len(spreads)}",
        f"start spread at most 60 min         {sum(s <= 60 for s in spreads) / len(spreads):.1%}",
        f"start spread above 120 min          {sum(s > 120 for s in spreads)}",
        f"stints under 30 min, nothing cut    {len(below)}",
        f"desk stints under 60, nothing cut   {len(desk)}",
        f"stints below their least, cut       {sum(s.cut for s in short)}",
        f"{f'nights under {rest:g} h':36}{nights}",
        f"changes of activity a shift         {sum(map(changes, shifts)) / len(shifts):.2f}",
    ]
    for who, own in days.items():
        if spread(own) > 120:
            starts = " ".join(f"{pieces[0].start:%a %H:%M}" for pieces in own.values())
            lines.append(f"  {who}: {spread(own)} min: {starts}")
    for s in (*below, *desk):
        lines.append(f"  {s.csr_id}: {s.channel} {s.minutes:g} min, {s.start:%a %H:%M}")
    return "\n".join(lines)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("roster", type=Path)
    asked.add_argument("--opening", action="append", default=[], metavar="CHANNEL=08:00-17:00")
    asked.add_argument("--rest", type=float, default=12.0, help="hours of rest of a night")
    given = asked.parse_args()
    hours: Open = {}
    for text in given.opening:
        channel, span = text.split("=")
        first, last = map(clock, span.split("-"))
        hours[channel] = first, last
    sys.stdout.write(report(given.roster, hours, given.rest) + "\n")


if __name__ == "__main__":
    main()
