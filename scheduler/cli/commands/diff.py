"""`scheduler diff`: two rosters of a week in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from scheduler.cli import options
from scheduler.cli.endings import ending


@click.command("diff")
@options.inputs
@click.argument("a")
@click.argument("b")
@options.week
@click.option(
    "--out",
    "outputs",
    type=options.PathArgument(),
    metavar="OUTPUTS",
    help="Results with the published versions that A and B number; diff.csv is written there.",
)
@ending
def command(inputs: Path, a: str, b: str, outputs: Path | None, week: date | None) -> None:
    """Show what differs between two rosters of a week, person by person.

    A and B are roster files, or version numbers of the published week. The dollars of a change are
    its cost given all the other changes: the objective of B less that of B with this one day as in
    A. Negative dollars are a saving.

    \b
    Examples:
      scheduler diff inputs outputs/roster.csv edited.csv
      scheduler diff inputs 1 2 --out outputs
      scheduler diff inputs 2 outputs/roster.csv --out outputs
    """
    from scheduler.pipeline.publish.roster_comparison import compare
    from scheduler.publishing.change_words import difference_lines

    for line in difference_lines(*compare(inputs, a, b, outputs, week)):
        click.echo(line)
