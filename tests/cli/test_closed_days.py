"""Closed days and paid holidays, from the inputs to the days that people work."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import UNPLAYED, Call
from tests.small_centres import SETTINGS, forecast_table, write_centre

MEMORIAL_DAY = date(2026, 5, 25)
LISTED = 'closures = ["2026-05-25"]\n'
EVERY_DAY = SETTINGS.replace(
    'fri = "08:00-17:00"\n',
    'fri = "08:00-17:00"\nsat = "08:00-17:00"\nsun = "08:00-17:00"\n',
)
PAID = EVERY_DAY + '\n[pay]\npaid_holidays = ["2026-05-25"]\n'
# Saturdays of the three weeks before, worked by everybody.
WORKED_SATURDAYS = "csr_id, start, end, activity, paid\n" + "\n".join(
    f"{csr_id}, 2026-05-{day:02}T08:00, 2026-05-{day:02}T12:00, phone, yes"
    for csr_id in ("c01", "c02", "c03")
    for day in (9, 16, 23)
)


def named(keys: str) -> str:
    """The settings with closures by the calendar of Oregon in place of the list."""
    return EVERY_DAY.replace(LISTED, "").replace(
        "[centre]\n", f'[centre]\nclosures_from = "US-OR"\n{keys}\n'
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def run(folder: Path, call: Call, settings: str, **files: str) -> Path:
    """Outputs of the week of Memorial Day."""
    forecast = forecast_table(MEMORIAL_DAY, days=7)
    inputs = write_centre(folder / "inputs", settings=settings, forecast=forecast, **files)
    done = call("schedule", inputs, "--out", folder / "outputs", *UNPLAYED)
    assert done.exit_code == 0, done.output
    assert call("audit", inputs, folder / "outputs" / "roster.csv").exit_code == 0
    return folder / "outputs"


def days_worked(outputs: Path) -> dict[str, int]:
    days = {_day(row) for row in rows(outputs / "roster.csv")}
    return dict(Counter(csr_id for csr_id, _ in days))


def dates_worked(outputs: Path) -> set[str]:
    return {day for _, day in map(_day, rows(outputs / "roster.csv"))}


def _day(row: dict[str, str]) -> tuple[str, str]:
    return row["csr_id"], row["start"][:10]


def test_closures_by_the_calendar_change_the_days_worked(tmp_path: Path, call: Call) -> None:
    # An unpaid closure takes no contract day: 5, 5 and 4 of the other six.
    closed = run(tmp_path / "closed", call, named(""))
    assert "2026-05-25" not in dates_worked(closed)
    assert days_worked(closed) == {"c01": 5, "c02": 5, "c03": 4}
    # Open on the holiday: calls come on it, and somebody answers them.
    opened = run(tmp_path / "opened", call, named('closures_except = ["Memorial Day"]'))
    assert "2026-05-25" in dates_worked(opened)


@pytest.mark.parametrize("closing", ["by the list", "by the calendar"])
def test_a_paid_holiday_takes_a_day_from_every_week(
    closing: str, tmp_path: Path, call: Call
) -> None:
    pay = PAID[PAID.index("\n[pay]") :]
    outputs = run(tmp_path, call, PAID if closing == "by the list" else named("") + pay)
    assert days_worked(outputs) == {"c01": 4, "c02": 4, "c03": 3}
    # Rates 30.00, 28.50 and 27.00; 4 x 8 h and 8 h of holiday, and 3 x 5 h and 5 h.
    found = {
        row["csr_id"]: [
            float(row[name]) for name in ("paid_hours", "leave_hours", "holiday_hours", "holiday")
        ]
        for row in rows(outputs / "cost.csv")
    }
    assert found == {
        "c01": [32, 0, 8, 240],
        "c02": [32, 0, 8, 228],
        "c03": [15, 0, 5, 135],
    }
    holidays = [row for row in rows(outputs / "away.csv") if row["kind"] == "holiday"]
    assert [(row["csr_id"], row["start"][:10]) for row in holidays] == [
        ("c01", "2026-05-25"), ("c02", "2026-05-25"), ("c03", "2026-05-25"),
    ]  # fmt: skip


def test_who_loses_no_day_is_owed_none_where_the_centre_says_so(tmp_path: Path, call: Call) -> None:
    outputs = run(tmp_path, call, PAID + 'holiday_owed_to = "who_loses_a_day"\n')
    assert days_worked(outputs) == {"c01": 5, "c02": 5, "c03": 4}
    assert {row["holiday_hours"] for row in rows(outputs / "cost.csv")} == {"0"}
    assert {row["kind"] for row in rows(outputs / "away.csv")} == {"closure", "day off"}


def test_a_weekend_off_that_is_due_fits_into_the_week_of_a_holiday(
    tmp_path: Path, call: Call
) -> None:
    """Three Saturdays worked, one weekend of four off: Tuesday to Friday are left."""
    weekends = ("[labour]\n", "[labour]\nmin_weekends_off = 1\n")
    outputs = run(tmp_path, call, PAID.replace(*weekends), previous_roster=WORKED_SATURDAYS)
    assert not dates_worked(outputs) & {"2026-05-25", "2026-05-30", "2026-05-31"}
    # Nobody owes a day for a closure that is not paid: five days do not fit into four.
    unpaid = write_centre(
        tmp_path / "unpaid",
        settings=EVERY_DAY.replace(*weekends),
        forecast=forecast_table(MEMORIAL_DAY, days=7),
        previous_roster=WORKED_SATURDAYS,
    )
    done = call("schedule", unpaid, "--out", tmp_path / "none", *UNPLAYED)
    assert done.exit_code == 3, done.output


def test_nobody_works_in_the_closed_half_of_a_day(tmp_path: Path, call: Call) -> None:
    """Tuesday closes at 13:00: only part-timers have shifts that fit, of four hours or five."""
    closed = EVERY_DAY.replace(LISTED, 'closures = ["2026-05-25", "2026-05-26 13:00-17:00"]\n')
    usual = run(tmp_path / "usual", call, EVERY_DAY)
    half = run(tmp_path / "half", call, closed)

    def last_end(outputs: Path) -> str:
        ends = (row["end"] for row in rows(outputs / "roster.csv") if "05-26T" in row["start"])
        return max(ends, default="")[11:16]

    assert last_end(usual) > "13:00" >= last_end(half)
    assert days_worked(half) == {"c01": 5, "c02": 5, "c03": 4}
    required = {
        row["start"][:16]
        for row in rows(half / "requirements.csv")
        if row["channel"] == "phone" and int(row["required"])
    }
    assert "2026-05-26T12:00" in required
    assert "2026-05-26T13:00" not in required
