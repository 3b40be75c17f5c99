"""Finished runs of small centres, as the pipeline would hand them over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from scheduler.costing.pay import cost
from scheduler.domain.coverage import coverage
from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Meeting, Request, Scenario, TimeOff
from scheduler.objective.missed_meetings import excused
from scheduler.objective.price import price
from scheduler.objective.requests import request_granted
from scheduler.reporting.findings.run_report import Report
from scheduler.staffing.service import backlog, projected_service
from tests.small_centres import at, csr, roster, shift, small_centre

NASTY = "<script>alert('x')</script> & \"Co\""
FORMULA = '=HYPERLINK("http://x.example","pay")'


def run(scenario: Scenario, requirements: Requirements, rostered: Roster, **changes: Any) -> Report:
    """The report of a roster; any field can be replaced by keyword."""
    terms = price(scenario, requirements, rostered)
    fields: dict[str, Any] = {
        "scenario": scenario,
        "requirements": requirements,
        "roster": rostered,
        "status": "feasible",
        "objective": terms.total,
        "bound": terms.total - 60.0,
        "gap": 60.0 / max(1.0, terms.total),
        "regret_hours": 1.0,
        "regret": 0.05,
        "seed": 1,
        "terms": terms,
        "coverage": tuple(coverage(scenario, requirements, rostered)),
        "service": tuple(projected_service(scenario, requirements, rostered)),
        "backlog": tuple(backlog(scenario, requirements, rostered)),
        "cost": tuple(cost(scenario, rostered)),
        "requests": tuple(
            (request, request_granted(scenario, rostered, request)) for request in scenario.requests
        ),
        "excused": tuple(excused(scenario, rostered)),
        "seconds": {"roster": 1.5},
        "versions": {"python": "3.11"},
        "created": "2026-05-01T12:00:00+00:00",
    }
    return Report(**{**fields, **changes})


def required(scenario: Scenario, *rows: tuple[str, str, str, str, int]) -> Requirements:
    """Requirements of day 0: (channel, language, from, to, people)."""
    return Requirements(
        slots=scenario.grid.slots,
        rows=tuple(
            Requirement(at(0, start), at(0, end), channel, language, 10.0, 180.0, 0.5, people)
            for channel, language, start, end, people in rows
        ),
        deferrable=(),
        supervisors=np.zeros(scenario.grid.slots, dtype=np.int64),
    )


def people() -> tuple[Csr, ...]:
    """Four on the phones: names that try to break out, one Spanish speaker."""
    names = ("Ana Ruiz", NASTY, FORMULA, "Dan Okafor")
    languages = ("en;es", "en", "en", "en")
    return tuple(
        replace(csr(f"c0{i}", languages=spoken, team="A" if i < 3 else "B"), name=name)
        for i, (name, spoken) in enumerate(zip(names, languages, strict=True), start=1)
    )


def monday(**changes: Any) -> Report:
    """One Monday, phones 8:00-17:00, three people required from 9:00 to 10:00.

    c01 and c02 sit in the team's meeting from 9:00 to 9:30, c03 is on the phones all
    day, c04 is on vacation: two of three required are missing from 9:00 to 9:30, and one
    of one who speaks Spanish; nobody is missing after that.
    """
    meeting = Meeting(
        "team", "Team A", ("c01", "c02", "c04"), 2, 1, frozenset({0}), 0, 96, "meetings.csv:2"
    )
    scenario = small_centre(
        csrs=people(),
        meetings=(meeting,),
        time_off=(TimeOff("c04", at(0, "00:00"), at(1, "00:00"), "vacation", True),),
        requests=(
            Request("c01", "off", at(0, "12:00"), at(0, "17:00"), 2.0),
            Request("c03", "prefer", at(0, "08:00"), at(0, "16:30"), 1.0),
        ),
        digest="d" * 64,
    )
    day = "12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
    rostered = roster(
        shift("c01", 0, f"08:00 phone 09:00 meeting:team 09:30 phone 10:00 rest 10:15 phone {day}"),
        shift("c02", 0, f"08:00 phone 09:00 meeting:team 09:30 phone 10:15 rest 10:30 phone {day}"),
        shift("c03", 0, f"08:00 phone 10:00 rest 10:15 phone {day}"),
    )
    asked = required(
        scenario,
        ("phone", ALL, "09:00", "10:00", 3),
        ("phone", "es", "09:00", "10:00", 1),
    )
    return run(scenario, asked, rostered, **changes)
