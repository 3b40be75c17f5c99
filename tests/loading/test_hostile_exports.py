"""Exports as a hostile reader would write them: other offsets, numbers, totals, places."""

from __future__ import annotations

import os
from datetime import datetime, time
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from scheduler.loading.faults import InputFaults
from scheduler.loading.import_file import file_to_import
from scheduler.pipeline import merge_import
from scheduler.pipeline.results_folder.folder_lock import FolderBusy, locked
from tests.loading.test_known_formats import (
    AVAYA,
    GENESYS,
    SETTINGS,
    USUAL,
    asked,
    centre,
    fault,
    imported,
    offered,
    row,
)

VOICE = ("channel.Voice=phone", "empty=missing")
AS_IT_IS = (*USUAL, "empty=missing")
TWO = row(8, "A", 10, 0, 60, 0) + row(9, "A", 10, 0, 60, 0)


@pytest.mark.parametrize(
    ("text", "local"),
    [
        # 15:00 UTC is 8:00 in Los Angeles in May
        ("2026-05-04 15:00 GMT", "08:00-07:00"),
        ("2026-05-04 15:00 (UTC)", "08:00-07:00"),
        ("20260504T150000Z", "08:00-07:00"),
        ("2026-05-04 17:00 UTC+2", "08:00-07:00"),
        ("2026-05-04 20:30 GMT+05:30", "08:00-07:00"),
        ("2026-05-04T07:30:00-0730", "08:00-07:00"),
        ("2026-05-04T05-10", ""),
        ("2026-05-04 08:00:00 PST", ""),
        ("2026-05-04T15:00:00+25:00", ""),
        ("2026-05-04T15:00:00-14:30", ""),
    ],
)
def test_offsets_of_every_notation(text: str, local: str, tmp_path: Path) -> None:
    rows = f"{GENESYS}{text},Q,Voice,a,English,10,9,1800\n"
    if local:
        found = imported(tmp_path, rows, "genesys-history", VOICE)
        assert offered(found) == [(f"2026-05-04T{local}", "en", 10.0)]
    else:
        assert "(an offset such as -07:00 or Z may follow)" in fault(
            tmp_path, rows, "genesys-history", answers=VOICE
        )


def test_hours_of_utc_where_the_clock_is_half_an_hour_off(tmp_path: Path) -> None:
    # 3:00 and 4:00 UTC are 8:30 and 9:30 in India: half of each belongs to the next hour
    rows = "".join(
        f"2026-05-04T0{hour}:00:00Z,Q,Voice,a,English,{count},{count},1800\n"
        for hour, count in ((3, 10), (4, 20))
    )
    india = SETTINGS.replace("America/Los_Angeles", "Asia/Kolkata")
    found = imported(tmp_path, GENESYS + rows, "genesys-history", VOICE, settings=india)
    assert [count for _, _, count in offered(found)] == [5.0, 15.0, 10.0]
    assert any("cut evenly into 30, since they begin between" in note for note in found.notes)


@pytest.mark.parametrize(
    ("delimiter", "cells", "seconds"),
    [
        (",", ('"12,5"', "60"), [12.5, 60.0]),
        (",", ('"1.234,5"', "60"), [1234.5, 60.0]),
        (";", ("45,125", "60,5"), [45.125, 60.5]),
        (",", ("3m20s", "PT1M"), [200.0, 60.0]),
        (",", ("1'234", "60"), [1234.0, 60.0]),
        # No figure: the mean of the channel, as for an empty cell
        (",", ("#REF!", "60"), [60.0, 60.0]),
        (",", ("k.A.", "60"), [60.0, 60.0]),
    ],
)
def test_numbers_of_every_notation(
    delimiter: str, cells: tuple[str, str], seconds: list[float], tmp_path: Path
) -> None:
    lines = [AVAYA, *(row(8 + n, "A", 10, 0, "@", 0) for n in range(2))]
    text = "".join(lines).replace(",", delimiter)
    for cell in cells:
        text = text.replace("@", cell, 1)
    found = imported(tmp_path, text)
    assert [float(one) for one in found.table["aht_s"]] == seconds


def test_two_decimal_marks_in_one_file_are_asked_about(tmp_path: Path) -> None:
    # 12.5 was 125 seconds in a file that had a decimal comma elsewhere
    text = AVAYA + row(8, "A", 10, 0, 12.5, 0) + row(9, "A", 10, 0, '"60,5"', 0)
    assert asked(tmp_path, text) == ["decimal"]
    told = fault(tmp_path, text, answers=(*USUAL, "decimal=comma"))
    assert "found '12.5'" in told


@pytest.mark.parametrize(
    ("last", "passed"),
    [
        (",,Gesamt:,20,0,60,0", "totals"),
        ("Total général,,,20,0,60,0", "totals"),
        ("合計,,,20,0,60,0", "totals"),
        ("--- End of Report ---,,,,,,", "ends of the report"),
        ("(2 rows affected)", "ends of the report"),
        ("Seite 1 von 3", "ends of the report"),
        ("Total Transit,,,20,0,60,0", ""),
    ],
)
def test_ends_and_totals_of_every_report(last: str, passed: str, tmp_path: Path) -> None:
    text = f"{AVAYA}{TWO}{last}\n"
    if passed:
        found = imported(tmp_path, text)
        assert [count for _, _, count in offered(found)] == [10.0, 10.0]
        assert f"export.csv:4: 1 row of {passed} passed over" in found.notes
    else:
        assert "found 'Total Transit'" in fault(tmp_path, text)


def test_a_text_of_four_bytes_a_letter_is_named(tmp_path: Path) -> None:
    assert "is UTF-32" in fault(tmp_path, (AVAYA + TWO).encode("utf-32"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("link", "found a link to nowhere.csv, which leads to no file"),
        ("pipe", "is a pipe or a device"),
        ("folder", "is a folder"),
        ("other", "found the columns a;b"),
    ],
)
def test_what_stands_in_the_place_of_the_table(kind: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(AVAYA + TWO, encoding="utf-8")
    inputs = centre(tmp_path)
    place = inputs / "history.csv"
    if kind == "link":
        place.symlink_to("nowhere.csv")
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place.write_text("a;b\n1;2\n", encoding="utf-8")
    pairs = [(key, value) for key, _, value in (one.partition("=") for one in USUAL)]
    job = file_to_import(tmp_path / "export.csv", "avaya-cms", inputs, pairs)
    with pytest.raises(InputFaults, match=words):
        merge_import.merged(job, job.read(), inputs)
    assert sorted(path.name for path in inputs.iterdir()) == ["history.csv", "settings.toml"]


def test_a_channel_that_the_centre_does_not_open(tmp_path: Path) -> None:
    told = fault(tmp_path, AVAYA + TWO, answers=(*USUAL, "channel=fax"))
    assert "--answer 'channel=fax': channel: found 'fax'" in told
    assert "allowed: phone" in told


def test_files_that_the_format_does_not_have(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(AVAYA + TWO, encoding="utf-8")
    with pytest.raises(InputFaults, match="only zendesk-tickets has files of its own"):
        file_to_import(
            tmp_path / "export.csv",
            "avaya-cms",
            centre(tmp_path),
            others={"events": tmp_path / "export.csv"},
        )


def test_more_gave_up_than_came(tmp_path: Path) -> None:
    text = AVAYA + row(8, "A", 2, 5, 60, 0) + row(9, "A", 10, 1, 60, 0)
    answers = ("acd_calls=offered", *USUAL[1:])
    found = imported(tmp_path, text, answers=answers)
    assert found.table["offered"].tolist() == ["2", "10"]
    assert found.table["abandoned"].tolist() == ["2", "1"]
    assert "export.csv:2: in 1 row more gave up than came" in " ".join(found.notes)


def workbook(folder: Path, rows: list[list[object]], time_format: str = "") -> None:
    """export.xlsx behind a hidden sheet, with times of day in its second column."""
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("Report")
    for cells in (AVAYA.strip().split(","), *rows):
        sheet.append(cells)
        if time_format:
            sheet.cell(sheet.max_row, 2).number_format = time_format
    book.active = 1
    book.save(folder / "export.xlsx")


@pytest.mark.parametrize(
    ("clock", "time_format"),
    [(time(8), ""), (8 / 24, "h:mm"), (8 / 24, ""), ("8:00 AM", ""), ("0800", "")],
)
def test_a_workbook_with_day_and_time_apart(
    clock: object, time_format: str, tmp_path: Path
) -> None:
    # openpyxl writes days as midnights, as spreadsheets show them in a column of days
    workbook(tmp_path, [[datetime(2026, 5, 25), clock, "A", 10, 0, time(0, 3, 20), 0]], time_format)
    found = imported(tmp_path, "", name="export.xlsx")
    assert found.table.to_numpy().tolist() == [
        ["2026-05-25T08:00", "phone", "en", "10", "0", "200"]
    ]


@pytest.mark.parametrize(
    "day", ["2026-05-25 00:00:00.000", "5/25/2026 12:00:00 AM", "5/25/26 0:00"]
)
def test_a_day_with_the_midnight_of_a_database(day: str, tmp_path: Path) -> None:
    found = imported(tmp_path, AVAYA + row(8, "A", 10, 0, 60, 0, day=day))
    assert offered(found) == [("2026-05-25T08:00", "en", 10.0)]


def test_two_imports_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "export.csv").write_text(AVAYA + TWO, encoding="utf-8")
    inputs = centre(tmp_path)
    pairs = [(key, value) for key, _, value in (one.partition("=") for one in USUAL)]
    job = file_to_import(tmp_path / "export.csv", "avaya-cms", inputs, pairs)
    monkeypatch.setattr(merge_import, "locked", partial(locked, wait_s=0.0))
    with locked(inputs), pytest.raises(FolderBusy, match="another run"):
        merge_import.merge(job, job.read(), inputs)
    assert not (inputs / "history.csv").exists()
    assert merge_import.merge(job, job.read(), inputs).new == 2


def blocks(*days: str) -> str:
    """A report of which each block has its day above it, and two rows with times alone."""
    head = "Interval,ACD Calls,Abandoned Calls,Avg ACD Time\n"
    rows = "8:00 AM - 9:00 AM,10,0,1:00\n9:00 AM - 10:00 AM,10,0,1:00\n"
    return "Split/Skill: A\n" + "".join(
        f"Date: {day}\n{head}{rows}Totals,20,0,1:00\n" for day in days
    )


def test_days_above_their_blocks_have_an_order_too(tmp_path: Path) -> None:
    # The 4th of May was passed over in silence, and its calls counted on the day before it
    assert asked(tmp_path, blocks("05/04/2026", "05/11/2026")) == ["date_order"]
    for answer, first in (("mdy", "2026-05-04"), ("dmy", "2026-04-05")):
        text, answers = blocks("05/04/2026"), (*AS_IT_IS, f"date_order={answer}")
        assert offered(imported(tmp_path, text, answers=answers))[0][0] == f"{first}T08:00"
    text = blocks("05/25/2026", "06/01/2026 Mon", "06/08/2026 - 06/08/2026")
    clear = imported(tmp_path, text, answers=AS_IT_IS)
    days = [start[:10] for start, _, _ in offered(clear)]
    assert sorted(set(days)) == ["2026-05-25", "2026-06-01", "2026-06-08"]


@pytest.mark.parametrize("day", ["05/25/2026 - 05/29/2026", "last week", "13/13/2026"])
def test_blocks_of_no_single_day_are_faults(day: str, tmp_path: Path) -> None:
    told = fault(tmp_path, blocks("05/24/2026", day))
    assert f"found '{day}', allowed: one day above the rows" in told


def test_a_column_of_one_notation_is_read_as_text_by_text(tmp_path: Path) -> None:
    # 8:00 to 10:59 local, in the hours of UTC and with seconds; the last row changes the way
    starts = ["2026-05-04T15:00:00Z", "2026-05-04T16:00:00Z", "2026-05-04 09:00:30-07:00"]
    rows = "".join(f"{s},Q{n},Voice,a,English,1,1,100\n" for n, s in enumerate(starts))
    last = "2026-05-04 17:00 GMT,Q,Voice,a,English,1,1,100\n"
    both = [
        offered(imported(tmp_path, GENESYS + text, "genesys-history", (*VOICE, "skills=all")))
        for text in (rows, rows + last)
    ]
    expected = [("2026-05-04T08:00-07:00", "en", 1.0), ("2026-05-04T09:00-07:00", "en", 2.0)]
    assert both == [expected, [*expected, ("2026-05-04T10:00-07:00", "en", 1.0)]]


@pytest.mark.parametrize(
    "text", ["1989-05-04T15:00:00Z", "2026-02-30T15:00:00Z", "2026-05-04T25:00Z"]
)
def test_times_that_there_are_not(text: str, tmp_path: Path) -> None:
    rows = f"{GENESYS}2026-05-04T15:00:00Z,Q,Voice,a,English,1,1,100\n"
    told = fault(tmp_path, f"{rows}{text},Q,Voice,a,English,1,1,100\n", "genesys-history")
    assert f"export.csv:3: Interval Start UTC Date: found '{text}'" in told
