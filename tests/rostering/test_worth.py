"""One more and one fewer: counted by hand where the answer is plain."""

from __future__ import annotations

import pytest

from scheduler.rostering.headcount_worth import worth
from scheduler.rostering.solve import solve
from tests.rostering.test_exact import needs
from tests.small_centres import contract, csr, small_centre


def test_the_only_work_is_short_by_one() -> None:
    # Two hours that need two people, one there: one more saves 2 h at 60, one fewer leaves both
    # missing: 2 x (60 + 120) instead of 2 x 60.
    signed = contract(
        days=1, shift_hours=(2,), week_hours=2, hours="08:00-10:00", step_minutes=60,
        slot_minutes=60,
    )  # fmt: skip
    people = (csr("c1", signed), csr("c2", signed))
    scenario = small_centre(hours={"phone": "08:00-10:00"}, slot_minutes=60, csrs=people)
    requirements = needs(scenario, phone=[3, 3])
    roster = solve(scenario, requirements, limit_s=0.3, gap=0.0, seed=1, reproducible=True).roster
    found = {w.change: w for w in worth(scenario, requirements, roster, seed=1)}
    assert set(found) == {1, -1}
    assert found[1].dollars == pytest.approx(-120)
    assert found[1].shortage_hours == pytest.approx(-2)
    assert found[-1].dollars == pytest.approx(240)
    assert found[-1].shortage_hours == pytest.approx(2)
    assert found[1].people == 2
    assert found[1].contract == signed.name
    assert found[1].wages == pytest.approx(2 * people[0].hourly_rate)


def test_the_only_one_there() -> None:
    signed = contract(
        days=1, shift_hours=(2,), week_hours=2, hours="08:00-10:00", step_minutes=60,
        slot_minutes=60,
    )  # fmt: skip
    scenario = small_centre(
        hours={"phone": "08:00-10:00"}, slot_minutes=60, csrs=(csr("c1", signed),)
    )
    requirements = needs(scenario, phone=[1, 1])
    roster = solve(scenario, requirements, limit_s=0.3, gap=0.0, seed=1, reproducible=True).roster
    found = {w.change: w for w in worth(scenario, requirements, roster, seed=1)}
    # one more is one head too many in two hours at 2 each; without the only one nobody is there
    assert found[1].dollars == pytest.approx(4)
    assert found[-1].dollars == pytest.approx(120)
