"""Weekend days, evenings and early starts: what sharing them unequally adds to the weeks.

A person's k-th costs k times its price (see objective/fairness.py), so weeks of
one person hang together. Each week pays for its own days as if it came first after the
published past; here is the rest, which is due for every pair of days in two weeks, and for
every pair of evenings and of early starts.
"""

from __future__ import annotations

from scheduler.domain.duties import Duties
from scheduler.domain.scenario import Scenario
from scheduler.objective.fairness import Fairness


class Shares:
    """Counts of the weeks that are placed, past left out, and dollars as they come and go."""

    def __init__(self, scenario: Scenario) -> None:
        term = Fairness.from_scenario(scenario)
        self.weekend_price, self.evening_price, self.early_price = term.rates
        self.weekend_days = dict.fromkeys(scenario.csr, 0)
        self.evenings = dict.fromkeys(scenario.csr, 0)
        self.early_starts = dict.fromkeys(scenario.csr, 0)

    def put(self, csr_id: str, own: Duties, sign: int) -> float:
        """Add (take away) a week of this person; returns the dollars that this adds."""
        if sign < 0:
            self._count(csr_id, own, -1)
        dollars = self.weekend_price * own.weekend_days * self.weekend_days[csr_id]
        dollars += self.evenings_cost(csr_id, own.evening_shifts)
        dollars += self.early_starts_cost(csr_id, own.early_starts)
        if sign > 0:
            self._count(csr_id, own, 1)
        return sign * dollars

    def _count(self, csr_id: str, own: Duties, sign: int) -> None:
        self.weekend_days[csr_id] += sign * own.weekend_days
        self.evenings[csr_id] += sign * own.evening_shifts
        self.early_starts[csr_id] += sign * own.early_starts

    def weekend_rate(self, csr_id: str) -> float:
        """Dollars of one weekend day in a week that is not placed."""
        return self.weekend_price * self.weekend_days[csr_id]

    def evening_rate(self, csr_id: str, others: int = 0) -> float:
        """Dollars of one more evening in a week that is not placed, with so many others in it."""
        return self.evening_price * (self.evenings[csr_id] + others)

    def early_rate(self, csr_id: str, others: int = 0) -> float:
        """Likewise of one more early start."""
        return self.early_price * (self.early_starts[csr_id] + others)

    def evenings_cost(self, csr_id: str, number: int) -> float:
        """Dollars of so many evenings in a week that is not placed."""
        pairs = number * self.evenings[csr_id] + number * (number - 1) // 2
        return self.evening_price * pairs

    def early_starts_cost(self, csr_id: str, number: int) -> float:
        """Likewise of so many early starts."""
        pairs = number * self.early_starts[csr_id] + number * (number - 1) // 2
        return self.early_price * pairs
