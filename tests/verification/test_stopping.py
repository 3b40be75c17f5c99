"""A simulation that is stopped gives what has been played, and says how much that is."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from scheduler.domain.demand import Volume
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.pipeline.limits import Options, simulated_service
from scheduler.reporting.findings.simulated_service import day_lines
from scheduler.staffing.requirements import require
from scheduler.verification.simulated import TooManyContacts
from scheduler.verification.simulation import simulate
from tests.small_centres import at, roster, shift, small_centre


def busy(volume: float = 20_000) -> tuple[Scenario, Roster]:
    """An hour with many calls and two people, who answer a few of them."""
    calls = (Volume(at(0, "08:00"), at(0, "09:00"), "phone", "en", volume, 180),)
    people = roster(*(shift(name, 0, "08:00 phone 12:00") for name in ("c01", "c02")))
    return small_centre(volumes=calls), people


def test_one_replication_is_played_however_soon_it_is_stopped() -> None:
    scenario, people = busy()
    need = require(scenario, scenario.contacts.given)
    found = simulate(scenario, need, people, 500, seed=7, stop=lambda: True)
    assert 1 <= found.replications < found.asked == 500
    # It is what so many replications give when they are asked for.
    same = simulate(scenario, need, people, found.replications, seed=7)
    assert found.intervals == same.intervals
    assert next(iter(day_lines(found))).startswith(f"{found.replications} of 500 replications")
    assert next(iter(day_lines(same))).startswith(f"{found.replications} replications")


def test_more_contacts_than_memory_holds_are_refused() -> None:
    scenario, people = busy(1e6)
    volumes = tuple(
        replace(scenario.contacts.given[0], start=at(0, f"{h:02}:00"), end=at(0, f"{h + 1:02}:00"))
        for h in range(8, 17)
    )
    need = require(scenario, volumes)
    bigger = replace(need, rows=tuple(replace(r, volume=2 * r.volume) for r in need.rows))
    with pytest.raises(TooManyContacts, match="found 18,000,000 contacts"):
        simulate(scenario, bigger, people, 1)
    nothing, notes = simulated_service(scenario, bigger, people, Options(), lambda: False)
    assert nothing is None
    assert "at most 10,000,000" in notes[0]
    assert simulated_service(scenario, bigger, people, Options(replications=0), bool) == (None, ())


def test_a_deadline_that_is_over_leaves_one_or_two() -> None:
    scenario, people = busy()
    need = require(scenario, scenario.contacts.given)
    options = Options(deadline_s=1, began=perf_counter() - 5, replications=500)
    found, notes = simulated_service(scenario, need, people, options, lambda: False)
    assert found is not None
    assert found.replications < 500
    assert notes == (f"simulation: {found.replications} of 500 replications played: the time was "
                     f"out",)  # fmt: skip
    options = Options(deadline_s=1000, replications=3)
    found, notes = simulated_service(scenario, need, people, options, lambda: False)
    assert found is not None
    assert (found.replications, notes) == (3, ())
