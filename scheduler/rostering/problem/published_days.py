"""A person's week as published, in codes: what it takes for a day to differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.roster import Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective import terms_of
from scheduler.objective.changes import published_by_day
from scheduler.rostering.problem.activity_codes import OFF, TO_FILL
from scheduler.rostering.problem.arrays import Bools, Ints

UNKNOWN = TO_FILL  # an activity that the person no longer has


@dataclass(frozen=True, eq=False)
class PublishedDays:
    """The published week, and what each of its days costs once only its inside differs.

    `doing`: codes (days, slots of the day), OFF where nothing was published or an absence took
    the shift, UNKNOWN where the activity is none of the person's any more. `price`: dollars of
    a day whose shift is as published and whose inside is not; a shift that differs has its
    price in the options.
    """

    doing: Ints
    price: float

    def dollars(self, doing: Ints) -> float:
        """What the week costs that does this, shape as `doing`."""
        if not self.price:
            return 0.0
        same_shift = ((doing >= 0) == self.worked).all(axis=1)
        return self.price * int((same_shift & (doing != self.doing).any(axis=1)).sum())

    @property
    def worked(self) -> Bools:
        """Slots of the published shifts."""
        found: Bools = self.doing != OFF
        return found


def published_days(
    scenario: Scenario, csr: Csr, days: Sequence[int], activities: Sequence[str]
) -> PublishedDays:
    """The published week of these days; `activities` are the names behind the codes."""
    price = sum(term.per_published_day(scenario, csr) for term in terms_of(scenario))
    doing = np.full((len(days), scenario.grid.slots_per_day), OFF, dtype=np.int64)
    own: Mapping[int, Shift] = {}
    if price:
        everybody = scenario.kept("published by day", lambda: published_by_day(scenario))
        own = everybody.get(csr.csr_id, {})
    codes = {name: code for code, name in enumerate(activities)}
    for row, day in zip(doing, days, strict=True):
        _write(scenario, own.get(day), codes, row)
    return PublishedDays(doing, price)


def _write(scenario: Scenario, shift: Shift | None, codes: Mapping[str, int], row: Ints) -> None:
    """A published shift into its day, where no absence took it."""
    if shift is None or scenario.is_off(shift.csr_id, shift.start, shift.end):
        return
    for segment in shift.segments:
        start = scenario.grid.of_day(segment.start)
        row[start : start + segment.slots] = codes.get(segment.activity, UNKNOWN)
