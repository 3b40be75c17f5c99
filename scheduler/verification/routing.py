"""Who takes which contact: groups in the order in which they are asked, kinds in that of rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from scheduler.domain.contact_routing import Routing
from scheduler.verification.replication import NOWHERE, Bools, Floats, Ints, Staff


@dataclass(frozen=True)
class RoutingRules:
    """How contacts and people find each other.

    A contact of kind k goes to the longest free of the groups `order[k, i]` = (group, level)
    of the lowest level that has somebody; where it is `drawn`, to anybody free, by lot. Who
    comes free takes a contact of the lowest `rank[k]` that waits, the oldest of these. A
    contact of kind k takes nobody without whom fewer than `spare[k, j]` people would be free
    for kind j, until it has waited `until_s[k]` seconds.
    """

    order: Ints
    rank: Ints
    spare: Ints
    until_s: Floats
    drawn: bool = False

    @staticmethod
    def of(
        staff: Staff,
        people: str = "fewest_skills",
        rank: Ints | None = None,
        spare: Ints | None = None,
        until_s: Floats | None = None,
    ) -> RoutingRules:
        """The rules for a staff; `people`: "fewest_skills", "longest_free" or "random"."""
        kinds = staff.serves.shape[1]
        return RoutingRules(
            preference(staff, alike=people != "fewest_skills"),
            np.zeros(kinds, dtype=np.int64) if rank is None else rank,
            np.zeros((kinds, kinds), dtype=np.int64) if spare is None else spare,
            np.full(kinds, inf) if until_s is None else until_s,
            people == "random",
        )


def rules_for(
    routing: Routing, staff: Staff, languages: Sequence[str], channels: Sequence[str]
) -> RoutingRules:
    """The centre's rules for kinds of these languages (`en+vi` for several) and channels.

    A language is kept free for by contacts of its channel that more people can take; work
    between calls comes after every call.
    """
    many, kinds = able(staff), len(languages)
    between = np.array([channel in routing.between_calls for channel in channels])
    rank = scarcest_first(staff) if routing.contacts == "scarcest" else np.zeros(kinds, dtype=int)
    rank = rank + (kinds + 1) * listed_first(languages, routing.languages)
    rank = np.where(between, rank.max(initial=0) + 1, rank)
    alike = np.array(channels)[:, None] == np.array(channels)[None, :]
    spare = routing.reserve * (alike & (many[:, None] > many[None, :]))
    spare = np.where(between[:, None] & ~between[None, :], routing.between_calls_free, spare)
    until_s = np.where(between, inf, routing.reserve_until_s)
    return RoutingRules.of(
        staff,
        routing.people,
        rank.astype(np.int64),
        spare.astype(np.int64),
        np.where(spare.any(axis=1), until_s, inf),
    )


def scarcest_first(staff: Staff) -> Ints:
    """Rank of each kind by how many people can ever take it, the fewest first."""
    rank: Ints = np.unique(able(staff), return_inverse=True)[1].astype(np.int64)
    return rank


def able(staff: Staff) -> Ints:
    """How many people can ever take each kind."""
    found = np.zeros((staff.people, staff.serves.shape[1]), dtype=np.bool_)
    there = staff.group != NOWHERE
    np.logical_or.at(found, staff.person[there], staff.serves[staff.group[there]])
    return np.asarray(found.sum(axis=0), dtype=np.int64)


def listed_first(languages: Sequence[str], order: Sequence[str]) -> Ints:
    """Rank of each kind by where its language stands in `order`; the others come last."""
    place = {language: i for i, language in enumerate(order)}
    found = [min(place.get(part, len(order)) for part in one.split("+")) for one in languages]
    return np.array(found, dtype=np.int64)


def preference(staff: Staff, alike: bool = False) -> Ints:
    """For each kind the groups that can take it and their level, those of least worth first.

    A group is spared the longer the more kinds it can take, and of as many the scarcer its
    scarcest kind is; groups of one level are alike, all of them where so asked. Group -1
    fills the rows.
    """
    groups, kinds = staff.serves.shape
    found = np.full((kinds, groups, 2), NOWHERE, dtype=np.int64)
    rank = scarcest_first(staff)
    worth = [_worth(serves, rank) for serves in staff.serves]
    level = {one: 0 if alike else i for i, one in enumerate(sorted(set(worth)))}
    for kind in range(kinds):
        groups_able = np.flatnonzero(staff.serves[:, kind]).tolist()
        for place, group in enumerate(sorted(groups_able, key=lambda g: (worth[g], g))):
            found[kind, place] = group, level[worth[group]]
    return found


def _worth(serves: Bools, rank: Ints) -> tuple[int, int]:
    return int(serves.sum()), -int(rank[serves].min(initial=len(rank)))
