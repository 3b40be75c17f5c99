"""`scheduler swap`: two people exchange a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.endings import RULES_BROKEN, ending, leave

if TYPE_CHECKING:
    from scheduler.pipeline.limits import Options


@click.command("swap")
@options.inputs
@options.roster
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@click.argument("day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))
@options.out
@click.option(
    "--as-they-are",
    is_flag=True,
    help="Keep breaks and activities as they are in the two shifts. Without it, those that would "
    "break a rule are rearranged inside the exchanged times.",
)
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
@ending
@options.asked
def command(
    inputs: Path,
    roster: Path,
    first: str,
    second: str,
    day: datetime,
    outputs: Path,
    as_they_are: bool,
    asked: Options,
) -> None:
    """Let two people exchange their shifts of a day.

    Shows which rules that breaks, what it costs, and the day's service by language before and
    after, simulated with the same contacts. If one of the two is off, the other gives the shift
    away. Writes roster.csv, swap.csv and swap.txt into OUTPUTS, or nothing if a rule is broken
    (exit code 5).

    \b
    Example:
      scheduler swap inputs outputs/roster.csv c04 c11 2026-05-13 --out swapped
    """
    from scheduler.cli.swap_lines import broken_lines, swap_lines
    from scheduler.pipeline.repairing.swapping import SwapAsked, swap

    wanted = SwapAsked(
        (first, second), day.date(), as_they_are, asked.replications, asked.seed or 0
    )
    found = swap(inputs, roster, outputs, wanted, asked.week, swap_lines)
    for line in swap_lines(found):
        click.echo(line)
    if found.broken:
        leave(RULES_BROKEN, *broken_lines(found), "nothing was written")
    click.echo(f"\n{outputs}: roster.csv, swap.csv, swap.txt")
    if (outputs / "summary.json").exists():
        click.echo("the page, the workbook and the other files there still show the earlier roster")
