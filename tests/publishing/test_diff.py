"""Two rosters in words, as a table, in counts and in dollars."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.roster import Segment
from scheduler.publishing.change_words import what_changed
from scheduler.publishing.roster_changes import count_changes, day_changes
from tests.publishing.conftest import Say
from tests.publishing.hand_made_week import EARLY, LATE, centre, week
from tests.publishing.test_versions import rows
from tests.small_centres import csr, roster, shift, small_centre

DAY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"


def told(before: str, after: str) -> str:
    """What is said of one Monday; `-` is no shift."""
    scenario = replace(small_centre(), csrs=(csr("c01", channels="phone;desk"),))
    one, other = (roster(*([shift("c01", 0, t)] if t != "-" else [])) for t in (before, after))
    return " | ".join(what_changed(scenario, c) for c in day_changes(scenario, one, other))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (DAY, DAY, ""),
        (DAY, "-", "off, was 8:00–16:30"),
        ("-", DAY, "works 8:00–16:30, was off"),
        # A pause that moves is told once, and not as work where it was and work where it is
        (DAY, DAY.replace("10:00 rest 10:15", "10:30 rest 10:45"), "rest 10:30, was 10:00"),
        (
            DAY,
            DAY.replace("12:00 meal 12:30", "11:30 meal 12:00"),
            "meal 11:30–12:00, was 12:00–12:30",
        ),
        ("08:00 phone 12:00", "07:30 phone 12:00", "starts 7:30, was 8:00"),
        ("08:00 phone 12:00", "08:00 phone 12:30", "ends 12:30, was 12:00"),
        (
            "07:30 phone 11:30",
            "08:00 phone 09:00 desk 10:00 phone 11:30",
            "starts 8:00, was 7:30; desk 9:00–10:00, was phones",
        ),
        # One stint at the desk around a rest is one change
        (
            DAY,
            DAY.replace("08:00 phone 10:00 rest 10:15 phone", "08:00 desk 10:00 rest 10:15 desk"),
            "desk 8:00–12:00, was phones",
        ),
        (
            DAY,
            DAY.replace("14:30 rest 14:45 phone ", ""),
            "no rest 14:30–14:45",
        ),
        (DAY.replace("10:00 rest 10:15 phone ", ""), DAY, "one more rest, 10:00–10:15"),
        ("20:00 phone 23:00", "20:00 phone 24:00", "ends 24:00, was 23:00"),
        # Written in two pieces, the same
        ("08:00 phone 12:00", "08:00 phone 10:00 phone 12:00", ""),
    ],
)
def test_a_changed_day_is_told_as_one_would_tell_it(before: str, after: str, said: str) -> None:
    assert told(before, after) == said


def test_people_days_and_segments_are_counted() -> None:
    scenario = small_centre(days=2)
    before = roster(shift("c01", 0, DAY), shift("c01", 1, DAY), shift("c02", 0, DAY))
    after = roster(
        shift("c01", 0, DAY.replace("12:00 meal 12:30", "11:30 meal 12:00")),  # 3 of 7 segments
        shift("c01", 1, DAY),
        shift("c03", 1, "08:00 phone 12:00"),  # one where there was none; c02's seven go
    )
    changes = day_changes(scenario, before, after)
    count = count_changes(scenario, changes, after)
    assert [(c.csr_id, c.day, c.segments) for c in changes] == [
        ("c01", 0, 3), ("c02", 0, 7), ("c03", 1, 1),
    ]  # fmt: skip
    assert (count.people, count.person_days, count.segments, count.of_segments) == (3, 3, 11, 15)
    # The meal moved: an hour; a day of 8.5 h gone and one of 4 h come
    assert count.hours == 1 + 8.5 + 4


def test_whoever_left_the_centre_is_told_too() -> None:
    gone = [Segment("c99", 32, 64, "phone", True)]
    [change] = day_changes(small_centre(), roster(gone), roster())
    assert what_changed(small_centre(), change) == "off, was 8:00–16:00"


def test_versions_by_number_and_files_by_name(twice: Path, say: Say) -> None:
    inputs, outputs = twice / "inputs", twice / "outputs"
    by_number = say("diff", inputs, 1, 2, "--out", outputs)
    assert by_number.exit_code == 0, by_number.output
    lines = by_number.output.splitlines()
    assert lines[0].startswith("Bo Lind, Tue 12 May: starts 8:30, was 8:00; ends 17:00, was 16:30")
    # Ten full days of 7 segments and four short ones of 3
    assert lines[1].startswith("1 person, 1 person-day, 7 of 82 segments")
    by_file = say("diff", inputs, twice / "made.csv", outputs / "roster.csv")
    assert by_file.output.splitlines()[0].split(" (")[0] == lines[0].split(" (")[0]
    [row] = rows(outputs / "diff.csv")
    assert (row["csr_id"], row["date"], row["segments"]) == ("c02", "2026-05-12", "7")
    assert row["was_start"] == "2026-05-12T08:00:00-07:00"
    assert row["start"] == "2026-05-12T08:30:00-07:00"
    assert say("diff", inputs, 2, 2, "--out", outputs).output == "nothing differs\n"


def objective(say: Say, inputs: Path, roster_file: Path) -> float:
    """As the audit counts it."""
    shown = say("audit", inputs, roster_file).output
    return float(shown.split("objective ")[1].split()[0].replace(",", ""))


def test_the_dollars_of_a_change_are_those_of_the_objective(tmp_path: Path, say: Say) -> None:
    inputs = centre(tmp_path)
    weeks = {"one": {"mon": None}, "two": {"mon": EARLY, "tue": LATE}, "half": {"mon": EARLY}}
    files = {name: tmp_path / f"{name}.csv" for name in weeks}
    for name, days in weeks.items():
        files[name].write_text(week(c01=days), encoding="utf-8")
    dollars = {name: objective(say, inputs, file) for name, file in files.items()}
    say("diff", inputs, files["one"], files["two"], "--out", tmp_path / "out")
    monday, tuesday = rows(tmp_path / "out" / "diff.csv")
    assert monday["change"] == "works 8:00–16:30, was off"
    # Each by itself: the roster with both changes, less the same without this one
    assert float(tuesday["dollars"]) == pytest.approx(dollars["two"] - dollars["half"], abs=0.011)
    shown = say("diff", inputs, files["one"], files["half"]).output
    assert dollars["half"] < dollars["one"]
    assert f"objective −${dollars['one'] - dollars['half']:,.2f}: " in shown


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("1", "3"), "3: found no such version"),
        (("1", "none.csv"), "none.csv:1: file: found no such file"),
    ],
)
def test_what_is_not_there_is_named(
    twice: Path, say: Say, names: tuple[str, str], said: str
) -> None:
    refused = say("diff", twice / "inputs", *names, "--out", twice / "outputs")
    assert refused.exit_code == 2
    assert said in refused.output
    assert not (twice / "outputs" / "diff.csv").exists()
    alone = say("diff", twice / "inputs", "1", "2")
    assert alone.exit_code == 2
    assert "--out says of which results" in alone.output


def test_a_day_taken_by_leave_has_no_price_of_its_own(twice: Path, say: Say) -> None:
    """Nobody decided about it, and the shift that was told is not counted as overtime now."""
    inputs, outputs = twice / "inputs", twice / "outputs"
    (inputs / "time_off.csv").write_text(
        "csr_id,start,end,kind,paid\nc02,2026-05-13T00:00,2026-05-14T00:00,sick,yes\n",
        encoding="utf-8",
    )
    edited = twice / "edited.csv"
    edited.write_text(week(c02={"tue": LATE, "wed": None}), encoding="utf-8")
    said = say("diff", inputs, "2", edited, "--out", outputs).output
    assert "Bo Lind, Wed 13 May: off, was 8:00–16:30\n" in said
    assert "pay" not in said
    (row,) = rows(outputs / "diff.csv")
    assert (row["csr_id"], row["date"], row["dollars"]) == ("c02", "2026-05-13", "")
