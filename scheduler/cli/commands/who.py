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
@click.option(
    "--start", type=options.Moment(), required=True, metavar="TIME", help="Start of the span."
)
@click.option("--end", type=options.Moment(), required=True, metavar="TIME", help="Its end.")
@click.option("--channel", metavar="C", help="The channel to cover. Default: just being at work.")
@click.option("--language", metavar="L", help="A language that the person must speak, such as es.")
@options.now
@click.option(
    "--prove",
    is_flag=True,
    help="Let CP-SAT prove what is still open about the first: some seconds for each person.",
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
    """Rank everybody for an open span: what it costs, or which rule forbids it.

    Dollars are what it adds to the objective, including changes and shortages elsewhere; negative
    dollars are a saving. The line below each name shows the best follow-up change by a colleague.
    The week is that of the roster.

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
