"""One point of service against money: a centre rostered for real, and what that came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ServiceMet(NamedTuple):
    """Simulated share answered in time with its confidence interval, and the target."""

    channel: str
    language: str
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class FrontierPoint:
    """A scenario's people, dollars a year and service.

    `fte` and `wages` are those of the staff list over 52 weeks. `shortage` is the price of the
    heads that are missing, dollars of the horizon, and `least_shortage` what no roster of these
    people can be below, proven by a search in which nothing else is priced; None where it was
    not asked for. The same shortage of a roster made by people shows how much is the roster's.
    """

    scenario: str
    people: int
    fte: float
    wages: float
    loaded: float
    shortage_hours: float
    shortage: float
    least_shortage: float | None
    service: tuple[ServiceMet, ...]

    def level(self, channel: str, language: str = "*") -> ServiceMet | None:
        """The service of one row; None where it was not simulated."""
        return next(
            (s for s in self.service if (s.channel, s.language) == (channel, language)), None
        )
