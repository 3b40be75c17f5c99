"""What it would cost to grant a request that was refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.domain.scenario import Request


@dataclass(frozen=True)
class MissingThen:
    """Heads that would be missing on a channel, for a language, on top of those missing now.

    `start`, `end` in slots; `heads` the most at once.
    """

    channel: str
    language: str
    start: int
    end: int
    heads: int


@dataclass(frozen=True)
class Granting:
    """The person's best week that grants a refused request, everybody else's as rostered.

    `dollars` are what the objective would go up by, None where no legal week grants it beside
    the person's meetings. `missing` are the heads that would then be short, `terms` the
    dollars by which the other terms go up or down, by name.
    """

    request: Request
    dollars: float | None
    missing: tuple[MissingThen, ...] = ()
    terms: dict[str, float] = field(default_factory=dict)
