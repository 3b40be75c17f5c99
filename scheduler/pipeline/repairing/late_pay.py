"""Late changes of a run that was told what time it is: their pay outlives the run."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scheduler.domain.late_changes import LateChange, late_changes
from scheduler.domain.scenario import Scenario
from scheduler.editing.roster_files import read_roster_file
from scheduler.loading.builders.agreements import LATE_CHANGE
from scheduler.pipeline.repairing.news_file import NewsCells, about
from scheduler.pipeline.results_folder import outputs as results


def late_of_run(scenario: Scenario, outputs: Path, roster: Path) -> tuple[LateChange, ...]:
    """Shifts that the results' roster changes late, by the `--now` of the run that made them.

    None for any other roster: a repaired one has its own in `published/news.csv`.
    """
    now = _now(outputs) if results.holds(outputs, scenario) else None
    of_results = roster.resolve() == (outputs / "roster.csv").resolve()
    if now is None or not of_results or scenario.published is None:
        return ()
    slot = scenario.grid.ceil(now)
    made = read_roster_file(roster, scenario)
    return tuple(late_changes(replace(scenario, now=slot), made))


def with_late(scenario: Scenario, late: tuple[LateChange, ...]) -> Scenario:
    """The scenario in which these have been told, so that they are paid."""
    told = (*scenario.labour.late_changes, *late)
    return replace(scenario, labour=replace(scenario.labour, late_changes=told))


def late_rows(scenario: Scenario, late: tuple[LateChange, ...]) -> list[NewsCells]:
    """Their rows of news.csv."""
    return [about(scenario, LATE_CHANGE, one.csr_id, one.first, one.first + 1) for one in late]


def _now(outputs: Path) -> datetime | None:
    """The `--now` of the run; None where it had none."""
    try:
        text = json.loads((outputs / "summary.json").read_text(encoding="utf-8"))["now"]
        return None if text is None else datetime.fromisoformat(text)
    except (OSError, ValueError, KeyError, TypeError):
        return None
