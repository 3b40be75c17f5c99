"""`scheduler audit`: any roster against the rules, without the solver."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from scheduler.cli import options
from scheduler.cli.endings import RULES_BROKEN, ending


@click.command("audit")
@options.inputs
@options.roster
@options.week
@ending
def command(inputs: Path, roster: Path, week: date | None) -> None:
    """Check a roster file against every rule, from the file alone.

    The file may be edited by hand or made elsewhere: a roster.csv, or a roster.xlsx saved by a
    spreadsheet. Edits by hand are listed by cell, with the rules they break and what they cost.
    Coverage, hours and cost are recomputed and compared with coverage.csv and cost.csv if they are
    next to the roster. Shortages have a price and break no rule. Exit code 5 when rules are broken.

    \b
    Examples:
      scheduler audit inputs outputs/roster.csv
      scheduler audit inputs outputs/roster.xlsx
    """
    from scheduler.cli.edit_lines import edit_lines
    from scheduler.editing.roster_files import is_workbook
    from scheduler.objective import unread
    from scheduler.pipeline import stages as pipeline
    from scheduler.pipeline.edits.edited_rosters import examine_edits
    from scheduler.verification.comparison import differences

    edited = examine_edits(inputs, roster, week)
    found = edited.after if edited else pipeline.examine(inputs, roster, week)
    violations, by_cell = found.violations, is_workbook(roster)
    if edited is not None and (edited.changes or by_cell):
        for line in edit_lines(edited, by_cell):
            click.echo(line)
        violations = edited.broken_before if by_cell else violations
    grid = found.scenario.grid
    for violation in violations:
        when = "" if violation.start is None else f" {grid.text(violation.start)}"
        who = f" {violation.csr_id}" if violation.csr_id else ""
        click.echo(f"{violation.rule}{who}{when}: {violation.message} [{violation.source}]")
    for warning in (*found.scenario.warnings, *unread(found.scenario)):
        click.echo(f"warning: {warning}")
    for difference in differences(roster.parent, grid, found.coverage, found.cost):
        click.echo(f"note: {difference}")
    hours = sum(row.paid_hours for row in found.cost)
    click.echo(
        f"{hours:,.2f} paid hours, ${sum(row.total for row in found.cost):,.2f}; "
        f"{found.shortage_hours:,.2f} agent-hours short; "
        f"objective {found.terms.total:,.2f}"
    )
    if found.violations:
        broken = len({violation.rule for violation in found.violations})
        click.echo(f"{broken} rules broken, in {len(found.violations)} places")
        raise SystemExit(RULES_BROKEN)
    click.echo("no rule broken")
