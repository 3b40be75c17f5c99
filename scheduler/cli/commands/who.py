"""`scheduler who`: who could cover an open span."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scheduler.cli import options
from scheduler.cli.endings import ending


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
    "--prove",
    is_flag=True,
    help="Let CP-SAT decide what is not proven about the first: some seconds for each person.",
)
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
    included; below zero it saves. The line below names who had best change behind them. The
    week is that of the roster.

    \b
    Examples:
      scheduler who inputs outputs/roster.csv --start 2026-05-12T16:00 --end 2026-05-12T18:00 \\
        --channel phone
    """
    from scheduler.pipeline.repairing.covering import WHO, AskedSpan, who
    from scheduler.reporting.terminal.who_screen import who_lines

    asked = AskedSpan(**span)
    found = who(inputs, roster, asked, outputs, lambda line: click.echo(line, err=True))
    rows = [dict(zip(WHO, row, strict=True)) for row in found]
    what = asked.channel or "at work"
    what += f" in {asked.language}" if asked.language else ""
    click.echo(f"Who could cover {asked.start:%a %Y-%m-%d %H:%M} to {asked.end:%H:%M}, {what}:\n")
    for line in who_lines(rows):
        click.echo(line)
    if outputs is not None:
        click.echo(f"\n{outputs / 'who.csv'}: everybody, ranked")
