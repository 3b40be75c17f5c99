"""Tiny centres for the agreement test of rules about one person's hours."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.scenario import Available, Contract
from tests.rules.every_roster import RosterCase
from tests.rules.tiny_centres import EVERY_DAY, SUNDAY, contract, on_days, tiny
from tests.small_centres import csr


def available(earliest: int, latest: int, *days: int, csr_id: str = "c1") -> Available:
    """Hours on these weekdays, on every day where none is named."""
    weekdays = frozenset(days) or EVERY_DAY
    return Available(csr_id, weekdays, earliest, latest, source="availability.csv:2")


def _availability() -> list[RosterCase]:
    monday = tiny(2, days=2, availability=(available(9, 11, 0),))
    apart = tiny(availability=(available(8, 10), available(11, 13)))
    touching = tiny(availability=(available(9, 10), available(10, 12)))
    dated = replace(available(9, 10), first=1)
    return [
        RosterCase(monday, (8, 11)),
        RosterCase(apart, (8, 13), ("phone", "meal")),
        RosterCase(touching, (8, 13)),
        RosterCase(tiny(days=2, availability=(dated,)), (8, 12)),
    ]


def _own_start() -> list[RosterCase]:
    signed = contract(days=1, shift_hours=(1, 2), week_hours=2, hours="08:00-14:00")
    exact = (csr("c1", signed, start=9), csr("c2", signed))
    near = (csr("c1", signed, start=10, start_within=1),)
    return [
        RosterCase(tiny(exact), (8, 12)),
        RosterCase(tiny(near), (8, 14), ("phone", "meal")),
        RosterCase(tiny(near, days=2), (8, 12)),
    ]


def _rotations() -> list[RosterCase]:
    def signed(every: int) -> Contract:
        return contract(days=7, shift_hours=(1,), weekend_every=every)

    # Saturdays are days -16, -9, -2 and 5; from a Sunday, -1 and 6
    return [
        RosterCase(tiny(days=8, signed=signed(2), past=on_days(-9)), (8, 9)),
        RosterCase(tiny(days=8, signed=signed(3), past=on_days(-9)), (8, 9)),
        RosterCase(tiny(days=9, signed=signed(2), first_day=SUNDAY), (8, 9)),
        RosterCase(tiny(days=9, signed=signed(2), first_day=SUNDAY, past=on_days(-1)), (8, 9)),
    ]


def _asked_for_split_days_off() -> list[RosterCase]:
    own = contract(days=5, min_days_off_in_a_row=3)
    people = (csr("c1", own, split_days_off=True),)
    return [RosterCase(tiny(people, days=6), (8, 9))]


def _weeks_after() -> list[RosterCase]:
    def signed(days: int, **limits: int) -> Contract:
        return contract(days=days, shift_hours=(1,), weekend_every=2, **limits)

    five = signed(5, max_days_in_a_row=5)
    return [
        RosterCase(tiny(days=7, signed=five), (8, 9)),
        RosterCase(tiny(days=7, signed=five, past=on_days(-2)), (8, 9)),
        RosterCase(tiny(days=7, signed=signed(5, min_days_off_in_a_row=2)), (8, 9)),
        RosterCase(tiny(days=7, signed=signed(3), first_day=SUNDAY, past=on_days(-1)), (8, 9)),
    ]


# Beside the cases of agreement_cases.py, or the only ones of a rule
PATTERN_CASES = {
    "availability": _availability,
    "own_start": _own_start,
    "weekends": _rotations,
    "week_after": _weeks_after,
    "days_off_in_a_row": _asked_for_split_days_off,
}
