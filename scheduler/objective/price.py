"""The objective of a finished roster: every term, and the hours that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective import terms_of
from scheduler.objective.head_rows import head_rows
from scheduler.objective.term import Ints


@dataclass(frozen=True)
class Terms:
    """Dollars of each term by name, in the order of TERMS, and hours that they stand for."""

    dollars: Mapping[str, float]
    shortage_hours: float
    surplus_hours: float
    required_hours: float
    on_queue_hours: float

    def by_name(self) -> dict[str, float]:
        """The dollar terms."""
        return dict(self.dollars)

    def figures(self) -> dict[str, float]:
        """The dollar terms, and the hours by their names."""
        hours = {k: v for k, v in asdict(self).items() if k != "dollars"}
        return {**self.dollars, **hours}

    def __getitem__(self, name: str) -> float:
        """Dollars of one term."""
        return self.dollars[name]

    @property
    def total(self) -> float:
        """The objective, dollars."""
        return float(sum(self.dollars.values()))


def price(scenario: Scenario, requirements: Requirements, roster: Roster) -> Terms:
    """Every term of the objective from the roster alone."""
    found = {t.name: t.price(scenario, requirements, roster) for t in terms_of(scenario)}
    return terms_with_hours(scenario, requirements, roster, found)


def terms_with_hours(
    scenario: Scenario, requirements: Requirements, roster: Roster, dollars: Mapping[str, float]
) -> Terms:
    """The terms, whose dollars are known, with the hours that they stand for."""
    rows, hours = head_rows(scenario, requirements, roster), scenario.grid.slot_hours
    pooled = [row for row in rows if row.pooled]
    phone = [row for row in pooled if row.row == ("phone", ALL)]
    return Terms(
        dollars,
        shortage_hours=hours * sum(_above(row.need, row.have) for row in rows),
        surplus_hours=hours * sum(_above(row.have, row.need) for row in pooled),
        required_hours=hours * sum(float(row.need.sum()) for row in phone),
        on_queue_hours=hours * sum(float(row.have.sum()) for row in pooled),
    )


def _above(a: Ints, b: Ints) -> float:
    """How much the first exceeds the second, summed over the slots."""
    return float(np.maximum(a - b, 0).sum())
