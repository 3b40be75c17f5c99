"""Findings in words, each sentence derived from the small Monday by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.domain.clause import Violation
from scheduler.domain.demand import ALL, Deferrable
from scheduler.domain.settings import Service
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.sentences import findings, worst
from scheduler.reporting.findings.shortages import shortages
from scheduler.verification.estimates import Estimate
from scheduler.verification.language_service import LanguageService
from tests.reporting.made_runs import FORMULA, monday, people, required, run
from tests.small_centres import at, roster, shift, small_centre


def sentences(report: Report, kind: str) -> list[str]:
    return [finding.sentence for finding in findings(report) if finding.kind == kind]


def test_touching_slots_are_one_shortage_with_its_reasons() -> None:
    assert sentences(monday(), "shortage") == [
        "Mon 9:00–9:30 phones two short: three of the four who could are at work; "
        "Team A (two people); away: Dan Okafor (vacation).",
        "Mon 9:00–9:30 phones in Spanish one short: the one who could is at work; "
        "Team A (one person).",
    ]


def test_where_everybody_is_on_the_queue_there_are_too_few() -> None:
    scenario = small_centre(csrs=people()[:2])
    rostered = roster(shift("c01", 0, "08:00 phone 12:00"), shift("c02", 0, "08:00 phone 12:00"))
    asked = required(scenario, ("phone", ALL, "09:00", "10:00", 3))
    assert sentences(run(scenario, asked, rostered), "shortage") == [
        "Mon 9:00–10:00 phones one short: all who could are at work, all of them on the phones."
    ]


def test_shortages_of_changing_depth_are_one_span_and_gaps_cut_it() -> None:
    scenario = small_centre(csrs=people()[:2])
    rostered = roster(shift("c01", 0, "08:00 phone 12:00"), shift("c02", 0, "10:00 phone 12:00"))
    asked = required(
        scenario,
        ("phone", ALL, "08:00", "09:00", 2),
        ("phone", ALL, "09:00", "10:00", 4),
        ("phone", ALL, "11:00", "11:30", 3),
    )
    found = findings(run(scenario, asked, rostered))
    assert [finding.what for finding in found] == [
        "Mon 8:00–10:00 phones one to three short",
        "Mon 11:00–11:30 phones one short",
    ]
    # 1 x 1 h + 3 x 1 h, then 1 x half an hour.
    assert [finding.hours for finding in found] == [4.0, 0.5]
    assert found[0].why == (
        "one of the two who could is at work and on the phones; one works other hours"
    )


def test_nobody_who_speaks_it() -> None:
    scenario = small_centre(csrs=people()[1:3])
    rostered = roster(shift("c02", 0, "08:00 phone 12:00"), shift("c03", 0, "08:00 phone 12:00"))
    asked = required(scenario, ("phone", "vi", "09:00", "10:00", 1))
    assert sentences(run(scenario, asked, rostered), "shortage") == [
        "Mon 9:00–10:00 phones in Vietnamese one short: "
        "nobody on the staff who works on the phones speaks Vietnamese."
    ]


def test_missing_supervisors() -> None:
    boss = replace(people()[0], channels=frozenset({"supervision"}))
    scenario = small_centre(csrs=(boss, people()[1]))
    wanted = np.zeros(96, dtype=np.int64)
    wanted[at(0, "09:00") : at(0, "10:00")] = 1
    asked = replace(required(scenario, ("phone", ALL, "09:00", "10:00", 1)), supervisors=wanted)
    rostered = roster(
        shift("c01", 0, "08:00 supervision 09:30 meal 09:45 supervision 12:00"),
        shift("c02", 0, "08:00 phone 12:00"),
    )
    assert sentences(run(scenario, asked, rostered), "supervision") == [
        "Mon 9:30–9:45 supervision one short: the one who could is at work; one on a break."
    ]


def test_email_that_is_overdue_when_the_day_closes() -> None:
    scenario = small_centre(hours={"phone": "08:00-17:00", "email": "08:00-17:00"})
    # Three hours of work arrive by 8:00 and are due at 12:00; one hour is worked on them.
    arrived, due = np.zeros(96), np.zeros(96)
    arrived[at(0, "08:00") :] = 3.0
    due[at(0, "12:00") :] = 3.0
    asked = replace(
        required(scenario, ("phone", ALL, "09:00", "10:00", 1)),
        deferrable=(Deferrable("email", arrived, due, due),),
    )
    rostered = roster(shift("c01", 0, "08:00 phone 10:00 email 11:00"))
    assert sentences(run(scenario, asked, rostered), "email") == [
        "Mon email 2 h overdue when the day closes: 1 h of the day were spent on it, "
        "due 1 day after arrival."
    ]


def test_email_below_its_reserve_is_told_apart_from_what_is_overdue() -> None:
    scenario = small_centre(hours={"phone": "08:00-17:00", "email": "08:00-17:00"})
    email = Service("email", "deferrable", within_s=86400, reserved_hours=3)
    scenario = replace(scenario, services={**scenario.services, "email": email})
    # Three hours of work are reserved for, half an hour of it overdue; one hour is done.
    arrived, due, late = np.full(96, 4.0), np.zeros(96), np.zeros(96)
    due[-1], late[-1] = 3.0, 1.5
    asked = replace(
        required(scenario, ("phone", ALL, "09:00", "10:00", 1)),
        deferrable=(Deferrable("email", arrived, due, late),),
    )
    report = run(scenario, asked, roster(shift("c01", 0, "08:00 phone 10:00 email 11:00")))
    assert sentences(report, "email") == [
        "Mon email 0.5 h overdue when the day closes: 1 h of the day were spent on it, "
        "due 1 day after arrival."
    ]
    assert sentences(report, "reserve") == [
        "Mon email 1.5 h below its reserve when the day closes: 1 h of the day were spent on it, "
        "3 h a day are reserved."
    ]


def test_refused_requests_and_excused_attendees() -> None:
    report = monday()
    assert sentences(report, "request") == [
        "Ana Ruiz asked to have off Mon 12:00–17:00: refused, at work Mon 8:00–16:30."
    ]
    assert sentences(report, "meeting") == ["Dan Okafor misses Team A: vacation Mon."]
    # The only host is on vacation, so that nobody can meet.
    meeting = replace(report.scenario.meetings[0], hosts=("c04",))
    everybody = tuple((meeting, csr_id) for csr_id in ("c01", "c04"))
    assert sentences(replace(report, excused=everybody), "meeting") == [
        "Ana Ruiz misses Team A: none of its hosts can come.",
        "Dan Okafor misses Team A: vacation Mon.",
    ]


def test_changes_to_what_was_handed_out() -> None:
    report = monday()
    before = roster(
        shift("c01", 0, "09:00 phone 17:00"),
        *[[s for s in report.roster.segments if s.csr_id == "c02"]],
    )
    changed = replace(report, scenario=replace(report.scenario, published=before))
    assert sentences(changed, "change") == [
        "Ana Ruiz Mon: 8:00–16:30 instead of 9:00–17:00.",
        f"{FORMULA} Mon: 8:00–16:30 instead of off.",
    ]


def test_broken_rules_come_first_and_warnings_last() -> None:
    broken = Violation("minimum_rest", "c01", 32, "settings.toml:41", 2.5, "Ana Ruiz rests 8.5 h")
    early = "history.csv ends early"
    report = monday(violations=(broken,), warnings=(early, early))
    found = findings(report)
    assert found[0].sentence == "Ana Ruiz rests 8.5 h (settings.toml:41)."
    assert [finding.sentence for finding in found if finding.kind == "warning"] == [
        "history.csv ends early."
    ]
    assert found[-1].kind == "warning"
    # The gravest: the broken rule, then 1 agent-hour before half of one.
    assert [(f.kind, f.hours) for f in worst(found, 3)] == [
        ("rule", 0.0), ("shortage", 1.0), ("shortage", 0.5),
    ]  # fmt: skip


def test_what_the_service_of_a_language_tells_is_said_once() -> None:
    # Two Spanish speakers are required from 9:30 to 10:00 and one is there: short, until the
    # simulation judges the language over its week. Where nobody speaks it is short all the same.
    report = monday()
    asked = required(
        report.scenario, ("phone", ALL, "09:00", "10:00", 1), ("phone", "es", "09:00", "10:00", 2)
    )
    plain = run(report.scenario, asked, report.roster)
    spanish = LanguageService(
        "phone", "es", 0.8, 20.0, 10.0, Estimate(0.79, 0.75, 0.83), 7.0, 0.0, 0
    )
    judged = replace(plain, languages=(spanish,))
    spans = [[(s.start, s.end) for s in shortages(one)] for one in (plain, judged)]
    assert spans == [[(at(0, "09:00"), at(0, "10:00"))], [(at(0, "09:00"), at(0, "09:30"))]]
    assert [one.shortage_hours for one in (plain, judged)] == [1.5, 1.0]
