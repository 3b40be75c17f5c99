"""Why the hard rules contradict each other, and the changes of which any one frees each conflict.

Arithmetic first; then a roster is placed, and whoever finds no place in it is asked why, person by
person and meeting by meeting: most contradictions are one person's. What is found is cured, and
the centre is asked again, until a roster shows that nothing more stands against it. What is not
proven within the time is not reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.domain.conflict import Conflict, Cure, Demand
from scheduler.domain.scenario import Scenario
from scheduler.rostering.answer import Contradiction, NoRoster
from scheduler.rostering.conflicts.changes.change import Change, together
from scheduler.rostering.conflicts.cures import Treated, Whole, alike, confirmed, merged, treat
from scheduler.rostering.conflicts.heads_by_count import at_once, by_arithmetic
from scheduler.rostering.conflicts.heads_conflicts import (
    HeadsClash,
    heads_clashes,
    smallest_of_heads,
)
from scheduler.rostering.conflicts.own_conflicts import clashes_of
from scheduler.rostering.conflicts.people_at_work import LEAST, SEATS, reaches
from scheduler.rostering.conflicts.smallest_set import TimeLeft
from scheduler.rostering.conflicts.witness import Placed, place, searched, without_heads
from scheduler.rostering.params import EXPLAIN_S

LONGEST_S = 30.0  # seconds for an explanation where the run has more
MOST_ASKED = 400  # people of whom it is asked before the search whether heads can suffice
ASKED_SHARE = 0.2  # of the time for that
ROUNDS = 4  # of looking again after what was found is cured
ALL_ATTEMPTS = 8  # at a first roster of everybody before it is given up
HEADS_S = 15.0  # for the changes of one conflict of heads
# Seconds of the search for one number of heads: at least, and for each person more
SEARCH_S, PERSON_S = 0.5, 0.06


@dataclass(frozen=True)
class Explained:
    """Conflicts that are proven; else what stood in the way, as far as it is known."""

    conflicts: tuple[Conflict, ...]
    stuck: tuple[str, ...] = ()


def why_not(scenario: Scenario, left_s: float, tried: str) -> Contradiction | NoRoster:
    """What to raise where the search has no roster: why there is none, else what is known."""
    return not_found(explain(scenario, min(LONGEST_S, max(left_s, EXPLAIN_S))), tried)


def not_found(found: Explained, tried: str) -> Contradiction | NoRoster:
    """A contradiction where one is proven, else what was tried and what is nearest."""
    if found.conflicts:
        return Contradiction(found.conflicts)
    lines = ["no roster was found within the time limit, and no contradiction was proven"]
    if tried:
        lines.append(f"tried: {tried}")
    if found.stuck:
        lines.append(f"nearest: a roster with all but {listed(found.stuck)}")
    return NoRoster("\n".join(lines))


def listed(names: Sequence[str], most: int = 8) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def too_few_or_many(scenario: Scenario, left_s: float) -> bool:
    """Whether seats or minimum staff are known to be out of reach; asked before any search."""
    labour = scenario.labour
    if labour.seats is None and labour.minimum_staff is None:
        return False
    if next(by_arithmetic(scenario), None) is not None:
        return True
    if labour.seats is not None and at_once(scenario):
        return True
    if len(scenario.csrs) > MOST_ASKED:
        return False
    left = TimeLeft.of(ASKED_SHARE * left_s)
    return any(reaches(scenario, key, left) is False for key in (LEAST, SEATS))


def explain(scenario: Scenario, limit_s: float = 30.0) -> Explained:
    """The conflicts of a centre, each clause with a change that was confirmed, where one was."""
    left = TimeLeft.of(limit_s)
    treated: list[Treated] = []
    stuck: tuple[str, ...] = ()
    bare = without_heads(scenario)
    for _ in range(ROUNDS):
        firsts = [t.first for t in treated]
        if not left.seconds or None in firsts:
            break
        cured = together([change for change in firsts if change is not None])(bare)
        placed = place(cured)
        if placed.keeps_all:
            break
        looked = clashes_of(cured, placed, left)
        stuck = looked.unknown
        if not looked.clashes:
            stuck = () if place(cured, ALL_ATTEMPTS).keeps_all else stuck or placed.left_out
            break
        for clash, also in alike(cured, looked.clashes):
            treated.append(replace(treat(cured, clash, looked.clashes, left), also=also))
    return _confirmed(scenario, treated, stuck, left)


def _confirmed(
    scenario: Scenario, treated: Sequence[Treated], stuck: tuple[str, ...], left: TimeLeft
) -> Explained:
    """The conflicts with their cures confirmed, those of seats and minimum staff among them."""
    firsts = [t.first for t in treated if t.first is not None]
    if stuck or len(firsts) < len(treated):
        return Explained(tuple(_bare(one) for one in treated), stuck)
    cured = together(firsts)(scenario)
    heads = _of_heads(cured, left)
    if not treated:
        return Explained(tuple(heads))
    centre, whole = scenario, _whole(left)
    if heads:  # whose own changes are confirmed by themselves
        centre, whole = without_heads(scenario), place
    placed = whole(together(firsts)(centre))
    if not placed.keeps_all:
        return Explained((*(_bare(one) for one in treated), *heads))
    return Explained((*confirmed(centre, treated, placed.roster, whole, left), *heads))


def _bare(treated: Treated) -> Conflict:
    """A conflict of which no change is confirmed."""
    return Conflict(merged([Demand(clause) for clause in treated.clash.clauses]), treated.also)


def _whole(left: TimeLeft) -> Whole:
    """How a roster of the whole centre is looked for: by the search where heads are limited."""

    def look(scenario: Scenario) -> Placed:
        if scenario.labour == without_heads(scenario).labour:
            return place(scenario)
        return searched(scenario, min(_search_s(scenario), left.seconds))

    return look


def _search_s(scenario: Scenario) -> float:
    """Seconds of the search for one number of heads."""
    return SEARCH_S + PERSON_S * len(scenario.csrs)


def _of_heads(scenario: Scenario, left: TimeLeft) -> list[Conflict]:
    """The conflicts of seats and of minimum staff, with their cures."""
    if scenario.labour.seats is None and scenario.labour.minimum_staff is None:
        return []
    return [_heads_conflict(clash, left) for clash in heads_clashes(scenario, left)]


def _heads_conflict(clash: HeadsClash, left: TimeLeft) -> Conflict:
    """A conflict of heads, its setting in the plainest words."""
    centre, left = clash.centre, TimeLeft.of(min(HEADS_S, left.seconds))
    plain = {clause.rule: clause for clause in by_arithmetic(centre)}
    counted = clash.key == SEATS and bool(at_once(centre))

    def shown(change: Change) -> bool:
        limit_s = min(_search_s(centre), left.seconds)
        return limit_s > 0 and searched(change.apply(centre), limit_s).keeps_all

    changes = {c: smallest_of_heads(centre, clash.key, c, left, shown) for c in clash.clauses}
    demands = [
        Demand(
            c if counted else plain.get(c.rule, c),
            Cure(change.words, change.edits) if change else None,
        )
        for c, change in changes.items()
    ]
    return Conflict(merged(demands))
