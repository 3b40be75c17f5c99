"""`scheduler who` against enumeration: is its first candidate the best single one there is?

`python -m benchmarks.covering_enumerated INPUTS ROSTER` draws spans by lot (days, hours, channels,
languages) of a published week. Everybody with the skill is pinned onto the span in turn, and CP-SAT
decides their whole week in the exact model with all others fixed: every rule and every price is
posted there, and nothing of the kernel that `who` uses. The first candidate's week is solved to
its optimum; of everybody else it is proven that no week of theirs costs less. Prints a table in
Markdown.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

import click
import numpy as np

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Pin, Scenario
from scheduler.domain.shadowing import without_shadows
from scheduler.forecast import forecast
from scheduler.loading import load, read_roster
from scheduler.objective import terms_of
from scheduler.objective.allotment import allotted
from scheduler.objective.price import price
from scheduler.pipeline.results_folder import outputs as results
from scheduler.repair.single_changes import PlacedWeeks
from scheduler.repair.who_can_cover import Candidate, OpenSpan, who_can_cover
from scheduler.rostering.cp_sat.priced_model import UNITS
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.staffing.requirements import require

SPANS = 20
LIMIT_S, WORK = 3600.0, 200.0  # for one person's week: seconds, and CP-SAT's deterministic time
CENT = 0.01


@dataclass(frozen=True)
class PublishedWeek:
    """A published week, what it requires, and what it costs as it is."""

    scenario: Scenario
    requirements: Requirements
    roster: Roster
    dollars: float


@dataclass(frozen=True)
class CoverRow:
    """One span: the first candidate, dollars by `who` and by CP-SAT, and who was enumerated.

    `proven`: people of whom CP-SAT has proven that they are not cheaper; `open`: of whom it
    could not within its limit; `cheaper`: who is.
    """

    span: OpenSpan
    first: Candidate | None
    exact: float | None
    proven: int
    open: tuple[str, ...]
    cheaper: tuple[str, ...]
    seconds: tuple[float, float]  # CPU: of `who`, of the enumeration


def published_week(inputs: Path, roster: Path) -> PublishedWeek:
    """A week as `scheduler who` sees it."""
    scenario = load(inputs, None, results.published_beside(roster))
    made = without_shadows(scenario, read_roster(roster, scenario))
    return as_published(replace(scenario, published=made), made)


def as_published(scenario: Scenario, made: Roster) -> PublishedWeek:
    """The same of a scenario in memory, whose published roster this is."""
    expected = forecast(scenario)
    requirements = require(scenario, expected.volumes, expected.day_cv)
    asked = replace(allotted(scenario, requirements, made), joint=())
    return PublishedWeek(scenario, asked, made, price(scenario, asked, made).total)


def by_lot(scenario: Scenario, number: int, seed: int) -> list[OpenSpan]:
    """Spans of one to three hours, half of them for a language, which somebody could cover."""
    rng, grid = np.random.default_rng(seed), scenario.grid
    per_hour = 60 // grid.slot_minutes
    found: list[OpenSpan] = []
    while len(found) < number:
        channel = str(rng.choice(sorted(scenario.opening)))
        day = int(rng.integers(grid.days))
        opening = scenario.opening[channel][day]
        if opening is None:
            continue
        length = int(rng.integers(per_hour, 3 * per_hour + 1))
        start = int(rng.integers(opening[0], opening[1] - length + 1)) + day * grid.slots_per_day
        spoken = sorted({s for c in scenario.csrs if channel in c.channels for s in c.languages})
        if not spoken:
            continue
        language = ALL if rng.random() < 0.5 else str(rng.choice(spoken))
        found.append(OpenSpan(start, start + length, channel, language))
    return found


def enumerated(week: PublishedWeek, span: OpenSpan) -> CoverRow:
    """Ask `who`, then look at everybody with the skill."""
    began = process_time()
    placed = PlacedWeeks(week.scenario, week.requirements, week.roster)
    candidates = who_can_cover(placed, span, 0)
    asked = process_time()
    first = next((one for one in candidates if one.dollars is not None), None)
    exact = None
    if first is not None:
        exact = cheapest(week, first.csr, span, first.roster)
    least = float("inf") if exact is None else exact
    able = [
        one.csr
        for one in candidates
        if one is not first
        and (one.against is None or one.against.rule not in ("already", "skills"))
    ]
    verdicts = {csr.csr_id: is_cheaper(week, csr, span, least) for csr in able}
    return CoverRow(
        span,
        first,
        exact,
        sum(verdict is False for verdict in verdicts.values()),
        tuple(i for i, verdict in verdicts.items() if verdict is None),
        tuple(i for i, verdict in verdicts.items() if verdict),
        (asked - began, process_time() - asked),
    )


def cheapest(
    week: PublishedWeek, csr: Csr, span: OpenSpan, hint: Roster | None = None
) -> float | None:
    """Dollars that the person's best week with the span adds.

    None where there is no such week, nan where the best one was not proven within the limit.
    """
    model = exact_model(*_pinned(week, csr, span))
    if hint is not None:
        model.hint(hint)
    roster, _, _, status = solve_exact(model, LIMIT_S, 1, deterministic=WORK, probing=False)
    if status not in ("optimal", "infeasible"):
        return float("nan")
    if roster is None:
        return None
    asked = allotted(week.scenario, week.requirements, roster)
    return price(week.scenario, asked, roster).total - week.dollars


def is_cheaper(week: PublishedWeek, csr: Csr, span: OpenSpan, dollars: float) -> bool | None:
    """Whether the person has a week with the span that adds a cent less; None where not found out.

    With infinite dollars: whether they have any.
    """
    model = exact_model(*_pinned(week, csr, span))
    if dollars < float("inf"):
        names = [term.name for term in terms_of(week.scenario)]
        below = int((week.dollars + dollars - CENT) * UNITS)
        model.cp.add(model.total(model.in_units(name) for name in names) <= below)
    model.cp.clear_objective()
    _, _, _, status = solve_exact(model, LIMIT_S, 1, deterministic=WORK, probing=False)
    return {"optimal": True, "feasible": True, "infeasible": False}.get(status)


def _pinned(
    week: PublishedWeek, csr: Csr, span: OpenSpan
) -> tuple[Scenario, Requirements, list[tuple[str, int]], Roster]:
    """What `exact_model` takes: the span pinned, and the week of the person free."""
    pin = Pin(csr.csr_id, span.start, span.end, span.channel or "shift", "the span")
    grid = week.scenario.grid
    first = grid.day(span.start) // 7 * 7
    days = [(csr.csr_id, day) for day in range(first, min(first + 7, grid.days))]
    pinned = replace(week.scenario, pins=(*week.scenario.pins, pin))
    return pinned, week.requirements, days, week.roster


def line(week: PublishedWeek, number: int, row: CoverRow) -> str:
    """A row of the table."""
    grid, span = week.scenario.grid, row.span
    name = span.channel or "at work"
    if span.language != ALL:
        name += f" in {span.language}"
    first, dollars, exact = "nobody", "", ""
    if row.first is not None and row.exact is not None:
        first = row.first.csr.csr_id
        dollars, exact = f"{row.first.dollars:.2f}", f"{row.exact:.2f}"
    not_proven = " ".join((*row.open, *row.cheaper)) or "-"
    return (
        f"| {number} | {grid.text(span.start)} to {grid.text(span.end)} | {name} | {first} "
        f"| {dollars} | {exact} | {row.proven} | {not_proven} "
        f"| {row.seconds[0]:.1f} | {row.seconds[1]:.0f} |"
    )


def main(arguments: Sequence[str]) -> None:
    """The table of a published week: INPUTS, ROSTER, and another seed than 1."""
    week = published_week(Path(arguments[0]), Path(arguments[1]))
    seed = int(arguments[2]) if len(arguments) > 2 else 1
    click.echo(
        "| | span | for | first | $ by who | $ by CP-SAT | others proven not cheaper "
        "| not proven | CPU s of who | of enumeration |"
    )
    click.echo("|---|---|---|---|---|---|---|---|---|---|")
    for number, span in enumerate(by_lot(week.scenario, SPANS, seed), start=1):
        click.echo(line(week, number, enumerated(week, span)))


if __name__ == "__main__":
    main(sys.argv[1:])
