"""How often the intervals of a simulation hold what is true, over seeds.

    python -m benchmarks.interval_coverage --seeds 200 --replications 85

A centre of four people for a week: phones in two languages with callers who give up, a desk,
email. What is true comes from many more replications. Prints the table of docs/simulation.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import click

from scheduler.domain.demand import ALL, Volume
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service
from scheduler.staffing.requirements import require
from scheduler.verification.simulated import DAY, INTERVAL, WEEK, Simulated
from scheduler.verification.simulation import simulate
from tests.small_centres import at, csr, roster, shift, small_centre

DAYS = 7
# contacts an hour and seconds each
HOURLY = {
    ("phone", "en"): (12.0, 210.0),
    ("phone", "es"): (1.5, 240.0),
    ("desk", "en"): (5.0, 200.0),
    ("email", "en"): (4.0, 300.0),
}
SERVICES = {
    "phone": Service("phone", "erlang_a", patience_s=300.0),
    "desk": Service("desk", within_s=300.0, patience_s=1200.0),
    "email": Service("email", "deferrable", within_s=4 * 3600.0),
}
SHIFTS = {
    "p0": "08:00 phone 12:00 meal 12:30 phone 17:00",
    "p1": "08:00 email 10:00 phone 14:30 email 17:00",
    "p2": "08:00 phone 13:00 meal 13:30 phone 17:00",
    "p3": "08:00 desk 12:00 meal 12:30 desk 17:00",
}
MEASURES = ("service_level", "abandoned", "asa_s", "occupancy")
# Key of what is counted: kind of contacts, measure, span.
Key = tuple[str, str, str]


def centre() -> tuple[Scenario, Roster]:
    """The centre and its roster."""
    plain = small_centre()
    volumes = tuple(
        Volume(at(day, f"{hour:02}:00"), at(day, f"{hour + 1:02}:00"), *key, many * busy, seconds)
        for day in range(DAYS)
        for hour in range(8, 17)
        for busy in (1.4 if 10 <= hour < 14 else 0.8,)
        for key, (many, seconds) in HOURLY.items()
    )
    everything = "phone;email;desk"
    people = (csr(p, languages="en;es", channels=everything) for p in ("p0", "p1"))
    others = (csr(p, channels=everything) for p in ("p2", "p3"))
    scenario = replace(
        plain,
        grid=replace(plain.grid, days=DAYS),
        opening=dict.fromkeys(SERVICES, ((at(0, "08:00"), at(0, "17:00")),) * DAYS),
        csrs=(*people, *others),
        services=SERVICES,
        contacts=replace(plain.contacts, given=volumes),
    )
    return scenario, roster(*(shift(p, d, s) for d in range(DAYS) for p, s in SHIFTS.items()))


def estimates(found: Simulated) -> Iterator[tuple[Key, tuple[int, str, str], float, float, float]]:
    """Every interval of a simulation: what it is of, which, its mean, low and high."""
    for span in (INTERVAL, DAY, WEEK):
        for row in found.by_span[span]:
            kind = row.channel if row.language == ALL else f"{row.channel} {row.language}"
            for measure in MEASURES:
                if measure == "abandoned" and row.channel == "email":
                    continue
                one = getattr(row, measure)
                if one.mean == one.mean:
                    key = kind, measure, span
                    yield key, (row.start, row.language, row.channel), one.mean, one.low, one.high


def coverage(seeds: int, replications: int, truth: int) -> dict[Key, float]:
    """Share of the intervals of each kind that hold what is true."""
    scenario, made = centre()
    asked = require(scenario, scenario.contacts.given)
    true = {
        (key, which): mean
        for key, which, mean, _, _ in estimates(simulate(scenario, asked, made, truth, 987_654))
    }
    held: dict[Key, list[bool]] = defaultdict(list)
    for seed in range(1, seeds + 1):
        for key, which, _, low, high in estimates(
            simulate(scenario, asked, made, replications, seed)
        ):
            if (key, which) in true:
                held[key].append(low - 1e-6 <= true[key, which] <= high + 1e-6)
    return {key: sum(inside) / len(inside) for key, inside in held.items()}


@click.command()
@click.option("--seeds", default=200, show_default=True)
@click.option("--replications", default=85, show_default=True)
@click.option("--truth", default=6000, show_default=True, help="Replications for what is true.")
def main(seeds: int, replications: int, truth: int) -> None:
    """Print the share of intervals that hold what is true."""
    found = coverage(seeds, replications, truth)
    click.echo("| contacts | measure | by hour | by day | by week |\n|---|---|---|---|---|")
    for kind, measure in dict.fromkeys((kind, measure) for kind, measure, _ in found):
        cells = [f"{100 * found[kind, measure, span]:.1f}" for span in (INTERVAL, DAY, WEEK)]
        click.echo(f"| {kind} | {measure} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
