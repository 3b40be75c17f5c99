"""From an export of another program to the inputs of a centre: read, merge, write."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.loading.formats.file_kinds import Refused, kind_of
from scheduler.loading.formats.imported import Imported
from scheduler.loading.import_file import FileToImport, check_target
from scheduler.loading.readers.settings_edit import NotEdited, with_keys
from scheduler.loading.readers.settings_file import FILE
from scheduler.loading.schema.dates_and_times import read_moment
from scheduler.pipeline.results_folder.folder_lock import FolderBusy, locked

COMMENT = "Answers given to `scheduler import`; a new file of the format asks only what is new."


@dataclass(frozen=True)
class Merged:
    """What is written: the whole table, and how it differs from the one before."""

    table: pd.DataFrame
    new: int
    replaced: int
    kept: int


def merged(job: FileToImport, imported: Imported, inputs: Path, *, replace: bool = False) -> Merged:
    """The rows of the file over those that are there; with `replace` in place of all of them.

    Raises InputFaults where the table that is there cannot be kept.
    """
    check_target(job, imported)
    path, columns = inputs / imported.fills, list(imported.table.columns)
    if (book := path.with_suffix(".xlsx")).exists():
        raise _not_kept(book, f"found a workbook, beside which {path.name} cannot be")
    if path.is_symlink() and not path.exists():
        raise _not_kept(path, f"found a link to {path.readlink()}, which leads to no file")
    new = imported.table
    if replace or not path.exists():
        return Merged(new, len(new), 0, 0)
    old = _old_table(path, columns)
    keys = [_keys(table, imported.key, job.facts.zone) for table in (old, new)]
    again = keys[0].isin(keys[1])
    kept = old[~again.to_numpy()]
    every = pd.concat([kept, new], ignore_index=True)
    names = list(dict.fromkeys([*columns, *old.columns]))
    every = every.reindex(columns=names).fillna("")
    order = [name for name in ("start", *imported.key) if name in every]
    every = every.sort_values(list(dict.fromkeys(order)), ignore_index=True, kind="stable")
    replaced = int(again.sum())
    return Merged(every, len(new) - int(keys[1].isin(keys[0]).sum()), replaced, len(kept))


def _old_table(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """The table that is there, which must have the plain columns."""
    try:
        if kind_of(path).encoding != "utf-8-sig":
            raise _not_kept(path, "is no UTF-8 text")
        old = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except Refused as refused:
        raise _not_kept(path, refused.found) from refused
    except (ValueError, OSError) as error:
        raise _not_kept(path, f"cannot be read ({str(error).splitlines()[0]})") from error
    if not set(columns) - {"abandoned", "contact_type"} <= set(old.columns):
        raise _not_kept(path, f"found the columns {', '.join(map(str, old.columns[:6]))}")
    return old


def _not_kept(path: Path, found: str) -> InputFaults:
    findings = FaultList()
    words = "the plain columns, to which rows can be added; or --replace, to replace the table"
    findings.fault(SourcePlace(path.name, 1), "header", found, words)
    return InputFaults(findings.faults)


def _keys(table: pd.DataFrame, key: Sequence[str], zone: ZoneInfo) -> pd.Series[str]:
    """One text for each row that tells it apart; times by the centre's clock."""
    parts = []
    for name in key:
        texts = table[name]
        if name in ("start", "end"):
            texts = texts.map({text: _moment_key(text, zone) for text in texts.unique()})
        parts.append(texts.astype(str))
    found = parts[0]
    for part in parts[1:]:
        found = found + "\n" + part
    return found


def _moment_key(text: str, zone: ZoneInfo) -> str:
    """The wall clock, with a mark for the second of two equal ones."""
    try:
        moment = read_moment(text)
    except ValueError:
        return text
    if moment.tzinfo is None:
        return moment.isoformat()
    there = moment.astimezone(zone)
    return f"{there.replace(tzinfo=None).isoformat()}{'*' * there.fold}"


def merge(job: FileToImport, imported: Imported, inputs: Path, *, replace: bool = False) -> Merged:
    """Merge and write, nobody else in between. Raises OSError and InputFaults."""
    try:
        with locked(inputs):
            found = merged(job, imported, inputs, replace=replace)
            _write(job, imported, found, inputs)
            return found
    except FolderBusy:
        raise
    except OSError as error:
        words = f"cannot be written ({(error.strerror or str(error)).lower()}); nothing was written"
        raise OSError(error.errno, words, str(inputs / imported.fills)) from error


def _write(job: FileToImport, imported: Imported, found: Merged, inputs: Path) -> None:
    """The table and the answers, both or neither. Raises OSError and InputFaults."""
    texts = {inputs / imported.fills: found.table.to_csv(index=False, lineterminator="\n")}
    if given := {key: value for key, value in job.answers.given.items() if value != []}:
        texts[inputs / FILE] = _with_answers(inputs / FILE, job.form, given)
    _write_together(texts)


def _with_answers(path: Path, form: str, given: dict[str, object]) -> str:
    data = path.read_bytes()
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    text = data.decode("utf-8-sig")
    ends = "\r\n" if "\r\n" in text else "\n"
    try:
        edited = with_keys(text.replace("\r\n", "\n"), ("imports", form), given, COMMENT)
    except NotEdited as error:
        findings = FaultList()
        words = "these lines, added by hand: " + " / ".join(error.lines)
        found = f"found a [imports.{form}] that cannot be added to"
        findings.fault(SourcePlace(FILE, 1), f"imports.{form}", found, words)
        raise InputFaults(findings.faults) from error
    return mark + edited.replace("\n", ends)


def _write_together(texts: dict[Path, str]) -> None:
    """Write all beside their places first, so that a full disk changes nothing."""
    ready: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            place = path.resolve()
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", newline="", dir=place.parent, prefix=".import-", delete=False
            ) as file:
                ready.append((Path(file.name), place))
                file.write(text)
            if place.exists():
                ready[-1][0].chmod(place.stat().st_mode)
            else:
                ready[-1][0].chmod(0o644)
        for new, place in ready:
            new.replace(place)
    finally:
        for new, _ in ready:
            new.unlink(missing_ok=True)


def of_week(imported: Imported, week: date, week_start: int, zone: ZoneInfo) -> None:
    """Leave only the rows of the week that holds this day."""
    first = week - timedelta(days=(week.weekday() - week_start) % 7)
    days = {(first + timedelta(days=n)).isoformat() for n in range(7)}
    table = imported.table
    inside = {text: _moment_key(text, zone)[:10] in days for text in table["start"].unique()}
    imported.table = table[table["start"].map(inside).to_numpy(dtype=bool)].reset_index(drop=True)
    imported.by_day = imported.by_day[imported.by_day["day"].isin(days)]
