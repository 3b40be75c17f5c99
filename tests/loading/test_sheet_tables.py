"""Tables as workbooks, and dates as people write them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from scheduler.loading import InputFaults, Scenario, load
from tests.small_centres import SETTINGS, write_centre

DATED = SETTINGS.replace("[centre]", '[centre]\ndate_order = "mdy"', 1)


def faults(folder: Path) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        load(folder)
    return [str(fault) for fault in caught.value.faults]


def as_book(folder: Path, name: str, *sheets: str, first: str = "") -> None:
    """Put the rows of a CSV file into the first of these sheets, the others left empty."""
    rows = [line.split(",") for line in (folder / f"{name}.csv").read_text().splitlines()]
    book = openpyxl.Workbook()
    book.active.title = first or sheets[0]
    for title in sheets if first else sheets[1:]:
        book.create_sheet(title)
    for row in rows:
        book[sheets[0]].append([cell.strip() for cell in row])
    book.save(folder / f"{name}.xlsx")
    (folder / f"{name}.csv").unlink()


def people(scenario: Scenario) -> list[str]:
    return [csr.csr_id for csr in scenario.csrs]


def test_a_staff_list_is_read_from_a_workbook(tmp_path: Path) -> None:
    """The first sheet; else the one named like the file; else the one that settings name."""
    folder = write_centre(tmp_path / "plain")
    expected = people(load(folder))
    as_book(folder, "csrs", "Staff")
    assert people(load(folder)) == expected
    folder = write_centre(tmp_path / "named")
    as_book(folder, "csrs", "csrs", first="Notes")
    assert people(load(folder)) == expected
    settings = SETTINGS.replace("[centre]", '[centre]\nsheets = { "csrs.xlsx" = "2026" }', 1)
    folder = write_centre(tmp_path / "told", settings=settings)
    as_book(folder, "csrs", "2026", first="Notes")
    assert people(load(folder)) == expected


def test_faults_name_the_workbook_and_its_row(tmp_path: Path) -> None:
    folder = write_centre(tmp_path)
    text = (folder / "csrs.csv").read_text(encoding="utf-8")
    first = text.splitlines()[1].split(",")[0]
    (folder / "csrs.csv").write_text(text.replace(first, "not a name", 1), encoding="utf-8")
    as_book(folder, "csrs", "Staff")
    assert any(
        fault.startswith("csrs.xlsx:2: csr_id: found 'not a name'") for fault in faults(folder)
    )


def test_a_table_twice_is_a_fault(tmp_path: Path) -> None:
    folder = write_centre(tmp_path)
    text = (folder / "csrs.csv").read_text(encoding="utf-8")
    as_book(folder, "csrs", "Staff")
    (folder / "csrs.csv").write_text(text, encoding="utf-8")
    assert "csrs.csv:1: file: found csrs.xlsx too, allowed: one of the two" in faults(folder)


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    settings = SETTINGS.replace("[centre]", '[centre]\nsheets = { "csrs.xlsx" = "2026" }', 1)
    folder = write_centre(tmp_path, settings=settings)
    as_book(folder, "csrs", "Staff")
    assert any("csrs.xlsx:1: file: has no sheet '2026'" in fault for fault in faults(folder))


def test_a_workbook_changes_the_digest(tmp_path: Path) -> None:
    folder = write_centre(tmp_path)
    before = load(folder).digest
    as_book(folder, "csrs", "Staff")
    assert load(folder).digest != before


def test_cells_of_dates_and_times(tmp_path: Path) -> None:
    """A day alone is the whole day: five days of leave, as the same dates in CSV."""
    folder = write_centre(tmp_path, time_off="csr_id,start,end,kind,paid\n")
    person = people(load(folder))[0]
    book = openpyxl.Workbook()
    book.active.append(["csr_id", "start", "end", "kind", "paid"])
    book.active.append([person, date(2026, 5, 11), date(2026, 5, 12), "vacation", True])
    book.active.append([person, datetime(2026, 5, 13, 8), "2026-05-13 12:00", "sick", False])
    (folder / "time_off.csv").unlink()
    book.save(folder / "time_off.xlsx")
    first, second = load(folder).time_off
    grid = load(folder).grid
    assert (grid.local(first.start), grid.local(first.end).day) == (datetime(2026, 5, 11), 13)
    assert (grid.local(second.start), grid.local(second.end)) == (
        datetime(2026, 5, 13, 8),
        datetime(2026, 5, 13, 12),
    )
    assert (first.paid, second.paid) == (True, False)


@pytest.mark.parametrize(("order", "day"), [("mdy", 12), ("dmy", 5)])
def test_dates_with_slashes_need_an_order(order: str, day: int, tmp_path: Path) -> None:
    """5/12 is in May for one and in December for the other; without an order it is a fault."""
    row = "csr_id,start,end,kind,paid\n{},5/12/2026 8:00 AM,5/12/2026 12:00 PM,sick,yes\n"
    person = people(load(write_centre(tmp_path / "a")))[0]
    folder = write_centre(tmp_path / "b", time_off=row.format(person))
    assert any("time_off.csv:2: start: found '5/12/2026 8:00 AM'" in f for f in faults(folder))
    settings = DATED.replace("mdy", order)
    folder = write_centre(tmp_path / "c", settings=settings, time_off=row.format(person))
    found = load(folder).time_off
    if day == 5:
        assert not found  # in December
    else:
        assert load(folder).grid.local(found[0].start) == datetime(2026, 5, 12, 8)


def test_a_date_of_the_other_order_is_a_fault(tmp_path: Path) -> None:
    row = "csr_id,start,end,kind,paid\nc01,13/5/2026,13/5/2026,sick,yes\n"
    folder = write_centre(tmp_path, settings=DATED, time_off=row)
    assert any("start: found '13/5/2026'" in fault for fault in faults(folder))
