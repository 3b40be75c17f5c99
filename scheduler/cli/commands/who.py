"""`scheduler who`: who could cover an open span."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scheduler.cli import options
from scheduler.cli.endings import ending

FIRST = 10  # who can, and as many who cannot


@click.command("who")
@options.inputs
@options.roster
@options.week
@click.option("--start", type=options.Moment(), required=True, metavar="TIME")
@click.option("--end", type=options.Moment(), required=True, metavar="TIME")
@click.option("--channel", metavar="C", help="The channel to be covered; without, being at work.")
@click.option("--language", metavar="L", help="A language that has to be spoken, such as es.")
@options.now
@click.option(
    "--out",
    "outputs",
    type=options.PathArgument(),
    metavar="OUTPUTS",
    help="Folder for who.csv: everybody, ranked.",
)
@ending
def command(inputs: Path, roster: Path, outputs: Path | None, **span: Any) -> None:
    """Rank everybody for an open span: what it costs, or which rule stands against it.

    Dollars are what it adds to the objective, changes and what is left uncovered elsewhere
    included; below zero it saves. `then` names who had best change behind them.

    \b
    Examples:
      scheduler who inputs outputs/roster.csv --start 2026-05-12T16:00 --end 2026-05-12T18:00 \\
        --channel phone
    """
    from scheduler.pipeline.covering import WHO, AskedSpan, who

    asked = AskedSpan(**span)
    found = who(inputs, roster, asked, outputs, lambda line: click.echo(line, err=True))
    rows = [dict(zip(WHO, row, strict=True)) for row in found]
    able = [row for row in rows if not row["rule"]]
    for row in able[:FIRST]:
        then = f"; then {row['then']}: ${row['then_dollars']:,.2f}" if row["then"] else ""
        click.echo(
            f"{row['rank']:>3}  {row['name']} ({row['csr_id']}): ${row['dollars']:,.2f}, now "
            f"{row['now_doing']}, {row['week_hours']:g} h this week{then}"
        )
    if not able:
        click.echo("nobody can cover it")
    others = [row for row in rows if row["rule"]]
    for row in others[:FIRST]:
        click.echo(f"  -  {row['name']} ({row['csr_id']}): {row['against']}")
    if len(others) > FIRST:
        click.echo(f"  -  and {len(others) - FIRST} more who cannot")
    if outputs is not None:
        click.echo(f"\n{outputs / 'who.csv'}: everybody, ranked")
