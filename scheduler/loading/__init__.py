"""Files or DataFrames to a Scenario: every fault at once, before anything is solved."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.domain.scenario import Scenario as Scenario
    from scheduler.loading.faults import Fault as Fault
    from scheduler.loading.faults import InputFaults as InputFaults
    from scheduler.loading.load_folder import check as check
    from scheduler.loading.load_folder import load as load
    from scheduler.loading.load_frames import frames_of as frames_of
    from scheduler.loading.readers.roster_file import read_roster as read_roster

__all__ = ["Fault", "InputFaults", "Scenario", "check", "frames_of", "load", "read_roster"]

# Where each name lives: an import of an export needs none of what builds a scenario.
_HOME = {
    "Fault": "scheduler.loading.faults",
    "InputFaults": "scheduler.loading.faults",
    "Scenario": "scheduler.loading.load_folder",
    "check": "scheduler.loading.load_folder",
    "frames_of": "scheduler.loading.load_frames",
    "load": "scheduler.loading.load_folder",
    "read_roster": "scheduler.loading.readers.roster_file",
}


def __getattr__(name: str) -> Any:
    """Import a name on first use."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
