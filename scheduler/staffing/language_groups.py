"""Which languages of a channel need people of their own, alone and together."""

from __future__ import annotations

from itertools import combinations

from scheduler.domain.demand import ALL, Volume
from scheduler.domain.scenario import Scenario

MOST = 3  # languages in a group, short of all that hang together


def own_languages(scenario: Scenario, volumes: tuple[Volume, ...], channel: str) -> list[str]:
    """Languages with contacts on the channel that not everyone who works it speaks."""
    people = [csr for csr in scenario.csrs if channel in csr.channels]
    spoken = {v.language for v in volumes if v.channel == channel and v.volume > 0}
    return sorted(
        language
        for language in spoken - {ALL}
        if not people or any(language not in csr.languages for csr in people)
    )


def language_groups(scenario: Scenario, channel: str, own: list[str]) -> list[tuple[str, ...]]:
    """Groups of own languages whose contacts compete for the same people, small ones first.

    Who speaks two languages counts in the rows of both, but is one person: as in Hall's
    condition (1935) those who speak any language of a group have to be enough for all of
    it. Where nobody speaks languages of two parts of a group, the parts say as much. Of
    more than three languages only whole families are told, all that hang together.
    """
    spoken = {
        frozenset(csr.languages.intersection(own))
        for csr in scenario.csrs
        if channel in csr.channels
    }
    small = (
        group
        for size in range(2, min(MOST, len(own)) + 1)
        for group in combinations(own, size)
        if len(_families(spoken, group)) == 1
    )
    whole = (family for family in _families(spoken, tuple(own)) if len(family) > MOST)
    return [*small, *whole]


def _families(spoken: set[frozenset[str]], group: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The group in parts such that nobody speaks languages of two of them."""
    parts = [{language} for language in group]
    for languages in spoken:
        joined = [part for part in parts if part & languages]
        if len(joined) > 1:
            parts = [part for part in parts if part not in joined] + [set().union(*joined)]
    return sorted(tuple(sorted(part)) for part in parts)
