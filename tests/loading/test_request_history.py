"""request_history.csv: read from the inputs and from the published weeks, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.domain.scenario import PastRequests
from scheduler.loading import load
from tests.loading.full_centre import Case, assert_fault
from tests.small_centres import write_centre

HEADER = "csr_id,week,granted,refused\n"
GIVEN = HEADER + "c01,2026-05-04,1,2\nc02,2026-04-27,0,1\nc09,2026-05-04,0,3\n"
PUBLISHED = HEADER + "c01,2026-05-04,2,0\nc03,2026-05-04,0,1\nc03,2026-05-11,0,4\n"


def test_the_published_weeks_hold_where_both_have_one(tmp_path: Path) -> None:
    folder, past = write_centre(tmp_path / "inputs"), tmp_path / "published"
    (folder / "request_history.csv").write_text(GIVEN)
    scenario = load(folder)
    assert scenario.refused_before == {"c01": 2, "c02": 1, "c03": 0}
    assert [w for w in scenario.warnings if "c09" in w] == [
        "request_history.csv:4: c09 is not in csrs.csv: these rows are ignored"
    ]
    past.mkdir()
    (past / "roster.csv").write_text("csr_id,start,end,activity,paid\n")
    (past / "request_history.csv").write_text(PUBLISHED)
    assert load(folder, None, past).request_history == (
        PastRequests("c01", date(2026, 5, 4), 2, 0),
        PastRequests("c02", date(2026, 4, 27), 0, 1),
        PastRequests("c03", date(2026, 5, 4), 0, 1),
    )


@pytest.mark.parametrize(
    "case",
    [
        ("request_history.csv", "2026-05-04", "last", "request_history.csv:2: week: ",
         "found 'last', allowed: a date from 1990 to 2100, as `2026-05-11`"),
        ("request_history.csv", ",1,2", ",1,-2", "request_history.csv:2: refused: ",
         "found '-2', allowed: a whole number from 0 to 1,000"),
        ("settings.toml", "[labour]", '[requests]\nseniority = "age"\n[labour]',
         "settings.toml:", "allowed: ties, first_choice or none"),
        ("settings.toml", "[labour]", "[requests]\nrefused_again = -1\n[labour]",
         "settings.toml:", "allowed: a number from 0 to 10"),
    ],
)  # fmt: skip
def test_faults_name_the_place(tmp_path: Path, case: Case) -> None:
    assert_fault(tmp_path, case)


def test_the_settings_arrive(tmp_path: Path) -> None:
    folder = write_centre(tmp_path)
    assert (load(folder).request_rules.seniority, load(folder).prices.fairness_weeks) == ("ties", 8)
    with (folder / "settings.toml").open("a") as settings:
        settings.write(
            '[requests]\nseniority = "none"\nrefused_again = 0.25\n'
            '[prices]\nfairness_weeks = 4\nearly_before = "07:30"\nearly_start = 3\n'
        )
    found = load(folder)
    assert (found.request_rules.seniority, found.request_rules.refused_again) == ("none", 0.25)
    prices = found.prices
    assert (prices.fairness_weeks, prices.early_before, prices.early_start) == (4, 450, 3.0)
