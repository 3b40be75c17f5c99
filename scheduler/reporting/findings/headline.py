"""The few figures that sum a roster up, in plain words; the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.demand import ALL
from scheduler.reporting.findings import words
from scheduler.reporting.findings.calibrated import head_words, rounds_words
from scheduler.reporting.findings.day_in_words import edition_words
from scheduler.reporting.findings.languages_served import name_of, note_of, value_of
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.simulated_service import plus_minus

STATUS = {
    "optimal": "Proven best, to within what one slot short costs",
    "feasible": "Complete: searched until its limit",
    "interrupted": "Stopped early: the best complete roster so far",
}

PUBLISHED = "published"  # as it stands in a file: edited by hand, or made elsewhere

NEAR = 0.01  # of the required hours: a regret up to it counts as good news


@dataclass(frozen=True)
class Figure:
    """One figure: what it is, its value, a note, and whether it is good news."""

    label: str
    value: str
    note: str = ""
    good: bool = True


def status(report: Report) -> str:
    if report.status == PUBLISHED:
        return f"{edition_words(report)}; not made by a search, so nothing is proven about it"
    return STATUS.get(report.status, words.capital(report.status))


def figures(report: Report) -> list[Figure]:
    """Languages not held first; then shortage, service, rules, proof, cost, hours, requests."""
    return [
        *(figure for figure in _languages(report) if not figure.good),
        _shortage(report),
        *_service(report),
        *(figure for figure in _languages(report) if figure.good),
        *_calibration(report),
        _rules(report),
        _proof(report),
        _cost(report),
        _requests(report),
    ]


def _shortage(report: Report) -> Figure:
    short, required = report.shortage_hours, report.terms.required_hours
    value = "nothing short" if short < 0.005 else words.agent_hours(short)
    note = f"all queues and languages; the phones require {words.amount(required, 1)}"
    return Figure("Short", value, note, good=short < 0.005)


def _service(report: Report) -> Iterator[Figure]:
    order = {channel: i for i, (channel, _) in reversed([*enumerate(report.coverage_rows)])}
    levels = report.service_level
    for channel in sorted(levels, key=lambda c: (order.get(c, len(order)), c)):
        level = levels[channel]
        service = report.scenario.services.get(channel)
        label = words.capital(words.channel(channel))
        if service is None:
            yield Figure(label, words.percent(level), "answered in time, as projected")
            continue
        value = f"{words.percent(level)} in {words.seconds(service.within_s)}"
        simulated, holds = _simulated(report, channel, service.target)
        note = f"projected; {simulated}target {words.percent(service.target)}"
        yield Figure(label, value, note, good=holds and level >= service.target)


def _simulated(report: Report, channel: str, target: float) -> tuple[str, bool]:
    """`simulated 83 % ± 1; `, and whether that leaves the target within reach."""
    rows = () if report.simulated is None else report.simulated.totals
    for row in rows:
        if (row.channel, row.language) == (channel, ALL):
            return f"simulated {plus_minus(row.service_level)}; ", row.service_level.high >= target
    return "", True


def _languages(report: Report) -> Iterator[Figure]:
    """What callers of each language meet over its week, in the simulation."""
    for one in report.languages:
        yield Figure(name_of(one), value_of(one), note_of(one), one.held)


def _calibration(report: Report) -> Iterator[Figure]:
    """What the simulation corrected, where it was asked to."""
    found = report.calibration
    if found is not None:
        good = not found.after.misses
        yield Figure("Calibrated", head_words(found), rounds_words(found), good)


def _rules(report: Report) -> Figure:
    broken = len(report.violations)
    if broken == 0:
        return Figure("Rules", "all hold", "labour rules, time off and pins, checked again")
    return Figure("Rules", f"{words.number(broken)} broken", "see the findings", good=False)


def _proof(report: Report) -> Figure:
    hours = report.regret_hours
    if hours is None or report.gap is None or report.regret is None:
        return Figure(
            "Proof", "no bound", "how near the best possible roster is not known", good=False
        )
    note = f"gap {words.percent(report.gap, 2)}, regret {words.percent(report.regret, 2)}"
    if hours * report.scenario.prices.shortage_per_hour < 0.005:
        return Figure("Proof", "none is better", f"proven; {note}")
    value = f"within {words.agent_hours(hours)}"
    return Figure("Proof", value, f"of the best possible roster; {note}", report.regret <= NEAR)


def _cost(report: Report) -> Figure:
    overtime = report.overtime_hours
    note = f"{words.hours(report.paid_hours)} paid"
    note += f", {words.hours(overtime)} of it overtime" if overtime else ", no overtime"
    return Figure("Wages", words.dollars(report.total_cost), note)


def _requests(report: Report) -> Figure:
    asked = len(report.requests)
    if asked == 0:
        return Figure("Requests", "none made")
    value = f"{report.granted} of {asked} granted"
    return Figure("Requests", value, good=report.granted == asked)


def line(report: Report) -> str:
    """All figures in one line of text."""
    return " · ".join(f"{figure.label}: {figure.value}" for figure in figures(report))
