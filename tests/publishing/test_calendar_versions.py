"""Calendars across versions, read back by two parsers that share no code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import vobject
from icalendar import Calendar

from scheduler.domain.demand import ALL
from scheduler.domain.roster import Roster
from scheduler.reporting.files.calendar import write_calendars
from scheduler.reporting.files.calendar_events import events
from scheduler.reporting.findings.edition import Edition
from scheduler.reporting.findings.run_report import Report
from tests.publishing.conftest import Say
from tests.publishing.hand_made_week import LATE, week
from tests.reporting.made_runs import required, run
from tests.small_centres import csr, roster, shift, small_centre


class CalendarEntry(NamedTuple):
    """What a program sees of one event; times in UTC."""

    uid: str
    sequence: int
    status: str
    stamp: datetime
    start: datetime
    end: datetime


def by_icalendar(path: Path) -> list[CalendarEntry]:
    return [
        CalendarEntry(
            str(e["UID"]), int(e["SEQUENCE"]), str(e["STATUS"]), e["DTSTAMP"].dt,
            e["DTSTART"].dt.astimezone(UTC), e["DTEND"].dt.astimezone(UTC),
        )
        for e in Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    ]  # fmt: skip


def by_vobject(path: Path) -> list[CalendarEntry]:
    """With the zone as the file describes it: vobject reads the VTIMEZONE itself."""
    whole = vobject.readOne(path.read_text(encoding="utf-8"))
    return [
        CalendarEntry(
            e.uid.value, int(e.sequence.value), e.status.value, e.dtstamp.value,
            e.dtstart.value.astimezone(UTC), e.dtend.value.astimezone(UTC),
        )
        for e in whole.contents.get("vevent", [])
    ]  # fmt: skip


def both(path: Path) -> list[CalendarEntry]:
    first, second = by_icalendar(path), by_vobject(path)
    assert first == second
    return first


def report(first_day: date, rostered: Roster, edition: Edition, name: str = "Ana Ruiz") -> Report:
    person = replace(csr("c01"), name=name)
    hours = {"phone": "00:00-24:00"}
    scenario = small_centre(days=7, first_day=first_day, csrs=(person,), hours=hours, volumes=())
    asked = required(scenario, ("phone", ALL, "09:00", "10:00", 1))
    return run(scenario, asked, rostered, edition=edition)


def published(number: int, before: Report | None, *shifts: str, first_day: date) -> Report:
    """Version `number` of a week, with a shift from Monday on for each text; `-` is none."""
    known = {} if before is None else {
        (e.csr_id, e.date): e for own in events(before).values() for e in own
    }  # fmt: skip
    rostered = roster(*(shift("c01", d, text) for d, text in enumerate(shifts) if text != "-"))
    at = datetime(2026, 5, number, 12, tzinfo=UTC)
    return report(first_day, rostered, Edition(number, at, number - 1, events=known))


MONDAY = date(2026, 5, 11)


def test_an_update_replaces_and_a_cancellation_cancels(tmp_path: Path) -> None:
    first = published(1, None, "08:00 phone 12:00", "08:00 phone 12:00", first_day=MONDAY)
    # Monday moves, Tuesday is taken away, Wednesday is new
    second = published(2, first, "09:00 phone 13:00", "-", "08:00 phone 12:00", first_day=MONDAY)
    # Tuesday is given back, Monday stays
    third = published(
        3, second, "09:00 phone 13:00", "08:00 phone 12:00", "08:00 phone 12:00", first_day=MONDAY
    )
    seen = []
    for version in (first, second, third):
        write_calendars(tmp_path / str(version.edition.number), version)
        seen.append(both(tmp_path / str(version.edition.number) / "c01.ics"))
    uids = [f"c01-2026-05-{day}@csr-scheduler" for day in (11, 12, 13)]
    assert [[e.uid for e in one] for one in seen] == [uids[:2], uids, uids]
    assert [[e.sequence for e in one] for one in seen] == [[1, 1], [2, 2, 1], [2, 3, 1]]
    assert [e.status for e in seen[1]] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [e.status for e in seen[2]] == ["CONFIRMED"] * 3
    assert [e.stamp.day for one in seen for e in one[:1]] == [1, 2, 3]
    assert seen[1][0].start == datetime(2026, 5, 11, 16, tzinfo=UTC)  # 9:00 at -7 h
    # The message that takes Tuesday away, for programs that need one
    message = (tmp_path / "2" / "cancelled" / "c01.ics").read_text(encoding="utf-8")
    assert "METHOD:CANCEL" in message
    assert [e.uid for e in both(tmp_path / "2" / "cancelled" / "c01.ics")] == uids[1:2]
    assert not (tmp_path / "3" / "cancelled").exists()


def test_whoever_left_the_centre_has_everything_cancelled(tmp_path: Path) -> None:
    first = published(1, None, "08:00 phone 12:00", first_day=MONDAY)
    known = {(e.csr_id, e.date): e for own in events(first).values() for e in own}
    scenario = replace(first.scenario, csrs=(csr("c02"),))
    gone = run(scenario, first.requirements, roster(), edition=Edition(2, events=known))
    write_calendars(tmp_path, gone)
    assert [(e.status, e.sequence) for e in both(tmp_path / "c01.ics")] == [("CANCELLED", 2)]
    assert both(tmp_path / "c02.ics") == []


def test_a_draft_never_wins_over_what_was_published(tmp_path: Path) -> None:
    first = published(1, None, "08:00 phone 12:00", first_day=MONDAY)
    draft = report(MONDAY, roster(shift("c01", 0, "10:00 phone 14:00")), Edition())
    write_calendars(tmp_path / "one", first)
    write_calendars(tmp_path / "draft", draft)
    [told], [tried] = both(tmp_path / "one" / "c01.ics"), both(tmp_path / "draft" / "c01.ics")
    assert (tried.sequence, tried.stamp) < (told.sequence, told.stamp)
    assert tried.status == "TENTATIVE"


@pytest.mark.parametrize(
    ("first_day", "night"),
    [
        # Sunday 1 November 2026: 2:00 is 1:00 again. Eight hours by the clock are nine.
        (date(2026, 10, 26), ("2026-11-01T07:00", "2026-11-01T16:00")),
        # Sunday 14 March 2027: 2:00 is 3:00. Eight hours by the clock are seven.
        (date(2027, 3, 8), ("2027-03-14T08:00", "2027-03-14T15:00")),
    ],
)
def test_both_clock_changes_are_right(
    tmp_path: Path, first_day: date, night: tuple[str, str]
) -> None:
    shifts = ["-"] * 5 + ["08:00 phone 16:00", "00:00 phone 08:00"]
    write_calendars(tmp_path, published(1, None, *shifts, first_day=first_day))
    saturday, sunday = both(tmp_path / "c01.ics")
    start, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in night)
    assert (sunday.start, sunday.end) == (start, end)
    assert (saturday.end - saturday.start).seconds == 8 * 3600
    # On the day before, 8:00 is 15:00 UTC before the change of November and 16:00 before March's
    assert saturday.start.hour == (15 if first_day.month == 10 else 16)


def test_a_name_with_every_mark_survives(tmp_path: Path) -> None:
    name = r"Ruiz\Ana, Dr.; jr"
    write_calendars(tmp_path, report(MONDAY, roster(), Edition(), name))
    text = (tmp_path / "c01.ics").read_bytes()
    Calendar.from_ical(text)
    assert vobject.readOne(text.decode()).x_wr_calname.value.startswith("Ruiz")
    assert rb"X-WR-CALNAME:Ruiz\\Ana\, Dr.\; jr\, Small centre" in text


def test_a_published_edit_is_an_update(twice: Path, say: Say) -> None:
    calendars = Path("published", "2026-05-11", "versions")
    first = {e.uid: e for e in both(twice / "outputs" / calendars / "1" / "ics" / "c02.ics")}
    second = {e.uid: e for e in both(twice / "outputs" / "ics" / "c02.ics")}
    moved = [uid for uid in first if first[uid].sequence != second[uid].sequence]
    assert moved == ["c02-2026-05-12@csr-scheduler"]
    roster_file = twice / "without.csv"
    roster_file.write_text(week(c02={"tue": LATE, "fri": None}, c03={"fri": None}))
    refused = say("publish", twice / "inputs", twice / "outputs", "--roster", roster_file)
    assert refused.exit_code == 5  # a day is missing, so no calendar changes either
    assert {e.uid: e for e in both(twice / "outputs" / "ics" / "c02.ics")} == second
