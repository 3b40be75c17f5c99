"""What each scope of the target requires and the service that it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.demand import ALL, Requirements, Row, Volume
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario
from scheduler.staffing.requirements import require
from scheduler.staffing.service import ServiceRow, required_service
from scheduler.verification.estimates import Estimate
from scheduler.verification.simulation import simulate

SCOPES = ("interval", "day", "week")


@dataclass(frozen=True)
class ScopeRow:
    """One channel and language (`*` for all) under one scope of its target.

    `hours` are required on the queue, `projected` the share answered in time with them over
    the horizon and `lowest` in the worst interval; `simulated` likewise, where everybody
    speaks every language (`*` rows only).
    """

    channel: str
    language: str
    scope: str
    hours: float
    projected: float
    lowest: float
    simulated: Estimate | None


def compare_scopes(
    scenario: Scenario,
    volumes: tuple[Volume, ...],
    replications: int | None = None,
    seed: int = 1,
    day_cv: float | None = None,
) -> list[ScopeRow]:
    """Every queue under every scope with exactly the people required, by queue and scope."""
    found = [
        row
        for scope in SCOPES
        for row in _under(
            scenario, partial(require, volumes=volumes, day_cv=day_cv), scope, replications, seed
        )
    ]
    return sorted(found, key=lambda r: (r.channel, r.language != ALL, r.language))


def _under(
    scenario: Scenario,
    required: Callable[[Scenario], Requirements],
    scope: str,
    replications: int | None,
    seed: int,
) -> Iterator[ScopeRow]:
    services = {name: replace(s, scope=scope) for name, s in scenario.services.items()}
    planned = replace(scenario, services=services)
    requirements = required(planned)
    centre, roster = exactly(planned, requirements.by_slot)
    seen = simulate(centre, requirements, roster, replications, seed)
    simulated = {r.channel: r.service_level for r in seen.totals if r.language == ALL}
    rows: dict[tuple[str, str], list[ServiceRow]] = {}
    for row in required_service(planned, requirements):
        rows.setdefault((row.channel, row.language), []).append(row)
    for (channel, language), own in rows.items():
        contacts = sum(row.volume for row in own)
        if not contacts:
            continue
        yield ScopeRow(
            channel,
            language,
            scope,
            hours=float(requirements.by_slot[channel, language].sum()) * scenario.grid.slot_hours,
            projected=sum(row.volume * row.service_level for row in own) / contacts,
            lowest=min(row.service_level for row in own if row.volume),
            simulated=simulated[channel] if language == ALL else None,
        )


def exactly(scenario: Scenario, heads: Mapping[Row, NDArray[np.int64]]) -> tuple[Scenario, Roster]:
    """A centre and a roster with just these people per slot, who speak every language."""
    languages = frozenset(language for _, language in heads) - {ALL}
    segments: list[Segment] = []
    for (channel, language), need in heads.items():
        if language == ALL:
            segments += _stays(channel, need)
    names = sorted({segment.csr_id for segment in segments})
    people = tuple(
        replace(scenario.csrs[0], csr_id=name, languages=languages, channels=frozenset({channel}))
        for name in names
        for channel in [name.rpartition(" ")[0]]
    )
    return replace(scenario, csrs=people), Roster.of(segments)


def _stays(channel: str, need: NDArray[np.int64]) -> Iterator[Segment]:
    """The k-th person is there wherever k or more are required."""
    for k in range(int(need.max(initial=0))):
        there = np.concatenate([[0], need > k, [0]])
        turns = np.flatnonzero(np.diff(there)).tolist()
        for start, end in list(pairwise(turns))[::2]:
            yield Segment(f"{channel} {k + 1}", start, end, channel, paid=True)
