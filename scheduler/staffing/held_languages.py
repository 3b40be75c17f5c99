"""Speakers required so that a language meets its target over the week, overflow included.

Erlang's formulas know a language's own contacts. Its speakers also take others that come when
everybody else is busy, and how many these are depends on routing, on who else is there and on
who speaks what. So the formula has one factor for them, `overflow`, which a simulation of a
roster tells; with it the heads of the intervals are chosen together, the fewest hours that
answer enough over the span, and the roster may move them to where the speakers are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.coverage import count
from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.language_ask import LanguageAsk
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service
from scheduler.staffing.joint_choices import joint_of
from scheduler.staffing.requirements import offered_in, open_pieces, service_of
from scheduler.staffing.scope import Intervals, choices_together, fewest_slots

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_OVERFLOW = 4.0  # what a fit may find, times the formula
TARGET_STEPS = 8  # of a search for a target that people can give
MORE_PEOPLE = 20  # beyond everybody on the channel, when it is asked what would hold
DAYS = {"day": 1, "week": 7}


def held_languages(scenario: Scenario, requirements: Requirements) -> list[tuple[str, str]]:
    """Rows (channel, language) whose target is to be held over their span."""
    rows = {(row.channel, row.language) for row in requirements.rows if row.volume > 0}
    return sorted(
        (channel, language)
        for channel, language in rows & set(requirements.by_slot)
        if language != ALL and "+" not in language
        if service_of(scenario, channel).speakers == "held"
    )


def asked_for(
    scenario: Scenario, requirements: Requirements, asks: Sequence[LanguageAsk]
) -> Requirements:
    """The requirements with the rows of these languages in place of what they were."""
    required: dict[tuple[str, str, int], int] = {}
    joint = set(requirements.joint)
    for ask in asks:
        service = replace(service_of(scenario, ask.channel), target=ask.target, minimum=0)
        pieces, load = _load(scenario, requirements, ask)
        heads, choices = choices_together(service, load, _spans(scenario, service, pieces))
        for start, people in zip(pieces[:, 0].tolist(), heads.tolist(), strict=True):
            required[ask.channel, ask.language, start] = people
        joint -= {each for each in joint if each.row == (ask.channel, ask.language)}
        joint |= {joint_of(service, ask.language, pieces, each) for each in choices}

    def row_with(row: Requirement) -> Requirement:
        people = required.get((row.channel, row.language, row.start), row.required)
        return row if people == row.required else replace(row, required=people)

    ordered = sorted(joint, key=lambda j: (j.row[0], j.row[1] != ALL, j.row, int(j.starts[0])))
    return replace(requirements, rows=tuple(map(row_with, requirements.rows)), joint=tuple(ordered))


def ask_fits(requirements: Requirements, ask: LanguageAsk) -> bool:
    """Whether the requirements have a row of the language that heads are required for."""
    return (ask.channel, ask.language) in requirements.by_slot and ask.language != ALL


def predicted(
    scenario: Scenario, requirements: Requirements, roster: Roster, ask: LanguageAsk
) -> float:
    """Share of the language's contacts that the formula answers in time with a roster."""
    load, speakers, _ = _on_roster(scenario, requirements, roster, ask)
    given = load.given(service_of(scenario, ask.channel), speakers).service_level
    return float((given * load.contacts).sum() / load.contacts.sum())


def learned(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    ask: LanguageAsk,
    level: float,
) -> LanguageAsk:
    """The ask with the overflow and the heads that a simulated roster shows.

    `level` is the share that the roster answers in time; less overflow answers more.
    """
    pooled = requirements.by_slot[ask.channel, ALL]
    there = count(scenario, roster, ask.channel)[pooled > 0].sum()
    found = replace(ask, heads=round(float(there / max(pooled.sum(), 1)), 3))
    low, high = 0.0, MOST_OVERFLOW
    for _ in range(30):
        middle = (low + high) / 2
        share = predicted(scenario, requirements, roster, replace(found, overflow=middle))
        low, high = (middle, high) if share > level else (low, middle)
    return replace(found, overflow=round((low + high) / 2, 4))


def more_speakers(
    scenario: Scenario, requirements: Requirements, roster: Roster, ask: LanguageAsk
) -> Ints:
    """Speakers that a roster lacks in each slot for the target, by the formula, fewest first."""
    service = service_of(scenario, ask.channel)
    load, speakers, slots = _on_roster(scenario, requirements, roster, ask)
    people = speakers[:, None] + np.arange(int(load.most.max(initial=0)) + MORE_PEOPLE)
    answered = load.contacts[:, None] * load.given(service, people).service_level
    gains = np.minimum.accumulate(np.maximum(np.diff(answered), 0.0), axis=1)
    wanted = ask.target * float(load.contacts.sum()) - float(answered[:, 0].sum())
    found = np.zeros(requirements.slots, dtype=np.int64)
    found[slots] = fewest_slots(gains, load.slots, wanted)
    return found


def within_hours(
    scenario: Scenario, requirements: Requirements, ask: LanguageAsk, slots: int
) -> LanguageAsk:
    """The ask with the highest target, up to its own, that requires so many slots at most."""

    def required(target: float) -> int:
        found = asked_for(scenario, requirements, [replace(ask, target=target)])
        return int(found.by_slot[ask.channel, ask.language].sum())

    if required(ask.target) <= slots:
        return ask
    low, high = 0.0, ask.target
    for _ in range(TARGET_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if required(middle) <= slots else (low, middle)
    return replace(ask, target=round(low, 6))


def _spans(scenario: Scenario, service: Service, pieces: Ints) -> Ints:
    days = DAYS["day" if service.scope == "day" else "week"]
    return np.asarray(pieces[:, 0] // (days * scenario.grid.slots_per_day), dtype=np.int64)


def _load(
    scenario: Scenario, requirements: Requirements, ask: LanguageAsk
) -> tuple[Ints, Intervals]:
    """The intervals of a language and its load beside what the others bring."""
    service = service_of(scenario, ask.channel)
    volumes = tuple(v for v in requirements.volumes if v.channel == ask.channel)
    pieces = open_pieces(scenario, ask.channel, volumes)
    everybody = offered_in(scenario.grid, service, pieces, volumes)
    own = tuple(v for v in volumes if v.language == ask.language)
    offered = offered_in(scenario.grid, service, pieces, own)
    others = np.maximum(everybody.planned.erlangs - offered.planned.erlangs, 0.0)
    required = requirements.by_slot[ask.channel, ALL][offered.pieces[:, 0]]
    there = np.maximum(np.rint(required * ask.heads).astype(np.int64), required)
    planned = replace(offered.planned, others=others, heads=there, overflow=ask.overflow)
    return offered.pieces, planned


def _on_roster(
    scenario: Scenario, requirements: Requirements, roster: Roster, ask: LanguageAsk
) -> tuple[Intervals, Ints, Ints]:
    """The language's load slot by slot, its speakers in a roster, and which slots these are."""
    pieces, load = _load(scenario, requirements, ask)
    lengths = pieces[:, 1] - pieces[:, 0]
    slots = np.concatenate([np.arange(a, b) for a, b in pieces.tolist()])
    each = np.repeat(np.arange(len(pieces)), lengths)
    speakers = count(scenario, roster, ask.channel, ask.language)[slots]
    found = load.at(each)
    found = replace(
        found,
        contacts=found.contacts / lengths[each],
        slots=np.ones_like(slots),
        heads=np.maximum(found.most, speakers),
    )
    called = found.contacts > 0
    return found.at(called), speakers[called], slots[called]
