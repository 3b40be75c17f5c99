"""`scheduler staff`: people required."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.endings import ending

if TYPE_CHECKING:
    from scheduler.verification.planned_for import QuantileRow
    from scheduler.verification.scopes import ScopeRow


@click.command("staff")
@options.inputs
@options.out
@options.week
@click.option(
    "--compare-scopes",
    is_flag=True,
    help="Also print the requirements with targets over each interval, day and week.",
)
@click.option(
    "--compare-quantiles",
    is_flag=True,
    help="Also compare planning for the mean and for quantiles of the forecast: cost, and the "
    "chance of a day below the target, all on the same days.",
)
@ending
def command(
    inputs: Path,
    outputs: Path,
    week: date | None,
    compare_scopes: bool,
    compare_quantiles: bool,
) -> None:
    """Write the people required in each interval to OUTPUTS/requirements.csv.

    By channel and language (`*` means all languages together), from the service targets of
    settings.toml. Nothing is added for pauses, meetings or program work, which the roster places.

    \b
    Example:
      scheduler staff inputs --out outputs --compare-scopes
    """
    from scheduler.pipeline import stages as pipeline

    scenario, requirements = pipeline.staff(inputs, outputs, week)
    for (channel, language), need in requirements.by_slot.items():
        hours = float(need.sum()) * scenario.grid.slot_hours
        click.echo(f"{channel} {language}: {hours:,.2f} agent-hours, at most {need.max()} at once")
    for work in requirements.deferrable:
        click.echo(f"{work.channel}: {work.arrived_hours[-1]:,.1f} hours of work with a deadline")
    click.echo(f"written: {outputs / 'requirements.csv'}")
    if compare_scopes:
        _print_scopes(pipeline.compare_scopes(inputs, week))
    if compare_quantiles:
        _print_quantiles(pipeline.compare_quantiles(inputs, week))


def _print_scopes(rows: list[ScopeRow]) -> None:
    """Hours and service under each scope, with exactly the people required."""
    click.echo("\nthe target over each interval, day or week, with exactly the people required:")
    click.echo(
        f"{'':14}{'scope':10}{'agent-hours':>12}{'in time':>9}{'worst':>9}"
        f"{'simulated, 95 % interval':>28}"
    )
    for row in rows:
        simulated = "-"
        if row.simulated is not None:
            seen = row.simulated
            simulated = f"{seen.mean:.1%} ({seen.low:.1%}-{seen.high:.1%})"
        click.echo(
            f"{row.channel + ' ' + row.language:14}{row.scope:10}{row.hours:12,.2f}"
            f"{row.projected:9.1%}{row.lowest:9.1%}{simulated:>28}"
        )
    click.echo(
        "in time: projected, of all contacts; worst: of the worst interval; simulated: where\n"
        "everybody speaks every language"
    )


def _print_quantiles(rows: list[QuantileRow]) -> None:
    """Hours, cost and chances under each plan, with exactly the people required."""
    click.echo("\nplanned for the mean or a quantile, with exactly the people required:")
    click.echo(
        f"{'':12}{'plan for':10}{'agent-hours':>12}{'wages, $':>10}{'in time':>9}"
        f"{'day below target':>18}"
    )
    for row in rows:
        plan = "mean" if row.plan_for is None else f"p{100 * row.plan_for:.0f}"
        click.echo(
            f"{row.channel:12}{plan:10}{row.hours:12,.2f}{row.dollars:10,.0f}"
            f"{row.share.mean:9.1%}{row.bad_day:18.1%}"
        )
    click.echo(
        "in time, day below target: simulated on the forecast's own days, the same each time"
    )
