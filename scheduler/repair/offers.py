"""What people could be offered: overtime for what is missing, time off where many are left over."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.agreed_overtime import AgreedOvertime
from scheduler.domain.entitlements import full_week
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario

STAY, EARLY, EXTRA = "stay late", "start early", "extra day"
GO_HOME, COME_LATE, DAY_OFF = "go home early", "come late", "day off"
OVERTIME = (STAY, EARLY, EXTRA)
TIME_OFF = (GO_HOME, COME_LATE, DAY_OFF)


@dataclass(frozen=True)
class Offer:
    """One thing that one person could be asked, who may say no.

    `start` and `end` are the hours added or given back, on `channel` for the most part.
    `dollars`: what it adds to the objective. `short_hours`: hours missing that it takes away.
    `spare`: heads left over in the worst of the hours, for time off. `week_hours` are paid
    hours of the week without it, `overtime_hours` those of overtime in this week and the
    published weeks that count. `roster` is the whole roster with it.
    """

    kind: str
    csr: Csr
    start: int
    end: int
    channel: str
    paid_hours: float
    dollars: float
    short_hours: float
    spare: int
    week_hours: float
    overtime_hours: float
    roster: Roster

    @property
    def agreed(self) -> AgreedOvertime:
        """What the person says yes to, where it is overtime."""
        return AgreedOvertime(self.csr.csr_id, self.start, self.end, self.kind == EXTRA, "an offer")


def paid_of_week(scenario: Scenario, roster: Roster, csr: Csr, week: int) -> int:
    """Paid slots of a week."""
    days = range(7 * week, 7 * week + 7)
    shifts = roster.shifts(scenario.grid.slots_per_day).get(csr.csr_id, ())
    return sum(shift.paid_slots for shift in shifts if shift.day in days)


def overtime_before(scenario: Scenario, csr: Csr) -> float:
    """Hours beyond the contract's week in the published weeks that count for fairness."""
    past, total = scenario.past or Roster(()), 0
    for week in range(-scenario.prices.fairness_weeks, 0):
        paid = paid_of_week(scenario, past, csr, week)
        total += max(0, paid - full_week(csr, week).slots)
    return total * scenario.grid.slot_hours
