"""Two contact centres that ContactCenters publishes with their results: Bilingual and Blend.

    python -m benchmarks.published_centres

umontreal-simul/contactcenters, doc/examples (Buist & L'Ecuyer, University of Montreal): people
of two languages chosen by lot, callers who give up and call again; calls out that are dialled
while people are free. Intervals are the 95 % intervals of 1,000 replications that it prints.

They are of a simulation, too, and its noise is known in part: 5,000 first calls of Bilingual are
expected a week, and the printed ones are 5,003. So both estimates are corrected to what is
expected (control variate: Lavenberg & Welch, Management Science 27, 1981), and it is their
difference that has an interval.
"""

from __future__ import annotations

from math import hypot, inf

import click
import numpy as np

from scheduler.verification.estimates import Estimate, mean, ratio
from scheduler.verification.event_loop import run
from scheduler.verification.replication import (
    ABANDONED,
    ANSWERED,
    IN_TIME,
    LEFT_IN_TIME,
    NOWHERE,
    OFFERED,
    WAIT,
    Bools,
    Dialler,
    Floats,
    Ints,
    PlayedContacts,
    ReplicationFrame,
    Staff,
)
from scheduler.verification.routing import RoutingRules

# Bilingual.res; its service level is per 2,500 calls expected of each language.
BILINGUAL = {
    "calls a week, all": (5105.009, 5115.313),
    "calls again a week, all": (105.841, 108.495),
    "served, English": (2480.916, 2486.950),
    "served, Spanish": (2480.233, 2486.371),
    "given up or sent away, all": (141.249, 144.603),
    "in a minute, English": (0.97831, 0.98062),
    "in a minute, Spanish": (0.97810, 0.98048),
    "occupancy, English only": (0.47563, 0.47684),
    "occupancy, Spanish only": (0.47580, 0.47699),
    "occupancy, bilingual": (0.63197, 0.63310),
}
# Blend.res.
BLEND = {
    "calls in": (838.899, 858.285),
    "calls out": (317.279, 326.513),
    "served in": (834.193, 852.761),
    "served out": (294.637, 303.115),
    "given up in": (4.495, 5.735),
    "given up out": (22.548, 23.492),
    "mean wait in, min": (0.043, 0.055),
    "occupancy, inbound only": (0.81135, 0.82058),
    "occupancy, blend": (0.55237, 0.56092),
}
# Measure to difference and half of its 95 % interval.
Differences = dict[str, tuple[float, float]]
HOUR = 3600.0
NAMES = ("English", "Spanish")


FIRST_CALLS = 5000.0  # of Bilingual in a week, expected: (100 + 8 x 50) x 5 days x 2 languages


def bilingual(weeks: int = 1000, seed: int = 1) -> dict[str, Estimate]:
    """Averages over weeks of `bilingual_weeks`."""
    return {name: mean(values) for name, values in bilingual_weeks(weeks, seed)[0].items()}


def bilingual_weeks(
    weeks: int, seed: int = 1, people: str = "random"
) -> tuple[dict[str, Floats], Floats]:
    """7 people of each language and 4 of both, five days of 9 hours; what each week came to.

    The second are the calls of each week that were no call again.
    """
    random = np.random.default_rng(seed)
    groups = np.repeat([0, 1, 2], [7, 7, 4])
    staff = _standing([(0.0, groups)], 9 * HOUR, np.array([[1, 0], [0, 1], [1, 1]], dtype=bool))
    rules = RoutingRules.of(staff, people)
    frame = ReplicationFrame(10, HOUR, 3, np.full(2, 60.0), np.zeros(2, dtype=bool), True)
    found, busy, fresh = [], [], []
    for _ in range(5 * weeks):
        calls = _bilingual_calls(random)
        seen = run(calls, staff, frame, rules=rules)
        found.append(seen.counts.sum(axis=0))
        busy.append(seen.busy_s.sum(axis=0))
        fresh.append(len(calls.arrival))
    counts = np.array(found).reshape(weeks, 5, 2, -1).sum(axis=1)
    first = np.array(fresh, dtype=np.float64).reshape(weeks, 5).sum(axis=1)
    again = counts[:, :, OFFERED].sum(axis=1) - first
    share = np.array(busy).reshape(weeks, 5, 3).sum(axis=1) / (45 * HOUR * np.array([7, 7, 4]))
    found = {
        "calls a week, all": counts[:, :, OFFERED].sum(axis=1),
        "calls again a week, all": again,
        **{f"served, {NAMES[k]}": counts[:, k, ANSWERED] for k in (0, 1)},
        "given up or sent away, all": counts[:, :, ABANDONED].sum(axis=1),
        **{f"in a minute, {NAMES[k]}": counts[:, k, IN_TIME] / 2500 for k in (0, 1)},
        **{f"occupancy, {NAMES[k]} only": share[:, k] for k in (0, 1)},
        "occupancy, bilingual": share[:, 2],
    }
    return found, first


def bilingual_differences(weeks: int = 1000, seed: int = 1, people: str = "random") -> Differences:
    """Ours less the published, both with the first calls that are expected; half of the interval.

    `calls a week` are then the calls again and 5,000: their difference is that of these.
    """
    found, first = bilingual_weeks(weeks, seed, people)
    calls, again = (sum(BILINGUAL[f"{name} a week, all"]) / 2 for name in ("calls", "calls again"))
    differences = {}
    for name, values in found.items():
        low, high = BILINGUAL[name]
        slope = float(np.cov(values, first)[0, 1] / np.var(first, ddof=1))
        ours = mean(values - slope * (first - FIRST_CALLS))
        theirs = (low + high) / 2 - slope * (calls - again - FIRST_CALLS)
        left = ours.half_width / mean(values).half_width  # of the noise, once the calls are known
        half = hypot(ours.half_width, left * (high - low) / 2)
        differences[name] = (ours.mean - theirs, half)
    return differences


def blend_differences(days: int = 1000, seed: int = 1) -> Differences:
    """Ours less the published and half of the interval of that."""
    found = blend(days, seed)
    return {
        name: (found[name].mean - (low + high) / 2, hypot(found[name].half_width, (high - low) / 2))
        for name, (low, high) in BLEND.items()
    }


def _bilingual_calls(random: np.random.Generator) -> PlayedContacts:
    """A day: 100 calls an hour in each language in the first hour, 50 after; three of four who
    give up, after two minutes on average, call again 20 minutes later."""
    rates = np.repeat([100, 50], [1, 8])
    hourly = random.poisson(np.concatenate([rates, rates]))
    kind = np.repeat([0, 1], [hourly[:9].sum(), hourly[9:].sum()])
    arrival = (np.repeat(np.tile(np.arange(9), 2), hourly) + random.random(len(kind))) * HOUR
    low, high = np.array([180, 240])[kind], np.array([420, 360])[kind]
    service, patience = random.uniform(low, high), random.exponential(120, len(kind))
    tries = np.minimum(random.geometric(0.25, len(kind)) - 1, 20)
    order = np.argsort(arrival)
    many, closes = len(kind), 9 * HOUR
    again = np.column_stack(
        [np.full(many, 1200.0), tries, patience, np.full(many, closes), np.zeros(many)]
    )
    waits = np.minimum(patience, closes - arrival)
    return PlayedContacts(
        arrival[order], kind[order], service[order], waits[order], again[order],
        random.random(many),
    )  # fmt: skip


def blend(days: int = 1000, seed: int = 1) -> dict[str, Estimate]:
    """Calls in for all, calls out for some from the fourth hour on; averages over days."""
    random = np.random.default_rng(seed)
    hours = [(0.0, (23, 16)), (2 * HOUR, (23, 18)), (4 * HOUR, (21, 16))]
    people = np.repeat([0, 1], [23, 18])
    sizes = [
        (t, np.where(_ranked(people) < np.array(many)[people], people, NOWHERE))
        for t, many in hours
    ]
    staff = _standing(sizes, inf, np.array([[1, 0], [1, 1]], dtype=bool))
    rules = RoutingRules.of(staff, rank=np.array([1, 0]))
    frame = ReplicationFrame(4, 2 * HOUR, 2, np.full(2, 20.0), np.zeros(2, dtype=bool))
    there = np.array([many for _, many in hours]).sum(axis=0) * 2 * HOUR
    found, busy, staffed = [], [], []
    for _ in range(days):
        calls, numbers = _blend_calls(random)
        dialler = Dialler(1, 3 * HOUR, 6 * HOUR - 300, 4, 2, numbers)
        seen = run(calls, staff, frame, rules=rules, dialler=dialler)
        found.append(seen.counts.sum(axis=0))
        busy.append(seen.busy_s[:3].sum(axis=0))
        staffed.append(there + seen.overrun_s[:3].sum(axis=0))
    counts, worked, paid = np.array(found), np.array(busy), np.array(staffed)
    result = {}
    for name, measure in (("calls", OFFERED), ("served", ANSWERED), ("given up", ABANDONED)):
        result |= {
            f"{name} {way}": mean(counts[:, k, measure]) for k, way in ((0, "in"), (1, "out"))
        }
    result["mean wait in, min"] = ratio(counts[:, 0, WAIT] / 60, counts[:, 0, OFFERED])
    for k, name in enumerate(("inbound only", "blend")):
        result[f"occupancy, {name}"] = ratio(worked[:, k], paid[:, k])
    late = counts[:, 0, OFFERED] - counts[:, 0, IN_TIME] - counts[:, 0, LEFT_IN_TIME]
    result["not in 20 s"] = mean(late)
    return result


def _blend_calls(random: np.random.Generator) -> tuple[PlayedContacts, Floats]:
    """A day's calls in, and the numbers that may be dialled."""
    rates = np.array([68.45, 72.93, 71.92]) * 4 * random.gamma(29.7, 1 / 29.7)
    counts = random.poisson(rates)
    many = int(counts.sum())
    arrival = np.sort((np.repeat(np.arange(3), counts) + random.random(many)) * 2 * HOUR)
    patience = np.where(random.random(many) < 0.005, 0.0, random.exponential(500, many))
    service = random.gamma(0.755, 753.8, many)
    reached = random.random(4000) < 0.29
    numbers = np.column_stack([reached, random.exponential(440.2, 4000), np.full(4000, 5.0)])
    return PlayedContacts(arrival, np.zeros(many, dtype=np.int64), service, patience), numbers


def _ranked(groups: Ints) -> Ints:
    """The how many-th of its group each person is."""
    first = np.concatenate([[0], np.cumsum(np.bincount(groups))])
    return np.asarray(np.arange(len(groups)) - first[groups], dtype=np.int64)


def _standing(changes: list[tuple[float, Ints]], until: float, serves: Bools) -> Staff:
    """People in groups from each time on; each group counts its own busy time."""
    moves = [(t, p, int(g)) for t, groups in changes for p, g in enumerate(groups.tolist())]
    many = len(changes[0][1])
    moves += [(until, person, NOWHERE) for person in range(many)] if until < inf else []
    time, person, group = (np.array(column) for column in zip(*moves, strict=True))
    return Staff(many, time.astype(float), person, group, serves, np.arange(len(serves)))


@click.command()
def main() -> None:
    """Print the tables of docs/simulation.md."""
    for name, published, found in (
        ("Bilingual", BILINGUAL, bilingual()),
        ("Blend", BLEND, blend()),
    ):
        click.echo(f"| {name} | published | simulated |\n|---|---|---|")
        for measure, (low, high) in published.items():
            one = found[measure]
            inside = "" if low <= one.mean <= high else " (outside)"
            ours = f"{one.mean:,.5g} ± {one.half_width:.2g}{inside}"
            click.echo(f"| {measure} | {low:g} to {high:g} | {ours} |")
        click.echo("")


if __name__ == "__main__":
    main()
