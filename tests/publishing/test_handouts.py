"""What people are given: the wall page and everybody's own page, and what stands in neither."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduler.domain.scenario import Scenario
from scheduler.reporting.findings.edition import Edition
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.page.person_page import person
from scheduler.reporting.page.wall_page import wall
from tests.reporting.made_runs import monday
from tests.reporting.test_page import Page

VERSION = Edition(2, datetime(2026, 5, 7, 21, 5, tzinfo=UTC), 1, {"c01": ("Mon 11 May: later",)})


@pytest.fixture(scope="module")
def report() -> Report:
    return monday(edition=VERSION)


def own_page(report: Report, csr_id: str) -> str:
    return person(report, report.scenario.csr[csr_id])


def test_every_break_has_its_clock_times_on_the_wall(report: Report) -> None:
    text = Page(wall(report)).text
    ana = text[text.rindex("Ana Ruiz") :]
    assert ana.startswith(
        "Ana Ruiz A 8:00–16:30 rest 10:00–10:15 meal 12:00–12:30 rest 14:30–14:45 "
        "phones 8:00–9:00 Team A 9:00–9:30 phones 9:30–16:30"
    )


def test_nobody_reads_pay_or_leave_on_the_wall(report: Report) -> None:
    page = wall(report)
    text = Page(page).text
    assert "Dan Okafor" in text  # who is on vacation is off, as others are
    assert "Dan Okafor B off" in text
    for word in ("vacation", "leave", "sick", "$", "30.0", "csr1", "wage", "cost", "refused"):
        assert word not in text.lower(), word
    assert "vacation" not in page


def test_the_same_with_another_wage_and_reason_is_the_same_page(report: Report) -> None:
    """Neither a rate nor a reason can be worked out from the page."""
    other = replace(
        report.scenario,
        csrs=tuple(replace(csr, hourly_rate=99.0) for csr in report.scenario.csrs),
        time_off=tuple(replace(off, kind="parental") for off in report.scenario.time_off),
    )
    told: Scenario = other
    assert wall(replace(report, scenario=told)) == wall(report)
    for csr_id in ("c01", "c02", "c03"):
        assert own_page(replace(report, scenario=told), csr_id) == own_page(report, csr_id)
    assert own_page(replace(report, scenario=told), "c04") != own_page(report, "c04")


def test_a_version_says_its_number_and_a_draft_that_it_is_one(report: Report) -> None:
    # 21:05 UTC is 14:05 in Portland
    assert "Version 2, published Thu 7 May 2026, 14:05" in Page(wall(report)).text
    assert "Draft, not published" in Page(wall(monday())).text


def test_ones_own_page_has_the_own_day_changes_and_answers(report: Report) -> None:
    text = Page(own_page(report, "c01")).text
    assert "Ana Ruiz" in text
    assert "8:00–9:00 phones 9:00–9:30 Team A 9:30–10:00 phones 10:00–10:15 rest" in text
    assert "Changed since version 1 Mon 11 May: later" in text
    assert "To have off Mon 12:00–17:00 ✗ refused at work Mon 8:00–16:30" in text
    assert "1 shift, 8 h" in text
    assert "../ics/c01.ics" in own_page(report, "c01")
    assert "✓ granted" in Page(own_page(report, "c03")).text
    assert "Nothing of your week" in Page(own_page(report, "c02")).text


def test_it_has_nobody_elses_leave_and_no_pay(report: Report) -> None:
    for csr_id in ("c01", "c02", "c03"):
        page = Page(own_page(report, csr_id)).text
        assert "vacation" not in page
        assert "Dan" not in page
        assert "$" not in page
    assert "Mon 11 May: vacation" in Page(own_page(report, "c04")).text


def test_no_script_and_no_markup_of_a_name_runs(report: Report) -> None:
    for page in (wall(report), own_page(report, "c02")):
        assert "<script" not in page
        assert "default-src 'none'" in page
        assert not re.search(r"""(src|href)=["'](https?:|//)|url\(""", page)
