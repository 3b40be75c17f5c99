"""Numbered versions of a week: everything people get is of exactly the roster published."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from tests.cli.test_exit_codes import snapshot
from tests.publishing.conftest import Say
from tests.publishing.hand_made_week import LATE, SHORT, centre, week

WEEK = Path("outputs", "published", "2026-05-11")
VERSIONS = WEEK / "versions"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def starts(roster: Path, csr_id: str) -> list[str]:
    """When a person's days begin, as `12 08:30`."""
    first: dict[str, str] = {}
    for row in rows(roster):
        if row["csr_id"] == csr_id:
            first.setdefault(row["start"][8:10], row["start"][11:16])
    return [f"{day} {time}" for day, time in first.items()]


def calendar_starts(path: Path) -> list[str]:
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return [f"{event['DTSTART'].dt:%d %H:%M}" for event in events]


EDITED = ["11 08:00", "12 08:30", "13 08:00", "14 08:00", "15 08:00"]


@pytest.mark.parametrize("place", [Path("outputs"), VERSIONS / "2"])
def test_an_edit_by_hand_is_in_everything_that_people_get(twice: Path, place: Path) -> None:
    folder = twice / place
    assert starts(folder / "roster.csv", "c02") == EDITED
    assert calendar_starts(folder / "ics" / "c02.ics") == EDITED
    sheet = load_workbook(folder / "roster.xlsx").worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum("8:30–17:00" in cell for cell in cells) == 1
    page = (folder / "roster.html").read_text(encoding="utf-8")
    assert "phones 8:30–10:30, rest 10:30–10:45" in page


def test_what_was_published_stays(twice: Path, say: Say) -> None:
    before = snapshot(twice / VERSIONS / "1")
    assert starts(twice / VERSIONS / "1" / "roster.csv", "c02")[1] == "12 08:00"
    assert calendar_starts(twice / VERSIONS / "1" / "ics" / "c02.ics")[1] == "12 08:00"
    assert say("publish", twice / "inputs", twice / "outputs").exit_code == 0
    assert snapshot(twice / VERSIONS / "1") == before
    assert sorted(p.name for p in (twice / VERSIONS).iterdir()) == ["1", "2", "3"]
    assert not (twice / VERSIONS / "1" / "roster.csv").stat().st_mode & 0o222


def test_the_past_and_the_record_are_the_latest(twice: Path) -> None:
    published = twice / "outputs" / "published"
    assert starts(published / "roster.csv", "c02") == EDITED
    assert starts(twice / WEEK / "roster.csv", "c02") == EDITED


def test_the_list_says_who_when_and_how_much(twice: Path) -> None:
    first, second = rows(twice / WEEK / "versions.csv")
    assert (first["version"], first["published_by"], first["before"]) == ("1", "Dana Holt", "")
    assert (second["before"], second["people"], second["person_days"]) == ("1", "1", "1")
    # Every one of the seven segments of the day lies elsewhere
    assert (second["segments"], second["note"]) == ("7", "Bo asked")


def test_undo_brings_the_version_before_back_as_a_new_one(twice: Path, say: Say) -> None:
    done = say("publish", twice / "inputs", twice / "outputs", "--undo")
    assert done.exit_code == 0, done.output
    assert "published version 3" in done.output
    assert "it is version 1 again; version 2 no longer holds, and is kept" in done.output
    assert starts(twice / "outputs" / "roster.csv", "c02")[1] == "12 08:00"
    digests = [row["roster_digest"] for row in rows(twice / WEEK / "versions.csv")]
    assert digests[2] == digests[0] != digests[1]
    assert rows(twice / WEEK / "versions.csv")[2]["undoes"] == "2"
    # Undone again, the edit is back
    assert say("publish", twice / "inputs", twice / "outputs", "--undo").exit_code == 0
    assert starts(twice / "outputs" / "roster.csv", "c02") == EDITED


def test_one_version_cannot_be_undone(tmp_path: Path, say: Say) -> None:
    inputs = centre(tmp_path)
    refused = say("publish", inputs, tmp_path / "outputs", "--undo")
    assert refused.exit_code == 2
    assert "has no version of the week of 2026-05-11" in refused.output


def test_a_roster_that_breaks_rules_is_named_and_nothing_is_written(twice: Path, say: Say) -> None:
    bad = twice / "bad.csv"
    bad.write_text(week(c02={"tue": SHORT}), encoding="utf-8")
    before = snapshot(twice / "outputs")
    refused = say("publish", twice / "inputs", twice / "outputs", "--roster", bad)
    assert refused.exit_code == 5
    assert "contract_hours c02" in refused.output
    assert "not published" in refused.output
    assert snapshot(twice / "outputs") == before


def test_a_week_published_before_there_were_versions_is_the_first(twice: Path, say: Say) -> None:
    shutil.rmtree(twice / VERSIONS)
    (twice / WEEK / "versions.csv").unlink()
    old = (twice / WEEK / "roster.csv").read_bytes()
    done = say("publish", twice / "inputs", twice / "outputs", "--roster", twice / "made.csv")
    assert done.exit_code == 0, done.output
    assert "published version 2" in done.output
    assert (twice / VERSIONS / "1" / "roster.csv").read_bytes() == old
    # Its calendars had no numbers: the event that moved counts on from zero
    (event,) = (
        event
        for event in Calendar.from_ical((twice / "outputs/ics/c02.ics").read_bytes()).walk("VEVENT")
        if event["UID"].startswith("c02-2026-05-12")
    )
    assert event["SEQUENCE"] == 1


def test_results_of_another_week_stay(twice: Path, say: Say) -> None:
    outputs = twice / "outputs"
    summary = json.loads((outputs / "summary.json").read_text(encoding="utf-8"))
    summary["week_start"] = "2026-05-18"
    (outputs / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    before = {k: v for k, v in snapshot(outputs).items() if not k.startswith("published")}
    made = twice / "made.csv"
    done = say("publish", twice / "inputs", outputs, "--roster", made, "--week", "2026-05-11")
    assert done.exit_code == 0, done.output
    assert "holds another week" in done.output
    after = {k: v for k, v in snapshot(outputs).items() if not k.startswith("published")}
    assert after == before
    assert calendar_starts(twice / VERSIONS / "3/ics/c02.ics")[1] == "12 08:00"


def test_without_a_week_it_is_that_of_the_results(tmp_path: Path, say: Say) -> None:
    inputs, outputs, roster = centre(tmp_path), tmp_path / "outputs", tmp_path / "made.csv"
    roster.write_text(later(week()), encoding="utf-8")
    named = say("publish", inputs, outputs, "--roster", roster, "--week", "2026-05-20")
    assert named.exit_code == 0, named.output
    again = say("publish", inputs, outputs)
    assert again.exit_code == 0, again.output
    assert "published version 2 of the week of 2026-05-18" in again.output


def later(text: str) -> str:
    """The same roster a week later."""
    for day in range(15, 10, -1):
        text = text.replace(f"2026-05-{day}T", f"2026-05-{day + 7}T")
    return text


def test_one_source_of_a_version_and_one_that_exists(twice: Path, say: Say) -> None:
    refused = say("publish", twice / "inputs", twice / "outputs", "--undo", "--roster", "x.csv")
    assert refused.exit_code == 2
    missing = say("publish", twice / "inputs", twice / "outputs", "--roster", twice / "none.csv")
    assert missing.exit_code == 2
    assert "found no such file" in missing.output


def test_late_is_within_the_rules(tmp_path: Path, say: Say) -> None:
    """The edit of these tests is one that the audit accepts."""
    roster = tmp_path / "late.csv"
    roster.write_text(week(c02={"tue": LATE}), encoding="utf-8")
    assert say("audit", centre(tmp_path), roster).exit_code == 0
