"""`scheduler check`: every fault of the inputs at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from scheduler.cli import options
from scheduler.cli.endings import BAD_INPUT, ending, fault_lines


@click.command("check")
@options.inputs
@options.week
@ending
def command(inputs: Path, week: date | None) -> None:
    """Read and cross-check every input file.

    Each fault is a line `file:line: column: what was found, what is allowed`. Answers with exit
    code 0 or 2.

    \b
    Example:
      scheduler check inputs
    """
    from scheduler.forecast import AbsurdContacts, forecast
    from scheduler.loading import InputFaults, load
    from scheduler.objective import unread
    from scheduler.reporting.findings import words

    try:
        scenario = load(inputs, week)
        expected = forecast(scenario)
    except (InputFaults, AbsurdContacts) as found:
        click.echo("\n".join(fault_lines(found.faults)))
        raise SystemExit(BAD_INPUT) from None
    for warning in (*scenario.warned(expected.warnings).warnings, *unread(scenario)):
        click.echo(f"warning: {warning}")
    click.echo(
        f"{scenario.name}: no faults. {len(scenario.csrs)} people, "
        f"{sum(volume.volume for volume in expected.volumes):,.0f} contacts, "
        f"{words.week(scenario.grid)}."
    )
