"""roster.xlsx, read back with another library."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.reporting.files.workbook import write_workbook
from tests.reporting.made_runs import FORMULA, NASTY, monday


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("workbook") / "roster.xlsx"
    write_workbook(found, monday())
    return found


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def row_of(sheet: Worksheet, text: str) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_sheets_in_reading_order(book: Workbook) -> None:
    assert book.sheetnames == [
        "Week", "Mon 11 May", "Coverage", "Coverage data", "Hours and cost", "Findings",
        "Original roster",
    ]  # fmt: skip


def test_the_week_has_times_and_reasons(path: Path) -> None:
    sheet = load_workbook(path, data_only=True)["Week"]
    ana = [cell.value for cell in sheet[row_of(sheet, "Ana Ruiz")]]
    assert ana[:7] == ["Ana Ruiz", "c01", "A", "csr1", "en, es", "8:00–16:30", 1]
    dan = [cell.value for cell in sheet[row_of(sheet, "Dan Okafor")]]
    assert dan[5] == "vacation"


def test_the_day_shows_letters_in_the_colour_of_their_activity(book: Workbook) -> None:
    sheet = book["Mon 11 May"]
    row = sheet[row_of(sheet, "Ana Ruiz")]
    # Phones 8:00-17:00 span the sheet: the eighth column is 8:00, four columns an hour.
    letters = [cell.value for cell in row[7:43]]
    assert "".join(letter or "." for letter in letters) == ("PPPPMMPPRPPPPPPPLLPPPPPPPPRPPPPPPP..")
    colours = {cell.value: cell.fill.fgColor.rgb for cell in row[7:41]}
    assert len(set(colours.values())) == len(colours)


def test_lines_below_the_day_count_by_formula(book: Workbook, path: Path) -> None:
    sheet = book["Mon 11 May"]
    line = row_of(sheet, "Phones scheduled")
    formula = sheet.cell(line, 12).value
    assert formula == '=COUNTIF(L6:L8,"P")'
    values = load_workbook(path, data_only=True)["Mon 11 May"]
    # 9:00, the twelfth column: three required, one on the phones, two short.
    assert [values.cell(line + offset, 12).value for offset in (-1, 0, 1)] == [3, 1, 2]


def test_start_end_and_hours_follow_the_letters(path: Path, book: Workbook) -> None:
    line = row_of(book["Mon 11 May"], "Ana Ruiz")
    cells = [book["Mon 11 May"].cell(line, column).value for column in (5, 6, 7)]
    assert all(str(cell).startswith("=") for cell in cells)
    shown = load_workbook(path, data_only=True)["Mon 11 May"]
    # 34 slots of a quarter of an hour less two of the meal.
    assert [shown.cell(line, column).value for column in (5, 6, 7)] == [
        timedelta(hours=8),
        timedelta(hours=16.5),
        8,
    ]


def test_a_slot_offers_the_letters_of_the_centre(book: Workbook) -> None:
    (offered,) = book["Mon 11 May"].data_validations.dataValidation
    assert (offered.type, offered.formula1) == ("list", '"P,M,R,L"')
    assert str(offered.sqref) == "H6:AQ8"


def test_sorting_the_week_takes_the_days_along(book: Workbook) -> None:
    # Four people below the headings; a day, its count and the hours beside five columns.
    assert book["Week"].auto_filter.ref == "A5:H9"


def test_names_are_text_and_never_formulas(book: Workbook) -> None:
    for name in (FORMULA, NASTY):
        for sheet in ("Week", "Mon 11 May", "Hours and cost"):
            cells = [c for row in book[sheet].iter_rows() for c in row if c.value == name]
            assert cells, (name, sheet)
            assert {cell.data_type for cell in cells} == {"s"}


def test_charts_are_native_and_read_the_data(path: Path, book: Workbook) -> None:
    charts = book["Coverage"]._charts
    # One for the only day of the main channel, one for the week of Spanish.
    assert len(charts) == 2
    with ZipFile(path) as archive:
        drawn = archive.read("xl/charts/chart1.xml").decode()
    assert "'Coverage data'!$D$3:$D$38" in drawn  # scheduled, 36 slots
    assert "'Coverage data'!$C$3:$C$38" in drawn  # required
    assert [c.value for c in book["Coverage data"][3]][:5] == ["Mon", "8:00", 0, 3, 0]


def test_the_charts_are_printed_without_their_numbers(book: Workbook) -> None:
    # Title, note and a blank line, then one line of two charts of twelve rows.
    assert book["Coverage"].print_area == "'Coverage'!$A$1:$T$15"


def test_the_numbers_behind_the_charts_are_hidden_and_still_drawn(
    path: Path, book: Workbook
) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    assert [title for title, state in states.items() if state != "visible"] == [
        "Coverage data",
        "Original roster",
    ]
    with ZipFile(path) as archive:
        assert "plotVisOnly" not in archive.read("xl/charts/chart1.xml").decode()


def test_every_sheet_is_set_up_for_paper(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.page_setup.fitToWidth in (1, None)  # None: the format's default, 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    day = book["Mon 11 May"]
    assert day.page_setup.orientation == "landscape"
    assert day.freeze_panes == "B6"
    assert day.print_title_rows == "$4:$5"


def test_hours_and_cost_sum_up(path: Path) -> None:
    sheet = load_workbook(path, data_only=True)["Hours and cost"]
    total = [cell.value for cell in sheet[row_of(sheet, "All")]]
    # Three people rostered for 8 paid hours at $30.
    assert (total[3], total[7]) == (24, 720)


def test_findings_are_sentences(book: Workbook) -> None:
    assert any(
        text.startswith("Mon 9:00–9:30 phones two short: ") for text in texts(book["Findings"])
    )


def test_a_full_disk_is_an_error_of_the_disk() -> None:
    """Not one of the library, and without a second try when the book is thrown away."""
    with pytest.raises(OSError, match="No space left on device"):
        write_workbook(Path("/dev/full"), monday())
