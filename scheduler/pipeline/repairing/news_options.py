"""News from the options of a command: `--sick c07@2026-05-12..2026-05-13`, `--late c07@TIME`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.loading.faults import FaultList, SourcePlace

SICK, LATE, LEAVES, OFF = "--sick", "--late", "--leaves", "--off"
A_DAY = "an id of csrs.csv and days, such as c07@2026-05-12 or c07@2026-05-12..2026-05-13"
A_TIME = "an id of csrs.csv and a time, such as c07@2026-05-12T09:15"


def absences_of_options(
    scenario: Scenario,
    roster: Roster,
    sick: Iterable[str],
    late: Iterable[str],
    leaves: Iterable[str],
    off: Iterable[str],
    findings: FaultList,
) -> list[TimeOff]:
    """Absences as time off: whole days, from the shift's start, or to its end."""
    found = [one for text in sick for one in _days(scenario, SICK, text, findings)]
    found += [one for text in off for one in _days(scenario, OFF, text, findings)]
    for option, texts in ((LATE, late), (LEAVES, leaves)):
        for text in texts:
            found += _part_of_a_shift(scenario, roster, option, text, findings)
    return found


def _days(scenario: Scenario, option: str, text: str, findings: FaultList) -> list[TimeOff]:
    csr_id, _, days = text.partition("@")
    first, _, last = days.partition("..")
    try:
        begin = date.fromisoformat(first)
        end = date.fromisoformat(last) if last else begin
    except ValueError:
        return _wrong(option, text, A_DAY, findings)
    if end < begin:
        return _wrong(option, text, "a last day that is not before the first", findings)
    span = _span(
        scenario.grid,
        datetime.combine(begin, datetime.min.time()),
        datetime.combine(end + timedelta(days=1), datetime.min.time()),
    )
    if not _known(scenario, csr_id, option, findings):
        return []
    if span is None:
        return _wrong(option, text, _horizon(scenario.grid), findings)
    kind, paid = ("sick", True) if option == SICK else ("voluntary time off", False)
    return [TimeOff(csr_id, *span, kind, paid, f"{option} {text}")]


def _part_of_a_shift(
    scenario: Scenario, roster: Roster, option: str, text: str, findings: FaultList
) -> list[TimeOff]:
    """From the start of the person's shift to the time told, or from there to its end."""
    csr_id, _, moment = text.partition("@")
    try:
        told = scenario.grid.ceil(datetime.fromisoformat(moment))
    except ValueError:
        return _wrong(option, text, A_TIME, findings)
    if not _known(scenario, csr_id, option, findings):
        return []
    shifts = roster.shifts(scenario.grid.slots_per_day).get(csr_id, ())
    shift = next((s for s in shifts if s.start < told < s.end), None)
    if shift is None:
        own = ", ".join(
            f"{scenario.grid.text(s.start)} to {scenario.grid.text(s.end)}" for s in shifts
        )
        return _wrong(option, text, f"a time inside a shift of {csr_id}: {own or 'none'}", findings)
    span = (shift.start, told) if option == LATE else (told, shift.end)
    kind, paid = ("late", False) if option == LATE else ("left early", False)
    return [TimeOff(csr_id, *span, kind, paid, f"{option} {text}")]


def _span(grid: Grid, start: datetime, end: datetime) -> tuple[int, int] | None:
    first, last = max(grid.floor(start), 0), min(grid.ceil(end), grid.slots)
    return (first, last) if first < last else None


def _known(scenario: Scenario, csr_id: str, option: str, findings: FaultList) -> bool:
    if csr_id in scenario.csr:
        return True
    findings.unknown(SourcePlace(option, 0), "csr_id", csr_id, scenario.csr, "csrs.csv")
    return False


def _horizon(grid: Grid) -> str:
    return f"{grid.date(0)} to {grid.date(grid.days - 1)}, the days rostered"


def _wrong(option: str, text: str, allowed: str, findings: FaultList) -> list[TimeOff]:
    findings.fault(SourcePlace(option, 0), "value", f"found {text!r}", allowed)
    return []
