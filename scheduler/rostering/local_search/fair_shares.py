"""Weekend days and evening shifts of everybody: what sharing them unequally adds to the weeks.

A person's k-th costs k times its price (see objective/fairness.py), so weeks of
one person hang together. Each week pays for its own days as if it came first after the
published past; here is the rest, which is due for every pair of days in two weeks, and for
every pair of evenings.
"""

from __future__ import annotations

from scheduler.domain.scenario import Scenario
from scheduler.objective.fairness import Fairness


class Shares:
    """Counts of the weeks that are placed, past left out, and dollars as they come and go."""

    def __init__(self, scenario: Scenario) -> None:
        term = Fairness.from_scenario(scenario)
        self.weekend_price, self.evening_price = term.weekend_day, term.evening_shift
        self.weekend_days = dict.fromkeys(scenario.csr, 0)
        self.evenings = dict.fromkeys(scenario.csr, 0)

    def put(self, csr_id: str, weekend_days: int, evenings: int, sign: int) -> float:
        """Add (take away) a week of this person; returns the dollars that this adds."""
        if sign < 0:
            self.weekend_days[csr_id] -= weekend_days
            self.evenings[csr_id] -= evenings
        dollars = self.weekend_price * weekend_days * self.weekend_days[csr_id]
        dollars += self.evenings_cost(csr_id, evenings)
        if sign > 0:
            self.weekend_days[csr_id] += weekend_days
            self.evenings[csr_id] += evenings
        return sign * dollars

    def weekend_rate(self, csr_id: str) -> float:
        """Dollars of one weekend day in a week that is not placed."""
        return self.weekend_price * self.weekend_days[csr_id]

    def evening_rate(self, csr_id: str, others: int = 0) -> float:
        """Dollars of one more evening in a week that is not placed, with so many others in it."""
        return self.evening_price * (self.evenings[csr_id] + others)

    def evenings_cost(self, csr_id: str, number: int) -> float:
        """Dollars of so many evenings in a week that is not placed."""
        pairs = number * self.evenings[csr_id] + number * (number - 1) // 2
        return self.evening_price * pairs
