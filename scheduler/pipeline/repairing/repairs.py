"""`scheduler repair`: news of a published week, and three repaired rosters to choose from."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

from scheduler.domain.agreed_overtime import AgreedOvertime, with_agreed, without_lapsed
from scheduler.domain.clause import Violation
from scheduler.domain.coverage import coverage
from scheduler.domain.days_off_away import told_apart
from scheduler.domain.demand import Requirements, Row
from scheduler.domain.frozen import frozen
from scheduler.domain.given_shifts import given_to, with_given_shifts
from scheduler.domain.late_changes import late_changes
from scheduler.domain.news import News, with_news
from scheduler.domain.repair_rows import RepairRow
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import with_shadows
from scheduler.domain.short_hours import speaker_hours_short
from scheduler.loading import load, read_roster
from scheduler.loading.builders.agreements import (
    EXTRA_DAY,
    LATE_CHANGE,
    OVERTIME,
    read_agreements,
)
from scheduler.loading.builders.news_checks import check_news
from scheduler.loading.builders.news_since import Centre, check_overlaps, read_news
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.loading.readers.bounded_read import is_there
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.news_columns import NewsRow
from scheduler.pipeline.limits import never, silent
from scheduler.pipeline.published_start import slot_of_now
from scheduler.pipeline.repairing.news_file import NewsCells, about, write_news
from scheduler.pipeline.repairing.news_options import absences_of_options
from scheduler.pipeline.repairing.offering import offers_beside, still_short
from scheduler.pipeline.repairing.overtime_options import overtime_of_options
from scheduler.pipeline.repairing.repair_deadline import RepairDeadline
from scheduler.pipeline.repairing.roster_as_given import (
    broken_as_given,
    broken_lines,
    read_given,
    week_of,
)
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.roster_languages import copy_asked
from scheduler.pipeline.roster_needs import needs_of
from scheduler.publishing.layout import HISTORY, PUBLISHED
from scheduler.repair.answers import Ends, RepairAnswer, answers
from scheduler.repair.reasons import repair_rows
from scheduler.repair.side_by_side import side_by_side
from scheduler.repair.single_changes import PlacedWeeks, Unplaceable
from scheduler.reporting.files.csv_files import write_csv, write_roster
from scheduler.reporting.files.offer_table import OFFERS, OfferLine, offer_cells
from scheduler.reporting.files.output_tables import Cell
from scheduler.reporting.files.repair_tables import REPAIRS, repair_cells
from scheduler.rostering.answer import Progress
from scheduler.verification.auditor import audit

SECONDS, SECONDS_A_PERSON, MOST_SECONDS = 4.0, 0.015, 8.0


@dataclass(frozen=True)
class NewsOptions:
    """What was told: options of the command, and a file of changes.

    `seconds` of counted work for the searches, `deadline` of the clock for everything.
    """

    now: datetime
    sick: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    overtime: tuple[str, ...] = ()
    extra_day: tuple[str, ...] = ()
    changes: Path | None = None
    week: date | None = None
    seed: int = 1
    seconds: float | None = None
    deadline: RepairDeadline = field(default_factory=lambda: RepairDeadline(reproducible=True))


@dataclass(frozen=True)
class RepairOffer:
    """One answer with what it asks of whom, and what the audit says of its file.

    `short` are the spans it leaves short, in words; `lines` what people could be offered then.
    `shortage_hours` count as in a report: speakers of a language that is judged over its week
    are short where nobody is left.
    """

    answer: RepairAnswer
    rows: tuple[RepairRow, ...]
    violations: tuple[Violation, ...]
    shortage_hours: float
    short: tuple[str, ...] = ()
    lines: tuple[OfferLine, ...] = ()


@dataclass(frozen=True)
class ChangedWorld:
    """The scenario with the news, what has happened frozen; what it requires; the news alone.

    `unfrozen` is the scenario with the news alone, on which a repaired roster is audited.
    `agreed` is overtime among the news. `judged` are rows of languages that a simulation judges.
    """

    scenario: Scenario
    unfrozen: Scenario
    requirements: Requirements
    news: News
    agreed: tuple[AgreedOvertime, ...]
    now: int
    judged: frozenset[Row] = frozenset()


def repair(
    inputs: Path,
    roster: Path,
    outputs: Path,
    options: NewsOptions,
    progress: Callable[[Progress], None] = silent,
    stop: Callable[[], bool] = never,
) -> tuple[Scenario, list[RepairOffer]]:
    """Write repairs.csv and repair-<name>/ for each answer; all of them or nothing.

    Raises InputFaults, OutputFault, Unplaceable and NotKept.
    """
    began, deadline = perf_counter(), options.deadline
    world = changed_world(inputs, roster, options)
    deadline.read(len(world.scenario.csrs), perf_counter() - began)
    results.probe(outputs, inputs)
    scenario, published = world.scenario, world.scenario.published
    assert published is not None
    unrepaired: list[Roster] = []
    seconds = options.seconds or min(MOST_SECONDS, SECONDS + SECONDS_A_PERSON * len(scenario.csrs))
    found = answers(
        scenario, world.requirements, published, seconds, options.seed, progress,
        Ends(stop, deadline.ends_search),
        lambda: unrepaired.append(_placed(world, inputs, roster, options)),
    )  # fmt: skip
    progress(Progress(perf_counter() - began, found[1].terms.total, None, "audits and offers"))
    with results.staged(outputs) as folder:
        for answer in found:
            _write(folder / f"repair-{answer.name}", roster, world, answer)

        def judged(*some: RepairAnswer) -> list[RepairOffer]:
            """What each asks for and breaks; a roster that comes twice is judged once."""
            offers: list[RepairOffer] = []
            for answer in some:
                same = next((o for o in offers if o.answer.roster == answer.roster), None)
                place = folder / f"repair-{answer.name}" / "roster.csv"
                new = (
                    _renamed(same, answer)
                    if same
                    else _judged(world, answer, unrepaired[0], place, deadline)
                )
                offers.append(new)
            return offers

        own, others = side_by_side(
            lambda _: judged(found[0]), lambda _: judged(*found[1:]), stop, scenario.solve.workers
        )
        offers = [*own, *others]
        write_csv(folder / "repairs.csv", REPAIRS, _cells(scenario, offers))
        offered = (offer_cells(scenario.grid, line) for o in offers for line in o.lines)
        write_csv(folder / "offers.csv", OFFERS, offered)
    return scenario, offers


def _judged(
    world: ChangedWorld,
    answer: RepairAnswer,
    unrepaired: Roster,
    written: Path,
    deadline: RepairDeadline,
) -> RepairOffer:
    """An answer with what follows from it; the audit reads its file."""
    scenario = world.scenario
    away = {off.csr_id for off in world.news.absences}
    rows = repair_rows(
        scenario, answer.requirements, unrepaired, given_to(scenario, answer.roster),
        world.news.absences, world.now,
    )  # fmt: skip
    violations = audit(world.unfrozen, None, read_roster(written, world.unfrozen))
    return RepairOffer(
        answer,
        tuple(rows),
        tuple(violations),
        _short(world, answer),
        tuple(still_short(scenario, answer, world.now)),
        tuple(offers_beside(scenario, answer, world.now, away, deadline.ends_offers)),
    )


def _renamed(same: RepairOffer, answer: RepairAnswer) -> RepairOffer:
    """The same roster as another answer."""
    lines = tuple(replace(line, repair=answer.name) for line in same.lines)
    return replace(same, answer=answer, lines=lines)


def _placed(world: ChangedWorld, inputs: Path, roster: Path, options: NewsOptions) -> Roster:
    """The published week with the news in it, everybody else as they were.

    Where somebody has no week any more, Unplaceable says what the given roster broke before.
    """
    published = world.scenario.published or Roster(())
    try:
        return PlacedWeeks(world.scenario, world.requirements, published).roster()
    except Unplaceable as error:
        before = load(inputs, options.week or week_of(roster), results.published_beside(roster))
        broken = broken_as_given(before, published)
        if not broken:
            raise
        said = f"{roster}: breaks rules before any news, and no repair of it was found"
        lines = "\n".join(broken_lines(broken))
        raise Unplaceable(f"{said}:\n{lines}\nnothing was written") from error


def changed_world(inputs: Path, roster: Path, options: NewsOptions) -> ChangedWorld:
    """The published week with what has been told since. Raises InputFaults."""
    scenario = load(inputs, options.week or week_of(roster), results.published_beside(roster))
    published = given_to(scenario, read_given(roster, scenario))
    findings = FaultList()
    centre = Centre(
        scenario.grid, scenario.csrs, scenario.opening,
        {m.meeting_id for m in scenario.meetings}, {p.program_id for p in scenario.programs},
    )  # fmt: skip
    news, agreed = (
        News(),
        overtime_of_options(scenario, published, options.overtime, options.extra_day, findings),
    )
    if options.changes is not None:
        if not is_there(options.changes):
            place = SourcePlace(str(options.changes), 0)
            findings.fault(place, "file", "found no such file", "a table of changes")
        table = CsvFile(options.changes, options.changes.name)
        news = read_news(table, centre, findings)
        agreed = (*agreed, *read_agreements(table, centre, findings))
    absences = absences_of_options(
        scenario, published, options.sick, options.late, options.leaves, options.off, findings
    )
    news += News(tuple(absences))
    check_overlaps(news.absences, findings)
    news = replace(news, absences=tuple(told_apart(scenario, published, news.absences)))
    now = slot_of_now(scenario, options.now)
    check_news(news, scenario.grid, now, options.changes, findings)
    if not news and not agreed and not findings.faults:
        place = SourcePlace("repair", 0)
        findings.fault(
            place,
            "news",
            "found none",
            "--sick, --late, --leaves, --off, --overtime, --extra-day or --changes",
        )
    if findings.faults:
        raise InputFaults(findings.faults)
    scenario = with_agreed(replace(scenario, published=published), agreed)
    scenario = without_lapsed(with_given_shifts(with_news(scenario, news)))
    unfrozen = scenario
    scenario = frozen(scenario, published, now, "what has happened")
    needs = needs_of(scenario, roster)
    return ChangedWorld(scenario, unfrozen, needs.requirements, news, agreed, now, needs.judged)


def _short(world: ChangedWorld, answer: RepairAnswer) -> float:
    rows = coverage(world.scenario, answer.requirements, answer.roster)
    told = speaker_hours_short(world.scenario, world.judged, rows)
    return answer.terms.shortage_hours - told


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
    unfrozen = replace(scenario, given=())
    write_roster(now / "roster.csv", scenario, with_shadows(unfrozen, base))
    if before is not None:
        _add_other_weeks(before / "roster.csv", now / "roster.csv", scenario)
    if (roster.parent / "calibration.csv").is_file():
        shutil.copyfile(roster.parent / "calibration.csv", place / "calibration.csv")
    copy_asked(roster, scenario, place)
    path = now / NewsRow.file
    write_news(path, path, scenario, world.news, _agreed_and_late(world, answer.roster))


def _add_other_weeks(before: Path, now: Path, scenario: Scenario) -> None:
    """Append what was published of other weeks."""
    grid = scenario.grid
    with before.open(encoding="utf-8", newline="") as old, now.open("a", newline="") as new:
        writer = csv.writer(new, lineterminator="\n")
        for row in list(csv.reader(old))[1:]:
            day = (date.fromisoformat(row[1][:10]) - grid.first_day).days
            if not 0 <= day < grid.days:
                writer.writerow(row)


def _agreed_and_late(world: ChangedWorld, roster: Roster) -> Iterator[NewsCells]:
    """Rows of news.csv: overtime agreed to, and shifts of the roster that change late."""
    for one in world.agreed:
        what = EXTRA_DAY if one.extra_day else OVERTIME
        yield about(world.scenario, what, one.csr_id, one.start, one.end)
    for change in late_changes(world.scenario, roster):
        first = change.first
        yield about(world.scenario, LATE_CHANGE, change.csr_id, first, first + 1)
