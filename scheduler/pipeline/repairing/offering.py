"""Offers beside a repaired roster: wages by the paying rules, and how one is accepted."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from scheduler.costing.pay import cost
from scheduler.domain.agreed_overtime import with_agreed
from scheduler.domain.demand import ALL
from scheduler.domain.entitlements import owed_slots
from scheduler.domain.given_shifts import with_given_shifts
from scheduler.domain.news import News, with_news
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.repair.answers import RepairAnswer
from scheduler.repair.head_worth import HeadWorth
from scheduler.repair.offers import COME_LATE, DAY_OFF, EXTRA, GO_HOME, OVERTIME, Offer
from scheduler.repair.overtime_offers import overtime_offers
from scheduler.repair.time_off_offers import time_off_offers
from scheduler.reporting.files.offer_table import OfferLine
from scheduler.reporting.findings import words

MOST = 10  # offers of each kind, for each answer
A_YES = "their yes"
APPROVAL = "their yes and an approval"  # more than labour.max_overtime_hours


def offers_beside(
    scenario: Scenario,
    answer: RepairAnswer,
    now: int,
    away: AbstractSet[str] = frozenset(),
    over: Callable[[], bool] = lambda: False,
) -> list[OfferLine]:
    """Overtime for what the answer leaves short, time off for what it leaves over, ranked.

    Today comes before other days. Nobody is asked who has just reported themselves `away`, and
    nobody goes on a day on which somebody is missing. `scenario` has the news, with what has
    happened frozen. Once it is `over`, the list ends with what was found.
    """
    asked, roster = answer.requirements, answer.roster
    lines: list[OfferLine] = []
    grid, short = scenario.grid, _short_days(scenario, answer, now)
    more = time_off_offers(scenario, asked, roster, now, MOST, over)
    for found in (
        overtime_offers(scenario, asked, roster, now, MOST, over),
        [offer for offer in more if grid.day(offer.start) not in short],
    ):
        known = [offer for offer in found if offer.csr.csr_id not in away]
        known.sort(key=lambda offer: grid.day(offer.start) != grid.day(now))
        for rank, offer in enumerate(known, start=1):
            lines.append(_line(scenario, answer, offer, rank, now))
    return lines


def _short_days(scenario: Scenario, answer: RepairAnswer, now: int) -> set[int]:
    heads = HeadWorth(scenario, answer.requirements, answer.roster, now)
    slots = (slot for gap in heads.gaps.values() for slot in np.flatnonzero(gap > 0).tolist())
    return {scenario.grid.day(slot) for slot in slots}


def taken(scenario: Scenario, offer: Offer) -> Scenario:
    """The centre when the person has said yes."""
    if offer.kind in OVERTIME:
        return with_agreed(scenario, [offer.agreed])
    start, end = offer.start, offer.end
    if offer.kind == DAY_OFF:
        spd = scenario.grid.slots_per_day
        start, end = start // spd * spd, (start // spd + 1) * spd
    off = TimeOff(offer.csr.csr_id, start, end, "voluntary time off", False, "an offer")
    return with_given_shifts(with_news(scenario, News((off,))))


def _line(scenario: Scenario, answer: RepairAnswer, offer: Offer, rank: int, now: int) -> OfferLine:
    hours = scenario.grid.slot_hours
    wages = _wages(taken(scenario, offer), offer, offer.roster)
    wages -= _wages(scenario, offer, answer.roster)
    return OfferLine(
        answer.name,
        rank,
        offer.kind,
        offer.csr.csr_id,
        offer.csr.name,
        offer.start,
        offer.end,
        offer.channel,
        offer.paid_hours,
        wages,
        offer.dollars,
        offer.short_hours,
        None if offer.kind in OVERTIME else offer.spare,
        offer.week_hours,
        offer.overtime_hours,
        (offer.start - now) * hours,
        _needs(scenario, offer),
        accept(scenario, offer),
    )


def _wages(scenario: Scenario, offer: Offer, roster: Roster) -> float:
    """What the person is paid, leave and premiums included."""
    alone = replace(scenario, csrs=(offer.csr,), shadows=())
    own = Roster(tuple(roster.by_csr.get(offer.csr.csr_id, ())))
    return sum(row.total for row in cost(alone, own))


def _needs(scenario: Scenario, offer: Offer) -> str:
    """Whether the settings allow the overtime, or somebody has to."""
    if offer.kind not in OVERTIME:
        return A_YES
    week = scenario.grid.day(offer.start) // 7
    over = offer.week_hours + offer.paid_hours
    over -= owed_slots(scenario, offer.csr, week) * scenario.grid.slot_hours
    allowed = offer.kind != EXTRA and over <= scenario.labour.max_overtime_hours
    return A_YES if allowed else APPROVAL


def accept(scenario: Scenario, offer: Offer) -> str:
    """The option of `scheduler repair` that takes the offer."""
    grid, csr_id = scenario.grid, offer.csr.csr_id
    start, end = grid.local(offer.start), grid.local(offer.end)
    if offer.kind == DAY_OFF:
        return f"--off {csr_id}@{start:%Y-%m-%d}"
    if offer.kind == GO_HOME:
        return f"--leaves {csr_id}@{start:%Y-%m-%dT%H:%M}"
    if offer.kind == COME_LATE:
        return f"--late {csr_id}@{end:%Y-%m-%dT%H:%M}"
    option = "--extra-day" if offer.kind == EXTRA else "--overtime"
    return f"{option} {csr_id}@{start:%Y-%m-%dT%H:%M}..{end:%H:%M}"


def still_short(scenario: Scenario, answer: RepairAnswer, now: int) -> list[str]:
    """Spans in which heads are missing, in words, the earliest first."""
    grid, found = scenario.grid, []
    heads = HeadWorth(scenario, answer.requirements, answer.roster, now)
    for (channel, language), gap in heads.gaps.items():
        edges = np.flatnonzero(np.diff(np.concatenate([[0], gap > 0, [0]]))).tolist()
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            name = words.channel(channel)
            name += "" if language == ALL else f" in {words.language(language)}"
            missing = words.spread(gap[start:end].tolist())
            found.append((start, f"{words.when(grid, start, end)} {name}: {missing} missing"))
    return [text for _, text in sorted(found)]
