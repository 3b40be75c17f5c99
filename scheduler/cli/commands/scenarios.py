"""`scheduler scenarios`: what-if sweeps, each scenario rostered for real."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.endings import BAD_INPUT, INTERRUPTED, ending, leave

if TYPE_CHECKING:
    from scheduler.domain.sweep import SweepRow

SECONDS = 20.0


@click.command("scenarios")
@options.inputs
@click.argument("grid", type=options.PathArgument())
@options.out
@options.week
@click.option(
    "--workers",
    type=click.IntRange(min=1, max=1024),
    metavar="N",
    help="Scenarios at once on this machine. Default: one for each core.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Run on the Dask cluster with this scheduler address, such as tcp://10.0.0.1:8786, "
    "instead of on this machine. Needs the extra `dask`.",
)
@click.option(
    "--time-limit",
    type=options.Amount(min=0, min_open=True),
    default=SECONDS,
    show_default=True,
    metavar="S",
    help="Seconds of search for each scenario.",
)
@click.option(
    "--seed", type=click.IntRange(min=0, max=2**31 - 1), metavar="N", help="Seed of each search."
)
@click.option(
    "--reproducible",
    is_flag=True,
    help="Count work instead of time: the same table on every machine.",
)
@options.replications
@click.option(
    "--prove",
    is_flag=True,
    help="Roster each scenario once more, pricing only missing heads, to prove how small the "
    "shortage of its people can be at best.",
)
@options.quiet
@ending
def command(
    inputs: Path,
    grid: Path,
    outputs: Path,
    week: date | None,
    workers: int | None,
    dask: str | None,
    **asked: object,
) -> None:
    """Roster every scenario of GRID, a TOML or CSV file, and compare them in one table.

    A scenario changes any key of settings.toml by its dotted name, or `volume`, `handling_time` and
    `wages` (factors), `people.<contract>` (more or fewer) and `hours.<channel>` ("mon-fri
    08:00-17:00; sat 09:00-12:00"). TOML: every combination of the lists in [grid] is a scenario, as
    is each [scenario.<name>]; [base] applies to all. CSV: one row for each scenario, one column for
    each key. Writes scenarios.csv, scenarios.html and the results of each scenario in scenarios/.
    Started again, it runs only what is left. A scenario that cannot be run is named, and the others
    are run.

    \b
    Example:
      scheduler scenarios inputs grid.toml --out sweep --workers 2
    """
    from scheduler.cli.interruption import Interruption, attended
    from scheduler.domain.sweep import CaseOptions
    from scheduler.pipeline.sweep.executors import NoCluster
    from scheduler.pipeline.sweep.scenario_sweep import sweep

    talks = sys.stderr.isatty() and not asked.pop("quiet")
    asked.pop("quiet", None)
    limit = asked.pop("time_limit")
    case = CaseOptions(
        time_limit_s=limit,  # type: ignore[arg-type]
        week=week.isoformat() if week else None,
        **asked,  # type: ignore[arg-type]
    )

    def say(text: str) -> None:
        if talks:
            click.echo(text, err=True)

    try:
        rows, interrupted = attended(
            lambda stop: sweep(inputs, grid, outputs, case, workers, dask, say, stop),
            Interruption("the table of finished scenarios"),
        )
    except NoCluster as error:
        leave(BAD_INPUT, str(error))
    _show(rows, outputs, interrupted)


def _show(rows: list[SweepRow], outputs: Path, interrupted: bool) -> None:
    """What could not be rostered, where the table is, and how it ended."""
    from scheduler.domain.sweep import DONE, REFUSED

    for row in rows:
        if row.status != DONE:
            click.echo(f"{row.scenario}: {row.status}: {row.words}", err=True)
    done = sum(row.status == DONE for row in rows)
    if all(row.status == REFUSED for row in rows):
        leave(BAD_INPUT, "no scenario can be run; nothing was written")
    click.echo(f"{done} of {len(rows)} scenarios: {outputs / 'scenarios.html'}, "
               f"{outputs / 'scenarios.csv'}")  # fmt: skip
    if interrupted:
        leave(INTERRUPTED, "interrupted: start it again to continue")
