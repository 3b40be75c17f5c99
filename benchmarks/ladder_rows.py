"""Rows of the ladder: what one run reached and when, from its trace."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

GAPS = (0.05, 0.02, 0.01)
REGRETS = (0.01, 0.0025, 0.001, 0.0005)
SHORTAGE_PER_HOUR = 60.0  # dollars, as the generated centres have it
MOSTLY_SURPLUS = 0.5  # of the objective: then the relative gap says little


@dataclass(frozen=True)
class Row:
    """One run; seconds count from the start of building, shares are fractions.

    `regret` of a peer is taken against the product's bound on the same case, where there
    is one: `bound_of` says whose it is. None where there is nothing to say.
    """

    how: str
    case: str
    people: int
    load: float
    languages: str
    kind: str
    load_measured: float
    limit_s: float
    first_roster_s: float | None = None
    gap_5_s: float | None = None
    gap_2_s: float | None = None
    gap_1_s: float | None = None
    regret_1_s: float | None = None
    regret_025_s: float | None = None
    regret_01_s: float | None = None
    regret_005_s: float | None = None
    objective: float | None = None
    bound: float | None = None
    bound_of: str = ""
    gap: float | None = None
    regret: float | None = None
    surplus_share: float | None = None
    required_hours: float | None = None
    shortage_hours: float | None = None
    memory_mib: float | None = None
    search_s: float | None = None
    whole_s: float | None = None
    cpu_s: float | None = None
    audit: str = ""
    failed: str = ""


def reached(
    trace: Iterable[tuple[float, float | None, float | None]], required_hours: float
) -> dict[str, float | None]:
    """First roster, and when each gap and regret was reached, in seconds."""
    names = ("gap_5_s", "gap_2_s", "gap_1_s")
    more = ("regret_1_s", "regret_025_s", "regret_01_s", "regret_005_s")
    found: dict[str, float | None] = dict.fromkeys(("first_roster_s", *names, *more))
    for seconds, objective, bound in trace:
        if objective is None:
            continue
        _first(found, "first_roster_s", seconds)
        if bound is None:
            continue
        left = max(0.0, objective - bound)
        gap, regret = left / max(1.0, abs(objective)), regret_of(left, required_hours)
        for name, limit in (*zip(names, GAPS, strict=True), *zip(more, REGRETS, strict=True)):
            if (gap if name in names else regret) <= limit:
                _first(found, name, seconds)
    return found


def _first(found: dict[str, float | None], name: str, seconds: float) -> None:
    if found[name] is None:
        found[name] = seconds


def regret_of(dollars: float, required_hours: float) -> float:
    """Agent-hours that so many dollars stand for, as a share of the required hours."""
    return max(0.0, dollars) / SHORTAGE_PER_HOUR / max(1.0, required_hours)


def surplus_share(terms: Mapping[str, float], objective: float) -> float:
    """Share of the objective that is surplus."""
    return terms["surplus"] / max(1e-9, objective)


def result(folder: Path) -> dict[str, Any]:
    """What a run wrote, or that it wrote nothing."""
    path = folder / "result.json"
    if not path.is_file():
        return {"failed": "ended without a result", "trace": []}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as CSV; figures that there are none of stay empty."""
    names = [field.name for field in fields(Row)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({k: _tidy(v) for k, v in asdict(row).items()})


def read_rows(path: Path) -> list[Row]:
    """Rows that `write_rows` wrote."""
    texts = {field.name for field in fields(Row) if str(field.type) == "str"}

    def value(name: str, text: str) -> Any:
        if name in texts:
            return text
        return float(text) if text else None

    with path.open(encoding="utf-8", newline="") as file:
        rows = [{k: value(k, text) for k, text in row.items()} for row in csv.DictReader(file)]
    return [Row(**row | {"people": int(row["people"])}) for row in rows]


def _tidy(value: object) -> object:
    return f"{value:.6g}" if isinstance(value, float) else value
