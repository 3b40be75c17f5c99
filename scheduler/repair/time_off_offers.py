"""Time off where more are there than needed: who could go home early, come late or stay away.

Nobody is missing because of such an offer, on any channel or in any language. What is left of
the shift stays as people know it, as for everybody who comes late or leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scheduler.domain.demand import Requirements
from scheduler.domain.entitlements import owed_slots
from scheduler.domain.roster import PAUSES, SUPERVISION, Roster, Segment, Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.own_terms import NearPrices
from scheduler.repair.head_worth import HeadWorth
from scheduler.repair.offers import (
    COME_LATE,
    DAY_OFF,
    GO_HOME,
    Offer,
    overtime_before,
    paid_of_week,
)

LEAST_HOURS = 1.0  # of an offer
MISSING = ("shortage", "language_shortage", "urgent_shortage", "email", "supervision")
Cut = tuple[str, int, int]  # kind, from, until
MOST_PRICED = 40


def time_off_offers(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    now: int,
    most: int,
    over: Callable[[], bool] = lambda: False,
) -> list[Offer]:
    """The longest offer of each person's day, so many at most; who has worked most comes first.

    In order of the wages that it saves, in whole dollars, then of the hours of the week.
    """
    heads = HeadWorth(scenario, requirements, roster, now)
    near = NearPrices(scenario, requirements, roster)
    shifts = roster.merged_shifts(scenario.grid.slots_per_day)
    found: list[tuple[float, float, str, Cut, int, Shift]] = []
    for csr in scenario.csrs:
        for shift in shifts.get(csr.csr_id, ()):
            cut = _longest(scenario, heads, csr, shift, now)
            if cut is not None:
                paid = sum(s.slots for s in _inside(shift, cut) if s.paid)
                week = paid_of_week(scenario, roster, csr, shift.day // 7)
                saved = round(csr.hourly_rate * paid * scenario.grid.slot_hours)
                found.append((-saved, -week, csr.csr_id, cut, paid, shift))
    offers: list[Offer] = []
    for _, _, csr_id, cut, paid, shift in sorted(found, key=lambda f: f[:4])[:MOST_PRICED]:
        if len(offers) == most or over():
            break
        csr = scenario.csr[csr_id]
        offer = _offer(near, heads, (csr, shift, cut, paid))
        if offer is not None:
            offers.append(offer)
    return offers


def _longest(scenario: Scenario, heads: HeadWorth, csr: Csr, shift: Shift, now: int) -> Cut | None:
    """The most that the person can be let go on the day without anybody missing."""
    least = round(LEAST_HOURS / scenario.grid.slot_hours)
    doing = {slot: s.activity for s in shift.segments for slot in range(s.start, s.end)}
    if SUPERVISION in csr.channels:
        return None

    def spared(slot: int) -> bool:
        what = doing[slot]
        if slot < now or ":" in what:
            return False
        return what in PAUSES or heads.spare(csr, [(slot, what)]) >= 0

    first, last = shift.end, shift.start
    while first > shift.start and spared(first - 1):
        first -= 1
    while last < shift.end and spared(last):
        last += 1
    if first == shift.start:
        return DAY_OFF, shift.start, shift.end
    # whoever comes or stays does so for as long as somebody who is called in
    stay = round(scenario.labour.call_in_hours / scenario.grid.slot_hours)
    first, last = max(first, shift.start + stay), min(last, shift.end - stay)
    cuts = [(GO_HOME, first, shift.end), (COME_LATE, shift.start, last)]
    kept = [cut for cut in cuts if cut[2] - cut[1] >= least]
    return max(kept, key=lambda cut: cut[2] - cut[1], default=None)


def _inside(shift: Shift, cut: Cut) -> Iterator[Segment]:
    """The parts of a shift's segments that are given back."""
    _, start, end = cut
    for s in shift.segments:
        first, last = max(s.start, start), min(s.end, end)
        if first < last:
            yield Segment(s.csr_id, first, last, s.activity, s.paid)


def _offer(near: NearPrices, heads: HeadWorth, what: tuple[Csr, Shift, Cut, int]) -> Offer | None:
    """The offer with its dollars; None where work is late or somebody is missing because of it."""
    csr, shift, cut, paid = what
    scenario, roster, before = near.scenario, near.roster, near.terms
    given = list(_inside(shift, cut))
    left = roster.with_weeks({csr.csr_id: _without(roster, csr, cut)})
    after = near.of(left, {csr.csr_id})
    if any(after[name] > before[name] + 0.005 for name in MISSING):
        return None
    hours, week = scenario.grid.slot_hours, shift.day // 7
    week_slots = paid_of_week(scenario, roster, csr, week)
    over = max(0, week_slots - owed_slots(scenario, csr, week)) * hours
    slots = [(slot, s.activity) for s in given for slot in range(s.start, s.end)]
    channel = max((s.slots, s.activity) for s in given if s.activity not in PAUSES)[1]
    return Offer(
        cut[0],
        csr,
        cut[1],
        cut[2],
        channel,
        -paid * hours,
        after.total - before.total,
        0.0,
        heads.spare(csr, slots),
        week_slots * hours,
        over + overtime_before(scenario, csr),
        left,
    )


def _without(roster: Roster, csr: Csr, cut: Cut) -> Iterator[Segment]:
    """The person's week less what they give back; a shift neither begins nor ends with a pause."""
    _, start, end = cut
    for s in roster.by_csr.get(csr.csr_id, ()):
        if s.end <= start or end <= s.start:
            yield s
        elif s.start < start:
            yield Segment(s.csr_id, s.start, start, s.activity, s.paid)
        elif end < s.end:
            yield Segment(s.csr_id, end, s.end, s.activity, s.paid)
