"""How long the rows of a history are, where the settings do not say; rows cut to intervals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

from scheduler.domain.history import HOURS, Observed
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.builders.yearly_totals import profile_of
from scheduler.loading.readers.files import DemandFiles

LENGTHS = (60, 30, 15, 10)  # minutes
FEWEST = 8  # times, of which by chance one series in 256 would begin with full hours alone


def length_of(starts: Iterable[datetime], interval_minutes: int) -> int:
    """Minutes of the rows that begin at these times: longer than the centre's where all say so.

    That is where every row begins on the longer grid, and some follow each other on it.
    """
    times = sorted(set(starts))
    if len(times) < FEWEST:
        return interval_minutes
    for length in (one for one in LENGTHS if one > interval_minutes):
        step = timedelta(minutes=length)
        on_grid = all((60 * t.hour + t.minute) % length == 0 for t in times)
        after = sum(b - a == step for a, b in pairwise(times))
        if on_grid and length % interval_minutes == 0 and 2 * after >= len(times):
            return length
    return interval_minutes


def cut(seen: Observed, minutes: int, step: int) -> list[Observed]:
    """A row longer than the centre's intervals, cut evenly."""
    if minutes <= step:
        return [seen]
    parts = minutes // step
    return [_part(seen, seen.start + timedelta(minutes=n * step), 1 / parts) for n in range(parts)]


def over_hours(days: list[Observed], files: DemandFiles, frame: CentreFrame) -> list[Observed]:
    """Totals of days over their intervals, by profile.csv or the channel's opening hours.

    A day of the week without hours of its own has those of all others.
    """
    if not days:
        return []
    profiles = {one: profile_of(one, files, frame) for one in sorted({d.channel for d in days})}
    step, found = frame.grid.interval_minutes, []
    for day in days:
        profile = profiles[day.channel]
        shares = profile[day.start.weekday()]
        shares = shares if shares.any() else profile.sum(axis=0)
        shares = shares if shares.any() else np.ones(HOURS)
        for hour in np.flatnonzero(shares).tolist():
            share = float(shares[hour] / shares.sum()) * step / 60
            starts = (timedelta(minutes=m) for m in range(60 * hour, 60 * hour + 60, step))
            found += [_part(day, day.start + start, share) for start in starts]
    return found


def _part(seen: Observed, start: datetime, share: float) -> Observed:
    handled = None if seen.handled is None else seen.handled * share
    offered, abandoned = seen.offered * share, seen.abandoned * share
    return replace(seen, start=start, offered=offered, abandoned=abandoned, handled=handled)
