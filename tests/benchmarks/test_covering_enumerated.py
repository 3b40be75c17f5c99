"""`scheduler who` on a small centre: its first candidate against everybody's week by CP-SAT."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.covering_enumerated import (
    CENT,
    PublishedWeek,
    as_published,
    by_lot,
    enumerated,
    is_cheaper,
)
from scheduler.domain.grid import Grid
from scheduler.rostering.conflicts.witness import place
from tests.small_centres import MONDAY, contract, csr, flat_volumes, small_centre

DAYS = 3


@pytest.fixture(scope="module")
def week() -> PublishedWeek:
    """Two on five days of eight hours, two on two days of part-time; a roster without a plan."""
    part = contract("part", days=2, shift_hours=(4, 5, 6), week_hours=10)
    scenario = small_centre(
        days=DAYS,
        csrs=(
            csr("c01", languages="en;es", channels="phone;email"),
            csr("c02", channels="phone;email"),
            csr("c03", contract=part, languages="en;es"),
            csr("c04", contract=part),
        ),
        hours={"phone": "08:00-17:00", "email": "08:00-17:00"},
        volumes=flat_volumes(Grid(MONDAY, DAYS)),
    )
    placed = place(scenario, attempts=8)
    assert placed.keeps_all
    return as_published(replace(scenario, published=placed.roster), placed.roster)


def test_the_first_candidate_is_the_best_by_enumeration(week: PublishedWeek) -> None:
    spans = by_lot(week.scenario, 2, seed=4)
    for row in (enumerated(week, span) for span in spans):
        assert row.first is not None
        assert row.first.dollars == pytest.approx(row.exact, abs=CENT)
        assert (row.cheaper, row.open) == ((), ())
        # what is said to be the least is never above what CP-SAT finds
        assert row.first.least is not None
        assert row.exact is not None
        assert row.first.least <= row.exact + CENT
    # a dollar above the best week there is one, below it there is none
    row = enumerated(week, spans[0])
    assert row.first is not None
    assert row.exact is not None
    assert is_cheaper(week, row.first.csr, row.span, row.exact + 1.0) is True
    assert is_cheaper(week, row.first.csr, row.span, row.exact) is False
