"""The tables that other programs read: CSV and JSON, the same bytes for the same run.

Everything that cannot repeat (seconds, creation time, machine, versions) stands in
run.json alone.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.reporting.findings.calibrated import (
    CALIBRATION,
    calibration_rows,
    calibration_summary,
)
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.simulated_service import (
    BESIDE,
    SIMULATION,
    beside,
    simulation_rows,
)
from scheduler.verification.simulated import Simulated

Cell = str | int | float | None
Rows = Iterable[Sequence[Cell]]


def write_tables(folder: Path, report: Report) -> None:
    """Every CSV of the contract, summary.json and run.json."""
    for name, (header, rows) in TABLES.items():
        write_csv(folder / name, header, rows(report))
    if report.simulated is not None:
        write_simulation(folder / "simulation.csv", report.simulated)
    if report.calibration is not None:
        write_csv(folder / "calibration.csv", CALIBRATION, calibration_rows(report.calibration))
    if report.worth:
        write_csv(folder / "worth.csv", WORTH, _worth(report))
    _write_json(folder / "summary.json", summary(report))
    _write_json(folder / "run.json", run(report))


def write_csv(path: Path, header: Sequence[str], rows: Rows) -> None:
    """UTF-8, comma, line feed; figures rounded to six decimals, no value is empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_plain(cell) for cell in row] for row in rows)


def harmless(text: str) -> str:
    """Free text that a spreadsheet would take for a formula, quoted with an apostrophe."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _plain(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str | int):
        return cell
    if math.isinf(cell) or math.isnan(cell):
        return "inf" if cell > 0 else ""
    text = f"{cell:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _clock(grid: Grid) -> Callable[[int], str]:
    """Slot to local time with its offset, remembered: rosters repeat few moments often."""

    @cache
    def text(slot: int) -> str:
        return grid.moment(slot).isoformat()

    return text


def write_roster(path: Path, scenario: Scenario, roster: Roster) -> None:
    """roster.csv alone, before there is a report."""
    write_csv(path, ROSTER, _segments(scenario, roster))


def write_requirements(path: Path, scenario: Scenario, requirements: Requirements) -> None:
    """requirements.csv alone, before there is a roster."""
    write_csv(path, REQUIREMENTS, _needs(scenario, requirements))


def write_simulation(path: Path, simulated: Simulated) -> None:
    """What a simulation found, a row for each span, channel and language."""
    write_csv(path, SIMULATION, simulation_rows(simulated))


def _roster(report: Report) -> Iterator[Sequence[Cell]]:
    return _segments(report.scenario, report.roster)


def _segments(scenario: Scenario, roster: Roster) -> Iterator[Sequence[Cell]]:
    at = _clock(scenario.grid)
    for s in roster.segments:
        yield s.csr_id, at(s.start), at(s.end), s.activity, _flag(s.paid)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _requirements(report: Report) -> Iterator[Sequence[Cell]]:
    return _needs(report.scenario, report.requirements)


def _needs(scenario: Scenario, requirements: Requirements) -> Iterator[Sequence[Cell]]:
    at = _clock(scenario.grid)
    for r in requirements.rows:
        yield (
            at(r.start), at(r.end), r.channel, r.language,
            float(r.volume), float(r.aht_s), float(r.erlangs), r.required, r.added,
        )  # fmt: skip


def _away(report: Report) -> Iterator[Sequence[Cell]]:
    at = _clock(report.scenario.grid)
    for a in report.away:
        yield a.csr_id, at(a.start), at(a.end), a.kind, harmless(a.reason)


def _coverage(report: Report) -> Iterator[Sequence[Cell]]:
    at = _clock(report.scenario.grid)
    for c in report.coverage:
        yield (
            at(c.start), at(c.end), c.channel, c.language,
            c.required, c.scheduled, c.short, c.over,
        )  # fmt: skip


def _backlog(report: Report) -> Iterator[Sequence[Cell]]:
    at = _clock(report.scenario.grid)
    for b in report.backlog:
        yield (
            at(b.start), at(b.end), b.channel,
            b.arrived, b.done, b.waiting, b.oldest_hours, b.late, b.waiting_contacts,
            b.below_reserve,
        )  # fmt: skip


def _service(report: Report) -> Iterator[Sequence[Cell]]:
    at = _clock(report.scenario.grid)
    for s in report.service:
        yield (
            at(s.start), at(s.end), s.channel, s.language,
            s.service_level, s.asa_s, s.occupancy, float(s.volume), *beside(report, s),
        )  # fmt: skip


def _cost(report: Report) -> Iterator[Sequence[Cell]]:
    for c in report.cost:
        yield (
            c.csr_id, c.pay_class, c.paid_hours, c.leave_hours, c.overtime_hours,
            c.base, c.premium, c.leave, c.total,
            c.overtime_premium, c.evening_weekend_premium, c.language_premium, c.loaded,
        )  # fmt: skip


def _worth(report: Report) -> Iterator[Sequence[Cell]]:
    for w in report.worth:
        languages = ";".join(w.languages)
        yield (
            w.contract, languages, w.people, w.change, w.dollars, w.shortage_hours, w.wages,
        )  # fmt: skip


def _audit(report: Report) -> Iterator[Sequence[Cell]]:
    at = _clock(report.scenario.grid)
    for v in report.violations:
        start = "" if v.start is None else at(v.start)
        yield v.rule, v.csr_id, start, v.source, float(v.amount), harmless(v.message)


ROSTER = ("csr_id", "start", "end", "activity", "paid")
REQUIREMENTS = (
    "start", "end", "channel", "language", "volume", "aht_s", "erlangs", "required", "added",
)  # fmt: skip

WORTH = ("contract", "languages", "people", "change", "dollars", "shortage_hours", "wages")

# File -> columns and the rows that fill them.
TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Report], Rows]]] = {
    "roster.csv": (ROSTER, _roster),
    "requirements.csv": (REQUIREMENTS, _requirements),
    "away.csv": (("csr_id", "start", "end", "kind", "reason"), _away),
    "coverage.csv": (
        ("start", "end", "channel", "language", "required", "scheduled", "short", "over"),
        _coverage,
    ),
    "backlog.csv": (
        (
            "start", "end", "channel", "arrived", "done", "waiting", "oldest_hours", "late",
            "waiting_contacts", "below_reserve",
        ),
        _backlog,
    ),
    "service.csv": (
        (
            "start", "end", "channel", "language", "service_level", "asa_s", "occupancy",
            "volume", *BESIDE,
        ),
        _service,
    ),
    "cost.csv": (
        (
            "csr_id", "class", "paid_hours", "leave_hours", "overtime_hours",
            "base", "premium", "leave", "total",
            "overtime_premium", "evening_weekend_premium", "language_premium", "loaded",
        ),
        _cost,
    ),
    "audit.csv": (("rule", "csr_id", "start", "source", "amount", "message"), _audit),
}  # fmt: skip


def summary(report: Report) -> dict[str, object]:
    """What the run came to, for programs; ratios of the contract where they are known."""
    grid, terms = report.scenario.grid, report.terms
    return {
        "centre": report.scenario.name,
        "week_start": grid.first_day.isoformat(),
        "days": grid.days,
        "status": report.status,
        "objective": _figure(report.objective),
        "bound": _figure(report.bound),
        "gap": _figure(report.gap),
        "regret_hours": _figure(report.regret_hours),
        "regret": _figure(report.regret),
        "seed": report.seed,
        "input_digest": report.scenario.digest,
        "terms": {name: _figure(value) for name, value in terms.by_name().items()},
        "surplus_share": _figure(report.surplus_share),
        "shortage_hours": _figure(terms.shortage_hours),
        "surplus_hours": _figure(terms.surplus_hours),
        "required_hours": _figure(terms.required_hours),
        "on_queue_hours": _figure(terms.on_queue_hours),
        "paid_hours": _figure(report.paid_hours),
        "overtime_hours": _figure(report.overtime_hours),
        "cost": _figure(report.total_cost),
        "service_level": {c: _figure(level) for c, level in report.service_level.items()},
        "simulated": _simulated(report),
        "calibration": report.calibration and calibration_summary(report.calibration),
        "requests_granted": report.granted,
        "requests_refused": len(report.requests) - report.granted,
        "excused_attendees": len(report.excused),
        "rules_broken": len(report.violations),
        "warnings": list(dict.fromkeys((*report.scenario.warnings, *report.warnings))),
    }


def _simulated(report: Report) -> dict[str, object] | None:
    """Share answered in time over the horizon with its interval, by channel; None if not run."""
    found = report.simulated
    if found is None:
        return None
    return {
        "replications": found.replications,
        "replications_asked": found.asked,
        "confidence": found.confidence,
        "day_cv": _figure(found.day_cv),
        "day_cv_from": found.day_cv_from,
        "targets_missed": len(report.misses),
        "service_level": {
            row.channel: {
                name: _figure(getattr(row.service_level, name)) for name in ("mean", "low", "high")
            }
            for row in found.totals
            if row.language == ALL
        },
    }


def run(report: Report) -> dict[str, object]:
    """What cannot repeat: when, where, how long; with --verbose what the search did."""
    found: dict[str, object] = {
        "created": report.created,
        "machine": report.machine,
        "seconds": {stage: round(value, 3) for stage, value in report.seconds.items()},
        "versions": dict(report.versions),
    }
    if report.neighbourhoods:
        found["neighbourhoods"] = [
            {
                "name": n.name,
                "process": n.process,
                "proposed": n.proposed,
                "kept": n.kept,
                "saved_dollars": _figure(n.saved),
                "seconds": round(n.seconds, 3),
            }
            for n in report.neighbourhoods
        ]
    return found


def _figure(value: float | None) -> float | None:
    """Rounded to six decimals; JSON knows no infinity, so it becomes null."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), 6) + 0.0


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
