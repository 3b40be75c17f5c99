"""Heads chosen together: the target met over a day or a week with the fewest hours.

Heads in an interval are a whole number, what they answer in time comes from Erlang's curve,
and the constraint is linear in it (Koole & van der Sluis 2003; Atlason, Epelman & Henderson
2008). Each further head adds less than the one before, so that the exact optimum is found
by sorting the steps and comparing the neighbours of the sorted answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.settings import Service
from scheduler.staffing.counting import counted
from scheduler.staffing.erlang import (
    Performance,
    Targets,
    erlang_b,
    performance,
    required_agents,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_SLACK = 1e-9  # what a comparison of sums in floating point may lose
_ENDLESS = np.iinfo(np.int64).max
_STEPS = 16  # heads above the least that are tabulated at first
_USEFUL = 0.001  # share of an interval's contacts that a further choice of heads answers more


@dataclass(frozen=True)
class Intervals:
    """Load of a channel (or a language of it), interval by interval; arrays of one shape.

    `erlangs` and `aht_s` tell the queue, `contacts` its weight, `slots` its length. For a
    language whose speakers take other contacts too, `others` are the erlangs of those,
    `heads` the people on the channel altogether and `overflow` the part that comes to the
    speakers of what the formula sends them.
    """

    erlangs: Floats
    aht_s: Floats
    contacts: Floats
    slots: Ints
    others: Floats | None = None
    heads: Ints | None = None
    overflow: float = 1.0

    @property
    def most(self) -> Ints:
        """More are never required: everybody on the channel, where they are told."""
        return self.heads if self.heads is not None else np.full(len(self.slots), _ENDLESS)

    def at(self, which: NDArray[Any]) -> Intervals:
        """Some of the intervals."""
        found = Intervals(
            self.erlangs[which], self.aht_s[which], self.contacts[which], self.slots[which]
        )
        if self.others is None or self.heads is None:
            return found
        others, heads = self.others[which], self.heads[which]
        return replace(found, others=others, heads=heads, overflow=self.overflow)

    def given(self, service: Service, people: Ints) -> Performance:
        """What contacts meet with so many people; intervals along the first axis.

        Others come to the speakers of a language when everybody else is busy: as in a
        queue without waiting, the share B of Erlang's of their load.
        """
        shape = (-1,) + (1,) * (people.ndim - 1)
        load = self.erlangs.reshape(shape)
        if self.others is not None and self.heads is not None:
            others = self.others.reshape(shape)
            besides = np.maximum(self.heads.reshape(shape) - people, 0)
            load = load + self.overflow * others * erlang_b(others, besides)
        aht_s = np.maximum(self.aht_s, 1.0)  # a handling time of 0 brings no load
        within_s, patience_s = service.within_s, patience_of(service)
        return counted(
            service, performance(load, aht_s.reshape(shape), people, within_s, patience_s)
        )


def patience_of(service: Service) -> float | None:
    """Mean patience in seconds where the channel's model knows one."""
    return service.patience_s if service.model == "erlang_a" else None


def heads_each(service: Service, load: Intervals) -> Ints:
    """Fewest people in each interval with which it keeps every target by itself."""
    return _least(service, load, service.target)


@dataclass(frozen=True)
class Choices:
    """Heads that the intervals `at` of one span may be given to meet their target together.

    `answered[i, k]` contacts are answered in time with `heads[i, k]` people, in each interval
    the more the higher k; `fewest` is the choice that takes the fewest hours. `contacts` are
    those of the span.
    """

    at: Ints
    contacts: float
    heads: Ints
    answered: Floats
    fewest: Ints


def heads_together(service: Service, load: Intervals, spans: Ints) -> Ints:
    """Fewest people-hours with which every span of intervals meets the target as a whole.

    `spans` numbers the day or week of each interval. The share answered in time counts
    over the span, weighted by contacts; in each interval at least `floor` is answered in
    time, and occupancy and average speed of answer keep their limits. Of the choices with
    the fewest hours the one that answers most in time.
    """
    return choices_together(service, load, spans)[0]


def choices_together(
    service: Service, load: Intervals, spans: Ints
) -> tuple[Ints, tuple[Choices, ...]]:
    """As `heads_together`, and for each span with contacts what it was chosen from."""
    heads = _least(service, load, min(service.floor, service.target))
    found: list[Choices] = []
    for span in np.unique(spans):
        here = np.flatnonzero((spans == span) & (load.contacts > 0))
        if here.size:
            found.append(_tabulated(service, load.at(here), heads[here], here))
            rows = np.arange(here.size)
            heads[here] = found[-1].heads[rows, found[-1].fewest]
    return heads, tuple(found)


def _least(service: Service, load: Intervals, target: float) -> Ints:
    """People who keep the limits that hold in every interval."""
    targets = Targets(target, service.within_s, service.max_asa_s, service.max_occupancy)
    need = required_agents(
        load.erlangs,
        np.maximum(load.aht_s, 1.0),
        target=targets.share,
        within_s=targets.within_s,
        max_wait_s=targets.wait_s,
        max_occupancy=targets.occupancy,
        patience_s=patience_of(service),
        counted=partial(counted, service),
    )
    missing = np.flatnonzero(need if load.others is not None else 0)
    while missing.size:
        missing = missing[need[missing] < load.most[missing]]
        missing = missing[~targets.met(load.at(missing).given(service, need[missing]))]
        need[missing] += 1
    return np.maximum(need, service.minimum)


def _tabulated(service: Service, load: Intervals, least: Ints, at: Ints) -> Choices:
    """Choices of one span. More heads are tabulated until no more than half of them is chosen."""
    steps, most = _STEPS, np.maximum(load.most, least)
    while True:
        people = np.minimum(least[:, None] + np.arange(steps + 1), most[:, None])
        answered = load.contacts[:, None] * load.given(service, people).service_level
        first, gains = _falling(np.diff(answered), load.contacts)
        begun = np.take_along_axis(answered, first[:, None], axis=1)
        wanted = service.target * float(load.contacts.sum()) - float(begun.sum())
        taken = fewest_slots(gains, load.slots, wanted)
        if (2 * (first + taken) <= steps).all() or (people[:, -1] == most).all():
            break
        steps *= 2
    useful = (gains >= _USEFUL * load.contacts[:, None]).sum(axis=1)
    last = np.maximum(taken, useful)
    columns = np.minimum(np.arange(last.max() + 1), last[:, None])
    heads = np.minimum((least + first)[:, None] + columns, most[:, None])
    sums = np.concatenate([begun, begun + np.cumsum(gains, axis=1)], axis=1)
    contacts = float(load.contacts.sum())
    return Choices(at, contacts, heads, np.take_along_axis(sums, columns, axis=1), taken)


def _falling(gains: Floats, contacts: Floats) -> tuple[Ints, Floats]:
    """Where a further head adds most in each row, and the gains from there on.

    Erlang C is concave in heads. With patience, or with people shared, the curve may first
    steepen; a head there is no choice, since the next one would always be worth more. What
    rises later counts only as much as the step before it.
    """
    steps = gains.shape[1]
    most = gains.max(axis=1, keepdims=True)
    first = np.argmax(gains >= most - _SLACK * contacts[:, None], axis=1)
    columns = np.arange(steps) + first[:, None]
    later = np.take_along_axis(gains, np.minimum(columns, steps - 1), axis=1)
    later = np.where(columns < steps, np.maximum(later, 0.0), 0.0)
    return first, np.minimum.accumulate(later, axis=1)


def fewest_slots(gains: Floats, slots: Ints, wanted: float) -> Ints:
    """Steps taken in each row so that their gains reach `wanted` in the fewest slots.

    `gains[i, k]` is what the (k+1)-th step of row i adds, no more than the k-th, and costs
    `slots[i]`. Steps of one length are taken best first, so only their number is open, and
    that lies within twice the longest length of the number in the sorted answer (Eisenbrand
    & Weismantel 2020 for knapsacks in general): all such numbers are compared. If `wanted`
    is out of reach every step is taken.
    """
    taken = np.zeros(len(slots), dtype=np.int64)
    if wanted <= 0:
        return taken
    lengths = np.unique(slots).tolist()
    ranked = [np.sort(gains[slots == length], axis=None)[::-1] for length in lengths]
    for length, count in zip(lengths, _counts(lengths, ranked, wanted), strict=True):
        rows = np.flatnonzero(slots == length)
        best = np.argsort(-gains[rows], axis=None, kind="stable")[:count]
        taken[rows] = np.bincount(best // gains.shape[1], minlength=len(rows))
    return taken


def _counts(lengths: list[int], ranked: list[Floats], wanted: float) -> tuple[int, ...]:
    """How many of the best steps of each length: fewest slots, then the largest gain."""
    worth = np.concatenate([gain / length for length, gain in zip(lengths, ranked, strict=True)])
    gain = np.concatenate(ranked)
    kind = np.repeat(np.arange(len(lengths)), [len(one) for one in ranked])
    order = np.argsort(-worth, kind="stable")
    enough = int(np.searchsorted(np.cumsum(gain[order]), wanted)) + 1
    sorted_answer = np.bincount(kind[order[:enough]], minlength=len(lengths))
    reach = 2 * max(lengths)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for length, one, near in zip(lengths, ranked, sorted_answer.tolist(), strict=True):
        totals = np.concatenate([[0.0], np.cumsum(one)])
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for count in range(max(0, near - reach), min(len(one), near + reach) + 1):
            for used, (sum_before, counts) in best.items():
                found = sum_before + float(totals[count]), (*counts, count)
                at = used + length * count
                longer[at] = max(longer.get(at, found), found)
        best = longer
    reached = [at for at, (total, _) in best.items() if total >= wanted * (1 - _SLACK)]
    return best[min(reached)][1] if reached else tuple(len(one) for one in ranked)
