"""Runs of days and weekends off in contracts.csv: loaded, left out, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.loading import InputFaults, load
from tests.small_centres import CSRS, SETTINGS, write_centre

HEADER = (
    "contract, days_per_week, shift_hours, weekly_hours, earliest_start, latest_end, "
    "start_step_minutes, meal_minutes"
)
SIGNED = "5, 8, 40, 08:00, 17:00, 30, 30"
PART_TIME = "part-time, 4, 4;5;6, 20, 08:00, 17:00, 30, 30"


def contracts(columns: str, cells: str) -> str:
    """The two contracts with more columns, filled for the first one only."""
    empty = "," * columns.count(",")
    return f"{HEADER}, {columns}\n5x8, {SIGNED}, {cells}\n{PART_TIME}, {empty}"


def test_a_contract_goes_before_the_centre(tmp_path: Path) -> None:
    text = contracts("max_days_in_a_row, min_days_in_a_row, min_weekends_off", "5, 2, 1")
    settings = SETTINGS.replace("[labour]\n", "[labour]\nmin_weekends_off = 2\n")
    scenario = load(write_centre(tmp_path, contracts=text, settings=settings))
    own, other = scenario.csr["c01"].contract, scenario.csr["c03"].contract
    assert (own.max_days_in_a_row, own.min_days_in_a_row, own.min_weekends_off) == (5, 2, 1)
    assert (other.max_days_in_a_row, other.min_days_in_a_row, other.min_weekends_off) == (None,) * 3
    assert scenario.labour.min_weekends_off == 2
    assert scenario.labour.source("min_weekends_off") == "settings.toml:34"


def test_a_rotation_of_weekends_and_split_days_off(tmp_path: Path) -> None:
    header, *rows = CSRS.strip().splitlines()
    people = "\n".join(
        [
            f"{header}, split_days_off",
            *(f"{r}, {w}" for r, w in zip(rows, ["yes", "no", ""], strict=True)),
        ]
    )
    scenario = load(write_centre(tmp_path, contracts=contracts("weekend_every", "3"), csrs=people))
    assert scenario.csr["c01"].contract.weekend_every == 3
    assert scenario.csr["c03"].contract.weekend_every is None
    assert [csr.split_days_off for csr in scenario.csrs] == [True, False, False]


def test_a_weekend_off_leaves_five_days(tmp_path: Path) -> None:
    six = contracts("weekend_every", "2").replace("5x8, 5, 8, 40", "5x8, 6, 8, 48")
    with pytest.raises(InputFaults) as raised:
        load(write_centre(tmp_path, contracts=six))
    assert str(raised.value.faults[0]) == (
        "contracts.csv:2: weekend_every: found 2, with 6 days in a week, allowed: nothing: a "
        "weekend off leaves 5 days (days_per_week)"
    )


def test_without_the_columns_nothing_is_asked(tmp_path: Path) -> None:
    scenario = load(write_centre(tmp_path))
    assert scenario.csr["c01"].contract.min_weekends_off is None
    assert scenario.labour.min_weekends_off == 0


@pytest.mark.parametrize(
    ("columns", "cells", "fault"),
    [
        (
            "min_weekends_off",
            "5",
            "contracts.csv:2: min_weekends_off: found '5', allowed: a whole number from 0 to 4",
        ),
        (
            "max_days_in_a_row",  # every second day is off: 7 - 7 // 2 are left
            "1",
            "contracts.csv:2: days_per_week: found 5, allowed: 4 at most, with 1 days in a row "
            "(contracts.csv:2)",
        ),
        (
            "max_days_in_a_row, min_days_in_a_row",
            "5, 6",
            "contracts.csv:2: min_days_in_a_row: found 6, allowed: 5 at most, the longest run "
            "(contracts.csv:2)",
        ),
    ],
)
def test_what_does_not_go_together(tmp_path: Path, columns: str, cells: str, fault: str) -> None:
    folder = write_centre(tmp_path, contracts=contracts(columns, cells))
    with pytest.raises(InputFaults) as raised:
        load(folder)
    assert [str(found) for found in raised.value.faults] == [fault]
