"""`scheduler publish`: the accepted roster becomes what people were told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from scheduler.cli import options
from scheduler.cli.endings import BAD_INPUT, ending


@click.command("publish")
@options.inputs
@click.argument("outputs", type=options.PathArgument())
@options.week
@click.option(
    "--roster",
    type=options.PathArgument(),
    metavar="FILE",
    help="The roster to publish. Default: OUTPUTS/roster.csv, edits by hand included.",
)
@click.option(
    "--undo",
    is_flag=True,
    help="Publish the version before the latest again, as a new version.",
)
@click.option(
    "--replay",
    type=click.IntRange(min=1),
    metavar="N",
    help="Publish nothing: reproduce version N from the inputs that it kept, and compare.",
)
@click.option(
    "--by", default="", metavar="NAME", help="Name of the publisher, for the decision file."
)
@click.option("--note", default="", metavar="TEXT", help="Reason, for the decision file.")
@click.option(
    "--asked",
    type=options.PathArgument(),
    metavar="FILE",
    help="Table of who asked for the edits, for the decision file: csr_id, date, asked_by, reason.",
)
@ending
def command(
    inputs: Path,
    outputs: Path,
    week: date | None,
    roster: Path | None,
    undo: bool,
    replay: int | None,
    **said: Any,
) -> None:
    """Publish a roster as the next version of its week.

    The roster is audited first; one that breaks a rule is not published (exit code 5). Page,
    workbook, calendars, payroll and everybody's own page are made from exactly this roster and
    written to OUTPUTS and to OUTPUTS/published/<first day>/versions/<number>/, which never changes.

    \b
    Examples:
      scheduler publish inputs outputs
      scheduler publish inputs outputs --roster repair/repair-least/roster.csv --by "Dana Holt"
      scheduler publish inputs outputs --undo
      scheduler publish inputs outputs --replay 2
    """
    from scheduler.pipeline.publish import publication
    from scheduler.publishing.change_words import difference_lines
    from scheduler.publishing.decision import Signature

    if sum((undo, replay is not None, roster is not None)) > 1:
        raise click.UsageError("--roster, --undo and --replay cannot be combined.")
    if replay is not None:
        _show(outputs, replay, week)
        return
    signed = Signature(by=said["by"], note=said["note"])
    if undo:
        found = publication.undo(inputs, outputs, week, signed)
    else:
        found = publication.publish(inputs, outputs, week, roster, signed, said["asked"])
    click.echo(f"published version {found.number} of the week of {found.first_day}")
    if found.brought_back is not None:
        before, last = found.brought_back
        click.echo(f"it is version {before} again; version {last} no longer holds, and is kept")
    if found.changes is not None:
        for line in difference_lines(found.findings.scenario, found.changes):
            click.echo(line)
    click.echo(f"{found.folder}: decision.md, roster.csv, wall.html, people/, ics/ and more")
    if found.elsewhere:
        click.echo(f"{outputs} holds another week, whose results stay as they are")


def _show(outputs: Path, number: int, week: date | None) -> None:
    from scheduler.pipeline.publish.replay import replay

    found = replay(outputs, number, week)
    for line in found.lines():
        click.echo(line)
    if not found.same:
        raise SystemExit(BAD_INPUT)
