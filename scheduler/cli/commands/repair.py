"""`scheduler repair`: a changed world, the least changed roster."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import click

from scheduler.cli import options
from scheduler.cli.endings import RULES_BROKEN, ending, leave


@click.command("repair")
@options.inputs
@options.roster
@options.out
@options.week
@click.option(
    "--now",
    type=options.Moment(),
    required=True,
    metavar="TIME",
    help="Everything before this time (2026-05-12T07:30, local) has happened and stays.",
)
@click.option("--sick", multiple=True, metavar="ID@DATE[..DATE]", help="Away on these days, paid.")
@click.option(
    "--late",
    multiple=True,
    metavar="ID@TIME",
    help="Arrives at this time of a shift; unpaid until then.",
)
@click.option(
    "--leaves",
    multiple=True,
    metavar="ID@TIME",
    help="Leaves at this time of a shift; unpaid from then.",
)
@click.option(
    "--off", multiple=True, metavar="ID@DATE[..DATE]", help="Takes these days off, unpaid."
)
@click.option(
    "--overtime",
    multiple=True,
    metavar="ID@TIME..TIME",
    help="Has agreed to these hours before or after the shift, as overtime.",
)
@click.option(
    "--extra-day",
    multiple=True,
    metavar="ID@TIME..TIME",
    help="Has agreed to a shift with these hours on a day off, as overtime.",
)
@click.option(
    "--changes",
    type=options.PathArgument(),
    metavar="FILE",
    help="More news: absences, revised contacts, one more meeting (see news.csv in "
    "docs/file-formats.md).",
)
@click.option(
    "--time-limit",
    type=options.Amount(min=0, min_open=True),
    metavar="S",
    help="Counted seconds of work for the search of `coverage`; `cheapest` gets half. Default: 4 "
    "to 8, by the number of people.",
)
@click.option(
    "--deadline",
    type=options.Amount(min=0, min_open=True),
    metavar="S",
    help="Wall-clock seconds for the whole run; searches and offers stop early to keep it. "
    "Default: 8 for 60 people or fewer, 25 for 1,000 or more.",
)
@click.option(
    "--reproducible",
    is_flag=True,
    help="Ignore the clock: the same question has the same answer on a slow machine too.",
)
@click.option(
    "--seed", type=click.IntRange(min=0, max=2**31 - 1), default=1, metavar="N", show_default=True,
    help="Seed of the searches.",
)  # fmt: skip
@options.quiet
@ending
def command(
    inputs: Path,
    roster: Path,
    outputs: Path,
    time_limit: float | None,
    deadline: float | None,
    reproducible: bool,
    quiet: bool,
    **told: Any,
) -> None:
    """Repair a roster after news: somebody is sick or late, more calls come, a meeting is added.

    Gives three answers: `least` asks the fewest people, `coverage` leaves the least uncovered,
    `cheapest` costs the least. Each is a complete roster in OUTPUTS/repair-<name>/, to be audited
    or published; repairs.csv lists who is asked to do what differently, and why.

    \b
    Examples:
      scheduler repair inputs outputs/roster.csv --out outputs --now 2026-05-12T07:30 \\
        --sick c11@2026-05-12..2026-05-13
      scheduler repair inputs outputs/roster.csv --out outputs --now 2026-05-12T07:30 \\
        --late c11@2026-05-12T09:00
    """
    began = perf_counter()  # before the heavy imports
    if reproducible and deadline is not None:
        raise click.UsageError(
            "--reproducible ignores the clock, so it cannot be combined with --deadline."
        )
    from scheduler.cli.interruption import attended
    from scheduler.pipeline.repairing.repair_deadline import RepairDeadline
    from scheduler.pipeline.repairing.repairs import NewsOptions, repair
    from scheduler.reporting.terminal import repair_screen
    from scheduler.reporting.terminal import screen as terminal
    from scheduler.reporting.terminal.offer_screen import offer_lines

    ends = RepairDeadline(deadline, reproducible, began)
    asked = NewsOptions(seconds=time_limit, deadline=ends, **told)
    with terminal.progress(quiet) as progress:
        (scenario, offers), _ = attended(
            lambda stop: repair(inputs, roster, outputs, asked, progress, stop)
        )
    listed = [(o.answer.name, o.shortage_hours, o.answer.terms.total, o.rows) for o in offers]
    for line in repair_screen.lines(scenario, listed):
        click.echo(line)
    first = offers[0]
    for line in offer_lines(scenario, first.answer.name, first.short, first.lines):
        click.echo(line)
    if ends.cut:
        click.echo(
            f"ended early for the deadline of {ends.seconds:.3g} s: a longer one may find more"
        )
    click.echo(f"\n{outputs}: repairs.csv, offers.csv, and a roster in each repair-.../")
    broken = [offer.answer.name for offer in offers if offer.violations]
    if broken:
        leave(
            RULES_BROKEN, f"rules are broken by: {', '.join(broken)}; `scheduler audit` lists them"
        )
