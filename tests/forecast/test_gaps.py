"""Intervals and days without a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from scheduler.domain.history import Observed
from scheduler.forecast.daily import Days
from scheduler.forecast.gaps import filled, with_zeros

MONDAY = date(2024, 1, 1)


def records(
    weeks: int = 9, calls: float = 40, left_out: frozenset[datetime] = frozenset()
) -> Iterator[Observed]:
    """Mondays, 8:00 to 12:00, the same calls in each hour; half of them at 8:00."""
    for week in range(weeks):
        for hour in range(8, 12):
            start = datetime(2024, 1, 1, hour) + timedelta(weeks=week)
            if start not in left_out:
                yield Observed(start, "phone", "en", calls / (2 if hour == 8 else 1), 0, 200)


def test_a_missing_interval_is_what_the_rest_of_its_day_suggests() -> None:
    """The fifth Monday is half as busy in what it reports: 20 of the usual 40 are missing."""
    hole = datetime(2024, 1, 29, 10)
    seen = [
        Observed(o.start, "phone", "en", o.offered / 2, 0, 200) if o.start.day == 29 else o
        for o in records(left_out=frozenset({hole}))
    ]
    days, notes = filled(seen, 60)
    assert days.counts[4, 8:12] == pytest.approx([10, 20, 20, 20])
    assert len(notes) == 1
    assert notes[0].startswith("1 interval without a record, the first 2024-01-29 10:00")


def test_few_contacts_may_be_none() -> None:
    """Three calls an hour, zeros not written: an hour without any is no wonder, exp(-3)."""
    days, notes = filled(
        list(records(calls=3, left_out=frozenset({datetime(2024, 1, 29, 10)}))), 60
    )
    assert days.counts[4, 10] == 0
    assert notes == ()


def test_where_zeros_are_written_a_missing_row_is_missing() -> None:
    seen = list(records(calls=3, left_out=frozenset({datetime(2024, 1, 29, 10)})))
    seen.append(Observed(datetime(2024, 1, 8, 12), "phone", "en", 0, 0, 0))
    days, notes = filled(seen, 60)
    assert days.counts[4, 10] == pytest.approx(3)
    assert notes


def test_a_day_that_was_cut_short_stays_as_it_is() -> None:
    gone = frozenset(datetime(2024, 1, 29, hour) for hour in (9, 10, 11))
    days, notes = filled(list(records(left_out=gone)), 60)
    assert days.counts[4].sum() == 20
    assert notes == ()


def test_hours_that_open_later_are_no_gap() -> None:
    """From the fifth week on there is an hour more; the weeks before do not lack it."""
    late = [
        Observed(datetime(2024, 1, 1, 12) + timedelta(weeks=w), "phone", "en", 40, 0, 200)
        for w in range(5, 9)
    ]
    days, _ = filled([*records(), *late], 60)
    assert days.counts[:2, 12].tolist() == [0, 0]


def test_days_without_contacts_are_days() -> None:
    """Contacts on two of four Mondays and on a closure-free Tuesday: the Mondays count."""
    ordinals = np.array([MONDAY.toordinal() + n for n in (0, 1, 21)])
    days = with_zeros(Days(ordinals, np.ones((3, 24))), frozenset({MONDAY.toordinal() + 14}))
    assert [int(day) - MONDAY.toordinal() for day in days.ordinals] == [0, 1, 7, 8, 15, 21]
    assert days.totals.tolist() == [24, 24, 0, 0, 0, 24]
