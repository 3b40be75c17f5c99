"""`scheduler simulate`: contacts against a roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.endings import INTERRUPTED, ending, leave

if TYPE_CHECKING:
    from scheduler.verification.simulated import Simulated


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
@options.deadline
@click.option(
    "--out",
    "outputs",
    type=options.PathArgument(),
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
    deadline: float | None,
    outputs: Path | None,
) -> None:
    """Simulate contacts against a roster file: the service that callers would get.

    People come, pause, meet and leave as rostered. Prints each figure by day and over the week,
    with half of its 95 % confidence interval. Ctrl-C (or SIGTERM) and the deadline end it early,
    with the replications done so far.

    \b
    Examples:
      scheduler simulate inputs outputs/roster.csv --replications 200
      scheduler simulate inputs outputs/roster.csv --out simulated
    """
    began = perf_counter()
    from scheduler.cli.interruption import Interruption, attended
    from scheduler.pipeline import stages as pipeline
    from scheduler.reporting.findings.simulated_service import day_lines

    if replications == 0:
        raise click.BadParameter("0 simulates nothing.", param_hint="--replications")
    ends = None if deadline is None else began + deadline

    def play(asked: Interruption) -> Simulated:
        def over() -> bool:
            return asked() or (ends is not None and perf_counter() > ends)

        return pipeline.simulate(inputs, roster, week, replications, seed, outputs, over)

    found, interrupted = attended(play, Interruption("what has been simulated"))
    for line in day_lines(found):
        click.echo(line)
    if outputs is not None:
        click.echo(f"\n{outputs / 'simulation.csv'}: every interval, day and week")
    if interrupted:
        leave(INTERRUPTED, f"interrupted after {found.played} replications")
