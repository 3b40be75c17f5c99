"""The mean and quantiles of the forecast to plan for, judged on the same days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import log1p, sqrt
from statistics import NormalDist

import numpy as np

from scheduler.domain.demand import ALL, Requirements, Volume
from scheduler.domain.scenario import Scenario
from scheduler.verification.draws import day_cv_of
from scheduler.verification.estimates import Estimate
from scheduler.verification.scopes import exactly
from scheduler.verification.simulation import simulate

PLANS: tuple[float | None, ...] = (None, 0.5, 0.75, 0.9)


@dataclass(frozen=True)
class QuantileRow:
    """A channel with exactly the people that planning for a quantile (None: the mean) requires.

    `hours` on the queue and what they cost at the mean rate of those who work the channel;
    contacts of the forecast's own distribution, answered in time over the horizon (`share`),
    and the chance that a day is below the target, `bad_day`, mean of the days.
    """

    channel: str
    plan_for: float | None
    hours: float
    dollars: float
    share: Estimate
    bad_day: float


def compare_quantiles(
    scenario: Scenario,
    required: Callable[[float | None], Requirements],
    seed: int = 1,
    replications: int | None = None,
) -> list[QuantileRow]:
    """Every channel under every plan, by channel. `required` gives what a plan requires."""
    judged = required(None)
    rows = [
        row
        for plan in PLANS
        for row in _under(scenario, required(plan), judged, plan, seed, replications)
    ]
    return sorted(rows, key=lambda row: row.channel)


def _under(
    scenario: Scenario,
    planned: Requirements,
    judged: Requirements,
    plan: float | None,
    seed: int,
    replications: int | None,
) -> Iterator[QuantileRow]:
    """`planned` gives the people, `judged` the contacts, the same ones under every plan."""
    centre, roster = exactly(scenario, planned.by_slot)
    seen = simulate(centre, judged, roster, replications, seed)
    for channel in sorted({channel for channel, _ in planned.by_slot}):
        days = [r for r in seen.days if (r.channel, r.language) == (channel, ALL)]
        if not days:
            continue
        hours = float(planned.by_slot[channel, ALL].sum()) * scenario.grid.slot_hours
        rates = [csr.hourly_rate for csr in scenario.csrs if channel in csr.channels]
        yield QuantileRow(
            channel,
            plan,
            hours,
            hours * float(np.mean(rates or [0.0])),
            seen.total(channel).service_level,
            1 - float(np.mean([row.chance.mean for row in days])),
        )


def at_quantile(
    scenario: Scenario, volumes: tuple[Volume, ...], plan: float | None, day_cv: float | None
) -> tuple[Volume, ...]:
    """Mean volumes at a quantile of their days, whose logarithm is normal."""
    if plan is None:
        return volumes
    cv = day_cv_of(scenario, day_cv)[0]
    deviation = sqrt(log1p(cv**2))
    factor = float(np.exp(NormalDist().inv_cdf(plan) * deviation - deviation**2 / 2))
    return tuple(replace(volume, volume=volume.volume * factor) for volume in volumes)
