"""One objective in dollars, recomputed from a finished roster in plain arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.coverage import count, coverage_keys, open_slots, supervisors_there
from scheduler.domain.demand import ALL, Requirements, done_hours
from scheduler.domain.entitlements import owed_days, owed_slots
from scheduler.domain.roster import Roster, Shift, meeting_activity
from scheduler.domain.scenario import Csr, Meeting, Request, Scenario

HOUR_FIGURES = ("shortage_hours", "surplus_hours", "required_hours", "on_queue_hours")


@dataclass(frozen=True)
class Terms:
    """Dollar terms of the objective, then hours that they stand for (not priced again)."""

    shortage: float
    language_shortage: float
    surplus: float
    email: float
    supervision: float
    requests: float
    missed_meetings: float
    pay: float
    fairness: float
    moving_starts: float
    changes: float
    shortage_hours: float
    surplus_hours: float
    required_hours: float
    on_queue_hours: float

    def by_name(self) -> dict[str, float]:
        """The dollar terms."""
        return {k: v for k, v in asdict(self).items() if k not in HOUR_FIGURES}

    @property
    def total(self) -> float:
        """The objective, dollars."""
        return float(sum(self.by_name().values()))


def price(scenario: Scenario, requirements: Requirements, roster: Roster) -> Terms:
    """Every term of the objective from the roster alone."""
    shifts = roster.shifts(scenario.grid.slots_per_day)
    heads = _head_terms(scenario, requirements, roster)
    return Terms(
        email=email_price(scenario, requirements, roster),
        supervision=supervision_price(scenario, requirements, roster),
        requests=sum(
            scenario.prices.refused_request * r.weight
            for r in scenario.requests
            if not request_granted(scenario, roster, r)
        ),
        missed_meetings=scenario.prices.missed_meeting * len(excused(scenario, roster)),
        pay=sum(pay_price(scenario, csr, shifts.get(csr.csr_id, ())) for csr in scenario.csrs),
        fairness=fairness_price(scenario, roster),
        moving_starts=sum(
            moving_starts_price(scenario, shifts.get(csr.csr_id, ())) for csr in scenario.csrs
        ),
        changes=changes_price(scenario, roster),
        **heads,
    )


def triangle(heads: NDArray[np.int64]) -> NDArray[np.int64]:
    """1 + 2 + ... + heads, elementwise."""
    return heads * (heads + 1) // 2


def _head_terms(scenario: Scenario, requirements: Requirements, roster: Roster) -> dict[str, float]:
    """Shortage and surplus over all covered rows, with the hours they stand for."""
    prices, hours = scenario.prices, scenario.grid.slot_hours
    found = dict.fromkeys(("shortage", "language_shortage", "surplus", *HOUR_FIGURES), 0.0)
    nothing = np.zeros(scenario.grid.slots, dtype=np.int64)
    for channel, language in coverage_keys(scenario, requirements):
        is_open = open_slots(scenario, channel)
        need = requirements.by_slot.get((channel, language), nothing)[is_open]
        have = count(scenario, roster, channel, language)[is_open]
        short, over = np.maximum(need - have, 0), np.maximum(have - need, 0)
        pooled = language == ALL
        rate = prices.shortage_per_hour if pooled else prices.language_shortage_per_hour
        name = "shortage" if pooled else "language_shortage"
        missing = rate * triangle(short)
        spare = prices.surplus_per_hour * triangle(over) / np.maximum(need, 1)
        found[name] += hours * float(missing.sum())
        found["surplus"] += hours * float(spare.sum())
        found["shortage_hours"] += hours * float(short.sum())
        if pooled:
            found["surplus_hours"] += hours * float(over.sum())
            found["on_queue_hours"] += hours * float(have.sum())
        if (channel, language) == ("phone", ALL):
            found["required_hours"] += hours * float(need.sum())
    return found


def email_price(scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
    """Hours due and not done at each day's close, and hours on email with nothing waiting."""
    grid, total = scenario.grid, 0.0
    for work in requirements.deferrable:
        heads = count(scenario, roster, work.channel).astype(np.float64)
        effort = heads * grid.slot_hours
        done = done_hours(work.arrived_hours, effort)
        closes = np.arange(1, grid.days + 1) * grid.slots_per_day - 1
        overdue = np.maximum(0.0, work.due_hours[closes] - done[closes]).sum()
        idle = effort.sum() - done[-1]
        total += scenario.prices.shortage_per_hour * float(overdue)
        total += scenario.prices.surplus_per_hour * float(idle)
    return total


def supervision_price(scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
    """Missing supervisors, each slot at the same price a head."""
    missing = np.maximum(requirements.supervisors - supervisors_there(scenario, roster), 0)
    hours = float(missing.sum()) * scenario.grid.slot_hours
    return scenario.prices.missing_supervisor_per_hour * hours


def request_granted(scenario: Scenario, roster: Roster, request: Request) -> bool:
    """`off`, `avoid`: not at work in the span. `prefer`: a shift covers it or lies in it."""
    shifts = roster.shifts(scenario.grid.slots_per_day).get(request.csr_id, ())
    if request.kind == "prefer":
        return any(
            (s.start <= request.start and request.end <= s.end)
            or (request.start <= s.start and s.end <= request.end)
            for s in shifts
        )
    return not any(s.start < request.end and request.start < s.end for s in shifts)


def excused(scenario: Scenario, roster: Roster) -> list[tuple[Meeting, str]]:
    """Attendees who sit in no sitting of their meeting's week, once for each week."""
    grid = scenario.grid
    sat = {
        (s.activity, s.csr_id, grid.day(s.start) // 7)
        for s in roster.segments
        if s.activity.startswith("meeting:")
    }
    return [
        (meeting, csr_id)
        for meeting in scenario.meetings
        for week in range(grid.weeks)
        for csr_id in meeting.attendees
        if (meeting_activity(meeting.meeting_id), csr_id, week) not in sat
    ]


def pay_price(scenario: Scenario, csr: Csr, shifts: tuple[Shift, ...]) -> float:
    """Wages beyond the contract: overtime, evening and weekend premiums."""
    pay, grid = scenario.pay, scenario.grid
    total = 0.0
    for week in range(grid.weeks):
        days = grid.week_days(week)
        own = [s for s in shifts if s.day in days]
        beyond = sum(s.paid_slots for s in own) - owed_slots(scenario, csr, week)
        over = max(0, beyond) * grid.slot_hours
        total += over * csr.hourly_rate * pay.overtime_multiple
    return total + sum(premium(scenario, shift) for shift in shifts)


def premium(scenario: Scenario, shift: Shift) -> float:
    """Evening and weekend premiums of one shift, dollars, over its paid slots."""
    pay, grid = scenario.pay, scenario.grid
    if not (pay.evening_premium_per_hour or pay.weekend_premium_per_hour):
        return 0.0
    total = 0.0
    for segment in shift.segments:
        if not segment.paid:
            continue
        if grid.weekday(shift.day) >= 5:
            total += pay.weekend_premium_per_hour * segment.slots * grid.slot_hours
        midnight = shift.day * grid.slots_per_day
        evening = midnight + grid.slots_up(pay.evening_from)
        late = max(0, segment.end - max(segment.start, evening))
        total += pay.evening_premium_per_hour * late * grid.slot_hours
    return total


def _past_and_present(scenario: Scenario, roster: Roster) -> Iterator[tuple[str, Shift]]:
    for source in (scenario.past, roster):
        if source is not None:
            for csr_id, shifts in source.shifts(scenario.grid.slots_per_day).items():
                yield from ((csr_id, shift) for shift in shifts)


def is_evening(scenario: Scenario, shift: Shift) -> bool:
    """Whether the shift ends after the evening begins."""
    grid = scenario.grid
    evening = shift.day * grid.slots_per_day + grid.slots_up(scenario.pay.evening_from)
    return shift.end > evening


def fairness_price(scenario: Scenario, roster: Roster) -> float:
    """The k-th weekend day (evening shift) of a person costs k times its price.

    The published past counts into k, so that who worked more of them is spared; what
    the past itself would cost is left out.
    """
    prices, grid = scenario.prices, scenario.grid
    if not (prices.weekend_day or prices.evening_shift):
        return 0.0
    total = 0.0
    seen: dict[tuple[str, str], int] = {}
    for csr_id, shift in _past_and_present(scenario, roster):
        kinds = []
        if grid.weekday(shift.day) >= 5:
            kinds.append(("weekend", prices.weekend_day))
        if is_evening(scenario, shift):
            kinds.append(("evening", prices.evening_shift))
        for kind, rate in kinds:
            k = seen[csr_id, kind] = seen.get((csr_id, kind), 0) + 1
            total += rate * k if shift.day >= 0 else 0.0
    return total


def moving_starts_price(scenario: Scenario, shifts: tuple[Shift, ...]) -> float:
    """Spread of a person's start times within each week, beyond what is free."""
    prices, grid = scenario.prices, scenario.grid
    if not prices.moving_start_per_hour:
        return 0.0
    total = 0.0
    for week in range(grid.weeks):
        starts = [grid.of_day(s.start) for s in shifts if s.day in grid.week_days(week)]
        if starts:
            spread = (max(starts) - min(starts)) * grid.slot_hours
            total += prices.moving_start_per_hour * max(
                0.0, spread - prices.moving_start_free_hours
            )
    return total


def changes_price(scenario: Scenario, roster: Roster) -> float:
    """What differs from the published roster of this horizon; nothing without one."""
    if scenario.published is None:
        return 0.0
    grid, prices = scenario.grid, scenario.prices
    before = scenario.published.shifts(grid.slots_per_day)
    after = roster.shifts(grid.slots_per_day)
    total = 0.0
    for csr in scenario.csrs:
        old = {s.day: s for s in before.get(csr.csr_id, ())}
        new = {s.day: s for s in after.get(csr.csr_id, ())}
        for day in set(old) | set(new):
            a, b = old.get(day), new.get(day)
            if a is None or b is None:
                total += prices.changed_shift
                continue
            if (a.start, a.end) != (b.start, b.end):
                total += prices.changed_shift
            slots = _differing_slots(a, b)
            total += prices.changed_activity_per_hour * slots * grid.slot_hours
    return total


def _differing_slots(a: Shift, b: Shift) -> int:
    """Slots at work in both on different activities."""
    doing = {t: s.activity for s in a.segments for t in range(s.start, s.end)}
    return sum(
        doing[t] != s.activity for s in b.segments for t in range(s.start, s.end) if t in doing
    )


def weeks_owing_nothing(scenario: Scenario, csr_id: str) -> set[int]:
    """Weeks in which the person owes no day, so is excused from every meeting."""
    csr = scenario.csr[csr_id]
    return {w for w in range(scenario.grid.weeks) if owed_days(scenario, csr, w) == 0}
