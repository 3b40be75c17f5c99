"""In which rows of heads a person's activities count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.demand import Deferrable
from scheduler.domain.roster import SUPERVISION
from scheduler.objective.urgent_shortage import URGENT
from scheduler.rostering.problem.arrays import Ints
from scheduler.rostering.problem.coverage_rows import PRESENCE, Rows
from scheduler.rostering.problem.person_week import PersonWeek


@dataclass(frozen=True, eq=False)
class RowPlace:
    """Where a person's activities count.

    Attributes
    ----------
    rows_of: shape (channels, most rows of a channel), -1 where unused; deferrable work has its
        own rows behind the counted ones. presence: rows that count whoever is at work.
    first_slot: of the person's week in the horizon.
    """

    rows_of: Ints
    presence: Ints
    first_slot: int

    def counts_in(self, row: int) -> bool:
        """Whether the person can be one of the row's heads."""
        return bool((self.rows_of == row).any() or (self.presence == row).any())

    @property
    def rows(self) -> set[int]:
        """Every row in which the person can count."""
        return {r for r in (*self.rows_of.ravel().tolist(), *self.presence.tolist()) if r >= 0}


def place_of(
    person: PersonWeek, rows: Rows, works: Sequence[Deferrable], slots_per_day: int
) -> RowPlace:
    """Rows in which each channel of this person counts."""
    index = rows.index
    own: list[list[int]] = []
    for channel in person.channels:
        found = [
            i
            for (counted, language), i in index.items()
            if counted == channel != SUPERVISION
            and (language == URGENT or person.csr.speaks(language))
        ]
        found += [len(rows.keys) + i for i, w in enumerate(works) if w.channel == channel]
        own.append(found)
    width = max([len(o) for o in own], default=1) or 1
    rows_of = np.full((len(own), width), -1, dtype=np.int64)
    for a, found in enumerate(own):
        rows_of[a, : len(found)] = found
    presence = [i for k, i in index.items() if k[0] == PRESENCE]
    if SUPERVISION in person.channels:
        presence = [i for k, i in index.items() if k[0] == SUPERVISION]
    first = person.days[0] * slots_per_day
    return RowPlace(rows_of, np.array(presence, dtype=np.int64), first)
