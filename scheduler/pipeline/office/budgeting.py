"""The budget of a roster that is there: settings and plan of the office, worth, frontier."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from scheduler.costing.annual_budget import Budget
from scheduler.costing.annual_budget import budget as budget_of
from scheduler.domain.budget_settings import BudgetOffice
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.worth import Worth
from scheduler.loading.load_office import load_office
from scheduler.pipeline.limits import Options, worth_of
from scheduler.pipeline.office.budget_weeks import WeeksFound
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.sweep.sweep_results import SweepRead, read_sweep
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.page.budget_page import write_budget

SWEPT = "scenarios.csv"


def budgeted(
    question: tuple[Scenario, Requirements, Roster],
    outputs: Path,
    options: Options,
    rostered_fte: bool,
    weeks: WeeksFound,
    stop: Callable[[], bool],
) -> Budget:
    """Everything that the budget office asks of a roster, written into the results.

    `weeks` are those that the year is made of, none where the roster is.
    """
    scenario, requirements, roster = question
    office = load_office(Path(scenario.folder))
    found = budget_of(scenario, requirements, roster, office, weeks.weeks)
    if rostered_fte:
        from scheduler.pipeline.office.rostered_fte import (
            with_rostered,  # here: it needs the solver
        )

        found = with_rostered(found, stop)
    worth = worth_of(scenario, requirements, roster, options, stop)
    worth = worth or read_worth(outputs / "worth.csv")
    swept = read_sweep(outputs / SWEPT, scenario.digest)
    found = replace(found, notes=(*weeks.notes, *_stale(swept)))
    with results.staged(outputs) as folder:
        write_budget(folder, found, swept.points, worth)
    return found


def _stale(swept: SweepRead) -> Iterator[str]:
    if swept.stale:
        yield (
            f"{SWEPT}: {swept.stale} of {swept.stale + len(swept.points)} scenarios were rostered "
            f"from other inputs and are left out; run scheduler scenarios again"
        )


def read_worth(path: Path) -> tuple[Worth, ...]:
    """What a run with --worth has found of the roster that lies beside it; empty without one."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(
                Worth(
                    row["contract"],
                    tuple(filter(None, row["languages"].split(";"))),
                    int(row["people"]),
                    int(row["change"]),
                    float(row["dollars"]),
                    float(row["shortage_hours"]),
                    float(row["wages"]),
                )
                for row in csv.DictReader(file)
            )
    except (OSError, KeyError, ValueError):
        return ()


def write_week_budget(folder: Path, report: Report) -> None:
    """The budget that every run writes: without the years ahead, which take seconds."""
    scenario = report.scenario
    office = load_office(Path(scenario.folder)) if scenario.folder else BudgetOffice()
    ahead = replace(office.settings.ahead, years=0)
    office = replace(office, settings=replace(office.settings, ahead=ahead))
    found = budget_of(scenario, report.requirements, report.roster, office)
    write_budget(folder, found, (), report.worth)
