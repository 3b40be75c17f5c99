"""Files that are no CSV: what their first bytes say they are."""

from __future__ import annotations

_BEGINNINGS = (
    (b"PK\x03\x04", "a zip archive or a workbook (.xlsx)", "its sheet saved as CSV UTF-8"),
    (b"PK\x05\x06", "an empty zip archive", "CSV UTF-8"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old workbook (.xls) or one with a password",
        "its sheet as CSV UTF-8",
    ),
    (b"%PDF", "a PDF", "the table exported as CSV UTF-8"),
    (b"\x1f\x8b", "a gzip archive", "the CSV file in it"),
    (b"BZh", "a bzip2 archive", "the CSV file in it"),
    (b"7z\xbc\xaf", "a 7z archive", "the CSV file in it"),
    (b"Rar!", "a rar archive", "the CSV file in it"),
    (b"PAR1", "a Parquet file", "CSV UTF-8"),
    (b"SQLite format 3", "an SQLite database", "CSV UTF-8"),
    (b"\x89PNG", "a picture", "CSV UTF-8"),
    (b"\xff\xd8\xff", "a picture", "CSV UTF-8"),
    (b"{\\rtf", "a text document (RTF)", "CSV UTF-8"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<table")
_PROBE = 4096


def other_kind(data: bytes) -> tuple[str, str] | None:
    """What a file is instead of a table in UTF-8, and what is allowed; None where it may be one."""
    for beginning, found, allowed in _BEGINNINGS:
        if data.startswith(beginning):
            return f"found {found}", allowed
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "found UTF-32", "UTF-8 (save as CSV UTF-8)"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or _is_wide(data[:_PROBE]):
        return "found UTF-16", "UTF-8 (save as CSV UTF-8)"
    begin = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begin.startswith(_MARKUP):
        return "found a web page or XML, as a download without signing in gives", "CSV UTF-8"
    if begin.startswith((b'{"', b'[{"', b"[[")):
        return "found JSON", "CSV UTF-8"
    return None


def _is_wide(probe: bytes) -> bool:
    """Whether every second byte is zero: UTF-16 without a mark."""
    half = len(probe) // 2
    zeros = probe[0::2].count(0), probe[1::2].count(0)
    return half > 1 and max(zeros) > 0.8 * half > 4 * min(zeros)
