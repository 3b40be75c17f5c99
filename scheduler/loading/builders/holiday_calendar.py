"""Holidays of a country, from the package `holidays`: which days close, and days of one name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scheduler.domain.history import Event
from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.settings_file import SettingsFile

PACKAGE = "the package holidays"
OBSERVED_WITHIN = timedelta(days=7)  # an observed day lies so near to the holiday itself


@dataclass(frozen=True)
class Holiday:
    """A holiday of one year: the day itself, and the days on which it is observed instead."""

    name: str
    day: date
    observed: tuple[date, ...] = ()

    def closing(self, choice: str, opens: Callable[[int], bool]) -> tuple[date, ...]:
        """The days that close: `opens` answers whether the centre opens on a weekday (Monday 0).

        "actual" is the day itself, "observed" the one on which offices observe it, "both" are
        both; "by_opening" is the day itself where the centre opens on such a weekday, and the
        observed one where it does not.
        """
        if choice == "both":
            return (self.day, *self.observed)
        if choice == "by_opening":
            choice = "actual" if opens(self.day.weekday()) else "observed"
        return self.observed if choice == "observed" and self.observed else (self.day,)


def holiday_closures(
    settings: SettingsFile, years: range, opens: Callable[[int], bool], findings: FaultList
) -> frozenset[date]:
    """Days that close by centre.closures_from; faults for what the calendar does not know."""
    keys = settings.keys.centre
    if keys.closures_from is None:
        _warn_of_idle(settings, findings)
        return frozenset()
    excepted = {one.year for one in keys.closures_except if isinstance(one, date)}
    found = _holidays(settings, "centre", "closures", sorted({*years, *excepted}), findings)
    closing = [(one, day) for one in found for day in one.closing(keys.closures_observed, opens)]
    if found:
        _check_exceptions(settings, found, findings)
    names = {one.casefold() for one in keys.closures_except if isinstance(one, str)}
    days = {one for one in keys.closures_except if isinstance(one, date)}
    return frozenset(
        day for one, day in closing if day not in days and one.name.casefold() not in names
    )


def holiday_events(settings: SettingsFile, years: range, findings: FaultList) -> tuple[Event, ...]:
    """Holidays and observed days as events, by name alike in every year, for the forecast."""
    keys = settings.keys.forecast
    table, kind = ("forecast", "holidays") if keys.holidays_from else ("centre", "closures")
    if keys.holidays_from is None and settings.keys.centre.closures_from is None:
        return ()
    known = len(findings.faults)
    found = _holidays(settings, table, kind, list(years), findings)
    if table == "centre":
        del findings.faults[known:]  # those of the closures, which have been named
    events = [Event(one.day, one.day, one.name) for one in found]
    events += [Event(d, d, f"{one.name} (observed)") for one in found for d in one.observed]
    return tuple(sorted(events, key=lambda event: (event.first, event.name)))


def _holidays(
    settings: SettingsFile, table: str, kind: str, years: list[int], findings: FaultList
) -> list[Holiday]:
    """Holidays of the calendar that `<kind>_from` and `<kind>_categories` name."""
    import holidays  # here: few centres ask for it, and it takes a tenth of a second

    keys = getattr(settings.keys, table)
    code, categories = getattr(keys, f"{kind}_from"), getattr(keys, f"{kind}_categories")
    country, _, part = code.partition("-")
    countries: dict[str, list[str]] = holidays.list_supported_countries(include_aliases=False)
    place, column = settings.place(table, f"{kind}_from"), f"{table}.{kind}_from"
    if country not in countries:
        findings.unknown(place, column, code, countries, PACKAGE)
        return []
    if "-" in code and part not in countries[country]:
        known = [country, *(f"{country}-{one}" for one in countries[country])]
        findings.unknown(place, column, code, known, PACKAGE)
        return []
    supported = holidays.country_holidays(country).supported_categories
    wrong = [at for at, one in enumerate(categories) if one not in supported]
    for at in wrong:
        place, column = settings.place(table, f"{kind}_categories", at), f"{kind}_categories[{at}]"
        home = f"the calendar of {country}"
        findings.unknown(place, f"{table}.{column}", categories[at], supported, home)
    if wrong:
        return []

    def calendar(observed: bool) -> Any:
        return holidays.country_holidays(
            country, subdiv=part or None, years=years, observed=observed, categories=categories
        )

    return _matched(calendar(observed=False), calendar(observed=True))


def _matched(actual: Any, all_days: Any) -> list[Holiday]:
    """Each holiday with its observed days: those that the calendar adds, near it, by its name."""
    added = {day: all_days.get_list(day) for day in sorted(all_days) if day not in actual}
    found, used = [], set()
    for day in sorted(actual):
        for name in actual.get_list(day):
            own = [
                other
                for other, names in added.items()
                if abs(other - day) <= OBSERVED_WITHIN and any(name in one for one in names)
            ]
            used |= set(own)
            found.append(Holiday(name, day, tuple(own)))
    alone = [(day, name) for day, names in added.items() if day not in used for name in names]
    return found + [Holiday(name, day) for day, name in alone]


def _check_exceptions(
    settings: SettingsFile, found: Iterable[Holiday], findings: FaultList
) -> None:
    """Faults for exceptions that are no holiday."""
    found = list(found)
    code = settings.keys.centre.closures_from
    names = {one.name for one in found}
    folded = {name.casefold() for name in names}
    days = {day for one in found for day in (one.day, *one.observed)}
    for at, one in enumerate(settings.keys.centre.closures_except):
        place, column = _exception(settings, at)
        if isinstance(one, str) and one.casefold() not in folded:
            findings.unknown(place, column, one, names, f"the calendar of {code}")
        elif isinstance(one, date) and one not in days:
            near = {str(day) for day in days if day.year == one.year}
            findings.unknown(place, column, str(one), near, f"the calendar of {code}")


def _exception(settings: SettingsFile, at: int) -> tuple[SourcePlace, str]:
    return settings.place("centre", "closures_except", at), f"centre.closures_except[{at}]"


def _warn_of_idle(settings: SettingsFile, findings: FaultList) -> None:
    """Warnings of keys that change nothing without closures_from."""
    for key in ("closures_categories", "closures_observed", "closures_except"):
        if ("centre", key) in settings.lines.lines:
            place = settings.place("centre", key)
            findings.warn(f"{place}: {key} changes nothing without centre.closures_from")
