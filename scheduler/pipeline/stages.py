"""One call per stage, from a folder of inputs to a folder of results.

    inputs/ -> load -> forecast -> require -> solve -> measure -> write -> outputs/

Whatever is reported about a roster is measured on roster.csv as it was written, never on the
solver's own numbers: `schedule` reads the file back first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from scheduler.costing.annual_budget import Budget
from scheduler.domain.clause import Violation
from scheduler.domain.demand import Requirements
from scheduler.domain.given_shifts import given_to
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import with_shadows, without_shadows
from scheduler.editing.roster_files import read_roster_file
from scheduler.forecast import Forecast
from scheduler.forecast import explanation as explain
from scheduler.forecast import forecast as forecast_of
from scheduler.loading import load, read_roster
from scheduler.loading.load_demand import load_demand, no_history
from scheduler.loading.readers.bounded_read import is_there
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.objective.allotment import allotted
from scheduler.pipeline.edits.edited_rosters import keep
from scheduler.pipeline.limits import Interrupted as Interrupted
from scheduler.pipeline.limits import Options as Options
from scheduler.pipeline.limits import (
    languages_of,
    never,
    prices_of_granting,
    rostered,
    seed_of,
    silent,
    simulated_service,
    worth_of,
)
from scheduler.pipeline.measure import Findings, measure, report_of
from scheduler.pipeline.office.budget_weeks import WeeksAsked, weeks_of
from scheduler.pipeline.office.budgeting import budgeted, write_week_budget
from scheduler.pipeline.published_start import from_published
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.results_folder.spared_workbook import spare, to_be_spared
from scheduler.pipeline.roster_languages import languages_published
from scheduler.pipeline.roster_needs import RosterNeeds, needs_of
from scheduler.pipeline.watch import Watch
from scheduler.reporting import write
from scheduler.reporting.files.csv_files import (
    write_csv,
    write_requirements,
    write_roster,
    write_simulation,
)
from scheduler.reporting.findings.run_report import Report
from scheduler.rostering.answer import Answer, Progress
from scheduler.staffing.requirements import require
from scheduler.verification.corrections import Calibration

if TYPE_CHECKING:
    from scheduler.forecast.backtest import Backtest
    from scheduler.verification.planned_for import QuantileRow
    from scheduler.verification.scopes import ScopeRow
    from scheduler.verification.simulated import Simulated


class RulesBroken(Exception):
    """A roster that breaks rules is not published."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        self.violations = violations
        super().__init__(f"the roster breaks rules in {len(violations)} places")

    def lines(self) -> Iterator[str]:
        """The rules, with whom they concern and what is wrong."""
        for found in self.violations:
            who = f" {found.csr_id}" if found.csr_id else ""
            yield f"{found.rule}{who}: {found.message} [{found.source}]"


def schedule(
    inputs: Path | str,
    outputs: Path | str,
    options: Options | None = None,
    progress: Callable[[Progress], None] = silent,
    stop: Callable[[], bool] = never,
) -> Report:
    """Roster a week and write every result, all of them or none.

    `stop` is asked during the search; once it says yes, the best roster so far is
    written. Raises InputFaults, AbsurdContacts, OutputFault, NoRoster, Contradiction and
    Interrupted, and then leaves the earlier results as they were.
    """
    inputs, outputs = Path(inputs), Path(outputs)
    options, watch = options or Options(), Watch(progress)
    with watch.stage("load", "reading the inputs"):
        scenario = load(inputs, options.week, results.published(outputs))
        scenario = from_published(scenario, options)
        results.probe(outputs, inputs)
        if options.keep_edits is not None:
            scenario = keep(scenario, options.keep_edits, outputs)
        scenario = scenario.warned(to_be_spared(outputs, options.keep_edits))
    with watch.stage("forecast", "forecasting the contacts"):
        expected = forecast_of(scenario)
        scenario = expected.heard_by(scenario)
    with watch.stage("staff", "working out the people required"):
        requirements = require(scenario, expected.volumes, expected.day_cv)
    if stop():
        raise Interrupted
    with watch.search(options.reproducible):
        told = languages_published(results.published(outputs), scenario)
        answer, calibration = rostered(scenario, requirements, options, watch, stop, told)
    requirements = answer.requirements
    with results.staged(outputs, whole=True) as folder:
        spare(outputs, folder, options.keep_edits)
        return _write(folder, scenario, requirements, answer, calibration, options, watch, stop)


def audit(
    inputs: Path | str, roster: Path | str, week: date | None = None
) -> tuple[Violation, ...]:
    """Rules that a roster file breaks, however it was made; no solver is involved."""
    return examine(inputs, roster, week).violations


def examine(inputs: Path | str, roster: Path | str, week: date | None = None) -> Findings:
    """A roster file measured against its inputs, from the file alone."""
    inputs, roster = Path(inputs), Path(roster)
    return measured(load(inputs, week, results.published_beside(roster)), roster)


def measured(scenario: Scenario, roster: Path, outputs: Path | None = None) -> Findings:
    """The same for a scenario that is read already, and a roster of these results."""
    needs, made = _required(scenario, roster, outputs)
    return measure(needs.scenario, needs.requirements, made, needs.judged)


def simulate(
    inputs: Path | str,
    roster: Path | str,
    week: date | None = None,
    replications: int | None = None,
    seed: int = 1,
    outputs: Path | str | None = None,
    stop: Callable[[], bool] = never,
) -> Simulated:
    """Contacts played against a roster file again and again: the service callers would meet.

    With `outputs` every row goes to simulation.csv there. Once `stop` says yes, what has
    been played is the answer. Raises TooManyContacts.
    """
    from scheduler.verification.simulation import simulate as play  # here: it compiles on import

    inputs, roster = Path(inputs), Path(roster)
    scenario = load(inputs, week, results.published_beside(roster))
    if outputs is not None:
        results.probe(Path(outputs), inputs)
    needs, made = _required(scenario, roster)
    found = play(needs.scenario, needs.requirements, made, replications, seed, stop=stop)
    if outputs is not None:
        with results.staged(Path(outputs)) as folder:
            write_simulation(folder / "simulation.csv", found)
    return found


def forecast(
    inputs: Path | str, outputs: Path | str, week: date | None = None
) -> tuple[Scenario, Forecast]:
    """Write the contacts expected as forecast.csv, and what makes each day as forecast_days.csv.

    settings.toml and the files about contacts are enough; a folder that has people too is
    checked as a whole. Where forecast.csv is an input there is nothing to explain.
    """
    inputs, outputs = Path(inputs), Path(outputs)
    if is_there(inputs / "csrs.csv"):
        load(inputs, week, results.published(outputs))
    scenario = load_demand(inputs, week)
    expected = forecast_of(scenario)
    results.probe(outputs, inputs)
    outlook, plan = expected.outlook, scenario.contacts.plan_for
    rows = explain.interval_rows(scenario.grid, expected.volumes, outlook, plan)
    with results.staged(outputs) as folder:
        write_csv(folder / "forecast.csv", explain.interval_header(outlook), rows)
        if outlook:
            days = explain.day_rows(outlook, plan)
            write_csv(folder / "forecast_days.csv", explain.DAYS, days)
    return scenario.warned(expected.warnings), expected


def backtest(
    inputs: Path | str, outputs: Path | str | None = None, origins: int = 12
) -> dict[str, Backtest]:
    """Forecast each of the last weeks of the history from what was known before it.

    Writes backtest.csv where `outputs` is given. Raises InputFaults without three weeks of
    history on any channel.
    """
    from scheduler.forecast.contacts import backtest_contacts  # here: its kernels are compiled

    scenario = load_demand(Path(inputs))
    known = scenario.contacts
    tested = backtest_contacts(
        known.history, scenario.grid.interval_minutes, origins, scenario.closures, known.events
    )
    if not tested:
        found = "found too short a past" if known.history else "found no past"
        raise no_history(found, "three weeks of contacts on a channel, to test a forecast on")
    if outputs is not None:
        results.probe(Path(outputs), Path(inputs))
        with results.staged(Path(outputs)) as folder:
            write_csv(folder / "backtest.csv", explain.ACCURACY, explain.accuracy_rows(tested))
    return tested


def staff(
    inputs: Path | str, outputs: Path | str, week: date | None = None
) -> tuple[Scenario, Requirements]:
    """Write the people required as requirements.csv."""
    inputs, outputs = Path(inputs), Path(outputs)
    scenario = load(inputs, week, results.published(outputs))
    expected = forecast_of(scenario)
    scenario = expected.heard_by(scenario)
    results.probe(outputs, inputs)
    requirements = require(scenario, expected.volumes, expected.day_cv)
    with results.staged(outputs) as folder:
        write_requirements(folder / "requirements.csv", scenario, requirements)
    return scenario, requirements


def compare_scopes(inputs: Path | str, week: date | None = None) -> list[ScopeRow]:
    """People required under each scope of the targets, and the service that they give."""
    from scheduler.verification.scopes import compare_scopes as compare  # here: it compiles

    scenario = load(Path(inputs), week)
    expected = forecast_of(scenario)
    return compare(scenario, expected.volumes, day_cv=expected.day_cv)


def compare_quantiles(inputs: Path | str, week: date | None = None) -> list[QuantileRow]:
    """People required for the mean and for quantiles of the forecast, judged on the same days."""
    from scheduler.pipeline.plans import compare_plans

    return compare_plans(load(Path(inputs), week))


def budget(
    inputs: Path | str,
    outputs: Path | str,
    options: Options | None = None,
    progress: Callable[[Progress], None] = silent,
    stop: Callable[[], bool] = never,
    rostered_fte: bool = False,
    asked: WeeksAsked | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Budget:
    """The roster over the fiscal year; scheduled first where the results are of other inputs.

    Without a week, that of the results when they are of these inputs. `rostered_fte` rosters the
    plan's volumes too; `asked` are the weeks that the year is made of, and `say` is told of each.
    Raises OutputFault rather than put one week's results in the place of another's.
    """
    inputs, outputs, options = Path(inputs), Path(outputs), options or Options()
    held = results.held(outputs)
    if options.week is None and held is not None and held[0] == InputFolder(inputs).digest():
        options = replace(options, week=held[1])
    scenario = load(inputs, options.week, results.published(outputs))
    if not results.holds(outputs, scenario):
        if held is not None and held[1] != scenario.grid.first_day:
            raise results.OutputFault(
                f"{outputs}: holds the roster of the week of {held[1]}, which a budget of the week "
                f"of {scenario.grid.first_day} does not replace; give --week {held[1]} or another "
                f"--out"
            )
        schedule(inputs, outputs, options, progress, stop)
    question = _question(scenario, outputs / "roster.csv")
    weeks = weeks_of(asked or WeeksAsked(), question, outputs, options, _question, say, stop)
    return budgeted(question, outputs, options, rostered_fte, weeks, stop)


def _question(scenario: Scenario, path: Path) -> tuple[Scenario, Requirements, Roster]:
    """The scenario, forecast; what its contacts ask for; and a roster read from its file."""
    needs, made = _required(scenario, path)
    return needs.scenario, needs.requirements, made


def _required(
    scenario: Scenario, path: Path, outputs: Path | None = None
) -> tuple[RosterNeeds, Roster]:
    """What the contacts ask for, and a roster read from its file.

    Where a target leaves a choice, what suits the roster best.
    """
    needs = needs_of(scenario, path, outputs)
    roster = read_roster_file(path, needs.scenario)
    asked = allotted(needs.scenario, needs.requirements, roster)
    return replace(needs, requirements=asked), roster


def _write(
    folder: Path,
    scenario: Scenario,
    requirements: Requirements,
    answer: Answer,
    calibration: Calibration | None,
    options: Options,
    watch: Watch,
    stop: Callable[[], bool],
) -> Report:
    """Every result into a folder, measured on the roster as it stands there."""
    with watch.stage("audit", "checking every rule"):
        roster = with_shadows(scenario, answer.roster)
        write_roster(folder / "roster.csv", scenario, roster)
        copyfile(folder / "roster.csv", folder / results.AS_MADE)
        found = measure(scenario, requirements, read_roster(folder / "roster.csv", scenario))
    report = reported(found, answer, calibration, options, watch, stop)
    with watch.stage("write", "writing the results"):
        write_results(folder, report)
    return report


def reported(
    found: Findings,
    answer: Answer,
    calibration: Calibration | None,
    options: Options,
    watch: Watch,
    stop: Callable[[], bool],
) -> Report:
    """A measured roster with what its contacts would meet, and how it came about."""
    scenario, requirements = found.scenario, found.requirements
    roster = without_shadows(scenario, found.roster)
    with watch.stage("simulate", "simulating the service"):
        there = given_to(scenario, roster)
        played, notes = simulated_service(scenario, requirements, there, options, stop)
        served = languages_of(scenario, requirements, there, played, options, stop)
    seed = seed_of(scenario, options)
    with watch.stage("worth", "one more and one fewer person of each kind"):
        people = worth_of(scenario, requirements, roster, options, stop)
    with watch.stage("requests", "what each refused request would cost"):
        grantings = prices_of_granting(scenario, requirements, roster, options, stop)
    report = report_of(found, answer, seed, played, calibration, people, watch.seconds)
    report = replace(report, warnings=(*report.warnings, *notes), finish=answer.finish)
    share = watch.processor_share(options.reproducible)
    report = replace(report, grantings=grantings, languages=served, processor_share=share)
    return replace(report, neighbourhoods=answer.neighbourhoods) if options.verbose else report


def write_results(folder: Path, report: Report) -> None:
    """Every output of a run into a folder, the budget included."""
    write(folder, report)
    write_week_budget(folder, report)
