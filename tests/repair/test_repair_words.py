"""What a repair says on the terminal: days, times and names as on the page."""

from __future__ import annotations

import pytest

from scheduler.domain.repair_rows import ChangedSpan, RepairRow
from scheduler.reporting.files.offer_table import OfferLine
from scheduler.reporting.terminal.offer_screen import offer_lines
from scheduler.reporting.terminal.repair_screen import lines
from tests.small_centres import at, small_centre

CENTRE = small_centre(2)  # from Mon 11 May


def test_a_change_has_the_date_and_times_of_the_page() -> None:
    def row(start: str, end: str, was: str, becomes: str) -> RepairRow:
        span = ChangedSpan("c01", at(1, start), at(1, end), was, becomes)
        return RepairRow(span, 0.0, 1.0, "covers", absence=False)

    rows = [
        row("08:00", "09:30", "off", "phone"),
        row("11:00", "11:15", "phone", "rest"),
        row("16:30", "18:00", "phone", "off"),
    ]
    said = list(lines(CENTRE, [("least", 0.0, 100.0, rows)]))
    assert (
        "  Person c01, Tue 12 May: 8:00–9:30 phones (was off), 16:30–18:00 off (was phones), "
        "rest at 11:00"
    ) in said


@pytest.mark.parametrize(
    ("offer", "spare", "said"),
    [
        ("come late", 0, "Person c01 comes late, Tue at 16:00 instead of 9:30: saves $20; nobody"),
        ("go home early", 2, "Person c01 goes home early, Tue at 9:30 instead of 16:00: saves $20"),
        ("day off", 1, "Person c01 takes the day off, Tue 9:30–16:00: saves $20; one to spare"),
        ("stay late", None, "Person c01 stays late, Tue 9:30–16:00 phones: 1.5 h less short"),
    ],
)
def test_an_offer_says_the_hour_that_moves(offer: str, spare: int | None, said: str) -> None:
    line = OfferLine(
        "least", 1, offer, "c01", "Person c01", at(1, "09:30"), at(1, "16:00"), "phone", 6.5, -20.0,
        -20.0, 1.5, spare, 40.0, 0.0, 5.0, "their yes", "--late c01@2026-05-12T16:00",
    )  # fmt: skip
    assert any(said in text for text in offer_lines(CENTRE, "least", (), [line]))
