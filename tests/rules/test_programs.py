"""Program activities: hours a week in blocks."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Program, Scenario, TimeOff
from scheduler.rules.programs import Programs
from tests.rules.by_hand import findings
from tests.small_centres import at, clock, roster, shift, small_centre

MON, TUE, WED = range(3)


def centre(*away: TimeOff, days: int = 5) -> Scenario:
    """Two hours a week for c01, in blocks of an hour at least, Tuesday and Wednesday 9-15."""
    program = Program(
        "p",
        "Guide",
        ("c01",),
        8,
        4,
        frozenset({TUE, WED}),
        clock("09:00"),
        clock("15:00"),
        "m.csv:2",
    )
    return small_centre(days, programs=(program,), time_off=away)


def week(**blocks: str) -> Roster:
    days = {"mon": MON, "tue": TUE, "wed": WED}
    return roster(*(shift("c01", days[name], text) for name, text in blocks.items()))


def test_two_hours_in_one_block_or_in_two() -> None:
    whole = week(tue="08:00 phone 09:00 offline:p 11:00 phone 12:00")
    assert findings(Programs, centre(), whole) == []
    hour = "08:00 phone 09:00 offline:p 10:00 phone 12:00"
    assert findings(Programs, centre(), week(tue=hour, wed=hour)) == []


def test_a_quarter_too_little_or_too_much() -> None:
    less = week(tue="08:00 phone 09:00 offline:p 10:45 phone 12:00")
    assert findings(Programs, centre(), less) == [("c01", 0, 0.25)]
    more = week(tue="08:00 phone 09:00 offline:p 11:15 phone 12:00")
    assert findings(Programs, centre(), more) == [("c01", 0, 0.25)]


def test_a_pause_cuts_a_block() -> None:
    # 9:00-9:45 is a quarter short of an hour, 10:00-11:15 is enough
    cut = week(tue="08:00 phone 09:00 offline:p 09:45 rest 10:00 offline:p 11:15 phone 12:00")
    assert findings(Programs, centre(), cut) == [("c01", at(TUE, "09:00"), 0.25)]


def test_its_days_and_times() -> None:
    # Monday is none of its days; 15:00-15:30 is after its time
    monday = week(mon="08:00 phone 09:00 offline:p 11:00 phone 12:00")
    assert findings(Programs, centre(), monday) == [("c01", at(MON, "09:00"), 2.0)]
    late = week(tue="08:00 phone 13:30 offline:p 15:30 phone 16:00")
    assert findings(Programs, centre(), late) == [("c01", at(TUE, "13:30"), 0.5)]


def test_who_is_not_asked_does_none() -> None:
    whole = "08:00 phone 09:00 offline:p 11:00 phone 12:00"
    found = findings(Programs, centre(), roster(shift("c01", TUE, whole), shift("c02", TUE, whole)))
    assert found == [("c02", 0, 2.0)]


def test_a_week_of_leave_owes_none() -> None:
    gone = TimeOff("c01", at(MON, "00:00"), at(5, "00:00"), "leave", True)
    assert findings(Programs, centre(gone), roster(shift("c02", TUE, "08:00 phone 12:00"))) == []


def test_leave_and_closures_on_its_days_leave_less_or_nothing_to_do() -> None:
    on_wednesday = week(wed="08:00 phone 09:00 offline:p 10:00 phone 12:00")
    nothing = week(mon="08:00 phone 12:00")
    tuesday = TimeOff("c01", at(TUE, "00:00"), at(WED, "00:00"), "leave", True)
    both = replace(tuesday, end=at(WED + 1, "00:00"))
    # Wednesday alone has room for both hours; without it none is left.
    assert findings(Programs, centre(tuesday), on_wednesday) == [("c01", 0, 1.0)]
    assert findings(Programs, centre(both), nothing) == []
    # From 9:00 to 10:15 on Wednesday only: an hour and a quarter of the two.
    [program] = centre().programs
    short = replace(program, weekdays=frozenset({WED}), latest=clock("10:15"))
    less = replace(centre(), programs=(short,))
    assert findings(Programs, less, on_wednesday) == [("c01", 0, 0.25)]
    closed = replace(less, opening={"phone": (*[(32, 68)] * 2, None, (32, 68), (32, 68))})
    assert findings(Programs, closed, nothing) == []


def test_each_week_owes_its_own() -> None:
    # two hours in the first week, none in the second
    first = week(tue="08:00 phone 09:00 offline:p 11:00 phone 12:00")
    assert findings(Programs, centre(days=14), first) == [("c01", at(7, "00:00"), 2.0)]
