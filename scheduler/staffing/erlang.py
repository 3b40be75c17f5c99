"""Erlang B, C and A: what a queue does with so many people, and how many it needs.

All functions are pure and vectorised: arguments broadcast, results are arrays of the
common shape. Loads are in erlangs (contacts per hour x handling time / one hour), times
in seconds, people in whole numbers.

Sources: Erlang (1917) for B and C, the stable recursion as in Cooper, Introduction to
Queueing Theory (1981), eq. 3.3; Palm (1957) and Mandelbaum & Zeltyn, "Service engineering
in action: the Palm/Erlang-A queue" (2007) for A.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Slack of a comparison in floating point: 26.35 / .85 is 31 and not a little more.
_SLACK = 1e-9

_SMALL = 50.0  # up to here the series of Palm's A is short


@dataclass(frozen=True)
class Performance:
    """What contacts meet in the steady state; arrays of one shape.

    `waiting` is the share that waits at all, `service_level` the share of all contacts
    answered in time, `wait_s` the mean wait of all contacts (the average speed of answer
    where nobody abandons), `occupancy` the share of time that people are busy and
    `abandoned` the share of contacts that give up, `gone_in_time` of them within the limit.
    `answered_wait_s` is the mean wait of those who are answered.
    """

    waiting: Floats
    service_level: Floats
    wait_s: Floats
    occupancy: Floats
    abandoned: Floats
    gone_in_time: Floats
    answered_wait_s: Floats


# Service level and waits as a centre counts them: see `staffing.counting`.
Counted = Callable[[Performance], Performance]


def ceiling(values: ArrayLike) -> Ints:
    """Round up to whole people, where 31.000000000000004 is 31."""
    exact = np.asarray(values, dtype=np.float64)
    return np.ceil(exact - _SLACK * np.maximum(1.0, np.abs(exact))).astype(np.int64)


def erlang_b(erlangs: ArrayLike, agents: ArrayLike) -> Floats:
    """Share of contacts blocked where nobody can wait (M/M/n/n).

    Recursion B(k) = a B(k-1) / (k + a B(k-1)) for all intervals at once; those with the
    most people come first, so that who is done drops out of the end.
    """
    load, heads = np.broadcast_arrays(_loads(erlangs), _heads(agents))
    order = np.argsort(-heads, axis=None, kind="stable")
    a, n = load.ravel()[order], heads.ravel()[order]
    blocked = np.ones(a.size)
    most = int(n[0]) if n.size else 0
    active = np.searchsorted(-n, -np.arange(1, most + 1), side="right")
    for k, count in enumerate(active.tolist(), start=1):
        part = blocked[:count]
        part *= a[:count]
        part /= part + k
    result = np.empty(a.size)
    result[order] = blocked
    return result.reshape(load.shape)


def erlang_c(erlangs: ArrayLike, agents: ArrayLike) -> Floats:
    """Share of contacts that wait where nobody gives up (M/M/n); 1 at saturation."""
    load, heads = np.broadcast_arrays(_loads(erlangs), _heads(agents))
    return _waiting(load, heads, erlang_b(load, heads))


def service_level(
    erlangs: ArrayLike,
    aht_s: ArrayLike,
    agents: ArrayLike,
    within_s: ArrayLike,
    patience_s: ArrayLike | None = None,
) -> Floats:
    """Share of all contacts answered within `within_s`; 0 at saturation without patience."""
    return performance(erlangs, aht_s, agents, within_s, patience_s).service_level


def asa(erlangs: ArrayLike, aht_s: ArrayLike, agents: ArrayLike) -> Floats:
    """Average speed of answer in seconds (Erlang C); infinite at saturation."""
    return performance(erlangs, aht_s, agents).wait_s


def occupancy(erlangs: ArrayLike, agents: ArrayLike) -> Floats:
    """Share of time that people are busy where nobody gives up, 1 at saturation."""
    load, heads = np.broadcast_arrays(_loads(erlangs), _heads(agents))
    return _busy(load, heads)


def performance(
    erlangs: ArrayLike,
    aht_s: ArrayLike,
    agents: ArrayLike,
    within_s: ArrayLike = 0.0,
    patience_s: ArrayLike | None = None,
) -> Performance:
    """Steady state of every interval: Erlang C, or Erlang A where a mean patience is given.

    An interval without contacts has a service level of 1 and no wait.
    """
    load, heads, aht, within = np.broadcast_arrays(
        _loads(erlangs), _heads(agents), _times(aht_s), np.asarray(within_s, dtype=np.float64)
    )
    if patience_s is None:
        return _erlang_c(load, heads, erlang_b(load, heads), aht, within)
    patience = _times(patience_s)
    load, heads, aht, within, patience = np.broadcast_arrays(load, heads, aht, within, patience)
    return _erlang_a(load, heads, aht, within, patience)


def required_agents(
    erlangs: ArrayLike,
    aht_s: ArrayLike,
    *,
    target: float | None = None,
    within_s: float = 0.0,
    max_wait_s: float | None = None,
    max_occupancy: float | None = None,
    patience_s: float | None = None,
    counted: Counted = lambda given: given,
) -> Ints:
    """Fewest people that keep every target given; nobody where nothing arrives.

    `target` is the share answered within `within_s` (below 1), `max_wait_s` the highest
    average speed of answer, `max_occupancy` the highest share of busy time; `counted` says
    how the first two count. Without a patience the queue must be stable too. Raises
    ValueError for a target out of range.
    """
    if target is not None and not 0 <= target < 1:
        raise ValueError(f"a target of {target}: at least 0 and below 1")
    if max_occupancy is not None and not 0 < max_occupancy <= 1:
        raise ValueError(f"a highest occupancy of {max_occupancy}: above 0, at most 1")
    if max_wait_s is not None and not max_wait_s > 0:
        raise ValueError(f"an average speed of answer of {max_wait_s} s: above 0")
    load, aht = np.broadcast_arrays(_loads(erlangs), _times(aht_s))
    targets = Targets(target, within_s, max_wait_s, max_occupancy, counted)
    flat, times = load.ravel(), aht.ravel()
    found = np.zeros(flat.size, dtype=np.int64)
    some = np.flatnonzero(flat > 0)
    if patience_s is None:
        found[some] = _search_c(flat[some], times[some], targets)
    else:
        found[some] = _search_a(flat[some], times[some], targets, patience_s)
    return found.reshape(load.shape)


@dataclass(frozen=True)
class Targets:
    """Limits that a queue keeps all at once; None is no limit.

    share: answered within `within_s` seconds, at least. wait_s: average speed of answer,
    occupancy: share of busy time, at most.
    """

    share: float | None
    within_s: float
    wait_s: float | None
    occupancy: float | None
    counted: Counted = lambda given: given

    def met(self, given: Performance) -> NDArray[np.bool_]:
        """Where every limit is kept."""
        given = self.counted(given)
        kept = np.ones(given.waiting.shape, dtype=np.bool_)
        if self.share is not None:
            kept &= given.service_level >= self.share - _SLACK
        if self.wait_s is not None:
            kept &= given.wait_s <= self.wait_s * (1 + _SLACK)
        if self.occupancy is not None:
            kept &= given.occupancy <= self.occupancy + _SLACK
        return kept


def _search_c(load: Floats, aht: Floats, targets: Targets) -> Ints:
    """Add people one by one to the intervals that still miss, B carried along."""
    heads = np.floor(load).astype(np.int64) + 1
    if targets.occupancy is not None:
        heads = np.maximum(heads, ceiling(load / targets.occupancy))
    blocked = erlang_b(load, heads)
    missing = np.arange(load.size)
    while missing.size:
        n, b, a, times = heads[missing], blocked[missing], load[missing], aht[missing]
        within = np.full(a.shape, float(targets.within_s))
        keep = ~targets.met(_erlang_c(a, n, b, times, within))
        missing, n, b, a = missing[keep], n[keep] + 1, b[keep], a[keep]
        heads[missing] = n
        blocked[missing] = a * b / (n + a * b)
    return heads


def _search_a(load: Floats, aht: Floats, targets: Targets, patience_s: float) -> Ints:
    """Close in from both sides, then halve the range, all intervals at once."""

    def met(heads: Ints) -> NDArray[np.bool_]:
        return targets.met(performance(load, aht, heads, targets.within_s, patience_s))

    few = np.zeros(load.size, dtype=np.int64)  # never enough: nobody answers
    enough = np.floor(load).astype(np.int64) + 1
    step = 1
    while not (kept := met(enough)).all():
        few, enough = np.where(kept, few, enough), np.where(kept, enough, enough + step)
        step *= 2
    step = 1
    while (unsure := met(np.maximum(enough - step, few)) & (enough - step > few)).any():
        enough, step = np.where(unsure, enough - step, enough), 2 * step
    few = np.maximum(few, enough - step)
    while (enough - few > 1).any():
        middle = (few + enough + 1) // 2
        kept = met(middle)
        few, enough = np.where(kept, few, middle), np.where(kept, middle, enough)
    return enough


def _erlang_c(
    load: Floats, heads: Ints, blocked: Floats, aht: Floats, within: Floats
) -> Performance:
    spare = heads - load
    stable = spare > 0
    idle = load == 0
    divisor = np.where(stable, spare, 1.0)
    waiting = _waiting(load, heads, blocked)
    late = waiting * np.exp(-divisor * within / aht)
    wait = np.where(idle, 0.0, np.where(stable, waiting * aht / divisor, np.inf))
    return Performance(
        waiting=waiting,
        service_level=np.where(idle, 1.0, np.where(stable, 1.0 - late, 0.0)),
        wait_s=wait,
        occupancy=_busy(load, heads),
        abandoned=np.zeros(load.shape),
        gone_in_time=np.zeros(load.shape),
        answered_wait_s=wait,
    )


def _erlang_a(
    load: Floats, heads: Ints, aht: Floats, within: Floats, patience: Floats
) -> Performance:
    """Palm's queue: those who wait longer than their exponential patience give up.

    The share answered later than t is P(V > t) x (1 - 1/A(x, y q)) / rho with V the wait
    offered, q = exp(-t / patience), x = n patience / aht and y = load patience / aht. Those
    who wait longer than t are P(V > t) q. By parts, E[V exp(-V / patience)], the wait of those
    who are answered, is E[V] / rho - P(V > 0) / rate, and the mean of V follows from the
    derivative of log A by x.
    """
    idle, nobody = load == 0, heads == 0
    n = np.maximum(heads, 1)
    a = np.where(idle, 1.0, load)  # no division by nothing; the answers there are set below
    x, y, q = n * patience / aht, a * patience / aht, np.exp(-within / patience)
    blocked = erlang_b(a, n)
    whole, rest = _log_a(x, y), _log_a(x, y * q)
    free = np.exp(-whole)
    waiting = blocked / (free + (1.0 - free) * blocked)
    rho = a / n
    abandoned = np.clip(waiting * (1.0 - (1.0 - free) / rho), 0.0, 1.0)
    offered_longer = waiting * np.exp(y * (1.0 - q) - n * within / aht + rest - whole)
    late = offered_longer * (1.0 - np.exp(-rest)) / rho
    share = np.clip(1.0 - abandoned - late, 0.0, 1.0)
    gone_late = np.clip(offered_longer * q - late, 0.0, abandoned)
    gone = np.where(idle, 0.0, np.where(nobody, 1.0, abandoned))
    soon = np.where(idle, 0.0, np.where(nobody, 1.0 - q, abandoned - gone_late))
    step = 1e-4 * x
    slope = (_log_a(x + step, y) - _log_a(x - step, y)) / (2 * step)
    virtual = waiting * (aht / n - patience * slope)
    answered = np.maximum((virtual - waiting * aht / n) / rho, 0.0)
    answered = answered / np.where(abandoned < 1.0, 1.0 - abandoned, 1.0)
    return Performance(
        waiting=np.where(idle, np.where(nobody, 1.0, 0.0), np.where(nobody, 1.0, waiting)),
        service_level=np.where(idle, 1.0, np.where(nobody, 0.0, share)),
        wait_s=gone * patience,
        occupancy=np.where(
            idle, 0.0, np.where(nobody, 1.0, np.minimum(1.0, rho * (1.0 - abandoned)))
        ),
        abandoned=gone,
        gone_in_time=soon,
        answered_wait_s=np.where(idle, 0.0, np.where(nobody, np.inf, answered)),
    )


def _log_a(x: Floats, y: Floats) -> Floats:
    """Logarithm of A(x, y) = 1 + y/(x+1) + y^2/((x+1)(x+2)) + ... (Palm's A).

    The series itself up to y = x, and while A, below e^y, stays small. Beyond, in
    overload, where A outgrows any float: A = Gamma(x+1) e^y y^-x P(x, y) with P the
    regularised incomplete gamma function.
    """
    result = np.empty(x.shape)
    light = (y <= x) | (y <= _SMALL)
    result[light] = np.log(_series(x[light], y[light]))
    result[~light] = _log_overload(x[~light], y[~light])
    return result


def _series(x: Floats, y: Floats) -> Floats:
    """A(x, y) by Horner's scheme from the end.

    Terms fall at least like (y/x)^k and at least like exp(-k^2 / 2x) for y <= x; those
    below 1e-17 are left out. Beyond they fall from k = y on, like those of e^y.
    """
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        terms = np.minimum(9.0 * np.sqrt(x) + 40.0, 40.0 / np.log(x / y))
    terms = np.where(y <= x, terms, y + 9.0 * np.sqrt(y) + 40.0)
    result = np.ones(x.shape)
    for k in range(int(np.max(terms, initial=0.0)) + 1, 0, -1):
        result *= y / (x + k)
        result += 1.0
    return result


def _log_overload(x: Floats, y: Floats) -> Floats:
    """Logarithm of A(x, y) for y > x; the upper tail of gamma as a continued fraction.

    Abramowitz & Stegun 6.5.31 in its even form, evaluated forwards.
    """
    scale = _log_gamma(x + 1.0) + y - x * np.log(y)
    b = y + 1.0 - x
    d = 1.0 / b
    c = np.full(x.shape, np.inf)
    fraction, k, turn = d, 0, np.full(x.shape, 2.0)
    while x.size and np.max(np.abs(turn - 1.0)) > 1e-15 and k < 100_000:
        k += 1
        numerator = k * (x - k)
        b = b + 2.0
        d = 1.0 / (b + numerator * d)
        c = b + numerator / c
        turn = c * d
        fraction = fraction * turn
    upper = x * fraction * np.exp(-scale)
    return scale + np.log1p(-np.minimum(upper, 1.0 - 1e-16))


def _log_gamma(x: Floats) -> Floats:
    return np.array([math.lgamma(value) for value in x.tolist()], dtype=np.float64)


def _waiting(load: Floats, heads: Ints, blocked: Floats) -> Floats:
    """Erlang C from Erlang B: n B / (n - a (1 - B)), between 0 and 1."""
    stable = heads > load
    divisor = np.where(stable, heads - load * (1.0 - blocked), 1.0)
    return np.where(stable, np.clip(heads * blocked / divisor, 0.0, 1.0), 1.0)


def _busy(load: Floats, heads: Ints) -> Floats:
    staffed = np.minimum(1.0, load / np.maximum(heads, 1))
    return np.where(heads > 0, staffed, np.where(load > 0, 1.0, 0.0))


def _loads(erlangs: ArrayLike) -> Floats:
    load = np.asarray(erlangs, dtype=np.float64)
    if not (np.isfinite(load).all() and (load >= 0).all()):
        raise ValueError("a load must be a number of erlangs, 0 or more")
    return load


def _heads(agents: ArrayLike) -> Ints:
    exact = np.asarray(agents)
    heads = exact.astype(np.int64)
    if (heads < 0).any() or (heads != exact).any():
        raise ValueError("people must be a whole number, 0 or more")
    return heads


def _times(seconds: ArrayLike) -> Floats:
    times = np.asarray(seconds, dtype=np.float64)
    if not (np.isfinite(times).all() and (times > 0).all()):
        raise ValueError("handling time and patience must be above 0 s")
    return times
