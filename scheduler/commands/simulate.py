"""`scheduler simulate`: contacts against a roster."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.commands import options
from scheduler.commands.endings import ending

if TYPE_CHECKING:
    from scheduler.verification.estimates import Estimate


@click.command("simulate")
@options.inputs
@options.roster
@options.week
@click.option(
    "--replications",
    type=click.IntRange(min=1, max=100_000),
    default=100,
    show_default=True,
    metavar="N",
    help="How often the horizon is played, each time with other contacts.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0, max=2**31 - 1),
    default=1,
    show_default=True,
    metavar="N",
    help="Seed of the contacts.",
)
@ending
def command(inputs: Path, roster: Path, week: date | None, replications: int, seed: int) -> None:
    """Play contacts against a roster file: the service that callers would meet.

    People come, pause, meet and leave as the roster says. Each figure stands with the
    interval that holds its true value with 95 % confidence.

    \b
    Example:
      scheduler simulate inputs outputs/roster.csv --replications 200
    """
    from scheduler import pipeline
    from scheduler.domain.demand import ALL

    found = pipeline.simulate(inputs, roster, week, replications, seed)
    click.echo(f"{replications} replications, seed {seed}; mean and 95 % interval")
    heads = ("in time", "mean wait s", "given up", "occupancy")
    click.echo(f"{'':12}{'contacts':>9}" + "".join(f"{head:>28}" for head in heads))
    for row in sorted(found.totals, key=lambda r: (r.channel, r.language != ALL, r.language)):
        cells = (
            _text(row.service_level, 100, " %"),
            _text(row.asa_s, 1, ""),
            _text(row.abandoned, 100, " %"),
            _text(row.occupancy, 100, " %"),
        )
        name = f"{row.channel} {row.language}"
        click.echo(f"{name:12}{row.offered:9,.0f}" + "".join(f"{cell:>28}" for cell in cells))


def _text(estimate: Estimate, scale: float, unit: str) -> str:
    """`84.1 % (83.2-85.0)`; a dash where nothing was counted."""
    if math.isnan(estimate.mean):
        return "-"
    low, mean, high = (f"{scale * v:.1f}" for v in (estimate.low, estimate.mean, estimate.high))
    return f"{mean}{unit} ({low}-{high})"
