"""What the contacts of a year need, month by month, by the rostered week's own targets.

Each month takes the rostered week's contacts scaled to its own volume, and staffs them anew:
people come in whole numbers, so hours do not scale as contacts do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.costing.fiscal_year import days_in
from scheduler.costing.what_if_demand import to_month
from scheduler.domain.demand import ALL, Requirements, Volume
from scheduler.domain.history import Observed
from scheduler.domain.scenario import Scenario
from scheduler.staffing.requirements import require

MONTHS = 12
WHOLE_MONTH_DAYS = 25  # days with records that make a month whole


@dataclass(frozen=True)
class MonthNeed:
    """One month: contacts, and the hours that they need on the queues and in supervision.

    `language_hours` are those of each language with its own requirement, among `queue_hours`.
    """

    month: date
    contacts: float
    queue_hours: float
    supervisor_hours: float
    language_hours: Mapping[str, float]


def season(history: Sequence[Observed]) -> dict[int, float]:
    """Share of a year's contacts by calendar month; by days where a month has no records.

    A month that is recorded twice counts with its mean.
    """
    days: dict[tuple[int, int], set[date]] = {}
    contacts: dict[tuple[int, int], float] = {}
    for seen in history:
        key = seen.start.year, seen.start.month
        days.setdefault(key, set()).add(seen.start.date())
        contacts[key] = contacts.get(key, 0.0) + seen.offered
    by_day: dict[int, list[float]] = {}
    for (year, month), offered in contacts.items():
        if len(days[year, month]) >= WHOLE_MONTH_DAYS:
            by_day.setdefault(month, []).append(offered / days_in(date(year, month, 1)))
    known = {month: sum(rates) / len(rates) for month, rates in by_day.items()}
    usual = sum(known.values()) / len(known) if known else 1.0
    weights = {
        month: known.get(month, usual) * days_in(date(2027, month, 1)) for month in range(1, 13)
    }
    whole = sum(weights.values())
    return {month: weight / whole for month, weight in weights.items()}


def month_need(
    scenario: Scenario, volumes: Sequence[Volume], month: date, contacts: float
) -> MonthNeed:
    """What a month of so many contacts needs; `volumes` are those of the rostered days."""
    weeks = days_in(month) / scenario.grid.days
    needed = require(scenario, to_month(volumes, contacts, {}, weeks))
    return MonthNeed(
        month,
        contacts,
        required_hours(scenario, needed) * weeks,
        float(needed.supervisors.sum()) * scenario.grid.slot_hours * weeks,
        {name: hours * weeks for name, hours in language_hours(scenario, needed).items()},
    )


def required_hours(scenario: Scenario, requirements: Requirements) -> float:
    """People required over all languages, in hours, and the hours of deferrable work."""
    heads = sum(int(n.sum()) for (_, speech), n in requirements.by_slot.items() if speech == ALL)
    email = sum(float(work.arrived_hours[-1]) for work in requirements.deferrable)
    return heads * scenario.grid.slot_hours + email


def language_hours(scenario: Scenario, requirements: Requirements) -> dict[str, float]:
    """Hours of people who speak each language that has a requirement of its own."""
    found: dict[str, float] = {}
    for (_, language), heads in requirements.by_slot.items():
        if language != ALL:
            hours = int(heads.sum()) * scenario.grid.slot_hours
            found[language] = found.get(language, 0.0) + hours
    return found
