"""Arguments and options that several commands share, described once."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Amount(click.FloatRange):
    """A finite number: `nan` compares with nothing, and a limit of `nan` would never be reached."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{number} is not a finite number.", param, ctx)
        return number


class PathArgument(click.Path):
    """A path with a name: that of an unset variable does not mean the current folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("the path is empty; the current folder is '.'.", param, ctx)
        return super().convert(value, param, ctx)


class Moment(click.ParamType):  # type: ignore[type-arg]
    """A time as in the input files: local, or with an offset."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is None or "T" not in value.upper().replace(" ", "T"):
            self.fail(f"{value!r} is not a time such as 2026-05-12T07:30.", param, ctx)
        if not 1990 <= moment.year <= 2100:
            self.fail(f"{value!r} is not from 1990 to 2100.", param, ctx)
        return moment


def _date(
    _context: click.Context, _option: click.Parameter, moment: datetime | None
) -> date | None:
    """The years that times in the input files may have, too."""
    if moment is not None and not 1990 <= moment.year <= 2100:
        raise click.BadParameter(f"{moment.date()} is not from 1990 to 2100.")
    return moment.date() if moment else None


inputs = click.argument("inputs", type=PathArgument())
roster = click.argument("roster", type=PathArgument())
out = click.option(
    "--out",
    "outputs",
    type=PathArgument(),
    required=True,
    metavar="OUTPUTS",
    help="Folder for the results; created if missing.",
)
week = click.option(
    "--week",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_date,
    metavar="DATE",
    help="Any day of the week to work on. Default: the first week of forecast.csv, else the first "
    "full week after history.csv ends.",
)
verbose = click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help="Report the moves of each neighbourhood of the search: a table here, and "
    "'neighbourhoods' in run.json.",
)
quiet = click.option("--quiet", "-q", is_flag=True, help="No progress on standard error.")


deadline = click.option(
    "--deadline",
    type=Amount(min=0, min_open=True),
    metavar="S",
    help="Seconds for the whole run, reading and writing included.",
)


now = click.option(
    "--now",
    type=Moment(),
    metavar="TIME",
    help="Everything before this time (2026-05-12T07:30, local) stays as published.",
)
like = click.option(
    "--like",
    type=PathArgument(),
    metavar="ROSTER",
    help="A roster file to start from if this week has not been published; changes to it have a "
    "price.",
)


worth = click.option(
    "--worth",
    is_flag=True,
    help="Also roster the week, briefly, with one more and one fewer person of each contract and "
    "language, and report the effect in worth.csv and on the page.",
)

replications = click.option(
    "--replications",
    type=click.IntRange(min=0, max=100_000),
    metavar="N",
    help="Replications of the simulation, each with other contacts; 0 for no simulation. "
    "Default: simulation.replications of settings.toml, else enough for half a million contacts "
    "(10 to 200).",
)


keep_edits = click.option(
    "--keep-edits",
    type=PathArgument(),
    metavar="ROSTER",
    help="A roster.xlsx or roster.csv edited by hand: the edits stay, and the rest is rostered "
    "again around them.",
)


calibrate = click.option(
    "--calibrate",
    type=click.IntRange(min=0, max=20),
    is_flag=False,
    flag_value=3,
    default=0,
    metavar="[ROUNDS]",
    help="Raise the requirements where the simulated service misses its target by more than its "
    "confidence interval, and roster again, at most ROUNDS times (3). The rounds share the time "
    "limit.",
)


def search(command: Command) -> Command:
    """The options of a search, in the order of their help."""
    for option in reversed(
        (
            click.option(
                "--time-limit",
                type=Amount(min=0, min_open=True),
                metavar="S",
                help="Seconds for building, searching and finishing, without reading and writing. "
                "Default: solve.time_limit_s of settings.toml, else 60.",
            ),
            deadline,
            click.option(
                "--gap",
                type=Amount(min=0),
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
            click.option(
                "--reproducible",
                is_flag=True,
                help="Count work instead of time: the same inputs, seed and limit give the same "
                "files, except run.json.",
            ),
        )
    ):
        command = option(command)
    return command


# Option of the command line: field of the pipeline's Options, where their names differ.
_FIELDS = {"time_limit": "time_limit_s", "deadline": "deadline_s"}
_ASKED = {
    "week", "time_limit", "deadline", "gap", "seed", "replications", "reproducible", "calibrate",
    "worth", "verbose", "now", "like", "keep_edits",
}  # fmt: skip


def asked(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the command its options of a run as one argument, `asked`: the pipeline's Options.

    Their clock starts here, before the pipeline's heavy imports.
    """

    @wraps(command)
    def gathered(**given: Any) -> Any:
        began = perf_counter()
        from scheduler.pipeline.limits import Options

        own = {_FIELDS.get(name, name): given.pop(name) for name in _ASKED & set(given)}
        return command(asked=Options(began=began, **own), **given)

    return gathered
