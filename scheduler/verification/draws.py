"""Chance in a simulation: how long contacts take, how busy a day is, how long people wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import MOST_TRIES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ASSUMED_DAY_CV = 0.05  # good forecasts miss a day by 4 to 13 %


class Lengths(Protocol):
    """A distribution of handling times, as multiples of their mean."""

    def draw(self, random: np.random.Generator, size: int) -> Floats:
        """Multiples with mean 1."""


@dataclass(frozen=True)
class Exponential:
    """The lengths that Erlang's formulas assume."""

    def draw(self, random: np.random.Generator, size: int) -> Floats:
        return random.exponential(1.0, size)


@dataclass(frozen=True)
class Lognormal:
    """What call centres measure (Brown et al., JASA 100, 2005); `cv` is deviation / mean."""

    cv: float = 1.2

    def draw(self, random: np.random.Generator, size: int) -> Floats:
        variance = np.log1p(self.cv**2)
        return random.lognormal(-variance / 2, np.sqrt(variance), size)


@dataclass(frozen=True)
class Empirical:
    """Lengths drawn from measured ones, seconds; only their shape counts, not their mean."""

    seconds: Floats

    def draw(self, random: np.random.Generator, size: int) -> Floats:
        return np.asarray(random.choice(self.seconds, size) / np.mean(self.seconds))


def day_cv_of(scenario: Scenario, forecast: float | None) -> tuple[float, str]:
    """By how much days differ, and where that is from: "settings", "forecast" or "assumed".

    `forecast` is the error of the forecast of a whole day, None where it is not known.
    """
    if scenario.simulation.day_cv is not None:
        return scenario.simulation.day_cv, "settings"
    return (ASSUMED_DAY_CV, "assumed") if forecast is None else (forecast, "forecast")


@dataclass(frozen=True)
class Chance:
    """All that is left to chance besides the moment of arrival.

    `day_cv` is the deviation of a day's rate as a share of it (gamma, the same factor for
    all channels of a day); `lengths_of[channel]` come before `lengths`; `balking` is the
    share of those who would have to wait who leave at once, `callbacks` the share who are
    called back in their turn and do not give up, `calls_again` the share of those who give up
    who call again after `calls_again_after_s`.
    """

    day_cv: float = ASSUMED_DAY_CV
    lengths: Lengths = field(default_factory=Exponential)
    balking: float = 0.0
    lengths_of: Mapping[str, Lengths] = field(default_factory=dict)
    callbacks: float = 0.0
    calls_again: float = 0.0
    calls_again_after_s: float = 1200.0

    @staticmethod
    def of(scenario: Scenario, day_cv: float | None = None) -> Chance:
        """As the centre sets it, `day_cv` where it does not set its own.

        Measured handling times come before a distribution.
        """
        settings = scenario.simulation
        lognormal = settings.handling == "lognormal"
        return Chance(
            day_cv_of(scenario, day_cv)[0],
            Lognormal(settings.handling_cv) if lognormal else Exponential(),
            settings.balking,
            {c: Empirical(np.array(s)) for c, s in scenario.handling_times.items()},
            settings.callbacks,
            settings.calls_again,
            settings.calls_again_after_s,
        )

    def handling(self, random: np.random.Generator, kind: Ints, channels: Sequence[str]) -> Floats:
        """Multiples of the mean handling time of contacts whose kind k is of `channels[k]`."""
        found = self.lengths.draw(random, len(kind))
        for k, channel in enumerate(channels):
            if channel in self.lengths_of:
                own = kind == k
                found[own] = self.lengths_of[channel].draw(random, int(own.sum()))
        return found

    def day_factors(self, random: np.random.Generator, days: int) -> Floats:
        """How busy each day is, mean 1."""
        if self.day_cv <= 0:
            return np.ones(days)
        shape = 1 / self.day_cv**2
        return random.gamma(shape, 1 / shape, days)

    def patience(self, random: np.random.Generator, mean_s: Floats) -> Floats:
        """Seconds until who waits gives up; an infinite mean is endless patience."""
        waits = np.where(np.isinf(mean_s), np.inf, 0.0)
        finite = np.isfinite(mean_s)
        waits[finite] = random.exponential(1.0, int(finite.sum())) * mean_s[finite]
        if self.balking > 0:
            waits[random.random(len(mean_s)) < self.balking] = 0.0
        if self.callbacks > 0:
            waits[random.random(len(mean_s)) < self.callbacks] = np.inf
        return waits

    def further_calls(
        self, random: np.random.Generator, patience: Floats, closes: Floats
    ) -> Floats:
        """Who would call again: a row for each contact as `PlayedContacts.again` has it."""
        tries = np.full(len(patience), MOST_TRIES)
        if self.calls_again < 1:
            tries = np.minimum(random.geometric(1 - self.calls_again, len(patience)) - 1, tries)
        tries = np.where(np.isfinite(patience), tries, 0)
        after = np.full(len(patience), self.calls_again_after_s)
        return np.column_stack([after, tries, patience, closes, np.zeros(len(patience))])
