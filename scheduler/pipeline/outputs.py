"""A folder of results that changes all at once, and the weeks that were published from it.

A run writes into a hidden folder next to its results and renames what it wrote into place
when everything is there. A run that fails or is killed before leaves the earlier results
as they were; one that is killed between two renames is finished by the next (`settle`).
Files of other people, README.md and `published/` stay where they are.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.requests import request_granted

PUBLISHED = "published"
WRITING, READY, OLD = ".writing-", ".ready-", ".old-"
ABANDONED_S = 3600.0  # a folder being written for so long belongs to a run that was killed
KEPT_DAYS = 56  # of the published past, or more where fairness looks further back
HISTORY = "request_history.csv"
ROSTER_COLUMNS = ("csr_id", "start", "end", "activity", "paid")
HISTORY_COLUMNS = ("csr_id", "week", "granted", "refused")

# What a whole run replaces: results of an earlier one that it does not make are removed,
# so that no two runs stand side by side.
RESULTS = (
    "roster.csv", "requirements.csv", "away.csv", "coverage.csv", "backlog.csv", "service.csv",
    "simulation.csv", "calibration.csv", "languages.csv", "cost.csv", "people.csv", "worth.csv",
    "audit.csv", "budget.csv",
    "run.json", "summary.json",
    "roster.xlsx", "roster.html", "budget.html",
)  # fmt: skip
FOLDERS = ("ics", PUBLISHED)


class OutputFault(Exception):
    """The results cannot be written where they were asked for; the message is one line."""


def probe(folder: Path, inputs: Path) -> None:
    """Fail before the long work where writing could only fail after it."""
    if folder.exists() and not folder.is_dir():
        raise OutputFault(f"{folder}: is a file, the results need a folder")
    for name in (*RESULTS, *FOLDERS):
        _check_kind(folder / name, name in FOLDERS)
    if folder.resolve() == inputs.resolve():
        raise OutputFault(f"{folder}: holds the inputs, the results need a folder of their own")
    place = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    try:
        with tempfile.TemporaryDirectory(prefix=WRITING, dir=place):
            pass
    except OSError as error:
        raise OutputFault(f"{folder}: cannot be written, {_reason(error)}") from error


def _check_kind(place: Path, folder: bool) -> None:
    """Somebody's folder where a result is to lie stays, and so does a file in a folder's place."""
    if place.exists() and place.is_dir() != folder:
        here, needed = ("file", "folder") if folder else ("folder", "file")
        raise OutputFault(f"{place}: is a {here}, the results need a {needed} there")


@contextmanager
def staged(folder: Path, *, whole: bool = False) -> Iterator[Path]:
    """A folder to write into; its content moves to `folder` when the block ends well.

    With `whole`, results of an earlier run that this one did not write are removed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settle(folder)
        new = Path(tempfile.mkdtemp(prefix=WRITING, dir=folder))
    except OSError as error:
        raise OutputFault(f"{folder}: cannot be written, {_reason(error)}") from error
    try:
        yield new
        for entry in new.iterdir():
            _check_kind(folder / entry.name, entry.is_dir())
        stale = [name for name in RESULTS if whole and not (new / name).exists()]
        ready = new.rename(folder / new.name.replace(WRITING, READY))
    except OSError as error:
        raise OutputFault(f"{folder}: cannot be written, {_reason(error)}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    _move(ready, folder)
    for name in stale:
        (folder / name).unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Finish what a killed run had complete; remove what it had not."""
    for ready in sorted(folder.glob(f"{READY}*")):
        _move(ready, folder)
    for old in folder.glob(f"{OLD}*"):
        shutil.rmtree(old, ignore_errors=True)
    for writing in folder.glob(f"{WRITING}*"):
        if time.time() - writing.stat().st_mtime > ABANDONED_S:
            shutil.rmtree(writing, ignore_errors=True)


def _move(ready: Path, folder: Path) -> None:
    """Rename every entry into place; summary.json, which vouches for the rest, comes last."""
    old = Path(tempfile.mkdtemp(prefix=OLD, dir=folder))
    for entry in sorted(ready.iterdir(), key=lambda path: (path.name == "summary.json", path.name)):
        target = folder / entry.name
        if target.is_dir():
            target.rename(old / entry.name)  # a folder cannot be renamed over another
        entry.replace(target)
    ready.rmdir()
    shutil.rmtree(old, ignore_errors=True)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def holds(folder: Path, scenario: Scenario) -> bool:
    """Whether the folder has a roster of this week, made from these very inputs."""
    return held(folder) == (scenario.digest, scenario.grid.first_day)


def held(folder: Path) -> tuple[str, date] | None:
    """Input digest and first day of the roster that the folder has, None without one."""
    try:
        settle(folder)
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        found = (str(summary["input_digest"]), date.fromisoformat(summary["week_start"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if (folder / "roster.csv").is_file() else None


def published(folder: Path) -> Path | None:
    """The folder of the weeks that were handed out from these results, if there are any."""
    found = folder / PUBLISHED
    return found if (found / "roster.csv").is_file() else None


def published_beside(roster: Path) -> Path | None:
    """The published weeks that a roster file belongs to: beside it, or those it is one of."""
    above = roster.absolute().parents
    home = next((parent.parent for parent in above[:2] if parent.name == PUBLISHED), above[0])
    return published(home)


def publish(folder: Path, scenario: Scenario, roster: Roster) -> Path:
    """Keep the roster of the results, which is this one, as the published one.

    `published/roster.csv` is the past that runs read: the horizon's days are replaced, other
    days of the last `KEPT_DAYS` stay, and so do the requests of `request_history.csv`.
    `published/<first day>/roster.csv` is the record, which no run reads or removes.
    """
    grid, place = scenario.grid, folder / PUBLISHED
    new, record = _rows(folder / "roster.csv"), place / grid.first_day.isoformat()
    days = [*_kept(place / "roster.csv", "start", scenario), *new]
    asked = [*_kept(place / HISTORY, "week", scenario), *_asked(scenario, roster)]
    with staged(place) as writing:
        _write_rows(writing / "roster.csv", ROSTER_COLUMNS, days)
        _write_rows(writing / HISTORY, HISTORY_COLUMNS, asked)
    with staged(record) as writing:
        _write_rows(writing / "roster.csv", ROSTER_COLUMNS, new)
    return record / "roster.csv"


def _kept(path: Path, column: str, scenario: Scenario) -> list[dict[str, str]]:
    """Rows of what was published before that stay: recent enough, and not of this horizon."""
    grid = scenario.grid
    kept_from = grid.date(-max(KEPT_DAYS, 7 * scenario.prices.fairness_weeks))
    return [
        row
        for row in (_rows(path) if path.is_file() else ())
        if (day := date.fromisoformat(row[column][:10])) >= kept_from
        and not grid.first_day <= day < grid.date(grid.days)
    ]


def _asked(scenario: Scenario, roster: Roster) -> Iterator[dict[str, str]]:
    """Requests granted and refused, by person and by the week in which they begin."""
    counts: dict[tuple[str, int], list[int]] = {}
    for request in scenario.requests:
        key = request.csr_id, scenario.grid.day(request.start) // 7
        answer = 0 if request_granted(scenario, roster, request) else 1
        counts.setdefault(key, [0, 0])[answer] += 1
    for (csr_id, week), (granted, refused) in counts.items():
        first = scenario.grid.date(7 * week).isoformat()
        cells = csr_id, first, str(granted), str(refused)
        yield dict(zip(HISTORY_COLUMNS, cells, strict=True))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write_rows(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """Rows in the order of their first two columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row[columns[0]], row[columns[1]])))
