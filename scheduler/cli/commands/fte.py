"""`scheduler fte`: how many people any volume takes, by each method."""

from __future__ import annotations

import click

from scheduler.cli import options
from scheduler.cli.endings import ending


@click.command("fte")
@click.argument("volume", type=options.Amount(min=0, max=1e6))
@click.option(
    "--handling",
    type=options.Amount(min=0, min_open=True, max=1e6),
    default=180.0,
    show_default=True,
    metavar="S",
    help="Seconds of a contact.",
)
@click.option(
    "--hours",
    type=options.Amount(min=0, min_open=True, max=8784),
    default=2500.0,
    show_default=True,
    metavar="H",
    help="Open hours a year.",
)
@click.option(
    "--target",
    type=options.Amount(min=0, max=0.999),
    default=0.8,
    show_default=True,
    help="Share answered in time.",
)
@click.option(
    "--within",
    type=options.Amount(min=0, max=1e6),
    default=20.0,
    show_default=True,
    metavar="S",
    help="Seconds within which they are answered.",
)
@click.option(
    "--occupancy",
    type=options.Amount(min=0, min_open=True, max=1),
    default=0.95,
    show_default=True,
    help="Highest occupancy.",
)
@click.option(
    "--answer",
    type=options.Amount(min=0, min_open=True, max=1e6),
    metavar="S",
    help="Average speed of answer; adds its method.",
)
@click.option(
    "--patience",
    type=options.Amount(min=0, min_open=True, max=1e6),
    metavar="S",
    help="Mean patience of callers; adds Erlang A.",
)
@click.option(
    "--shrinkage",
    type=options.Amount(min=0, max=0.99),
    default=0.45,
    show_default=True,
    help="Share of paid time that is not on a queue.",
)
@click.option(
    "--absence",
    type=options.Amount(min=0, max=0.99),
    default=0.18,
    show_default=True,
    help="The part of it that no roster places: leave, holidays, sickness.",
)
@click.option(
    "--roster",
    type=options.Amount(min=0, min_open=True, max=24),
    metavar="HOURS",
    help="Also roster it: open so many hours a day, Monday to Friday, with --activities.",
)
@click.option(
    "--activities",
    type=options.Amount(min=0, max=40),
    default=10.5,
    show_default=True,
    metavar="H",
    help="Weekly hours of meetings and program work for each person rostered.",
)
@ending
def command(volume: float, roster: float | None, activities: float, **asked: float | None) -> None:
    """FTE for VOLUME contacts an hour, by each method: seats and hours first, FTE last.

    The methods: plain workload; workload at an occupancy; Erlang C strictly, rounded and by ASA;
    Erlang A; the seats through all open hours; one seat; and with --roster the fewest people with
    whom a real roster leaves nothing short. Formulas allow for all shrinkage, the roster for
    absence alone.

    \b
    Examples:
      scheduler fte 30
      scheduler fte 220 --answer 18 --roster 10
    """
    from scheduler.staffing.fte_methods import (
        FULL_TIME_HOURS,
        Load,
        fte_by_method,
        rostered_method,
        seats_strict,
    )

    names = {"handling": "aht_s", "hours": "open_hours", "within": "within_s", "answer": "asa_s",
             "patience": "patience_s"}  # fmt: skip
    own = {names.get(name, name): value for name, value in asked.items()}
    load = Load(volume, **own)  # type: ignore[arg-type]
    methods = list(fte_by_method(load))
    if roster is not None and volume:
        from scheduler.pipeline.office.rostered_fte import fewest_people

        people = fewest_people(load, 5 * roster, 5, activities)
        if people is None:
            click.echo(
                "rostered: no number of people was found that leaves nothing short", err=True
            )
        else:
            hours = people * FULL_TIME_HOURS
            methods.append(rostered_method(load, hours, seats_strict(load)))
    head = ("method", "seats", "in time", "queue hours", "paid hours", "FTE")
    click.echo(f"{head[0]:<26}" + "".join(f"{name:>13}" for name in head[1:]))
    for m in methods:
        share = "" if m.service_level is None else f"{100 * m.service_level:.2f} %"
        click.echo(
            f"{m.name:<26}{m.seats:>13.2f}{share:>13}{m.queue_hours:>13,.0f}{m.paid_hours:>13,.0f}"
            f"{m.fte:>13.2f}"
        )
