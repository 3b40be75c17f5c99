"""`scheduler who`: who could cover an open span of a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from scheduler.domain.duties import past_duties
from scheduler.domain.frozen import frozen
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.loading import load
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.pipeline.published_start import slot_of_now
from scheduler.pipeline.repairing.roster_as_given import (
    broken_as_given,
    broken_lines,
    read_given,
    week_of,
)
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.roster_needs import needs_of
from scheduler.repair.single_changes import PlacedWeeks
from scheduler.repair.who_can_cover import Candidate, OpenSpan, who_can_cover
from scheduler.reporting.files.csv_files import write_csv
from scheduler.reporting.files.output_tables import Cell

WHO = (
    "rank", "csr_id", "name", "dollars", "rule", "against", "now_doing", "week_hours",
    "weekend_days", "evening_shifts", "notice_hours", "then", "then_dollars", "at_least",
    "proven",
)  # fmt: skip


@dataclass(frozen=True)
class AskedSpan:
    """The span as it was asked for, and the time at which it is asked.

    `prove`: whether CP-SAT decides what the bound leaves open.
    """

    start: datetime
    end: datetime
    channel: str | None = None
    language: str | None = None
    now: datetime | None = None
    week: date | None = None
    prove: bool = False


def who(
    inputs: Path,
    roster: Path,
    asked: AskedSpan,
    outputs: Path | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> list[tuple[Cell, ...]]:
    """Rows of `WHO`, the best first; who.csv in `outputs` where that is given.

    `warn` is told what the roster breaks: whose week cannot be kept is ranked with another
    one. Raises InputFaults and Unplaceable.
    """
    week = asked.week or week_of(roster)
    scenario = load(inputs, week, results.published_beside(roster))
    made = read_given(roster, scenario)
    span = _span(scenario, asked)
    now = 0 if asked.now is None else slot_of_now(scenario, asked.now)
    scenario = replace(scenario, published=made)
    if asked.now is not None:
        scenario = frozen(scenario, made, now, "what has happened", fixed=False)
    needs = needs_of(scenario, roster).requirements
    placed = PlacedWeeks(scenario, needs, made)
    found = who_can_cover(placed, span, now)
    if asked.prove:
        from scheduler.repair.proven_weeks import decided  # here: builds models of CP-SAT

        found = decided(scenario, needs, made, span, found)
    for line in broken_lines(broken_as_given(scenario, made)):
        warn(f"warning: the roster breaks a rule: {line}")
    rows = list(_rows(scenario, made, span, now, found))
    if outputs is not None:
        results.probe(outputs, inputs)
        with results.staged(outputs) as folder:
            write_csv(folder / "who.csv", WHO, rows)
    return rows


def _span(scenario: Scenario, asked: AskedSpan) -> OpenSpan:
    """The span in slots. Raises InputFaults with all that is wrong about it."""
    grid, findings = scenario.grid, FaultList()
    start, end = grid.floor(asked.start), grid.ceil(asked.end)
    if not 0 <= start < end <= grid.slots or grid.day(start) != grid.day(end - 1):
        days = f"{grid.date(0)} to {grid.date(grid.days - 1)}"
        found = f"found {asked.start.isoformat()} to {asked.end.isoformat()}"
        allowed = f"a start before the end, both on one day of {days}"
        findings.fault(SourcePlace("--start", 0), "span", found, allowed)
    channels = scenario.opening
    if asked.channel is not None and asked.channel not in channels:
        findings.unknown(
            SourcePlace("--channel", 0), "channel", asked.channel, channels, "settings.toml"
        )
    spoken = {language for csr in scenario.csrs for language in csr.languages}
    if asked.language is not None and asked.language not in spoken:
        findings.unknown(
            SourcePlace("--language", 0), "language", asked.language, spoken, "csrs.csv"
        )
    if findings.faults:
        raise InputFaults(findings.faults)
    return OpenSpan(start, end, asked.channel, asked.language or "*")


def _rows(
    scenario: Scenario, made: Roster, span: OpenSpan, now: int, found: Sequence[Candidate]
) -> Iterator[tuple[Cell, ...]]:
    past, hours = past_duties(scenario), scenario.grid.slot_hours
    shifts = made.shifts(scenario.grid.slots_per_day)
    for rank, one in enumerate(found, start=1):
        csr_id = one.csr.csr_id
        doing = dict.fromkeys(
            s.activity
            for s in made.by_csr.get(csr_id, ())
            if s.start < span.end and span.start < s.end
        )
        paid = sum(s.paid_slots for s in shifts.get(csr_id, ())) * hours
        yield (
            rank, csr_id, one.csr.name,
            "" if one.dollars is None else round(one.dollars, 2) + 0.0,
            one.against.rule if one.against else "",
            one.against.message if one.against else "",
            " ".join(doing) or "off",
            paid, past[csr_id].weekend_days, past[csr_id].evening_shifts,
            (span.start - now) * hours,
            one.then, "" if one.then_dollars is None else round(one.then_dollars, 2) + 0.0,
            "" if one.least is None else round(one.least, 2) + 0.0,
            "yes" if one.proven else "",
        )  # fmt: skip
