"""What a file really is, whatever its name says: told by its first bytes, before it is read."""

from __future__ import annotations

import codecs
import stat
import zipfile
from pathlib import Path
from typing import NamedTuple

LARGEST_MIB = 512  # of a file to import; three million rows of an interval report are 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # workbooks before 2007, and those with a password


class Refused(ValueError):
    """A file that cannot be a table: what was found, and what is allowed."""

    def __init__(self, found: str, allowed: str) -> None:
        super().__init__(found, allowed)
        self.found, self.allowed = found, allowed


class FileKind(NamedTuple):
    """`text` in this encoding, or a `workbook`."""

    name: str
    encoding: str = "utf-8-sig"


def kind_of(path: Path, *, workbook: bool = False) -> FileKind:
    """Text or workbook. Raises Refused for everything else, OSError where it cannot be read.

    With `workbook` only a workbook will do.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise Refused("is a folder", "a file")
    if not stat.S_ISREG(status.st_mode):
        raise Refused("is a pipe or a device", "a file on a disk")
    if status.st_size > LARGEST_MIB * 2**20:
        found = f"is {status.st_size / 2**20:,.0f} MiB large"
        raise Refused(found, f"at most {LARGEST_MIB} MiB: export fewer months at a time")
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise Refused("is empty", "a header row and at least one row")
    kind = _by_magic(path, head)
    if workbook and kind.name != "workbook":
        raise Refused("is no workbook", "an .xlsx workbook")
    return kind


def _by_magic(path: Path, head: bytes) -> FileKind:
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise Refused("is a workbook with a password", "one without: save it again without it")
        raise Refused("is a workbook of Excel 97 to 2003", "an .xlsx workbook or CSV")
    if head.startswith(b"\x1f\x8b"):
        raise Refused("is compressed (gzip)", "the file in it: unpack it first")
    if head.startswith(b"%PDF"):
        raise Refused("is a PDF", "the report as CSV or .xlsx")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise Refused("is a web page or XML", "CSV or .xlsx (a page is often a failed download)")
    if start.startswith((b"{", b"[{")):
        raise Refused("is JSON", "CSV or .xlsx")
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refused("is UTF-32", "UTF-8 or UTF-16 (save as CSV UTF-8)")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileKind("text", "utf-16")
    if b"\0" in head:
        raise Refused("holds bytes that are no text", "CSV or .xlsx")
    return FileKind("text")


def _zipped(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        found = "is a zip archive or a workbook that is cut off or damaged"
        raise Refused(found, "a whole file: download it again") from error
    if any(name.startswith("xl/") for name in names):
        return FileKind("workbook")
    held = ", ".join(names[:3]) or "nothing"
    raise Refused(f"is a zip archive that holds {held}", "the file in it: unpack it first")
