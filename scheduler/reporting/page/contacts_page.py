"""Contacts handled in a year for people and programs: contacts.csv, contacts.html, a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scheduler.domain.contacts_handled import ContactsHandled, HandledRow
from scheduler.reporting.files.csv_files import write_csv
from scheduler.reporting.findings import words
from scheduler.reporting.findings.headline import Figure
from scheduler.reporting.page.sections import TextTable
from scheduler.reporting.page.week_page import render

COLUMNS = ("month", "channel", "language", "offered", "abandoned", "handled", "as_formula")
# Colours that colour-blind people tell apart (Okabe & Ito), in the order of the channels.
FILLS = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2")


@dataclass(frozen=True)
class ChannelPart:
    """One channel of a month on the chart: place and size in percent of the highest month."""

    fill: str
    top: float
    height: float
    text: str


@dataclass(frozen=True)
class MonthBar:
    """One month of the chart, from the bottom up."""

    label: str
    total: str
    parts: tuple[ChannelPart, ...]


def write_contacts(folder: Path, year: ContactsHandled) -> None:
    """contacts.csv and the self-contained page contacts.html."""
    rows = ([getattr(row, name) for name in COLUMNS] for row in year.rows)
    write_csv(folder / "contacts.csv", COLUMNS, rows)
    text = contacts_page(year)
    (folder / "contacts.html").write_text(text, encoding="utf-8", newline="\n")


def contacts_page(year: ContactsHandled) -> str:
    """The page as text."""
    channels = list(year.totals("channel"))
    fills = {channel: FILLS[at % len(FILLS)] for at, channel in enumerate(channels)}
    return render(
        "contacts.html.j2",
        year=year,
        figures=_figures(year),
        bars=list(_bars(year, fills)),
        legend=[(words.channel(channel), fill) for channel, fill in fills.items()],
        tables=[_table(year, name) for name in ("month", "channel", "language")],
    )


def _figures(year: ContactsHandled) -> list[Figure]:
    calls = year.handled - year.tickets
    return [
        Figure("Contacts handled", f"{year.handled:,.0f}", "answered calls and distinct tickets"),
        Figure("Calls answered", f"{calls:,.0f}", f"{year.abandoned:,.0f} more gave up"),
        Figure("Distinct tickets", f"{year.tickets:,}", "Webform, Email and In-Person"),
        Figure("By the formula's letter", f"{year.as_formula:,.0f}", "abandoned calls taken off"),
    ]


def _bars(year: ContactsHandled, fills: dict[str, str]) -> Iterator[MonthBar]:
    totals = year.totals("month")
    most = max(totals.values(), default=0.0) or 1.0
    for month, total in totals.items():
        top, parts = 100.0, []
        for channel, fill in fills.items():
            count = sum(
                row.handled for row in year.rows if (row.month, row.channel) == (month, channel)
            )
            height = 100 * count / most
            top -= height
            text = f"{_month(month)} {words.channel(channel)}: {count:,.0f}"
            parts.append(ChannelPart(fill, top, height, text))
        yield MonthBar(_month(month)[:3], f"{total:,.0f}", tuple(parts))


def _month(text: str) -> str:
    """Such as `Jan 2025` of `2025-01`."""
    return date.fromisoformat(f"{text}-01").strftime("%b %Y")


NAMED = {"month": _month, "channel": words.channel, "language": words.language}


def _table(year: ContactsHandled, name: str) -> TextTable:
    """The two readings side by side, by month, channel or language."""
    rows = []
    for key in year.totals(name):
        own = [row for row in year.rows if getattr(row, name) == key]
        rows.append((NAMED[name](key), *_sums(own)))
    head = (words.capital(name), "Offered", "Gave up", "Handled", "By the formula's letter")
    total = ("Total", *_sums(year.rows))
    return TextTable(f"By {name}", head, tuple(rows), frozenset(range(1, 5)), total)


def _sums(rows: Sequence[HandledRow]) -> tuple[str, ...]:
    return tuple(
        f"{sum(getattr(row, name) for row in rows):,.0f}"
        for name in ("offered", "abandoned", "handled", "as_formula")
    )


def contacts_text(year: ContactsHandled) -> str:
    """The measure for a terminal."""
    lines = [f"{year.centre}: contacts handled, {year.label} ({year.first} to {year.last})"]
    for name in ("channel", "language"):
        lines += [f"  {key:24}{count:12,.0f}" for key, count in year.totals(name).items()]
        lines.append("")
    lines += [
        f"  {'contacts handled':24}{year.handled:12,.0f}",
        f"  {'by the formula':24}{year.as_formula:12,.0f}  SUM(ACD Calls) - SUM(Abandoned Calls)",
        year.sentence,
    ]
    return "\n".join([*lines, *(f"note: {note}" for note in year.notes)])
