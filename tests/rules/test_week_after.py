"""A rotation of weekends leaves a week after the horizon that can be worked."""

from __future__ import annotations

from typing import Any

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.week_after import WeekAfter
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, roster, shift, small_centre


def centre(days: int = 7, past: Roster | None = None, **signed: Any) -> Scenario:
    """A week from a Monday; five days a week, every second weekend, six days in a row at most."""
    own = contract(**{"weekend_every": 2, **signed})
    return small_centre(days, csrs=(csr("c01", own),), past=past)


def on(*days: int) -> Roster:
    return roster(*(shift("c01", day, "08:00 phone 12:00") for day in days))


def test_after_a_weekend_at_work_come_five_days() -> None:
    # Sunday alone and Monday to Friday are six in a row; Saturday and Sunday make it seven
    assert findings(WeekAfter, centre(), on(0, 1, 2, 3, 6)) == []
    assert findings(WeekAfter, centre(), on(0, 1, 2, 5, 6)) == [("c01", at(6, "00:00"), 1)]
    # Saturday alone: the run ends on Sunday
    assert findings(WeekAfter, centre(), on(0, 1, 2, 3, 5)) == []


def test_a_free_weekend_leaves_all_open() -> None:
    assert findings(WeekAfter, centre(), on(0, 1, 2, 3, 4)) == []


def test_fewer_days_find_their_place() -> None:
    four = centre(days_per_week=4, week_slots=128)
    assert findings(WeekAfter, four, on(3, 4, 5, 6)) == []  # then Tuesday to Friday


def test_without_a_rotation_nothing_is_asked() -> None:
    assert findings(WeekAfter, centre(weekend_every=None), on(2, 3, 4, 5, 6)) == []


def test_what_cannot_be_saved_is_not_asked_for() -> None:
    # six days a week never have a weekend off: the week after is lost whatever is worked now
    assert findings(WeekAfter, centre(days_per_week=6, week_slots=192), on(1, 2, 3, 4, 5, 6)) == []
