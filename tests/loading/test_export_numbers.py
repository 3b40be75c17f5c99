"""Counts and handling times of an export: notations, units, placeholders and divisors."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.forecast.mix import mix_of
from tests.loading.export_cases import COLUMNS, faults_in, read_past, rows_of

COMMAS = 'delimiter = ";"\n' + COLUMNS


def times(folder: Path, cells: list[str], settings: str, delimiter: str) -> list[float]:
    past, _ = read_past(folder, rows_of(cells, delimiter), settings)
    return [one.aht_s for one in past]


@pytest.mark.parametrize(
    ("cells", "seconds"),
    [
        (["45,125", "50,250"], [45.125, 50.25]),
        (["180,5", "1.080,25"], [180.5, 1080.25]),
        (["180,5", "1.080"], [180.5, 1080]),
        (["180,5", "1 080"], [180.5, 1080]),
        (["180,5", "1\u00a0080,5"], [180.5, 1080.5]),
        (["3:05", "0:03:05,5"], [185, 185.5]),
    ],
)
def test_decimal_commas(cells: list[str], seconds: list[float], tmp_path: Path) -> None:
    assert times(tmp_path, cells, COMMAS, ";") == seconds


@pytest.mark.parametrize(
    ("cells", "seconds"),
    [
        (['"1,080"', "180"], [1080, 180]),
        (["185.125", "190.250"], [185.125, 190.25]),
        (['"1,080.5"', "180.25"], [1080.5, 180.25]),
        (["1'080.5", "180.25"], [1080.5, 180.25]),
        (["3m 20s", "PT3M20S"], [200, 200]),
    ],
)
def test_decimal_points(cells: list[str], seconds: list[float], tmp_path: Path) -> None:
    assert times(tmp_path, cells, COLUMNS, ",") == seconds


@pytest.mark.parametrize(
    ("cell", "delimiter", "readings"),
    [
        ("1.234", ";", ("reads 1.234", "reads 1234")),
        ("1.234", ",", ("reads 1.234", "reads 1234")),
        ("0,875", ";", ("reads 875", "reads 0.875")),
        ('"0,875"', ",", ("reads 875", "reads 0.875")),
        ('"45,125"', ",", ("reads 45125", "reads 45.125")),
    ],
)
def test_two_readings_are_a_question(
    cell: str, delimiter: str, readings: tuple[str, ...], tmp_path: Path
) -> None:
    """One fault for the file, with both numbers; the key that it names decides."""
    settings = COMMAS if delimiter == ";" else COLUMNS
    [fault] = faults_in(tmp_path, rows_of([cell] * 3, delimiter), settings)
    assert fault.startswith("history.csv:2: Time: found ")
    assert all(reading in fault for reading in readings)
    comma = times(tmp_path, [cell] * 3, 'decimal = ","\n' + settings, delimiter)
    point = times(tmp_path, [cell] * 3, 'decimal = "."\n' + settings, delimiter)
    smaller = float(cell.strip('"').replace(",", "."))
    assert {comma[0], point[0]} == {smaller, 1000 * smaller}


def test_numbers_that_contradict_each_other(tmp_path: Path) -> None:
    [fault] = faults_in(tmp_path, rows_of(["180,5", "190.25"], ";"), COMMAS)
    assert "found '190.25' here and '180,5' in line 2, allowed: one notation" in fault


@pytest.mark.parametrize(
    ("cell", "unit", "word"),
    [
        ("3.5", "min", "minutes"),
        (".00243", "days", "days, as Excel counts"),
        ("21000.0", "ms", "milliseconds"),
    ],
)
def test_a_unit_that_explains_the_times(cell: str, unit: str, word: str, tmp_path: Path) -> None:
    """3.5 minutes and .00243 days are 210 s, 21,000 milliseconds are 21 s."""
    _, warnings = read_past(tmp_path, rows_of([cell] * 3), COLUMNS)
    assert f"in the middle, not 10 s to 2 h; in {word}" in warnings
    assert f'history.time_unit = "{unit}"' in warnings
    past, warnings = read_past(tmp_path, rows_of([cell] * 3), f'time_unit = "{unit}"\n' + COLUMNS)
    assert past[0].aht_s == pytest.approx(21 if unit == "ms" else 210, rel=1e-3)
    assert "in the middle" not in warnings


@pytest.mark.parametrize("cell", ["-", "N/A", "#DIV/0!", "#WERT!", "#¡VALOR!", "#N/D", "NaN", "–"])
def test_placeholders_are_no_values(cell: str, tmp_path: Path) -> None:
    """A time that is missing is told by the others; a count that is missing is no zero."""
    past, warnings = read_past(tmp_path, rows_of(["180", cell, "180"]), COLUMNS)
    assert [one.offered for one in past] == [20, 20, 20]
    assert set(mix_of(past, 30).aht_s[0].round(6)) == {180.0}
    assert f"Time: 1 cell without a value ({cell!r}): taken as unknown" in warnings
    counts = [row.replace(",20,180", f",{cell},180") for row in rows_of(["180"])]
    rows = [*counts, "2026-05-05 08:00,20,180"]
    past, warnings = read_past(tmp_path, rows, COLUMNS)
    assert [one.offered for one in past] == [20]
    assert 'taken as no record; history.missing_counts = "zero"' in warnings
    past, _ = read_past(tmp_path, rows, 'missing_counts = "zero"\n' + COLUMNS)
    assert [one.offered for one in past] == [0, 20]


def test_no_handling_time_at_all(tmp_path: Path) -> None:
    [fault] = faults_in(tmp_path, rows_of(["-", "-"]), COLUMNS)
    assert fault.startswith("history.csv:1: Time: found none in any of 2 rows")
    past, _ = read_past(tmp_path, rows_of(["-", "-"]), "aht_s = 200\n" + COLUMNS)
    assert [one.aht_s for one in past] == [200, 200]


TOTALS = """
channel = "phone"
[history.columns]
start = "When"
offered = "Offered"
handled = "Handled"
abandoned = "Abandoned"
work_s = "Total"
"""


def test_totals_are_divided_by_what_was_handled(tmp_path: Path) -> None:
    """1,080 s of six calls handled are 180 s a call, though sixteen were offered, ten flowed out.

    Of the four handled next, each took 240 s: together (1,080 + 960) / 10 = 204 s.
    """
    rows = ["When,Offered,Handled,Abandoned,Total"]
    rows += ["2026-05-04 08:00,16,6,0,1080", "2026-05-04 08:30,4,4,0,960"]
    past, _ = read_past(tmp_path, rows, TOTALS)
    assert [(one.offered, one.aht_s) for one in past] == [(16, 180), (4, 240)]
    seconds = sum(one.answered * one.aht_s for one in past)
    assert seconds / sum(one.answered for one in past) == 204
    callbacks, _ = read_past(tmp_path, [*rows[:1], "2026-05-04 08:00,4,6,0,1080"], TOTALS)
    assert (callbacks[0].offered, callbacks[0].aht_s) == (4, 180)


def test_totals_without_a_count_handled(tmp_path: Path) -> None:
    """Offered less abandoned is what was handled; without either column it is said."""
    rows = ["When,Offered,Abandoned,Total", "2026-05-04 08:00,16,10,1080"]
    settings = TOTALS.replace('handled = "Handled"\n', "")
    past, warnings = read_past(tmp_path, rows, settings)
    assert past[0].aht_s == 180
    assert "history.columns.handled" not in warnings
    past, warnings = read_past(tmp_path, rows, settings.replace('abandoned = "Abandoned"\n', ""))
    assert past[0].aht_s == 67.5
    assert "total times are divided by all contacts offered" in warnings


def test_calls_counted_when_they_end(tmp_path: Path) -> None:
    """Who was offered at 8:28 may give up at 8:31: three more than were offered, cut to these."""
    rows = ["When,Offered,Handled,Abandoned,Total"]
    rows += ["2026-05-04 08:00,20,20,0,3600", "2026-05-04 08:30,0,0,1,0"]
    rows += ["2026-05-04 09:00,2,0,4,0"]
    past, warnings = read_past(tmp_path, rows, TOTALS)
    assert [(one.offered, one.abandoned) for one in past] == [(20, 0), (0, 0), (2, 2)]
    assert "history.csv:3: Abandoned: more abandoned than offered in 2 intervals" in warnings


def test_tickets_without_a_time(tmp_path: Path) -> None:
    """A placeholder is a ticket that took no known time: it counts, and the others tell."""
    settings = (
        '[tickets]\nchannel = "phone"\ncolumns = { id = "No", start = "At", aht_s = "Took" }\n'
    )
    (tmp_path / "tickets.csv").write_text(
        "No,At,Took\n1,2026-05-04 15:00 UTC,N/A\n2,2026-05-04 08:10,300\n", encoding="utf-8"
    )
    past, warnings = read_past(tmp_path, rows_of(["180"]), COLUMNS + settings)
    [tickets] = [one for one in past if one.offered == 2]
    assert (tickets.start.hour, tickets.aht_s) == (8, 300)
    assert "tickets.csv:2: Took: 1 cell without a value ('N/A')" in warnings
