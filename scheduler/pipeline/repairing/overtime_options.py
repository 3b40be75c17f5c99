"""Overtime that people have agreed to, from options: `--overtime c07@2026-05-12T17:00..18:00`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from scheduler.domain.agreed_overtime import AgreedOvertime
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.loading.faults import FaultList, SourcePlace

OVERTIME, EXTRA_DAY = "--overtime", "--extra-day"
HOURS = "an id of csrs.csv and hours on the grid, such as c07@2026-05-12T17:00..18:00"


def overtime_of_options(
    scenario: Scenario,
    roster: Roster,
    overtime: Iterable[str],
    extra_day: Iterable[str],
    findings: FaultList,
) -> tuple[AgreedOvertime, ...]:
    """Hours next to a shift of the roster, and shifts on days without one."""
    asked = [(OVERTIME, text) for text in overtime] + [(EXTRA_DAY, text) for text in extra_day]
    found = (_agreed(scenario, roster, option, text, findings) for option, text in asked)
    return tuple(one for one in found if one is not None)


def _agreed(
    scenario: Scenario, roster: Roster, option: str, text: str, findings: FaultList
) -> AgreedOvertime | None:
    place, grid = SourcePlace(option, 0), scenario.grid
    csr_id, _, hours = text.partition("@")
    first, _, last = hours.partition("..")
    try:
        begins = datetime.fromisoformat(first)
        if "T" in last:
            ends = datetime.fromisoformat(last)
        else:
            ends = datetime.combine(begins.date(), time.fromisoformat(last), begins.tzinfo)
        start, end = grid.starting(begins), grid.starting(ends)
    except ValueError:
        start = end = None
    if start is None or end is None or not start < end or grid.day(start) != grid.day(end - 1):
        findings.fault(place, "value", f"found {text!r}", HOURS)
    elif csr_id not in scenario.csr:
        findings.unknown(place, "csr_id", csr_id, scenario.csr, "csrs.csv")
    elif not 0 <= start < end <= grid.slots:
        allowed = f"{grid.date(0)} to {grid.date(grid.days - 1)}, the days rostered"
        findings.fault(place, "value", f"found {text!r}", allowed)
    else:
        agreed = AgreedOvertime(csr_id, start, end, option == EXTRA_DAY, f"{option} {text}")
        if _fits(scenario, roster, agreed, findings):
            return agreed
    return None


def _fits(scenario: Scenario, roster: Roster, agreed: AgreedOvertime, findings: FaultList) -> bool:
    """Whether there is a shift to go with it, or none; what is wrong is a fault."""
    grid = scenario.grid
    shifts = roster.shifts(grid.slots_per_day).get(agreed.csr_id, ())
    own = next((s for s in shifts if s.day == grid.day(agreed.start)), None)
    place = SourcePlace(agreed.source.partition(" ")[0], 0)
    span = f"{grid.text(own.start)} to {grid.text(own.end)}" if own else "no shift"
    found = f"found {agreed.source.partition(' ')[2]!r}, where {agreed.csr_id} has {span}"
    if agreed.extra_day and own is not None:
        findings.fault(place, "value", found, f"a day off, or {OVERTIME}")
    elif not agreed.extra_day and own is None:
        findings.fault(place, "value", found, f"hours next to a shift, or {EXTRA_DAY}")
    elif own and agreed.start != own.end and agreed.end != own.start:
        findings.fault(place, "value", found, "hours that begin or end where the shift does")
    else:
        return True
    return False
