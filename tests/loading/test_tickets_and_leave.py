"""Tickets with their events and users, and leave: what each answer changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.loading.faults import InputFaults
from scheduler.loading.formats.imported import Imported
from scheduler.loading.formats.questions import OpenQuestions
from scheduler.loading.import_file import file_to_import

SETTINGS = """
[centre]
name = "Test"
timezone = "America/Los_Angeles"
[opening.phone]
mon = "08:00-17:00"
[opening.email]
mon = "07:00-20:00"
"""
TICKETS = """Ticket ID,Contact Type,Created at,Language
1,Email,2026-05-04T15:12:00Z,Spanish
2,Webform,2026-05-04T16:12:00Z,
3,Phone,2026-05-04T16:12:00Z,
"""
EVENTS = "Ticket ID,Author ID\n1,7\n2,8\n3,7\n"
USERS = "User ID,Name,Team,Site\n7,Ann,311,A\n8,Bo,Parks,A\n"
CSRS = "csr_id,name,class,contract,team,languages,channels,hourly_rate,hired\n"
CSRS += "c01,Jane Doe,csr,full,,en,phone,30,\n"
CONTRACTS = (
    "contract,days_per_week,shift_hours,weekly_hours,earliest_start,latest_end,"
    "start_step_minutes,meal_minutes\nfull,5,8,40,07:00,20:00,30,30\n"
)
TYPES = ("channel.Email=email", "channel.Webform=email", "channel.Phone=none")
TIMES = ("handling_s.email=300",)


def read(
    folder: Path, form: str, text: str, answers: tuple[str, ...], *, with_users: bool = True
) -> Imported:
    inputs = folder / "centre"
    inputs.mkdir(exist_ok=True)
    files = {"settings.toml": SETTINGS, "csrs.csv": CSRS, "contracts.csv": CONTRACTS}
    for name, content in files.items():
        (inputs / name).write_text(content, encoding="utf-8")
    others = {}
    for name, content in (("events", EVENTS), ("users", USERS)):
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
        others[name] = folder / f"{name}.csv"
    (folder / "export.csv").write_text(text, encoding="utf-8")
    pairs = [(key, value) for key, _, value in (answer.rpartition("=") for answer in answers)]
    beside = others if with_users and form == "zendesk-tickets" else {}
    return file_to_import(folder / "export.csv", form, inputs, pairs, None, beside).read()


def tickets(folder: Path, *answers: str, with_users: bool = True) -> list[tuple[str, ...]]:
    found = read(
        folder, "zendesk-tickets", TICKETS, (*TYPES, *TIMES, *answers), with_users=with_users
    )
    return [tuple(row) for row in found.table.itertuples(index=False)]


def test_only_tickets_of_csrs_count_unless_all_are_to(tmp_path: Path) -> None:
    first = ("1", "2026-05-04T08:12-07:00", "email", "es", "300", "Email")
    second = ("2", "2026-05-04T09:12-07:00", "email", "en", "300", "Webform")
    assert tickets(tmp_path, "csr_field=Team", "csr_values=311") == [first]
    assert tickets(tmp_path, "csr_field=Site", "csr_values=A") == [first, second]
    assert tickets(tmp_path, "counted=anyone", with_users=False) == [first, second]


def test_handling_times_and_channels_are_as_answered(tmp_path: Path) -> None:
    answers = (
        "counted=anyone",
        "handling_s.email=240",
        "channel.Phone=phone",
        "handling_s.phone=60",
    )
    found = read(tmp_path, "zendesk-tickets", TICKETS, (*TYPES, *answers), with_users=False).table
    assert found[["channel", "aht_s"]].values.tolist() == [
        ["email", "240"],
        ["email", "240"],
        ["phone", "60"],
    ]


def test_csrs_need_their_two_files(tmp_path: Path) -> None:
    with pytest.raises(OpenQuestions) as asked:
        tickets(tmp_path, with_users=False)
    assert [question.key for question in asked.value.questions] == ["counted"]
    with pytest.raises(InputFaults) as caught:
        tickets(tmp_path, "counted=csr", with_users=False)
    assert [fault.column for fault in caught.value.faults] == ["events", "users"]


def test_who_is_a_csr_is_asked(tmp_path: Path) -> None:
    with pytest.raises(OpenQuestions) as asked:
        tickets(tmp_path)
    [field] = asked.value.questions
    assert [choice.value for choice in field.choices] == ["Name", "Team", "Site"]
    with pytest.raises(OpenQuestions) as asked:
        tickets(tmp_path, "csr_field=Team")
    [values] = asked.value.questions
    assert {choice.value for choice in values.choices} == {"311", "Parks"}


LEAVE = "Employee,Date,Hours,Code\n{}\n"
CODE = "code.VAC=vacation;paid"


@pytest.mark.parametrize(
    ("row", "answers", "expected"),
    [
        # Monday is open from 7:00 to 20:00; c01's shortest shift has 8 hours
        ('"Doe, Jane",2026-05-04,8,VAC', (), ("2026-05-04", "2026-05-04")),
        ("Jane Doe,2026-05-04,,VAC", (), ("2026-05-04", "2026-05-04")),
        ("c01,2026-05-04,4,VAC", ("part_day=whole",), ("2026-05-04", "2026-05-04")),
        ("c01,2026-05-04,4,VAC", ("part_day=start",), ("2026-05-04T07:00", "2026-05-04T11:00")),
        ("c01,2026-05-04,4,VAC", ("part_day=end",), ("2026-05-04T16:00", "2026-05-04T20:00")),
        ("X,2026-05-04,8,VAC", ("person.X=c01",), ("2026-05-04", "2026-05-04")),
    ],
)
def test_hours_of_a_day(
    row: str, answers: tuple[str, ...], expected: tuple[str, str], tmp_path: Path
) -> None:
    found = read(tmp_path, "time-off", LEAVE.format(row), (CODE, *answers)).table
    assert found.values.tolist() == [["c01", *expected, "vacation", "yes"]]


def test_what_leave_needs_to_be_told(tmp_path: Path) -> None:
    with pytest.raises(OpenQuestions) as asked:
        read(tmp_path, "time-off", LEAVE.format("X,2026-05-04,4,VAC"), ())
    assert [one.key for one in asked.value.questions] == ["person.X", "code.VAC", "part_day"]
    with pytest.raises(InputFaults) as caught:
        read(tmp_path, "time-off", LEAVE.format("c01,2026-05-04,8,VAC"), ("code.VAC=vacation",))
    assert "as vacation;paid" in str(caught.value)


def test_an_absence_that_ends_before_it_begins(tmp_path: Path) -> None:
    text = "Employee,Start,End,Code\nc01,2026-05-05,2026-05-04,VAC\n"
    with pytest.raises(InputFaults) as caught:
        read(tmp_path, "time-off", text, (CODE,))
    assert str(caught.value) == (
        "export.csv:2: End: found 2026-05-04, allowed: not before 2026-05-05"
    )
