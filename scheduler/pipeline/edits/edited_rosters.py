"""Rosters changed by hand: what the changes break and cost, and how a run keeps them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scheduler.domain.clause import Violation
from scheduler.domain.conflict import Conflict
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import without_shadows
from scheduler.editing.hand_edits import (
    EditedRoster,
    groups,
    kept_edits,
    named,
    sentence,
    with_edits,
)
from scheduler.editing.roster_files import need_original, read_edited
from scheduler.loading import load
from scheduler.objective.allotment import allotted
from scheduler.objective.price import Terms, price
from scheduler.pipeline.measure import Findings, measure
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.roster_needs import RosterNeeds, needs_of

# Rules that count over days: whatever of the person's week was changed may have broken them.
OF_THE_WEEK = frozenset(
    {
        "contract_days", "contract_hours", "days_in_a_row", "days_off_in_a_row", "meetings",
        "programs", "start_spread", "week_after", "weekends",
    }
)  # fmt: skip
MOST_PRICED = 40  # changes priced one by one
CHECK_S = 20.0  # for the proof that one person's edits and rules exclude each other


@dataclass(frozen=True)
class Priced:
    """One change by hand: its cells, what it says, and its dollars alone (None: not priced)."""

    place: str
    sentence: str
    dollars: float | None


@dataclass(frozen=True)
class EditFindings:
    """An edited roster beside the one that it came from.

    `filled_in`: shifts of which only the times were given. `broken` are rules that the
    changes break, each with the cells it comes from; `broken_before` were broken without them.
    """

    file: str
    before: Findings
    after: Findings
    filled_in: int
    changes: tuple[Priced, ...]
    broken: tuple[tuple[str, Violation], ...]
    broken_before: tuple[Violation, ...]
    notes: tuple[str, ...]


def examine_edits(
    inputs: Path | str, roster: Path | str, week: date | None = None
) -> EditFindings | None:
    """What changes by hand break and cost; None for a table of which no original is known.

    Raises InputFaults, by cell or line.
    """
    inputs, roster = Path(inputs), Path(roster)
    scenario = load(inputs, week, results.published_beside(roster))
    edited = read_edited(roster, scenario, roster.parent)
    if edited is None:
        return None
    return findings_of(needs_of(scenario, roster), edited)


def findings_of(needs: RosterNeeds, edited: EditedRoster) -> EditFindings:
    """Both rosters measured; `needs` leave the choices of a target over days open."""
    scenario, asked = needs.scenario, needs.requirements

    def measured(roster: Roster) -> Findings:
        return measure(scenario, allotted(scenario, asked, roster), roster, needs.judged)

    before, after = measured(edited.original), measured(edited.roster)
    new = new_violations(before, after)
    broken = [(_place(scenario, edited, v), v) for v in new]
    return EditFindings(
        edited.file,
        before,
        after,
        edited.filled_in,
        tuple(_priced(scenario, asked, edited, before.terms)),
        tuple(sorted(broken, key=lambda pair: pair[0])),
        tuple(v for v in after.violations if v not in new),
        edited.notes,
    )


def new_violations(before: Findings, after: Findings) -> tuple[Violation, ...]:
    """What is broken after and was not before, by whom, when and how much."""
    known = {_same(v) for v in before.violations}
    return tuple(v for v in after.violations if _same(v) not in known)


def _same(violation: Violation) -> tuple[str, str, int | None, str]:
    return violation.rule, violation.csr_id, violation.start, violation.message


def _priced(
    scenario: Scenario, asked: Requirements, edited: EditedRoster, before: Terms
) -> list[Priced]:
    """Each change alone, put into the original roster."""
    own, found = without_shadows(scenario, edited.original), []
    for number, group in enumerate(groups(edited.edits)):
        dollars = None
        if number < MOST_PRICED:
            roster = with_edits(own, group, scenario.grid.slots_per_day)
            needed = allotted(scenario, asked, roster)
            dollars = price(scenario, needed, roster).total - before.total
        places = [p for edit in group for p in edit.places]
        found.append(Priced(named(places) or edited.file, sentence(scenario, group), dollars))
    return found


def _place(scenario: Scenario, edited: EditedRoster, violation: Violation) -> str:
    """The cells that a broken rule comes from; the file where it is no one's alone."""
    day = None
    if violation.start is not None and violation.rule not in OF_THE_WEEK:
        day = scenario.grid.day(violation.start)
    return named(edited.places(violation.csr_id, day)) or edited.file


def keep(scenario: Scenario, roster: Path, outputs: Path) -> Scenario:
    """The scenario with every change by hand pinned.

    Without a published roster the edited one is what the run starts from, and changes to it
    have their price: what nobody touched moves only where that gains something.
    Raises InputFaults, and Contradiction where an edit and the rules exclude each other.
    """
    edited = read_edited(roster, scenario, outputs)
    if edited is None:
        raise need_original(roster)
    kept = kept_edits(scenario, edited)
    pins = (*scenario.pins, *(pin for edit in kept for pin in edit.pins))
    pinned = replace(scenario, pins=pins, edits=kept)
    _refuse_impossible(pinned, {edit.csr_id for edit in kept})
    if pinned.published is None:
        pinned = replace(pinned, published=without_shadows(scenario, edited.roster))
    return pinned.warned(edited.notes)


def _refuse_impossible(scenario: Scenario, people: set[str]) -> None:
    """Raise Contradiction with the clauses of everybody whose edits no week can hold."""
    if not people:
        return
    from scheduler.rostering.answer import Contradiction
    from scheduler.rostering.conflicts.explain import explain
    from scheduler.rostering.conflicts.witness import alone

    conflicts: list[Conflict] = []
    for csr_id in sorted(people):
        conflicts += explain(alone(scenario, scenario.csr[csr_id]), CHECK_S).conflicts
    if conflicts:
        raise Contradiction(conflicts)
