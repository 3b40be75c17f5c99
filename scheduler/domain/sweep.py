"""A sweep of scenarios: what each changes, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.domain.frontier import FrontierPoint

DONE, FAILED, REFUSED, NOT_RUN = "done", "failed", "refused", "not run"


@dataclass(frozen=True)
class WhatIf:
    """One scenario: a name and what it changes, by dotted key, in the order of the file.

    Keys of settings.toml, or `volume`, `handling_time`, `wages`, `people.<contract>` and
    `hours.<channel>`. `faults` say why it cannot be run; `source` is its place in the file.
    """

    name: str
    changes: Mapping[str, Any]
    source: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseOptions:
    """How every scenario is rostered: seconds, seed, whether it repeats, whether it is proven."""

    time_limit_s: float
    seed: int | None = None
    reproducible: bool = False
    replications: int | None = None
    week: str | None = None
    prove: bool = False


@dataclass(frozen=True)
class SweepCase:
    """A scenario ready to be run anywhere: the files of its inputs, and the options.

    `fingerprint` changes with any of them: what is done once is not done again.
    """

    name: str
    files: Mapping[str, bytes]
    options: CaseOptions
    fingerprint: str


@dataclass(frozen=True)
class CaseResult:
    """What a case came to: files by name, or the words of why not. `retry`: the worker failed."""

    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    code: int = 0
    words: str = ""
    retry: bool = False


@dataclass(frozen=True)
class SweepRow:
    """One line of the table; figures where its status is `done`."""

    scenario: str
    status: str
    changes: Mapping[str, Any]
    figures: Mapping[str, float | None] = field(default_factory=dict)
    point: FrontierPoint | None = None
    words: str = ""
