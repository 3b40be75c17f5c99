"""What the contacts require: volumes, requirements, deferrable work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

ALL = "*"  # the pooled row: every language together

JOIN = "+"  # `es+vi`: who speaks one of them

Row = tuple[str, str]  # (channel, language)


def several(language: str) -> bool:
    """Whether a row is about several languages together, such as `es+vi`."""
    return JOIN in language


@dataclass(frozen=True)
class Volume:
    """Contacts offered in one interval, `start` to `end` in slots."""

    start: int
    end: int
    channel: str
    language: str
    volume: float
    aht_s: float


@dataclass(frozen=True)
class DemandChange:
    """Contacts of a span times `factor`; an empty channel or language means all of them."""

    start: int
    end: int
    channel: str
    language: str
    factor: float
    source: str = ""

    def concerns(self, volume: Volume) -> bool:
        """Whether these contacts lie in the span, on the channel and in the language."""
        return (
            volume.start < self.end
            and self.start < volume.end
            and self.channel in ("", volume.channel)
            and self.language in ("", volume.language)
        )


@dataclass(frozen=True)
class Requirement:
    """People required on a channel (and language, `*` for all) in one interval.

    `added` of the `required` heads were added because a simulation missed the target without
    them.
    """

    start: int
    end: int
    channel: str
    language: str
    volume: float
    aht_s: float
    erlangs: float
    required: int
    added: int = 0


@dataclass(frozen=True)
class Added:
    """Heads that calibration adds to the requirement of one interval."""

    start: int
    end: int
    channel: str
    language: str
    heads: int


@dataclass(frozen=True)
class Deferrable:
    """Email and web forms: work that may wait until its deadline.

    All cumulative over the horizon, waiting work of the week before included:
    `arrived_hours[t]` is the work that has arrived by the end of slot t, `due_hours[t]` the
    part of it that is to be done by then, because its deadline has passed or because hours
    are reserved for it, and `deadline_hours[t]` that whose deadline has passed.
    """

    channel: str
    arrived_hours: NDArray[np.float64]
    due_hours: NDArray[np.float64]
    deadline_hours: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Joint:
    """Intervals of a row that meet a target together, and the heads they may be given.

    Interval i lies in slots `starts[i]` to `ends[i]`. With `heads[i, k]` people there
    `answered[i, k]` of the contacts of all intervals are answered in time, in billionths;
    both rise with k, and a row with fewer choices repeats its last. Together the intervals
    answer at least `wanted` and require people in at most `most` slots. `fewest[i]` is the
    choice that takes the fewest slots. `added[i]` heads more are required whatever is chosen.
    """

    row: Row
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    heads: NDArray[np.int64]
    answered: NDArray[np.int64]
    fewest: NDArray[np.int64]
    wanted: int
    most: int
    added: NDArray[np.int64]

    @property
    def required(self) -> NDArray[np.int64]:
        """People required in each interval by choice."""
        return self.heads + self.added[:, None]

    @property
    def slots(self) -> NDArray[np.int64]:
        """Every slot of the intervals."""
        spans = zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        return np.concatenate([np.arange(start, end) for start, end in spans])

    @property
    def taken(self) -> NDArray[np.int64]:
        """Slots of `heads` in each interval by choice."""
        taken: NDArray[np.int64] = self.heads * (self.ends - self.starts)[:, None]
        return taken

    def of_fewest(self, table: NDArray[np.int64]) -> NDArray[np.int64]:
        """What a table by interval and choice says of the fewest."""
        found: NDArray[np.int64] = table[np.arange(len(self.fewest)), self.fewest]
        return found


@dataclass(frozen=True)
class Requirements:
    """All requirements of a horizon of `slots` slots.

    `supervisors[t]` is the number of supervisors that the span asks for in slot t
    (zeros where the centre rosters none). The rows that a `joint` is about hold one of its
    choices, at first the fewest. `volumes` are the contacts that all of it is for, and `day_cv`
    is by how much a whole day is wrong about them, as a share; None where that is not known.
    """

    slots: int
    rows: tuple[Requirement, ...]
    deferrable: tuple[Deferrable, ...]
    supervisors: NDArray[np.int64]
    joint: tuple[Joint, ...] = ()
    volumes: tuple[Volume, ...] = ()
    day_cv: float | None = None

    @cached_property
    def by_slot(self) -> Mapping[Row, NDArray[np.int64]]:
        """People required per slot for each (channel, language) staffed by heads."""
        deferred = {work.channel for work in self.deferrable}
        found: dict[Row, NDArray[np.int64]] = {}
        for row in self.rows:
            if row.channel in deferred:
                continue
            need = found.setdefault(
                (row.channel, row.language), np.zeros(self.slots, dtype=np.int64)
            )
            need[row.start : row.end] = row.required
        return found


def done_hours(
    arrived_hours: NDArray[np.float64], effort_hours: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Deferrable work done by the end of each slot, cumulative, first in first out.

    Effort is wasted where nothing waits: done[t] = min over s <= t of
    arrived[s] + effort after s, and no more than all effort up to t.
    """
    spent = np.cumsum(effort_hours)
    done: NDArray[np.float64] = spent + np.minimum(
        0.0, np.minimum.accumulate(arrived_hours - spent)
    )
    return done
