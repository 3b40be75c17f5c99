"""A last day of the history that ends in the middle: found by the profile of its weekday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from scheduler.domain.history import Observed
from scheduler.forecast.daily import Days

WEEKS = 6  # of the same weekday that tell what usually comes later in the day
LEAST_DAYS = 2  # of it, else of all days
LEAST_SHARE = 0.05  # of a usual day that is missing
LEAST_CONTACTS = 10.0  # expected and not one seen: less than one day in 20,000 by chance


def without_cut_day(
    records: Sequence[Observed], interval_minutes: int
) -> tuple[list[Observed], tuple[str, ...]]:
    """The records without a last day that is cut short, and a note about it.

    A day whose contacts stop while any channel usually has many to come is an export made in
    the middle of the day: for every channel it is as if the day were absent.
    """
    if not records:
        return [], ()
    last = max(seen.start.date() for seen in records)
    channels = sorted({seen.channel for seen in records if seen.start.date() == last})
    ends = [
        end
        for channel in channels
        for end in [_cut_at([r for r in records if r.channel == channel], last, interval_minutes)]
        if end is not None
    ]
    if not ends:
        return list(records), ()
    minutes = max(ends) * interval_minutes
    note = (
        f"{last} ends at {minutes // 60:02}:{minutes % 60:02}, when more is usual: taken for a "
        f"day cut short and left out"
    )
    return [seen for seen in records if seen.start.date() != last], (note,)


def _cut_at(own: Sequence[Observed], last: date, interval_minutes: int) -> int | None:
    """The slot after the last contact of a channel's last day, None where that is usual."""
    days = Days.of(((seen.start, seen.offered) for seen in own), interval_minutes)
    known = days.ordinals < last.toordinal()
    if not known.any() or days.ordinals[-1] != last.toordinal():
        return None
    before = days.part(known)
    same = before.counts[before.weekdays == last.weekday()][-WEEKS:]
    usual = same if len(same) >= LEAST_DAYS else before.counts[-7 * WEEKS :]
    end = int(np.flatnonzero(days.counts[-1])[-1]) + 1
    after, whole = float(usual[:, end:].sum(axis=1).mean()), float(usual.sum(axis=1).mean())
    return end if after >= LEAST_CONTACTS and after >= LEAST_SHARE * whole else None
