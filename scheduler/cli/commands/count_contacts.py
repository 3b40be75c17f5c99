"""`scheduler contacts`: the scorecard's contacts handled, by its own words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from scheduler.cli import options
from scheduler.cli.endings import ending


@click.command("contacts")
@options.inputs
@options.out
@click.option(
    "--year",
    type=click.IntRange(1991, 2100),
    required=True,
    metavar="Y",
    help="The year to count.",
)
@click.option("--fiscal", is_flag=True, help="Count the fiscal year that ends in Y, July to June.")
@click.option(
    "--week",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Count only the week of this day.",
)
@ending
def command(inputs: Path, outputs: Path, year: int, fiscal: bool, week: datetime | None) -> None:
    """Contacts handled in a year: calls answered and distinct tickets of three types.

    Calls come from history.csv, tickets (Webform, Email, In-Person) from tickets.csv. Also shows
    the literal reading of the scorecard's formula, which subtracts abandoned calls from answered
    ones. Writes contacts.csv and contacts.html.

    \b
    Example:
      scheduler contacts inputs --year 2025 --out outputs
    """
    from scheduler.pipeline.office.contacts_year import contacts
    from scheduler.reporting.page.contacts_page import contacts_text

    day = week.date() if week else None
    found = contacts(inputs, outputs, year, fiscal, day)
    click.echo(contacts_text(found))
    click.echo(f"written: {outputs / 'contacts.html'}, {outputs / 'contacts.csv'}")
