"""Two rosters of a week compared: what differs, person by person, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import without_shadows
from scheduler.loading import load, read_roster
from scheduler.objective.allotment import allotted
from scheduler.objective.price import Terms, price
from scheduler.pipeline.measure import Findings
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.stages import measured
from scheduler.publishing.change_table import write_changes
from scheduler.publishing.layout import ROSTER, version_folders
from scheduler.publishing.roster_changes import (
    DayChange,
    Difference,
    count_changes,
    day_changes,
    priced,
)

HALF_A_CENT = 0.005


def difference(found: Findings, before: Roster, against: str) -> Difference:
    """What differs from another roster of the week, each day with what it costs.

    Nobody decided about shifts that leave has taken since: they have no price of their own, and
    the other roster is priced without them.
    """
    scenario = found.scenario
    changes = day_changes(scenario, before, found.roster)
    there = Roster(tuple(s for s in before.segments if not _on_leave(scenario, s)))
    old, new = (terms_of_roster(found, roster) for roster in (there, found.roster))
    decided = [change for change in changes if not _is_absence(scenario, change)]
    each = priced(decided, found.roster, lambda roster: terms_of_roster(found, roster).total)
    known = {(change.csr_id, change.day): change for change in each}
    each = [known.get((change.csr_id, change.day), change) for change in changes]
    count = count_changes(scenario, changes, found.roster)
    terms = {name: dollars - old[name] for name, dollars in new.by_name().items()}
    terms = {name: dollars for name, dollars in terms.items() if abs(dollars) > HALF_A_CENT}
    return Difference(against, tuple(each), count, new.total - old.total, terms)


def _is_absence(scenario: Scenario, change: DayChange) -> bool:
    """Whether the shift that it was lies in leave that the person has now."""
    shift = change.before
    return shift is not None and any(_on_leave(scenario, s) for s in shift.segments)


def _on_leave(scenario: Scenario, segment: Segment) -> bool:
    return any(
        off.start < segment.end and segment.start < off.end
        for off in scenario.time_off_of.get(segment.csr_id, ())
    )


def terms_of_roster(found: Findings, roster: Roster) -> Terms:
    """The objective of another roster of the same week, shadows left out."""
    own = without_shadows(found.scenario, roster)
    return price(found.scenario, allotted(found.scenario, found.requirements, own), own)


def compare(
    inputs: Path | str,
    a: str,
    b: str,
    outputs: Path | str | None = None,
    week: date | None = None,
) -> tuple[Scenario, Difference]:
    """Compare two roster files, or versions of the published week by number.

    With `outputs`, where the published weeks are, every change goes to diff.csv there. Raises
    OutputFault for a version that does not exist.
    """
    inputs = Path(inputs)
    place = None if outputs is None else results.published(Path(outputs))
    scenario = load(inputs, week, place)
    if outputs is not None:
        results.probe(Path(outputs), inputs)
    one, other = (_roster_file(name, scenario, place, outputs) for name in (a, b))
    before = read_roster(one, scenario)
    if a.isdigit():  # what people were told; changes are priced against it
        scenario = replace(scenario, published=before)
    found = measured(scenario, other)
    differs = difference(found, before, a)
    if outputs is not None:
        with results.staged(Path(outputs)) as folder:
            write_changes(folder / "diff.csv", found.scenario, differs.changes)
    return found.scenario, differs


def _roster_file(
    name: str, scenario: Scenario, place: Path | None, outputs: Path | str | None
) -> Path:
    """The file that a name stands for; a number is a version of the published week."""
    if not name.isdigit():
        return Path(name)
    if outputs is None:
        raise results.OutputFault(f"{name}: is a version's number; --out says of which results")
    first_day = scenario.grid.first_day
    known = version_folders(place, first_day) if place is not None else {}
    if int(name) not in known:
        numbers = f"versions {', '.join(map(str, known))}" if known else "no version"
        raise results.OutputFault(
            f"{name}: found no such version, {outputs} has {numbers} of the week of {first_day}"
        )
    return known[int(name)] / ROSTER
