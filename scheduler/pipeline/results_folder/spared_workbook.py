"""A workbook of the results that somebody has saved since: a new run puts it aside, not away."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from zipfile import BadZipFile, ZipFile

WORKBOOK, ASIDE = "roster.xlsx", "roster-by-hand.xlsx"
STAMP = re.compile(r"<dcterms:(created|modified)[^>]*>([^<]*)<")


def saved_since(path: Path) -> bool:
    """Whether a spreadsheet program has saved the workbook after it was written.

    We write it with one date for both its stamps; whoever saves it changes the second.
    """
    try:
        with ZipFile(path) as archive:
            core = archive.read("docProps/core.xml").decode("utf-8", "replace")
    except (OSError, BadZipFile, KeyError):
        return False
    stamps = dict(STAMP.findall(core))
    return stamps.get("created") != stamps.get("modified")


def to_be_spared(outputs: Path, kept: Path | None) -> tuple[str, ...]:
    """What the user is told before the workbook of OUTPUTS is replaced; nothing where it is ours.

    `kept` is the roster whose edits the run keeps.
    """
    workbook = outputs / WORKBOOK
    if kept is not None and kept.absolute() == workbook.absolute():
        return ()
    if not saved_since(workbook):
        return ()
    return (
        f"{WORKBOOK} had been saved by somebody since it was made; it stays as {ASIDE}, and "
        f"--keep-edits keeps its changes",
    )


def spare(outputs: Path, folder: Path, kept: Path | None) -> None:
    """Put such a workbook beside the new results, which are written into `folder`."""
    if to_be_spared(outputs, kept):
        shutil.copyfile(outputs / WORKBOOK, folder / ASIDE)
