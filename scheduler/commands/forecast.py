"""`scheduler forecast`: contacts expected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from scheduler.commands import options
from scheduler.commands.endings import ending


@click.command("forecast")
@options.inputs
@options.out
@options.week
@ending
def command(inputs: Path, outputs: Path, week: date | None) -> None:
    """Write the contacts expected in each interval to OUTPUTS/forecast.csv.

    They come from forecast.csv, or from history.csv as the mean of the same weekday and
    interval over the last weeks.

    \b
    Example:
      scheduler forecast inputs --out outputs --week 2026-06-01
    """
    from scheduler import pipeline

    scenario = pipeline.forecast(inputs, outputs, week)
    offered: dict[str, float] = {}
    for volume in scenario.volumes:
        offered[volume.channel] = offered.get(volume.channel, 0.0) + volume.volume
    for channel, contacts in sorted(offered.items()):
        click.echo(f"{channel}: {contacts:,.0f} contacts")
    click.echo(f"written: {outputs / 'forecast.csv'}")
