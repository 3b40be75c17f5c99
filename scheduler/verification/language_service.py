"""The service that callers of each language meet, and what would hold its target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

from scheduler.domain.coverage import count
from scheduler.domain.demand import Requirements, Row
from scheduler.domain.language_ask import LanguageAsk
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.staffing.held_languages import learned
from scheduler.staffing.requirements import DEFERRABLE, service_of
from scheduler.verification.estimates import Estimate
from scheduler.verification.more_speakers import hours_that_hold
from scheduler.verification.simulated import DAY, WEEK, Simulated

Simulate = Callable[[Scenario, Roster], Simulated | None]


@dataclass(frozen=True)
class LanguageLevel:
    """The lowest share in time of any span that a language is judged over, and its contacts."""

    contacts: float
    share: Estimate


@dataclass(frozen=True)
class LanguageService:
    """A language of a channel over its week (or the worst of its days) in the simulation.

    `speaker_hours` are rostered on the channel; `more_hours` would hold the target, and so
    would `more_people` who work as the speakers do; both are 0 where it is held.
    """

    channel: str
    language: str
    target: float
    within_s: float
    contacts: float
    share: Estimate
    speaker_hours: float
    more_hours: float
    more_people: int

    @property
    def held(self) -> bool:
        """Whether the target lies within the simulation's interval, or below it."""
        return self.share.high >= self.target


def level_of(
    scenario: Scenario, simulated: Simulated, channel: str, language: str
) -> LanguageLevel | None:
    """The worst span of a language; None where no contact came."""
    span = DAY if service_of(scenario, channel).scope == "day" else WEEK
    rows = [
        LanguageLevel(row.offered, row.service_level)
        for row in simulated.by_span[span]
        if (row.channel, row.language) == (channel, language) and row.offered > 0
    ]
    return min(rows, key=lambda one: one.share.mean, default=None)


def language_services(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    simulated: Simulated,
    simulate: Simulate,
) -> Iterator[LanguageService]:
    """Every language that not everybody on its channel speaks, those that miss first.

    `simulate` plays a roster as `simulated` was: what would hold a language is checked so.
    """
    own = sorted(
        key
        for key in {(row.channel, row.language) for row in simulated.totals}
        if key in requirements.by_slot and key[1].isalpha()
    )
    found = [_service(scenario, requirements, roster, simulated, simulate, key) for key in own]
    known = [one for one in found if one is not None]
    yield from sorted(known, key=lambda one: (one.held, -one.contacts))


def _service(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    simulated: Simulated,
    simulate: Simulate,
    row: Row,
) -> LanguageService | None:
    channel, language = row
    service = service_of(scenario, channel)
    level = level_of(scenario, simulated, channel, language)
    if level is None or service.model == DEFERRABLE:
        return None
    hours = float(count(scenario, roster, channel, language).sum()) * scenario.grid.slot_hours
    more = 0.0
    if level.share.high < service.target:
        ask = LanguageAsk(channel, language, service.target, 1.0, 1.0)
        ask = learned(scenario, requirements, roster, ask, level.share.mean)

        def play(centre: Scenario, more_of_it: Roster) -> float | None:
            seen = simulate(centre, more_of_it)
            found = None if seen is None else level_of(centre, seen, channel, language)
            return None if found is None else found.share.mean

        more = hours_that_hold(scenario, requirements, roster, ask, play)
    people = sum(
        1
        for csr in scenario.csrs
        if channel in csr.channels and language in csr.languages and csr.csr_id in roster.by_csr
    )
    each = hours / people if people and hours else _own_hours(scenario)
    return LanguageService(
        channel, language, service.target, service.within_s, level.contacts, level.share,
        hours, more, ceil(more / each - 1e-9),
    )  # fmt: skip


def _own_hours(scenario: Scenario) -> float:
    """Hours of a person where nobody speaks the language yet: the mean of the contracts."""
    weeks = max(1.0, scenario.grid.days / 7)
    slots = [csr.contract.week_slots for csr in scenario.csrs]
    return max(1.0, weeks * scenario.grid.slot_hours * sum(slots) / max(1, len(slots)))
