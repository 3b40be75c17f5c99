"""`scheduler repair`: news of a published week, and three repaired rosters to choose from."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from scheduler.domain.clause import Violation
from scheduler.domain.demand import Requirements
from scheduler.domain.frozen import frozen
from scheduler.domain.given_shifts import given_to, with_given_shifts
from scheduler.domain.news import News, with_news
from scheduler.domain.repair_rows import RepairRow
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import with_shadows
from scheduler.forecast import forecast as forecast_of
from scheduler.loading import load, read_roster
from scheduler.loading.builders.news_checks import check_news
from scheduler.loading.builders.told_since import Centre, check_overlaps, read_news
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.loading.readers.calibration_file import read_calibration
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.news_columns import NewsRow
from scheduler.pipeline import outputs as results
from scheduler.pipeline.as_told import slot_of_now
from scheduler.pipeline.limits import never, silent
from scheduler.pipeline.roster_as_given import broken_as_given, broken_lines, read_given
from scheduler.pipeline.told_on_the_phone import told_absences
from scheduler.publishing.layout import HISTORY, PUBLISHED
from scheduler.repair.answers import RepairAnswer, answers
from scheduler.repair.reasons import repair_rows
from scheduler.repair.single_changes import PlacedWeeks, Unplaceable
from scheduler.reporting.files.csv_files import write_csv, write_roster
from scheduler.reporting.files.output_tables import Cell
from scheduler.reporting.files.repair_tables import REPAIRS, repair_cells
from scheduler.rostering.answer import Progress
from scheduler.staffing.requirements import require
from scheduler.verification.auditor import audit
from scheduler.verification.corrections import corrected

SECONDS, SECONDS_A_PERSON, MOST_SECONDS = 1.5, 0.015, 8.0


@dataclass(frozen=True)
class Told:
    """What was told: options of the command, and a file of changes."""

    now: datetime
    sick: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    changes: Path | None = None
    week: date | None = None
    seed: int = 1
    seconds: float | None = None


@dataclass(frozen=True)
class RepairOffer:
    """One answer with what it asks of whom, and what the audit says of its file."""

    answer: RepairAnswer
    rows: tuple[RepairRow, ...]
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class ChangedWorld:
    """The scenario with the news, what has happened frozen; what it requires; the news alone.

    `told` is the scenario with the news and nothing frozen: what a repaired roster is audited on.
    """

    scenario: Scenario
    told: Scenario
    requirements: Requirements
    news: News
    now: int


def repair(
    inputs: Path,
    roster: Path,
    outputs: Path,
    told: Told,
    progress: Callable[[Progress], None] = silent,
    stop: Callable[[], bool] = never,
) -> tuple[Scenario, list[RepairOffer]]:
    """Write repairs.csv and repair-<name>/ for each answer; all of them or nothing.

    Raises InputFaults, OutputFault, Unplaceable and NotKept.
    """
    world = changed_world(inputs, roster, told)
    results.probe(outputs, inputs)
    scenario, published = world.scenario, world.scenario.published
    assert published is not None
    unrepaired = _placed(world, inputs, roster, told)
    seconds = told.seconds or min(MOST_SECONDS, SECONDS + SECONDS_A_PERSON * len(scenario.csrs))
    found = answers(scenario, world.requirements, published, seconds, told.seed, progress, stop)
    offers = []
    with results.staged(outputs) as folder:
        for answer in found:
            rows = repair_rows(
                scenario, answer.requirements, unrepaired, given_to(scenario, answer.roster),
                world.news.absences, world.now,
            )  # fmt: skip
            place = folder / f"repair-{answer.name}"
            _write(place, roster, world, answer)
            written = read_roster(place / "roster.csv", world.told)
            violations = audit(world.told, None, written)
            offers.append(RepairOffer(answer, tuple(rows), tuple(violations)))
        write_csv(folder / "repairs.csv", REPAIRS, _cells(scenario, offers))
    return scenario, offers


def _placed(world: ChangedWorld, inputs: Path, roster: Path, told: Told) -> Roster:
    """The published week with the news in it, everybody else as they were.

    Where somebody has no week any more, Unplaceable says what the given roster broke before.
    """
    published = world.scenario.published or Roster(())
    try:
        return PlacedWeeks(world.scenario, world.requirements, published).roster()
    except Unplaceable as error:
        before = load(inputs, told.week, results.published_beside(roster))
        broken = broken_as_given(before, published)
        if not broken:
            raise
        said = f"{roster}: breaks rules before any news, and no repair of it was found"
        lines = "\n".join(broken_lines(broken))
        raise Unplaceable(f"{said}:\n{lines}\nnothing was written") from error


def changed_world(inputs: Path, roster: Path, told: Told) -> ChangedWorld:
    """The published week with what has been told since. Raises InputFaults."""
    scenario = load(inputs, told.week, results.published_beside(roster))
    published = read_given(roster, scenario)
    findings = FaultList()
    centre = Centre(
        scenario.grid, scenario.csrs, scenario.opening, {m.meeting_id for m in scenario.meetings}
    )
    news = News()
    if told.changes is not None:
        if not told.changes.exists():
            place = SourcePlace(str(told.changes), 0)
            findings.fault(place, "file", "found no such file", "a table of changes")
        news = read_news(CsvFile(told.changes, told.changes.name), centre, findings)
    absences = told_absences(scenario, published, told.sick, told.late, told.leaves, findings)
    news += News(tuple(absences))
    check_overlaps(news.absences, findings)
    now = slot_of_now(scenario, told.now)
    check_news(news, scenario.grid, now, told.changes, findings)
    if findings.faults:
        raise InputFaults(findings.faults)
    scenario = with_given_shifts(with_news(replace(scenario, published=published), news))
    as_told = scenario
    scenario = frozen(scenario, published, now, "what has happened")
    expected = forecast_of(scenario)
    requirements = require(scenario, expected.volumes, expected.day_cv)
    added = read_calibration(roster.parent / "calibration.csv", scenario)
    if added:
        requirements = corrected(scenario, requirements, added)
    return ChangedWorld(scenario, as_told, requirements, news, now)


def _cells(scenario: Scenario, offers: list[RepairOffer]) -> Iterator[Sequence[Cell]]:
    for offer in offers:
        for row in offer.rows:
            yield repair_cells(scenario.grid, offer.answer.name, row)


def _write(place: Path, roster: Path, world: ChangedWorld, answer: RepairAnswer) -> None:
    """The repaired roster, and beside it the published weeks that it was made from, with the news.

    So any later command that is given the roster knows what it was and what was told.
    """
    place.mkdir()
    scenario, base = world.scenario, world.scenario.published or Roster(())
    write_roster(place / "roster.csv", scenario, with_shadows(scenario, answer.roster))
    before, now = results.published_beside(roster), place / PUBLISHED
    now.mkdir()
    for name in (HISTORY, NewsRow.file):
        if before is not None and (before / name).is_file():
            shutil.copyfile(before / name, now / name)
    as_told = replace(scenario, given=())
    write_roster(now / "roster.csv", scenario, with_shadows(as_told, base))
    if before is not None:
        _add_other_weeks(before / "roster.csv", now / "roster.csv", scenario)
    if (roster.parent / "calibration.csv").is_file():
        shutil.copyfile(roster.parent / "calibration.csv", place / "calibration.csv")
    _add_news(now / NewsRow.file, world)


def _add_other_weeks(before: Path, now: Path, scenario: Scenario) -> None:
    """Append what was published of other weeks."""
    grid = scenario.grid
    with before.open(encoding="utf-8", newline="") as old, now.open("a", newline="") as new:
        writer = csv.writer(new, lineterminator="\n")
        for row in list(csv.reader(old))[1:]:
            day = (date.fromisoformat(row[1][:10]) - grid.first_day).days
            if not 0 <= day < grid.days:
                writer.writerow(row)


NEWS_HEADER = (
    "what", "csr_id", "start", "end", "kind", "paid", "channel", "language", "percent", "meeting",
    "minutes",
)  # fmt: skip


def _add_news(path: Path, world: ChangedWorld) -> None:
    """Append the news to those that were told before."""
    known = path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if not known:
            writer.writerow(NEWS_HEADER)
        writer.writerows(_news_cells(world))


def _news_cells(world: ChangedWorld) -> Iterator[tuple[object, ...]]:
    grid, news = world.scenario.grid, world.news

    def span(start: int, end: int) -> tuple[str, str]:
        return grid.moment(start).isoformat(), grid.moment(end).isoformat()

    for off in news.absences:
        paid = "yes" if off.paid else "no"
        yield "absent", off.csr_id, *span(off.start, off.end), off.kind, paid, "", "", "", "", ""
    for change in news.demand:
        percent = f"{100 * change.factor:g}"
        times = span(change.start, change.end)
        yield "volume", "", *times, "", "", change.channel, change.language, percent, "", ""
    for meeting in news.meetings:
        day = next(d for d in range(grid.days) if grid.weekday(d) in meeting.weekdays)
        midnight = day * grid.slots_per_day
        times = span(midnight + meeting.earliest, midnight + meeting.latest)
        minutes = meeting.slots * grid.slot_minutes
        who = ";".join(meeting.attendees)
        yield "meeting", who, *times, "", "", "", "", "", meeting.meeting_id, minutes
