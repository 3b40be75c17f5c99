"""Totals of the page: each says what it counts, and the same thing is counted once."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.demand import ALL
from scheduler.reporting.page.charts import week_charts
from scheduler.reporting.page.sections import TERM_TITLES
from scheduler.reporting.page.week_page import page
from scheduler.verification.estimates import Estimate
from scheduler.verification.language_service import LanguageService
from tests.reporting.made_runs import monday, required, run


def test_a_chart_says_what_of_its_missing_speakers_counts_as_short() -> None:
    # Two speakers are required from 9:00 to 10:00; until 9:30 none is there, then one: 1 h and
    # .5 h are missing. Judged by its service over the week, only the first hour is short.
    report = monday()
    asked = required(
        report.scenario, ("phone", ALL, "09:00", "10:00", 1), ("phone", "es", "09:00", "10:00", 2)
    )
    plain = run(report.scenario, asked, report.roster)
    spanish = LanguageService(
        "phone", "es", 0.8, 20.0, 10.0, Estimate(0.79, 0.75, 0.83), 7.0, 0.0, 0
    )
    judged = replace(plain, languages=(spanish,))
    for own, said in (
        (plain, "at most two required at once, 1.5 agent-hours short;"),
        (judged, "1.5 speaker-hours fewer than planned, 1 of them counted as short, since its"),
    ):
        [chart] = [c for c in week_charts(own) if c.title == "Phones, Spanish"]
        assert said in chart.summary
    assert (plain.shortage_hours, judged.shortage_hours) == (1.5, 1.0)
    assert "<b>1 agent-hour</b>" in page(judged)


def test_every_price_has_words_on_the_page() -> None:
    assert set(monday().terms.by_name()) - set(TERM_TITLES) == set()
