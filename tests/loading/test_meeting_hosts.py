"""The column host of meetings.csv: who it names, and what cannot be."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scheduler.domain.scenario import Scenario
from scheduler.loading import check, load
from tests.small_centres import CONTRACTS, CSRS, write_centre

PEOPLE = (
    CSRS
    + """
s01,    Eve Stone, csr1,  5x8,       A,    en,        supervision, 40.00,
s02,    Fay Moss,  csr1,  evening,   B,    en,        supervision, 40.00,
""".lstrip("\n")
)
EVENING = (
    CONTRACTS.rstrip()
    + """
evening,   4,             4,           16,           13:00,          17:00,      30, 30
"""
)


def meeting(attendees: str, host: str, kind: str = "meeting", times: str = "09:00, 17:00") -> str:
    return (
        "meeting, title, attendees, minutes, sessions, days, earliest, latest, kind, host\n"
        f"team, Team, {attendees}, 60, 2, tue;wed, {times}, {kind}, {host}\n"
    )


def centre(folder: Path, meetings: str) -> Path:
    return write_centre(folder, csrs=PEOPLE, contracts=EVENING, meetings=meetings)


@pytest.mark.parametrize(
    ("attendees", "host", "there", "hosts"),
    [
        ("team:A", "supervisor", ("c01", "c02", "s01"), ("s01",)),
        ("all", "supervisor", ("c01", "c02", "c03", "s01", "s02"), ("s01", "s02")),
        ("team:A", "c02", ("c01", "c02", "s01"), ("c02",)),
        # Named hosts attend, invited or not.
        ("c01;c02", "s01", ("c01", "c02", "s01"), ("s01",)),
        ("c01;s01", "supervisor;c02", ("c01", "c02", "s01"), ("c02", "s01")),
        ("team:A", "", ("c01", "c02", "s01"), ()),
    ],
)
def test_hosts_are_named_or_the_supervisors_who_attend(
    tmp_path: Path, attendees: str, host: str, there: tuple[str, ...], hosts: tuple[str, ...]
) -> None:
    [found] = load(centre(tmp_path, meeting(attendees, host))).meetings
    assert (found.attendees, found.hosts) == (there, hosts)


def test_hosts_in_frames(tmp_path: Path) -> None:
    folder = centre(tmp_path, meeting("team:A", "s01"))
    tables = {
        name: pd.read_csv(folder / f"{name}.csv")
        for name in ("csrs", "contracts", "forecast", "meetings")
    }
    assert Scenario.from_frames(folder / "settings.toml", **tables).meetings[0].hosts == ("s01",)


@pytest.mark.parametrize(
    ("meetings", "found"),
    [
        (
            meeting("team:A", "s03"),
            "meetings.csv:2: host: found 's03', which csrs.csv does not have",
        ),
        (
            meeting("team:A", "superviser"),
            "meetings.csv:2: host: found 'superviser', which csrs.csv does not have",
        ),
        (
            meeting("c01;c02", "supervisor"),
            "meetings.csv:2: host: found supervisor, and none of the 2 attendees works "
            "supervision, allowed: a supervisor among the attendees, or the ids of hosts",
        ),
        (
            meeting("c01;c02", "c01", kind="offline"),
            "meetings.csv:2: host: found c01, allowed: nothing: program work has no sittings",
        ),
        (
            meeting("team:A", "s02", times="09:00, 12:00"),
            "meetings.csv:2: attendees: found s02 (csrs.csv:6), whose shifts hold no 60 minutes",
        ),
        (
            # c03 on the short contract could come in the morning, the host only after 13:00
            meeting("c02", "s02", times="09:00, 13:30"),
            "meetings.csv:2: attendees: found s02 (csrs.csv:6), whose shifts hold no 60 minutes",
        ),
    ],
)
def test_who_cannot_host(tmp_path: Path, meetings: str, found: str) -> None:
    faults = [str(fault) for fault in check(centre(tmp_path, meetings))]
    assert faults[0].startswith(found)
    if "superviser" in meetings:
        assert faults[0].endswith("(nearest: supervisor)")


def test_a_host_whom_an_attendee_never_meets(tmp_path: Path) -> None:
    mornings = EVENING.replace(
        "part-time, 4,             4;5;6,       20,           08:00,          17:00",
        "part-time, 4,             4;5,         18,           08:00,          13:00",
    )
    assert mornings != EVENING
    folder = write_centre(tmp_path, csrs=PEOPLE, contracts=mornings, meetings=meeting("c03", "s02"))
    assert [str(fault) for fault in check(folder)] == [
        "meetings.csv:2: host: found s02, and no time at which one of them and c03 (csrs.csv:4) "
        "can sit team, allowed: a host whose shifts overlap those of every attendee"
    ]
