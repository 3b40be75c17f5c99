"""The NRP format is read whole, and every fault of a file is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.nrp.instance import Cover, Kind, ShiftRequest, read
from scheduler.loading.faults import InputFaults
from tests.nrp.tiny import TEXT, written


def test_every_section_is_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, TEXT.replace("DAYS_OFF\n", "DAYS_OFF\nB,0,1\n")))
    assert (found.name, found.days) == ("Tiny", 2)
    assert found.kinds == (Kind("E", 480, frozenset()), Kind("L", 480, frozenset({"E"})))
    a, b = found.employees
    assert (a.name, a.most, a.max_minutes, a.min_minutes) == ("A", {"E": 2, "L": 2}, 960, 0)
    assert (b.max_in_a_row, b.min_in_a_row, b.min_off_in_a_row, b.max_weekends) == (5, 1, 1, 1)
    assert found.days_off == {"B": frozenset({0, 1})}
    assert found.wanted == (ShiftRequest("A", 0, "L", 3), ShiftRequest("B", 1, "E", 5))
    assert found.unwanted == (ShiftRequest("B", 0, "E", 2),)
    assert found.cover[2] == Cover(1, "E", 2, 100, 1)


def test_windows_line_ends_and_blanks_do_not_matter(tmp_path: Path) -> None:
    spaced = TEXT.replace("0,L,1,100,1", " 0 , L , 1 , 100 , 1 ").replace("\n", "\r\n")
    path = tmp_path / "Tiny.txt"
    path.write_bytes(spaced.encode())
    assert read(path) == read(written(tmp_path))


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    wrong = (
        TEXT.replace("L,480,E", "L,480,X")
        .replace("A,0,L,3", "C,0,L,3")
        .replace("B,0,E,2", "B,7,E,-2")
        .replace("1,L,0,100,1", "1,L,0")
    )
    with pytest.raises(InputFaults) as raised:
        read(written(tmp_path, wrong))
    assert [str(fault) for fault in raised.value.faults] == [
        "Tiny.txt:8: cannot follow: found 'X', allowed: E, L",
        "Tiny.txt:17: employee: found 'C', allowed: A, B",
        "Tiny.txt:21: day: found 7, allowed: 0 to 1",
        "Tiny.txt:21: weight: found '-2', allowed: a whole number, 0 or more",
        "Tiny.txt:27: cover: found 3 values, allowed: day, shift, required, weight under, "
        "weight over",
    ]


def test_a_section_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="no SECTION_COVER"):
        read(written(tmp_path, TEXT[: TEXT.index("SECTION_COVER")]))
