"""`scheduler trade`: what prices for people buy, and what they cost the callers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.endings import INTERRUPTED, ending, leave

if TYPE_CHECKING:
    from scheduler.pipeline.limits import Options


@click.command("trade")
@options.inputs
@options.out
@options.week
@options.search
@click.option(
    "--full",
    type=options.Amount(min=1, max=1000),
    default=5.0,
    show_default=True,
    metavar="TIMES",
    help="Full prices are the set ones multiplied by this.",
)
@options.quiet
@ending
@options.asked
def command(inputs: Path, outputs: Path, asked: Options, full: float, quiet: bool) -> None:
    """Show what kindness costs: a week with no, with the set and with full prices for people.

    Prices for people are those of moving starts, short nights, changes of activity, single days
    off, weekends, evenings, early starts and refused requests. Each roster has a third of the time
    limit. The table is also written to OUTPUTS/trade.csv; no roster is written.

    \b
    Examples:
      scheduler trade inputs --out outputs --time-limit 180
      scheduler trade inputs --out outputs --full 20
    """
    from scheduler.cli.interruption import Interruption, attended
    from scheduler.pipeline.kindness_trade import trade
    from scheduler.reporting.findings.kindness import lines
    from scheduler.reporting.terminal import screen as terminal

    with terminal.progress(quiet) as progress:
        found, interrupted = attended(
            lambda stop: trade(inputs, outputs, asked, full, progress, stop),
            Interruption("what has been rostered"),
        )
    for title, *cells in lines(found):
        click.echo(f"{title:<26}" + "".join(f"{cell:>12}" for cell in cells))
    click.echo(f"\n{outputs / 'trade.csv'}: the same figures")
    if interrupted:
        leave(INTERRUPTED, f"interrupted after {len(found)} of 3 rosters")
