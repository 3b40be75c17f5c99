"""`scheduler swap`: two people exchange a day, judged by rules, price and callers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scheduler.domain.clause import Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.shadowing import with_shadows, without_shadows
from scheduler.editing.exchange import exchanged
from scheduler.editing.hand_edits import DayEdit, with_edits
from scheduler.editing.roster_files import read_roster_file
from scheduler.loading import load
from scheduler.loading.faults import nearest
from scheduler.objective.allotment import allotted
from scheduler.pipeline.edits.edited_rosters import new_violations
from scheduler.pipeline.edits.rearranged import rearranged
from scheduler.pipeline.measure import Findings, measure
from scheduler.pipeline.repairing.roster_as_given import week_of
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.roster_needs import needs_of
from scheduler.reporting.files.csv_files import write_csv, write_roster
from scheduler.verification.service_difference import ServiceDifference, service_difference

SERVICE = (
    "date", "channel", "language", "offered", "service_level_before",
    "service_level_before_half_width", "service_level", "service_level_half_width", "difference",
    "difference_half_width",
)  # fmt: skip


class CannotSwap(Exception):
    """There is nothing that could be exchanged; the message is one sentence."""


@dataclass(frozen=True)
class Swap:
    """A day exchanged.

    `as_they_are`: rules that the shifts break as they stand; where breaks and activities could
    be arranged anew inside them, `rearranged`, none of these is left. `broken` are rules that
    held before and no longer do; then nothing was simulated and nothing is written.
    """

    edits: tuple[DayEdit, DayEdit]
    before: Findings
    after: Findings
    as_they_are: tuple[Violation, ...]
    broken: tuple[Violation, ...]
    rearranged: bool
    played: int
    seed: int
    service: tuple[ServiceDifference, ...]


@dataclass(frozen=True)
class SwapAsked:
    """Who exchanges what, and how often the day is simulated (0: not at all).

    With `as_they_are` breaks and activities stay as they stand in the shifts.
    """

    pair: tuple[str, str]
    day: date
    as_they_are: bool = False
    replications: int | None = None
    seed: int = 1


def swap(
    inputs: Path | str,
    roster: Path | str,
    outputs: Path | str,
    asked: SwapAsked,
    week: date | None = None,
    lines_of: Callable[[Swap], Sequence[str]] = lambda _: (),
) -> Swap:
    """Exchange the day; write roster.csv, swap.csv and swap.txt where every rule still holds.

    `lines_of` words the report. Raises InputFaults, OutputFault and CannotSwap.
    """
    inputs, roster, outputs = Path(inputs), Path(roster), Path(outputs)
    scenario = load(inputs, week or week_of(roster), results.published_beside(roster))
    results.probe(outputs, inputs)
    people, day = _who_and_when(scenario, asked)
    before = read_roster_file(roster, scenario)
    edits = exchanged(scenario, before, people, day)
    if not any(edit.now for edit in edits):
        raise CannotSwap(f"neither {_both(people)} works on {asked.day}: nothing to exchange")
    needs = needs_of(scenario, roster)
    scenario = needs.scenario
    own = without_shadows(scenario, before)
    after = with_shadows(scenario, with_edits(own, edits, scenario.grid.slots_per_day))

    def measured(one: Roster) -> Findings:
        asked_now = allotted(scenario, needs.requirements, one)
        return measure(scenario, asked_now, one, needs.judged)

    was, now = measured(before), measured(after)
    as_they_are = broken = new_violations(was, now)
    anew = None
    if broken and not asked.as_they_are:
        other = without_shadows(scenario, after)
        anew = rearranged(scenario, now.requirements, other, edits)
    if anew is not None:
        after = with_shadows(scenario, anew)
        now = measured(after)
        broken = new_violations(was, now)
    played, service = 0, tuple[ServiceDifference, ...]()
    if not broken and asked.replications != 0:
        pair = own, without_shadows(scenario, after)
        played, service = service_difference(
            scenario, was.requirements, pair, day, asked.replications, asked.seed
        )
    found = Swap(
        edits, was, now, as_they_are, broken, anew is not None, played, asked.seed, service
    )
    if not broken:
        _write(outputs, scenario, found, asked.day, lines_of(found))
    return found


def _who_and_when(scenario: Scenario, asked: SwapAsked) -> tuple[tuple[Csr, Csr], int]:
    """The two people and the day of the horizon. Raises CannotSwap."""
    everybody = scenario.everybody.csr
    for csr_id in asked.pair:
        if csr_id not in everybody:
            raise CannotSwap(f"csrs.csv has nobody {csr_id!r}{nearest(csr_id, everybody)}")
        if csr_id not in scenario.csr:
            host = scenario.csr[everybody[csr_id].shadows]
            raise CannotSwap(
                f"{everybody[csr_id].name} ({csr_id}) has the shifts of {host.name} "
                f"({host.csr_id}) and none to exchange"
            )
    if asked.pair[0] == asked.pair[1]:
        name = scenario.csr[asked.pair[0]].name
        raise CannotSwap(f"{name} ({asked.pair[0]}) cannot exchange a day with themselves")
    day = (asked.day - scenario.grid.first_day).days
    if not 0 <= day < scenario.grid.days:
        first, last = scenario.grid.date(0), scenario.grid.date(scenario.grid.days - 1)
        raise CannotSwap(
            f"{asked.day} is not in the roster, which is of {first} to {last} (--week {asked.day} "
            "takes the week of that day)"
        )
    first_csr, second = (scenario.csr[csr_id] for csr_id in asked.pair)
    return (first_csr, second), day


def _both(people: tuple[Csr, Csr]) -> str:
    return " nor ".join(f"{csr.name} ({csr.csr_id})" for csr in people)


def _write(outputs: Path, scenario: Scenario, found: Swap, day: date, lines: Sequence[str]) -> None:
    with results.staged(outputs) as folder:
        write_roster(folder / "roster.csv", scenario, found.after.roster)
        write_csv(folder / "swap.csv", SERVICE, _service_rows(found, day))
        (folder / "swap.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _service_rows(found: Swap, day: date) -> Iterator[tuple[str | float, ...]]:
    for row in found.service:
        estimates = (row.before, row.after, row.difference)
        figures = (value for one in estimates for value in (one.mean, one.half_width))
        yield (day.isoformat(), row.channel, row.language, row.offered, *figures)
