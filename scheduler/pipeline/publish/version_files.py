"""The folder of a version: results made from exactly its roster, the grounds, and the decision."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scheduler.domain.digests import file_digest, roster_digest
from scheduler.domain.language_ask import LanguageAsk
from scheduler.domain.news import News
from scheduler.domain.scenario import Scenario
from scheduler.loading import read_roster
from scheduler.loading.readers.input_folder import NAMES, InputFolder
from scheduler.pipeline.limits import Options, never, silent
from scheduler.pipeline.measure import Findings
from scheduler.pipeline.publish.roster_comparison import difference
from scheduler.pipeline.repairing.news_file import NewsCells, write_news
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.stages import reported, write_results
from scheduler.pipeline.watch import Watch
from scheduler.publishing.layout import (
    CHANGES,
    DECISION,
    DECISION_TEXT,
    EVENTS,
    HISTORY,
    NEWS,
    PAST,
    ROSTER,
    inputs_folder,
)
from scheduler.publishing.roster_changes import Difference
from scheduler.reporting import write_for_people
from scheduler.reporting.files.csv_files import write_roster
from scheduler.reporting.findings.edition import Edition
from scheduler.reporting.findings.run_report import Report
from scheduler.rostering.answer import Answer

CALIBRATION = "calibration.csv"  # which the requirements are read with, beside a roster
OWN = {DECISION, DECISION_TEXT, EVENTS, CHANGES, PAST}  # of the version, not of the results


def results_are_of(outputs: Path, found: Findings) -> bool:
    """Whether every result was made from this very roster and these inputs."""
    if not results.holds(outputs, found.scenario):
        return False
    summary = json.loads((outputs / "summary.json").read_text(encoding="utf-8"))
    return bool(summary.get("roster_digest") == roster_digest(found.scenario.grid, found.roster))


def report_of_version(
    found: Findings, edition: Edition, simulated: bool, asks: tuple[LanguageAsk, ...] = ()
) -> Report:
    """The roster with all that is said about it; nothing is proven of what no search made.

    `simulated`: with the service that callers would meet, which takes seconds. `asks`: what its
    languages were asked for.
    """
    options = Options(replications=None if simulated else 0)
    answer = Answer(
        roster=found.roster,
        requirements=found.requirements,
        status="published",
        objective=found.terms.total,
        bound=0.0,
        seconds=0.0,
        shortage_per_hour=found.scenario.prices.shortage_per_hour,
        required_hours=found.terms.required_hours,
        asks=asks,
    )
    report = reported(found, answer, None, options, Watch(silent), never)
    return replace(report, edition=edition, bound=None, gap=None, regret_hours=None, regret=None)


def write_version(folder: Path, outputs: Path, path: Path, report: Report, made: bool) -> None:
    """Every result into the version's folder; with `made` those that a run made are taken over."""
    scenario = report.scenario
    if made:
        for name in results.RESULTS:
            if (outputs / name).is_file() and name != "diff.csv":
                shutil.copyfile(outputs / name, folder / name)
        write_for_people(folder, report)
    else:
        write_results(folder, report)
        if path.resolve() == (outputs / ROSTER).resolve() and (outputs / results.AS_MADE).exists():
            shutil.copyfile(outputs / results.AS_MADE, folder / results.AS_MADE)
    if (path.parent / CALIBRATION).is_file():
        shutil.copyfile(path.parent / CALIBRATION, folder / CALIBRATION)
    write_roster(folder / ROSTER, scenario, report.roster)


def copy_results(folder: Path, into: Path) -> None:
    """What a version and the results have alike, from the one to the other."""
    for entry in folder.iterdir():
        if entry.name in OWN:
            continue
        if entry.is_dir():
            shutil.copytree(entry, into / entry.name)
        else:
            shutil.copyfile(entry, into / entry.name)


def write_grounds(
    folder: Path,
    inputs: Path,
    place: Path,
    into: Path,
    scenario: Scenario,
    news: Path,
    more: Sequence[NewsCells] = (),
) -> None:
    """The published past as it was and the news, into the version; the inputs where they are new.

    `more` are rows of news besides.

    Raises OutputFault where the inputs changed while they were read.
    """
    for name in (ROSTER, HISTORY):
        if (place / name).is_file():
            (folder / PAST).mkdir(exist_ok=True)
            shutil.copyfile(place / name, folder / PAST / name)
    if (place / ROSTER).is_file() or news.is_file():
        (folder / PAST).mkdir(exist_ok=True)
        write_news(folder / PAST / NEWS, news, scenario, News(), more)
    digest = scenario.digest
    if inputs_folder(place, digest).is_dir():
        return
    kept = inputs_folder(into, digest)
    kept.mkdir(parents=True)
    for name in NAMES:
        if (inputs / name).is_file():
            shutil.copyfile(inputs / name, kept / name)
            (kept / name).chmod(0o444)
    if InputFolder(kept).digest() != digest:
        raise results.OutputFault(f"{inputs}: changed while it was read; publish again")


def file_digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a folder, by its path there."""
    files = sorted(entry for entry in folder.rglob("*") if entry.is_file())
    return {entry.relative_to(folder).as_posix(): file_digest(entry) for entry in files}


def edits_of(outputs: Path, path: Path, found: Findings) -> Difference | None:
    """What was changed by hand in the roster of a run; None where that is not known."""
    made = outputs / results.AS_MADE
    of_results = path.resolve() == (outputs / ROSTER).resolve()
    if not of_results or not made.is_file() or not results.holds(outputs, found.scenario):
        return None
    return difference(found, read_roster(made, found.scenario), "the roster as the run made it")
