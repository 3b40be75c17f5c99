"""A workbook that came back from a spreadsheet: what was changed, and in which cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scheduler.domain.scenario import Pin
from scheduler.editing.hand_edits import kept_edits, sentence
from scheduler.editing.workbook_edits import read_workbook
from scheduler.loading.faults import InputFaults
from scheduler.verification.auditor import audit
from tests.editing.edited_monday import (
    ANA,
    BO,
    CHI,
    DAY,
    WEEK_COLUMN,
    cell_at,
    centre,
    edited,
    monday_roster,
    write_monday,
)
from tests.small_centres import at, csr, shift

# Ana's meal, half an hour later.
MEAL_MOVED = {
    (DAY, *cell_at(ANA, "12:00")): "P",
    (DAY, *cell_at(ANA, "12:15")): "P",
    (DAY, *cell_at(ANA, "12:30")): "L",
    (DAY, *cell_at(ANA, "12:45")): "lunch",
}
DAN = 9  # in the week


def test_what_nobody_touched_is_as_it_was(tmp_path: Path) -> None:
    found = edited(tmp_path)
    assert found.edits == ()
    assert found.roster == monday_roster()


def test_a_moved_meal_is_one_edit_with_its_cells(tmp_path: Path) -> None:
    found = edited(tmp_path, MEAL_MOVED)
    (edit,) = found.edits
    # 12:00 is the twenty-first column of slots from 7:00, column AB; 12:45 is AE.
    assert edit.places == (f"{DAY}!AB6:AE6",)
    assert sentence(centre(), [edit]) == "Ana Ruiz, Mon: meal 12:30–13:00, was 12:00–12:30"
    moved = "08:00 phone 10:00 rest 10:15 phone 12:30 meal 13:00 phone 14:30 rest 14:45 phone 16:30"
    assert list(found.roster.by_csr["c01"]) == shift("c01", 0, moved)
    assert found.roster.by_csr["c02"] == monday_roster().by_csr["c02"]


def test_cells_emptied_inside_a_shift_are_said(tmp_path: Path) -> None:
    emptied = {(DAY, *cell_at(ANA, time)): None for time in ("13:00", "13:15")}
    (edit,) = edited(tmp_path, emptied).edits
    assert sentence(centre(), [edit]) == "Ana Ruiz, Mon: nothing 13:00–13:30, was phones"
    back = replace(edit, was=edit.now, now=edit.was)
    assert sentence(centre(), [back]) == "Ana Ruiz, Mon: phones 13:00–13:30, was nothing"


def test_a_change_is_never_empty_words(tmp_path: Path) -> None:
    (edit,) = edited(tmp_path, MEAL_MOVED).edits
    unpaid = tuple(replace(s, paid=False) for s in edit.was)
    assert sentence(centre(), [replace(edit, now=unpaid)]) == "Ana Ruiz, Mon: paid differently"


def test_a_moved_meal_is_pinned_with_the_times_of_its_shift(tmp_path: Path) -> None:
    (kept,) = kept_edits(centre(), edited(tmp_path, MEAL_MOVED))
    source = f"roster.xlsx {DAY}!AB6:AE6"
    assert set(kept.pins) == {
        Pin("c01", at(0, "00:00"), at(0, "08:00"), "off", source),
        Pin("c01", at(0, "08:00"), at(0, "16:30"), "shift", source),
        Pin("c01", at(0, "16:30"), at(1, "00:00"), "off", source),
        Pin("c01", at(0, "12:00"), at(0, "12:30"), "phone", source),
        Pin("c01", at(0, "12:30"), at(0, "13:00"), "meal", source),
    }


def test_a_meal_moved_by_one_slot_is_pinned_as_a_whole(tmp_path: Path) -> None:
    later = {(DAY, *cell_at(ANA, "12:00")): "P", (DAY, *cell_at(ANA, "12:30")): "L"}
    (kept,) = kept_edits(centre(), edited(tmp_path, later))
    meals = [(pin.start, pin.end) for pin in kept.pins if pin.activity == "meal"]
    assert meals == [(at(0, "12:15"), at(0, "12:45"))]


def test_two_cells_of_a_week_exchanged_are_one_exchange(tmp_path: Path) -> None:
    found = edited(
        tmp_path,
        {("Week", 6, WEEK_COLUMN): "9:00–17:30", ("Week", 7, WEEK_COLUMN): "8:00–16:30"},
    )
    assert [edit.places for edit in found.edits] == [("Week!F6",), ("Week!F7",)]
    text = "Ana Ruiz and Bo Lind exchange Mon: 8:00–16:30 and 9:00–17:30"
    assert sentence(centre(), found.edits) == text
    # Ana takes Bo's shift with its breaks and its desk, and keeps every rule.
    times = [(s.start, s.activity) for s in found.roster.by_csr["c01"]]
    assert times[:3] == [
        (at(0, "09:00"), "desk"), (at(0, "11:00"), "rest"), (at(0, "11:15"), "desk"),
    ]  # fmt: skip
    rules = {v.rule for v in audit(centre(), None, found.roster)}
    assert rules == {v.rule for v in audit(centre(), None, monday_roster())}


def test_only_times_are_pinned_where_only_times_were_given(tmp_path: Path) -> None:
    found = edited(tmp_path, {("Week", 6, WEEK_COLUMN): "8:30-17:00"})
    (kept,) = kept_edits(centre(), found)
    assert [pin.activity for pin in kept.pins] == ["off", "shift", "off"]
    assert found.filled_in == 1


def test_who_does_not_know_the_desk_is_given_the_phones(tmp_path: Path) -> None:
    found = edited(
        tmp_path,
        {("Week", 8, WEEK_COLUMN): "9:00–17:30", ("Week", 7, WEEK_COLUMN): "10:00–18:30"},
    )
    assert {s.activity for s in found.roster.by_csr["c03"]} == {"phone", "rest", "meal"}


def test_a_day_off_and_a_day_given(tmp_path: Path) -> None:
    found = edited(
        tmp_path, {("Week", 6, WEEK_COLUMN): "off", ("Week", DAN, WEEK_COLUMN): "8:00-16:30"}
    )
    assert "c01" not in found.roster.by_csr
    dan = found.roster.by_csr["c04"]
    assert (dan[0].start, dan[-1].end) == (at(0, "08:00"), at(0, "16:30"))
    assert sentence(centre(), found.edits) == (
        "Ana Ruiz and Dan Okafor exchange Mon: 8:00–16:30 and off"
    )


def test_an_emptied_line_is_a_day_off(tmp_path: Path) -> None:
    def clear(book: Any) -> None:
        for column in range(8, 56):
            book[DAY].cell(ANA, column).value = None

    found = edited(tmp_path, act=clear)
    assert [(e.csr_id, e.now) for e in found.edits] == [("c01", ())]


def test_an_activity_in_the_week_is_pinned_around_the_breaks(tmp_path: Path) -> None:
    (edit,) = edited(tmp_path, {("Week", 7, WEEK_COLUMN): "phone"}).edits
    assert [s.activity for s in edit.now] == [
        "phone", "rest", "phone", "meal", "phone", "rest", "phone",
    ]  # fmt: skip
    assert edit.times == edit.times_before


def test_both_sheets_may_say_the_same(tmp_path: Path) -> None:
    longer = {(DAY, *cell_at(ANA, "16:30")): "P", (DAY, *cell_at(ANA, "16:45")): "P"}
    (edit,) = edited(tmp_path, {**longer, ("Week", 6, WEEK_COLUMN): "8:00-17:00"}).edits
    assert edit.places == ("Week!F6", f"{DAY}!AT6:AU6")
    with pytest.raises(InputFaults, match=r"Week!F6: found other times than in Mon 11 May!AT6:AU6"):
        edited(tmp_path, {**longer, ("Week", 6, WEEK_COLUMN): "off"})


def test_sorted_lines_are_found_by_their_ids(tmp_path: Path) -> None:
    def turn(book: Any) -> None:
        sheet = book["Week"]
        rows = [[cell.value for cell in sheet[row]] for row in range(6, 10)]
        for row, values in zip(range(6, 10), reversed(rows), strict=True):
            for column, value in enumerate(values, start=1):
                sheet.cell(row, column).value = value

    assert edited(tmp_path, act=turn).edits == ()


def test_kept_edits_live_on_until_somebody_changes_the_day_again(tmp_path: Path) -> None:
    first = edited(tmp_path, MEAL_MOVED)
    kept = kept_edits(centre(), first)
    scenario = centre(edits=kept)
    again = edited(tmp_path, scenario=scenario)
    assert (again.edits, again.kept) == ((), kept)
    other = edited(tmp_path, {("Week", 7, WEEK_COLUMN): "off"}, scenario=scenario)
    assert kept_edits(scenario, other)[0] == kept[0]
    instead = edited(tmp_path, {("Week", 6, WEEK_COLUMN): "off"}, scenario=scenario)
    assert instead.kept == ()


def _merge(book: Any) -> None:
    book[DAY].merge_cells(start_row=BO, end_row=BO, start_column=12, end_column=14)


def _no_line(book: Any) -> None:
    book["Week"].delete_rows(7)


def _no_column(book: Any) -> None:
    book[DAY].delete_cols(9)


def _no_sheet(book: Any) -> None:
    del book[DAY]


def _twice(book: Any) -> None:
    book["Week"].cell(7, 2).value = "c01"


def _stranger(book: Any) -> None:
    book["Week"].cell(DAN, 2).value = "c44"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (_merge, "roster.xlsx: Mon 11 May!L7:N7: found merged cells, allowed: one value a cell"),
        (_no_line, "roster.xlsx: Week!B7: found no line of Bo Lind (c02), allowed: a line for"),
        (_no_column, "roster.xlsx: Mon 11 May!B4: found columns that were moved, allowed"),
        (_no_sheet, "roster.xlsx: sheets: found no sheet 'Mon 11 May', allowed: every sheet"),
        (_twice, "roster.xlsx: Week!B7: found c01 again, as in line 6, allowed: one line"),
        (_stranger, "roster.xlsx: Week!B9: found 'c44', whom csrs.csv does not have, allowed"),
    ],
)
def test_a_broken_table_is_named_by_cell(
    tmp_path: Path, act: Callable[[Any], None], said: str
) -> None:
    with pytest.raises(InputFaults) as caught:
        edited(tmp_path, act=act)
    assert any(str(fault).startswith(said) for fault in caught.value.faults), caught.value


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ((DAY, *cell_at(ANA, "9:00")), "Q", "Mon 11 May!P6: found 'Q', allowed: P phone, D desk"),
        ((DAY, *cell_at(ANA, "9:00")), "=P7", "Mon 11 May!P6: found the formula '=P7', allowed"),
        ((DAY, ANA, 5), "7:45", "Mon 11 May!E6: found 7:45 where the letters are counted"),
        (("Week", 6, WEEK_COLUMN), "8-4", "Week!F6: found '8-4', allowed: an end after the start"),
        (("Week", 6, WEEK_COLUMN), "phoen", "Week!F6: found 'phoen', allowed: times such as"),
        (("Week", DAN, WEEK_COLUMN), "phone", "Week!F9: found 'phone' on a day off, allowed"),
    ],
)
def test_a_cell_that_is_not_understood_is_named(
    tmp_path: Path, cell: tuple[str, int, int], value: str, said: str
) -> None:
    with pytest.raises(InputFaults) as caught:
        edited(tmp_path, {cell: value})
    assert [str(fault).startswith(f"roster.xlsx: {said}") for fault in caught.value.faults] == [
        True
    ]


@pytest.mark.parametrize("text", ["9:00-17:30", "9:00-17:30 phone"])
def test_who_shadows_somebody_has_no_day_to_change(tmp_path: Path, text: str) -> None:
    eve = replace(csr("c09", shadows="c01"), name="Eve Moss")
    scenario = centre(shadows=(eve,))
    found = edited(tmp_path, {("Week", 6, WEEK_COLUMN): "off"}, scenario=scenario)
    assert "c09" not in found.roster.by_csr  # follows Ana, who is off now
    with pytest.raises(InputFaults, match="a change for Eve Moss, who has the shifts of Ana Ruiz"):
        edited(tmp_path, {("Week", 10, WEEK_COLUMN): text}, scenario=scenario)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    bad = {(DAY, *cell_at(ANA, "9:00")): "Q", (DAY, *cell_at(CHI, "11:00")): "Q"}
    with pytest.raises(InputFaults) as caught:
        edited(tmp_path, {**bad, ("Week", 7, WEEK_COLUMN): "sick"})
    assert len(caught.value.faults) == 3


def test_a_workbook_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    scenario = write_monday(path)
    book = load_workbook(path)
    del book["Original roster"]
    book.save(path)
    with pytest.raises(InputFaults, match="found no sheet 'Original roster'"):
        read_workbook(path, scenario)
    path.write_text("no workbook", encoding="utf-8")
    with pytest.raises(InputFaults, match="found no workbook that can be read"):
        read_workbook(path, scenario)
    with pytest.raises(InputFaults, match="found no such file"):
        read_workbook(tmp_path / "none.xlsx", scenario)


def test_a_workbook_of_another_week_says_which(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    write_monday(path)
    with pytest.raises(InputFaults, match="--week 2026-05-11 takes the week of this roster"):
        read_workbook(path, centre(days=2))


def test_other_inputs_are_a_note(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    write_monday(path)
    found = read_workbook(path, centre(digest="e" * 64))
    assert found.notes == ("roster.xlsx was made from other inputs than these",)
