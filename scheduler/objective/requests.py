"""Requests that are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Request, Scenario
from scheduler.objective.term import Days, Floats, Ints, ModelWithPrices, Reading, Term, in_words

PREFER = "prefer"
# What each junior who asks for the same time adds to the price of refusing a senior, as a share.
# A hundredth decides between equals and nothing else.
SENIORITY = {"ties": 0.01, "first_choice": 1.0, "none": 0.0}
SOME_DAYS = Reading(
    "part",
    "a request over several days counts by the days that it covers whole and in one week only, "
    "a preference for several days not at all",
)


def request_granted(scenario: Scenario, roster: Roster, request: Request) -> bool:
    """`off`, `avoid`: not at work in the span. `prefer`: a shift covers it or lies in it."""
    shifts = roster.shifts(scenario.grid.slots_per_day).get(request.csr_id, ())
    if request.kind == PREFER:
        return any(
            (s.start <= request.start and request.end <= s.end)
            or (request.start <= s.start and s.end <= request.end)
            for s in shifts
        )
    return not any(s.start < request.end and request.start < s.end for s in shifts)


def price_of_refusal(scenario: Scenario, request: Request) -> float:
    """Dollars of refusing a request: its weight, what was refused before, and seniority.

    Each refusal in the published weeks that count adds `requests.refused_again` to it, and
    so does everybody hired later who asks for a part of the same time, by `SENIORITY`.
    """
    rules = scenario.request_rules
    dollars = scenario.prices.refused_request * request.weight
    dollars *= 1.0 + rules.refused_again * scenario.refused_before.get(request.csr_id, 0)
    return dollars * (1.0 + SENIORITY[rules.seniority] * _juniors(scenario, request))


def _juniors(scenario: Scenario, request: Request) -> int:
    """People hired later who ask for a part of the same time; who has no date is no junior."""
    if scenario.request_rules.seniority == "none":
        return 0
    key = ("juniors", scenario.request_rules)
    return scenario.kept(key, lambda: _count_juniors(scenario)).get(request, 0)


def _count_juniors(scenario: Scenario) -> dict[Request, int]:
    hired = {csr.csr_id: csr.hired for csr in scenario.csrs if csr.hired is not None}
    asked = sorted((r for r in scenario.requests if r.csr_id in hired), key=lambda r: r.start)
    found: dict[Request, set[str]] = {request: set() for request in asked}
    for at, one in enumerate(asked):
        for other in asked[at + 1 :]:
            if other.start >= one.end:
                break
            if hired[one.csr_id] < hired[other.csr_id]:
                found[one].add(other.csr_id)
            elif hired[other.csr_id] < hired[one.csr_id]:
                found[other].add(one.csr_id)
    return {request: len(juniors) for request, juniors in found.items()}


@dataclass(frozen=True)
class RefusedRequests(Term):
    """A price for each refused request, by its weight and whose it is (`price_of_refusal`)."""

    dollars: float
    priced: str
    name: ClassVar[str] = "requests"
    own: ClassVar[Reading] = SOME_DAYS
    search: ClassVar[Reading] = SOME_DAYS
    bound: ClassVar[Reading] = SOME_DAYS

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> RefusedRequests:
        dollars = scenario.prices.refused_request
        return cls(dollars, in_words({"$ x weight": dollars}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        return sum(
            price_of_refusal(scenario, request)
            for request in scenario.requests
            if not request_granted(scenario, roster, request)
        )

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        """Refused is 1 where a shift touches the span, or none that was preferred is worked."""
        for request in model.scenario.requests:
            a, b = request.start, request.end
            days = range(model.scenario.grid.days)
            shifts = [s for day in days for s in model.shifts(request.csr_id, day)]
            refused = model.literal()
            if request.kind == PREFER:
                held = [w for s, e, w in shifts if (s <= a and b <= e) or (a <= s and e <= b)]
                model.define(refused + model.total(held) >= 1)
            else:
                for touching in (w for s, e, w in shifts if s < b and a < e):
                    model.define(refused >= touching)
            model.pay(price_of_refusal(model.scenario, request), refused)

    def constant(self, scenario: Scenario) -> float:
        """Preferences for one day, as if refused: taken off where a shift grants them."""
        return sum(
            price_of_refusal(scenario, request)
            for request in scenario.requests
            if request.kind == PREFER and _single_day(scenario, request)
        )

    def of_shifts(
        self, scenario: Scenario, csr: Csr, day: int, starts: Ints, ends: Ints
    ) -> Floats | None:
        """Requests of a single day."""
        total: Floats | None = None
        for request in scenario.requests_of[csr.csr_id]:
            a, b = request.start, request.end
            if not _single_day(scenario, request) or scenario.grid.day(a) != day:
                continue
            dollars = price_of_refusal(scenario, request)
            if request.kind == PREFER:
                inside, covers = (a <= starts) & (ends <= b), (starts <= a) & (b <= ends)
                own = np.where(inside | covers, -dollars, 0.0)
            else:
                own = np.where((starts < b) & (a < ends), dollars, 0.0)
            total = own if total is None else total + own
        return total

    def of_days(self, scenario: Scenario, csr: Csr, days: Days, sets: Ints) -> Floats | None:
        """Requests over several days: refused where a day that they cover whole is worked."""
        grid = scenario.grid
        total: Floats | None = None
        for request in scenario.requests_of[csr.csr_id]:
            if _single_day(scenario, request) or request.kind == PREFER:
                continue
            weeks = {grid.day(t) // 7 for t in (request.start, request.end - 1)}
            whole = sum(
                1 << i
                for i, day in enumerate(days)
                if request.start <= day * grid.slots_per_day
                and (day + 1) * grid.slots_per_day <= request.end
            )
            if len(weeks) == 1 and whole:
                own = np.where(sets & whole, price_of_refusal(scenario, request), 0.0)
                total = own if total is None else total + own
        return total


def _single_day(scenario: Scenario, request: Request) -> bool:
    return scenario.grid.day(request.start) == scenario.grid.day(request.end - 1)
