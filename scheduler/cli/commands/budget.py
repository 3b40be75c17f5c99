"""`scheduler budget`: the roster over the fiscal year, compared with the FTE plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.endings import INTERRUPTED, ending, leave

if TYPE_CHECKING:
    from scheduler.pipeline.limits import Options


@click.command("budget")
@options.inputs
@options.out
@options.week
@options.search
@options.quiet
@ending
@options.asked
def command(inputs: Path, outputs: Path, asked: Options, quiet: bool) -> None:
    """Hours, FTE and cost of the roster over the fiscal year, compared with the FTE plan.

    Uses OUTPUTS/roster.csv, and without --week its week, when it was made from these very
    inputs; else rosters first, but never over the results of another week.
    The week is scaled by the contacts of the year (centre.annual_contacts), not by 52.
    Writes budget.csv and budget.html.

    \b
    Example:
      scheduler budget inputs --out outputs
    """
    from scheduler.cli.interruption import attended
    from scheduler.pipeline import stages as pipeline
    from scheduler.reporting.page.budget_page import budget_text
    from scheduler.reporting.terminal import screen as terminal

    with terminal.progress(quiet) as progress:
        found, interrupted = attended(
            lambda stop: pipeline.budget(inputs, outputs, asked, progress, stop)
        )
    click.echo(budget_text(found))
    click.echo(f"written: {outputs / 'budget.html'}, {outputs / 'budget.csv'}")
    if interrupted:
        leave(INTERRUPTED, "interrupted: the budget is that of the best roster until then")
