"""The event loop against queueing theory and published simulations.

    python -m benchmarks.validation

Prints three tables: 36 queues with a known answer, and the two examples that the
ContactCenters library publishes with their results.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import inf, isinf

import click
import numpy as np

from scheduler.staffing.erlang import performance
from scheduler.verification.estimates import Estimate, mean, ratio
from scheduler.verification.event_loop import run
from scheduler.verification.replication import (
    ABANDONED,
    IN_TIME,
    LEFT_IN_TIME,
    OFFERED,
    WAIT,
    Floats,
    PlayedContacts,
    ReplicationFrame,
    Seen,
    Staff,
)

SERVICE_S, WITHIN_S = 180.0, 20.0
BATCHES, PER_BATCH = 21, 4000

# people, load of each, mean patience in seconds: 12 M/M/n and 24 M/M/n+M
CASES = [
    *((n, load, inf) for n, load in product((1, 3, 10, 30), (0.6, 0.75, 0.9))),
    *product((1, 3, 10, 30), (0.8, 1.0, 1.3), (90.0, 540.0)),
]


@dataclass(frozen=True)
class Compared:
    """One measure of one queue: what theory (or a publication) has, and what was simulated."""

    case: str
    measure: str
    expected: float
    simulated: Estimate
    wide: Estimate


def alone(people: int) -> Staff:
    """So many people on one queue for ever."""
    return Staff(
        people=people,
        time=np.zeros(people),
        person=np.arange(people),
        group=np.zeros(people, dtype=np.int64),
        serves=np.ones((1, 1), dtype=np.bool_),
        channel=np.zeros(1, dtype=np.int64),
    )


def one_kind(intervals: int, seconds: float, within_s: float) -> ReplicationFrame:
    return ReplicationFrame(intervals, seconds, 1, np.array([within_s]), np.array([False]))


def contacts(arrival: Floats, service: Floats, patience: Floats) -> PlayedContacts:
    return PlayedContacts(arrival, np.zeros(len(arrival), dtype=np.int64), service, patience)


def long_run(load: float, people: int, patience_s: float, seed: int) -> Seen:
    """One long run, cut into batches of the same length."""
    random = np.random.default_rng(seed)
    seconds = PER_BATCH / load * SERVICE_S
    many = random.poisson(BATCHES * PER_BATCH)
    arrival = np.sort(random.uniform(0, BATCHES * seconds, many))
    service = random.exponential(SERVICE_S, len(arrival))
    patience = (
        np.full(len(arrival), inf)
        if isinf(patience_s)
        else random.exponential(patience_s, len(arrival))
    )
    frame = one_kind(BATCHES, seconds, WITHIN_S)
    return run(contacts(arrival, service, patience), alone(people), frame)


def theory() -> Iterator[Compared]:
    """Four measures of each case, batch means; the first batch begins empty and is left out."""
    for seed, (people, utilisation, patience) in enumerate(CASES):
        load = people * utilisation
        seen = long_run(load, people, patience, seed)
        counts = seen.counts[1:, 0]
        offered = counts[:, OFFERED]
        there = np.full(BATCHES - 1, people * PER_BATCH / load * SERVICE_S)
        known = performance(
            load, SERVICE_S, people, WITHIN_S, None if isinf(patience) else patience
        )
        case = f"{people} {'person' if people == 1 else 'people'}, {load:g} erlangs"
        case += "" if isinf(patience) else f", patience {patience:g} s"
        for measure, above, below, expected in (
            ("in time", counts[:, IN_TIME], offered, known.service_level),
            ("mean wait, s", counts[:, WAIT], offered, known.wait_s),
            ("given up", counts[:, ABANDONED], offered, known.abandoned),
            ("occupancy", seen.busy_s[1:, 0], there, known.occupancy),
        ):
            yield Compared(
                case, measure, float(expected), ratio(above, below),
                ratio(above, below, confidence=0.999),
            )  # fmt: skip


def mmc(days: int = 1000) -> dict[str, Estimate]:
    """MMC of ContactCenters: 4.2 calls a minute of two minutes each, 12 people, days of 8 h."""
    random = np.random.default_rng(1)
    frame, staff, found = one_kind(8, 3600, 20), alone(12), []
    for _ in range(days):
        arrival = np.sort(random.uniform(0, 480 * 60, random.poisson(4.2 * 480)))
        many = len(arrival)
        calls = contacts(arrival, random.exponential(120, many), np.full(many, inf))
        seen = run(calls, staff, frame)
        found.append((*seen.counts.sum(axis=(0, 1))[[OFFERED, IN_TIME, WAIT]], seen.busy_s.sum()))
    offered, in_time, wait_s, busy_s = np.array(found).T
    return {
        "answered in 20 s, calls a day": mean(in_time),
        "answered in 20 s, share": ratio(in_time, offered),
        "mean wait, min": ratio(wait_s / 60, offered),
        "occupancy": mean(busy_s / (480 * 60 * 12)),
    }


def call_cc(days: int = 1000) -> dict[str, Estimate]:
    """CallCC of ContactCenters: 13 hours, days that differ, people who come and go, patience."""
    rates = np.array([100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60])
    random = np.random.default_rng(0)
    frame, staff, found = one_kind(13, 3600, 20), _call_cc_staff(), []
    for _ in range(days):
        hourly = random.poisson(rates * random.gamma(10, 1 / 10))
        many = int(hourly.sum())
        arrival = np.sort((np.repeat(np.arange(13), hourly) + random.random(many)) * 3600)
        patience = np.where(random.random(many) < 0.1, 0, random.exponential(1000, many))
        seen = run(contacts(arrival, random.exponential(100, many), patience), staff, frame)
        found.append(seen.counts.sum(axis=(0, 1)))
    each = np.array(found)  # all per 1660 calls expected, as published
    return {
        "calls a day": mean(each[:, OFFERED]),
        "mean wait, s": mean(each[:, WAIT] / 1660),
        "within 20 s, share": mean((each[:, IN_TIME] + each[:, LEFT_IN_TIME]) / 1660),
        "lost, share": mean(each[:, ABANDONED] / 1660),
    }


def _call_cc_staff() -> Staff:
    agents = [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4]
    moves = []
    for hour, (now, before) in enumerate(zip(agents, [0, *agents], strict=False)):
        moves += [(hour * 3600.0, person, 0) for person in range(before, now)]
        moves += [(hour * 3600.0, person, -1) for person in range(now, before)]
    time, person, group = (np.array(column) for column in zip(*moves, strict=True))
    return Staff(
        8, time, person, group, np.ones((1, 1), dtype=np.bool_), np.zeros(1, dtype=np.int64)
    )


# Intervals that umontreal-simul/contactcenters prints in doc/examples, MMC.res (95 %; the
# occupancy of a day that begins empty is .7 x (1 - 2 / 480)) and CallCC.res (90 %).
MMC = {
    "answered in 20 s, calls a day": (1812.6, 1819.7),
    "answered in 20 s, share": (0.900, 0.904),
    "mean wait, min": (0.097, 0.102),
    "occupancy": (0.694, 0.697),
}
CALL_CC = {
    "calls a day": (1612.8, 1666.2),
    "mean wait, s": (10.06, 13.61),
    "within 20 s, share": (0.844, 0.862),
    "lost, share": (0.0311, 0.0374),
}


@click.command()
def main() -> None:
    """Print the tables of docs/simulation.md."""
    rows = list(theory())
    measures = list(dict.fromkeys(row.measure for row in rows))
    head = " | ".join(f"{name}: theory | simulated" for name in measures)
    click.echo(f"| queue | {head} |")
    click.echo("|---|" + "---|---|" * len(measures))
    for case in dict.fromkeys(row.case for row in rows):
        own = [row for row in rows if row.case == case]
        cells = (f"{_plain(r.expected)} | {_interval(r.simulated)}" for r in own)
        click.echo(f"| {case} | {' | '.join(cells)} |")
    inside = sum(row.simulated.holds(row.expected) for row in rows)
    wide = sum(row.wide.low - 1e-9 <= row.expected <= row.wide.high + 1e-9 for row in rows)
    click.echo(
        f"\n{inside} of {len(rows)} theoretical values lie in the 95 % interval, "
        f"{wide} in the 99.9 % interval.\n"
    )
    for name, published, found in (("MMC", MMC, mmc()), ("CallCC", CALL_CC, call_cc())):
        click.echo(f"| {name} | published | simulated |\n|---|---|---|")
        for measure, (low, high) in published.items():
            click.echo(f"| {measure} | {low:g} to {high:g} | {_interval(found[measure])} |")
        click.echo("")


def _interval(one: Estimate) -> str:
    return f"{_plain(one.mean)} ± {_plain(one.half_width)}"


def _plain(value: float) -> str:
    """Three decimals of a share, two of what is larger."""
    return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:,.2f}"


if __name__ == "__main__":
    main()
