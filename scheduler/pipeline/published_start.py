"""What people have been told, and what has happened: the roster that a run starts from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from scheduler.domain.frozen import frozen
from scheduler.domain.scenario import Scenario
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.loading.readers.roster_file import read_roster
from scheduler.pipeline.limits import Options


def from_published(scenario: Scenario, options: Options) -> Scenario:
    """The scenario with `--like` as its published roster, frozen up to `--now`.

    A roster that was published comes before the one of `--like`. Raises InputFaults where
    `--now` lies outside the weeks rostered or nothing was published.
    """
    if options.like is not None and scenario.published is None:
        scenario = replace(scenario, published=read_roster(options.like, scenario))
    if options.now is None:
        return scenario
    now = slot_of_now(scenario, options.now)
    if scenario.published is None:
        _refuse("found no published roster of this week", "a week that was published, or --like")
    assert scenario.published is not None
    return frozen(scenario, scenario.published, now, "--now")


def slot_of_now(scenario: Scenario, now: datetime) -> int:
    """The first slot that has not begun at this time. Raises InputFaults outside the horizon."""
    grid = scenario.grid
    slot = grid.ceil(now)
    if not 0 <= slot <= grid.slots:
        allowed = f"{grid.date(0)} to {grid.date(grid.days - 1)}, the days rostered"
        _refuse(f"found {now.isoformat(timespec='minutes')}", allowed)
    return slot


def _refuse(found: str, allowed: str) -> None:
    findings = FaultList()
    findings.fault(SourcePlace("--now", 0), "time", found, allowed)
    raise InputFaults(findings.faults)
