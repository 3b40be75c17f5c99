"""The service of one day under two rosters that meet the same contacts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan, sqrt

import numpy as np

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.verification.estimates import CONFIDENCE, UNKNOWN, Estimate, ratio, student
from scheduler.verification.replication import IN_TIME, OFFERED, Floats
from scheduler.verification.simulation import Replications, replicate


@dataclass(frozen=True)
class ServiceDifference:
    """Contacts answered in time on a day, of one channel and language, before and after.

    `difference` is the share after less the share before. Both rosters meet the same
    contacts, so that its interval is narrower than those of the two shares.
    """

    channel: str
    language: str
    offered: float
    before: Estimate
    after: Estimate
    difference: Estimate


def service_difference(
    scenario: Scenario,
    requirements: Requirements,
    rosters: tuple[Roster, Roster],
    day: int,
    replications: int | None = None,
    seed: int = 1,
) -> tuple[int, tuple[ServiceDifference, ...]]:
    """Replications played, and a row for each channel and language with contacts on that day.

    Raises TooManyContacts.
    """
    played = [replicate(scenario, requirements, r, replications, seed) for r in rosters]
    rows = tuple(_rows(scenario, played[0], played[1], day))
    return min(len(one.seen) for one in played), rows


def _rows(
    scenario: Scenario, before: Replications, after: Replications, day: int
) -> Iterator[ServiceDifference]:
    per_day = -(-scenario.grid.slots_per_day // max(1, scenario.grid.slots_per_interval))
    within = slice(day * per_day, (day + 1) * per_day)
    kinds = before.floor.kinds
    for channel in before.floor.channels:
        own = [k for k, kind in enumerate(kinds) if kind.channel == channel]
        named = [(kinds[k].language, [k]) for k in own]
        for language, members in [(ALL, own), *(named if len(own) > 1 else [])]:
            a, b = (_counts(one, within, members) for one in (before, after))
            if a[OFFERED].sum() == 0:
                continue
            yield ServiceDifference(
                channel,
                language,
                float(a[OFFERED].mean()),
                ratio(a[IN_TIME], a[OFFERED], 0.0, 1.0),
                ratio(b[IN_TIME], b[OFFERED], 0.0, 1.0),
                paired((a[IN_TIME], a[OFFERED]), (b[IN_TIME], b[OFFERED])),
            )


def _counts(played: Replications, within: slice, members: list[int]) -> Floats:
    """Every measure of a span and some kinds: shape (measures, replications)."""
    counts: Floats = np.array([one.counts[within] for one in played.seen])
    summed: Floats = counts[:, :, members].sum(axis=(1, 2)).T
    return summed


def paired(
    before: tuple[Floats, Floats], after: tuple[Floats, Floats], confidence: float = CONFIDENCE
) -> Estimate:
    """Difference of two ratios of totals, whose values come from the same replications.

    The variance is that of the difference of the linearised ratios (Cochran, Sampling
    Techniques, 1977, eq. 6.13), replication by replication. Unknown where nothing was counted.
    """
    (a, b), (c, d) = before, after
    n = len(b)
    if n == 0 or b.sum() <= 0 or d.sum() <= 0:
        return UNKNOWN
    was, now = float(a.sum() / b.sum()), float(c.sum() / d.sum())
    if n == 1 or isnan(now - was):
        return Estimate(now - was, -1.0, 1.0)
    residuals = (c - now * d) / d.mean() - (a - was * b) / b.mean()
    margin = sqrt(float(np.square(residuals).sum()) / (n - 1) / n)
    margin *= student(n - 1, 0.5 + confidence / 2)
    return Estimate(now - was, now - was - margin, now - was + margin)
