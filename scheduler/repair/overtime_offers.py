"""Overtime for what is missing: who could start earlier, stay later or come in on a day off.

Every offer leaves the rest of the person's week as it is: a shift gets longer at one end, its
pauses move only where the longer shift wants them elsewhere; or a day off gets a shift. What is
worth most for its pay is drawn up first and held against every rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from scheduler.domain.agreed_overtime import AgreedOvertime, with_agreed
from scheduler.domain.demand import Requirements
from scheduler.domain.entitlements import owed_slots, presence_slots, shift_starts
from scheduler.domain.frozen import FIXED
from scheduler.domain.roster import MEAL, PAUSES, REST, Roster, Segment, Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.own_terms import NearPrices
from scheduler.repair.head_worth import HeadWorth
from scheduler.repair.offers import EARLY, EXTRA, STAY, Offer, overtime_before, paid_of_week
from scheduler.rostering.conflicts.witness import alone
from scheduler.rules import RULES
from scheduler.rules.meal_and_rest_breaks import Layout, layouts
from scheduler.rules.minimum_staff import MinimumStaff
from scheduler.rules.seats import Seats

MOST_DRAWN = 80  # candidates held against the rules
NEAREST = 6  # layouts of pauses tried, those nearest to what was


@dataclass(frozen=True)
class OvertimeSpan:
    """A candidate before it is drawn up: `value` dollars of missing heads, `pay` dollars."""

    kind: str
    csr: Csr
    start: int
    end: int
    paid: int
    channel: str
    value: float
    pay: float

    @property
    def agreed(self) -> AgreedOvertime:
        return AgreedOvertime(self.csr.csr_id, self.start, self.end, self.kind == EXTRA, "an offer")


def overtime_offers(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    now: int,
    most: int,
    over: Callable[[], bool] = lambda: False,
) -> list[Offer]:
    """The best legal offer of each person's day, so many at most; the best first.

    Equal to the dollar, who has had less overtime comes first, then who has fewer hours this
    week. `roster` is without what absences leave of shifts (`Scenario.given`).
    """
    free = tuple(pin for pin in scenario.pins if pin.source != FIXED)
    scenario = replace(scenario, pins=free)
    heads = HeadWorth(scenario, requirements, roster, now)
    near = NearPrices(scenario, requirements, roster)
    found: list[Offer] = []
    done: set[tuple[str, int]] = set()
    ranked = sorted(
        _candidates(scenario, heads, roster, now),
        key=lambda one: (one.pay - one.value, one.end - one.start, one.csr.csr_id, one.start),
    )
    for one in ranked[:MOST_DRAWN]:
        key = one.csr.csr_id, scenario.grid.day(one.start)
        if key in done:
            continue
        changed = _legal(scenario, roster, one)
        if changed is not None:
            found.append(_offer(near, changed, one))
            done.add(key)
        if len(found) == most or over():
            break
    return sorted(
        (offer for offer in found if offer.short_hours > 0),
        key=lambda o: (round(o.dollars), o.overtime_hours, o.week_hours, o.csr.csr_id, o.start),
    )


def overtime_left(scenario: Scenario, roster: Roster, csr: Csr, week: int) -> tuple[int, int]:
    """Slots of overtime that the person may still be offered: in the week, and on one day."""
    labour, minutes = scenario.labour, scenario.grid.slot_minutes
    hours = max(labour.max_overtime_hours, labour.offered_overtime_hours)
    worked = paid_of_week(scenario, roster, csr, week) - owed_slots(scenario, csr, week)
    left = int(hours * 60) // minutes - max(0, worked)
    return left, int(labour.max_overtime_hours_per_day * 60) // minutes


def _candidates(
    scenario: Scenario, heads: HeadWorth, roster: Roster, now: int
) -> Iterator[OvertimeSpan]:
    """Every span of overtime in which somebody is missing whom the person could stand in for."""
    grid = scenario.grid
    shifts = roster.merged_shifts(grid.slots_per_day)
    for csr in scenario.csrs:
        own = {shift.day: shift for shift in shifts.get(csr.csr_id, ())}
        for day in range(grid.day(min(now, grid.slots - 1)), grid.days):
            left, most = overtime_left(scenario, roster, csr, day // 7)
            midnight = day * grid.slots_per_day
            if scenario.is_off(csr.csr_id, midnight, midnight + grid.slots_per_day):
                continue
            if day in own:
                yield from _longer(scenario, heads, csr, own[day], now, min(left, most))
            else:
                yield from _on_a_day_off(scenario, heads, csr, day, now)


def _asked(
    scenario: Scenario, heads: HeadWorth, kind: str, csr: Csr, span: tuple[int, int], paid: int
) -> Iterator[OvertimeSpan]:
    value, channel = heads.best_channel(csr, *span)
    if value > 0:
        rate = csr.hourly_rate * scenario.pay.overtime_multiple * scenario.grid.slot_hours
        yield OvertimeSpan(kind, csr, *span, paid, channel, value, rate * paid)


def _longer(
    scenario: Scenario, heads: HeadWorth, csr: Csr, shift: Shift, now: int, most: int
) -> Iterator[OvertimeSpan]:
    """Steps of overtime before and behind a shift."""
    step = max(1, scenario.labour.overtime_step_minutes // scenario.grid.slot_minutes)
    midnight = shift.day * scenario.grid.slots_per_day
    latest = midnight + scenario.grid.slots_per_day
    for slots in range(step, most + 1, step):
        if shift.end + slots <= latest and shift.end >= now:
            span = shift.end, shift.end + slots
            yield from _asked(scenario, heads, STAY, csr, span, slots)
        if max(now, midnight) <= shift.start - slots:
            span = shift.start - slots, shift.start
            yield from _asked(scenario, heads, EARLY, csr, span, slots)


def _on_a_day_off(
    scenario: Scenario, heads: HeadWorth, csr: Csr, day: int, now: int
) -> Iterator[OvertimeSpan]:
    """The best start of each length of a shift on a day off."""
    if scenario.labour.offered_overtime_hours <= 0 and scenario.labour.max_overtime_hours <= 0:
        return
    midnight = day * scenario.grid.slots_per_day
    least = scenario.grid.slots_up(round(60 * scenario.labour.call_in_hours))
    for paid in sorted({least, *(n for n in csr.contract.shift_slots if n > least)}):
        length = presence_slots(scenario, csr, paid)
        found = [
            asked
            for start in shift_starts(scenario, csr, day, paid)
            if midnight + start >= now
            for asked in _asked(
                scenario,
                heads,
                EXTRA,
                csr,
                (midnight + start, midnight + start + length),
                paid,
            )
        ]
        if found:
            yield max(found, key=lambda one: (one.value, -one.start))


def _legal(scenario: Scenario, roster: Roster, one: OvertimeSpan) -> Roster | None:
    """The roster with the candidate as it keeps every rule; None where it breaks one."""
    csr_id, grid = one.csr.csr_id, scenario.grid
    day = grid.day(one.start)
    agreed = with_agreed(scenario, [one.agreed])
    person = alone(agreed, one.csr)
    rules = [rule.from_scenario(person) for rule in RULES]
    week = roster.by_csr.get(csr_id, ())
    others = [s for s in week if grid.day(s.start) != day]
    own_day = [s for s in week if grid.day(s.start) == day]
    for drawn in _drawn(scenario, one, own_day):
        own = Roster.of((*others, *drawn))
        if any(v for rule in rules for v in rule.check(person, own)):
            continue
        whole = roster.with_weeks({csr_id: own.segments})
        if not _crowded(agreed, whole):
            return whole
    return None


def _crowded(scenario: Scenario, roster: Roster) -> bool:
    """Whether seats or minimum staff are broken, which are nobody's alone."""
    labour = scenario.labour
    if labour.seats is None and labour.minimum_staff is None:
        return False
    rules = (Seats.from_scenario(scenario), MinimumStaff.from_scenario(scenario))
    return any(True for rule in rules for _ in rule.check(scenario, roster))


def _drawn(
    scenario: Scenario, one: OvertimeSpan, own: list[Segment]
) -> Iterator[tuple[Segment, ...]]:
    """The day with the overtime, its pauses first as they were, then near to that."""
    doing = {slot: s.activity for s in own for slot in range(s.start, s.end)}
    work = {slot: what for slot, what in doing.items() if what not in PAUSES}
    start, end = min([one.start, *doing]), max([one.end - 1, *doing]) + 1
    pauses = {slot: what for slot, what in doing.items() if what in PAUSES}
    added = dict.fromkeys(range(one.start, one.end), one.channel)
    if own:
        yield _segments(one.csr, {**doing, **added})
    paid = sum(1 for slot in range(start, end) if doing.get(slot) != MEAL)
    paid = paid if own else one.paid
    duties = {slot for slot, what in work.items() if ":" in what}
    ranked = sorted(
        (_moved(layout, start, pauses), layout)
        for layout in layouts(scenario, one.csr, paid)
        if duties.isdisjoint(_slots(layout, start))
    )
    for _, layout in ranked[:NEAREST]:
        there = _slots(layout, start)
        filled = _filled(range(start, end), {**work, **added}, one.channel)
        yield _segments(one.csr, {**filled, **there})


def _slots(layout: Layout, start: int) -> dict[int, str]:
    return {start + pause.offset + i: pause.kind for pause in layout for i in range(pause.slots)}


def _moved(layout: Layout, start: int, pauses: dict[int, str]) -> int:
    """Slots by which pauses lie elsewhere than they did, kind by kind."""
    there, total = _slots(layout, start), 0
    for kind in (REST, MEAL):
        new = sorted(slot for slot, what in there.items() if what == kind)
        old = sorted(slot for slot, what in pauses.items() if what == kind)
        total += sum(abs(a - b) for a, b in zip(new, old, strict=False))
    return total


def _filled(slots: range, work: dict[int, str], channel: str) -> dict[int, str]:
    """Work in every slot: where a pause was, what came before it, unless that is a duty."""
    found: dict[int, str] = {}
    last = next((work[s] for s in slots if s in work and ":" not in work[s]), channel)
    for slot in slots:
        found[slot] = work.get(slot, last)
        last = found[slot] if ":" not in found[slot] else last
    return found


def _segments(csr: Csr, doing: dict[int, str]) -> tuple[Segment, ...]:
    """Touching slots of one activity as one segment."""
    found: list[Segment] = []
    for slot in sorted(doing):
        what = doing[slot]
        if found and found[-1].end == slot and found[-1].activity == what:
            found[-1] = replace(found[-1], end=slot + 1)
        else:
            found.append(Segment(csr.csr_id, slot, slot + 1, what, what != MEAL))
    return tuple(found)


def _offer(near: NearPrices, changed: Roster, one: OvertimeSpan) -> Offer:
    """The candidate with its dollars, from the two rosters."""
    scenario, roster, week = near.scenario, near.roster, near.scenario.grid.day(one.start) // 7
    agreed, before = with_agreed(scenario, [one.agreed]), near.terms
    after = near.of(changed, {one.csr.csr_id}, agreed)
    hours, paid = scenario.grid.slot_hours, paid_of_week(scenario, roster, one.csr, week)
    over = max(0, paid - owed_slots(scenario, one.csr, week)) * hours
    return Offer(
        one.kind,
        one.csr,
        one.start,
        one.end,
        one.channel,
        one.paid * hours,
        after.total - before.total,
        before.shortage_hours - after.shortage_hours,
        0,
        paid * hours,
        over + overtime_before(scenario, one.csr),
        changed,
    )
