"""What languages were asked for when a roster was made, wherever that roster is read again."""

from __future__ import annotations

import csv
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.demand import Requirements, Row
from scheduler.domain.language_ask import LanguageAsk
from scheduler.domain.scenario import Scenario
from scheduler.loading.readers.languages_file import LanguageServiceRow, read_languages
from scheduler.pipeline.results_folder import outputs as results
from scheduler.publishing.layout import version_folders
from scheduler.staffing.held_languages import ask_fits

NAME = LanguageServiceRow.file
KEPT = ("channel", "language", "target", "asked", "overflow", "heads")


@dataclass(frozen=True)
class RosterLanguages:
    """What the languages of a roster were asked for, and which were judged by simulation.

    `same_inputs`: by a published version that was made from these very inputs.
    """

    asks: tuple[LanguageAsk, ...] = ()
    judged: frozenset[Row] = frozenset()
    same_inputs: bool = False

    def fitting(self, requirements: Requirements) -> tuple[LanguageAsk, ...]:
        """Asks of languages that people are required for."""
        return tuple(ask for ask in self.asks if ask_fits(requirements, ask))


NO_LANGUAGES_ASKED = RosterLanguages()


def languages_of_roster(
    roster: Path, scenario: Scenario, outputs: Path | None = None
) -> RosterLanguages:
    """By languages.csv next to a roster file; else by the published version of its week.

    `outputs`: results that the file belongs to, where it lies elsewhere; those of the week come
    before what was published of it.
    """
    home = roster.parent
    if not (home / NAME).is_file() and outputs is not None:
        held = results.held(outputs)
        home = outputs if held is not None and held[1] == scenario.grid.first_day else home
    if (home / NAME).is_file():
        return RosterLanguages(*read_languages(home / NAME))
    place = results.published_beside(roster if outputs is None else outputs / roster.name)
    return languages_published(place, scenario)


def languages_published(place: Path | None, scenario: Scenario) -> RosterLanguages:
    """By the latest version of the scenario's week among these published weeks."""
    versions = {} if place is None else version_folders(place, scenario.grid.first_day)
    if not versions:
        return NO_LANGUAGES_ASKED
    folder = versions[max(versions)]
    return RosterLanguages(*read_languages(folder / NAME), _digest(folder) == scenario.digest)


def copy_asked(roster: Path, scenario: Scenario, into: Path) -> None:
    """What was asked for of languages beside a roster, without what callers met with it."""
    source = roster.parent / NAME
    if not source.is_file():
        place = results.published_beside(roster)
        versions = {} if place is None else version_folders(place, scenario.grid.first_day)
        source = versions[max(versions)] / NAME if versions else source
    if not source.is_file():
        return
    with (
        source.open(encoding="utf-8", newline="") as old,
        (into / NAME).open("w", encoding="utf-8", newline="") as new,
    ):
        rows = csv.DictReader(old)
        writer = csv.DictWriter(new, rows.fieldnames or KEPT, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: value for name, value in row.items() if name in KEPT})


def _digest(folder: Path) -> str | None:
    """Of the inputs that a version was made from."""
    with suppress(OSError, ValueError):
        found = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        return str(found.get("input_digest"))
    return None
