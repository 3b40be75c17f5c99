"""Who could cover a span, as a table on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten, wrap
from typing import Any

FIRST = 10  # who can, and as many who cannot
WIDTH = 100  # columns
NAME, DOING = 28, 28
HEADS = (("", "", "adds", "paid", "weekend", "evening", ""),
         ("", "who", "$", "h a week", "days", "shifts", "doing then"))  # fmt: skip


def who_lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The cheapest first, with what they are doing then; after them those who cannot, and why."""
    able = [row for row in rows if not row["rule"]]
    others = [row for row in rows if row["rule"]]
    if able:
        yield from (_line(*head) for head in HEADS)
    else:
        yield "Nobody can cover it."
    for row in able[:FIRST]:
        yield _able(row)
        if row["then"]:
            both = f"${row['then_dollars']:,.2f}"
            yield f"{'':>5}and if {row['then']} changes behind it: {both} for both"
    if len(able) > FIRST:
        yield f"     and {len(able) - FIRST} more who can"
    if able:
        yield ""
        yield from wrap(_verdict(able), WIDTH)
    if others:
        yield ""
        yield "Cannot cover it:"
    for row in others[:FIRST]:
        why = f"{row['csr_id']}: {row['against']}"
        yield from wrap(why, WIDTH, initial_indent="  ", subsequent_indent="      ")
    if len(others) > FIRST:
        yield f"  and {len(others) - FIRST} more who cannot"


def _able(row: Mapping[str, Any]) -> str:
    name = shorten(str(row["name"]), NAME - len(row["csr_id"]) - 3, placeholder="")
    doing = ", ".join(str(row["now_doing"]).split())
    return _line(
        str(row["rank"]), f"{name} ({row['csr_id']})", f"{row['dollars']:,.2f}",
        f"{row['week_hours']:g}", f"{row['weekend_days']:g}", f"{row['evening_shifts']:g}",
        shorten(doing, DOING, placeholder=" ..."),
    )  # fmt: skip


def _line(
    rank: str, name: str, dollars: str, hours: str, weekend: str, evening: str, doing: str
) -> str:
    text = f"{rank:>3}  {name:<{NAME}} {dollars:>10} {hours:>8} {weekend:>7} {evening:>7}  {doing}"
    return text.rstrip()


def _verdict(able: Sequence[Mapping[str, Any]]) -> str:
    """Whether the first is the best, in words."""
    first = able[0]
    if first["proven"]:
        near = float(first["dollars"]) - float(first["at_least"])
        how = "" if near < 0.01 else f", whose own week could be up to ${near:,.2f} cheaper"
        return f"Proven: nobody can cover it alone for less than {first['csr_id']}{how}."
    nearer = [
        row["csr_id"] for row in able[1:] if float(row["at_least"]) < float(first["dollars"]) - 0.01
    ]
    names = ", ".join(nearer) if nearer else "somebody below"
    return f"Not proven: {names} might do it for less. --prove decides in some seconds each."
