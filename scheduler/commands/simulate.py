"""`scheduler simulate`: contacts against a roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from scheduler.commands import options
from scheduler.commands.endings import ending


@click.command("simulate")
@options.inputs
@options.roster
@options.week
@options.replications
@click.option(
    "--seed",
    type=click.IntRange(min=0, max=2**31 - 1),
    default=1,
    show_default=True,
    metavar="N",
    help="Seed of the contacts.",
)
@click.option(
    "--out",
    "outputs",
    type=options.Place(),
    metavar="OUTPUTS",
    help="Folder for simulation.csv: every interval, day and week.",
)
@ending
def command(
    inputs: Path,
    roster: Path,
    week: date | None,
    replications: int | None,
    seed: int,
    outputs: Path | None,
) -> None:
    """Play contacts against a roster file: the service that callers would meet.

    People come, pause, meet and leave as the roster says. Each figure stands with half of
    the interval that holds its true value with 95 % confidence, by day and over the week.

    \b
    Examples:
      scheduler simulate inputs outputs/roster.csv --replications 200
      scheduler simulate inputs outputs/roster.csv --out simulated
    """
    from scheduler import pipeline
    from scheduler.reporting.simulated import day_lines

    if replications == 0:
        raise click.BadParameter("0 plays nothing.", param_hint="--replications")
    found = pipeline.simulate(inputs, roster, week, replications, seed, outputs)
    for line in day_lines(found):
        click.echo(line)
    if outputs is not None:
        click.echo(f"\n{outputs / 'simulation.csv'}: every interval, day and week")
