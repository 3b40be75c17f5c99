"""Contradictions planted in the files of a small centre: what is named, and what frees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.conflict_cures import choices, frees
from scheduler.domain.conflict import Conflict
from scheduler.loading import load
from scheduler.rostering.conflicts.explain import explain
from tests.small_centres import CSRS, SETTINGS, forecast_table, write_centre

PIN = "csr_id, start, end, activity, paid"
MEETING = "meeting, title, attendees, minutes, sessions, days, earliest, latest, kind"


@dataclass(frozen=True)
class Planted:
    """Tables of the centre, the places that contradict each other, and of them those with a change.

    One set of places for each conflict. People: c01 and c02 have 5x8 (8:00-17:00 on the five
    open days, so that every day is worked), c03 four days of part-time.
    """

    name: str
    places: tuple[set[str], ...]
    freed: set[str]
    tables: dict[str, str] = field(default_factory=dict)
    labour: str = ""


def pins(*rows: str) -> str:
    """Rows such as `c01 12T09:00 12T10:00 phone`: days of May 2026."""
    lines = []
    for row in rows:
        csr_id, start, end, activity = row.split()
        lines.append(f"{csr_id}, 2026-05-{start}, 2026-05-{end}, {activity}, yes")
    return "\n".join([PIN, *lines])


CASES = [
    Planted(
        "a pin outside the hours that a person has",
        ({"pins.csv:2", "availability.csv:2"},),
        {"pins.csv:2", "availability.csv:2"},
        {
            "pins": pins("c03 12T08:30 12T09:30 shift"),
            "availability": "csr_id, days, earliest, latest\nc03, tue, 11:00, 17:00",
        },
    ),
    Planted(  # four days are owed, five are pinned: any one may go
        "a pinned day too many",
        ({f"pins.csv:{line}" for line in range(2, 7)} | {"contracts.csv:3"},),
        {f"pins.csv:{line}" for line in range(2, 7)},
        {"pins": pins(*(f"c03 {day}T09:00 {day}T10:00 shift" for day in range(11, 16)))},
    ),
    Planted(  # five days are open, all of them owed: each pinned day off is one too many
        "two days off pinned",
        ({"pins.csv:2", "contracts.csv:2"}, {"pins.csv:3", "contracts.csv:2"}),
        {"pins.csv:2", "pins.csv:3", "contracts.csv:2"},
        {"pins": pins("c01 12T00:00 13T00:00 off", "c01 14T00:00 15T00:00 off")},
    ),
    Planted(
        "a start of one's own behind a pin",
        ({"pins.csv:2", "csrs.csv:4"},),
        {"pins.csv:2", "csrs.csv:4"},
        {
            "pins": pins("c03 12T08:00 12T09:00 shift"),
            "csrs": CSRS.replace("hired", "hired, start")
            .replace("2020-01-06", "2020-01-06,")
            .replace("2022-03-14", "2022-03-14,")
            .replace("27.00,", "27.00, , 11:00"),
        },
    ),
    Planted(
        "on the phones while the team meets",
        ({"pins.csv:2", "meetings.csv:2"},),
        {"pins.csv:2", "meetings.csv:2"},
        {
            "pins": pins("c01 12T09:00 12T09:30 phone"),
            "meetings": f"{MEETING}\nm, Team, team:A, 60, 1, tue, 09:00, 10:00, meeting",
        },
    ),
    Planted(  # one can come at 9:30 only, the other at 9:00
        "two people who cannot meet",
        ({"pins.csv:2", "pins.csv:3", "meetings.csv:2"},),
        {"pins.csv:2", "pins.csv:3", "meetings.csv:2"},
        {
            "pins": pins("c01 12T09:00 12T09:30 phone", "c03 12T09:30 12T10:00 phone"),
            "meetings": f"{MEETING}\nm, One-to-one, c01;c03, 30, 1, tue, 09:00, 10:00, meeting",
        },
    ),
    Planted(  # Sunday to 23:30, Monday from 8:30 at the latest: 9 h
        "short rest after what was published",
        ({"pins.csv:2", "settings.toml:34"},),
        {"pins.csv:2", "settings.toml:34"},
        {
            "pins": pins("c03 11T08:30 11T09:30 shift"),
            "previous_roster": f"{PIN}\nc03, 2026-05-10T18:30, 2026-05-10T23:30, phone, yes",
        },
    ),
    Planted(  # all three have to be there for all of the 45 h, and two of them work 40 h
        "more people than hours",
        ({"settings.toml:34", "contracts.csv:2"},),
        {"settings.toml:34"},
        labour="minimum_staff = 3\n",
    ),
    Planted(  # 100 h at work do not sit on one seat for 45 h
        "one seat",
        ({"settings.toml:34", "contracts.csv:2"},),
        {"settings.toml:34"},
        labour="seats = 1\n",
    ),
    Planted(  # the shifts of part-time have 4 h at least
        "three hours on a day that is pinned",
        ({"availability.csv:2", "pins.csv:2", "contracts.csv:3"},),
        {"availability.csv:2", "pins.csv:2"},
        {
            "pins": pins("c03 12T11:30 12T12:30 shift"),
            "availability": "csr_id, days, earliest, latest\nc03, tue, 11:00, 14:00",
        },
    ),
    Planted(  # the only host is on the phones through all hours of the meeting
        "a host pinned through a meeting",
        ({"meetings.csv:2", "pins.csv:2"},),
        {"meetings.csv:2", "pins.csv:2"},
        {
            "meetings": f"{MEETING}, host\n"
            "team, Team, c01;c02, 60, 1, wed, 09:00, 11:00, meeting, c03",
            "pins": pins("c03 13T08:00 13T11:00 phone"),
        },
    ),
    Planted(  # 10:00 to 11:00 and 10:30 to 11:30 on one day
        "two meetings of one person at once",
        ({"meetings.csv:2", "meetings.csv:3"},),
        {"meetings.csv:2", "meetings.csv:3"},
        {
            "meetings": f"{MEETING}\none, One, c01;c02, 60, 1, wed, 10:00, 11:00, meeting\n"
            "two, Two, c01;c03, 60, 1, wed, 10:30, 11:30, meeting",
        },
    ),
    Planted(  # c01 and c02 owe five days, and only five are open: one conflict of both
        "four days in a row at most",
        ({"settings.toml:34", "contracts.csv:2"},),
        {"settings.toml:34"},
        labour="max_days_in_a_row = 4\n",
    ),
    Planted(  # 100 h do not sit on one seat in 45 h; two are not always there, c03 has 20 h of 45
        "more at work than there are seats",
        (
            {"settings.toml:34", "contracts.csv:2"},
            {"settings.toml:35", "contracts.csv:2", "contracts.csv:3"},
        ),
        {"settings.toml:34", "settings.toml:35"},
        labour="seats = 1\nminimum_staff = 2\n",
    ),
    Planted(  # two hours of a program from 8:00 to 10:00, in blocks of an hour
        "program hours that a pin halves",
        ({"meetings.csv:2", "pins.csv:2"},),
        {"meetings.csv:2", "pins.csv:2"},
        {
            "meetings": f"{MEETING}, min_block_minutes\n"
            "prog, Program, c03, 120, , mon, 08:00, 10:00, offline, 60",
            "pins": pins("c03 11T09:00 11T10:00 phone"),
        },
    ),
    Planted(
        "two people, each with one of their own",
        ({"pins.csv:2", "availability.csv:2"}, {"pins.csv:3", "contracts.csv:2"}),
        {"pins.csv:2", "pins.csv:3", "availability.csv:2", "contracts.csv:2"},
        {
            "pins": pins("c03 12T08:30 12T09:30 shift", "c01 14T00:00 15T00:00 off"),
            "availability": "csr_id, days, earliest, latest\nc03, tue, 11:00, 17:00",
        },
    ),
]


def planted(case: Planted, folder: Path) -> tuple[Conflict, ...]:
    """The conflicts of a small centre with this case in its files."""
    settings = SETTINGS.replace("[labour]\n", f"[labour]\n{case.labour}")
    write_centre(folder, settings=settings, forecast=forecast_table(), **case.tables)
    return explain(load(folder), limit_s=60).conflicts


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_contradicts_is_named_and_every_change_frees_it(case: Planted, tmp_path: Path) -> None:
    found = planted(case, tmp_path / "inputs")
    named = [{clause.source for clause in conflict.clauses} for conflict in found]
    assert sorted(map(sorted, named)) == sorted(map(sorted, case.places))
    freed = {d.clause.source for c in found for d in c.demands if d.cure}
    assert freed == case.freed
    assert all(frees(tmp_path / "inputs", chosen) for chosen in choices(found))


def test_what_is_demanded_of_several_alike_is_one_conflict(tmp_path: Path) -> None:
    (conflict,) = planted(
        Planted("", (), set(), labour="max_days_in_a_row = 4\n"), tmp_path / "inputs"
    )
    assert conflict.people == ("c01",)
    assert conflict.also == ("Bo Lind",)
