"""A centre of four languages and bilingual people, and separate teams beside it.

    python -m benchmarks.language_study --to four-languages

Writes a seeded centre of 60 CSRs as an input folder, rosters its week, plays calls against
the roster, and prints what callers of each language meet, and what a team for each language
would ask for.
"""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from benchmarks.load import on_queue_hours
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.pipeline import stages as pipeline
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.simulated_service import plus_minus
from scheduler.staffing.requirements import require
from scheduler.verification.simulated import Simulated

MONDAY = date(2026, 5, 11)
OPEN, CLOSE = 7, 20
# Languages spoken besides English and by how many; English alone by the others of PEOPLE.
PEOPLE = 60
SPEAKERS = {"es": 14, "vi": 8, "ru": 8, "es;vi": 4, "es;ru": 4}
SHARES = {"en": 0.75, "es": 0.15, "vi": 0.05, "ru": 0.05}  # of the calls
AHT_S = 240
BUSIEST_HOUR = 490  # calls, Monday
WEEKDAY = (1.0, 0.94, 0.90, 0.88, 0.84, 0.52, 0.46)
HOURS = (0.35, 0.6, 0.85, 1.0, 0.98, 0.9, 0.88, 0.93, 0.9, 0.76, 0.55, 0.42, 0.3)

SETTINGS = """\
[centre]
name = "Four languages"
timezone = "America/Los_Angeles"
days = 7

[opening.phone]
{days}

[service.phone]
target = 0.80 # share answered in time, over the week
within_s = 20 # seconds
scope = "week"

[simulation]
routing = "{routing}"
"""
CONTRACTS = (
    ("5x8", 5, "8", 40, "07:00", "20:00", 30, 30),
    ("4x10", 4, "10", 40, "07:00", "20:00", 30, 30),
)


def write(folder: Path, routing: str) -> None:
    """The centre as an input folder, the same bytes every time."""
    lot = random.Random(4)
    folder.mkdir(parents=True, exist_ok=True)
    days = "\n".join(
        f'{day} = "{OPEN:02}:00-{CLOSE}:00"'
        for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    )
    settings = SETTINGS.format(days=days, routing=routing)
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    header = (
        "contract,days_per_week,shift_hours,weekly_hours,earliest_start,latest_end,"
        "start_step_minutes,meal_minutes"
    )
    _table(folder / "contracts.csv", header, CONTRACTS)
    spoken = [languages for languages, count in SPEAKERS.items() for _ in range(count)]
    spoken += [""] * (PEOPLE - len(spoken))
    lot.shuffle(spoken)
    rows = (
        (f"c{i:02}", f"Person {i:02}", "CSR", "4x10" if i % 3 == 0 else "5x8", f"T{i % 6 + 1}",
         ";".join(filter(None, ("en", languages))), "phone", 30, "2020-01-06")
        for i, languages in enumerate(spoken, start=1)
    )  # fmt: skip
    header = "csr_id,name,class,contract,team,languages,channels,hourly_rate,hired"
    _table(folder / "csrs.csv", header, rows)
    _table(folder / "forecast.csv", "start,channel,language,volume,aht_s", _calls())


def _calls() -> Iterator[Sequence[object]]:
    for day, busy in enumerate(WEEKDAY):
        for hour, share in enumerate(HOURS, start=OPEN):
            start = datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour) + timedelta(days=day)
            for language, part in SHARES.items():
                volume = BUSIEST_HOUR * busy * share * part
                yield start.isoformat(), "phone", language, f"{volume:.2f}", AHT_S


def _table(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


@dataclass(frozen=True)
class Team:
    """One language: its calls, who speaks it, and what a team of its own would ask for."""

    language: str
    calls: float
    speakers: int
    hours: float
    people: int


def teams(scenario: Scenario) -> list[Team]:
    """A team for each language, staffed by the same formula and target as the pool."""
    each = sum(on_queue_hours(scenario).values()) / len(scenario.csrs)
    found = []
    for language in SHARES:
        calls = tuple(v for v in forecast(scenario).volumes if v.language == language)
        crew = tuple(replace(csr, languages=frozenset({language})) for csr in scenario.csrs)
        need = require(replace(scenario, csrs=crew), calls)
        hours = _hours(need, scenario)
        speakers = sum(language in csr.languages for csr in scenario.csrs)
        volume = sum(v.volume for v in calls)
        found.append(Team(language, volume, speakers, hours, math.ceil(hours / each)))
    return found


def _hours(requirements: Requirements, scenario: Scenario) -> float:
    return float(requirements.by_slot["phone", ALL].sum()) * scenario.grid.slot_hours


def lines(report: Report, simulated: Simulated) -> Iterator[str]:
    """The table: each language in the pool and as a team of its own, then all of them."""
    scenario = report.scenario
    each = sum(on_queue_hours(scenario).values()) / len(scenario.csrs)
    wage = sum(csr.hourly_rate for csr in scenario.csrs) / len(scenario.csrs) * 40
    yield "| language | calls | speakers | simulated in time, % | team of its own, h | its people |"
    yield "|---|---|---|---|---|---|"
    apart = teams(scenario)
    for team in apart:
        level = plus_minus(simulated.total("phone", team.language).service_level, 1)
        yield (
            f"| {team.language} | {team.calls:,.0f} | {team.speakers} | {level} "
            f"| {team.hours:,.1f} | {team.people} |"
        )
    level = plus_minus(simulated.total("phone").service_level, 1)
    hours, people = sum(t.hours for t in apart), sum(t.people for t in apart)
    pooled = _hours(require(scenario, forecast(scenario).volumes), scenario)
    yield f"| all | {sum(t.calls for t in apart):,.0f} | {len(scenario.csrs)} | {level} " + (
        f"| {hours:,.1f} | {people} |"
    )
    yield ""
    yield (
        f"Pooled, all languages together ask for {pooled:,.1f} h, {math.ceil(pooled / each)} "
        f"people; separate teams for {hours:,.1f} h, {people} people: {hours - pooled:,.1f} h and "
        f"${wage * (people - math.ceil(pooled / each)):,.0f} a week more (40 h at $30)."
    )


@click.command()
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True)
@click.option("--time-limit", default=60.0, help="Seconds of each search.")
@click.option("--calibrate", default=0, help="Corrections at most.")
@click.option("--replications", default=200, help="Weeks played.")
@click.option("--routing", default="waiting", help="Whom a freed person takes: see settings.")
def main(folder: Path, time_limit: float, calibrate: int, replications: int, routing: str) -> None:
    """Write, roster and simulate the centre; print the table."""
    write(folder / "inputs", routing)
    options = pipeline.Options(
        time_limit_s=time_limit * (calibrate + 1), replications=replications, calibrate=calibrate
    )
    report = pipeline.schedule(folder / "inputs", folder / "outputs", options)
    assert report.simulated is not None
    for line in lines(report, report.simulated):
        click.echo(line)
    click.echo(f"\nshort {report.terms.shortage_hours:g} h; rules broken {len(report.violations)}")


if __name__ == "__main__":
    main()
