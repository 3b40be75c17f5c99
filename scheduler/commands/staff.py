"""`scheduler staff`: people required."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from scheduler.commands import options
from scheduler.commands.endings import ending


@click.command("staff")
@options.inputs
@options.out
@options.week
@ending
def command(inputs: Path, outputs: Path, week: date | None) -> None:
    """Write the people required in each interval to OUTPUTS/requirements.csv.

    By channel and language (`*` is all of them together), from the service targets of
    settings.toml. Nothing is added for pauses, meetings or program work: the roster
    places those.

    \b
    Example:
      scheduler staff inputs --out outputs
    """
    from scheduler import pipeline

    scenario, requirements = pipeline.staff(inputs, outputs, week)
    for (channel, language), need in requirements.by_slot.items():
        hours = float(need.sum()) * scenario.grid.slot_hours
        click.echo(f"{channel} {language}: {hours:,.2f} agent-hours, at most {need.max()} at once")
    for work in requirements.deferrable:
        click.echo(f"{work.channel}: {work.arrived_hours[-1]:,.1f} hours of work with a deadline")
    click.echo(f"written: {outputs / 'requirements.csv'}")
