"""The weeks that a budget's year is made of: every month rostered, weeks published, other results.

The year by month goes the way of a sweep: each month is a case that is kept in
OUTPUTS/budget_weeks/ and not done again, so that a year that was interrupted goes on where it was.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from scheduler.costing.fiscal_year import days_in, fiscal_year, months_of
from scheduler.costing.pay import contacts
from scheduler.costing.rostered_weeks import RosteredWeek
from scheduler.costing.year_methods import annual_factor
from scheduler.costing.year_need import season
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.sweep import CaseOptions, SweepCase, WhatIf
from scheduler.loading import load
from scheduler.loading.load_office import load_office
from scheduler.loading.readers.scenario_grid import VOLUME
from scheduler.pipeline.limits import Options, never
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.sweep.case_runs import Say, home_of, run_cases
from scheduler.pipeline.sweep.sweep_inputs import case_of, files_of, put
from scheduler.publishing.layout import (
    PAST,
    PUBLISHED,
    ROSTER,
    VERSIONS,
    inputs_folder,
    version_folders,
)
from scheduler.publishing.versions import read_decision

FOLDER = "budget_weeks"
SECONDS = 20.0  # of search for a month where no limit is set

Question = tuple[Scenario, Requirements, Roster]
Read = Callable[[Scenario, Path], Question]


@dataclass(frozen=True)
class WeeksAsked:
    """Which weeks the year is made of, beside the rostered one.

    `year`: one rostered for each month, in place of it; `published`: all weeks published from
    these results; `rosters`: folders of other results or versions. `workers` roster months at
    once.
    """

    year: bool = False
    published: bool = False
    rosters: tuple[Path, ...] = ()
    workers: int | None = None


@dataclass
class WeeksFound:
    """The weeks, none where the rostered one is the year; and what is to be said about them."""

    weeks: list[RosteredWeek] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def weeks_of(
    asked: WeeksAsked,
    question: Question,
    outputs: Path,
    options: Options,
    read: Read,
    say: Say = lambda _: None,
    stop: Callable[[], bool] = never,
) -> WeeksFound:
    """The weeks that were asked for; `question` is the rostered week.

    `read` reads a roster file for a scenario. Raises OutputFault for results that are not there or
    of other inputs, InputFaults.
    """
    found = WeeksFound()
    if asked.year:
        _months(found, asked, question, outputs, options, read, say, stop)
    folders = list(asked.rosters)
    if asked.published:
        folders += _published(outputs)
    for folder in folders:
        found.weeks.append(_week_in(folder, question[0], outputs, read))
    if folders and not asked.year:
        first_day = question[0].grid.first_day
        if all(week.scenario.grid.first_day != first_day for week in found.weeks):
            name = f"week of {first_day}"
            found.weeks.insert(0, RosteredWeek(name, *question, str(outputs / ROSTER)))
    days = [week.scenario.grid.first_day for week in found.weeks if week.month is None]
    if len(days) != len(set(days)):
        twice = next(day for day in days if days.count(day) > 1)
        raise results.OutputFault(f"week of {twice}: is given twice; each week counts once")
    return found


def _months(
    found: WeeksFound,
    asked: WeeksAsked,
    question: Question,
    outputs: Path,
    options: Options,
    read: Read,
    say: Say,
    stop: Callable[[], bool],
) -> None:
    """A week for each month of the fiscal year, rostered with the month's contacts."""
    cases = dict(_cases(question, options))
    first = {case.fingerprint: case for case in reversed(cases.values())}  # months alike: one run
    place = outputs / FOLDER
    done, failed = run_cases(
        [case for case in cases.values() if first[case.fingerprint] is case],
        place, "months", asked.workers, None, say, stop,
    )  # fmt: skip
    left = []
    for month, case in cases.items():
        run = first[case.fingerprint].name
        if run in done:
            home = home_of(place, run)
            found.weeks.append(_month(month, case, home, question[0], read))
        elif run in failed:
            words = failed[run].words or "no roster was found"
            found.notes.append(f"{case.name}: {words}; other months stand for it")
        else:
            left.append(case.name)
    if left:
        found.notes.append(
            f"not rostered yet: {', '.join(left)}; other months stand for them, start it again"
        )


def _cases(question: Question, options: Options) -> Iterator[tuple[date, SweepCase]]:
    """Each month with its case: the inputs, their contacts times what the month has more."""
    scenario, requirements, _ = question
    inputs = Path(scenario.folder)
    begins = load_office(inputs).settings.fiscal_year_begins
    grid, offered = scenario.grid, contacts(requirements)
    factor, _ = annual_factor(scenario, offered)
    shares, files = season(scenario.contacts.history), files_of(inputs)
    case = CaseOptions(
        time_limit_s=options.time_limit_s or SECONDS,
        seed=options.seed,
        reproducible=options.reproducible,
        replications=options.replications,
        week=grid.first_day.isoformat(),
    )
    for month in months_of(fiscal_year(grid.first_day, begins), begins):
        wanted = offered * factor * shares[month.month] * grid.days / days_in(month)
        times = round(wanted / offered, 4) if offered else 1.0
        what = WhatIf(f"{month:%Y-%m}", {VOLUME: times})
        try:
            yield month, case_of(what, files, case)
        except ValueError as error:
            raise results.OutputFault(f"--year: {error}") from error


def _month(month: date, case: SweepCase, home: Path, base: Scenario, read: Read) -> RosteredWeek:
    """What was rostered for a month, measured against the very inputs that it was made from."""
    with tempfile.TemporaryDirectory(prefix="month-") as folder:
        put(Path(folder), case.files)
        question = read(load(Path(folder), base.grid.first_day), home / ROSTER)
    volume = contacts(question[1]) / question[0].grid.days * 7
    source = (
        f"the week of {base.grid.first_day} with {volume:,.0f} contacts, as many as a "
        f"week of {month:%Y-%m} has"
    )
    return RosteredWeek(case.name, *question, source, month.month)


def _published(outputs: Path) -> list[Path]:
    """The last version of each published week. Raises OutputFault where there is none."""
    place = outputs / PUBLISHED
    found = []
    for week in sorted(place.glob("????-??-??")):
        versions = version_folders(place, date.fromisoformat(week.name))
        if versions:
            found.append(versions[max(versions)])
    if not found:
        raise results.OutputFault(f"{place}: has no published week")
    return found


def _week_in(path: Path, base: Scenario, outputs: Path, read: Read) -> RosteredWeek:
    """Results or a published version, measured against the inputs that they were made from."""
    folder = path if path.is_dir() else path.parent
    held = results.held(folder)
    if held is None:
        raise results.OutputFault(f"{path}: has no results of a run (summary.json, roster.csv)")
    digest, first_day = held
    past: Path | None = results.published(folder)
    place = outputs / PUBLISHED
    if read_decision(folder) is not None and folder.parent.name == VERSIONS:
        place, past = folder.absolute().parents[2], folder / PAST
        past = past if (past / ROSTER).is_file() else None
    inputs = Path(base.folder)
    if digest != base.digest:
        inputs = inputs_folder(place, digest)
    if not inputs.is_dir():
        raise results.OutputFault(
            f"{path}: was made from other inputs, which are not kept; a week that is published "
            f"keeps its own"
        )
    question = read(load(inputs, first_day, past), folder / ROSTER)
    return RosteredWeek(f"week of {first_day}", *question, str(path))
