"""Exports of known systems: what is told apart, asked, refused, and put into the right hour."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from scheduler.cli.commands.import_export import FORMAT_NAMES
from scheduler.loading.faults import InputFaults
from scheduler.loading.formats.imported import Imported
from scheduler.loading.formats.known_formats import FORMATS
from scheduler.loading.formats.questions import OpenQuestions
from scheduler.loading.import_file import file_to_import
from scheduler.loading.schema.import_keys import FormatName

ZONE = "America/Los_Angeles"
SETTINGS = f"""
[centre]
name = "Test"
timezone = "{ZONE}"
[opening.phone]
sun = "00:00-24:00"
mon = "08:00-12:00"
"""
AVAYA = "Date,Time,Skill,ACD Calls,Abandoned Calls,Avg ACD Time,Total After Call\n"
GENESYS = (
    "Interval Start UTC Date,Queue,Media Type,Skill Set,Language,Offered,"
    "Interactions Handled,Total Handle Time\n"
)
CONNECT = (
    "QueueName,QueueId,ChannelType,TimeStamp,IntervalDuration,IncomingContactVolume,"
    "AverageHandleTime,ContactsHandled\n"
)
MONDAY = "5/25/2026"  # can only be month first
USUAL = ("acd_calls=answered", "clock=local", "language=en")


def centre(folder: Path, settings: str = SETTINGS) -> Path:
    inputs = folder / "centre"
    inputs.mkdir(exist_ok=True)
    (inputs / "settings.toml").write_text(settings, encoding="utf-8")
    return inputs


def imported(
    folder: Path,
    text: str | bytes,
    form: str = "avaya-cms",
    answers: Sequence[str] = USUAL,
    settings: str = SETTINGS,
    name: str = "export.csv",
) -> Imported:
    """What a file with this text is read as; it may be there already."""
    path = folder / name
    if text:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    pairs = [tuple(answer.rsplit("=", 1)) for answer in answers]
    return file_to_import(path, form, centre(folder, settings), pairs).read()  # type: ignore[arg-type]


def fault(folder: Path, text: str | bytes, form: str = "avaya-cms", **more: object) -> str:
    """The only fault of such a file."""
    with pytest.raises(InputFaults) as caught:
        imported(folder, text, form, **more)  # type: ignore[arg-type]
    assert len(caught.value.faults) == 1, caught.value
    return str(caught.value)


def asked(folder: Path, text: str | bytes, form: str = "avaya-cms", **more: object) -> list[str]:
    """The keys of the questions that such a file raises."""
    with pytest.raises(OpenQuestions) as caught:
        imported(folder, text, form, **more)  # type: ignore[arg-type]
    return [question.key for question in caught.value.questions]


def row(hour: int, *cells: object, day: str = MONDAY) -> str:
    return f"{day},{hour}:00,{','.join(map(str, cells))}\n"


def offered(found: Imported) -> list[tuple[str, str, float]]:
    table = found.table
    return [
        (start, language, float(count))
        for start, language, count in zip(
            table["start"], table["language"], table["offered"], strict=True
        )
    ]


def test_the_command_names_every_format() -> None:
    names = {form.name for form in FORMATS}
    assert set(FORMAT_NAMES) == names == set(get_args(FormatName))


def test_what_acd_calls_count_changes_what_is_offered(tmp_path: Path) -> None:
    """20 ACD calls and 5 abandoned are 25 offered, or 20 of whom 15 were answered."""
    text = AVAYA + row(8, "A", 20, 5, 100, 0) + row(9, "A", 20, 0, 100, 0)
    answered = imported(tmp_path, text).table
    of_offered = imported(tmp_path, text, answers=("acd_calls=offered", *USUAL[1:])).table
    assert list(answered["offered"]) == ["25", "20"]
    assert list(of_offered["offered"]) == ["20", "20"]
    assert list(of_offered["abandoned"]) == ["5", "0"]


def test_nothing_is_guessed(tmp_path: Path) -> None:
    text = AVAYA + row(8, "A", 20, 5, 100, 0, day="5/4/2026") + row(9, "B", 2, 0, 100, 0)
    keys = asked(tmp_path, text, answers=())
    # 5/25 tells the order of 5/4
    assert keys == ["clock", "acd_calls", "skills", "language.A", "language.B"]
    only = AVAYA + row(8, "A", 20, 5, 100, 0, day="5/4/2026")
    assert asked(tmp_path, only, answers=()) == ["date_order", "clock", "acd_calls", "language.A"]


def test_the_order_of_dates_is_as_answered(tmp_path: Path) -> None:
    text = AVAYA + row(8, "A", 20, 5, 100, 0, day="5/4/2026")
    for order, day in (("mdy", "2026-05-04"), ("dmy", "2026-04-05")):
        found = imported(tmp_path, text, answers=(*USUAL, f"date_order={order}"))
        assert found.table["start"][0] == f"{day}T08:00"
    told = fault(tmp_path, text + row(9, "A", 1, 0, 9, 0), answers=(*USUAL, "date_order=dmy"))
    assert "'5/25/2026 9:00', allowed: a day and a time of it" in told


def test_utc_and_local_are_seven_hours_apart(tmp_path: Path) -> None:
    text = AVAYA + row(15, "A", 20, 5, 100, 0)
    utc = imported(tmp_path, text, answers=("acd_calls=answered", "clock=utc", "language=en"))
    assert utc.table["start"][0] == "2026-05-25T08:00-07:00"
    assert imported(tmp_path, text).table["start"][0] == "2026-05-25T15:00"


def test_skills_that_are_not_the_centre_s_are_left_out_and_new_ones_asked(tmp_path: Path) -> None:
    text = AVAYA + row(8, "A", 20, 0, 100, 0) + row(8, "Parks", 7, 0, 100, 0)
    known = SETTINGS + '[imports.avaya-cms]\nskills = ["A"]\nother_skills = ["Parks"]\n'
    found = imported(tmp_path, text, settings=known)
    assert offered(found) == [("2026-05-25T08:00", "en", 20)]
    assert (found.used, found.read) == (1, 2)
    assert asked(tmp_path, text + row(8, "New", 1, 0, 9, 0), settings=known) == ["skills"]


def test_the_language_of_a_skill_is_as_answered(tmp_path: Path) -> None:
    text = AVAYA + row(8, "A", 20, 0, 100, 0) + row(8, "Spanish", 7, 0, 100, 0)
    answers = (*USUAL[:2], "skills=all", "language.A=en", "language.Spanish=es")
    assert offered(imported(tmp_path, text, answers=answers)) == [
        ("2026-05-25T08:00", "en", 20),
        ("2026-05-25T08:00", "es", 7),
    ]


def test_what_an_empty_interval_means(tmp_path: Path) -> None:
    """9:00 has no row, 10:00 has one without a count."""
    text = (
        AVAYA + row(8, "A", 20, 0, 100, 0) + row(10, "A", "-", 0, 0, 0) + row(11, "A", 9, 0, 99, 0)
    )
    assert asked(tmp_path, text) == ["empty"]
    zeros = imported(tmp_path, text, answers=(*USUAL, "empty=zero"))
    assert [count for _, _, count in offered(zeros)] == [20, 0, 0, 9]
    missing = imported(tmp_path, text, answers=(*USUAL, "empty=missing"))
    assert [count for _, _, count in offered(missing)] == [20, 9]


def test_a_decimal_comma_is_asked_where_nothing_tells(tmp_path: Path) -> None:
    text = AVAYA.replace(",", ";") + f"{MONDAY};8:00;A;20;0;45,125;0\n"
    assert asked(tmp_path, text) == ["decimal"]
    for answer, seconds in (("comma", "45.125"), ("point", "45125")):
        answers = (*USUAL, f"decimal={answer}", "time_unit=s")
        assert imported(tmp_path, text, answers=answers).table["aht_s"][0] == seconds
    clear = text + f"{MONDAY};9:00;A;20;0;45,5;0\n"
    assert list(imported(tmp_path, clear).table["aht_s"]) == ["45.125", "45.5"]


def test_blocks_totals_and_ends_of_a_report(tmp_path: Path) -> None:
    """Queues that begin like totals count; totals, pages and ends are passed over and said."""
    head = AVAYA.replace("Skill,", "")
    text = (
        f"Split/Skill: Total Transit\n{head}{MONDAY},8:00,20,0,100,0\nTotals,,20,0,,\nPage 1\n"
        f"Split/Skill: Summer Youth Line\n{head}{MONDAY},8:00,20,0,100,0\n,,Gesamt:,,,\n"
        "END OF REPORT\n"
    )
    answers = (
        *USUAL[:2],
        "skills=all",
        "language.Total Transit=en",
        "language.Summer Youth Line=es",
    )
    found = imported(tmp_path, text, answers=answers)
    assert offered(found) == [("2026-05-25T08:00", "en", 20), ("2026-05-25T08:00", "es", 20)]
    assert [note.split(": ", 1)[1] for note in found.notes] == [
        "2 rows of totals passed over",
        "1 row of headers passed over",
        "2 rows of ends of the report passed over",
    ]


def test_whole_days_are_spread_over_the_open_hours(tmp_path: Path) -> None:
    """Four open hours on Monday; a profile puts three quarters into the first of them."""
    text = "Date,Skill,ACD Calls,Abandoned Calls,Avg ACD Time,Total After Call\n"
    text += f"{MONDAY},A,40,4,100,0\n"
    evenly = imported(tmp_path, text, answers=("acd_calls=answered", "language=en"))
    assert [count for _, _, count in offered(evenly)] == [11, 11, 11, 11]
    profile = "weekday,hour,share\nmon,8,3\nmon,9,1\n"
    (tmp_path / "centre" / "profile.csv").write_text(profile, encoding="utf-8")
    shaped = imported(tmp_path, text, answers=("acd_calls=answered", "language=en"))
    assert [count for _, _, count in offered(shaped)] == [33, 11, 0, 0]


def test_rows_longer_than_the_centre_s_are_cut(tmp_path: Path) -> None:
    halves = SETTINGS.replace("timezone", "interval_minutes = 30\ntimezone")
    text = AVAYA + row(8, "A", 20, 0, 100, 0) + row(9, "A", 10, 0, 100, 0)
    assert [count for _, _, count in offered(imported(tmp_path, text, settings=halves))] == [
        10, 10, 5, 5,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "hours"),
    [(datetime(2026, 3, 8, 8, tzinfo=UTC), 23), (datetime(2026, 11, 1, 7, tzinfo=UTC), 25)],
)
def test_both_days_on_which_the_clock_changes(first: datetime, hours: int, tmp_path: Path) -> None:
    """Hour n of the day has 10 + n calls: each lands at its own moment, none twice or never."""
    text, moments = GENESYS, [first + timedelta(hours=n) for n in range(hours)]
    for n, moment in enumerate(moments):
        for part in range(4):
            start = moment + timedelta(minutes=15 * part)
            count = 10 + n if part == 2 else 0
            text += f"{start:%Y-%m-%dT%H:%M:%SZ},311,Voice,,English,{count},{count},{100 * count}\n"
    found = imported(tmp_path, text, "genesys-history", ("channel.Voice=phone",)).table
    there = [datetime.fromisoformat(start) for start in found["start"]]
    assert [start.astimezone(UTC) for start in there] == moments
    assert {start.date() for start in there} == {first.astimezone(ZoneInfo(ZONE)).date()}
    assert [float(count) for count in found["offered"]] == [10 + n for n in range(hours)]


def test_a_local_hour_that_comes_twice_stays_two(tmp_path: Path) -> None:
    text = AVAYA + "".join(row(1, "A", count, 0, 100, 0, day="11/1/2026") for count in (3, 4))
    text += row(2, "A", 5, 0, 100, 0, day="11/1/2026")
    found = offered(imported(tmp_path, text, answers=(*USUAL, "date_order=mdy")))
    assert found == [
        ("2026-11-01T01:00-07:00", "en", 3),
        ("2026-11-01T01:00-08:00", "en", 4),
        ("2026-11-01T02:00", "en", 5),
    ]


def test_a_skill_with_one_row_in_that_hour_joins_the_first(tmp_path: Path) -> None:
    rows = [row(1, "A", 3, 0, 100, 0), row(1, "A", 4, 0, 100, 0), row(1, "B", 9, 0, 100, 0)]
    text = AVAYA + "".join(rows).replace(MONDAY, "11/1/2026")
    found = offered(imported(tmp_path, text, answers=(*USUAL, "date_order=mdy", "skills=all")))
    assert [(start[-6:], count) for start, _, count in found] == [("-07:00", 12), ("-08:00", 4)]


def test_amazon_s_rows_of_two_queues_and_its_seconds(tmp_path: Path) -> None:
    """(4 x 100 + 2 x 250) / 6 = 150 s; 7 of 13 gave up; a length of 1,800 s is half an hour."""
    text = CONNECT + "A,1,VOICE,2026-05-25T15:00:00Z,1800,10,100,4\n"
    text += "A,2,VOICE,2026-05-25T15:30:00Z,1800,3,250,2\n"
    found = imported(tmp_path, text, "amazon-connect", ("channel.VOICE=phone", "language=en")).table
    assert found.iloc[0].tolist() == ["2026-05-25T08:00-07:00", "phone", "en", "13", "7", "150"]


def test_more_handled_than_offered_is_said_and_nobody_gave_up(tmp_path: Path) -> None:
    text = CONNECT + "A,1,VOICE,2026-05-25T15:00:00Z,60,3,100,4\n"
    found = imported(tmp_path, text, "amazon-connect", ("channel.VOICE=phone", "language=en"))
    assert found.table["abandoned"][0] == "0"
    assert any("more were handled than offered" in note for note in found.notes)


def test_rows_that_come_again(tmp_path: Path) -> None:
    text = AVAYA + row(8, "A", 20, 0, 100, 0) * 2
    found = imported(tmp_path, text)
    assert offered(found) == [("2026-05-25T08:00", "en", 20)]
    other = fault(tmp_path, text + row(8, "A", 21, 0, 100, 0))
    assert other == (
        "export.csv:4: start: found an interval again with other figures, allowed: each once "
        "(first in line 2)"
    )


def test_a_unit_that_cannot_be_right_is_asked(tmp_path: Path) -> None:
    text = AVAYA + row(8, "A", 20, 0, 3.5, 0)
    assert asked(tmp_path, text) == ["time_unit"]
    for unit, seconds in (("min", "210"), ("s", "3.5")):
        found = imported(tmp_path, text, answers=(*USUAL, f"time_unit={unit}"))
        assert (found.table["aht_s"].tolist(), found.notes) == ([seconds], [])


def test_times_that_tell_their_unit_are_only_wondered_at(tmp_path: Path) -> None:
    found = imported(tmp_path, AVAYA + row(8, "A", 20, 0, "0:03", "0:00"))
    assert "export.csv: the mean handling time is 3 s: are its times in minutes?" in found.notes


SOUND = row(8, "A", 20, 0, 100, 0)


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [
        (CONNECT + "x\n", "avaya-cms", "found the columns of amazon-connect, allowed: those of"),
        (AVAYA + SOUND, "genesys-history", "or import it with --as avaya-cms"),
        ("A,20260504 08:00,20260504 08:15,1,2,3,4\n", "avaya-cms", "columns of calabrio-forecast"),
        (AVAYA + SOUND, "calabrio-forecast", "found the columns of avaya-cms"),
        ("a,b\n1,2\n", "amazon-connect", "TimeStamp: found no such column, allowed: a, b"),
        (AVAYA + SOUND + CONNECT + "x\n", "avaya-cms", "begins a table of amazon-connect"),
        (AVAYA + SOUND * 300 + CONNECT + "x\n", "avaya-cms", "8 cells in line 302, 7 at most"),
        (AVAYA + SOUND + GENESYS[:40] + ",Offered,Handled\n", "avaya-cms", "begins a table of"),
        (AVAYA + SOUND + f"{MONDAY},9:00,A,2", "avaya-cms", "ends in the middle of a row, after 4"),
        (AVAYA + SOUND + f'{MONDAY},9:00,"A', "avaya-cms", "the download was cut off"),
        (b"PK\x03\x04 cut", "avaya-cms", "a workbook that is cut off or damaged"),
        (b"%PDF-1.7 x", "avaya-cms", "file: is a PDF"),
        (b"\x1f\x8b x", "avaya-cms", "is compressed (gzip)"),
        (b"<!DOCTYPE html><p>", "avaya-cms", "is a web page or XML"),
        (b" \n", "avaya-cms", "file: is empty"),
        (AVAYA + row(8, "A", "=1+1", 0, 9, 0), "avaya-cms", "ACD Calls: found '=1+1'"),
        (AVAYA + row(8, "=HYPERLINK(1)", 1, 0, 9, 0), "avaya-cms", "found the formula"),
        (AVAYA + row(8, "A", 1, 0, "1:77", 0), "avaya-cms", "Avg ACD Time: found '1:77'"),
        (AVAYA + row(99, "A", 1, 0, 9, 0), "avaya-cms", "found '5/25/2026 99:00', allowed: a day"),
    ],
)  # fmt: skip
def test_files_that_are_not_what_they_seem(
    text: str | bytes, form: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(InputFaults) as caught:
        imported(tmp_path, text, form)
    assert words in str(caught.value)


def test_archives_and_workbooks_by_their_bytes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.csv", "w") as archive:
        archive.writestr("report.csv", AVAYA)
    assert "is a zip archive that holds report.csv" in fault(tmp_path, "")
    with zipfile.ZipFile(tmp_path / "export.csv", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    assert "is a damaged workbook" in fault(tmp_path, "")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "is a workbook with a password" in fault(tmp_path, locked)
    (tmp_path / "export.csv").unlink()
    (tmp_path / "export.csv").mkdir()
    assert "is a folder" in fault(tmp_path, "")


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.loading.formats.file_kinds.LARGEST_MIB", 0)
    assert "allowed: at most 0 MiB" in fault(tmp_path, AVAYA + SOUND)


def test_many_faults_are_counted(tmp_path: Path) -> None:
    text = AVAYA + "".join(row(8, f"S{n}", "many", 0, 9, 0) for n in range(5000))
    with pytest.raises(InputFaults) as caught:
        imported(tmp_path, text)
    assert len(caught.value.faults) == 11
    assert "found 4,990 more cells that cannot be read" in str(caught.value)


def test_a_workbook_is_read_by_its_cells(tmp_path: Path) -> None:
    """Dates, times and durations as Excel keeps them; a formula counts where it has a value."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(AVAYA.strip().split(","))
    sheet.append([datetime(2026, 5, 25), timedelta(hours=8), "A", 20, 5, timedelta(seconds=90), 0])
    sheet["A2"].number_format = "m/d/yyyy"
    book.save(tmp_path / "export.xlsx")
    found = imported(tmp_path, "", name="export.xlsx").table
    assert found.iloc[0].tolist() == ["2026-05-25T08:00", "phone", "en", "25", "5", "90"]
    sheet["D2"] = "=SUM(1,2)"
    book.save(tmp_path / "export.xlsx")
    told = fault(tmp_path, "", name="export.xlsx")
    assert "holds the formula '=SUM(1,2)' in cell D2 without a stored value" in told


def test_letters_of_windows_are_asked(tmp_path: Path) -> None:
    text = (AVAYA + row(8, "Español", 20, 0, 100, 0)).encode("windows-1252")
    assert asked(tmp_path, text) == ["encoding"]
    found = imported(tmp_path, text, answers=(*USUAL, "encoding=windows-1252"))
    assert "Español" in found.shown[0][0]


def test_answers_that_are_none(tmp_path: Path) -> None:
    text = AVAYA + SOUND
    assert "found 'moon', allowed: local or utc" in fault(tmp_path, text, answers=("clock=moon",))
    assert "found no such question" in fault(tmp_path, text, answers=("colour=red",))
    assert "found 'B', allowed: a skill of the file: A" in fault(
        tmp_path, text, answers=(*USUAL, "skills=B")
    )
