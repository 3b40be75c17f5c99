"""What stands in the place of an input file and is none, or has no end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scheduler.loading import InputFaults, check, load, read_roster
from scheduler.loading.readers.bounded_read import VARIABLE
from tests.loading.full_centre import FULL
from tests.small_centres import write_centre


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(write_centre(tmp_path) / "time_off.csv")
    assert [str(fault) for fault in check(tmp_path)] == [
        "time_off.csv:1: file: found a pipe, which has no end of its own, allowed: a file"
    ]


@pytest.mark.parametrize("name", ["csrs.csv", "settings.toml", "history.csv"])
def test_a_device_is_no_file(name: str, tmp_path: Path) -> None:
    place = write_centre(tmp_path) / name
    place.unlink(missing_ok=True)
    place.symlink_to("/dev/zero")
    assert "found a device, which has no end of its own" in str(check(tmp_path)[0])


@pytest.mark.parametrize("name", ["time_off.csv", "csrs.csv", "settings.toml", "events.csv"])
def test_a_link_that_leads_nowhere_is_no_missing_file(name: str, tmp_path: Path) -> None:
    """Leave that was linked from a share that is not mounted must not count as no leave."""
    place = write_centre(tmp_path) / name
    place.unlink(missing_ok=True)
    place.symlink_to(tmp_path / "share" / name)
    [fault] = [fault for fault in check(tmp_path) if fault.file == name]
    assert "found a link to" in fault.message
    assert "which leads nowhere" in fault.message


def test_a_link_to_itself(tmp_path: Path) -> None:
    place = write_centre(tmp_path) / "time_off.csv"
    place.symlink_to(place)
    assert "leads nowhere" in check(tmp_path)[0].message


def test_size_is_checked_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with a hole takes no disk: 20 MB of people are too many, 17 of a forecast are not."""
    folder = write_centre(tmp_path)
    with (folder / "csrs.csv").open("ab") as file:
        file.truncate(20_000_000)
    [fault] = [fault for fault in check(folder) if fault.column == "file"]
    assert fault.message == f"found 20 MB, allowed: at most 16 MB, unless {VARIABLE} allows more"
    monkeypatch.setenv(VARIABLE, "21")
    assert check(folder)[0].message.startswith("found a NUL character")
    monkeypatch.setenv(VARIABLE, "plenty")
    assert "SCHEDULER_MAX_INPUT_MB is 'plenty'" in check(folder)[0].message


def test_a_roster_is_a_file_too(tmp_path: Path) -> None:
    scenario = load(write_centre(tmp_path / "centre"))
    os.mkfifo(tmp_path / "roster.csv")
    with pytest.raises(InputFaults, match="found a pipe"):
        read_roster(tmp_path / "roster.csv", scenario)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04" + bytes(range(200)), "found a zip archive or a workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0" + bytes(200), "found an old workbook (.xls) or one with a password"),
        (b"%PDF-1.4\n", "found a PDF"),
        (b"\x1f\x8b\x08" + bytes(200), "found a gzip archive"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "found a web page or XML"),
        (b'{"error": "unauthorized"}', "found JSON"),
        (
            b"contract,days_per_week,shift_hours,weekly_hours,earliest_start,latest_end,"
            b"start_step_minutes,meal_minutes\n",
            "found the columns of contracts.csv, allowed: those",
        ),
        ("csr_id,name\nc01,Ana\n".encode("utf-16"), "found UTF-16"),
        ("csr_id,name\nc01,Ana\n".encode("utf-16-le"), "found UTF-16"),
        ("csr_id,name\nc01,Ana\n".encode("utf-32"), "found UTF-32"),
    ],
)
def test_a_file_of_another_kind_is_named_and_nothing_follows_from_it(
    data: bytes, words: str, tmp_path: Path
) -> None:
    """One fault: that nobody of other files is in a csrs.csv that nobody can read is no news."""
    write_centre(tmp_path, **FULL)
    (tmp_path / "csrs.csv").write_bytes(data)
    [fault] = check(tmp_path)
    assert fault.message.startswith(words)
