"""Contradictions planted in inputs/, each a few lines added to or changed in a copy.

The week is that of 11 May 2026, a Monday. Of each case `planted` are the places that have to be
named, `part` are rules that may stand beside them: those that the planted lines run against.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

PIN = "csr_id,start,end,activity,paid"
MON, TUE, WED, THU, FRI, SAT, SUN = (f"2026-05-{day}" for day in range(11, 18))


@dataclass(frozen=True)
class PlantedConflict:
    """A name, what to do to a copy of inputs/, what has to be named and what may be."""

    name: str
    plant: Callable[[Path], None]
    planted: tuple[str, ...]
    part: tuple[str, ...] = ()
    code: int = 3


def table(file: str, header: str, *rows: str) -> Callable[[Path], None]:
    """A file of its own."""
    return lambda folder: (folder / file).write_text("\n".join([header, *rows, ""]))


def added(file: str, *rows: str) -> Callable[[Path], None]:
    """Rows below those that a file has."""

    def plant(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8") as out:
            out.write("".join(f"{row}\n" for row in rows))

    return plant


def changed(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Another text in a file, which has to be there exactly once."""

    def plant(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise ValueError(f"{file} has {old!r} {text.count(old)} times")
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return plant


def labour(*lines: str) -> Callable[[Path], None]:
    """Keys of [labour], at its top."""
    return changed("settings.toml", "[labour]\n", "[labour]\n" + "".join(f"{x}\n" for x in lines))


def cells(file: str, column: str, values: dict[str, str]) -> Callable[[Path], None]:
    """A new column, with values in the rows of these ids."""

    def plant(folder: Path) -> None:
        first, *rows = (folder / file).read_text(encoding="utf-8").splitlines()
        new = [f"{first},{column}", *(f"{r},{values.get(r.split(',')[0], '')}" for r in rows)]
        (folder / file).write_text("\n".join(new) + "\n", encoding="utf-8")

    return plant


def every(*steps: Callable[[Path], None]) -> Callable[[Path], None]:
    """One after the other."""

    def plant(folder: Path) -> None:
        for step in steps:
            step(folder)

    return plant


def pins(*rows: str) -> Callable[[Path], None]:
    """Rows of pins.csv: `c05 2026-05-12 08:00 09:00 shift`."""
    written = []
    for row in rows:
        csr_id, day, start, end, activity = row.split()
        until = f"{day}T{end}"
        if end == "24:00":
            until = f"{date.fromisoformat(day) + timedelta(days=1)}T00:00"
        written.append(f"{csr_id},{day}T{start},{until},{activity},yes")
    return table("pins.csv", PIN, *written)


def off(csr_id: str, *days: str) -> list[str]:
    """Pins that keep somebody off on whole days."""
    return [f"{csr_id} {day} 00:00 24:00 off" for day in days]


def worked(csr_id: str, days: Iterable[str], hours: str = "12:00-20:00") -> list[str]:
    """Rows of previous_roster.csv: a shift on each of these days."""
    start, end = hours.split("-")
    return [f"{csr_id},{day}T{start},{day}T{end},phone,yes" for day in days]


def line_of(folder: Path, file: str, text: str) -> str:
    """`file:line` of the first line that matches."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return f"{file}:{next(n for n, line in enumerate(lines, 1) if re.search(text, line))}"


AVAILABLE = "csr_id,days,earliest,latest"
PAST = [f"2026-05-{day:02}" for day in range(4, 11)]
CASES = (
    PlantedConflict(
        "pin inside hours not available",
        every(
            pins(f"c05 {TUE} 08:00 09:00 shift"),
            table("availability.csv", AVAILABLE, "c05,tue,11:00,20:00"),
        ),
        ("pins.csv:2", "availability.csv:2"),
    ),
    PlantedConflict(
        "pin on a day without a shift left by leave",
        pins(f"c04 {THU} 10:00 12:00 shift"),
        ("pins.csv:2", "time_off.csv:4"),
        ("contract",),
    ),
    PlantedConflict(
        "late pin before an early one",
        pins(f"c05 {TUE} 19:00 20:00 shift", f"c05 {WED} 07:00 08:00 shift"),
        ("pins.csv:2", "pins.csv:3"),
        ("start_spread", "minimum_rest"),
    ),
    PlantedConflict(
        "14 hours of rest between a late shift and an early one",
        every(
            changed(
                "settings.toml",
                "min_rest_between_shifts_hours = 11 ",
                "min_rest_between_shifts_hours = 14 ",
            ),
            pins(f"c02 {TUE} 19:30 20:00 shift", f"c02 {WED} 10:00 11:00 shift"),
        ),
        ("pins.csv:2", "pins.csv:3", "settings.toml:82"),
        ("contract",),
    ),
    PlantedConflict(
        "six pinned days of a five-day week",
        pins(*(f"c01 {day} 12:00 13:00 shift" for day in (MON, TUE, WED, THU, FRI, SAT))),
        tuple(f"pins.csv:{line}" for line in range(2, 8)),
        ("contract_days", "contract_hours"),
    ),
    PlantedConflict(
        "three days off pinned in a week with two",
        pins(*off("c03", MON, TUE, WED)),
        ("pins.csv:2", "pins.csv:3", "pins.csv:4"),
        ("contract_days", "contract_hours"),
    ),
    PlantedConflict(
        "two pins of one day too far apart for any shift",
        pins(f"c09 {MON} 07:00 08:00 shift", f"c09 {MON} 18:00 19:00 shift"),
        ("pins.csv:2", "pins.csv:3"),
        ("contract",),
    ),
    PlantedConflict(
        "days off pinned apart",
        pins(
            *off("c10", TUE),
            *(f"c10 {day} 10:00 11:00 shift" for day in (MON, WED)),
            *off("c10", FRI),
            f"c10 {THU} 10:00 11:00 shift",
        ),
        ("pins.csv:2",),
        ("pins", "days_off_in_a_row", "contract_days", "contract_hours"),
    ),
    PlantedConflict(
        "seven days in a row with the past",
        every(
            table("previous_roster.csv", PIN, *worked("c11", PAST[1:])),
            pins(f"c11 {MON} 12:00 13:00 shift"),
        ),
        ("pins.csv:2",),
        ("days_in_a_row",),
    ),
    PlantedConflict(
        "short rest after the published Sunday",
        every(
            table("previous_roster.csv", PIN, *worked("c13", PAST[-1:], "14:00-23:00")),
            pins(f"c13 {MON} 07:00 09:00 shift"),
        ),
        ("pins.csv:2",),
        ("minimum_rest",),
    ),
    PlantedConflict(
        "second weekend of a rotation pinned",
        every(
            cells("contracts.csv", "weekend_every", {"4x10": "2"}),
            table("previous_roster.csv", PIN, *worked("c12", PAST[-2:], "09:00-19:00")),
            pins(f"c12 {SAT} 10:00 12:00 shift"),
        ),
        ("pins.csv:2", "contracts.csv:3"),
        ("weekends", "week_after"),
    ),
    PlantedConflict(
        "start of one's own against a pin",
        every(cells("csrs.csv", "start", {"c14": "09:30"}), pins(f"c14 {TUE} 07:30 08:30 shift")),
        ("pins.csv:2", "csrs.csv:15"),
    ),
    PlantedConflict(
        "two starts of the week too far apart",
        pins(f"c21 {MON} 07:00 07:30 shift", f"c21 {THU} 18:00 20:00 shift"),
        ("pins.csv:2", "pins.csv:3"),
        ("start_spread",),
    ),
    PlantedConflict(
        "pinned on the phones through every hour of the team meeting",
        every(
            changed(
                "meetings.csv",
                "team-c,Team C meeting,team:C,45,2,tue;wed;thu,09:00,17:00",
                "team-c,Team C meeting,team:C,45,2,wed,09:00,10:00",
            ),
            pins(f"c18 {WED} 09:00 10:00 phone"),
        ),
        ("pins.csv:2", "meetings.csv:4"),
    ),
    PlantedConflict(
        "two people whose one-to-one finds no common time",
        every(
            changed(
                "meetings.csv",
                "s03;c17,30,1,mon;tue;wed;thu;fri,08:00,19:00",
                "s03;c17,30,1,mon,09:00,10:00",
            ),
            pins(f"c17 {MON} 09:00 09:30 phone", f"s03 {MON} 09:30 10:00 supervision"),
        ),
        ("meetings.csv:10", "pins.csv:2", "pins.csv:3"),
    ),
    PlantedConflict(
        "program work where a pin leaves no room",
        every(
            changed(
                "meetings.csv",
                "c08;c15;c20;c23,240,,mon;tue;wed;thu;fri;sat;sun,07:00,20:00",
                "c08;c15;c20;c23,120,,wed,09:00,11:00",
            ),
            pins(f"c23 {WED} 09:30 10:00 phone"),
        ),
        ("meetings.csv:14", "pins.csv:2"),
    ),
    PlantedConflict(
        "no meal in a pinned stretch",
        pins(f"c16 {MON} 08:00 15:30 phone"),
        ("pins.csv:2",),
        ("meal_and_rest_breaks", "pauses_apart"),
    ),
    PlantedConflict(
        "minimum staff above everybody",
        labour("minimum_staff = 40"),
        ("minimum_staff",),
    ),
    PlantedConflict(
        "minimum staff above the hours of the contracts",
        labour("minimum_staff = 12"),
        ("minimum_staff",),
        ("contract",),
    ),
    PlantedConflict(
        "minimum staff above what shifts can hold",
        labour("minimum_staff = 9"),
        ("minimum_staff",),
        ("contract",),
    ),
    PlantedConflict(
        "fewer seats than hours at work",
        labour("seats = 6"),
        ("seats",),
        ("contract",),
    ),
    PlantedConflict(
        "more people pinned at once than there are seats",
        every(
            labour("seats = 17"),
            pins(*(f"c{n:02} {TUE} 11:00 11:15 phone" for n in (*range(1, 7), *range(8, 20)))),
        ),
        ("seats", *(f"pins.csv:{line}" for line in range(2, 20))),
    ),
    PlantedConflict(
        "two people, each with a contradiction of their own",
        every(
            pins(
                f"c05 {TUE} 08:00 09:00 shift",
                f"c21 {MON} 07:00 07:30 shift",
                f"c21 {THU} 18:00 20:00 shift",
            ),
            table("availability.csv", AVAILABLE, "c05,tue,11:00,20:00"),
        ),
        ("pins.csv:2", "availability.csv:2", "pins.csv:3", "pins.csv:4"),
        ("start_spread",),
    ),
    PlantedConflict(
        "a host who is free when an attendee is not",
        every(
            changed(
                "meetings.csv",
                "team-b,Team B meeting,team:B,60,2,tue;wed;thu,09:00,17:00,",
                "team-b,Team B meeting,team:B,60,2,wed,09:00,11:00,",
            ),
            cells("meetings.csv", "host", {"team-b": "s02"}),
            pins(f"s02 {WED} 09:00 10:00 supervision", f"c10 {WED} 10:00 10:30 phone"),
        ),
        ("meetings.csv:3", "pins.csv:2", "pins.csv:3"),
    ),
    PlantedConflict(
        "pin on a meeting without an invitation",
        pins(f"c05 {TUE} 10:00 11:00 meeting:team-b"),
        ("pins.csv:2",),
        code=2,
    ),
    PlantedConflict(
        "five pinned days in the shorter week of a 9/80",
        every(
            added("contracts.csv", "9x80,9,8;9,80,07:00,20:00,30,30,2,120,"),
            cells("contracts.csv", "weeks", {"9x80": "2"}),
            changed("csrs.csv", "c01,Abena Osei,30000018,5x8", "c01,Abena Osei,30000018,9x80"),
            table("previous_roster.csv", PIN, *worked("c01", PAST[:5], "08:00-17:00")),
            pins(*(f"c01 {day} 12:00 13:00 shift" for day in (MON, TUE, WED, THU, FRI))),
        ),
        ("contracts.csv:5", *(f"pins.csv:{line}" for line in range(2, 7))),
    ),
    PlantedConflict(
        "pin of somebody new, who has a colleague's shifts",
        every(
            added("csrs.csv", "n01,Noor Amari,30000017,5x8,A,en,phone,27.32,2026-05-04"),
            cells("csrs.csv", "shadows", {"n01": "c01"}),
            pins(f"n01 {TUE} 10:00 12:00 shift"),
        ),
        ("pins.csv:2",),
        code=2,
    ),
)
