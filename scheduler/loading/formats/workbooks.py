"""Sheets of .xlsx workbooks as rows of texts, as a CSV file would hold them."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from scheduler.loading.formats.file_kinds import Refused, kind_of

LARGEST_UNPACKED_MIB = 1024  # a small archive may hold very much
DAMAGED = ("is a damaged workbook", "one that a spreadsheet program opens")
MOST_EMPTY_ROWS = 1000  # in a row, beyond which a sheet is taken to have ended


def sheet_rows(path: Path, sheet: str | None = None, like: str = "") -> Iterator[list[str]]:
    """Every row of a sheet, blank ones too: that of this name, else the one named like `like`,
    else the first.

    Formulas count with the value that the program stored with them. Raises Refused where a
    formula has none, where there is no such sheet, and for what is no workbook; OSError.
    """
    with _sound():
        book = _opened(path)
        try:
            name = _chosen(_visible(book), sheet, like)
            if _has_formulas(path):
                _check_formulas(path, name)
            empty = 0
            for row in book[name].iter_rows():
                cells = [_text(cell) for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                empty = 0 if cells else empty + 1
                if empty > MOST_EMPTY_ROWS:
                    return
                yield cells
        finally:
            book.close()


@contextmanager
def _sound() -> Iterator[None]:
    """Whatever openpyxl raises where a workbook is damaged, and that may be anything, in words."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Refused:
        raise
    except OSError as error:
        if error.strerror:
            raise
        raise Refused(*DAMAGED) from error
    except Exception as error:
        raise Refused(*DAMAGED) from error


def _opened(path: Path, values: bool = True) -> Any:
    import openpyxl  # here: only who has workbooks waits for it

    kind_of(path, workbook=True)
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist()) / 2**20
    if size > LARGEST_UNPACKED_MIB:
        raise Refused(f"unpacks to {size:,.0f} MiB", f"at most {LARGEST_UNPACKED_MIB} MiB")
    return openpyxl.load_workbook(path, read_only=True, data_only=values)


def _visible(book: Any) -> list[str]:
    """Sheets that hold cells, those that the program shows first."""
    sheets = sorted(book.worksheets, key=lambda one: one.sheet_state != "visible")
    if not sheets:
        raise Refused("has no sheet with cells", "a sheet with a header row")
    return [sheet.title for sheet in sheets]


def _chosen(names: list[str], sheet: str | None, like: str) -> str:
    if sheet is None:
        alike = [name for name in names if name.casefold() == like.casefold()]
        return (alike or names)[0]
    if sheet not in names:
        raise Refused(f"has no sheet {sheet!r}", f"one of its sheets: {', '.join(names)}")
    return sheet


def _has_formulas(path: Path) -> bool:
    """Whether any sheet has one: a look at its XML, much cheaper than a second reading."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f" in _plain(archive.read(name)) for name in sheets)


def _plain(data: bytes) -> bytes:
    """The XML without the elements whose names begin like a formula's."""
    return data.replace(b"<formatting", b"").replace(b"<format", b"")


def _check_formulas(path: Path, name: str) -> None:
    """Raise Refused at the first formula that no program has worked out."""
    written, stored = _opened(path, values=False), _opened(path)
    try:
        rows = zip(written[name].iter_rows(), stored[name].iter_rows(), strict=False)
        for formulas, values in rows:
            for formula, value in zip(formulas, values, strict=False):
                if formula.data_type == "f" and value.value is None:
                    where = f"the formula {str(formula.value)[:40]!r} in cell {formula.coordinate}"
                    raise Refused(
                        f"holds {where} without a stored value",
                        "values: open it in a spreadsheet program and save, or paste as values",
                    )
    finally:
        written.close()
        stored.close()


def _text(cell: Any) -> str:
    """What a CSV file would hold; a day where the cell shows no time of it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if isinstance(value, datetime):
        shows_time = "h" in str(cell.number_format).lower() or value.time() != time()
        return value.isoformat("T", "auto") if shows_time else value.date().isoformat()
    if isinstance(value, time):
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return value.isoformat() if isinstance(value, date) else str(value)
