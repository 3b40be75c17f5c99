"""Who takes which contact: groups in the order in which they are asked, kinds in that of rank."""

from __future__ import annotations

import numpy as np

from scheduler.verification.replication import NOWHERE, Ints, Staff


def scarcest_first(staff: Staff) -> Ints:
    """Rank of each kind by how many people can ever take it, the fewest first."""
    able = np.zeros((staff.people, staff.serves.shape[1]), dtype=np.bool_)
    there = staff.group != NOWHERE
    np.logical_or.at(able, staff.person[there], staff.serves[staff.group[there]])
    rank: Ints = np.unique(able.sum(axis=0), return_inverse=True)[1].astype(np.int64)
    return rank


def preference(staff: Staff) -> Ints:
    """For each kind the groups that can take it and their level, those of least worth first.

    A group is spared the longer the more kinds it can take, and of as many the scarcer its
    scarcest kind is; groups of one level are alike. Group -1 fills the rows.
    """
    groups, kinds = staff.serves.shape
    found = np.full((kinds, groups, 2), NOWHERE, dtype=np.int64)
    rank = scarcest_first(staff)
    worth = [(int(able.sum()), -int(rank[able].min(initial=kinds))) for able in staff.serves]
    level = {one: i for i, one in enumerate(sorted(set(worth)))}
    for kind in range(kinds):
        able = sorted(np.flatnonzero(staff.serves[:, kind]).tolist(), key=lambda g: (worth[g], g))
        for place, group in enumerate(able):
            found[kind, place] = group, level[worth[group]]
    return found
