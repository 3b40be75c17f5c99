"""A last day that is cut short is as if it were absent, and said."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from scheduler.domain.history import Observed
from scheduler.forecast.contacts import backtest_contacts, forecast_contacts
from scheduler.forecast.cut_day import without_cut_day

FIRST = datetime(2026, 3, 2)  # a Monday


def history(weeks: int = 8, until: int = 24, desk_until: int = 17) -> list[Observed]:
    """Email round the clock, five an hour, a desk of three an hour on weekdays; `until` hour of
    the last Sunday."""
    random = np.random.default_rng(3)
    last = weeks * 7 - 1
    found = []
    for day in range(weeks * 7):
        for hour in range(until if day == last else 24):
            start = FIRST + timedelta(days=day, hours=hour)
            found.append(Observed(start, "email", "en", float(random.poisson(5)), 0.0, 300.0))
            if 8 <= hour < desk_until and day % 7 < 5:
                found.append(Observed(start, "desk", "en", float(random.poisson(3)), 0.0, 200.0))
    return found


def test_it_forecasts_as_if_the_day_were_absent() -> None:
    cut = history(until=10)
    last = date(2026, 4, 26)
    absent = [seen for seen in cut if seen.start.date() < last]
    found, without = (forecast_contacts(h, date(2026, 4, 27), 7) for h in (cut, absent))
    assert found.expected == without.expected
    assert [note for note in found.notes if "cut short" in note] == [
        "2026-04-26 ends at 10:00, when more is usual: taken for a day cut short and left out"
    ]
    assert backtest_contacts(cut) == backtest_contacts(absent)


def test_a_whole_last_day_is_kept() -> None:
    records = history()
    assert without_cut_day(records, 60) == (records, ())


@pytest.mark.parametrize("until", [10, 15, 21])
def test_found_while_ten_contacts_are_to_come(until: int) -> None:
    # At 21:00 fifteen emails are usual until midnight, an eighth of the day.
    assert without_cut_day(history(until=until), 60)[1]


def test_not_where_little_is_to_come() -> None:
    # At 23:00 five emails are usual: an hour without any is no rarity.
    assert not without_cut_day(history(until=23), 60)[1]


def test_a_quiet_channel_is_cut_with_the_busy_one() -> None:
    # On the last Friday, 12:00, the desk's fifteen to come and email's sixty are missing.
    friday = date(2026, 4, 24)
    records = [
        seen
        for seen in history()
        if seen.start.date() < friday or (seen.start.date() == friday and seen.start.hour < 12)
    ]
    kept, notes = without_cut_day(records, 60)
    assert max(seen.start.date() for seen in kept) == date(2026, 4, 23)
    assert len(notes) == 1


def test_nothing_known_is_nothing_cut() -> None:
    assert without_cut_day([], 60) == ([], ())
    assert without_cut_day(history(weeks=1)[:5], 60)[1] == ()
