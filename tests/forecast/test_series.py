"""The calendar model on histories whose truth is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from scheduler.forecast.daily import Days, calendar_of, closed_days, working_weekdays
from scheduler.forecast.profile import shares, without_spikes
from scheduler.forecast.series import forecast_days
from tests.forecast.made_series import FIVE_DAYS, HOURS, MONDAY, made_up, week_after


def test_days_are_summed_into_intervals() -> None:
    found = Days.of(
        [
            (datetime(2024, 1, 2, 8, 0), 3),
            (datetime(2024, 1, 2, 8, 45), 4),
            (datetime(2024, 1, 1, 9, 0), 5),
            (datetime(2024, 1, 3, 9, 0), 0),
        ],
        interval_minutes=60,
    )
    assert [date.fromordinal(d) for d in found.ordinals] == [date(2024, 1, 1), date(2024, 1, 2)]
    assert (found.counts[0, 9], found.counts[1, 8]) == (5, 7)
    assert found.weekdays.tolist() == [0, 1]


def test_missing_working_days_are_closures_unless_many() -> None:
    holiday = MONDAY + timedelta(days=16)
    hole = {MONDAY + timedelta(days=n) for n in range(28, 40)}
    days = made_up(10, closed={holiday, *hole})
    closed, holes = closed_days(days)
    assert working_weekdays(days) == {0, 1, 2, 3, 4}
    assert closed == {holiday.toordinal()}
    # the hole has the ten working days from Monday 29 January to Friday 9 February
    assert holes == ((date(2024, 1, 29).toordinal(), date(2024, 2, 9).toordinal()),)


def test_neighbours_of_a_closure_count_by_working_days() -> None:
    # Friday 5 July 2024 closed: Thursday stands before it, Monday after, Tuesday second.
    week = np.array([date(2024, 7, d).toordinal() for d in (4, 5, 8, 9, 10)])
    found = calendar_of(week, frozenset(range(5)), frozenset({date(2024, 7, 5).toordinal()}))
    after, second, before, itself = found.beside.T.tolist()
    assert before == [1, 0, 0, 0, 0]
    assert itself == [0, 1, 0, 0, 0]
    assert after == [0, 0, 1, 0, 0]
    assert second == [0, 0, 0, 1, 0]


def test_a_regular_history_goes_on() -> None:
    # No chance, no error: next week is as every week, 1300, 1000, 1000, 900, 1000 contacts.
    days = made_up(20, chance=False)
    found = forecast_days(days, week_after(days))
    assert found.middle.sum(axis=1) == pytest.approx([1300, 1000, 1000, 900, 1000], rel=0.01)
    assert found.middle[1, 8 : 8 + len(HOURS)] == pytest.approx(1000 * HOURS / 76, rel=0.01)
    assert found.middle[:, :8].sum() == 0


def test_a_level_that_moves_is_followed() -> None:
    step = MONDAY + timedelta(weeks=15)
    days = made_up(20, factor=lambda d: 1.5 if d >= step else 1.0, error=0.03)
    found = forecast_days(days, week_after(days))
    assert found.middle.sum() == pytest.approx(5200 * 1.5, rel=0.06)


def test_the_day_after_a_closure_is_learned() -> None:
    # Closed on three Thursdays, each followed by a Friday with 40 % more; closed again next
    # Thursday: Friday is expected well above its usual 1000.
    thursdays = [date(2024, 2, 1), date(2024, 3, 14), date(2024, 5, 2)]
    fridays = {d + timedelta(days=1) for d in thursdays}
    days = made_up(24, closed=thursdays, factor=lambda d: 1.4 if d in fridays else 1.0, error=0.03)
    week = week_after(days)
    closure = int(week[3])
    usual = forecast_days(days, week).middle.sum(axis=1)
    beside = forecast_days(days, week[[0, 1, 2, 4]], frozenset({closure})).middle.sum(axis=1)
    assert usual[4] == pytest.approx(1000, rel=0.05)
    assert beside[3] == pytest.approx(1400, rel=0.1)


def test_the_beginning_of_the_month_is_learned() -> None:
    # The first three days of each month have 30 % more. The week from Monday 30 September
    # 2024 has Tuesday to Thursday among them.
    days = made_up(39, factor=lambda d: 1.3 if d.day <= 3 else 1.0, error=0.02)
    found = forecast_days(days, week_after(days)).middle.sum(axis=1)
    assert date.fromordinal(int(week_after(days)[0])) == date(2024, 9, 30)
    assert found[1] == pytest.approx(1300, rel=0.1)
    assert found[4] == pytest.approx(1000, rel=0.1)


def test_the_season_is_learned_from_two_years() -> None:
    def season(day: date) -> float:
        return float(1 + 0.4 * np.sin(2 * np.pi * day.timetuple().tm_yday / 366))

    days = made_up(104, factor=season, error=0.02)
    found = forecast_days(days, week_after(days))
    assert "season" in found.terms
    monday = date.fromordinal(int(week_after(days)[0]))
    assert found.middle[0].sum() == pytest.approx(1300 * season(monday), rel=0.06)


def test_an_event_with_a_name_returns() -> None:
    events = {date(2024, 2, 6): "storm", date(2024, 4, 9): "storm"}
    days = made_up(24, factor=lambda d: 2.0 if d in events else 1.0, error=0.03)
    week = week_after(days)
    names = {d.toordinal(): name for d, name in events.items()} | {int(week[1]): "storm"}
    found = forecast_days(days, week, events=names).middle.sum(axis=1)
    assert found[1] == pytest.approx(2000, rel=0.15)
    assert found[2] == pytest.approx(1000, rel=0.06)


def test_short_histories_leave_parts_out_and_say_so() -> None:
    days = made_up(3)
    found = forecast_days(days, week_after(days))
    text = " ".join(found.notes)
    assert "trend: needs 26 weeks of history, has 2" in text
    assert "season" in text
    assert "position in the month" in text
    assert found.middle.sum() == pytest.approx(5200, rel=0.05)


def test_one_day_of_history_is_enough_to_answer() -> None:
    days = made_up(1).part(np.arange(5) == 0)
    found = forecast_days(days, np.array([int(days.ordinals[0]) + 7]))
    assert found.middle.sum() == pytest.approx(days.totals[0], rel=0.05)


def test_no_history_forecasts_nothing() -> None:
    empty = Days(np.array([], dtype=np.int64), np.zeros((0, 24)))
    found = forecast_days(empty, np.array([738_000]))
    assert found.middle.sum() == 0
    assert found.notes == ("no history",)


def test_few_contacts_fall_back_on_weekday_means() -> None:
    days = made_up(30, per_day=4)
    found = forecast_days(days, week_after(days))
    assert any("fewer than 10 contacts a day" in note for note in found.notes)
    assert found.middle.sum() == pytest.approx(5.2 * 4, rel=0.25)


def test_a_day_unlike_all_others_is_set_aside() -> None:
    odd = date(2024, 5, 14)
    days = made_up(24, factor=lambda d: 6.0 if d == odd else 1.0, error=0.03)
    found = forecast_days(days, week_after(days))
    assert any("set aside" in note and str(odd) in note for note in found.notes)
    assert found.middle.sum() == pytest.approx(5200, rel=0.05)


def test_a_spike_in_one_slot_is_cut_back() -> None:
    days = made_up(8, chance=False)
    counts = days.counts.copy()
    counts[12, 10] *= 5
    mended, cut, _ = without_spikes(Days(days.ordinals, counts))
    assert np.argwhere(cut).tolist() == [[12, 10]]
    assert mended.counts[12, 10] == pytest.approx(days.counts[12, 10])


def test_a_day_that_ended_early_is_no_spike() -> None:
    days = made_up(8, chance=False)
    counts = days.counts.copy()
    counts[12, 12:] = 0
    _, cut, _ = without_spikes(Days(days.ordinals, counts))
    assert not cut.any()


def test_a_weekday_keeps_its_own_profile_where_it_is_plain() -> None:
    # Saturdays have contacts in two hours only; nothing leaks in from the weekdays.
    ordinals = np.arange(MONDAY.toordinal(), MONDAY.toordinal() + 42)
    saturday = (ordinals - 1) % 7 == 5
    counts = np.where(saturday[:, None], np.array([0, 30, 10, 0]), np.array([40, 20, 20, 20]))
    found = shares(Days(ordinals, counts.astype(float)), half_life_weeks=8)
    assert found[5] == pytest.approx([0, 0.75, 0.25, 0])
    assert found[0] == pytest.approx([0.4, 0.2, 0.2, 0.2], abs=1e-6)


def test_quantiles_hold_the_days_they_promise() -> None:
    # A day's log error of 8 %: p90 lies about exp(1.28 x .08) = 1.11 above the middle.
    days = made_up(40, error=0.08)
    found = forecast_days(days, week_after(days))
    ratio = found.quantile(0.9).sum(axis=1) / found.middle.sum(axis=1)
    assert ratio == pytest.approx(np.full(5, 1.11), abs=0.04)
    assert (found.day_quantile(0.9) > found.quantile(0.9).sum(axis=1)).all()
    assert found.quantile(0.5) == pytest.approx(found.middle)


def test_weekdays_never_worked_have_the_profile_of_all() -> None:
    days = made_up(12)
    saturday = int(days.ordinals[-1]) + 1
    found = forecast_days(days, np.array([saturday]))
    assert FIVE_DAYS[5] == 0
    assert found.middle[0, 8:17].sum() == pytest.approx(found.middle.sum())


def test_of_two_days_that_differ_none_is_repaired() -> None:
    """Two weeks of 100 in each interval, one of the second Monday 400: nobody knows which is right.

    Repaired to what lies between, the sound one became 216; three weeks tell, and 400 is cut.
    """
    first = date(2026, 3, 2).toordinal()  # a Monday

    def weeks(count: int) -> Days:
        days = [first + 7 * w + d for w in range(count) for d in range(5)]
        counts = np.full((len(days), 8), 100.0)
        counts[-5, 3] = 400.0
        return Days(np.array(days, dtype=np.int64), counts)

    two, cut, doubtful = without_spikes(weeks(2))
    assert not cut.any()
    assert (two.counts == weeks(2).counts).all()
    assert np.argwhere(doubtful)[-1].tolist() == [5, 3]
    targets = np.array([first + 14], dtype=np.int64)
    notes = "\n".join(forecast_days(weeks(2), targets).notes)
    assert "left as they are, since two do not tell which is right: 2026-03-02, 2026-03-09" in notes
    three, cut, doubtful = without_spikes(weeks(3))
    assert np.argwhere(cut).tolist() == [[10, 3]]
    assert three.counts[10, 3] == pytest.approx(100)
    assert not doubtful.any()
