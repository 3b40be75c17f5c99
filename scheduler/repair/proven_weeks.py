"""What the bound leaves open about who covers a span best, decided by the exact model.

CP-SAT is asked for the whole week of one person, everybody else's as it is, with every rule and
every price. It is asked of the first, and of those whose best week could still be cheaper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Pin, Scenario
from scheduler.objective.allotment import allotted
from scheduler.objective.price import price
from scheduler.repair.ranked_weeks import CENT
from scheduler.repair.who_can_cover import Candidate, OpenSpan
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact

FAR_S = 600.0  # seconds for one person's week, on any machine
WORK = 10.0  # CP-SAT's deterministic time for it: some ten seconds


def decided(
    scenario: Scenario,
    requirements: Requirements,
    made: Roster,
    span: OpenSpan,
    found: Sequence[Candidate],
) -> list[Candidate]:
    """Everybody again, in order, with the first one proven where CP-SAT finds it out in time.

    `then` of whoever changes places is what it was.
    """
    asked = replace(allotted(scenario, requirements, made), joint=())
    before = price(scenario, asked, made).total
    able = [one for one in found if one.dollars is not None]
    looked: set[str] = set()
    while able and (one := _open(able, looked)) is not None:
        looked.add(one.csr.csr_id)
        better = _solved(scenario, asked, made, span, one, before)
        able[able.index(one)] = better
        able.sort(key=_rank)
    if able:
        proven = all(_least(one) > _rank(able[0])[0] - CENT for one in able[1:])
        able = [replace(one, proven=proven and not at) for at, one in enumerate(able)]
    return [*able, *(one for one in found if one.dollars is None)]


def _open(able: Sequence[Candidate], looked: set[str]) -> Candidate | None:
    """Whose week is to be looked at next; None once nothing is open."""
    first = _rank(able[0])[0]
    for one in able:
        if one.csr.csr_id not in looked and _least(one) < min(first, _rank(one)[0]) - CENT:
            return one
    return None


def _solved(
    scenario: Scenario,
    asked: Requirements,
    made: Roster,
    span: OpenSpan,
    one: Candidate,
    before: float,
) -> Candidate:
    """The person's best week by CP-SAT, with the bound that it proves."""
    pin = Pin(one.csr.csr_id, span.start, span.end, span.channel or "shift", "the span")
    first = scenario.grid.day(span.start) // 7 * 7
    days = range(first, min(first + 7, scenario.grid.days))
    pinned = replace(scenario, pins=(*scenario.pins, pin))
    model = exact_model(pinned, asked, [(one.csr.csr_id, day) for day in days], made)
    if one.roster is not None:
        model.hint(one.roster)
    roster, _, bound, _ = solve_exact(model, FAR_S, 1, deterministic=WORK, probing=False)
    if roster is None:
        return one
    least = max(_least(one), bound - before)
    dollars = price(scenario, allotted(scenario, asked, roster), roster).total - before
    if dollars < _rank(one)[0] - CENT:
        one = replace(one, dollars=dollars, roster=roster)
    return replace(one, least=min(least, _rank(one)[0]))


def _rank(one: Candidate) -> tuple[float, str]:
    assert one.dollars is not None
    return one.dollars, one.csr.csr_id


def _least(one: Candidate) -> float:
    return float("-inf") if one.least is None else one.least
