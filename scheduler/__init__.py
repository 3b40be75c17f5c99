"""Rosters for public contact centres: from files or DataFrames to a roster that people can use.

The flow, one direction, plain frozen data between the stages::

    inputs/ --loading--> Scenario --forecast--> volumes --staffing--> Requirements
            --rostering: search + bound, then finish--> Roster
            --verification--> audit, simulation --reporting--> outputs/
                          \\--costing--> cost, budget

==================  =========================================================
`domain`            the data that all stages share; imports no other room
`loading`           files or DataFrames to a Scenario; every fault with its place
`forecast`          contacts expected in each interval
`staffing`          people required, by the Erlang formulas
`rules`             the labour rules, one file each
`objective`         the prices, one file each
`rostering`         search, bound and finish; the only room that imports ortools
`verification`      audit of any roster, and simulation; neither sees the solver
`costing`           pay, and the budget of a year
`reporting`         tables, workbook, page, calendars, terminal
`publishing`        numbered versions of a week, and what changed between them
`pipeline`          one call per stage, on folders and in memory
`cli`               the command line, one command one file
==================  =========================================================

The public API, in memory and on files:

==================  =========================================================
`Scenario`          `Scenario.from_frames(settings=..., csrs=..., ...)`: a checked
                    centre from DataFrames
`frames_of`         an input folder as the keywords of `Scenario.from_frames`
`load`              an input folder to a `Scenario`
`solve`             a `Scenario` to a `Result`
`Result`            the roster and its tables as DataFrames; `write(folder)`
`schedule`          an input folder to an output folder, as the command does
`audit`             a roster file against every rule
`simulate`          contacts played against a roster file
`InputFaults`       every fault of the inputs, raised before anything is solved
`NoRoster`          no roster within the time limit
`Contradiction`     hard rules that cannot hold together
==================  =========================================================

Examples
--------
>>> import scheduler
>>> frames = scheduler.frames_of("inputs")                       # doctest: +SKIP
>>> scenario = scheduler.Scenario.from_frames(**frames)          # doctest: +SKIP
>>> result = scheduler.solve(scenario, time_limit=60)            # doctest: +SKIP
>>> result.roster.query("activity == 'phone'")                   # doctest: +SKIP
>>> report = scheduler.schedule("inputs", "outputs")             # doctest: +SKIP
>>> scheduler.audit("inputs", "outputs/roster.csv")              # doctest: +SKIP
()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.loading import InputFaults as InputFaults
    from scheduler.loading import Scenario as Scenario
    from scheduler.loading import frames_of as frames_of
    from scheduler.loading import load as load
    from scheduler.pipeline.in_memory import Result as Result
    from scheduler.pipeline.in_memory import solve as solve
    from scheduler.pipeline.stages import audit as audit
    from scheduler.pipeline.stages import schedule as schedule
    from scheduler.pipeline.stages import simulate as simulate
    from scheduler.rostering.answer import Contradiction as Contradiction
    from scheduler.rostering.answer import NoRoster as NoRoster

__version__ = "0.1.0"

# Where each public name lives. `Scenario` comes by way of `loading`, which knows DataFrames.
_HOME = {
    "Contradiction": "scheduler.rostering.answer",
    "InputFaults": "scheduler.loading",
    "NoRoster": "scheduler.rostering.answer",
    "Result": "scheduler.pipeline.in_memory",
    "Scenario": "scheduler.loading",
    "audit": "scheduler.pipeline.stages",
    "frames_of": "scheduler.loading",
    "load": "scheduler.loading",
    "schedule": "scheduler.pipeline.stages",
    "simulate": "scheduler.pipeline.stages",
    "solve": "scheduler.pipeline.in_memory",
}

__all__ = [
    "Contradiction",
    "InputFaults",
    "NoRoster",
    "Result",
    "Scenario",
    "__version__",
    "audit",
    "frames_of",
    "load",
    "schedule",
    "simulate",
    "solve",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use: `import scheduler` stays instant."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
