"""Arguments and options that several commands share, described once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def _date(
    _context: click.Context, _option: click.Parameter, moment: datetime | None
) -> date | None:
    return moment.date() if moment else None


inputs = click.argument("inputs", type=click.Path(path_type=Path))
roster = click.argument("roster", type=click.Path(path_type=Path))
out = click.option(
    "--out",
    "outputs",
    type=click.Path(path_type=Path),
    required=True,
    metavar="OUTPUTS",
    help="Folder for the results; made if missing.",
)
week = click.option(
    "--week",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_date,
    metavar="DATE",
    help="The week to work on, any day of it. Without it: the first week of forecast.csv, "
    "else the first full week after history.csv ends.",
)
quiet = click.option("--quiet", "-q", is_flag=True, help="No progress on standard error.")


def search(command: Command) -> Command:
    """The options of a search, in the order of their help."""
    for option in reversed(
        (
            click.option(
                "--time-limit",
                type=click.FloatRange(min=0, min_open=True),
                metavar="S",
                help="Seconds for building and searching; reading and writing are not in it. "
                "Default: solve.time_limit_s of settings.toml, 60 where it is not set.",
            ),
            click.option(
                "--deadline",
                type=click.FloatRange(min=0, min_open=True),
                metavar="S",
                help="Seconds for the whole run, reading and writing included.",
            ),
            click.option(
                "--gap",
                type=click.FloatRange(min=0),
                metavar="G",
                help="Stop once (objective - bound) / max(1, |objective|) is proven to be this "
                "small.",
            ),
            click.option(
                "--seed",
                type=click.IntRange(min=0, max=2**31 - 1),
                metavar="N",
                help="Seed of the search.",
            ),
        )
    ):
        command = option(command)
    return command
