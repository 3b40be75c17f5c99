"""Closures by the holidays of a country, and holidays as events of the forecast."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from scheduler.domain.scenario import Scenario
from scheduler.loading import check, load
from tests.small_centres import SETTINGS, forecast_table, write_centre

INPUTS = Path(__file__).parents[2] / "inputs"
EVERY_DAY = SETTINGS.replace(
    'fri = "08:00-17:00"\n',
    'fri = "08:00-17:00"\nsat = "08:00-17:00"\nsun = "08:00-17:00"\n',
)
MEMORIAL_DAY = date(2026, 5, 25)
SATURDAY, FRIDAY = date(2026, 7, 4), date(2026, 7, 3)
# ORS 187.010(1), by hand: third Mondays of January and February, last Monday of May, first of
# September, fourth Thursday of November.
OREGON = {
    date(2026, 1, 1),
    date(2026, 1, 19),
    date(2026, 2, 16),
    date(2026, 5, 25),
    date(2026, 6, 19),
    SATURDAY,
    date(2026, 9, 7),
    date(2026, 11, 11),
    date(2026, 11, 26),
    date(2026, 12, 25),
}


def with_keys(keys: str, settings: str = EVERY_DAY) -> str:
    """The settings without their list of closures, with these keys in [centre]."""
    return settings.replace('closures = ["2026-05-25"]\n', "").replace(
        "[centre]\n", f"[centre]\n{keys}\n"
    )


def centre(folder: Path, settings: str, week: date | None = None) -> Scenario:
    monday = week or date(2026, 5, 11)
    return load(write_centre(folder, settings=settings, forecast=forecast_table(monday)), week)


def closed_in(year: int, scenario: Scenario) -> set[date]:
    return {day for day in scenario.closures if day.year == year}


def faults(folder: Path, keys: str) -> list[str]:
    return [str(fault) for fault in check(write_centre(folder, settings=with_keys(keys)))]


def test_oregon_by_its_statute(tmp_path: Path) -> None:
    scenario = centre(tmp_path, with_keys('closures_from = "US-OR"'))
    assert closed_in(2026, scenario) == OREGON


def test_the_federal_holidays_are_those_of_portland(tmp_path: Path) -> None:
    """inputs/settings.toml lists the 11 federal holidays, Saturday 4 July among them."""
    listed = tomllib.loads((INPUTS / "settings.toml").read_text(encoding="utf-8"))["closures"]
    scenario = centre(tmp_path, with_keys('closures_from = "US"'))
    assert {str(day) for day in closed_in(2026, scenario)} == set(listed)


@pytest.mark.parametrize(
    ("choice", "every_day", "weekdays"),
    [
        (None, {SATURDAY}, {FRIDAY}),
        ("by_opening", {SATURDAY}, {FRIDAY}),
        ("actual", {SATURDAY}, {SATURDAY}),
        ("observed", {FRIDAY}, {FRIDAY}),
        ("both", {FRIDAY, SATURDAY}, {FRIDAY, SATURDAY}),
    ],
)
def test_the_saturday_fourth_of_july(
    tmp_path: Path, choice: str | None, every_day: set[date], weekdays: set[date]
) -> None:
    """By ORS 187.010(2) the Friday before is a holiday too, and both are in the calendar."""
    keys = 'closures_from = "US-OR"' + (f'\nclosures_observed = "{choice}"' if choice else "")
    week = date(2026, 6, 29)
    for name, settings, expected in (
        ("seven", EVERY_DAY, every_day),
        ("five", SETTINGS, weekdays),
    ):
        scenario = centre(tmp_path / name, with_keys(keys, settings), week)
        assert scenario.closures & {FRIDAY, SATURDAY} == expected
        assert (scenario.opening["phone"][4] is None) == (FRIDAY in expected)
        if settings == EVERY_DAY:
            assert (scenario.opening["phone"][5] is None) == (SATURDAY in expected)


def test_new_year_observed_in_the_year_before(tmp_path: Path) -> None:
    """1 January 2028 is a Saturday: offices close on Friday 31 December 2027."""
    settings = with_keys('closures_from = "US-OR"', SETTINGS)
    assert date(2027, 12, 31) in centre(tmp_path, settings, date(2027, 12, 27)).closures


def test_exceptions_and_the_list_on_top(tmp_path: Path) -> None:
    """A name excepts the holiday in every year, with its observed day; a date that date."""
    keys = """closures_from = "US-OR"
closures_observed = "both"
closures_except = ["veterans day", 2026-12-25, "Independence Day"]"""
    settings = 'closures = ["2026-11-27"]\n' + with_keys(keys).lstrip("\n")
    scenario = centre(tmp_path, settings)
    opened = {date(2026, 11, 11), date(2026, 12, 25), SATURDAY}
    assert closed_in(2026, scenario) == OREGON - opened | {date(2026, 11, 27)}
    assert date(2027, 12, 25) in scenario.closures


def test_categories(tmp_path: Path) -> None:
    """The federal calendar of offices has Columbus Day, 12 October 2026; Oregon's has not."""
    keys = 'closures_from = "US-OR"\nclosures_categories = ["government"]'
    assert closed_in(2026, centre(tmp_path, with_keys(keys))) == OREGON | {date(2026, 10, 12)}


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ('"USA"', "2: centre.closures_from: found 'USA', which the package holidays does not have"),
        ('"US-ORE"', "2: centre.closures_from: found 'US-ORE', which the package holidays does no"),
        ('"us-or"', "2: centre.closures_from: found 'us-or'"),
        ('""', "2: centre.closures_from: found ''"),
        (
            '"US"\nclosures_categories = ["public", "bank"]',
            "3: centre.closures_categories[1]: found 'bank', which the calendar of US does not",
        ),
        ('"US"\nclosures_categories = []', "3: centre.closures_categories: found []"),
        ('"US"\nclosures_observed = "monday"', "3: centre.closures_observed: found 'monday'"),
        (
            '"US"\nclosures_except = [\n"Veterans Day",\n"Labour Day"]',
            "5: centre.closures_except[1]: found 'Labour Day', which the calendar of US does not",
        ),
        (
            '"US"\nclosures_except = ["2026-10-13"]',
            "3: centre.closures_except[0]: found '2026-10-13', which the calendar of US does not",
        ),
        ('"US"\nclosures_except = ["2026-13-01"]', "3: centre.closures_except[0]: found '2026-1"),
        ('"US"\n[forecast]\nholidays_from = "UX"', "4: forecast.holidays_from: found 'UX'"),
    ],
)
def test_what_the_calendar_does_not_know(tmp_path: Path, keys: str, found: str) -> None:
    settings = f"[centre]\nclosures_from = {keys}\n"
    rest = EVERY_DAY[EVERY_DAY.index("name =") :]
    if "[forecast]" in keys:
        text = settings.replace("[forecast]", rest + "[forecast]")
        line = text.split("\n").index('holidays_from = "UX"') + 1
        found = f"{line}{found[1:]}"
    else:
        text = settings + rest
    (fault,) = check(write_centre(tmp_path, settings=text))
    assert str(fault).startswith(f"settings.toml:{found}")


@pytest.mark.parametrize(
    ("keys", "nearest"),
    [
        ('closures_from = "US-ORE"', "US-OR"),
        ('closures_from = "us-or"', "US"),
        ('closures_from = "US"\nclosures_except = ["Labour Day"]', "Labor Day"),
        ('closures_from = "US"\nclosures_except = ["2026-10-13"]', "2026-10-12"),
        ('closures_from = "US"\nclosures_categories = ["goverment"]', "government"),
    ],
)
def test_the_nearest_known_name_is_said(tmp_path: Path, keys: str, nearest: str) -> None:
    (fault,) = faults(tmp_path, keys)
    assert fault.endswith(f"(nearest: {nearest})")


def test_keys_that_change_nothing_are_said(tmp_path: Path) -> None:
    scenario = centre(tmp_path, with_keys('closures_observed = "both"'))
    assert scenario.warnings == (
        "settings.toml:2: closures_observed changes nothing without centre.closures_from",
    )


def test_holidays_are_events_of_the_forecast(tmp_path: Path) -> None:
    """The days of the calendar, by name; an observed day is a kind of its own."""
    scenario = centre(tmp_path / "closing", with_keys('closures_from = "US-OR"'))
    named = {event.first: event.name for event in scenario.contacts.events}
    assert named[SATURDAY] == "Independence Day"
    assert named[FRIDAY] == "Independence Day (observed)"
    keys = SETTINGS + '\n[forecast]\nholidays_from = "US"\n'
    scenario = centre(tmp_path / "open", keys)
    assert closed_in(2026, scenario) == {date(2026, 5, 25)}
    named = {event.first: event.name for event in scenario.contacts.events}
    assert named[date(2026, 10, 12)] == "Columbus Day"
    assert centre(tmp_path / "neither", SETTINGS).contacts.events == ()


def test_a_paid_holiday_of_the_week_that_is_no_closure_is_said(tmp_path: Path) -> None:
    pay = '\n[pay]\npaid_holidays = ["2026-05-25",\n"2026-05-26"]\n'
    scenario = centre(tmp_path, SETTINGS + pay, MEMORIAL_DAY)
    line = (SETTINGS.lstrip("\n") + pay).split("\n").index('"2026-05-26"]') + 1
    assert scenario.warnings == (
        f"settings.toml:{line}: 2026-05-26 is not a closure, so nobody is owed a day for it",
    )
    assert scenario.pay.holiday_owed_to == "everybody"
    assert centre(tmp_path, SETTINGS + pay).warnings == ()  # another week


def test_who_is_owed_a_holiday_is_one_of_three(tmp_path: Path) -> None:
    keys = '\n[pay]\nholiday_owed_to = "nobody"\n'
    (fault,) = check(write_centre(tmp_path, settings=SETTINGS + keys))
    assert str(fault).endswith(
        "pay.holiday_owed_to: found 'nobody', allowed: everybody, who_could_work or who_loses_a_day"
    )
