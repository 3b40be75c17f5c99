"""What the tiny centres of the agreement test are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from scheduler.domain.scenario import Contract, Csr, Meeting, Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour, MealWindow
from tests.small_centres import contract as contract_of
from tests.small_centres import csr, roster, shift, small_centre

NO_BREAKS = Labour(breaks=(BreakBand(24 * 60, 0, 0),), min_rest_between_shifts_hours=0)
EVERY_DAY = frozenset(range(7))
SUNDAY = date(2026, 5, 17)


def contract(**changes: Any) -> Contract:
    """A contract on 60-minute slots, starts on the hour."""
    return contract_of(**{"slot_minutes": 60, "step_minutes": 60, **changes})


def tiny(
    people: int | tuple[Csr, ...] = 1,
    days: int = 1,
    hours: str = "08:00-13:00",
    minutes: int = 60,
    signed: Contract | None = None,
    **changes: Any,
) -> Scenario:
    """A centre with `minutes`-long slots whose people work the phones in `hours`."""
    if isinstance(people, int):
        own = signed or contract(
            days=days,
            shift_hours=(1, 2, 3, 4, 5),
            week_hours=5 * days,
            hours="00:00-23:00",
            step_minutes=minutes,
            meal_slots=0,
            slot_minutes=minutes,
        )
        people = tuple(csr(f"c{i}", contract=own) for i in range(1, people + 1))
    opening = changes.pop("opening", None) or {"phone": hours}
    changes = {"labour": NO_BREAKS, "csrs": people, **changes}
    return small_centre(days, opening, slot_minutes=minutes, interval_minutes=minutes, **changes)


def away(start: int, end: int, csr_id: str = "c1") -> TimeOff:
    return TimeOff(csr_id, start, end, "vacation", True, "time_off.csv:2")


def on_days(*days: int, minutes: int = 60) -> Any:
    """A published past in which c1 worked an hour or so at noon on these days."""
    noon = [shift("c1", day, "12:00 phone 16:00", minutes) for day in days]
    return roster(*noon)


# hours instead of the law's minutes, so that 60-minute slots show every kind of layout
SHORT_BREAKS = (
    BreakBand(60, 0, 0),
    BreakBand(180, 1, 0),
    BreakBand(240, 1, 1),
    BreakBand(420, 2, 1),
)


def with_breaks(
    rest: int = 60, within: int = 60, meal: int = 60, bands: Any = SHORT_BREAKS, **changes: Any
) -> Scenario:
    signed = contract(days=1, shift_hours=(1, 2), hours="08:00-18:00", meal_slots=meal // 15)
    labour = Labour(
        breaks=bands,
        meal_windows=(MealWindow(240, 120, 240), MealWindow(600, 120, 300)),
        rest_minutes=rest,
        rest_within_minutes=within,
        **changes,
    )
    return tiny(signed=signed, labour=labour, hours="08:00-18:00")


def meeting(slots: int, sessions: int, earliest: int, latest: int, people: int = 2) -> Meeting:
    attendees = tuple(f"c{i}" for i in range(1, people + 1))
    return Meeting(
        "m", "Team", attendees, slots, sessions, EVERY_DAY, earliest, latest, "meetings.csv:2"
    )
