"""Faults of whole folders: all at once, none that only follows from another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.loading import InputFaults, check, load
from tests.loading.full_centre import MEETINGS, TIME_OFF, broken
from tests.small_centres import CSRS, SETTINGS, write_centre


def test_slot_must_divide_the_interval(tmp_path: Path) -> None:
    write_centre(tmp_path)
    path = tmp_path / "settings.toml"
    path.write_text(
        path.read_text()
        .replace("interval_minutes = 60", "interval_minutes = 15")
        .replace("slot_minutes = 15", "slot_minutes = 10")
    )
    assert [str(f) for f in check(tmp_path)] == [
        "settings.toml:7: centre.slot_minutes: found 10, allowed: a part of interval_minutes = 15"
    ]


def test_every_fault_of_every_file_at_once(tmp_path: Path) -> None:
    write_centre(
        tmp_path,
        csrs=CSRS.replace("30.00", "free").replace(
            "csr1,  5x8,       A,    en, ", "csr1, 5x9, A, en,"
        ),
        time_off=TIME_OFF.replace("c01", "c99"),
        meetings=MEETINGS.replace("team:A", "team:Z").replace("offline", "ofline"),
    )
    found = [(f.file, f.line, f.column) for f in check(tmp_path)]
    assert found == [
        ("csrs.csv", 2, "hourly_rate"),
        ("csrs.csv", 3, "contract"),
        ("meetings.csv", 2, "attendees"),
        ("meetings.csv", 3, "kind"),
        ("time_off.csv", 2, "csr_id"),
    ]


def test_a_bad_row_does_not_blame_the_rows_that_name_it(tmp_path: Path) -> None:
    faults = broken(tmp_path, "contracts.csv", "5x8,5", "5x8,five")
    assert faults == [
        "contracts.csv:2: days_per_week: found 'five', allowed: a whole number from 1 to 7, "
        "to 14 where weeks is 2"
    ]


def test_missing_files(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert [str(f) for f in check(tmp_path / "empty")] == [
        "contracts.csv:1: file: found no such file, allowed: one in every input folder",
        "csrs.csv:1: file: found no such file, allowed: one in every input folder",
        "forecast.csv:1: file: found neither forecast.csv nor history.csv, allowed: one of the two",
        "settings.toml:1: file: found no such file, allowed: one in every input folder",
    ]


def test_missing_folder(tmp_path: Path) -> None:
    [fault] = check(tmp_path / "nowhere")
    assert fault.message == "found no such folder, allowed: an input folder"
    (tmp_path / "file").write_text("", encoding="utf-8")
    [fault] = check(tmp_path / "file")
    assert fault.message == "found a file, allowed: an input folder"


def test_a_number_in_quotes(tmp_path: Path) -> None:
    settings = SETTINGS.replace("slot_minutes = 15", 'slot_minutes = "15"')
    [fault] = check(write_centre(tmp_path, settings=settings))
    assert fault.message.startswith("found '15' in quotes, a text, allowed: 5, 10, 15")


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"", 1, "file", "found nothing in it, allowed: a header row and at least one row"),
        (b" \n\n", 1, "file", "found nothing in it, allowed: a header row and at least one row"),
        (b"csr_id\xff", 1, "encoding", "found the byte 0xff, allowed: UTF-8 (save as CSV UTF-8)"),
        (
            "csr_id,name\nc01,José\n".encode("latin-1"),
            2,
            "encoding",
            "found the byte 0xe9, allowed: UTF-8 (save as CSV UTF-8)",
        ),
        (
            "csr_id,name\n".encode("utf-16"),
            1,
            "encoding",
            "found UTF-16, allowed: UTF-8 (save as CSV UTF-8)",
        ),
        (b"csr_id\nc0\0\n", 2, "encoding", "found a NUL character, allowed: UTF-8 text"),
        (
            b"csr_id;name;class\nc01;Ana;csr1\n",
            1,
            "header",
            "found 'csr_id;name;class', allowed: names separated by commas",
        ),
    ],
    ids=["empty", "blank", "byte", "latin-1", "utf-16", "nul", "semicolons"],
)
def test_files_that_are_no_csv(
    tmp_path: Path, data: bytes, line: int, column: str, message: str
) -> None:
    write_centre(tmp_path)
    (tmp_path / "csrs.csv").write_bytes(data)
    assert ("csrs.csv", line, column, message) in [
        (f.file, f.line, f.column, f.message) for f in check(tmp_path)
    ]


def test_header_without_rows(tmp_path: Path) -> None:
    write_centre(tmp_path, forecast="start,channel,language,volume,aht_s")
    assert [str(f) for f in check(tmp_path)] == [
        "forecast.csv:2: row: found no row, allowed: at least one row"
    ]


def test_a_file_that_is_a_folder(tmp_path: Path) -> None:
    write_centre(tmp_path)
    (tmp_path / "time_off.csv").mkdir()
    [fault] = check(tmp_path)
    assert (fault.file, fault.column) == ("time_off.csv", "file")


def test_week_without_forecast(tmp_path: Path) -> None:
    write_centre(tmp_path)
    with pytest.raises(InputFaults) as caught:
        load(tmp_path, week=date(2026, 6, 3))
    assert str(caught.value) == (
        "forecast.csv:2: start: found nothing from 2026-06-01 to 2026-06-07, "
        "allowed: a week between 2026-05-11 and 2026-05-15"
    )
