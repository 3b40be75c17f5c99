"""A folder of results that changes all at once.

A run writes into a hidden folder next to its results and renames what it wrote into place
when everything is there. A run that fails or is killed before leaves the earlier results
as they were; one that is killed between two renames is finished by the next (`settle`).
Files of other people and README.md stay where they are; so does what is in `published/`, to
which a run adds.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from scheduler.domain.scenario import Scenario
from scheduler.pipeline.results_folder.folder_lock import locked
from scheduler.publishing.layout import PUBLISHED

WRITING, READY, OLD = ".writing-", ".ready-", ".old-"
STALE = ".stale"  # in a folder that is ready: names of results that it does not replace
ABANDONED_S = 3600.0  # a folder being written for so long belongs to a run that was killed

AS_MADE = "roster_as_made.csv"  # what a run wrote, so that edits by hand are known

# What a whole run replaces: results of an earlier one that it does not make are removed,
# so that no two runs stand side by side.
RESULTS = (
    "roster.csv", "requirements.csv", "away.csv", "coverage.csv", "backlog.csv", "service.csv",
    "simulation.csv", "calibration.csv", "languages.csv", "cost.csv", "people.csv", "worth.csv",
    "audit.csv", "budget.csv",
    "run.json", "summary.json",
    "roster.xlsx", "roster.html", "budget.html", "budget.xlsx",
)  # fmt: skip
FOLDERS = ("ics", PUBLISHED)


class OutputFault(Exception):
    """The results cannot be written where they were asked for; the message is one line."""


def probe(folder: Path, inputs: Path) -> None:
    """Fail before the long work where writing could only fail after it."""
    if folder.exists() and not folder.is_dir():
        raise OutputFault(f"{folder}: is a file; the results need a folder")
    if folder.is_symlink() and not folder.exists():
        raise OutputFault(f"{folder}: is a dangling link; the results need a folder")
    for name in (*RESULTS, *FOLDERS):
        _check_kind(folder / name, name in FOLDERS)
    if folder.resolve() == inputs.resolve():
        raise OutputFault(f"{folder}: holds the inputs; the results need another folder")
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
def staged(folder: Path, *, whole: bool = False, durable: bool = False) -> Iterator[Path]:
    """A folder to write into; its content moves to `folder` when the block ends well.

    With `whole`, results of an earlier run that this one did not write are removed. With
    `durable` it is on the disk before anything moves.
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
        (new / STALE).write_text(json.dumps(stale), encoding="utf-8")
        if durable:
            flush(new)
        with locked(folder):
            _move(new.rename(folder / new.name.replace(WRITING, READY)), folder)
    except OSError as error:
        raise OutputFault(f"{folder}: cannot be written, {_reason(error)}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def settle(folder: Path) -> None:
    """Finish what a killed run had complete; remove what it had not."""
    if not any(any(folder.glob(f"{kind}*")) for kind in (READY, OLD, WRITING)):
        return
    with locked(folder):
        _settle(folder)


def _settle(folder: Path) -> None:
    for ready in sorted(folder.glob(f"{READY}*")):
        _move(ready, folder)
    for old in folder.glob(f"{OLD}*"):
        shutil.rmtree(old, ignore_errors=True)
    for writing in folder.glob(f"{WRITING}*"):
        if time.time() - writing.stat().st_mtime > ABANDONED_S:
            shutil.rmtree(writing, ignore_errors=True)


def _move(ready: Path, folder: Path) -> None:
    """Rename every entry into place; summary.json, which vouches for the rest, comes last.

    Results of an earlier run that have no successor go before it.
    """
    old = Path(tempfile.mkdtemp(prefix=OLD, dir=folder))
    stale = ready / STALE
    for name in json.loads(stale.read_text(encoding="utf-8")) if stale.exists() else ():
        (folder / name).unlink(missing_ok=True)
    for entry in sorted(ready.iterdir(), key=lambda path: (path.name == "summary.json", path.name)):
        target = folder / entry.name
        if entry.name == STALE:
            continue
        if entry.name == PUBLISHED:
            _add(entry, target)
            continue
        if target.is_dir():
            target.rename(old / entry.name)  # a folder cannot be renamed over another
        entry.replace(target)
    stale.unlink(missing_ok=True)
    ready.rmdir()
    shutil.rmtree(old, ignore_errors=True)


def _add(new: Path, folder: Path) -> None:
    """What is new into a folder that stays: files are replaced, folders it lacks come whole."""
    if not folder.exists():
        new.rename(folder)
        return
    for entry in sorted(new.iterdir()):
        if entry.is_dir():
            _add(entry, folder / entry.name)
        else:
            entry.replace(folder / entry.name)
    new.rmdir()


def flush(folder: Path) -> None:
    """Everything below a folder onto the disk, before its name says that it is complete."""
    if os.name == "nt":  # which syncs neither folders nor files opened for reading
        return
    for entry in (*folder.rglob("*"), folder):
        handle = os.open(entry, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
    _finish(folder)
    found = folder / PUBLISHED
    return found if os.path.lexists(found / "roster.csv") else None


def published_beside(roster: Path) -> Path | None:
    """The published weeks that a roster file belongs to: beside it, or those it is one of."""
    above = roster.absolute().parents
    if len(above) > 1:
        _finish(above[1])  # where a repaired roster lies in a folder of its own
    home = next((parent.parent for parent in above[:4] if parent.name == PUBLISHED), above[0])
    return published(home)


def _finish(folder: Path) -> None:
    """Put in place what a run that was killed had decided already."""
    if any(folder.glob(f"{READY}*")):
        with suppress(OSError):
            settle(folder)
