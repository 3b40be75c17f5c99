"""The ladder's tables: on screen, and in docs with a plot.

python -m benchmarks.bench_report benchmarks/results/ladder.csv
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks.ladder_rows import MOSTLY_SURPLUS, Row, read_rows, write_rows
from benchmarks.solve_case import PRODUCT

DOCS = Path("docs")
RESULTS = Path("benchmarks/results/ladder.csv")
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
PICTURE = "![Regret and time to the first roster over the number of CSRs](images/ladder.svg)"
Column = tuple[str, Callable[[Row], str]]


def _number(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def _percent(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f}"


def _seconds(name: str) -> Callable[[Row], str]:
    return lambda row: _number(getattr(row, name))


def _gap(row: Row) -> str:
    """In brackets where the objective is mostly surplus: such a gap does not count."""
    text = _percent(row.gap, 2)
    surplus = row.surplus_share is not None and row.surplus_share > MOSTLY_SURPLUS
    return f"({text})" if surplus and row.gap is not None else text


def _verdict(row: Row) -> str:
    return row.failed or row.audit


CASE: tuple[Column, ...] = (
    ("CSRs", lambda row: f"{row.people:,}"),
    ("load", lambda row: f"{row.load:.2f}"),
    ("languages", lambda row: row.languages if row.kind == "whole" else row.kind),
)
LADDER: tuple[Column, ...] = (
    *CASE,
    ("first s", _seconds("first_roster_s")),
    ("5 % s", _seconds("gap_5_s")),
    ("2 % s", _seconds("gap_2_s")),
    ("1 % s", _seconds("gap_1_s")),
    ("r 1 % s", _seconds("regret_1_s")),
    ("r .25 s", _seconds("regret_025_s")),
    ("r .1 s", _seconds("regret_01_s")),
    ("r .05 s", _seconds("regret_005_s")),
    ("gap %", _gap),
    ("regret %", lambda row: _percent(row.regret)),
    ("surplus %", lambda row: _percent(row.surplus_share, 0)),
    ("MiB", lambda row: _number(row.memory_mib, 0)),
    ("limit s", lambda row: _number(row.limit_s, 0)),
    ("search s", _seconds("search_s")),
    ("whole s", _seconds("whole_s")),
    ("CPU s", _seconds("cpu_s")),
    ("audit", _verdict),
)
PEERS: tuple[Column, ...] = (
    *CASE,
    ("how", lambda row: row.how),
    ("objective $", lambda row: _number(row.objective, 0)),
    ("short h", lambda row: _number(row.shortage_hours)),
    ("regret %", lambda row: _percent(row.regret)),
    ("limit s", lambda row: _number(row.limit_s, 0)),
    ("search s", _seconds("search_s")),
    ("MiB", lambda row: _number(row.memory_mib, 0)),
    ("audit", _verdict),
)


def line(row: Row) -> str:
    """One run, as soon as it is over."""
    return (
        f"{row.case:28} {row.how:12} first {_number(row.first_roster_s):>6} s  "
        f"gap {_gap(row):>8} %  regret {_percent(row.regret):>8} %  "
        f"{_number(row.memory_mib, 0):>6} MiB  {_number(row.whole_s):>6} s  {_verdict(row)}"
    )


def ladder(rows: Sequence[Row]) -> list[Row]:
    """The product on whole centres."""
    return [row for row in rows if row.how == PRODUCT and row.kind == "whole"]


def beside_peers(rows: Sequence[Row]) -> list[Row]:
    """Every case that a peer was tried on, the product's row first."""
    cases = dict.fromkeys(row.case for row in rows if row.how != PRODUCT)
    return [
        row
        for case in cases
        for row in sorted(rows, key=lambda row: row.how != PRODUCT)
        if row.case == case
    ]


def text(rows: Sequence[Row]) -> str:
    """Both tables, for a screen."""
    parts = [_plain(LADDER, ladder(rows))]
    if peers := beside_peers(rows):
        parts.append(_plain(PEERS, peers))
    return "\n\n".join(parts)


def _cells(columns: Sequence[Column], rows: Sequence[Row]) -> list[list[str]]:
    return [[name for name, _ in columns], *([cell(r) for _, cell in columns] for r in rows)]


def _plain(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    cells = _cells(columns, rows)
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )


def markdown(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """A table for docs."""
    head, *body = _cells(columns, rows)
    lines = [head, ["---:" for _ in head], *body]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


@click.command()
@click.argument("table", type=click.Path(exists=True, path_type=Path), default=RESULTS)
def main(table: Path) -> None:
    """Put the rows of TABLE into docs: tables, rows and plot."""
    from benchmarks.plot import plot

    rows = read_rows(table)
    write_rows(DOCS / "images" / "ladder.csv", rows)
    plot(ladder(rows), DOCS / "images" / "ladder.svg")
    page = DOCS / "benchmarks.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    made = (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}."
    )
    tables = [made, markdown(LADDER, ladder(rows)), PICTURE]
    if peers := beside_peers(rows):
        tables += ["Peers, on the cases that each can express:", markdown(PEERS, peers)]
    page.write_text(
        f"{before}{BEGIN}\n" + "\n\n".join(tables) + f"\n{END}{after}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
