"""Roster files: read for the audit, as the published past and as the published week."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.domain.roster import Segment
from scheduler.loading import InputFaults, load, read_roster
from tests.small_centres import at, forecast_table, small_centre, write_centre

HEADER = "csr_id,start,end,activity,paid\n"


def write_roster(path: Path, *rows: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "\n".join(rows) + "\n")
    return path


def test_times_with_and_without_an_offset(tmp_path: Path) -> None:
    path = write_roster(
        tmp_path / "roster.csv",
        "c02,2026-05-11T10:00:00-07:00,2026-05-11T10:30:00-07:00,meal,no",
        "c01,2026-05-11T08:00,2026-05-11T10:00,phone,yes",
        "c02,2026-05-11T08:00:00-07:00,2026-05-11T10:00:00-07:00,phone,true",
    )
    assert read_roster(path, small_centre()).segments == (
        Segment("c01", at(0, "08:00"), at(0, "10:00"), "phone", True),
        Segment("c02", at(0, "08:00"), at(0, "10:00"), "phone", True),
        Segment("c02", at(0, "10:00"), at(0, "10:30"), "meal", False),
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            "c9,2026-05-11T08:00,2026-05-11T10:00,phone,yes",
            "roster.csv:2: csr_id: found 'c9', which csrs.csv does not have, "
            "allowed: c01, c02, c03",
        ),
        (
            "c01,2026-05-11T08:00,2026-05-11T10:00,phones,yes",
            "roster.csv:2: activity: found 'phones', "
            "allowed: meal, phone, rest, shadowing, supervision (nearest: phone)",
        ),
        (
            "c01,2026-05-11T08:05,2026-05-11T10:00,phone,yes",
            "roster.csv:2: start: found 2026-05-11T08:05:00, allowed: whole slots of 15 minutes",
        ),
        (
            "c01,2026-05-11T10:00,2026-05-11T08:00,phone,yes",
            "roster.csv:2: end: found 2026-05-11T08:00:00, "
            "allowed: a time after start, 2026-05-11T10:00:00",
        ),
        (
            "c01,2026-05-12T08:00,2026-05-12T10:00,phone,yes",
            "roster.csv:2: start: found only 2026-05-12 to 2026-05-12, "
            "allowed: 2026-05-11 to 2026-05-11, the days rostered (--week 2026-05-12",
        ),
        (
            "c01,2026-05-11T08:00,2026-05-11T10:00,phone,maybe",
            "roster.csv:2: paid: found 'maybe', allowed: yes or no",
        ),
    ],
    ids=["person", "activity", "grid", "order", "horizon", "paid"],
)
def test_faults(tmp_path: Path, row: str, fault: str) -> None:
    with pytest.raises(InputFaults) as caught:
        read_roster(write_roster(tmp_path / "roster.csv", row), small_centre())
    assert str(caught.value).startswith(fault)


def test_no_such_roster(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="found no such file"):
        read_roster(tmp_path / "roster.csv", small_centre())


def test_previous_roster_is_the_past(tmp_path: Path) -> None:
    previous = HEADER + (
        "c01,2026-05-08T08:00,2026-05-08T12:00,phone,yes\n"
        "gone,2026-05-08T08:00,2026-05-08T12:00,phone,yes\n"
        "c01,2026-05-11T08:00,2026-05-11T12:00,phone,yes\n"
    )
    scenario = load(write_centre(tmp_path, previous_roster=previous))
    assert scenario.past is not None
    # Friday before the Monday of day 0 is day -3.
    assert scenario.past.segments == (
        Segment("c01", at(-3, "08:00"), at(-3, "12:00"), "phone", True),
    )
    assert scenario.warnings == (
        "previous_roster.csv:3: gone is not in csrs.csv: these rows are ignored",
        "previous_roster.csv:4: rows in or after the requested week are ignored (1)",
    )


def test_past_that_ends_weeks_before(tmp_path: Path) -> None:
    """From Friday 17 April to Monday 11 May are 23 days without a shift: three weeks."""
    previous = HEADER + "c01,2026-04-17T08:00,2026-04-17T12:00,phone,yes\n"
    [warning] = load(write_centre(tmp_path, previous_roster=previous)).warnings
    assert warning.startswith("history ends 3 weeks before the requested week: the last shift")


def test_past_of_the_week_before_is_no_warning(tmp_path: Path) -> None:
    previous = HEADER + "c01,2026-05-05T08:00,2026-05-05T12:00,phone,yes\n"
    assert load(write_centre(tmp_path, previous_roster=previous)).warnings == ()


def test_published_week_and_published_past(tmp_path: Path) -> None:
    """One published file serves its own week as the roster to keep, the next as its past."""
    folder = write_centre(tmp_path / "inputs", forecast=forecast_table(days=12))
    row = "c01,2026-05-11T08:00:00-07:00,2026-05-11T12:00:00-07:00,phone,true"
    write_roster(tmp_path / "published" / "roster.csv", row)
    same = load(folder, published=tmp_path / "published")
    assert same.published is not None
    assert same.past is None
    assert same.published.segments[0].start == at(0, "08:00")
    after = load(folder, week=date(2026, 5, 18), published=tmp_path / "published")
    assert after.published is None
    assert after.past is not None
    assert after.past.segments[0].start == at(-7, "08:00")


def test_a_row_outside_the_days_rostered_among_others(tmp_path: Path) -> None:
    path = write_roster(
        tmp_path / "roster.csv",
        "c01,2026-05-11T08:00,2026-05-11T10:00,phone,yes",
        "c01,2026-05-12T08:00,2026-05-12T10:00,phone,yes",
    )
    with pytest.raises(InputFaults) as caught:
        read_roster(path, small_centre())
    assert str(caught.value) == (
        "roster.csv:3: start: found 2026-05-12T08:00:00, "
        "allowed: 2026-05-11 to 2026-05-11, the days rostered"
    )


def test_published_day_holds_over_the_previous_roster(tmp_path: Path) -> None:
    previous = HEADER + (
        "c01,2026-05-07T08:00,2026-05-07T12:00,phone,yes\n"
        "c01,2026-05-08T08:00,2026-05-08T12:00,phone,yes\n"
    )
    folder = write_centre(tmp_path / "inputs", previous_roster=previous)
    write_roster(
        tmp_path / "published" / "roster.csv",
        "c01,2026-05-08T09:00,2026-05-08T13:00,phone,yes",
    )
    past = load(folder, published=tmp_path / "published").past
    assert past is not None
    assert [s.start for s in past.segments] == [at(-4, "08:00"), at(-3, "09:00")]


def test_no_published_roster_in_the_folder(tmp_path: Path) -> None:
    folder = write_centre(tmp_path / "inputs")
    with pytest.raises(InputFaults, match=r"published/roster\.csv:1: file: found no such file"):
        load(folder, published=tmp_path / "published")
