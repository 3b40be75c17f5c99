"""`scheduler schedule`: the whole chain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.endings import INTERRUPTED, RULES_BROKEN, SHORT, ending, leave

if TYPE_CHECKING:
    from scheduler.pipeline.limits import Options


@click.command("schedule")
@options.inputs
@options.out
@options.week
@options.search
@click.option(
    "--fail-if-short",
    type=options.Amount(min=0),
    metavar="HOURS",
    help="Exit with 6 when more agent-hours than this are short.",
)
@click.option(
    "--publish",
    is_flag=True,
    help="Publish the roster in OUTPUTS/published/: it is the past of the next week, and changing "
    "it has a price. If OUTPUTS holds a roster of the same inputs, that one is published as it is, "
    "edits by hand included; otherwise a roster is made first.",
)
@options.now
@options.like
@click.option(
    "--explain",
    type=options.PathArgument(),
    metavar="FILE",
    help="If the hard rules contradict each other, also write the clauses and the changes that "
    "resolve the conflict to this CSV file.",
)
@options.replications
@options.calibrate
@options.worth
@options.keep_edits
@options.verbose
@options.quiet
@ending
@options.asked
def command(
    inputs: Path,
    outputs: Path,
    asked: Options,
    fail_if_short: float | None,
    publish: bool,
    explain: Path | None,
    quiet: bool,
) -> None:
    """Roster a week: check, forecast, staff, roster, audit, report.

    Ctrl-C (or SIGTERM) ends the search early and writes the best roster so far.

    \b
    Examples:
      scheduler schedule inputs --out outputs
      scheduler schedule inputs --out outputs --week 2026-06-01 --time-limit 120
      scheduler schedule inputs --out outputs --calibrate --time-limit 240
      scheduler schedule inputs --out outputs --publish
      scheduler schedule inputs --out outputs --keep-edits outputs/roster.xlsx
    """
    from scheduler.pipeline import stages as pipeline
    from scheduler.pipeline.publish import publication

    if publish and asked.keep_edits is None and publication.accepted(inputs, outputs, asked.week):
        found = publication.publish(inputs, outputs, asked.week)
        click.echo(f"published {found.first_day} as it is in {outputs}: version {found.number}")
        _check_short(found.findings.shortage_hours, fail_if_short)
        return
    from scheduler.cli.explained import conflicts_to
    from scheduler.cli.interruption import attended
    from scheduler.domain.kept_edits import kept_lines
    from scheduler.reporting.terminal import screen as terminal

    with conflicts_to(explain), terminal.progress(quiet) as progress:
        report, interrupted = attended(
            lambda stop: pipeline.schedule(inputs, outputs, asked, progress, stop)
        )
    click.echo(terminal.summary(report))
    for line in kept_lines(report.scenario.edits):
        click.echo(f"kept {line}")
    if asked.keep_edits is not None and not report.scenario.edits:
        click.echo(f"{asked.keep_edits}: nothing was changed by hand")
    click.echo(f"\n{outputs}: roster.html, roster.xlsx, roster.csv, ics/ and more")
    for line in terminal.next_steps(report, inputs, outputs, publish):
        click.echo(line)
    if interrupted:
        leave(INTERRUPTED, "interrupted: the best roster so far was written")
    if report.violations:
        leave(RULES_BROKEN, f"the roster breaks rules: see {outputs / 'audit.csv'}")
    if publish:
        made = publication.publish(inputs, outputs, asked.week)
        click.echo(f"published {made.first_day}: version {made.number}")
    _check_short(report.shortage_hours, fail_if_short)


def _check_short(hours: float, allowed: float | None) -> None:
    if allowed is not None and hours > allowed + 1e-9:
        leave(SHORT, f"{hours:g} agent-hours are short, {allowed:g} are allowed")
