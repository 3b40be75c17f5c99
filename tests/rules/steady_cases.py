"""Tiny centres for the agreement test: stints, starts and pauses of a steady week."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.roster import MEAL, REST
from scheduler.domain.scenario import Contract, Pin
from tests.rules.every_roster import RosterCase
from tests.rules.tiny_centres import NO_BREAKS, contract, meeting, tiny, with_breaks
from tests.small_centres import csr


def least_stint() -> list[RosterCase]:
    """Hours instead of half hours: two on the phones, three at the desk."""
    labour = replace(NO_BREAKS, min_stint_minutes={"phone": 120, "desk": 180})
    opening = {"phone": "08:00-13:00", "desk": "09:00-13:00"}
    centre = tiny((csr("c1", contract(), "phone;desk"),), opening=opening, labour=labour)
    met = tiny(1, labour=labour, meetings=(meeting(1, 1, 8, 13, people=1),))
    return [
        RosterCase(centre, (8, 13), ("phone", "desk", REST)),
        RosterCase(met, (8, 13), ("phone", REST, "meeting:m", "offline:p")),
        RosterCase(
            replace(centre, pins=(Pin("c1", 9, 10, "desk", "p"),)), (8, 12), ("phone", "desk")
        ),
        RosterCase(tiny(2, labour=labour), (8, 11), ("phone", MEAL)),
    ]


def start_spread() -> list[RosterCase]:
    def signed(most: int) -> Contract:
        return contract(days=2, shift_hours=(1, 2), hours="08:00-13:00", max_start_spread=most)

    return [
        RosterCase(tiny(days=2, signed=signed(1)), (8, 12)),
        RosterCase(tiny(days=3, signed=signed(0)), (8, 11)),
        RosterCase(tiny(days=8, signed=signed(0)), (8, 10)),  # another week, another start
        RosterCase(tiny(days=2, signed=contract()), (8, 11)),
    ]


def pauses_apart() -> list[RosterCase]:
    doing = ("phone", REST, MEAL)
    return [
        RosterCase(with_breaks(within=120, min_work_between_pauses_minutes=120), (8, 16), doing),
        RosterCase(with_breaks(within=120, min_work_between_pauses_minutes=180), (8, 15), doing),
        RosterCase(with_breaks(max_unbroken_work_minutes=120), (8, 15), doing),
        RosterCase(
            tiny(2, labour=replace(NO_BREAKS, max_unbroken_work_minutes=60)), (8, 11), doing
        ),
    ]
