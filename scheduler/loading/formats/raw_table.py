"""An export as a frame of texts, before anybody knows what its columns mean.

Columns are categoricals: reports repeat few texts very often, so that two million rows fit
into a few bytes a cell, and each distinct text is read once.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.loading.faults import FaultList, SourcePlace, shown
from scheduler.loading.formats.file_kinds import Refused, kind_of
from scheduler.loading.formats.questions import AnswerChoice, OpenQuestions, Question
from scheduler.loading.formats.workbooks import sheet_rows

MOST_ROWS = 5_000_000
HEAD = 200  # rows that are looked at before the rest is read
DELIMITERS = ",;\t|"
QUOTED = re.compile(r'^="(.*)"$')  # how reports keep a spreadsheet from reading a text
TWO_TABLES = "one table in one file: this looks like two, one after the other"
FORMULA = re.compile(r"^[=@]\s*[A-Za-z(]|^[+\-]\s*[A-Z]+\(")

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass
class RawTable:
    """Rows of texts, each distinct text of a column once.

    `frame` has columns 0, 1, ...; `lines` are the lines of the file, `widths` the cells that
    each row has in it (a frame has them all). `delimiter` parts the cells of a CSV file.
    """

    file: str
    frame: pd.DataFrame
    lines: Counts
    widths: Counts
    delimiter: str = ","

    def place(self, row: int) -> SourcePlace:
        """The line of a row; behind the last one, the last."""
        return SourcePlace(self.file, int(self.lines[min(row, len(self.lines) - 1)]))

    def head(self, rows: int = HEAD) -> list[list[str]]:
        """The first rows as lists, as wide as they are in the file."""
        cells = self.frame.head(rows).astype(object).itertuples(index=False)
        return [list(row)[:width] for row, width in zip(cells, self.widths, strict=False)]

    def where(self, column: int, test: Callable[[str], bool]) -> Flags:
        """Rows whose text in a column passes a test."""
        cells = self.frame[column].cat
        passed = np.array([test(text) for text in cells.categories] + [False], dtype=np.bool_)
        return np.asarray(passed[cells.codes.to_numpy()])

    def kept(self, rows: Flags) -> RawTable:
        frame = self.frame[rows].reset_index(drop=True)
        for name in frame:
            frame[name] = frame[name].cat.remove_unused_categories()
        lines, widths = self.lines[rows], self.widths[rows]
        return RawTable(self.file, frame, lines, widths, self.delimiter)


def read_raw(
    path: Path,
    encoding: str | None,
    sheet: str | None,
    findings: FaultList,
    file: str = "",
    rows: int | None = None,
) -> RawTable | None:
    """Every row of a CSV file or of a sheet; None with a fault where there is no table.

    With `rows` only the first of a CSV file, for a look at what it is. OpenQuestions where the
    file is not UTF-8 and nobody has said what it is.
    """
    file = file or path.name
    try:
        kind = kind_of(path)
        if kind.name == "workbook":
            return _of_rows(file, list(sheet_rows(path, sheet)))
        if sheet is not None:
            raise Refused("is no workbook and has no sheets", "a workbook, or no --sheet")
        known = encoding if encoding == "windows-1252" else kind.encoding
        return _clean(_read_text(path, file, known, rows))
    except Refused as refused:
        findings.fault(SourcePlace(file, 1), "file", refused.found, refused.allowed)
    except OSError as error:
        found = f"cannot be read ({error.strerror})"
        findings.fault(SourcePlace(file, 1), "file", found, "a readable file")
    except UnicodeDecodeError as error:
        if encoding is not None:
            found = f"found bytes that are not {encoding}"
            findings.fault(SourcePlace(file, 1), "encoding", found, "UTF-8, or a whole file")
            return None
        raise OpenQuestions([_encoding(error)]) from error
    return None


def _encoding(error: UnicodeDecodeError) -> Question:
    around = error.object[max(0, error.start - 20) : error.end + 20]
    sample = around.decode("windows-1252", "replace").strip()
    text = f"The file is not UTF-8. Read as windows-1252, a part of it is {sample!r}. Right?"
    return Question(
        "encoding",
        text,
        (
            AnswerChoice(
                "windows-1252", "as Excel on Windows saves CSV; letters are right as shown"
            ),
            AnswerChoice("utf-8", "the file is damaged: do not read it"),
        ),
    )


def _read_text(path: Path, file: str, encoding: str, rows: int | None) -> RawTable:
    """All rows by the delimiter that parts most cells. Raises Refused."""
    source: Path | io.BytesIO = path
    if encoding == "utf-16":  # its bytes are not those of its commas
        source, encoding = io.BytesIO(path.read_text("utf-16").encode()), "utf-8"
    with _bytes_of(source) as data:
        start = codecs.getincrementaldecoder(encoding)().decode(data.read(1 << 17))
    delimiter = _delimiter(start)
    width = max((len(row) for row in _rows_of(start, delimiter)), default=1)
    lines, widths = _shape(source, delimiter, rows)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pd.errors.ParserWarning)
            frame = pd.read_csv(
                source,
                header=None,
                names=list(range(width)),
                index_col=False,
                dtype="category",
                sep=delimiter,
                encoding=encoding,
                keep_default_na=False,
                skip_blank_lines=False,
                skipinitialspace=True,
                nrows=rows,
            )
    except pd.errors.ParserError as error:
        raise _broken(error) from error
    if len(lines) != len(frame):  # lines that end in another way
        lines = np.arange(1, len(frame) + 1, dtype=np.int64)
        widths = np.full(len(frame), width, dtype=np.int64)
    if (wide := np.flatnonzero(widths > width)).size:
        found = f"has {widths[wide[0]]} cells in line {lines[wide[0]]}, {width} at most before"
        raise Refused(found, TWO_TABLES)
    return RawTable(file, frame, lines, widths, delimiter)


def _bytes_of(source: Path | io.BytesIO) -> BinaryIO:
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source.getvalue())


def _shape(source: Path | io.BytesIO, delimiter: str, rows: int | None) -> tuple[Counts, Counts]:
    """Line and cells of every row; a line that ends inside a quoted text is not a row's end."""
    starts, cells = [np.zeros(1, np.int64)], []
    line, open_cells, quoted, count = 0, 0, 0, 0
    with _bytes_of(source) as data:
        while block := data.read(1 << 24):
            found = np.frombuffer(block, dtype=np.uint8)
            inside = np.full(len(found), bool(quoted))
            if b'"' in block:
                inside = (np.cumsum(found == ord('"')) + quoted) % 2 == 1
                quoted = int(inside[-1])
            breaks = found == ord("\n")
            ends = np.flatnonzero(breaks & ~inside)
            parts = np.flatnonzero((found == ord(delimiter)) & ~inside)
            before = np.searchsorted(parts, ends)
            counts = np.diff(before, prepend=0)
            if ends.size:
                counts[0] += open_cells
                open_cells = 0
            cells.append(counts + 1)
            starts.append(line + np.cumsum(breaks)[ends])
            open_cells += len(parts) - (int(before[-1]) if ends.size else 0)
            line += int(breaks.sum())
            count += ends.size
            last = block[-1:]
            if rows is not None and count >= rows:
                return np.concatenate(starts)[:rows] + 1, np.concatenate(cells)[:rows]
            if count > MOST_ROWS:
                words = f"has more than {MOST_ROWS:,} rows"
                raise Refused(words, "fewer: export fewer months at a time")
    lines, widths = np.concatenate(starts) + 1, np.concatenate(cells)
    if last != b"\n":
        widths = np.append(widths, open_cells + 1)
    return lines[: len(widths)].astype(np.int64), widths.astype(np.int64)


def _delimiter(start: str) -> str:
    """What parts the most cells in the middle one of the first rows."""

    def cells(delimiter: str) -> int:
        widths = sorted(len(row) for row in _rows_of(start[:20_000], delimiter))
        return widths[len(widths) // 2] if widths else 0

    return max(DELIMITERS, key=cells)


def _rows_of(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[:HEAD]
    except csv.Error:
        return []


def _broken(error: pd.errors.ParserError) -> Refused:
    text = str(error)
    if match := re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", text):
        most, line, found = match.groups()
        return Refused(f"has {found} cells in line {line}, {most} at most before", TWO_TABLES)
    if "EOF inside string" in text:
        return Refused(
            "ends inside a quoted text", "a whole file: the download was cut off, repeat it"
        )
    return Refused(f"cannot be read ({text.strip()})", "comma-separated values")


def _of_rows(file: str, rows: Sequence[Sequence[str]]) -> RawTable:
    """Rows of a sheet, which are as wide as what is in them."""
    width = max(map(len, rows), default=0)
    if not width:
        raise Refused("is an empty sheet", "a header row and at least one row")
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    frame = pd.DataFrame(filled, columns=range(width), dtype="category")
    for name in frame:
        frame[name] = frame[name].astype("category")
    lines = np.arange(1, len(rows) + 1, dtype=np.int64)
    return _clean(RawTable(file, frame, lines, np.full(len(rows), width, dtype=np.int64)))


def _clean(table: RawTable) -> RawTable:
    """Texts without spaces about them and without `="..."`; no rows that are blank."""
    blank = np.ones(len(table.frame), dtype=np.bool_)
    for at, name in enumerate(table.frame):
        column = table.frame[name]
        texts = {text: _cleaned(str(text)) for text in column.cat.categories.tolist()}
        if any(old != new for old, new in texts.items()):
            new = pd.Index(list(dict.fromkeys(texts.values())), dtype=object)
            old = pd.Index([texts[text] for text in column.cat.categories.tolist()], dtype=object)
            codes = np.append(new.get_indexer(old), -1)[column.cat.codes.to_numpy()]
            table.frame[name] = pd.Categorical.from_codes(codes, categories=new)
        blank &= table.where(at, lambda text: not text)
    if blank.all():
        raise Refused("is empty", "a header row and at least one row")
    return table.kept(~blank) if blank.any() else table


def _cleaned(text: str) -> str:
    if not text.isascii():
        text = text.replace("\u00a0", " ").replace("\u200b", "")
    text = text.strip()
    match = QUOTED.match(text) if text.startswith("=") else None
    return match[1].strip() if match else text


def by_text(
    column: pd.Series[Any], read: Callable[[str], Any], missing: Any
) -> tuple[NDArray[Any], Flags]:
    """What each cell says, and the rows whose text cannot be read.

    `missing` stands where `read` answers None or the text cannot be read.
    """
    values, wrong = [], []
    for text in column.cat.categories.tolist():
        try:
            value = read(text)
        except ValueError:
            value = None
            wrong.append(True)
        else:
            wrong.append(False)
        values.append(missing if value is None else value)
    codes = column.cat.codes.to_numpy()
    return np.array([*values, missing])[codes], np.array([*wrong, False], dtype=np.bool_)[codes]


def formula_words(text: str) -> str:
    """What is found in a cell, in words: a formula is named as one."""
    if not text:
        return "found nothing"
    return f"found the formula {shown(text)}" if FORMULA.match(text) else f"found {shown(text)}"
