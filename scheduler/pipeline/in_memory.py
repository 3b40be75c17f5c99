"""A Scenario solved in memory: the run of `scheduler schedule` without its folders."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import with_shadows
from scheduler.forecast import forecast
from scheduler.pipeline.limits import Interrupted, Options, never, rostered, silent
from scheduler.pipeline.measure import measure
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.stages import reported, write_results
from scheduler.pipeline.watch import Watch
from scheduler.reporting.files import output_tables as tables
from scheduler.reporting.files.run_summary import summary
from scheduler.reporting.findings.run_report import Report
from scheduler.rostering.answer import Progress
from scheduler.staffing.requirements import require

if TYPE_CHECKING:
    import pandas as pd

LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class Result:
    """A roster and all that is known of it, as DataFrames.

    Each frame holds what the CSV file of its name does (`outputs/README.md`), with types:
    times are datetime64 in the centre's time zone, counts Int64, other figures float64,
    flags boolean, texts string. Money is in dollars. Frames are made on first use.
    """

    report: Report

    @property
    def status(self) -> str:
        """`optimal` where the bound is reached, else `feasible`."""
        return self.report.status

    @property
    def objective(self) -> float:
        """Dollars that the roster costs beyond the wages of the contracts."""
        return self.report.objective

    @property
    def bound(self) -> float | None:
        """Dollars that no roster can be below; None where nothing was proven."""
        return self.report.bound

    @property
    def gap(self) -> float | None:
        """(objective - bound) / max(1, |objective|)."""
        return self.report.gap

    @property
    def regret(self) -> float | None:
        """Unproven dollars in hours of shortage, as a share of the hours required."""
        return self.report.regret

    @cached_property
    def summary(self) -> dict[str, object]:
        """What summary.json holds."""
        return summary(self.report)

    @cached_property
    def roster(self) -> pd.DataFrame:
        """csr_id, start, end, activity, paid: a row for each unbroken segment."""
        return self._frame(tables.ROSTER)

    @cached_property
    def requirements(self) -> pd.DataFrame:
        """People required by interval, channel and language (`*` is all)."""
        return self._frame(tables.REQUIREMENTS)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Required against scheduled, slot by slot, with short and over."""
        return self._frame(tables.COVERAGE)

    @cached_property
    def service(self) -> pd.DataFrame:
        """Service level, speed of answer and occupancy, projected and simulated."""
        return self._frame(tables.SERVICE)

    @cached_property
    def backlog(self) -> pd.DataFrame:
        """Work that may wait, by interval: arrived, done, waiting, late."""
        return self._frame(tables.BACKLOG)

    @cached_property
    def away(self) -> pd.DataFrame:
        """Who is not there and why."""
        return self._frame(tables.AWAY)

    @cached_property
    def people(self) -> pd.DataFrame:
        """Steadiness of starts, stints, rest, weekends, evenings and requests of each person."""
        return self._frame(tables.PEOPLE)

    @cached_property
    def cost(self) -> pd.DataFrame:
        """Hours and dollars of each person."""
        return self._frame(tables.COST)

    @cached_property
    def payroll(self) -> pd.DataFrame:
        """Hours and dollars of each person by day and pay code."""
        return self._frame(tables.PAYROLL)

    @cached_property
    def audit(self) -> pd.DataFrame:
        """Broken rules; no rows when there are none."""
        return self._frame(tables.AUDIT)

    @cached_property
    def simulation(self) -> pd.DataFrame:
        """The simulation by interval, day, week and horizon; no rows where none was run."""
        return self._frame(tables.SIMULATION)

    @cached_property
    def languages(self) -> pd.DataFrame:
        """What callers of each language meet in the simulation, and what would hold it."""
        return self._frame(tables.LANGUAGES)

    def write(self, folder: Path | str) -> None:
        """Write what `scheduler schedule` writes: all files or none.

        Raises OutputFault where the folder cannot be written.
        """
        with results.staged(Path(folder), whole=True) as staging:
            write_results(staging, self.report)
            copyfile(staging / "roster.csv", staging / results.AS_MADE)

    def _frame(self, table: tables.OutputTable) -> pd.DataFrame:
        from scheduler.reporting.files.output_frames import output_frame  # here: imports pandas

        return output_frame(table, self.report)


def solve(
    scenario: Scenario,
    *,
    time_limit: float | None = None,
    seed: int | None = None,
    gap: float | None = None,
    reproducible: bool = False,
    replications: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Result:
    """Roster a week: requirements, search, audit, simulation and cost, all in memory.

    The same scenario, seed and limit with `reproducible` give the same result, and the
    same as `scheduler schedule` with these options.

    Parameters
    ----------
    scenario
        From `Scenario.from_frames` or `load`.
    time_limit
        Seconds for building and searching. Default: `solve.time_limit_s` of the settings.
    seed
        Of search and simulation, 0 to 2^31 - 1. Default: `solve.seed`.
    gap
        Stop once the gap is proven to be this small. Default: `solve.gap`.
    reproducible
        Count work instead of reading the clock.
    replications
        How often the roster is simulated, 0 for not at all. Default:
        `simulation.replications`.
    progress
        Called now and then with the seconds, the objective and the bound so far.
    stop
        Asked during the search: once it says yes, the best roster so far is the result.

    Raises
    ------
    NoRoster
        Without a roster within the time limit.
    Contradiction
        Where hard rules contradict each other; its clauses say which, and where they stand.
    Interrupted
        Where `stop` said yes before there was a roster.
    ValueError
        For a limit, seed, gap or count outside its range.
    """
    _check(time_limit, seed, gap, replications)
    options = Options(
        time_limit_s=time_limit,
        seed=seed,
        gap=gap,
        reproducible=reproducible,
        replications=replications,
    )
    watch, stop = Watch(progress or silent), stop or never
    with watch.stage("forecast", "forecasting the contacts"):
        expected = forecast(scenario)
        scenario = expected.heard_by(scenario)
    with watch.stage("staff", "working out who is required"):
        requirements = require(scenario, expected.volumes, expected.day_cv)
    if stop():
        raise Interrupted
    with watch.search(options.reproducible):
        answer, calibration = rostered(scenario, requirements, options, watch, stop)
    with watch.stage("audit", "checking every rule"):
        roster = with_shadows(scenario, Roster.of(answer.roster.segments))
        found = measure(scenario, answer.requirements, roster)
    return Result(reported(found, answer, calibration, options, watch, stop))


def _check(
    time_limit: float | None, seed: int | None, gap: float | None, replications: int | None
) -> None:
    """The same limits as on the command line. Raises ValueError."""
    if time_limit is not None and not 0 < time_limit < math.inf:
        raise ValueError(f"time_limit: found {time_limit}, allowed: seconds above 0")
    if seed is not None and not 0 <= seed <= LARGEST_SEED:
        raise ValueError(f"seed: found {seed}, allowed: 0 to {LARGEST_SEED}")
    if gap is not None and not 0 <= gap < math.inf:
        raise ValueError(f"gap: found {gap}, allowed: 0 or more")
    if replications is not None and not 0 <= replications <= 100_000:
        raise ValueError(f"replications: found {replications}, allowed: 0 to 100,000")
