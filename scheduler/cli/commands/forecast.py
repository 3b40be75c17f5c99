"""`scheduler forecast`: contacts expected, and the accuracy of such forecasts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.endings import ending

if TYPE_CHECKING:
    from scheduler.forecast.backtest import Backtest
    from scheduler.forecast.contacts import ContactForecast


@click.command("forecast")
@options.inputs
@click.option(
    "--out",
    "outputs",
    type=options.PathArgument(),
    metavar="OUTPUTS",
    help="Folder for the results; created if missing. A back-test needs none.",
)
@options.week
@click.option(
    "--backtest",
    "back",
    is_flag=True,
    help="Forecast each of the last weeks of the history from the days before it, and compare.",
)
@click.option(
    "--origins",
    type=click.IntRange(1, 520),
    default=12,
    show_default=True,
    metavar="N",
    help="Number of weeks in the back-test.",
)
@ending
def command(
    inputs: Path, outputs: Path | None, week: date | None, back: bool, origins: int
) -> None:
    """Write the contacts expected in each interval to OUTPUTS/forecast.csv.

    Weeks in forecast.csv are taken as they are. A model of the calendar forecasts any other week
    from the history; OUTPUTS/forecast_days.csv then has the factors of each day (level, weekday,
    trend and so on) and quantiles. Only settings.toml and the files about contacts are needed.

    \b
    Examples:
      scheduler forecast inputs --out outputs --week 2026-06-01
      scheduler forecast inputs --backtest
    """
    from scheduler.pipeline import stages as pipeline

    if back:
        for channel, found in pipeline.backtest(inputs, outputs, origins).items():
            click.echo("\n".join(_accuracy(channel, found)))
        if outputs is not None:
            click.echo(f"written: {outputs / 'backtest.csv'}")
        return
    if outputs is None:
        raise click.UsageError("Missing option '--out'.")
    scenario, expected = pipeline.forecast(inputs, outputs, week)
    for warning in scenario.warnings:
        click.echo(f"warning: {warning}", err=True)
    if expected.outlook:
        click.echo("\n".join(_days(expected.outlook)))
    offered: dict[str, float] = {}
    for volume in expected.volumes:
        offered[volume.channel] = offered.get(volume.channel, 0.0) + volume.volume
    for channel, contacts in sorted(offered.items()):
        click.echo(f"{channel}: {contacts:,.0f} contacts")
    written = ("forecast.csv", "forecast_days.csv") if expected.outlook else ("forecast.csv",)
    click.echo(f"written: {', '.join(str(outputs / name) for name in written)}")


def _days(outlook: ContactForecast) -> Iterable[str]:
    """The factors of each day: the level in contacts, times a factor for each term."""
    from scheduler.forecast.explanation import FACTORS

    for channel, found in outlook.channels.items():
        shown = [name for name in FACTORS if name in found.terms]
        head = "".join(f"{name:>9}" for name in ("middle", "p90", "level", *shown))
        yield f"{channel + ', by day':16}{head}"
        middles, highs = found.middle.sum(axis=1), found.day_quantile(0.9)
        for at, day in enumerate(found.ordinals.tolist()):
            counts = (middles[at], highs[at], found.terms["level"][at])
            row = "".join(f"{count:9,.0f}" for count in counts)
            row += "".join(f"{found.terms[name][at]:9.3f}" for name in shown)
            yield f"{date.fromordinal(day):%a %Y-%m-%d}  {row}"


def _accuracy(channel: str, found: Backtest) -> Iterable[str]:
    """The model compared with the baselines and with chance alone."""
    weeks = f"{len(found.origins)} week{'s' * (len(found.origins) > 1)}"
    yield f"{channel}: {weeks} from {found.origins[0]} on, {found.days} days"
    yield f"  {'WAPE %':22}{'by interval':>12}{'by day':>10}"
    for row in found.table:
        yield f"  {row.name:22}{row.slot_wape:12.2f}{row.day_wape:10.2f}"
    shares = (f"p{100 * q:.0f} {100 * share:.0f} %" for q, share in found.coverage.items())
    yield f"  days at or below: {', '.join(shares)}"
    for note in found.notes:
        yield f"  {note}"
