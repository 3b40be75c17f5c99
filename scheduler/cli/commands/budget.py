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
@options.worth
@click.option(
    "--rostered-fte",
    is_flag=True,
    help="Also roster the plan's volumes with ever more people until nothing is short, and put the "
    "figure beside those of the formulas; a minute or two.",
)
@options.quiet
@ending
@options.asked
def command(inputs: Path, outputs: Path, asked: Options, rostered_fte: bool, quiet: bool) -> None:
    """What the staff list costs in a year, what its contacts need, and the FTE plan.

    Uses OUTPUTS/roster.csv, and without --week its week, when it was made from these very
    inputs; else rosters first, but never over the results of another week.
    Reads budget.toml (leave of a year, wage index, years ahead) and plan/ (the printed plan,
    to be audited) beside the inputs. With --worth also what one more and one fewer person of each
    kind would change. Writes budget.csv, budget.html and budget.xlsx.

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
            lambda stop: pipeline.budget(inputs, outputs, asked, progress, stop, rostered_fte)
        )
    click.echo(budget_text(found))
    written = ", ".join(str(outputs / f"budget.{kind}") for kind in ("html", "csv", "xlsx"))
    click.echo(f"written: {written}")
    if interrupted:
        leave(INTERRUPTED, "interrupted: the budget is that of the best roster until then")
