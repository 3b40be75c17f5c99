"""The run on one screen of a terminal: the main figures and the gravest findings."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator
from io import StringIO
from itertools import accumulate
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scheduler.domain.busy_machine import busy_words
from scheduler.reporting.findings import headline, words
from scheduler.reporting.findings.grouped_findings import grouped_findings
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.sentences import Finding, findings, worst
from scheduler.reporting.terminal.progress import Display

SEARCH_ON = 0.01  # regret above which a longer search is worth a try
GRAVEST, LINES = 8, 12  # findings on the screen, and lines that they take
NO_TERMINAL = 100  # columns where the output goes to a file


def progress(quiet: bool = False) -> Display:
    """What standard error shows while a roster is sought; a context that is called."""
    return Display(quiet=quiet)


def summary(report: Report) -> str:
    """One screen of text, coloured where standard output is a terminal."""
    terminal = sys.stdout.isatty()
    console = Console(
        file=StringIO(),
        force_terminal=terminal,
        width=None if terminal else NO_TERMINAL,
        highlight=False,
    )
    with console.capture() as captured:
        for part in _parts(report, console.width):
            console.print(part)
    lines = (line.rstrip() for line in captured.get().splitlines())
    return "\n".join(lines)


def _parts(report: Report, width: int) -> Iterator[Text | Table]:
    """Names and titles go in as plain text: nothing in them is read as markup."""
    week = words.week(report.scenario.grid)
    yield Text(f"{report.scenario.name}, {week}", style="bold")
    yield Text(f"{headline.status(report)}.")
    yield Text()
    yield _figures(report)
    found = grouped_findings(report.scenario.grid, findings(report))
    if found:
        shown = _fitting(worst(found, GRAVEST), width - 2)
        yield Text()
        yield _bullets(shown)
        if len(found) > len(shown):
            yield Text(f"  and {len(found) - len(shown)} more, all in roster.html", style="dim")
    if report.neighbourhoods:
        yield Text()
        yield _neighbourhoods(report)


def _fitting(found: list[Finding], width: int) -> list[Finding]:
    """The first of them, as many as have room; one at least."""
    lines = list(accumulate(len(finding.sentence) // width + 1 for finding in found))
    return found[: max(1, bisect_right(lines, LINES))]


def _bullets(found: list[Finding]) -> Table:
    """A bullet for each, its further lines under its first."""
    table = Table.grid(padding=(0, 1))
    for finding in found:
        line = Text(finding.what, style="bold")
        line.append(f": {finding.why}" if finding.why else "", style="not bold")
        table.add_row("•", line)
    return table


def _figures(report: Report) -> Table:
    table = Table.grid(padding=(0, 2))
    for figure in headline.figures(report):
        mark = Text("✓", style="green") if figure.good else Text("▲", style="yellow")
        note = Text(figure.note, style="dim")
        table.add_row(mark, Text(figure.label), Text(figure.value, style="bold"), note)
    return table


def _neighbourhoods(report: Report) -> Table:
    """What the search did in each neighbourhood, process by process."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("neighbourhood")
    table.add_column("process")
    for column in ("proposed", "kept", "saved", "seconds"):
        table.add_column(column, justify="right")
    for n in report.neighbourhoods:
        table.add_row(
            n.name,
            n.process,
            f"{n.proposed:,}",
            f"{n.kept:,}",
            f"{n.saved:,.2f}",
            f"{n.seconds:.1f}",
        )
    return table


def next_steps(report: Report, inputs: Path, outputs: Path, published: bool) -> Iterator[str]:
    """What may be done with the results: search on, change by hand, hand out."""
    busy = busy_words(report.processor_share)
    if busy:
        yield busy
    elif report.regret is not None and report.regret > SEARCH_ON:
        yield "a longer search may find a better week: --time-limit 300"
    if not published:
        edits = f"{outputs / 'roster.xlsx'}"
        yield f"change it by hand: {edits}, then schedule with --keep-edits {edits}"
        yield f"hand it out:       scheduler publish {inputs} {outputs}"
