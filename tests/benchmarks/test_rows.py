"""What a trace says about a run, and rows there and back."""

from __future__ import annotations

from pathlib import Path

from benchmarks.bench_report import ladder, text
from benchmarks.ladder_rows import Row, reached, read_rows, write_rows

# 1,000 hours required and 60 dollars an hour: a regret of 1 % is 600 dollars left.
TRACE = [
    (0.1, None, 0.0),
    (1.0, 10_000.0, 0.0),  # the first roster; everything is left
    (2.0, 9_000.0, 8_500.0),  # 500 left: 5.6 % of the objective, a regret of 0.83 %
    (3.0, 8_900.0, 8_850.0),  # 50 left: 0.56 %, a regret of 0.083 %
]


def test_when_gaps_and_regrets_were_reached() -> None:
    found = reached(TRACE, required_hours=1000.0)
    assert found["first_roster_s"] == 1.0
    assert found["gap_5_s"] == found["gap_2_s"] == found["gap_1_s"] == 3.0
    assert found["regret_1_s"] == 2.0
    assert found["regret_025_s"] == found["regret_01_s"] == 3.0
    assert found["regret_005_s"] is None


def test_rows_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    solved = Row(
        "product", "24-0.95-common-s1", 24, 0.95, "common", "whole", 0.951, 60.0,
        gap=0.25, regret=0.0004, surplus_share=0.75, audit="clean",
    )  # fmt: skip
    failed = Row(
        "timefold", "24-phones", 24, 0.95, "common", "phones", 0.95, 60.0, failed="no Java"
    )
    write_rows(tmp_path / "ladder.csv", [solved, failed])
    assert read_rows(tmp_path / "ladder.csv") == [solved, failed]


def test_a_gap_of_mostly_surplus_stands_in_brackets() -> None:
    row = Row("product", "a", 24, 0.95, "common", "whole", 0.95, 60.0, gap=0.25, surplus_share=0.75)
    assert ladder([row]) == [row]
    assert "(25.00)" in text([row])
