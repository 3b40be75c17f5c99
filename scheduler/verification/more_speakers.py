"""How many more speaker-hours would hold a language, checked by simulation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.demand import Requirements
from scheduler.domain.language_ask import LanguageAsk
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario
from scheduler.staffing.held_languages import more_speakers

Play = Callable[[Scenario, Roster], float | None]

TRIES = 4  # simulations of what may hold
CLOSE = 0.002  # below the target that counts as held
FURTHER = 1.5  # times what was missing is asked for at the next try


def hours_that_hold(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    ask: LanguageAsk,
    play: Play,
) -> float:
    """Hours of more speakers, where the formula thinks them best, that serve the target.

    `play` simulates a roster and gives the language's share in time. The last try counts where
    none is enough.
    """
    target, wanted, hours = ask.target, ask.target, 0.0
    for _ in range(TRIES):
        more = more_speakers(scenario, requirements, roster, replace(ask, target=wanted))
        hours = float(more.sum()) * scenario.grid.slot_hours
        level = play(*_with_more(scenario, roster, ask, more))
        if level is None or level >= target - CLOSE:
            break
        wanted = min(wanted + FURTHER * (target - level), (1 + wanted) / 2)
    return hours


def _with_more(
    scenario: Scenario, roster: Roster, ask: LanguageAsk, more: NDArray[np.int64]
) -> tuple[Scenario, Roster]:
    """The centre with so many more speakers in each slot, who do nothing else."""
    names = [f"more {ask.language} {k + 1}" for k in range(int(more.max(initial=0)))]
    people = tuple(
        replace(
            scenario.csrs[0],
            csr_id=name,
            languages=frozenset({ask.language}),
            channels=frozenset({ask.channel}),
        )
        for name in names
    )
    segments = [
        Segment(name, slot, slot + 1, ask.channel, paid=True)
        for k, name in enumerate(names)
        for slot in np.flatnonzero(more > k).tolist()
    ]
    more_people = replace(scenario, csrs=(*scenario.csrs, *people))
    return more_people, Roster.of([*roster.segments, *segments])
