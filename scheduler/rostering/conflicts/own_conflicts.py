"""Contradictions of single people, and of those who have to meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scheduler.domain.clause import Clause
from scheduler.domain.scenario import Csr, Meeting, Scenario, Span
from scheduler.rostering.conflicts.sketch_model import Depth, SketchModel
from scheduler.rostering.conflicts.smallest_set import (
    Switches,
    TimeLeft,
    apart,
    contradictions,
)
from scheduler.rostering.conflicts.witness import Placed, alone, among, own_week_holds, place
from scheduler.rostering.problem.known_rules import KNOWN
from scheduler.rules import RULES
from scheduler.rules.pins import OFF

ONE_SHARE = 0.5  # of the time left, for one person or meeting


@dataclass(frozen=True)
class Clash:
    """Clauses that contradict each other, and whose weeks show whether a change frees them.

    `people` and `meetings` are ids; one person without meetings is their own week.
    """

    clauses: tuple[Clause, ...]
    people: tuple[str, ...]
    meetings: tuple[str, ...] = ()

    def freed(self, scenario: Scenario) -> bool:
        """Whether the part of the centre in which the clash is has a roster."""
        if not self.meetings and len(self.people) == 1:
            return own_week_holds(alone(scenario, scenario.csr[self.people[0]]))
        return place(among(scenario, self.people, self.meetings)).keeps_all


@dataclass(frozen=True)
class Looked:
    """What was found, and ids of people and meetings of whom it is not known."""

    clashes: tuple[Clash, ...]
    unknown: tuple[str, ...]


def clashes_of(scenario: Scenario, placed: Placed, left: TimeLeft) -> Looked:
    """Why these people and meetings found no place, person by person, then meeting by meeting."""
    unseated = [m for m in scenario.meetings if m.meeting_id in placed.meetings]
    suspects = dict.fromkeys((*placed.people, *_named(scenario, placed)))
    suspects |= dict.fromkeys(i for m in unseated for i in m.attendees if i in scenario.csr)
    clashes: list[Clash] = []
    unknown: list[str] = []
    foreign = not (placed.people or placed.meetings)
    for csr_id in suspects:
        found = _of_person(scenario, scenario.csr[csr_id], foreign, left)
        clashes += found or ()
        unknown += [csr_id] if found is None else []
    guilty = {csr_id for clash in clashes for csr_id in clash.people}
    for meeting in unseated:
        if guilty.isdisjoint(meeting.attendees):
            sat = _of_meetings(scenario, meeting, (meeting,), left)
            sat = sat or _of_meetings(scenario, meeting, _near(scenario, meeting), left)
            clashes += sat or ()
            unknown += [] if sat else [meeting.meeting_id]
    return Looked(tuple(clashes), tuple(unknown))


def _named(scenario: Scenario, placed: Placed) -> list[str]:
    """Whom the rules name that the roster breaks: those that no kernel knows."""
    rules = [rule for rule in RULES if rule.name in placed.broken]
    return [
        violation.csr_id
        for rule in rules
        for violation in rule.from_scenario(scenario).check(scenario, placed.roster)
        if violation.csr_id in scenario.csr and not (placed.people or placed.meetings)
    ]


def _of_person(scenario: Scenario, csr: Csr, foreign: bool, left: TimeLeft) -> list[Clash] | None:
    """The contradictions of the person's own week; None where that is not known.

    `foreign`: with rules that no kernel knows, as everybody has a place under all others.
    """
    own = alone(scenario, csr)
    if own_week_holds(own):
        return []
    share = left.share(ONE_SHARE)
    found = _of_foreign_rules(own, share) if foreign else contradictions(own, share)
    if found is None:
        return None
    return [
        Clash((*clauses, *_contract(own, csr, clauses, left)), (csr.csr_id,)) for clauses in found
    ]


def _of_foreign_rules(own: Scenario, left: TimeLeft) -> list[list[Clause]] | None:
    """With rules that no kernel knows: guessed on a sketch, proven on the whole."""
    shifts = Depth.SHIFTS.rules
    others = [rule for rule in RULES if rule.name not in KNOWN]
    sketch = SketchModel(own, Depth.SHIFTS, switches=True)
    sketch.post_rules([*shifts, *others])
    guessed = apart(Switches(sketch, left)) or []
    proven = []
    for clauses in guessed:
        whole = SketchModel(own, Depth.ALL, switches=True)
        whole.post_rules([rule for rule in RULES if rule.name in _rules(clauses)])
        if Switches(whole, left).holds(clauses) is False:
            proven.append(clauses)
    return proven or contradictions(own, left, (Depth.ALL,))


def _near(scenario: Scenario, meeting: Meeting) -> tuple[Meeting, ...]:
    """The meetings of its attendees, this one among them."""
    own = set(meeting.attendees)
    return tuple(m for m in scenario.meetings if not own.isdisjoint(m.attendees))


def _of_meetings(
    scenario: Scenario, meeting: Meeting, held: tuple[Meeting, ...], left: TimeLeft
) -> list[Clash] | None:
    """The contradictions among the attendees of a meeting, with these meetings held."""
    people, meetings = meeting.attendees, tuple(m.meeting_id for m in held)
    group = among(scenario, people, meetings)
    found = contradictions(replace(group, programs=()), left.share(ONE_SHARE), (Depth.SITTINGS,))
    if not found:  # the more seldom reasons take a larger model
        depths = (Depth.SITTINGS, Depth.PAUSES)
        found = contradictions(group, left.share(ONE_SHARE), depths)
    if found is None:
        return None
    return [Clash(tuple(clauses), people, meetings) for clauses in found]


# ---- the contract, which models never leave out ---------------------------------------------


def _contract(own: Scenario, csr: Csr, clauses: list[Clause], left: TimeLeft) -> list[Clause]:
    """The contract as a last clause, where other shifts than its own would free the clauses."""
    if any(clause.source == csr.contract.source for clause in clauses):
        return []
    model = _AnyShift(own, Depth.SITTINGS, switches=True)
    model.post_rules([rule for rule in Depth.SITTINGS.rules if rule.name in _rules(clauses)])
    switches = Switches(model, left)
    kept = [clause for clause in switches.clauses if clause in clauses]
    if not _rules(clauses) <= {rule.name for rule in Depth.SITTINGS.rules}:
        return []
    if switches.holds(kept) is not True:
        return []
    text = f"{csr.name} works shifts of contract {csr.contract.name}, while a channel is open"
    return [Clause("contract", text, csr.contract.source, csr.csr_id)]


def _rules(clauses: Iterable[Clause]) -> set[str]:
    return {clause.rule for clause in clauses}


class _AnyShift(SketchModel):
    """Shifts that just hold the pins of a day, beside those of the contract."""

    def _day_shifts(self, csr: Csr, day: int) -> set[Span]:
        found = super()._day_shifts(csr, day)
        grid = self.scenario.grid
        pins = [
            p
            for p in self.scenario.pins_of[csr.csr_id]
            if p.activity != OFF and grid.day(p.start) == day
        ]
        if not pins:
            return found
        starts = {grid.of_day(p.start) for p in pins}
        ends = {grid.of_day(p.end - 1) + 1 for p in pins}
        if csr.start is not None:
            starts |= set(range(csr.start - csr.start_within, csr.start + csr.start_within + 1))
        return found | {(s, e) for s in starts for e in ends if s < e}


def without(scenario: Scenario, clauses: Iterable[Clause]) -> Scenario:
    """The centre without the rows of these clauses: pins, time off and availability."""
    sources = {clause.source for clause in clauses if clause.source}
    return replace(
        scenario,
        pins=tuple(p for p in scenario.pins if p.source not in sources),
        time_off=tuple(t for t in scenario.time_off if t.source not in sources),
        availability=tuple(a for a in scenario.availability if a.source not in sources),
    )
