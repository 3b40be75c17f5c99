"""`scheduler budget`: the roster over the fiscal year, compared with the FTE plan."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    help="Also roster the plan's volumes with more and more people until nothing is short, and "
    "compare the figure with those of the formulas; takes a minute or two.",
)
@click.option(
    "--year",
    is_flag=True,
    help="Make the year of a week for each month of the fiscal year, rostered with the month's "
    "contacts. Weeks are kept in OUTPUTS/budget_weeks/, so an interrupted run continues there. "
    "--time-limit applies to each month (20 s).",
)
@click.option(
    "--published",
    is_flag=True,
    help="Make the year of the latest versions of all weeks published in OUTPUTS.",
)
@click.option(
    "--roster",
    "rosters",
    type=options.PathArgument(),
    multiple=True,
    metavar="FOLDER",
    help="Add these results to the year: a folder of results, or of a published version. "
    "Repeatable.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1, max=1024),
    metavar="N",
    help="Months at once with --year. Default: one for each core.",
)
@options.quiet
@ending
@options.asked
def command(
    inputs: Path,
    outputs: Path,
    asked: Options,
    rostered_fte: bool,
    quiet: bool,
    rosters: tuple[Path, ...],
    **weeks: Any,
) -> None:
    """Compare a year's cost of the staff list with the needs of its contacts and the FTE plan.

    Uses OUTPUTS/roster.csv (and its week, without --week) if it was made from the same inputs;
    otherwise rosters first, but never replaces the results of another week. Reads budget.toml
    (annual leave, wage index, years ahead) and plan/ (the printed plan, to be audited) from the
    inputs. --worth adds the effect of one more and one fewer person of each kind. Writes
    budget.csv, budget.html and budget.xlsx.

    A year made of several weeks takes premiums, overtime, shrinkage and work from all of them: each
    week stands for the months nearest to it.

    \b
    Examples:
      scheduler budget inputs --out outputs
      scheduler budget inputs --out outputs --year
    """
    from scheduler.cli.interruption import attended
    from scheduler.pipeline import stages as pipeline
    from scheduler.pipeline.office.budget_weeks import WeeksAsked
    from scheduler.reporting.page.budget_page import budget_text
    from scheduler.reporting.terminal import screen as terminal

    def say(text: str) -> None:
        if sys.stderr.isatty() and not quiet:
            click.echo(text, err=True)

    made_of = WeeksAsked(rosters=rosters, **weeks)
    with terminal.progress(quiet) as progress:
        found, interrupted = attended(
            lambda stop: pipeline.budget(
                inputs, outputs, asked, progress, stop, rostered_fte, made_of, say
            )
        )
    for note in found.notes:
        click.echo(note, err=True)
    click.echo(budget_text(found))
    written = ", ".join(str(outputs / f"budget.{kind}") for kind in ("html", "csv", "xlsx"))
    click.echo(f"written: {written}")
    if interrupted:
        leave(INTERRUPTED, "interrupted: the budget uses the best roster so far")
