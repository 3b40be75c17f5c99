"""A sound week by hand, then faults planted in it one by one: rule, person, amount."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Meeting, Pin, Program, Scenario, TimeOff
from scheduler.domain.settings import Labour
from scheduler.verification.auditor import audit
from tests.small_centres import at, clock, contract, csr, roster, shift, small_centre

MON, TUE, WED, THU, FRI = range(5)
WORKDAYS = frozenset(range(5))

# c01 takes calls and the desk, c02 calls, c03 calls in the evening
EARLY = "07:00 phone 09:00 rest 09:15 phone 11:00 meal 11:30 phone 13:30 rest 13:45 phone 15:30"
DAY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
EVENING = "15:30 phone 17:30 rest 17:45 phone 19:30"
WEEK = {
    **{("c01", day): DAY for day in WORKDAYS},
    **{("c02", day): EARLY for day in WORKDAYS},
    **{("c03", day): EVENING for day in WORKDAYS},
    ("c01", TUE): "08:00 phone 10:00 rest 10:15 phone 10:45 meeting:m 11:45 phone 12:00 meal 12:30 "
    "phone 14:30 rest 14:45 phone 16:30",
    ("c02", TUE): "07:00 phone 08:45 rest 09:00 phone 10:15 meal 10:45 meeting:m 11:45 "
    "phone 13:00 rest 13:15 phone 15:30",
    ("c01", WED): "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 offline:p 14:30 rest 14:45 "
    "phone 16:30",
    ("c01", THU): "08:00 phone 10:00 rest 10:15 desk 12:00 meal 12:30 phone 14:30 rest 14:45 "
    "phone 16:30",
}


def centre(**changes: Any) -> Scenario:
    """Phones 7:00-19:30 and desk 8:00-17:00 on workdays, three people, two seats."""
    full = contract(hours="07:00-19:30", min_days_off_in_a_row=2)
    part = contract("part", shift_hours=(4,), week_hours=20, hours="07:00-19:30")
    people = (
        csr("c01", full, "phone;desk"),
        csr("c02", full),
        csr("c03", part, source="csrs.csv:4"),
    )
    week = {"phone": (clock("07:00"), clock("19:30")), "desk": (clock("08:00"), clock("17:00"))}
    opening = {channel: (span,) * 5 + (None, None) for channel, span in week.items()}
    fields: dict[str, Any] = {
        "csrs": people,
        "opening": opening,
        "weekly_opening": opening,
        "labour": Labour(
            seats=2,
            minimum_staff=1,
            sources={"seats": "settings.toml:41", "minimum_staff": "settings.toml:42"},
        ),
        "meetings": (
            Meeting(
                "m",
                "Team A",
                ("c01", "c02"),
                4,
                1,
                frozenset({TUE}),
                clock("10:00"),
                clock("15:00"),
                "meetings.csv:2",
            ),
        ),
        "programs": (
            Program("p", "Guide", ("c01",), 8, 4, WORKDAYS, 0, clock("19:00"), "meetings.csv:3"),
        ),
        "time_off": (
            TimeOff("c02", at(FRI, "15:30"), at(FRI, "19:30"), "leave", True, "time_off.csv:2"),
        ),
        "pins": (Pin("c01", at(THU, "10:30"), at(THU, "11:30"), "desk", "pins.csv:2"),),
    }
    return small_centre(7, {"phone": "07:00-19:30", "desk": "08:00-17:00"}, **{**fields, **changes})


def week(changes: dict[tuple[str, int], str | None] | None = None) -> Roster:
    """The sound week with some days written anew, or taken off with None."""
    days = {**WEEK, **(changes or {})}
    return roster(*(shift(csr_id, day, text) for (csr_id, day), text in days.items() if text))


def findings(scenario: Scenario, found: Roster) -> list[tuple[str, str, float]]:
    return sorted((v.rule, v.csr_id, v.amount) for v in audit(scenario, None, found))


def test_the_sound_week_is_clean() -> None:
    assert findings(centre(), week()) == []


# Each fault: the days that are written anew, and everything that the audit must say of it.
FAULTS = {
    # half an hour later, to 16:00, where c02 is away from 15:30: three people for two seats,
    # and nobody 7:00-7:30
    "at work in time off": (
        {("c02", FRI): EARLY.replace("15:30", "16:00").replace("07:00", "07:30")},
        [("time_off", "c02", 0.5), ("seats", "", 0.5), ("minimum_staff", "", 0.5)],
    ),
    # a quarter past a permitted start: starts are every 30 minutes from 7:00
    "start off the step": (
        {
            ("c01", MON): "08:15 phone 10:15 rest 10:30 phone 12:15 meal 12:45 phone 14:45 "
            "rest 15:00 phone 16:45"
        },
        [("working_window", "c01", 0.25)],
    ),
    # c03 leaves at 20:00: half an hour after contract and phones end, the phones empty before
    "after closing": (
        {("c03", MON): "16:00 phone 18:00 rest 18:15 phone 20:00"},
        [("working_window", "c03", 0.5), ("skills", "c03", 0.5)],
    ),
    # four days of five, 32 hours of 40; a single day off where two are due; nobody is there
    # while c02 has lunch
    "a day missing": (
        {("c01", MON): None, ("c01", FRI): None},
        [
            ("contract_days", "c01", 2),
            ("contract_hours", "c01", 16),
            ("minimum_staff", "", 0.5),
            ("minimum_staff", "", 0.5),
        ],
    ),
    "a single day off": (
        {("c01", TUE): None},
        [
            ("contract_days", "c01", 1),
            ("contract_hours", "c01", 8),
            ("days_off_in_a_row", "c01", 1),
            ("meetings", "c01", 1),
            ("minimum_staff", "", 0.5),
        ],
    ),
    # 7 h in place of 8: an hour too short, and 39 of 40 hours
    "a short shift": (
        {
            ("c01", MON): "08:00 phone 10:00 rest 10:15 phone 11:30 meal 12:00 phone 14:00 "
            "rest 14:15 phone 15:30"
        },
        [("contract_hours", "c01", 1), ("contract_hours", "c01", 1)],
    ),
    # no meal: 8.5 h paid, 30 minutes over a length and over the week; one meal owed
    "no meal": (
        {("c01", MON): "08:00 phone 10:00 rest 10:15 phone 14:30 rest 14:45 phone 16:30"},
        [
            ("contract_hours", "c01", 0.5),
            ("contract_hours", "c01", 0.5),
            ("meal_and_rest_breaks", "c01", 1),
        ],
    ),
    "one rest of two": (
        {("c01", MON): "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 16:30"},
        [("meal_and_rest_breaks", "c01", 1)],
    ),
    # the stretch 8:00-12:00 has its middle at 10:00, the rest may start at 11:00, not 11:15
    "a rest too late": (
        {("c01", MON): DAY.replace("10:00 rest 10:15", "11:15 rest 11:30")},
        [("meal_and_rest_breaks", "c01", 15)],
    ),
    # the meal must end five hours into the shift, at 13:00; it ends at 13:15
    "a meal too late": (
        {("c01", MON): DAY.replace("12:00 meal 12:30", "12:45 meal 13:15")},
        [("meal_and_rest_breaks", "c01", 15)],
    ),
    # the rest starts 15 minutes before the meal: next to it (30 minutes of meal touch), and
    # 11:45 is 1:45 from the middle, 45 minutes too far
    "a rest before the meal": (
        {
            ("c01", MON): "08:00 phone 11:45 rest 12:00 meal 12:30 phone 14:30 rest 14:45 "
            "phone 16:30"
        },
        [("meal_and_rest_breaks", "c01", 30), ("meal_and_rest_breaks", "c01", 45)],
    ),
    # a rest of 15 minutes at the very start, 2 h from the middle: 60 minutes too far
    "a rest at the start": (
        {
            (
                "c01",
                MON,
            ): "08:00 rest 08:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
        },
        [("meal_and_rest_breaks", "c01", 15), ("meal_and_rest_breaks", "c01", 60)],
    ),
    # 19:30 to 6:00 are 10.5 h, half an hour below 11; an hour before contract and phones;
    # three people 8:00-10:00; nobody from c01's end at 16:30 to 19:30
    "too little rest": (
        {("c03", TUE): "06:00 phone 08:00 rest 08:15 phone 10:00"},
        [
            ("minimum_rest", "c03", 0.5),
            ("working_window", "c03", 1),
            ("skills", "c03", 1),
            ("seats", "", 2),
            ("minimum_staff", "", 3),
        ],
    ),
    # 9:15-11:00 on a desk that c02 does not know
    "a channel not known": (
        {("c02", MON): EARLY.replace("09:15 phone", "09:15 desk")},
        [("skills", "c02", 1.75)],
    ),
    "a desk that is closed": (
        {
            ("c01", MON): "07:30 desk 09:30 rest 09:45 phone 11:30 meal 12:00 phone 14:00 "
            "rest 14:15 phone 16:00"
        },
        [("skills", "c01", 0.5)],
    ),
    "a change in mid-stint": (
        {("c01", MON): DAY.replace("08:00 phone", "08:00 phone 09:00 desk")},
        [("stints", "c01", 1)],
    ),
    "a meeting missed": ({("c02", TUE): EARLY}, [("meetings", "c02", 1)]),
    # a second sitting where one is allowed, for one who sat already
    "a sitting too many": (
        {
            ("c02", TUE): "07:00 phone 08:45 rest 09:00 phone 10:15 meal 10:45 meeting:m 11:45 "
            "phone 12:30 meeting:m 13:30 phone 13:45 rest 14:00 phone 15:30"
        },
        [("meetings", "", 1), ("meetings", "c02", 1)],
    ),
    # a block of 1.5 h where 2 h are owed, still above the block of an hour
    "program time missing": (
        {("c01", WED): WEEK["c01", WED].replace("offline:p 14:30", "offline:p 14:00 phone 14:30")},
        [("programs", "c01", 0.5)],
    ),
    # two hours in blocks of 1.5 h and of 0.5 h, half an hour below the least block
    "a block too small": (
        {
            ("c01", WED): WEEK["c01", WED].replace(
                "offline:p 14:30", "offline:p 14:00 phone 14:30"
            ),
            ("c01", FRI): DAY.replace("12:30 phone", "12:30 offline:p 13:00 phone"),
        },
        [("programs", "c01", 0.5)],
    ),
    # the whole hour of 10:30-11:30 is pinned to the desk
    "a pin not kept": ({("c01", THU): DAY}, [("pins", "c01", 1.0)]),
    # 15:00-15:30: c01, c02 and c03 for two seats; the phones stand empty from 19:00
    "no seat": (
        {("c03", MON): "15:00 phone 17:00 rest 17:15 phone 19:00"},
        [("seats", "", 0.5), ("minimum_staff", "", 0.5)],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(
    changes: dict[tuple[str, int], str | None], expected: list[tuple[str, str, float]]
) -> None:
    assert findings(centre(), week(changes)) == sorted(expected)
    for violation in audit(centre(), None, week(changes)):
        assert violation.message.count(f"Person {violation.csr_id}") == bool(violation.csr_id)


def test_the_published_past_counts_into_a_run_of_days() -> None:
    # Saturday and Sunday before, then Monday to Friday: 7 days where 6 are allowed
    past = roster(shift("c01", -2, DAY), shift("c01", -1, DAY))
    assert findings(centre(past=past), week()) == [("days_in_a_row", "c01", 1)]


def test_a_gap_an_overlap_and_a_wrong_flag_are_faults_of_shape() -> None:
    sound = week()
    monday = [s for s in sound.segments if s.csr_id == "c03" and s.start < at(TUE, "00:00")]
    rest = next(s for s in monday if s.activity == "rest")
    others = [s for s in sound.segments if s != rest]

    def shape(*instead: Segment) -> list[tuple[str, str, float]]:
        found = findings(centre(), Roster.of([*others, *instead]))
        return [entry for entry in found if entry[0] == "shift_shape"]

    # the rest 17:30-17:45 is gone: a quarter of an hour of nothing
    assert shape() == [("shift_shape", "c03", 0.25)]
    # it lasts to 18:00: a quarter of an hour in which c03 does two things
    assert shape(replace(rest, end=rest.end + 1)) == [("shift_shape", "c03", 0.25)]
    assert shape(replace(rest, paid=False)) == [("shift_shape", "c03", 1)]
    assert shape(replace(rest, activity="siesta")) == [("shift_shape", "c03", 1)]


def test_unknown_people_and_days_outside_are_faults_of_shape() -> None:
    stranger = Segment("x99", at(MON, "08:00"), at(MON, "09:00"), "phone", True)
    after = Segment("x99", at(7, "08:00"), at(7, "09:00"), "phone", True)
    found = findings(centre(), Roster.of([*week().segments, stranger, after]))
    # one segment outside the week, and two of a person whom nobody knows
    assert found == [("shift_shape", "x99", 1), ("shift_shape", "x99", 2)]


def test_findings_name_their_source_and_slot() -> None:
    found = audit(centre(), None, week(FAULTS["no seat"][0]))
    seats = next(v for v in found if v.rule == "seats")
    assert (seats.start, seats.source) == (at(MON, "15:00"), "settings.toml:41")


def test_the_audit_never_imports_the_solver() -> None:
    code = (
        "import sys; sys.modules['ortools'] = None; "
        "import scheduler.verification.auditor; "
        "assert not any(name.startswith('ortools.') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
