"""Every table of a run: its columns with their kind, and the rows that fill them.

The one source of the CSV files and of the DataFrames of a `Result`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scheduler.costing.payroll import payroll
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.duties import Duties
from scheduler.domain.roster import Roster
from scheduler.reporting.findings.calibrated import calibration_rows
from scheduler.reporting.findings.languages_served import language_rows
from scheduler.reporting.findings.people_week import people_week
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.simulated_service import (
    BESIDE,
    CHANCES,
    ESTIMATES,
    beside,
    simulation_rows,
)

Cell = str | int | float | None
Rows = Iterable[Sequence[Cell]]
# A moment is a slot of the grid; a whole number and a flag are never a fraction.
Kind = Literal["moment", "text", "whole", "number", "flag"]
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|")
DIGITS = 6  # of every number, in files and frames alike


@dataclass(frozen=True)
class OutputTable:
    """One table of a run; `columns` are in order, None in a row is an empty cell."""

    file: str
    columns: Mapping[str, Kind]
    rows: Callable[[Report], Rows]

    @property
    def name(self) -> str:
        return self.file.removesuffix(".csv")


def rounded(value: float) -> float:
    """To six decimals, and no minus before zero; what is no number stays as it is."""
    return round(float(value), DIGITS) + 0.0 if math.isfinite(value) else float(value)


def harmless(text: str) -> str:
    """Text that a spreadsheet would take for a formula, quoted with an apostrophe.

    Every text of every CSV file and frame passes here, once or more.
    """
    return f"'{text}" if text[:1] in FORMULAS else text


def roster_rows(roster: Roster) -> Iterator[Sequence[Cell]]:
    for s in roster.segments:
        yield s.csr_id, s.start, s.end, s.activity, s.paid


def requirement_rows(requirements: Requirements) -> Iterator[Sequence[Cell]]:
    for r in requirements.rows:
        yield (
            r.start, r.end, r.channel, r.language,
            r.volume, r.aht_s, r.erlangs, r.required, r.added,
        )  # fmt: skip


def _away(report: Report) -> Iterator[Sequence[Cell]]:
    for a in report.away:
        yield a.csr_id, a.start, a.end, a.kind, a.reason


def _coverage(report: Report) -> Iterator[Sequence[Cell]]:
    for c in report.coverage:
        yield (
            c.start, c.end, c.channel, c.language, c.required, c.scheduled, c.short, c.over,
        )  # fmt: skip


def _backlog(report: Report) -> Iterator[Sequence[Cell]]:
    for b in report.backlog:
        yield (
            b.start, b.end, b.channel,
            b.arrived, b.done, b.waiting, b.oldest_hours, b.late, b.waiting_contacts,
            b.below_reserve,
        )  # fmt: skip


def _service(report: Report) -> Iterator[Sequence[Cell]]:
    """Projected for all of a channel; of a language only simulated: its speakers serve others."""
    for s in report.service:
        pooled = s.language == ALL
        projected = (s.service_level, s.asa_s, s.occupancy) if pooled else (None,) * 3
        yield (
            s.start, s.end, s.channel, s.language, *projected, s.volume, *beside(report, s),
        )  # fmt: skip


def _cost(report: Report) -> Iterator[Sequence[Cell]]:
    for c in report.cost:
        yield (
            c.csr_id, c.pay_class, c.paid_hours, c.leave_hours, c.holiday_hours, c.overtime_hours,
            c.base, c.premium, c.leave, c.holiday, c.total,
            c.overtime_premium, c.evening_weekend_premium, c.language_premium, c.loaded,
        )  # fmt: skip


def _payroll(report: Report) -> Iterator[Sequence[Cell]]:
    grid = report.scenario.grid
    for line in payroll(report.scenario, report.roster):
        yield (
            line.csr_id, line.pay_class, grid.date(line.day).isoformat(), harmless(line.code),
            harmless(line.kind), line.hours, line.rate, line.dollars,
        )  # fmt: skip


def _people(report: Report) -> Iterator[Sequence[Cell]]:
    for p in people_week(report.scenario, report.roster):
        yield (
            p.csr_id, p.shifts, p.paid_hours, p.start_spread_minutes, p.starts_within_60,
            p.stints_short, p.activity_changes, p.short_rests, *p.duties, *p.duties_with_past,
            p.requests_granted, p.requests_refused, p.requests_refused_with_past,
        )  # fmt: skip


def _worth(report: Report) -> Iterator[Sequence[Cell]]:
    for w in report.worth:
        languages = ";".join(w.languages)
        yield (
            w.contract, languages, w.people, w.change, w.dollars, w.shortage_hours, w.wages,
        )  # fmt: skip


def _audit(report: Report) -> Iterator[Sequence[Cell]]:
    for v in report.violations:
        yield v.rule, v.csr_id, v.start, v.source, v.amount, v.message


def _simulation(report: Report) -> Rows:
    return simulation_rows(report.simulated) if report.simulated is not None else ()


def _calibration(report: Report) -> Rows:
    return calibration_rows(report.calibration) if report.calibration is not None else ()


SPAN: Mapping[str, Kind] = {"start": "moment", "end": "moment"}
ROW: Mapping[str, Kind] = {**SPAN, "channel": "text", "language": "text"}


def _of(kind: Kind, *names: str) -> dict[str, Kind]:
    return dict.fromkeys(names, kind)


ROSTER = OutputTable(
    "roster.csv",
    {"csr_id": "text", **SPAN, "activity": "text", "paid": "flag"},
    lambda report: roster_rows(report.roster),
)
REQUIREMENTS = OutputTable(
    "requirements.csv",
    {**ROW, **_of("number", "volume", "aht_s", "erlangs"), **_of("whole", "required", "added")},
    lambda report: requirement_rows(report.requirements),
)
AWAY = OutputTable("away.csv", {"csr_id": "text", **SPAN, "kind": "text", "reason": "text"}, _away)
COVERAGE = OutputTable(
    "coverage.csv", {**ROW, **_of("whole", "required", "scheduled", "short", "over")}, _coverage
)
BACKLOG = OutputTable(
    "backlog.csv",
    {
        **SPAN,
        "channel": "text",
        **_of("number", "arrived", "done", "waiting", "oldest_hours", "late"),
        **_of("number", "waiting_contacts", "below_reserve"),
    },
    _backlog,
)
SERVICE = OutputTable(
    "service.csv",
    {**ROW, **_of("number", "service_level", "asa_s", "occupancy", "volume", *BESIDE)},
    _service,
)
COST = OutputTable(
    "cost.csv",
    {
        **_of("text", "csr_id", "class"),
        **_of("number", "paid_hours", "leave_hours", "holiday_hours", "overtime_hours"),
        **_of("number", "base", "premium", "leave", "holiday", "total"),
        **_of("number", "overtime_premium", "evening_weekend_premium", "language_premium"),
        "loaded": "number",
    },
    _cost,
)
PAYROLL = OutputTable(
    "payroll.csv",
    {
        **_of("text", "csr_id", "class", "date", "code", "kind"),
        **_of("number", "hours", "rate", "dollars"),
    },
    _payroll,
)
PEOPLE = OutputTable(
    "people.csv",
    {
        "csr_id": "text",
        "shifts": "whole",
        "paid_hours": "number",
        "start_spread_minutes": "whole",
        "starts_within_60": "number",
        "stints_short": "whole",
        "activity_changes_per_shift": "number",
        "short_rests": "whole",
        **_of("whole", *Duties._fields),
        **_of("whole", *(f"{name}_with_past" for name in Duties._fields)),
        **_of("whole", "requests_granted", "requests_refused", "requests_refused_with_past"),
    },
    _people,
)
AUDIT = OutputTable(
    "audit.csv",
    {
        **_of("text", "rule", "csr_id"),
        "start": "moment",
        "source": "text",
        "amount": "number",
        "message": "text",
    },
    _audit,
)
SIMULATION = OutputTable(
    "simulation.csv",
    {
        "span": "text",
        **ROW,
        **_of("number", "offered", *ESTIMATES, "waiting", "oldest_hours", *CHANCES),
    },
    _simulation,
)
CALIBRATION = OutputTable(
    "calibration.csv", {**ROW, "added": "whole", **_of("number", "before", "after")}, _calibration
)
LANGUAGES = OutputTable(
    "languages.csv",
    {
        **_of("text", "channel", "language"),
        **_of("number", "target", "contacts", "service_level", "low", "high", "speaker_hours"),
        "more_hours": "number",
        "more_people": "whole",
        **_of("number", "asked", "overflow", "heads"),
    },
    language_rows,
)
WORTH = OutputTable(
    "worth.csv",
    {
        **_of("text", "contract", "languages"),
        **_of("whole", "people", "change"),
        **_of("number", "dollars", "shortage_hours", "wages"),
    },
    _worth,
)

# Written by every run.
ALWAYS = (ROSTER, REQUIREMENTS, AWAY, COVERAGE, BACKLOG, SERVICE, COST, PAYROLL, PEOPLE, AUDIT)
# Written where the run was asked for what they hold.
WHERE_ASKED = (SIMULATION, CALIBRATION, LANGUAGES, WORTH)
