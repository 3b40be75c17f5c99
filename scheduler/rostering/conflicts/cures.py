"""For each clause of a clash the smallest change that frees it, confirmed by a whole roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from scheduler.domain.clause import Clause
from scheduler.domain.conflict import Conflict, Cure, Demand
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.conflicts.changes.change import Change, together
from scheduler.rostering.conflicts.changes.offered import smallest_change
from scheduler.rostering.conflicts.own_conflicts import Clash, without
from scheduler.rostering.conflicts.smallest_set import TimeLeft
from scheduler.rostering.conflicts.witness import Placed, with_weeks_of

Whole = Callable[[Scenario], Placed]


@dataclass
class Treated:
    """A clash with the change found for each of its clauses, as far as there is one.

    `also` are the names of others with the same clash.
    """

    clash: Clash
    also: tuple[str, ...] = ()
    changes: dict[Clause, Change] = field(default_factory=dict)

    @property
    def first(self) -> Change | None:
        """The smallest change of all."""
        return min(self.changes.values(), key=lambda change: change.size, default=None)


def alike(scenario: Scenario, clashes: Iterable[Clash]) -> list[tuple[Clash, tuple[str, ...]]]:
    """The clashes, of those that say the same of several people the first, with the others' names.

    What frees the first is tried on the others when the centre is asked again.
    """
    kept: dict[tuple[object, ...], list[Clash]] = {}
    for clash in clashes:
        said = tuple((clause.rule, clause.source) for clause in clash.clauses)
        own = len(clash.people) == 1 and all(source for _, source in said)
        kept.setdefault((said, clash.meetings, None if own else clash.people), []).append(clash)
    return [
        (same[0], tuple(scenario.csr[other.people[0]].name for other in same[1:]))
        for same in kept.values()
    ]


def treat(scenario: Scenario, clash: Clash, others: Sequence[Clash], left: TimeLeft) -> Treated:
    """A change for each clause with which its part of the centre holds.

    What else contradicts itself there is left out meanwhile.
    """
    near = [o for o in others if o is not clash and not set(o.people).isdisjoint(clash.people)]
    bare = without(scenario, [c for other in near for c in other.clauses if c not in clash.clauses])

    def frees(change: Change) -> bool:
        return left.seconds > 0 and clash.freed(change.apply(bare))

    found = Treated(clash)
    for clause in clash.clauses:
        change = smallest_change(bare, clause, frees)
        if change is not None:
            found.changes[clause] = change
    return found


def confirmed(
    scenario: Scenario, treated: Sequence[Treated], roster: Roster, whole: Whole, left: TimeLeft
) -> list[Conflict]:
    """The clashes with those changes after which the whole centre has a roster.

    `roster` is one of the centre after the first change of each clash. Each change is tried in
    place of the first one of its clash.
    """
    conflicts = []
    for one in treated:
        rest = [t.first for t in treated if t is not one and t.first is not None]
        demands = []
        for clause in one.clash.clauses:
            change = one.changes.get(clause)
            fine = change is not None and (
                change is one.first or _holds(scenario, one, [*rest, change], roster, whole, left)
            )
            cure = Cure(change.words, change.edits) if change is not None and fine else None
            demands.append(Demand(clause, cure))
        conflicts.append(Conflict(merged(demands), one.also))
    return conflicts


def _holds(
    scenario: Scenario,
    one: Treated,
    changes: Sequence[Change],
    roster: Roster,
    whole: Whole,
    left: TimeLeft,
) -> bool:
    """Whether the centre has a roster after these changes: near the one there is, or any."""
    changed = together(changes)(scenario)
    if with_weeks_of(changed, roster, one.clash.people) is not None:
        return True
    return left.seconds > 0 and whole(changed).keeps_all


def merged(demands: Sequence[Demand]) -> tuple[Demand, ...]:
    """Clauses of one rule, place and person said once; the words in which they differ in a row."""
    kept: dict[tuple[str, str, str], list[Demand]] = {}
    for demand in demands:
        key = demand.clause.rule, demand.clause.source, demand.clause.csr_id
        kept.setdefault(key, []).append(demand)
    return tuple(_as_one(own) for own in kept.values())


def _as_one(demands: list[Demand]) -> Demand:
    words = [demand.clause.sentence.split() for demand in demands]
    same = 0
    while len({tuple(w[: same + 1]) for w in words}) == 1 and same < min(map(len, words)):
        same += 1
    ends = dict.fromkeys(" ".join(w[same:]) for w in words)
    sentence = " ".join([*words[0][:same], ", ".join(filter(None, ends))]).strip()
    cures = [demand.cure for demand in demands if demand.cure is not None]
    clause = replace(demands[0].clause, sentence=sentence)
    return Demand(clause, cures[0] if cures else None)
