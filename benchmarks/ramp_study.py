"""What each variant of `ramp` gives where the rate changes inside the hour, simulated.

    python -m benchmarks.ramp_study inputs --times 10

The calls of a centre's week, so many times over, come at a rate that runs in straight lines
through the hours. People are planned in 15-minute slots from the hourly numbers, and the
people required are played against the calls, whose rate changes every 5 minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
import numpy as np

from scheduler.domain.demand import ALL, Requirements, Volume
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.loading import load
from scheduler.staffing.ramps import Ramp
from scheduler.staffing.requirements import require
from scheduler.verification.draws import Chance
from scheduler.verification.event_loop import run
from scheduler.verification.floor import floor_of
from scheduler.verification.replication import IN_TIME, OFFERED, Floats
from scheduler.verification.scopes import exactly

FINE = 3  # fine slots in a slot of the plan


@click.command()
@click.argument("inputs", type=click.Path(exists=True, path_type=Path))
@click.option("--times", default=10.0, help="The centre's load, so many times over.")
@click.option("--replications", default=200, help="Weeks played.")
@click.option("--channel", default="phone", help="The queue.")
def main(inputs: Path, times: float, replications: int, channel: str) -> None:
    """Hours and simulated service of one queue of INPUTS under each variant."""
    scenario = _queue_alone(load(inputs), channel)
    calls = tuple(
        replace(v, volume=times * v.volume, language="en")
        for v in forecast(scenario).volumes
        if v.channel == channel
    )
    click.echo(
        f"{'ramp':12}{'hours':>9}{'in time':>10}{'worst hour':>12}{'hours below target':>20}"
    )
    for ramp in ("stationary", "max", "mol"):
        service = replace(scenario.services[channel], ramp=ramp)
        planned = replace(scenario, services={channel: service})
        requirements = require(planned, calls)
        counts = np.array(list(_weeks(planned, requirements, calls, replications)))
        offered, in_time = counts[:, :, 0].sum(axis=0), counts[:, :, 1].sum(axis=0)
        some = offered > 0
        hourly = in_time[some] / offered[some]
        hours = requirements.by_slot[channel, ALL].sum() * scenario.grid.slot_hours
        click.echo(
            f"{ramp:12}{hours:9,.1f}{in_time.sum() / offered.sum():10.1%}{hourly.min():12.1%}"
            f"{(hourly < service.target).sum():10d} of {some.sum()}"
        )


def _queue_alone(scenario: Scenario, channel: str) -> Scenario:
    return replace(
        scenario,
        opening={channel: scenario.opening[channel]},
        services={channel: scenario.services[channel]},
    )


def _weeks(
    scenario: Scenario, requirements: Requirements, calls: tuple[Volume, ...], replications: int
) -> Iterator[Floats]:
    """Contacts offered and answered in time by hour, week after week."""
    fine = _fine(scenario)
    heads = {key: np.repeat(need, FINE) for key, need in requirements.by_slot.items()}
    flat = require(fine, tuple(replace(v, start=FINE * v.start, end=FINE * v.end) for v in calls))
    centre, roster = exactly(fine, heads)
    floor = floor_of(centre, flat, roster)
    rows = [row for row in flat.rows if row.language == ALL]
    ramp = Ramp.through(
        np.array([(row.start, row.end) for row in rows]), np.array([row.volume for row in rows])
    )
    rate = ramp.cells(fine.grid.slots, 10).reshape(fine.grid.slots, 10).mean(axis=1)
    floor = replace(floor, rate=rate[None, :])
    draw = partial(floor.contacts, Chance(day_cv=0.0))
    for seed in np.random.SeedSequence(1).spawn(replications):
        seen = run(draw(np.random.default_rng(seed)), floor.staff, floor.frame)
        yield seen.counts[:, 0][:, [OFFERED, IN_TIME]]


def _fine(scenario: Scenario) -> Scenario:
    """The same centre in slots of a third, every hour by its mean rate."""
    grid = replace(scenario.grid, slot_minutes=scenario.grid.slot_minutes // FINE)
    opening = {
        channel: tuple(span and (FINE * span[0], FINE * span[1]) for span in days)
        for channel, days in scenario.opening.items()
    }
    services = {name: replace(s, ramp="stationary") for name, s in scenario.services.items()}
    return replace(scenario, grid=grid, opening=opening, services=services)


if __name__ == "__main__":
    main()
