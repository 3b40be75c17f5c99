"""Whose request is granted where only one can be: what was refused before, and seniority."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import PastRequests, Request, Scenario
from scheduler.domain.settings import RequestRules
from scheduler.objective.requests import price_of_refusal, request_granted
from scheduler.rostering.solve import solve
from tests.rostering.test_exact import needs
from tests.small_centres import MONDAY, contract, csr, small_centre

DAY = 24  # slots of an hour
LAST_WEEK, LONG_AGO = date(2026, 5, 4), date(2026, 1, 5)


def rivals(weights: tuple[float, float] = (1.0, 1.0), **changes: Any) -> Scenario:
    """Two people, each at work on one of two days, both wanted; both ask for the first off.

    c1 was hired before c2.
    """
    signed = contract(
        days=1, shift_hours=(2,), week_hours=2, hours="08:00-10:00", step_minutes=60,
        slot_minutes=60,
    )  # fmt: skip
    hired = date(2020, 1, 6), date(2024, 1, 8)
    return small_centre(
        days=2,
        hours={"phone": "08:00-10:00"},
        slot_minutes=60,
        csrs=tuple(csr(f"c{i}", signed, hired=day) for i, day in enumerate(hired, start=1)),
        requests=tuple(
            Request(f"c{i}", "off", 0, DAY, weight) for i, weight in enumerate(weights, start=1)
        ),
        **changes,
    )


def wanted(scenario: Scenario) -> Requirements:
    return needs(scenario, phone=[1, 1])


def granted(scenario: Scenario) -> list[bool]:
    found = solve(scenario, wanted(scenario), 1.0, 0.0, seed=1, reproducible=True).roster
    return [request_granted(scenario, found, r) for r in scenario.requests]


def history(*refused: int, week: date = LAST_WEEK) -> tuple[PastRequests, ...]:
    return tuple(PastRequests(f"c{i}", week, 0, n) for i, n in enumerate(refused, start=1))


def prices(scenario: Scenario) -> list[float]:
    return [price_of_refusal(scenario, request) for request in scenario.requests]


def test_prices_by_hand() -> None:
    nothing = RequestRules(seniority="none")
    assert prices(rivals(request_rules=nothing)) == [10.0, 10.0]
    # two refusals, half more for each; three quarters where the centre says so
    refused = rivals(request_rules=nothing, request_history=history(0, 2))
    assert prices(refused) == pytest.approx([10.0, 20.0])
    more = replace(nothing, refused_again=0.75)
    assert prices(replace(refused, request_rules=more)) == pytest.approx([10.0, 25.0])
    # seniority: one later hired asks for the same day
    assert prices(rivals()) == pytest.approx([10.1, 10.0])
    first = RequestRules(seniority="first_choice")
    assert prices(rivals(request_rules=first)) == pytest.approx([20.0, 10.0])
    # nobody asks for the same time, or nobody knows who came first
    apart = rivals()
    other = replace(apart.requests[1], start=DAY, end=2 * DAY)
    assert prices(replace(apart, requests=(apart.requests[0], other))) == [10.0, 10.0]
    unknown = tuple(replace(c, hired=None) for c in apart.csrs)
    assert prices(replace(apart, csrs=unknown)) == [10.0, 10.0]


def test_only_the_weeks_that_count() -> None:
    old = rivals(request_history=history(0, 2, week=LONG_AGO))
    assert old.refused_before == {"c1": 0, "c2": 0}
    assert rivals(request_history=history(1, 2, week=MONDAY)).refused_before == {"c1": 0, "c2": 0}
    far = replace(old, prices=replace(old.prices, fairness_weeks=52))
    assert far.refused_before == {"c1": 0, "c2": 2}


def test_who_was_refused_before_comes_first() -> None:
    nothing = RequestRules(seniority="none")
    assert granted(rivals(request_rules=nothing, request_history=history(1, 0))) == [True, False]
    assert granted(rivals(request_rules=nothing, request_history=history(0, 1))) == [False, True]
    # and where it is not to count, who asks for it more
    other = RequestRules(refused_again=0.0, seniority="none")
    weighed = rivals((1.1, 1.0), request_rules=other, request_history=history(0, 1))
    assert granted(weighed) == [True, False]


def test_seniority_decides_ties() -> None:
    assert granted(rivals()) == [True, False]
    turned = rivals()
    turned = replace(
        turned, csrs=tuple(replace(c, hired=o.hired)
                           for c, o in zip(turned.csrs, turned.csrs[::-1], strict=True))
    )  # fmt: skip
    assert granted(turned) == [False, True]
    # only ties: a request that weighs more, or was refused before, comes first
    assert granted(rivals((1.0, 1.1))) == [False, True]
    assert granted(rivals(request_history=history(0, 1))) == [False, True]


def test_seniority_as_first_choice() -> None:
    rules = RequestRules(seniority="first_choice")
    assert granted(rivals((1.0, 1.2), request_rules=rules)) == [True, False]
    assert granted(rivals((1.0, 1.2), request_rules=RequestRules())) == [False, True]
