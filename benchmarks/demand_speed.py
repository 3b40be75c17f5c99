"""Speed and accuracy of the demand side, on this machine and on series that one has.

    python -m benchmarks.demand_speed
    python -m benchmarks.demand_speed calls.csv --minutes 30
    python -m benchmarks.demand_speed log.txt --minutes 60 --day 5 --clock 6 --delimiter tab

Erlang's formulas and the event loop, beside pyworkforce and Ciw on the same intervals and the
same queue, and a centre's week simulated 200 times. With a series also the forecast, tested
back. A series is a file of rows: a time and a count (a CSV with a header), or one row for each
contact with its day (yymmdd) and its clock time in two columns. pyworkforce and Ciw are used
where they are installed, as `make bench-demand` does, and are no dependency of ours.
"""

from __future__ import annotations

import csv
import math
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click
import numpy as np

from scheduler.forecast import forecast
from scheduler.forecast.backtest import backtest
from scheduler.forecast.daily import Days
from scheduler.loading import load, read_roster
from scheduler.rostering.solve import solve
from scheduler.staffing.erlang import required_agents
from scheduler.staffing.requirements import require
from scheduler.verification.event_loop import run
from scheduler.verification.replication import PlayedContacts, ReplicationFrame, Staff
from scheduler.verification.simulation import simulate


@click.command()
@click.argument("series", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--minutes", default=60, help="Length of an interval.")
@click.option("--origins", default=12, help="Weeks forecast, the last ones.")
@click.option("--day", type=int, help="Column of the day (yymmdd), one row for each contact.")
@click.option("--clock", type=int, help="Column of the clock time, one row for each contact.")
@click.option("--delimiter", default=",", help="What parts the columns; `tab` for a tab.")
@click.option(
    "--inputs",
    default="inputs",
    type=click.Path(exists=True, path_type=Path),
    help="The centre whose week is simulated.",
)
@click.option(
    "--roster",
    type=click.Path(exists=True, path_type=Path),
    help="Its roster; without one, ten seconds are spent on finding one.",
)
def main(
    series: Path | None,
    minutes: int,
    origins: int,
    day: int | None,
    clock: int | None,
    delimiter: str,
    inputs: Path,
    roster: Path | None,
) -> None:
    """Time Erlang, the event loop and a week's simulation; back-test the forecast on SERIES."""
    erlang()
    event_loop()
    week(inputs, roster)
    if series is not None:
        rows = _read(series, day, clock, "\t" if delimiter == "tab" else delimiter)
        accuracy(Days.of(rows, minutes), origins)


def erlang(intervals: int = 10_000) -> None:
    """People required about 500 erlangs, beside pyworkforce on the same intervals."""
    erlangs = np.linspace(495, 505, intervals)
    ours = _seconds(lambda: required_agents(erlangs, 240, target=0.8, within_s=20))
    click.echo(f"Erlang C, {intervals:,} intervals about 500 erlangs: {ours:.3f} s")
    with suppress(ImportError):
        from pyworkforce.queuing import ErlangC

        def theirs() -> None:
            for calls in (erlangs * 30 / 4).tolist():  # of 4 minutes each, in half an hour
                ErlangC(calls, asa=20 / 60, aht=4, interval=30).required_positions(0.8)

        seconds = _seconds(theirs)
        click.echo(f"  pyworkforce: {seconds:.1f} s, {seconds / ours:,.0f} times as long")


def event_loop(contacts: int = 500_000, people: int = 12, load: float = 10.0) -> None:
    """Contacts a second through one queue, beside Ciw on a fiftieth of them."""
    random = np.random.default_rng(1)
    end = contacts / load * 180
    calls = PlayedContacts(
        np.sort(random.uniform(0, end, contacts)),
        np.zeros(contacts, dtype=np.int64),
        random.exponential(180, contacts),
        np.full(contacts, math.inf),
    )
    staff = Staff(
        people, np.zeros(people), np.arange(people), np.zeros(people, dtype=np.int64),
        np.ones((1, 1), dtype=np.bool_), np.zeros(1, dtype=np.int64),
    )  # fmt: skip
    frame = ReplicationFrame(1, end, 1, np.array([20.0]), np.array([False]))
    run(calls, staff, frame)  # compiles
    ours = contacts / _seconds(lambda: run(calls, staff, frame))
    click.echo(f"Event loop, {load:g} erlangs on {people} people: {ours:,.0f} contacts a second")
    with suppress(ImportError):
        import ciw

        network = ciw.create_network(
            arrival_distributions=[ciw.dists.Exponential(load / 180)],
            service_distributions=[ciw.dists.Exponential(1 / 180)],
            number_of_servers=[people],
        )
        simulation = ciw.Simulation(network)
        few = contacts // 50
        seconds = _seconds(lambda: simulation.simulate_until_max_time(few / load * 180))
        theirs = few / seconds
        click.echo(f"  Ciw: {theirs:,.0f} contacts a second; ours {ours / theirs:.0f} times that")


def week(inputs: Path, roster: Path | None, replications: int = 200) -> None:
    """A centre's week, people and languages included, played against its roster."""
    scenario = load(inputs)
    requirements = require(scenario, forecast(scenario).volumes)
    if roster is None:
        people = solve(scenario, requirements, limit_s=10, gap=0.0, seed=1).roster
    else:
        people = read_roster(roster, scenario)
    simulate(scenario, requirements, people, 1)  # compiles
    seconds = _seconds(lambda: simulate(scenario, requirements, people, replications))
    contacts = sum(volume.volume for volume in requirements.volumes)
    click.echo(
        f"{scenario.name}, a week of {contacts:,.0f} contacts simulated {replications} times: "
        f"{seconds:.2f} s"
    )


def accuracy(history: Days, origins: int) -> None:
    """Back-test on one series: the model, the baselines, the noise floor, the quantiles."""
    begun = time.perf_counter()
    found = backtest(history, origins)
    seconds = time.perf_counter() - begun
    click.echo(
        f"Back-test, {len(found.origins)} weeks from {found.origins[0]}, {found.days} days: "
        f"{seconds:.2f} s"
    )
    click.echo(f"  {'WAPE %':22} {'by slot':>8} {'by day':>8}")
    for row in found.table:
        click.echo(f"  {row.name:22} {row.slot_wape:8.2f} {row.day_wape:8.2f}")
    shares = ", ".join(f"p{100 * q:g} {100 * share:.1f} %" for q, share in found.coverage.items())
    click.echo(f"  days at or below: {shares}")
    for note in found.notes:
        click.echo(f"  {note}")


def _read(
    path: Path, day: int | None, clock: int | None, delimiter: str
) -> Iterator[tuple[datetime, float]]:
    with path.open(newline="", encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter=delimiter)
        next(rows)
        for row in rows:
            if day is None or clock is None:
                yield datetime.fromisoformat(row[0]), float(row[1])
            else:
                yield datetime.strptime(f"{row[day]} {row[clock].strip()}", "%y%m%d %H:%M:%S"), 1.0


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
