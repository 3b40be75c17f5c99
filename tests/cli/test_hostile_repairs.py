"""Rosters and news that cannot be: each named by line or by rule, and nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Call

NOW = "2026-05-12T10:00"
HEADER = "what,csr_id,start,end,channel,percent,meeting,minutes"
SICK = ("--sick", "c01@2026-05-14")


def told(folder: Path, row: str) -> tuple[str, ...]:
    """`--changes` with one row of news."""
    (folder / "told.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    return "--changes", str(folder / "told.csv")


def edited(folder: Path, edit: Callable[[list[str]], list[str]]) -> Path:
    """A copy of the roster with other lines."""
    made = (folder / "outputs" / "roster.csv").read_text(encoding="utf-8").splitlines()
    (folder / "edited.csv").write_text("\n".join(edit(made)) + "\n", encoding="utf-8")
    return folder / "edited.csv"


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            "meeting,c01;c77,2026-05-13T09:00,2026-05-13T16:00,,100,drill,30",
            "told.csv:2: csr_id: found 'c77', which csrs.csv does not have",
        ),
        (  # the centre opens at 8:00
            "meeting,all,2026-05-13T01:00,2026-05-13T04:00,,100,drill,30",
            "told.csv:2: start: found 2026-05-13T01:00:00 to 2026-05-13T04:00:00",
        ),
        (  # a Saturday
            "meeting,all,2026-05-16T09:00,2026-05-16T12:00,,100,drill,30",
            "30 minutes within the hours of that day in settings.toml",
        ),
        (  # now is Tuesday, 10:00
            "meeting,all,2026-05-12T09:00,2026-05-12T10:15,,100,drill,30",
            "told.csv:2: end: found a meeting that ends by Tue 10:15, allowed: at least 30 minutes",
        ),
        (
            "absent,c01,2026-07-13T00:00,2026-07-14T00:00,,,,",
            "told.csv: start: found no news about the days rostered",
        ),
    ],
)
def test_news_that_cannot_be(rostered: Path, call: Call, row: str, words: str) -> None:
    arguments = (rostered / "inputs", rostered / "outputs" / "roster.csv", "--now", NOW)
    news = told(rostered, row)
    before = everything(rostered)
    done = call("repair", *arguments, "--out", rostered / "repaired", *news)
    assert done.exit_code == 2, done.output
    assert words in done.output
    assert everything(rostered) == before


def test_somebody_in_two_places_at_once(rostered: Path, call: Call) -> None:
    roster = edited(rostered, lambda lines: [*lines, lines[1]])
    last = len(roster.read_text(encoding="utf-8").splitlines())
    span = ("--start", "2026-05-14T09:00", "--end", "2026-05-14T10:00")
    asked = (rostered / "inputs", roster)
    for done in (
        call("repair", *asked, "--now", NOW, "--out", rostered / "repaired", *SICK),
        call("who", *asked, *span),
    ):
        assert done.exit_code == 2, done.output
        assert f"edited.csv:{last}: start: found 2026-05-11T" in done.output
        assert "inside another segment of c01" in done.output
    assert not (rostered / "repaired").exists()


def test_a_roster_without_somebody_is_named(rostered: Path, call: Call) -> None:
    roster = edited(rostered, lambda lines: [line for line in lines if line[:3] != "c02"])
    asked = (rostered / "inputs", roster)
    # c02 owes five of the five open days, and by Wednesday evening three have gone by
    news = ("--now", "2026-05-13T20:00", *SICK)
    done = call("repair", *asked, "--out", rostered / "repaired", *news)
    assert done.exit_code == 4, done.output
    assert "edited.csv: breaks rules before any news" in done.output
    assert "contract_days c02: Bo Lind works 0 days in week 1, owes 5" in done.output
    assert not (rostered / "repaired").exists()
    span = ("--start", "2026-05-14T09:00", "--end", "2026-05-14T10:00")
    done = call("who", *asked, *span)
    assert done.exit_code == 0, done.output
    assert "warning: the roster breaks a rule: contract_days c02: Bo Lind works 0" in done.output


def test_everybody_sick_at_once_ends_without_a_traceback(rostered: Path, call: Call) -> None:
    everybody = [
        text
        for csr in ("c01", "c02", "c03")
        for text in ("--sick", f"{csr}@2026-05-12..2026-05-17")
    ]
    asked = (rostered / "inputs", rostered / "outputs" / "roster.csv", "--now", NOW)
    done = call("repair", *asked, "--out", rostered / "repaired", *everybody)
    assert done.exit_code in (0, 4), done.output
    assert (rostered / "repaired").exists() == (done.exit_code == 0)


@pytest.mark.parametrize("time", ["tuesday", "2026-05-12", "12.5.2026 07:30", "3026-05-12T07:30"])
def test_a_time_is_asked_for_by_example(rostered: Path, call: Call, time: str) -> None:
    asked = (rostered / "inputs", rostered / "outputs" / "roster.csv", "--now", time)
    done = call("repair", *asked, "--out", rostered / "repaired", *SICK)
    assert done.exit_code == 2
    expected = "is not from 1990 to 2100" if time[0] == "3" else "such as 2026-05-12T07:30"
    assert expected in done.output
