"""Starts of a week close together, where the contract says so."""

from __future__ import annotations

from ortools.sat.python import cp_model

from scheduler.rostering.cp_sat.roster_model import RosterModel
from scheduler.rules.start_spread import StartSpread
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, roster, shift, small_centre

STEADY = csr("c01", contract(max_start_spread=4))
CENTRE = small_centre(8, csrs=(STEADY, csr("c02")))


def test_the_latest_start_is_measured_against_the_earliest() -> None:
    week = roster(
        shift("c01", 0, "08:00 phone 12:00"),
        shift("c01", 2, "09:00 phone 12:00"),
        shift("c02", 0, "08:00 phone 12:00"),
        shift("c02", 1, "12:00 phone 16:00"),
    )
    assert findings(StartSpread, CENTRE, week) == []
    late = roster(shift("c01", 0, "08:00 phone 12:00"), shift("c01", 2, "10:30 phone 12:00"))
    assert findings(StartSpread, CENTRE, late) == [("c01", at(2, "10:30"), 1.5)]
    first = roster(shift("c01", 0, "10:30 phone 12:00"), shift("c01", 2, "08:00 phone 12:00"))
    assert findings(StartSpread, CENTRE, first) == [("c01", at(0, "10:30"), 1.5)]


def test_each_week_by_itself() -> None:
    seam = roster(shift("c01", 6, "08:00 phone 12:00"), shift("c01", 7, "12:00 phone 16:00"))
    assert findings(StartSpread, CENTRE, seam) == []


def test_a_day_that_is_fixed_binds_the_others() -> None:
    fixed = roster(shift("c01", 0, "08:00 phone 12:00"))
    for start, kept in (("09:00", True), ("09:30", False)):
        model = RosterModel(CENTRE, {("c01", 2)}, fixed, prune=False, span=(32, 48))
        StartSpread.from_scenario(CENTRE).post(model)
        model.fix(roster(shift("c01", 2, f"{start} phone 12:00")))
        solver = cp_model.CpSolver()
        assert (solver.solve(model.cp) == cp_model.OPTIMAL) is kept
