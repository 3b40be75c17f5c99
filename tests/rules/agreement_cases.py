"""Tiny centres for the agreement test, by rule: few people, days and slots, every roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from scheduler.domain.roster import MEAL, REST
from scheduler.domain.scenario import (
    Contract,
    Csr,
    Meeting,
    Pin,
    Program,
    Scenario,
)
from scheduler.domain.settings import BreakBand, Labour
from tests.rules.every_roster import RosterCase
from tests.rules.steady_cases import least_stint, pauses_apart, start_spread
from tests.rules.tiny_centres import (
    EVERY_DAY,
    NO_BREAKS,
    SUNDAY,
    away,
    contract,
    meeting,
    on_days,
    tiny,
    with_breaks,
)
from tests.small_centres import csr


def _shape() -> list[RosterCase]:
    return [RosterCase(tiny(), (8, 13), ("phone", REST)), RosterCase(tiny(2), (8, 11), ("phone",))]


def _time_off() -> list[RosterCase]:
    # a single hour, two touching absences, one over midnight into the second day
    return [
        RosterCase(tiny(time_off=(away(10, 11),)), (8, 13), ("phone", MEAL)),
        RosterCase(tiny(2, time_off=(away(9, 10), away(10, 11), away(8, 9, "c2"))), (8, 12)),
        RosterCase(tiny(days=2, time_off=(away(11, 24 + 9),)), (8, 12)),
    ]


def _employment() -> list[RosterCase]:
    late, left = (
        replace(away(start, end), kind=kind, outside=True)
        for start, end, kind in ((0, 24, "not yet hired"), (48, 72, "has left"))
    )
    return [
        RosterCase(tiny(days=3, time_off=(late, left)), (8, 10)),
        RosterCase(tiny(2, days=2, time_off=(late,)), (8, 10)),
    ]


def _working_window() -> list[RosterCase]:
    def signed(hours: str, step: int) -> Contract:
        return contract(days=1, hours=hours, step_minutes=step)

    closed = tiny(days=2, signed=signed("08:00-12:00", 60))
    opening = {"phone": (None, (8, 12))}
    return [
        RosterCase(tiny(signed=signed("09:00-14:00", 120)), (7, 14)),
        RosterCase(tiny(signed=signed("06:00-11:00", 180), hours="08:00-13:00"), (6, 13)),
        RosterCase(replace(closed, opening=opening), (7, 13)),
    ]


def _contract_days() -> list[RosterCase]:
    three = contract(days=3, shift_hours=(1,), week_hours=3, hours="08:00-10:00")
    return [
        RosterCase(tiny(days=5, signed=three), (8, 10)),
        RosterCase(tiny(days=7, signed=three, time_off=(away(24, 48), away(72, 96))), (8, 9)),
        RosterCase(tiny(days=9, signed=three), (8, 9)),  # a week and two days
    ]


def _contract_hours() -> list[RosterCase]:
    part = contract(
        days=3,
        shift_hours=(1, 2),
        week_hours=4,
        hours="08:00-12:00",
        meal_slots=4,
    )
    beyond = replace(NO_BREAKS, max_overtime_hours=2, max_overtime_hours_per_day=1)
    return [
        RosterCase(
            tiny(days=2, signed=replace(part, days_per_week=2, week_slots=3)),
            (8, 12),
            ("phone", MEAL),
        ),
        RosterCase(tiny(days=3, signed=part), (8, 12)),
        RosterCase(
            tiny(days=2, signed=replace(part, days_per_week=2, week_slots=3), labour=beyond),
            (8, 12),
            ("phone", MEAL),
        ),
        RosterCase(tiny(days=3, signed=part, time_off=(away(0, 24),)), (8, 12)),
    ]


def _weekends() -> list[RosterCase]:
    def signed(most: int) -> Contract:
        return contract(days=7, shift_hours=(1,), max_weekends=most)

    def off(least: int) -> Contract:
        return contract(days=7, shift_hours=(1,), min_weekends_off=least)

    return [
        RosterCase(tiny(days=8, signed=signed(0)), (8, 9)),  # from Monday: one weekend
        RosterCase(
            tiny(days=9, signed=signed(1), first_day=SUNDAY), (8, 9)
        ),  # half a weekend, one more
        RosterCase(tiny(2, days=3, signed=signed(1), first_day=SUNDAY), (8, 9)),
        # Saturdays are days -16, -9, -2 and 5; three of four weekends off, then one
        RosterCase(tiny(days=8, signed=off(3), past=on_days(-9)), (8, 9)),
        RosterCase(tiny(days=8, signed=off(1), past=on_days(-16, -9, -2)), (8, 9)),
        # more were worked than agreed; a Sunday whose Saturday was worked, and one more weekend
        RosterCase(tiny(days=8, signed=off(3), past=on_days(-9, -1)), (8, 9)),
        RosterCase(tiny(days=9, signed=off(3), first_day=SUNDAY, past=on_days(-1)), (8, 9)),
        RosterCase(tiny(days=9, signed=off(2), first_day=SUNDAY, past=on_days(-7)), (8, 9)),
        RosterCase(
            tiny(days=9, labour=replace(NO_BREAKS, min_weekends_off=3), first_day=SUNDAY), (8, 9)
        ),
    ]


def _meal_and_rest_breaks() -> list[RosterCase]:
    rests_only = (BreakBand(240, 1, 0), BreakBand(360, 2, 0), BreakBand(600, 3, 0))
    uneven = (BreakBand(240, 0, 1), BreakBand(480, 1, 2), BreakBand(600, 3, 1))
    return [
        RosterCase(with_breaks(), (8, 16), ("phone", REST, MEAL)),
        RosterCase(with_breaks(within=30), (8, 16), ("phone", REST, MEAL)),
        RosterCase(with_breaks(rest=120, meal=120), (8, 16), ("phone", REST, MEAL)),
        RosterCase(with_breaks(bands=rests_only, within=90), (8, 18), ("phone", REST)),
        # windows so wide that those of neighbouring rests overlap
        RosterCase(with_breaks(bands=rests_only, within=150), (8, 18), ("phone", REST)),
        RosterCase(with_breaks(bands=rests_only, within=30, rest=0), (8, 12), ("phone", REST)),
        RosterCase(with_breaks(bands=uneven, within=120), (8, 16), ("phone", REST, MEAL)),
        RosterCase(with_breaks(bands=uneven, meal=0), (8, 14), ("phone", REST, MEAL)),
    ]


def _minimum_rest() -> list[RosterCase]:
    def resting(hours: float) -> Labour:
        return replace(NO_BREAKS, min_rest_between_shifts_hours=hours)

    return [
        RosterCase(tiny(days=2, minutes=240, labour=resting(11)), (0, 6)),
        RosterCase(tiny(days=3, minutes=240, labour=resting(30)), (0, 6)),
        RosterCase(
            tiny(days=1, minutes=240, labour=resting(21), past=on_days(-1, minutes=240)), (0, 6)
        ),
    ]


def _runs(**labour: Any) -> Scenario:
    return tiny(days=7, labour=replace(NO_BREAKS, **labour))


def _days_in_a_row() -> list[RosterCase]:
    fewest = {"max_days_in_a_row": 3, "min_days_in_a_row": 2}
    return [
        RosterCase(_runs(max_days_in_a_row=3), (8, 9)),
        RosterCase(_runs(min_days_in_a_row=3), (8, 9)),
        RosterCase(replace(_runs(**fewest), past=on_days(-2, -1)), (8, 9)),
        RosterCase(replace(_runs(**fewest), past=on_days(-3, -1)), (8, 9)),
        RosterCase(replace(_runs(**fewest), past=on_days(-5, -4)), (8, 9)),
        RosterCase(tiny(days=6, signed=contract(max_days_in_a_row=3, min_days_in_a_row=2)), (8, 9)),
    ]


def _days_off_in_a_row() -> list[RosterCase]:
    own = contract(days=5, min_days_off_in_a_row=3)
    return [
        RosterCase(_runs(min_days_off_in_a_row=2), (8, 9)),
        RosterCase(tiny(days=7, signed=own), (8, 9)),
        # leave on Wednesday, and a closed day before the horizon, may stand alone
        RosterCase(replace(_runs(min_days_off_in_a_row=2), time_off=(away(48, 72),)), (8, 9)),
        RosterCase(
            replace(
                _runs(min_days_off_in_a_row=3),
                past=on_days(-2),
                closures=frozenset({date(2026, 5, 10)}),
            ),
            (8, 9),
        ),
        RosterCase(replace(_runs(min_days_off_in_a_row=2), past=on_days(-2)), (8, 9)),
        RosterCase(replace(_runs(min_days_off_in_a_row=3), past=on_days(-3)), (8, 9)),
    ]


def _skills() -> list[RosterCase]:
    signed = contract()
    people = (csr("c1", signed, "phone"), csr("c2", signed, "phone;desk"))
    opening = {"phone": "08:00-12:00", "desk": "09:00-11:00"}
    one = tiny(people[1:], opening=opening)
    closed = replace(one, opening={"phone": ((8, 12),), "desk": (None,)})
    return [
        RosterCase(tiny(people, opening=opening), (8, 11), ("phone", "desk")),
        RosterCase(one, (7, 13), ("phone", "desk")),
        RosterCase(closed, (8, 12), ("phone", "desk", REST)),
    ]


def _stints() -> list[RosterCase]:
    opening = {"phone": "08:00-14:00", "desk": "10:00-12:00", "email": "08:00-12:00"}
    people = (csr("c1", contract(), "phone;desk;email"),)
    centre = tiny(people, opening=opening)
    return [
        RosterCase(centre, (8, 14), ("phone", "desk", REST)),
        RosterCase(centre, (8, 13), ("phone", "desk", "email")),
    ]


def _hosted(sessions: int, *hosts: str) -> Meeting:
    return replace(meeting(1, sessions, 8, 12), hosts=hosts)


def _meetings() -> list[RosterCase]:
    doing = ("phone", "meeting:m")
    tuesday = replace(meeting(1, 1, 8, 10), weekdays=frozenset({1}))
    evening = contract(days=1, shift_hours=(1, 2), week_hours=2, hours="10:00-12:00")
    mixed = (
        csr("c1", contract(days=1, shift_hours=(1, 2, 3))),
        csr("c2", evening),
    )
    return [
        RosterCase(tiny(2, meetings=(meeting(1, 1, 8, 11),)), (8, 12), doing),
        RosterCase(tiny(2, meetings=(meeting(2, 1, 9, 12),)), (8, 12), doing),
        RosterCase(
            tiny(2, meetings=(meeting(1, 2, 8, 11),), time_off=(away(9, 10),)), (8, 11), doing
        ),
        RosterCase(tiny(2, days=2, meetings=(meeting(1, 1, 8, 10),)), (8, 10), doing),
        RosterCase(
            tiny(2, days=2, meetings=(tuesday,), time_off=(away(24, 48),)), (8, 10), doing
        ),  # c1 is excused
        RosterCase(
            tiny(2, days=2, meetings=(meeting(1, 1, 8, 10),), time_off=(away(8, 9),)),
            (8, 10),
            doing,
        ),  # c1 is excused from Monday 8:00 only
        RosterCase(tiny(mixed, meetings=(meeting(1, 2, 9, 12),)), (9, 12), doing),
        RosterCase(
            tiny(2, meetings=(meeting(1, 1, 8, 11, people=1),)), (8, 11), doing
        ),  # c2 is not asked
        RosterCase(
            tiny(1, days=8, meetings=(meeting(1, 1, 8, 9, people=1),)), (8, 9), doing
        ),  # two weeks
        *(
            RosterCase(tiny(people, meetings=(_hosted(2, *hosts),), time_off=off), (8, 12), doing)
            for people, hosts, off in (
                (2, ("c1",), ()),
                (2, ("c1", "c2"), ()),
                (2, ("c1",), (away(9, 10),)),
                (2, ("c2",), (away(9, 10),)),
                (2, ("c1",), (away(0, 24),)),  # the only host is away
                (mixed, ("c2",), ()),  # who can only come at 10:00 and 11:00
            )
        ),
    ]


def _program(slots: int, block: int, earliest: int = 8, latest: int = 12) -> Program:
    return Program("p", "Project", ("c1",), slots, block, EVERY_DAY, earliest, latest, "m.csv:3")


def _programs() -> list[RosterCase]:
    doing = ("phone", "offline:p")
    full = contract(days=2, shift_hours=(4,), week_hours=8, hours="08:00-12:00")
    one_day = replace(_program(2, 1), weekdays=frozenset({1}))
    return [
        RosterCase(tiny(days=2, signed=full, programs=(_program(3, 2),)), (8, 12), doing),
        RosterCase(tiny(days=2, signed=full, programs=(_program(2, 1, 9, 11),)), (8, 12), doing),
        RosterCase(tiny(days=2, signed=full, programs=(one_day,)), (8, 12), doing),
        RosterCase(
            # one day of leave leaves 4 hours, of which at most half: 2 of the 3
            tiny(days=2, signed=full, programs=(_program(3, 2),), time_off=(away(0, 24),)),
            (8, 12),
            doing,
        ),
        RosterCase(tiny(2, programs=(_program(1, 1),)), (8, 11), doing),  # c2 is not asked
    ]


def _pins() -> list[RosterCase]:
    def pinned(*pins: tuple[int, int, str]) -> Scenario:
        return tiny(pins=tuple(Pin("c1", *pin, "pins.csv:2") for pin in pins))

    doing = ("phone", MEAL)
    return [
        RosterCase(pinned((9, 11, "phone")), (8, 13), doing),
        RosterCase(pinned((9, 10, MEAL), (11, 12, "shift")), (8, 13), doing),
        RosterCase(pinned((10, 12, "off")), (8, 13), doing),
        RosterCase(pinned((10, 12, "off"), (11, 13, "shift")), (8, 13), doing),  # never both
    ]


def _crew() -> tuple[Csr, ...]:
    """Two on the phones and a supervisor, who counts in neither seats nor staff."""
    signed = contract(days=1)
    return (csr("c1", signed), csr("c2", signed), csr("s1", signed, "supervision"))


def _seats() -> list[RosterCase]:
    one, two = replace(NO_BREAKS, seats=1), replace(NO_BREAKS, seats=2)
    return [
        RosterCase(tiny(_crew(), labour=one), (8, 10), ("phone", MEAL)),
        RosterCase(tiny(3, labour=two), (8, 10), ("phone", MEAL)),
        RosterCase(tiny(2, labour=replace(one, seats=0)), (8, 10), ("phone", MEAL)),
    ]


def _minimum_staff() -> list[RosterCase]:
    one, two = replace(NO_BREAKS, minimum_staff=1), replace(NO_BREAKS, minimum_staff=2)
    return [
        RosterCase(tiny(_crew(), labour=one, hours="08:00-10:00"), (8, 10), ("phone", MEAL)),
        RosterCase(tiny(3, labour=two, hours="09:00-11:00"), (8, 11)),
        RosterCase(
            tiny(1, labour=one), (8, 11)
        ),  # open to 13:00, nobody is represented after 11:00
    ]


CASES = {
    "shift_shape": _shape,
    "time_off": _time_off,
    "employment": _employment,
    "working_window": _working_window,
    "contract_days": _contract_days,
    "contract_hours": _contract_hours,
    "meal_and_rest_breaks": _meal_and_rest_breaks,
    "minimum_rest": _minimum_rest,
    "days_in_a_row": _days_in_a_row,
    "days_off_in_a_row": _days_off_in_a_row,
    "weekends": _weekends,
    "skills": _skills,
    "stints": _stints,
    "least_stint": least_stint,
    "start_spread": start_spread,
    "pauses_apart": pauses_apart,
    "meetings": _meetings,
    "programs": _programs,
    "pins": _pins,
    "seats": _seats,
    "minimum_staff": _minimum_staff,
}
