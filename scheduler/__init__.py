"""Rosters for public contact centres: from files to a roster that people can use.

The flow, one direction, plain frozen data between the stages::

    inputs/ --loading--> Scenario --forecast--> volumes --staffing--> Requirements
            --rostering--> Roster --verification--> findings --reporting--> outputs/
                               \\--costing--> cost, budget

==================  =========================================================
`domain`            the data that all stages share; imports nothing of ours
`loading`           files to a Scenario; every fault with file, line, column
`forecast`          contacts expected in each interval
`staffing`          people required, by the Erlang formulas
`rules`             the labour rules, one file each
`rostering`         the solver; the only home of ortools
`verification`      any roster against the rules; never sees the solver
`costing`           coverage, the objective in dollars, pay, budget
`reporting`         tables, workbook, page, calendars
`pipeline`          one call per stage
`cli`, `commands`   the command line
==================  =========================================================

Examples
--------
>>> import scheduler
>>> scenario = scheduler.load("inputs")                          # doctest: +SKIP
>>> report = scheduler.schedule("inputs", "outputs")             # doctest: +SKIP
>>> scheduler.audit("inputs", "outputs/roster.csv")              # doctest: +SKIP
[]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.loading import load as load
    from scheduler.pipeline.stages import audit as audit
    from scheduler.pipeline.stages import schedule as schedule
    from scheduler.pipeline.stages import simulate as simulate

__version__ = "0.1.0"

_HOME = {
    "load": "scheduler.loading",
    "schedule": "scheduler.pipeline.stages",
    "audit": "scheduler.pipeline.stages",
    "simulate": "scheduler.pipeline.stages",
}

__all__ = ["__version__", "audit", "load", "schedule", "simulate"]


def __getattr__(name: str) -> Any:
    """Import a public function on first use: `import scheduler` stays instant."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
