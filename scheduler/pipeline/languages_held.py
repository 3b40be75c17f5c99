"""Rosters that hold every language: a first look, what it teaches, and the search with it.

A short search for the usual requirement shows in the simulation which languages miss their
target and how many contacts others leave to their speakers. Then the requirement of these
languages is what holds the target, and most of the time goes into the search for that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scheduler.domain.coverage import count
from scheduler.domain.demand import Requirements
from scheduler.domain.language_ask import LanguageAsk
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.answer import Answer, NoRoster
from scheduler.staffing.held_languages import (
    asked_for,
    held_languages,
    learned,
    within_hours,
)
from scheduler.staffing.requirements import service_of
from scheduler.verification.language_service import level_of
from scheduler.verification.simulated import Simulated, TooManyContacts

# Shares of the time: the first look, and what is kept for a second correction.
FIRST_LOOK, LAST_LOOK = 0.12, 0.25
# Asked above the target, since the simulated share is known to about half a point.
ABOVE = 0.007
# Above the target by less than this, a first look says little: asked for as well.
NEAR = 0.015
CLOSE = 0.003  # below it by less, a second look is not searched for again
NEVER_MORE = 0.995  # share that is asked for
GIVEN = 0.98  # of what people gave, where they could not give what was asked for

Solve = Callable[[Requirements, float, int, Roster | None], Answer]
Play = Callable[[Requirements, Roster], Simulated]


@dataclass(frozen=True)
class _Looked:
    """A roster and the languages that miss their target with it, by how much in all.

    `short` are contacts that would have to be answered in time, `alike` how many fewer of them a
    simulation cannot tell.
    """

    answer: Answer
    asks: tuple[LanguageAsk, ...]
    short: float
    alike: float = 0.0

    def better(self, later: _Looked | None) -> _Looked:
        """The one that misses fewer contacts; where both miss alike, the one proven better."""
        if later is None:
            return self
        if abs(later.short - self.short) > max(self.alike, later.alike):
            return min(later, self, key=lambda one: one.short)
        return min(later, self, key=lambda one: one.answer.objective - one.answer.bound)


def hold_languages(
    scenario: Scenario,
    requirements: Requirements,
    solve: Solve,
    simulate: Play,
    stop: Callable[[], bool],
    told: tuple[LanguageAsk, ...] = (),
) -> Answer:
    """The roster that holds most, of up to three searches that share the time.

    `solve` gets requirements, its share of the time, how many searches may follow and a roster
    to start from, which the last one has. A later search that finds no roster leaves the one
    before. `told`: what a published roster was asked
    for, with which the first one begins.
    """
    if not held_languages(scenario, requirements):
        return solve(requirements, 1.0, 0, None)
    look = _Look(scenario, requirements, simulate)
    try:
        asked = asked_for(scenario, requirements, told) if told else requirements
        first = look.at(replace(solve(asked, FIRST_LOOK, 2, None), asks=told), told)
    except NoRoster:
        if stop():
            raise
        return solve(requirements, 1 - FIRST_LOOK, 0, None)  # too large a centre for a first look
    if stop():
        return first.answer
    last_share = LAST_LOOK if first.asks else 0.0
    second = _next(look, first, solve, 1 - FIRST_LOOK - last_share, 1 if first.asks else 0)
    if second is None or stop() or not second.asks or not first.asks:
        return (second or first).answer
    third = _next(look, second, solve, LAST_LOOK, 0, second.answer.roster)
    return second.better(third).answer


def _next(
    look: _Look,
    before: _Looked,
    solve: Solve,
    share: float,
    after: int,
    known: Roster | None = None,
) -> _Looked | None:
    """The search for what the one before taught; None where it finds no roster."""
    asks = _together(before.answer.asks, before.asks)
    try:
        answer = solve(asked_for(look.scenario, look.requirements, asks), share, after, known)
    except NoRoster:
        return None
    return look.at(replace(answer, asks=asks), asks)


def _together(before: Sequence[LanguageAsk], new: Sequence[LanguageAsk]) -> tuple[LanguageAsk, ...]:
    found = {(ask.channel, ask.language): ask for ask in (*before, *new)}
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True)
class _Look:
    """What a simulation teaches about the languages of a centre."""

    scenario: Scenario
    requirements: Requirements
    simulate: Play

    def at(self, answer: Answer, asked: Sequence[LanguageAsk]) -> _Looked:
        """Simulate a roster; for each language that misses, or may at a first look, what to ask."""
        try:
            seen = self.simulate(answer.requirements, answer.roster)
        except TooManyContacts:
            return _Looked(answer, (), 0.0)
        before = {(ask.channel, ask.language): ask for ask in asked}
        asks, short, contacts = [], 0.0, 0.0
        for channel, language in held_languages(self.scenario, self.requirements):
            level = level_of(self.scenario, seen, channel, language)
            target = service_of(self.scenario, channel).target
            near = -CLOSE if asked else NEAR
            contacts += 0.0 if level is None else level.contacts
            if level is None or level.share.mean >= target + near:
                continue
            short += level.contacts * max(0.0, target - level.share.mean)
            wanted = min(target + ABOVE, NEVER_MORE)
            start = LanguageAsk(channel, language, wanted, 1.0, 1.0)
            ask = learned(self.scenario, self.requirements, answer.roster, start, level.share.mean)
            if (channel, language) in before and self._short(answer, channel, language):
                # people cannot give it: as much as they can, so that no hour is left without
                there = count(self.scenario, answer.roster, channel, language)
                most = int(GIVEN * there.sum())
                ask = within_hours(self.scenario, self.requirements, ask, most)
            asks.append(ask)
        return _Looked(answer, tuple(asks), short, CLOSE * contacts)

    def _short(self, answer: Answer, channel: str, language: str) -> bool:
        """Whether speakers are missing against what was asked for."""
        there = count(self.scenario, answer.roster, channel, language)
        return bool((there < answer.requirements.by_slot[channel, language]).any())
