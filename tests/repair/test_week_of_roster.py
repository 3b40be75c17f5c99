"""`who`, `repair` and `swap` take the week from the roster that they are given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.pipeline.repairing.roster_as_given import week_of

HEAD = "csr_id,start,end,activity,paid\n"
LATER = "c02,2026-05-20T08:00:00-07:00,2026-05-20T12:00:00-07:00,phone,true\n"
EARLIER = "c01,2026-05-18T08:00:00-07:00,2026-05-18T12:00:00-07:00,phone,true\n"


def test_it_is_the_day_of_the_earliest_start(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(HEAD + LATER + EARLIER, encoding="utf-8")
    assert week_of(path) == date(2026, 5, 18)


@pytest.mark.parametrize("text", ["", HEAD, HEAD + "c01,soon,later,phone,true\n", "\x00"])
def test_a_file_without_a_time_has_no_week(tmp_path: Path, text: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    assert week_of(path) is None


def test_so_has_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert week_of(tmp_path / "none.csv") is None
