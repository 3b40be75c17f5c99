"""The changes that free a conflict, written into a folder of inputs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from scheduler.domain.conflict import Edit


def apply_edits(folder: Path, edits: Iterable[Edit]) -> None:
    """Change the files of a folder as these edits say.

    A row is taken out at the end, so that the lines of the others stay what they are.
    """
    taken: dict[Path, list[int]] = {}
    for edit in edits:
        file, _, line = edit.source.partition(":")
        path = folder / file
        if file.endswith(".toml"):
            _set_key(path, int(line or 0), edit)
        elif edit.row:
            _add_row(path, dict(edit.row))
        elif edit.column:
            _set_cell(path, int(line), edit.column, edit.new)
        else:
            taken.setdefault(path, []).append(int(line))
    for path, lines in taken.items():
        text = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for number, row in enumerate(text, start=1) if number not in lines]
        path.write_text("".join(kept), encoding="utf-8")


def _set_key(path: Path, line: int, edit: Edit) -> None:
    """A value of the settings; a key that is not there yet goes below the name of its table."""
    text = path.read_text(encoding="utf-8").splitlines()
    table, _, key = edit.column.rpartition(".")
    if line:
        text[line - 1] = re.sub(r"=\s*[^#]*?(\s*(#.*)?)$", rf"= {edit.new}\1", text[line - 1])
    elif f"[{table}]" in text:
        text.insert(text.index(f"[{table}]") + 1, f"{key} = {edit.new}")
    else:
        text += [f"[{table}]", f"{key} = {edit.new}"]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def _set_cell(path: Path, line: int, column: str, value: str) -> None:
    """A cell; a column that the file does not have is added, empty in all other rows."""
    text = path.read_text(encoding="utf-8").splitlines()
    header = next(csv.reader([text[0]]))
    if column not in header:
        header.append(column)
        text = [_row([*next(csv.reader([row])), ""]) if row else row for row in text]
        text[0] = _row(header)
    cells = next(csv.reader([text[line - 1]]))
    cells += [""] * (len(header) - len(cells))
    cells[header.index(column)] = value
    text[line - 1] = _row(cells)
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def _add_row(path: Path, row: dict[str, str]) -> None:
    header = list(row)
    if path.exists():
        text = path.read_text(encoding="utf-8")
        header = next(csv.reader([text.splitlines()[0]]))
    else:
        text = _row(header) + "\n"
    line = _row([row.get(column, "") for column in header])
    path.write_text(text.rstrip("\n") + "\n" + line + "\n", encoding="utf-8")


def _row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
