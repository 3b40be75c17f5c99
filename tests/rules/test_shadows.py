"""Who shadows a colleague: what follows from the colleague's shifts, and what the audit finds."""

from __future__ import annotations

from dataclasses import replace

from scheduler.costing.pay import cost
from scheduler.domain.coverage import count
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.domain.shadowing import with_shadows, without_shadows
from scheduler.rules.shadows import Shadows
from scheduler.verification.auditor import audit
from tests.small_centres import at, contract, csr, roster, shift, small_centre

DAY = "08:00 phone 10:00 rest 10:15 desk 12:00"
BESIDE = "08:00 shadowing 10:00 rest 10:15 shadowing 12:00"
SIGNED = contract(days=2, shift_hours=(4,), week_hours=8)
NEW = csr("n01", SIGNED, channels="phone;desk", shadows="c01", source="csrs.csv:4")


def centre(*away: TimeOff) -> Scenario:
    """Two days; c01 works phone and desk, n01 shadows c01, c02 is by themselves."""
    people = (csr("c01", SIGNED, channels="phone;desk"), csr("c02", SIGNED, channels="phone;desk"))
    hours = {"phone": "08:00-17:00", "desk": "08:00-17:00"}
    return small_centre(2, hours, csrs=people, shadows=(NEW,), time_off=away)


def worked(*days: int) -> Roster:
    return roster(*(shift("c01", day, DAY) for day in days), shift("c02", 0, DAY))


def checked(scenario: Scenario, found: Roster) -> list[tuple[str, int | None, float]]:
    rule = Shadows.from_scenario(scenario)
    return [(v.csr_id, v.start, v.amount) for v in rule.check(scenario, found)]


def test_a_shadow_is_beside_the_colleague_in_every_shift() -> None:
    found = with_shadows(centre(), worked(0, 1))
    assert found.by_csr["n01"] == (*shift("n01", 0, BESIDE), *shift("n01", 1, BESIDE))
    assert without_shadows(centre(), found) == worked(0, 1)
    assert checked(centre(), found) == []


def test_work_on_several_channels_is_one_stretch_beside_them() -> None:
    day = "08:00 phone 10:00 desk 12:00 meal 12:30 phone 14:00"
    found = with_shadows(centre(), roster(shift("c01", 0, day)))
    beside = "08:00 shadowing 12:00 meal 12:30 shadowing 14:00"
    assert found.by_csr["n01"] == tuple(shift("n01", 0, beside))


def test_leave_of_their_own_takes_the_day_out() -> None:
    monday = TimeOff("n01", at(0, "11:00"), at(0, "13:00"), "sick", True)
    found = with_shadows(centre(monday), worked(0, 1))
    assert found.by_csr["n01"] == tuple(shift("n01", 1, BESIDE))
    assert checked(centre(monday), found) == []
    # at work all the same on Monday: four hours that nobody asked for
    assert checked(centre(monday), with_shadows(centre(), worked(0, 1))) == [
        ("n01", at(0, "08:00"), 4.0)
    ]


def test_the_audit_finds_who_does_something_else() -> None:
    late = (shift("n01", 0, BESIDE), shift("n01", 1, "09:00 shadowing 12:00"))
    found = Roster.of((*worked(0, 1).segments, *late[0], *late[1]))
    # on Tuesday away 8:00 to 9:00, and no rest 10:00 to 10:15
    assert checked(centre(), found) == [("n01", at(1, "08:00"), 1.25)]
    queue = replace(found.by_csr["n01"][0], activity="phone")
    broken = Roster.of((*worked(0).segments, queue, *found.by_csr["n01"][1:3]))
    assert checked(centre(), broken) == [("n01", at(0, "08:00"), 2.0)]
    (violation,) = Shadows.from_scenario(centre()).check(centre(), broken)
    assert violation.source == "csrs.csv:4"
    assert violation.message == ("Person n01 shadows Person c01 and does something else for 2 h")


def test_the_audit_holds_shadows_to_nothing_else() -> None:
    # n01 owes two days and works one; c02 owes two and works one
    monday = TimeOff("n01", at(0, "08:00"), at(0, "09:00"), "sick", True)
    found = with_shadows(centre(monday), worked(0, 1))
    rules = {(v.rule, v.csr_id) for v in audit(centre(monday), None, found)}
    assert ("contract_days", "c02") in rules
    assert not [rule for rule, csr_id in rules if csr_id == "n01"]


def test_counted_on_no_queue_and_paid() -> None:
    scenario = centre()
    found = with_shadows(scenario, worked(0, 1))
    for channel in ("phone", "desk"):
        assert (count(scenario, found, channel) == count(scenario, worked(0, 1), channel)).all()
    rows = {row.csr_id: row for row in cost(scenario, found)}
    assert (rows["n01"].paid_hours, rows["n01"].overtime_hours) == (8.0, 0.0)
    assert rows["n01"].base == 8 * 30.0
