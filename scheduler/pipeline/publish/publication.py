"""Publishing: the accepted roster becomes what people were told, as a numbered version.

Everything of a version is written aside and put in place by one rename, into the results and
into `published/`: whoever is killed leaves the version before or the new one.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from scheduler.domain.late_changes import LateChange
from scheduler.domain.scenario import Scenario
from scheduler.loading import load
from scheduler.loading.readers.asked_file import asked_of_repair, read_asked
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.pipeline.measure import Findings
from scheduler.pipeline.publish.roster_comparison import difference
from scheduler.pipeline.publish.version_files import (
    copy_results,
    edits_of,
    file_digests,
    report_of_version,
    results_are_of,
    write_grounds,
    write_version,
)
from scheduler.pipeline.repairing.late_pay import late_of_run, late_rows, with_late
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.roster_languages import languages_of_roster
from scheduler.pipeline.stages import RulesBroken, measured
from scheduler.publishing.change_table import write_changes
from scheduler.publishing.change_words import day_line
from scheduler.publishing.decision import Asked, Signature, answer_of, decision_of
from scheduler.publishing.layout import (
    CHANGES,
    EVENTS,
    LIST,
    NEWS,
    PAST,
    PUBLISHED,
    ROSTER,
    VERSIONS,
    version_folder,
    version_folders,
    week_folder,
)
from scheduler.publishing.published_past import read_rows, write_past
from scheduler.publishing.roster_changes import Difference
from scheduler.publishing.versions import (
    read_decision,
    read_events,
    write_decision,
    write_events,
    write_list,
)
from scheduler.reporting.files.calendar_events import events
from scheduler.reporting.findings.edition import CalendarEvent, Edition
from scheduler.reporting.findings.run_report import Report

READ_ONLY = 0o444  # a version is never changed


@dataclass(frozen=True)
class Published:
    """What was published: number and folder of the version, and what changed with it.

    `elsewhere`: the results are of another week, and stay as they are. `brought_back`: after an
    undo, the number of the version that this is again, and of the one that it undoes.
    """

    number: int
    first_day: date
    folder: Path
    changes: Difference | None
    findings: Findings
    elsewhere: bool
    brought_back: tuple[int, int] | None = None


@dataclass(frozen=True)
class _KeptNews:
    """What was told of the week: the news of before, and shifts that this roster changes late."""

    news: Path
    late: tuple[LateChange, ...]


def accepted(inputs: Path | str, outputs: Path | str, week: date | None = None) -> bool:
    """Whether the results hold a roster of this week and these inputs, to be published as it is."""
    outputs = Path(outputs)
    return results.holds(outputs, load(Path(inputs), week, results.published(outputs)))


def publish(
    inputs: Path | str,
    outputs: Path | str,
    week: date | None = None,
    roster: Path | None = None,
    signed: Signature | None = None,
    asked: Path | None = None,
) -> Published:
    """Publish a roster file, that of the results without one, as the week's next version.

    `asked`: a table of who asked for the edits. Raises RulesBroken for a roster that the audit
    finds fault with, and OutputFault where somebody else has published meanwhile; nothing is
    written then.
    """
    inputs, outputs = Path(inputs), Path(outputs)
    results.probe(outputs, inputs)
    path = roster or outputs / ROSTER
    news = _news_of(path, outputs)
    scenario = _load(inputs, outputs, week, news)
    late = late_of_run(scenario, outputs, path)
    found = measured(with_late(scenario, late), path, outputs)
    if found.violations:
        raise RulesBroken(found.violations)
    known = read_asked(asked, found.scenario) if asked is not None else asked_of_repair(path)
    who = tuple(Asked(a.csr_id, a.date.isoformat(), a.asked_by, a.reason) for a in known)
    signature = replace(signed or Signature(), asked=who)
    return _publish(inputs, outputs, path, found, signature, _KeptNews(news, late))


def undo(
    inputs: Path | str,
    outputs: Path | str,
    week: date | None = None,
    signed: Signature | None = None,
) -> Published:
    """Publish the version before the latest again, as a new version."""
    outputs = Path(outputs)
    scenario = _load(Path(inputs), outputs, week)
    first_day = scenario.grid.first_day
    versions = version_folders(outputs / PUBLISHED, first_day)
    if len(versions) < 2:
        has = "only one version" if versions else "no version"
        raise results.OutputFault(
            f"{outputs}: has {has} of the week of {first_day}; there is none before it to go back "
            "to. Nothing was written."
        )
    last, before = sorted(versions, reverse=True)[:2]
    signed = replace(signed or Signature(), undoes=last)
    found = publish(inputs, outputs, first_day, versions[before] / ROSTER, signed)
    return replace(found, brought_back=(before, last))


def _news_of(path: Path, outputs: Path) -> Path:
    """What had been told when a roster was made: beside a repaired one, with a version, or here."""
    home = path.absolute().parent
    if home.parent.name == VERSIONS:
        return home / PAST / NEWS
    return (home if (home / PUBLISHED).is_dir() else outputs) / PUBLISHED / NEWS


def _load(inputs: Path, outputs: Path, week: date | None, news: Path | None = None) -> Scenario:
    """Without a week, that of the results when they are of these inputs."""
    held = results.held(outputs)
    if week is None and held is not None and held[0] == InputFolder(inputs).digest():
        week = held[1]
    return load(inputs, week, results.published(outputs), news)


def _publish(
    inputs: Path,
    outputs: Path,
    path: Path,
    found: Findings,
    signed: Signature,
    told: _KeptNews,
) -> Published:
    scenario, place = found.scenario, outputs / PUBLISHED
    first_day, known = scenario.grid.first_day, _versions(place, scenario)
    number = max(known, default=0) + 1
    held = results.held(outputs)
    elsewhere = held is not None and held[1] != first_day
    made = results_are_of(outputs, found)
    changes = _changes(found, number - 1)
    asks = languages_of_roster(path, scenario, outputs).fitting(found.requirements)
    report = report_of_version(found, _edition(found, known, number, changes), not made, asks)
    edits = edits_of(outputs, path, found) or (changes if signed.asked else None)
    with results.staged(outputs, whole=not elsewhere, durable=True) as writing:
        if _versions(place, scenario) != known:
            raise results.OutputFault(f"{outputs}: version {number} was published meanwhile")
        into = writing / PUBLISHED
        folder = version_folder(into, first_day, number)
        folder.mkdir(parents=True)
        write_version(folder, outputs, path, report, made)
        more = late_rows(scenario, told.late)
        write_grounds(folder, inputs, place, into, scenario, told.news, more)
        decision = _write_decision(folder, report, changes, edits, signed)
        _write_week(into, place, found, known, decision)
        _write_news(into, place, folder / PAST / NEWS)
        if not elsewhere:
            copy_results(folder, writing)
        for file in (entry for entry in folder.rglob("*") if entry.is_file()):
            file.chmod(READ_ONLY)
    final = version_folder(place, first_day, number)
    return Published(number, first_day, final, changes, found, elsewhere)


def _write_news(into: Path, place: Path, news: Path) -> None:
    """The news that go with the roster; none where it was made before any were told."""
    if news.is_file():
        shutil.copyfile(news, into / NEWS)
    elif (place / NEWS).is_file():
        first = (place / NEWS).read_text(encoding="utf-8").splitlines(keepends=True)[:1]
        (into / NEWS).write_text("".join(first), encoding="utf-8", newline="")


def _versions(place: Path, scenario: Scenario) -> dict[int, Path]:
    """The week's versions; a week that was published before there were any counts as the first."""
    found = version_folders(place, scenario.grid.first_day)
    record = week_folder(place, scenario.grid.first_day)
    return found or ({1: record} if (record / ROSTER).is_file() else {})


def _changes(found: Findings, number: int) -> Difference | None:
    """What differs from the published roster of the week; None where there is none."""
    before = found.scenario.published
    return None if before is None else difference(found, before, f"version {number}")


def _edition(
    found: Findings, known: Mapping[int, Path], number: int, changes: Difference | None
) -> Edition:
    """The new version, and what people know from the one before."""
    lines: dict[str, list[str]] = {}
    for change in changes.changes if changes else ():
        lines.setdefault(change.csr_id, []).append(day_line(found.scenario, change))
    return Edition(
        number=number,
        published=datetime.now(UTC).replace(microsecond=0),
        before=number - 1,
        changes={csr_id: tuple(own) for csr_id, own in lines.items()},
        events=_known_events(found, known),
    )


def _known_events(
    found: Findings, known: Mapping[int, Path]
) -> Mapping[tuple[str, str], CalendarEvent]:
    """Calendar events of the version before; a week of before versions had them without numbers."""
    if not known:
        return {}
    kept = read_events(known[max(known)])
    before = found.scenario.published
    if kept or before is None:
        return kept
    old = report_of_version(replace(found, roster=before), Edition(), False)
    return {(e.csr_id, e.date): e for own in events(old).values() for e in own}


def _write_decision(
    folder: Path,
    report: Report,
    changes: Difference | None,
    edits: Difference | None,
    signed: Signature,
) -> dict[str, object]:
    write_changes(folder / CHANGES, report.scenario, changes.changes if changes else ())
    write_events(folder / EVENTS, (event for own in events(report).values() for event in own))
    answer = answer_of(report, changes)
    decision = decision_of(report, answer, edits, signed)
    decision["files"] = file_digests(folder)
    write_decision(folder, decision)
    return decision


def _write_week(
    into: Path,
    place: Path,
    found: Findings,
    known: Mapping[int, Path],
    decision: dict[str, object],
) -> None:
    """The past that runs read, the week's record, and the list of its versions.

    A week that was published before there were versions keeps its record as the first.
    """
    scenario = found.scenario
    first_day = scenario.grid.first_day
    week, number = week_folder(into, first_day), max(known, default=0) + 1
    rows = read_rows(version_folder(into, first_day, number) / ROSTER)
    write_past(into, place, scenario, found.roster, rows)
    shutil.copyfile(version_folder(into, first_day, number) / ROSTER, week / ROSTER)
    if not version_folders(place, first_day) and known:
        adopted = version_folder(into, first_day, 1)
        adopted.mkdir()
        shutil.copyfile(known[1] / ROSTER, adopted / ROSTER)
        (adopted / ROSTER).chmod(READ_ONLY)
    earlier = (read_decision(folder) for folder in known.values())
    write_list(week / LIST, [*(d for d in earlier if d is not None), decision])
