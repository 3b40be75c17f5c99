"""Rows that a report adds to its data, and queues that only sound like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loading.export_cases import faults_in, read_past

SETTINGS = """
time_format = "%m/%d/%Y %I:%M %p"
channel = "phone"
languages = { "311 English" = "en", "Summer Youth Line" = "es", "Total Transit" = "en" }
[history.columns]
start = ["Date", "Time"]
language = "Skill"
handled = "Calls"
aht_s = "Talk"
"""
HEADER = "Skill,Date,Time,Calls,Talk"
DATA = [
    "311 English,5/4/2026,8:00 AM,20,2:30",
    "Summer Youth Line,5/4/2026,8:00 AM,10,3:20",
    "Total Transit,5/4/2026,9:30 AM,10,3:20",
]


def test_queues_that_begin_like_totals_count(tmp_path: Path) -> None:
    past, warnings = read_past(tmp_path, [HEADER, *DATA], SETTINGS)
    assert [one.offered for one in past] == [20, 10, 10]
    assert "left unread" not in warnings


@pytest.mark.parametrize(
    "row",
    [
        "Totals,,,130,",
        "TOTAL:,,,130,",
        "Grand Total,,,130,2:30",
        ",,Total,130,",
        "311 English,5/4/2026,Total,130,",
        "Average,,,43.3,2:30",
        "Gesamt,,,130,",
        "Summe:,,,130,",
        "Total général,,,130,",
        "Promedio,,,43,",
        "Totale,,,130,",
        "Итого,,,130,",
        "合計,,,130,",
        "Toplam,,,130,",
    ],
)
def test_totals_have_a_word_alone_and_no_time(row: str, tmp_path: Path) -> None:
    past, warnings = read_past(tmp_path, [HEADER, *DATA, row], SETTINGS)
    assert sum(one.offered for one in past) == 40
    assert "history.csv:5: 1 row of totals left unread" in warnings


@pytest.mark.parametrize(
    "row",
    [
        "Page 1,,,,",
        "Page 1 of 3",
        "Seite 2 von 4,,,,",
        "END OF REPORT",
        "*** End of Report ***,,,,",
        "Report generated on 5/5/2026 at 7:00 AM,,,,",
        "-----,-----,-----,-----,-----",
        "(3 rows affected)",
    ],
)
def test_the_end_of_a_report_is_passed_over_and_said(row: str, tmp_path: Path) -> None:
    past, warnings = read_past(tmp_path, [HEADER, *DATA, row], SETTINGS)
    assert sum(one.offered for one in past) == 40
    assert "history.csv:5: 1 row of the report's end left unread" in warnings


def test_a_header_that_comes_again(tmp_path: Path) -> None:
    past, warnings = read_past(tmp_path, [HEADER, *DATA[:1], HEADER, *DATA[1:]], SETTINGS)
    assert sum(one.offered for one in past) == 40
    assert "history.csv:3: 1 row of the header again left unread" in warnings


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Total Transit,5/4/2026,half past nine,10,3:20", "Date+Time"),
        ("Summer Youth Line,,,10,3:20", "Date+Time"),
        ("Total,5/4/2026,8:00 AM,130,2:30", "Skill"),
        ("Page One,,,10,3:20", "Date+Time"),
        ("311 English,5/4/2026,8:30 AM", "row"),
    ],
)
def test_what_is_no_such_row_is_a_fault(row: str, column: str, tmp_path: Path) -> None:
    """A queue without a time, or a total with one, is not passed over."""
    fault = faults_in(tmp_path, [HEADER, *DATA, row], SETTINGS)[0]
    assert fault.startswith(f"history.csv:5: {column}: found")
