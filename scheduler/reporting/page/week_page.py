"""roster.html: one page that holds everything, without the network.

Templates escape every value. The content security policy names the page's own script by
its digest, so that nothing that comes in with the data could run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from scheduler.reporting.findings import headline, words
from scheduler.reporting.findings.grouped_findings import grouped_findings
from scheduler.reporting.findings.palette import LOOKS, OTHER, legend
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.sentences import TITLES, Finding, findings, worst
from scheduler.reporting.findings.simulated_service import (
    chance_table,
    service_table,
    simulated_table,
)
from scheduler.reporting.page.blocks import DayView, day_view
from scheduler.reporting.page.charts import week_charts
from scheduler.reporting.page.cost_sections import (
    class_table,
    contact_cost,
    person_table,
    worth_table,
)
from scheduler.reporting.page.people_section import people_note, people_table
from scheduler.reporting.page.sections import (
    away_table,
    backlog_table,
    meeting_table,
    request_table,
    terms_table,
    week_lines,
)
from scheduler.reporting.page.templates_read import asset, environment

WORDY = 150  # people up to whom timelines carry words, beyond it letters keep the page small
FOLDED = 40  # findings from which they are folded away by kind, under the gravest few
WORST = 6


def write_page(path: Path, report: Report) -> None:
    """The whole page as UTF-8."""
    path.write_text(page(report), encoding="utf-8", newline="\n")


def page(report: Report) -> str:
    """The page as text."""
    scenario = report.scenario
    found = findings(report)
    together = grouped_findings(scenario.grid, found)
    folded = len(together) > FOLDED
    wordy = len(scenario.csrs) <= WORDY
    days = [day_view(report, day, wordy) for day in range(scenario.grid.days)]
    return render(
        "roster.html.j2",
        title=f"{scenario.name}, {words.week(scenario.grid)}",
        centre=scenario.name,
        week=words.week(scenario.grid),
        status=headline.status(report),
        figures=headline.figures(report),
        findings=_grouped(report, found if folded else together),
        worst=worst(together, WORST) if folded else [],
        folded=folded,
        legend=legend(report.board.activities),
        looks=(*LOOKS.values(), OTHER),
        day_names=[words.day_name(scenario.grid, d) for d in range(scenario.grid.days)],
        week_lines=week_lines(report),
        days=days,
        widths=sorted(_widths(days)),
        charts=week_charts(report),
        service=service_table(report),
        simulated=simulated_table(report),
        chances=chance_table(report),
        backlog=backlog_table(report),
        away=away_table(report),
        people=people_table(report),
        people_note=people_note(report),
        requests=request_table(report),
        meetings=meeting_table(report),
        classes=class_table(report),
        persons=person_table(report),
        contact=contact_cost(report),
        terms=terms_table(report),
        worth=worth_table(report),
        digest=scenario.digest[:12],
        seed=report.seed,
    )


def render(template: str, **values: object) -> str:
    """A template of this package with its style, script and the script's digest."""
    script = asset("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        environment()
        .get_template(template)
        .render(style=asset("page.css"), script=script, script_digest=digest, **values)
    )


def _grouped(
    report: Report, found: Sequence[Finding]
) -> list[tuple[str, float, list[tuple[str, list[Finding]]]]]:
    """Findings by kind, each with its hours, then by day (no day: an empty name)."""
    grid = report.scenario.grid

    def day(finding: Finding) -> str:
        if finding.start is None or not 0 <= grid.day(finding.start) < grid.days:
            return ""
        return words.short_date(grid.date(grid.day(finding.start)))

    groups = []
    for kind in TITLES:
        own = [finding for finding in found if finding.kind == kind]
        if own:
            days = [(name, list(part)) for name, part in groupby(own, key=day)]
            groups.append((TITLES[kind], sum(finding.hours for finding in own), days))
    return groups


def _widths(days: Sequence[DayView]) -> set[int]:
    """Every width of a block in slots, each of which becomes one line of style."""
    found: set[int] = set()
    for day in days:
        bars = [line.blocks for line in day.lines] + [line.blocks for line in day.heads]
        found |= {block.width for bar in (*bars, day.hours) for block in bar}
    return found
