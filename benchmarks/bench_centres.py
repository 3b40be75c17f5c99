"""Generated centres as ordinary input folders, from a seed.

    python -m benchmarks.bench_centres 250 .95 --languages scarce --to folder

Mixed contracts, 12 % of the days on leave, 30 % bilingual, team meetings, program
activities, requests, a front desk, email, a supervisor for every ten. Volumes have two
peaks a day and are scaled until the centre is as loaded as asked for (`benchmarks.load`).
"""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import click

from benchmarks import load as loads
from benchmarks.load import Loads

MONDAY = date(2026, 5, 11)
WHOLE, PHONES, PLAIN = "whole", "phones", "plain"
COMMON, SCARCE = "common", "scarce"

QUIET_WEEKENDS = "quiet-weekends"  # Saturday and Sunday have a third of a weekday's contacts
WEEKENDS_OWED = "weekends-owed"  # of five days at most four in a row: one is at a weekend
NO_EMAIL = "no-email"  # nothing that could wait takes up a surplus
DAYS_OFF = "days-off"  # three CSRs in ten ask for a whole day off
ONE_SITTING = "one-sitting"  # a team meets as a whole
SIX_HOURS = "six-hours"  # part-timers work five shifts of six hours and nothing else
TRAITS = (QUIET_WEEKENDS, WEEKENDS_OWED, NO_EMAIL, DAYS_OFF, ONE_SITTING, SIX_HOURS)
UNEVEN = "uneven"  # all of them


@dataclass(frozen=True)
class Case:
    """One generated centre.

    `people` counts CSRs, supervisors come on top. `kind` says what is left of the
    problem: all of it ("whole"); one queue and nothing but shifts and pauses ("phones");
    the same with one contract and nobody on leave ("plain"). `traits` are some of TRAITS,
    for whole centres: the people, their leave and the seed stay those of the centre without.
    """

    people: int
    load: float = 0.95
    languages: str = COMMON
    seed: int = 1
    kind: str = WHOLE
    traits: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        parts = [str(self.people), f"{self.load:.2f}", self.languages, f"s{self.seed}"]
        parts += [self.kind] if self.kind != WHOLE else []
        return "-".join([*parts, self.mix] if self.traits else parts)

    @property
    def mix(self) -> str:
        """What a column of the tables calls it: its traits, without any its languages."""
        if set(self.traits) == set(TRAITS):
            return UNEVEN
        return "-".join(self.traits) or self.languages


# contract, share of people, row of contracts.csv; None where the labour default is meant
CONTRACTS = (
    ("5x8", 0.50, (5, "8", 40, "07:00", "20:00", 30, 30, 2)),
    ("4x10", 0.25, (4, "10", 40, "07:00", "20:00", 30, 30, 2)),
    ("part-early", 0.13, (5, "4;5;6", 25, "07:00", "15:00", 30, 30, "")),
    ("part-late", 0.12, (5, "4;5;6", 25, "12:00", "20:00", 30, 30, "")),
)
SIX_HOUR_CONTRACTS = (
    ("part-early", 0.13, (5, "6", 30, "07:00", "15:00", 30, 30, "")),
    ("part-late", 0.12, (5, "6", 30, "12:00", "20:00", 30, 30, "")),
)
FIVE, IN_A_ROW = 5, 4  # days a week and in a row, where weekends are owed
PLAIN_CONTRACTS = (("5x8", 1.0, (5, "8", 40, "07:00", "20:00", 30, 30, "")),)
TEAM = 10
BILINGUAL = 0.30
ON_LEAVE = 0.12  # of all contract days
SPEAKERS = {COMMON: {"es": 1.0}, SCARCE: {"es": 0.5, "vi": 0.3, "ru": 0.2}}  # of the bilingual
AT_THE_DESK = 0.5  # of the people
WITH_A_REQUEST = 0.3
QUIET = (1.15, 1.08, 1.02, 1.0, 0.95, 0.35, 0.35)  # Monday to Sunday, for QUIET_WEEKENDS

SETTINGS = """\
[centre]
name = "Generated centre {name}"
timezone = "America/Los_Angeles"
days = 7
slot_minutes = 15
interval_minutes = 60
week_start = "mon"
{channels}
[service.phone]
target = 0.80
within_s = 20
"""
CHANNEL = "\n[opening.{channel}]\n{days}\n"
DESK = """
[service.desk]
target = 0.80
within_s = 300
minimum = 1
"""
EMAIL = """
[service.email]
model = "deferrable"
within_s = 86400
"""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Person:
    csr_id: str
    contract: str
    team: str
    languages: str
    channels: str

    @property
    def supervises(self) -> bool:
        return self.channels == "supervision"


def write(case: Case, folder: Path) -> Loads:
    """Write the centre as an input folder; what it is loaded with, as measured on it."""
    lot = random.Random(f"{case.people} {case.languages} {case.seed} {case.kind}")
    folder.mkdir(parents=True, exist_ok=True)
    staff = people(case, lot)
    contracts = _contracts(case)
    (folder / "settings.toml").write_text(_settings(case), encoding="utf-8")
    _table(
        folder / "contracts.csv",
        "contract,days_per_week,shift_hours,weekly_hours,earliest_start,latest_end,"
        "start_step_minutes,meal_minutes,min_days_off_in_a_row,max_days_in_a_row",
        ((name, *row[:-1], *_days_in_a_row(case, row)) for name, _, row in contracts),
    )
    _table(
        folder / "csrs.csv",
        "csr_id,name,class,contract,team,languages,channels,hourly_rate,hired",
        (
            (p.csr_id, f"Person {p.csr_id}", "CSR", p.contract, p.team, p.languages, p.channels,
             30, "2020-01-06")
            for p in staff
        ),
    )  # fmt: skip
    if case.kind != PLAIN:
        days_owed = {name: int(row[0]) for name, _, row in contracts}
        header = "csr_id,start,end,kind,paid"
        _table(folder / "time_off.csv", header, time_off(staff, days_owed, lot))
    if case.kind == WHOLE:
        _table(
            folder / "meetings.csv",
            "meeting,title,attendees,minutes,sessions,days,earliest,latest,kind,min_block_minutes",
            meetings(case, staff),
        )
        header = "csr_id,kind,start,end,weight"
        _table(folder / "requests.csv", header, requests(case, staff, lot))
    weekdays = QUIET if QUIET_WEEKENDS in case.traits else loads.WEEKDAY
    return loads.scale(case.load, _language_load(case), folder, MONDAY, lot, weekdays)


# --- People ----------------------------------------------------------------------------


def people(case: Case, lot: random.Random) -> list[Person]:
    """CSRs in random order of contract, language and team; then a supervisor for each ten."""
    count = case.people
    width = max(2, len(str(count)))
    contracts = _shares(count, {name: share for name, share, _ in _contracts(case)})
    spoken = [""] * count
    if case.kind == WHOLE:
        second = _shares(round(BILINGUAL * count), SPEAKERS[case.languages])
        spoken[: len(second)] = second
    desk = [i < AT_THE_DESK * count for i in range(count)]
    for column in (contracts, spoken, desk):
        lot.shuffle(column)
    teams = math.ceil(count / TEAM)
    found = [
        Person(
            f"c{i + 1:0{width}}",
            contracts[i],
            f"T{i % teams + 1:0{width}}",
            ";".join(filter(None, ("en", spoken[i]))),
            _channels(case, desk[i]),
        )
        for i in range(count)
    ]
    if case.kind == WHOLE:
        found += [
            Person(f"s{i + 1:0{width}}", "5x8", f"T{i + 1:0{width}}", "en", "supervision")
            for i in range(teams)
        ]
    return found


def _channels(case: Case, desk: bool) -> str:
    if case.kind != WHOLE:
        return "phone"
    found = [
        "phone",
        *(() if NO_EMAIL in case.traits else ("email",)),
        *(("desk",) if desk else ()),
    ]
    return ";".join(found)


def _shares(count: int, shares: dict[str, float]) -> list[str]:
    """`count` names in these shares, the first names rounded up at the cost of the last."""
    found: list[str] = []
    upto = 0.0
    for name, share in shares.items():
        upto += share
        found += [name] * (min(count, math.ceil(upto * count - 1e-9)) - len(found))
    return found


def _contracts(case: Case) -> tuple[tuple[str, float, tuple[object, ...]], ...]:
    if case.kind == PLAIN:
        return PLAIN_CONTRACTS
    return CONTRACTS[:2] + SIX_HOUR_CONTRACTS if SIX_HOURS in case.traits else CONTRACTS


def _days_in_a_row(case: Case, row: tuple[object, ...]) -> tuple[object, object]:
    """Fewest days off and most days at work in a row; empty for the labour setting.

    Where weekends are owed the days off of a five-day week may be apart: a pair of them
    would have to lie in the middle of the week, and teams could hardly meet.
    """
    owed = WEEKENDS_OWED in case.traits and row[0] == FIVE
    return ("", IN_A_ROW) if owed else (row[-1], "")


# --- Leave, meetings, requests ---------------------------------------------------------


def time_off(
    staff: Sequence[Person], days_owed: dict[str, int], lot: random.Random
) -> list[Sequence[object]]:
    """Weeks, days and afternoons away until 12 % of all contract days are gone."""
    left = ON_LEAVE * sum(days_owed[p.contract] for p in staff)
    rows: list[Sequence[object]] = []
    for person in lot.sample(list(staff), len(staff)):
        kind = lot.choices(("week", "days", "hours"), (0.35, 0.5, 0.15))[0]
        owed = days_owed[person.contract]
        days = owed if kind == "week" else lot.randint(1, 3)
        first = 0 if kind == "week" else lot.randrange(8 - days)
        if kind == "hours":
            start = lot.randint(8, 15)
            span = f"{_day(first)}T{start:02}:00", f"{_day(first)}T{start + 3:02}:00"
            days = 0
        else:
            span = f"{_day(first)}T00:00", f"{_day(7 if kind == 'week' else first + days)}T00:00"
        if left < days / 2:
            break
        left -= days
        rows.append((person.csr_id, *span, "vacation", "yes"))
    return rows


def meetings(case: Case, staff: Sequence[Person]) -> list[Sequence[object]]:
    """An hour for every team in two sittings; four hours of program work, two part-time."""
    sittings = 1 if ONE_SITTING in case.traits else 2
    rows: list[Sequence[object]] = [
        (f"team-{team}", f"Team {team}", f"team:{team}", 60, sittings, "tue;wed;thu", "09:00",
         "17:00", "meeting", "")
        for team in sorted({p.team for p in staff})
    ]  # fmt: skip
    for name, minutes, part_time in (("program", 240, False), ("program-part", 120, True)):
        there = [
            p.csr_id
            for p in staff
            if not p.supervises and p.contract.startswith("part") == part_time
        ]
        if there:
            rows.append(
                (name, "Program activities", ";".join(there), minutes, "", ";".join(DAYS),
                 "07:00", "20:00", "offline", 60)
            )  # fmt: skip
    return rows


def requests(case: Case, staff: Sequence[Person], lot: random.Random) -> list[Sequence[object]]:
    """A request of three CSRs in ten: a day off, an evening not worked, an early day."""
    kinds = ("off",) if DAYS_OFF in case.traits else ("off", "avoid", "prefer")
    asking = [p for p in staff if not p.supervises]
    rows: list[Sequence[object]] = []
    for person in lot.sample(asking, round(WITH_A_REQUEST * len(asking))):
        day, kind = lot.randrange(7), lot.choice(kinds)
        start, until, weight = {
            "off": (f"{_day(day)}T00:00", f"{_day(day + 1)}T00:00", 1),
            "avoid": (f"{_day(day)}T17:00", f"{_day(day)}T20:00", 0.5),
            "prefer": (f"{_day(day)}T07:00", f"{_day(day)}T18:00", 0.5),
        }[kind]
        rows.append((person.csr_id, kind, start, until, weight))
    return rows


def _day(number: int) -> date:
    return MONDAY + timedelta(days=number)


# --- Writing ---------------------------------------------------------------------------


def _language_load(case: Case) -> dict[str, float]:
    """What each language asks of its speakers: six tenths, or as much as the centre of all."""
    if case.kind != WHOLE:
        return {}
    share = case.load if case.languages == SCARCE else loads.COMMON_LOAD
    return dict.fromkeys(SPEAKERS[case.languages], share)


def _settings(case: Case) -> str:
    every_day = "\n".join(f'{day} = "07:00-20:00"' for day in DAYS)
    weekdays = "\n".join(f'{day} = "08:00-17:00"' for day in DAYS[:5])
    channels = CHANNEL.format(channel="phone", days=every_day)
    email = case.kind == WHOLE and NO_EMAIL not in case.traits
    channels += CHANNEL.format(channel="email", days=every_day) if email else ""
    if case.kind == WHOLE:
        channels += CHANNEL.format(channel="desk", days=weekdays)
    text = SETTINGS.format(name=case.name, channels=channels)
    return text + (DESK if case.kind == WHOLE else "") + (EMAIL if email else "")


def _table(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


@click.command()
@click.argument("people", type=click.IntRange(min=4))
@click.argument("load", type=float)
@click.option("--languages", type=click.Choice([COMMON, SCARCE]), default=COMMON)
@click.option("--seed", type=int, default=1)
@click.option("--kind", type=click.Choice([WHOLE, PHONES, PLAIN]), default=WHOLE)
@click.option("--trait", "traits", type=click.Choice([*TRAITS, UNEVEN]), multiple=True)
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True)
def main(
    people: int,
    load: float,
    languages: str,
    seed: int,
    kind: str,
    traits: tuple[str, ...],
    folder: Path,
) -> None:
    """Write one generated centre and say how loaded it is."""
    traits = TRAITS if UNEVEN in traits else traits
    click.echo(write(Case(people, load, languages, seed, kind, traits), folder).text())


if __name__ == "__main__":
    main()
