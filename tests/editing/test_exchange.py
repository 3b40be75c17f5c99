"""Two people exchange a day: what each does then, and what callers notice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Program, Scenario
from scheduler.editing.exchange import exchanged
from scheduler.editing.hand_edits import with_edits
from scheduler.verification.auditor import audit
from scheduler.verification.service_difference import paired, service_difference
from tests.editing.edited_monday import centre, monday_roster, team_meeting
from tests.reporting.made_runs import required
from tests.small_centres import at, flat_volumes, shift


def swapped(scenario: Scenario, roster: Roster, first: str, second: str) -> Roster:
    pair = scenario.csr[first], scenario.csr[second]
    edits = exchanged(scenario, roster, pair, 0)
    return with_edits(roster, edits, scenario.grid.slots_per_day)


def test_each_has_the_shift_of_the_other() -> None:
    found = swapped(centre(), monday_roster(), "c01", "c02").by_csr
    before = monday_roster().by_csr
    assert found["c01"] == tuple(replace(s, csr_id="c01") for s in before["c02"])
    assert found["c02"] == tuple(replace(s, csr_id="c02") for s in before["c01"])
    assert found["c03"] == before["c03"]


def test_who_is_off_takes_the_shift_over() -> None:
    found = swapped(centre(), monday_roster(), "c04", "c01").by_csr
    assert "c01" not in found
    assert found["c04"] == tuple(replace(s, csr_id="c04") for s in monday_roster().by_csr["c01"])


def test_the_other_ones_channel_stays_and_the_rule_says_who_does_not_know_it() -> None:
    scenario = centre()
    broken = audit(scenario, None, swapped(scenario, monday_roster(), "c02", "c03"))
    # Bo's desk: 9-11, 11:15-13 and 13:30-15:30, in three stints.
    unknown = [(v.csr_id, v.amount) for v in broken if v.rule == "skills"]
    assert unknown == [("c03", 2.0), ("c03", 1.75), ("c03", 2.0)]
    assert all(v.source == scenario.csr["c03"].source for v in broken if v.rule == "skills")


def test_a_meeting_stays_with_whom_it_is_for() -> None:
    meeting = replace(team_meeting(), attendees=("c01",))
    scenario = centre(meetings=(meeting,))
    before = monday_roster()
    ana = "08:00 phone 10:00 rest 10:15 phone 11:00 meeting:team 11:30 phone 12:00 meal"
    own = shift("c01", 0, f"{ana} 12:30 phone 14:30 rest 14:45 phone 16:30")
    others = (s for s in before.segments if s.csr_id != "c01")
    after = swapped(scenario, Roster.of((*own, *others)), "c01", "c03").by_csr
    # Her half hour lies inside Chi's times; Chi goes on with the phones in its place.
    assert [(s.start, s.end) for s in after["c01"] if s.activity == "meeting:team"] == [
        (at(0, "11:00"), at(0, "11:30"))
    ]
    assert {s.activity for s in after["c03"]} == {"phone", "rest", "meal"}


def test_program_work_outside_the_new_times_is_moved_into_them() -> None:
    hours = Program("own", "Own work", ("c01",), 4, 4, frozenset({0}), 0, 96, "meetings.csv:3")
    scenario = centre(programs=(hours,))
    ana = "08:00 offline:own 09:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30"
    own = shift("c01", 0, f"{ana} rest 14:45 phone 16:30")
    others = (s for s in monday_roster().segments if s.csr_id != "c01")
    after = swapped(scenario, Roster.of((*own, *others)), "c01", "c03").by_csr["c01"]
    assert sum(s.slots for s in after if s.activity == "offline:own") == 4
    assert after[0].start == at(0, "10:00")


def test_the_same_roster_twice_makes_no_difference_to_callers() -> None:
    scenario = centre(volumes=flat_volumes(centre().grid, "10:00-16:00"))
    needed = replace(
        required(scenario, ("phone", "*", "10:00", "16:00", 1)),
        volumes=flat_volumes(scenario.grid, "10:00-16:00"),
    )
    same = monday_roster()
    played, (row,) = service_difference(scenario, needed, (same, same), 0, replications=4)
    assert (played, row.channel, row.language) == (4, "phone", "*")
    assert (row.difference.mean, row.difference.half_width) == (0, 0)
    fewer = Roster.of(s for s in same.segments if s.csr_id != "c03")
    _, (row,) = service_difference(scenario, needed, (same, fewer), 0, replications=4)
    assert row.difference.mean < 0
    assert row.difference.mean == pytest.approx(row.after.mean - row.before.mean)


def test_the_interval_of_a_difference_by_hand() -> None:
    # Shares of two days: .8 and .9, then .9 and .9 of the same ten contacts each.
    before = np.array([8.0, 9.0]), np.array([10.0, 10.0])
    after = np.array([9.0, 9.0]), np.array([10.0, 10.0])
    found = paired(before, after)
    # Differences .1 and 0: mean .05, standard error .05, Student's t of one degree 12.706.
    assert found.mean == pytest.approx(0.05)
    assert found.half_width == pytest.approx(0.05 * 12.706, rel=1e-4)
    always = paired(before, (before[0] + 1, before[1]))
    assert (always.mean, always.half_width) == (pytest.approx(0.1), pytest.approx(0))
