"""The decision file of a version: what was decided, on what grounds, and what can be recomputed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from scheduler.costing.payroll import payroll
from scheduler.domain.digests import json_digest, roster_digest
from scheduler.domain.grid import Grid
from scheduler.domain.scenario import Request
from scheduler.publishing.change_words import what_changed
from scheduler.publishing.roster_changes import Difference
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.wishes import outcome, price_words, wish
from scheduler.rules import RULES

DIGITS = 4  # of every figure: as many as come out alike on any machine


@dataclass(frozen=True)
class Asked:
    """Somebody asked for a change of one person's day; `date` as 2026-05-12."""

    csr_id: str
    date: str
    asked_by: str
    reason: str = ""


@dataclass(frozen=True)
class Signature:
    """Who publishes and why, and who asked for the edits; all of it may be unknown."""

    by: str = ""
    note: str = ""
    undoes: int | None = None
    asked: tuple[Asked, ...] = ()


def answer_of(report: Report, change: Difference | None) -> dict[str, Any]:
    """All that follows from inputs, past and roster alone: the same again whenever it is rerun."""
    figures = {
        "objective": report.objective,
        "terms": report.terms.by_name(),
        "shortage_hours": report.shortage_hours,
        "paid_hours": report.paid_hours,
        "overtime_hours": report.overtime_hours,
        "cost": report.total_cost,
    }
    return {
        "roster_digest": roster_digest(report.scenario.grid, report.roster),
        "input_digest": report.scenario.digest,
        "audit": _audit(report),
        "figures": _rounded(figures),
        "requests": [_request(report, request, granted) for request, granted in report.requests],
        "payroll": _rounded(_payroll(report)),
        "changes": change and _difference(report, change, ()),
    }


def decision_of(
    report: Report, answer: Mapping[str, Any], edits: Difference | None, signed: Signature
) -> dict[str, Any]:
    """The whole file: the answer with its digest, and when, by whom and why."""
    edition, grid = report.edition, report.scenario.grid
    return {
        "centre": report.scenario.name,
        "week_start": grid.first_day.isoformat(),
        "days": grid.days,
        "version": edition.number,
        "published": edition.published.isoformat(timespec="seconds"),
        "timezone": grid.timezone,
        "published_by": signed.by,
        "note": signed.note,
        "before": edition.before or None,
        "undoes": signed.undoes,
        "program": dict(report.versions),
        "answer_digest": json_digest(answer),
        "answer": answer,
        "edits": edits and _difference(report, edits, signed.asked),
        "names": _names(report, answer, edits),
        "asked_otherwise": [asdict(a) for a in _not_met(grid, edits, signed.asked)],
    }


def _audit(report: Report) -> dict[str, Any]:
    """The verdict, and the rules that were checked; a roster that breaks any is not published."""
    return {
        "verdict": f"{len(report.violations)} rules broken" if report.violations else "clean",
        "rules": sorted({rule.name for rule in RULES}),
        "broken": [
            {"rule": v.rule, "csr_id": v.csr_id, "source": v.source, "message": v.message}
            for v in report.violations
        ],
    }


def _payroll(report: Report) -> dict[str, dict[str, float]]:
    """Hours and dollars by pay code."""
    found: dict[str, dict[str, float]] = {}
    for line in payroll(report.scenario, report.roster):
        own = found.setdefault(line.code, {"hours": 0.0, "dollars": 0.0})
        own["hours"] += line.hours
        own["dollars"] += line.dollars
    return dict(sorted(found.items()))


def _request(report: Report, request: Request, granted: bool) -> dict[str, Any]:
    """What was asked, the answer, and for a refusal its price and reason."""
    grid, found = report.scenario.grid, report.granting.get(request)
    return {
        "csr_id": request.csr_id,
        "kind": request.kind,
        "start": grid.moment(request.start).isoformat(),
        "end": grid.moment(request.end).isoformat(),
        "weight": request.weight,
        "source": request.source,
        "granted": granted,
        "asked": wish(report, request),
        "rostered": outcome(report, request),
        "dollars_to_grant": None if granted or found is None else _figure(found.dollars),
        "reason": "" if granted else price_words(report, request),
    }


def _difference(report: Report, found: Difference, asked: Sequence[Asked]) -> dict[str, Any]:
    scenario = report.scenario
    known = {(a.csr_id, a.date): a for a in asked}
    days = []
    for change in found.changes:
        date = scenario.grid.date(change.day).isoformat()
        day = {
            "csr_id": change.csr_id,
            "date": date,
            "change": what_changed(scenario, change),
            "dollars": _figure(change.dollars),
        }
        who = known.get((change.csr_id, date))
        days.append(day | ({"asked_by": who.asked_by, "reason": who.reason} if who else {}))
    count = _rounded(asdict(found.count))
    return {"against": found.against, **count, "dollars": _figure(found.dollars), "each": days}


def _names(report: Report, answer: Mapping[str, Any], edits: Difference | None) -> dict[str, str]:
    """Names of all whom changes, edits and requests are about, by id."""
    rows = [*(answer["changes"] or {"each": ()})["each"], *answer["requests"]]
    about = {str(row["csr_id"]) for row in rows}
    about |= {change.csr_id for change in (edits.changes if edits else ())}
    return {csr_id: report.name(csr_id) for csr_id in sorted(about)}


def _not_met(grid: Grid, edits: Difference | None, asked: Sequence[Asked]) -> list[Asked]:
    """Edits that somebody asked for on days that are as they were."""
    found = edits.changes if edits is not None else ()
    changed = {(c.csr_id, grid.date(c.day).isoformat()) for c in found}
    return [a for a in asked if (a.csr_id, a.date) not in changed]


def _figure(value: float | None) -> float | None:
    return None if value is None else round(float(value), DIGITS) + 0.0


def _rounded(content: Any) -> Any:
    if isinstance(content, Mapping):
        return {key: _rounded(part) for key, part in content.items()}
    return _figure(content) if isinstance(content, float) else content
