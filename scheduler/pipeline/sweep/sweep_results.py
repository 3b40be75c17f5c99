"""The figures of a rostered scenario, read from its own results."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scheduler.costing.staff_year import FTE_HOURS, WEEKS
from scheduler.domain.frontier import FrontierPoint, ServiceMet
from scheduler.domain.sweep import DONE, SweepRow, WhatIf
from scheduler.pipeline.sweep.sweep_worker import LEAST

SHORTAGE = ("shortage", "language_shortage", "email")  # terms: heads, speakers, work past its time


def row_of(what: WhatIf, files: Mapping[str, bytes]) -> SweepRow:
    """The line of a scenario that is done."""
    summary = json.loads(files["summary.json"])
    people = list(csv.DictReader(io.StringIO(files["cost.csv"].decode())))
    point = _point(what.name, summary, people, files)
    weeks = summary["days"] / 7
    contacts = summary.get("contacts")
    figures: dict[str, float | None] = {
        "people": point.people,
        "fte": point.fte,
        "wages": point.wages,
        "loaded": point.loaded,
        "required_hours": summary["required_hours"],
        "on_queue_hours": summary["on_queue_hours"],
        "shortage_hours": summary["shortage_hours"],
        "shortage": point.shortage,
        "least_shortage": point.least_shortage,
        "objective": summary["objective"],
        "bound": summary["bound"],
        "regret_hours": summary["regret_hours"],
        "paid_hours_a_week": summary["paid_hours"] / weeks,
        "overtime_hours": summary["overtime_hours"],
        "rules_broken": summary["rules_broken"],
    }
    if contacts:
        figures["contacts"] = contacts
    return SweepRow(what.name, DONE, what.changes, figures, point)


def _point(
    name: str,
    summary: Mapping[str, Any],
    people: list[dict[str, str]],
    files: Mapping[str, bytes],
) -> FrontierPoint:
    def added(column: str) -> float:
        return sum(float(row[column] or 0) for row in people)

    to_year = WEEKS / (summary["days"] / 7)
    hours = added("paid_hours") + added("leave_hours") + added("holiday_hours")
    least = files.get(LEAST)
    return FrontierPoint(
        scenario=name,
        people=len(people),
        fte=(hours - added("overtime_hours")) * to_year / FTE_HOURS,
        wages=added("total") * to_year,
        loaded=added("loaded") * to_year,
        shortage_hours=summary["shortage_hours"],
        shortage=sum(summary["terms"].get(term, 0.0) for term in SHORTAGE),
        least_shortage=None if least is None else max(0.0, json.loads(least)["bound"]),
        service=tuple(_service(files.get("simulation.csv"))),
    )


def _service(simulation: bytes | None) -> list[ServiceMet]:
    """Shares answered in time over the whole horizon, by channel and language."""
    if simulation is None:
        return []
    rows = csv.DictReader(io.StringIO(simulation.decode()))
    found = []
    for row in rows:
        if row["span"] == "horizon" and row["service_level"]:
            mean, half = float(row["service_level"]), float(row["service_level_half_width"] or 0)
            low, high = max(0.0, mean - half), min(1.0, mean + half)
            found.append(ServiceMet(row["channel"], row["language"], mean, low, high))
    return found


class SweepRead(NamedTuple):
    """The frontier of a scenarios.csv, and how many of its scenarios are of other inputs."""

    points: tuple[FrontierPoint, ...] = ()
    stale: int = 0


def read_sweep(path: Path, digest: str) -> SweepRead:
    """Scenarios that were rostered from inputs with this digest; the others are only counted.

    Empty where there is no such file, or where it is another program's.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            done = [row for row in csv.DictReader(file) if row["status"] == DONE]
        own = [row for row in done if row.get("input_digest") == digest]
        return SweepRead(tuple(map(_read, own)), len(done) - len(own))
    except (OSError, KeyError, ValueError):
        return SweepRead()


def _read(row: Mapping[str, str]) -> FrontierPoint:
    service = []
    for column, text in row.items():
        part, _, queue = column.partition(" ")
        if part == "service" and queue.count(" ") == 1 and text:
            channel, language = queue.split(" ")
            low, high = (float(row[f"{column} {end}"]) for end in ("low", "high"))
            service.append(ServiceMet(channel, language, float(text), low, high))
    least = row["least_shortage"]
    return FrontierPoint(
        row["scenario"], int(row["people"]), float(row["fte"]), float(row["wages"]),
        float(row["loaded"]), float(row["shortage_hours"]), float(row["shortage"]),
        float(least) if least else None, tuple(service),
    )  # fmt: skip
