"""Totals spread over a week, by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from scheduler.domain.history import Expected, Spread, Total
from scheduler.forecast.spread_totals import spread_totals

FIRST = date(2026, 2, 2)  # a Monday; February 2026 has exactly four weeks


def spread(closed: frozenset[date] = frozenset(), waiting: tuple[str, ...] = ()) -> Spread:
    """Mondays 3 parts at 9:00 and 1 at 10:00, Tuesdays 4 parts at 9:00, else nothing."""
    profile = np.zeros((7, 24))
    profile[0, 9], profile[0, 10], profile[1, 9] = 3, 1, 4
    return Spread({"phone": profile, "email": profile}, closed, waiting)


def phone(year: int, month: int, volume: float) -> Total:
    return Total(year, month, "phone", "en", volume, 240)


def by_hour(found: tuple[Expected, ...]) -> dict[tuple[int, int], float]:
    return {(one.start.day, one.start.hour): one.volume for one in found}


def test_a_month_is_spread_over_its_days() -> None:
    """800 over 4 Mondays and 4 Tuesdays of 4 parts each: 25 a part."""
    found, notes = spread_totals([phone(2026, 2, 800)], spread(), FIRST, 7, 60)
    assert by_hour(found) == pytest.approx({(2, 9): 75, (2, 10): 25, (3, 9): 100})
    assert {one.aht_s for one in found} == {240}
    assert notes == ()


def test_a_closure_gives_its_contacts_to_the_other_days() -> None:
    """Three Mondays are left of four: 800 / 28 parts. Email comes all the same."""
    closed = frozenset({FIRST})
    found, _ = spread_totals([phone(2026, 2, 800)], spread(closed), FIRST, 7, 60)
    assert by_hour(found) == pytest.approx({(3, 9): 4 * 800 / 28})
    mails = [Total(2026, 2, "email", "en", 800, 300)]
    found, _ = spread_totals(mails, spread(closed, ("email",)), FIRST, 7, 60)
    assert sum(one.volume for one in found) == pytest.approx(200)


def test_a_month_comes_before_its_year_and_is_taken_from_it() -> None:
    """2026 has 52 Mondays and 52 Tuesdays. Of 5,600, February has 800: 4,800 / 96 days."""
    totals = [phone(2026, 0, 5600), phone(2026, 2, 800)]
    found, _ = spread_totals(totals, spread(), date(2026, 3, 2), 7, 60)
    assert by_hour(found)[3, 9] == pytest.approx(4800 / 96)
    found, _ = spread_totals(totals, spread(), FIRST, 7, 60)
    assert by_hour(found)[3, 9] == pytest.approx(100)


def test_the_nearest_year_stands_in_and_it_is_said() -> None:
    totals = [phone(2023, 2, 400), phone(2025, 2, 800)]
    found, notes = spread_totals(totals, spread(), FIRST, 7, 60)
    assert by_hour(found)[3, 9] == pytest.approx(100)
    assert notes == ("phone: nothing for 2026-02, that of 2025 is taken",)


def test_hours_are_cut_into_intervals() -> None:
    found, _ = spread_totals([phone(2026, 2, 800)], spread(), FIRST, 1, 15)
    assert [one.volume for one in found] == pytest.approx([18.75] * 4 + [6.25] * 4)
    assert [one.start.minute for one in found[:4]] == [0, 15, 30, 45]
