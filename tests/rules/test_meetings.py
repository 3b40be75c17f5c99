"""Sittings of a weekly meeting, and who is excused from them."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Meeting, Scenario, TimeOff
from scheduler.rules.meetings import Meetings, possible_starts
from tests.rules.by_hand import findings
from tests.small_centres import at, clock, roster, shift, small_centre

MON, TUE, WED = range(3)


def centre(*away: TimeOff, sessions: int = 1) -> Scenario:
    """An hour on Tuesday or Wednesday, 9:00-12:00, for c01 and c02 of three people."""
    weekdays = frozenset({TUE, WED})
    meeting = Meeting(
        "m",
        "Team",
        ("c01", "c02"),
        4,
        sessions,
        weekdays,
        clock("09:00"),
        clock("12:00"),
        "m.csv:2",
    )
    return small_centre(5, meetings=(meeting,), time_off=away)


def sits(csr_id: str, day: int, start: str, end: str) -> list[Segment]:
    return shift(csr_id, day, f"08:00 phone {start} meeting:m {end} phone 16:00")


def both(day: int = TUE, start: str = "09:00", end: str = "10:00") -> Roster:
    return roster(sits("c01", day, start, end), sits("c02", day, start, end))


def away(start: int, end: int) -> TimeOff:
    return TimeOff("c01", start, end, "leave", True, "time_off.csv:2")


def test_both_at_the_same_time_from_the_first_to_the_last_start() -> None:
    assert findings(Meetings, centre(), both()) == []
    assert findings(Meetings, centre(), both(WED, "11:00", "12:00")) == []


def test_another_day_or_time() -> None:
    # Monday is no day of the meeting: the whole hour of each is outside
    expected = [("c01", at(MON, "09:00"), 1.0), ("c02", at(MON, "09:00"), 1.0)]
    assert findings(Meetings, centre(), both(MON)) == expected
    # 11:15-12:15 is a quarter of an hour outside
    late = both(TUE, "11:15", "12:15")
    assert [amount for _, _, amount in findings(Meetings, centre(), late)] == [0.25, 0.25]


def test_a_sitting_has_its_length() -> None:
    # three quarters of an hour each
    short = both(TUE, "09:00", "09:45")
    assert [amount for _, _, amount in findings(Meetings, centre(), short)] == [0.25, 0.25]


def test_no_more_sittings_than_sessions() -> None:
    apart = roster(sits("c01", TUE, "09:00", "10:00"), sits("c02", TUE, "10:00", "11:00"))
    assert findings(Meetings, centre(), apart) == [("", 0, 1)]
    assert findings(Meetings, centre(sessions=2), apart) == []


def test_everybody_sits_once_and_guests_never() -> None:
    one = roster(sits("c01", TUE, "09:00", "10:00"))
    assert findings(Meetings, centre(), one) == [("c02", 0, 1)]
    twice = roster(sits("c01", TUE, "09:00", "10:00"), sits("c01", WED, "09:00", "10:00"))
    found = findings(Meetings, centre(sessions=2), twice)
    assert found == [("c01", 0, 1), ("c02", 0, 1)]
    guest = roster(*(sits(c, TUE, "09:00", "10:00") for c in ("c01", "c02", "c03")))
    assert findings(Meetings, centre(), guest) == [("c03", at(TUE, "09:00"), 1)]


def test_leave_over_the_sitting_excuses() -> None:
    # c01 is away all of Tuesday, when c02 sits; on Wednesday c01 could have come
    scenario = centre(away(at(TUE, "00:00"), at(WED, "00:00")))
    assert findings(Meetings, scenario, roster(sits("c02", TUE, "09:00", "10:00"))) == []
    other = roster(sits("c02", WED, "09:00", "10:00"))
    assert findings(Meetings, scenario, other) == [("c01", 0, 1)]


def test_leave_that_does_not_cover_the_sitting_excuses_nobody() -> None:
    # away from 10:00: no eight hours are left of that Tuesday, but the team could have met on
    # Wednesday, or on Tuesday at 11:00, which the leave covers
    scenario = centre(away(at(TUE, "10:00"), at(TUE, "17:00")))
    starts = possible_starts(scenario, scenario.csr["c01"], scenario.meeting["m"], 0)
    assert min(starts) == at(WED, "09:00")
    nine = roster(sits("c02", TUE, "09:00", "10:00"))
    assert findings(Meetings, scenario, nine) == [("c01", 0, 1)]
    eleven = roster(sits("c02", TUE, "11:00", "12:00"))
    assert findings(Meetings, scenario, eleven) == []


def test_a_meeting_that_nobody_holds_excuses_nobody_who_could_come() -> None:
    scenario = centre(away(at(TUE, "00:00"), at(WED, "00:00")))
    nothing = roster(shift("c01", WED, "08:00 phone 16:00"))
    assert findings(Meetings, scenario, nothing) == [("c01", 0, 1), ("c02", 0, 1)]


def test_a_week_of_leave_excuses() -> None:
    scenario = centre(away(at(MON, "00:00"), at(5, "00:00")))
    assert findings(Meetings, scenario, roster(sits("c02", TUE, "09:00", "10:00"))) == []


def hosted(*away: TimeOff, hosts: tuple[str, ...] = ("c01",)) -> Scenario:
    """The same meeting in two sittings, each with a host in it."""
    scenario = centre(*away, sessions=2)
    return replace(scenario, meetings=(replace(scenario.meetings[0], hosts=hosts),))


def test_each_sitting_has_a_host() -> None:
    # c02 sits on Wednesday, when the host does not come
    apart = roster(sits("c01", TUE, "09:00", "10:00"), sits("c02", WED, "09:00", "10:00"))
    assert findings(Meetings, hosted(), apart) == [("c01", at(WED, "09:00"), 1)]
    assert findings(Meetings, hosted(hosts=("c01", "c02")), apart) == []
    assert findings(Meetings, hosted(), both()) == []


def test_a_host_may_sit_in_every_sitting_and_others_in_one() -> None:
    twice = [sits("c01", day, "09:00", "10:00") for day in (TUE, WED)]
    other = sits("c02", WED, "09:00", "10:00")
    assert findings(Meetings, hosted(), roster(*twice, other)) == []
    assert findings(Meetings, hosted(hosts=("c02",)), roster(*twice, other)) == [
        ("c02", at(TUE, "09:00"), 1),
        ("c01", 0, 1),
    ]


def test_two_sittings_on_end_are_one_long_one() -> None:
    long = sits("c01", TUE, "09:00", "11:00")
    second = sits("c02", TUE, "10:00", "11:00")
    found = findings(Meetings, hosted(), roster(long, second))
    # an hour too long; the sitting that begins at 10:00 has no host
    assert found == [("c01", at(TUE, "09:00"), 1.0), ("c01", at(TUE, "10:00"), 1)]


def test_nobody_can_sit_while_the_host_is_away() -> None:
    tuesday = hosted(away(at(TUE, "00:00"), at(WED, "00:00")))
    starts = possible_starts(tuesday, tuesday.csr["c02"], tuesday.meeting["m"], 0)
    assert min(starts) == at(WED, "09:00")
    # away all week: c02 is excused, though there all week
    week = hosted(away(at(MON, "00:00"), at(5, "00:00")))
    assert findings(Meetings, week, roster(shift("c02", TUE, "08:00 phone 16:00"))) == []
    alone = roster(sits("c02", TUE, "09:00", "10:00"))
    assert [who for who, _, _ in findings(Meetings, week, alone)] == ["c01", "c02"]
