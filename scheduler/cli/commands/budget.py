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
    help="Also roster the plan's volumes with ever more people until nothing is short, and put the "
    "figure beside those of the formulas; a minute or two.",
)
@click.option(
    "--year",
    is_flag=True,
    help="Roster a week for each month of the fiscal year, with the month's contacts, and make the "
    "year of those; kept in OUTPUTS/budget_weeks/, so that started again it goes on. --time-limit "
    "is that of each month (20 s).",
)
@click.option(
    "--published",
    is_flag=True,
    help="Make the year of all weeks that OUTPUTS has published, as last published.",
)
@click.option(
    "--roster",
    "rosters",
    type=options.PathArgument(),
    multiple=True,
    metavar="FOLDER",
    help="Make the year of these results too: a folder of results, or of a published version. "
    "May be given again.",
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
    """What the staff list costs in a year, what its contacts need, and the FTE plan.

    Uses OUTPUTS/roster.csv, and without --week its week, when it was made from these very
    inputs; else rosters first, but never over the results of another week.
    Reads budget.toml (leave of a year, wage index, years ahead) and plan/ (the printed plan,
    to be audited) beside the inputs. With --worth also what one more and one fewer person of each
    kind would change. Writes budget.csv, budget.html and budget.xlsx.

    A year made of several weeks takes premiums, overtime, shrinkage and work from all of them:
    each stands for the months nearest to it.

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
        leave(INTERRUPTED, "interrupted: the budget is that of the best roster until then")
