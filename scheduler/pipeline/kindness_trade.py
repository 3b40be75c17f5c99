"""What kindness costs: the week rostered at no, at the set and at full prices for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import with_people_prices
from scheduler.forecast import forecast
from scheduler.loading import load
from scheduler.objective.price import price
from scheduler.pipeline.limits import Interrupted, Options, never, rostered, silent
from scheduler.pipeline.results_folder import outputs as results
from scheduler.reporting.files.csv_files import write_csv
from scheduler.reporting.findings.kindness import Kindness, header, kindness
from scheduler.rostering.answer import Progress
from scheduler.staffing.requirements import require

FULL = 5.0  # times the prices that are set


def trade(
    inputs: Path | str,
    outputs: Path | str,
    options: Options | None = None,
    full: float = FULL,
    progress: Callable[[Progress], None] = silent,
    stop: Callable[[], bool] = never,
) -> list[Kindness]:
    """Roster the week three times, each in a third of the time, and write trade.csv.

    Requests are priced too. Nothing is published and no roster is written. Once `stop` says
    yes the rosters until then are the answer; Interrupted where there is none.
    """
    inputs, outputs, options = Path(inputs), Path(outputs), options or Options()
    scenario = load(inputs, options.week, results.published(outputs))
    results.probe(outputs, inputs)
    asked = (("none", 0.0), ("as set", 1.0), ("full", full))
    found: list[Kindness] = []
    for number, (name, times) in enumerate(asked, start=1):
        if stop() and found:
            break
        own = _share(scenario, options, number, len(asked))
        found.append(_at(name, times, scenario, own, progress, stop))
    with results.staged(outputs) as folder:
        write_csv(folder / "trade.csv", header(found), (row.cells() for row in found))
    return found


def _share(scenario: Scenario, options: Options, number: int, of: int) -> Options:
    """The limits of one roster of several."""
    limit_s, deadline_s = options.time_limit_s, options.deadline_s
    limit_s = (scenario.solve.time_limit_s if limit_s is None else limit_s) / of
    if deadline_s is not None:
        deadline_s *= number / of
    return replace(options, time_limit_s=limit_s, deadline_s=deadline_s, replications=0)


def _at(
    name: str,
    times: float,
    scenario: Scenario,
    options: Options,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> Kindness:
    """One roster at so many times the prices for people, and its figures."""
    expected = forecast(scenario)
    priced = replace(scenario, prices=with_people_prices(scenario.prices, times))
    requirements = require(priced, expected.volumes, expected.day_cv)
    if stop():
        raise Interrupted
    answer, _ = rostered(priced, requirements, options, progress, stop)
    without = replace(scenario, prices=with_people_prices(scenario.prices, 0.0))
    terms = price(without, answer.requirements, answer.roster)
    return kindness(name, times, scenario, answer.requirements, answer.roster, terms)
