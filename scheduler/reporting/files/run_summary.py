"""summary.json and run.json: the figures of a run, and what of it cannot repeat."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from scheduler.domain.demand import ALL
from scheduler.domain.digests import roster_digest
from scheduler.domain.finish_report import FinishReport
from scheduler.domain.kept_edits import kept_lines
from scheduler.domain.neighbourhoods import NeighbourhoodCount
from scheduler.objective import left_out_of_the_bound
from scheduler.reporting.findings.calibrated import calibration_summary
from scheduler.reporting.findings.languages_served import language_summary
from scheduler.reporting.findings.routing_assumed import routing_summary
from scheduler.reporting.findings.run_report import Report
from scheduler.verification.simulated import Simulated


def write_summary(folder: Path, report: Report) -> None:
    """Both files into a folder."""
    _write_json(folder / "summary.json", summary(report))
    _write_json(folder / "run.json", run(report))


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
        "bound_leaves_out": left_out_of_the_bound(report.scenario),
        "gap": _figure(report.gap),
        "regret_hours": _figure(report.regret_hours),
        "regret": _figure(report.regret),
        "seed": report.seed,
        "now": _moment(report),
        "input_digest": report.scenario.digest,
        "roster_digest": roster_digest(grid, report.roster),
        "terms": {name: _figure(value) for name, value in terms.by_name().items()},
        "surplus_share": _figure(report.surplus_share),
        "shortage_hours": _figure(report.shortage_hours),
        "speaker_hours_short": _figure(report.speaker_hours_short),
        "surplus_hours": _figure(terms.surplus_hours),
        "required_hours": _figure(terms.required_hours),
        "on_queue_hours": _figure(terms.on_queue_hours),
        "paid_hours": _figure(report.paid_hours),
        "shrinkage": _figure(report.shrinkage),
        "overtime_hours": _figure(report.overtime_hours),
        "cost": _figure(report.total_cost),
        "service_level": {c: _figure(level) for c, level in report.service_level.items()},
        "simulated": _simulated(report),
        "languages": language_summary(report),
        "calibration": report.calibration and calibration_summary(report.calibration),
        "requests_granted": report.granted,
        "requests_refused": len(report.requests) - report.granted,
        "excused_attendees": len(report.excused),
        "edits_kept": kept_lines(report.scenario.edits),
        "rules_broken": len(report.violations),
        "warnings": list(dict.fromkeys((*report.scenario.warnings, *report.warnings))),
    }


def _moment(report: Report) -> str | None:
    """The time before which all had happened (`--now`); None where it was not told."""
    now, grid = report.scenario.now, report.scenario.grid
    return None if now is None else grid.moment(now).isoformat()


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
        "routing": routing_summary(report.scenario.simulation.rules),
        "targets_missed": len(report.misses),
        "service_level": {
            row.channel: {
                name: _figure(getattr(row.service_level, name)) for name in ("mean", "low", "high")
            }
            for row in found.totals
            if row.language == ALL
        },
        "chances": _chances(found),
    }


def _chances(found: Simulated) -> dict[str, object]:
    """Chance that the target is met over each week and on each day, and p10 to p90."""
    chances: dict[str, dict[str, dict[str, object]]] = {}
    for span, rows in (("weeks", found.weeks), ("days", found.days)):
        for row in rows:
            own = chances.setdefault(f"{row.channel} {row.language}", {"weeks": {}, "days": {}})
            own[span][found.grid.date(found.grid.day(row.start)).isoformat()] = {
                "chance": _figure(row.chance.mean),
                "p10": _figure(row.p10),
                "p90": _figure(row.p90),
            }
    return dict(chances)


def run(report: Report) -> dict[str, object]:
    """What cannot repeat: when, where, how long, what the finish did; and with --verbose what the
    search did."""
    found: dict[str, object] = {
        "created": report.created,
        "machine": report.machine,
        "seconds": {stage: round(value, 3) for stage, value in report.seconds.items()},
        "processor_share": _figure(report.processor_share),
        "versions": dict(report.versions),
    }
    if report.finish is not None:
        found["finish"] = _finish(report.finish)
    if report.neighbourhoods:
        found["neighbourhoods"] = [_neighbourhood(n) for n in report.neighbourhoods]
    return found


def _finish(finish: FinishReport) -> dict[str, object]:
    """CP-SAT's last word on the roster: its models, what they cost and what they gained."""
    return {
        "seconds": round(finish.seconds, 3),
        "models": finish.models,
        "largest_model": {"variables": finish.variables, "constraints": finish.constraints},
        "rules_repaired": finish.repaired,
        "repair_dollars": _figure(finish.repair_dollars),
        "saved_dollars": _figure(finish.saved_dollars),
        "people_accepted": finish.accepted,
        "people": finish.people,
        "neighbourhoods": [_neighbourhood(n) for n in finish.neighbourhoods],
    }


def _neighbourhood(count: NeighbourhoodCount) -> dict[str, object]:
    return {
        "name": count.name,
        "process": count.process,
        "proposed": count.proposed,
        "kept": count.kept,
        "saved_dollars": _figure(count.saved),
        "seconds": round(count.seconds, 3),
    }


def _figure(value: float | None) -> float | None:
    """Rounded to six decimals; JSON knows no infinity, so it becomes null."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), 6) + 0.0


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
