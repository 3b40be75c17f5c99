"""people.csv against figures derived by hand, and against a recount that shares no code."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.granting import Granting, MissingThen
from scheduler.domain.scenario import Meeting, Request, Scenario
from scheduler.domain.settings import MIN_STINTS, Labour
from scheduler.pipeline.in_memory import Result
from scheduler.pipeline.results_folder.outputs import staged
from scheduler.reporting.files.csv_files import write_roster
from scheduler.reporting.page.people_section import people_note, people_table
from scheduler.reporting.page.week_page import page
from tests.reporting import people_from_roster as recount
from tests.reporting.made_runs import required, run
from tests.small_centres import at, roster, shift, small_centre

HOURS = {"phone": "07:00-20:00", "email": "07:00-20:00", "desk": "08:00-17:00"}
# On Monday a quarter of an hour of email between phone and phone, which nothing cut. On Tuesday
# half an hour of desk from the opening, which cuts it, and a phone stint around a rest.
C01 = (
    (0, "07:00 phone 10:00 email 10:15 phone 11:00"),
    (1, "08:00 desk 08:30 phone 09:00 rest 09:15 phone 10:00"),
    (5, "11:30 phone 20:00"),
    (6, "07:30 phone 12:00"),  # 11 h 30 min after Saturday's end
)
# A desk stint of 45 minutes around a rest (15 + 30), which is too short; a phone stint of
# 15 minutes before a meeting, which cuts it.
C02 = (
    (0, "08:00 phone 09:00 desk 09:15 rest 09:30 desk 10:00 phone 11:00"),
    (2, "09:00 email 10:00 phone 10:15 meeting:m 10:45 phone 12:00"),
)
PAST = (-1, "16:00 phone 20:00")  # 12 h before c02's Monday: no short night
PAST_OF_C01 = (-1, "16:00 phone 20:00")  # 11 h before c01's Monday


def week() -> Scenario:
    meeting = Meeting("m", "Team", ("c02",), 2, 1, frozenset(range(7)), 0, 96)
    return replace(
        small_centre(days=7, hours=HOURS),
        labour=Labour(min_stint_minutes=MIN_STINTS),
        meetings=(meeting,),
        past=roster(shift("c02", *PAST), shift("c01", *PAST_OF_C01)),
        requests=(
            Request("c01", "off", at(3, "00:00"), at(4, "00:00"), 1.0),
            Request("c02", "avoid", at(0, "08:00"), at(0, "09:00"), 1.0),
        ),
    )


def made() -> Result:
    shifts = [shift("c01", *one) for one in C01] + [shift("c02", *one) for one in C02]
    scenario = week()
    return Result(run(scenario, required(scenario), roster(*shifts)))


def test_figures_of_people_by_hand() -> None:
    people = made().people.set_index("csr_id")
    # from 7:00 to 11:30, from 8:00 to 9:00
    assert people["start_spread_minutes"].tolist()[:2] == [270, 60]
    # the median of 7:00, 7:30, 8:00 and 11:30 is 7:45; of 8:00 and 9:00 it is 8:30
    assert people["starts_within_60"].tolist()[:2] == [0.75, 1.0]
    # c01: email from 10:00. c02: the desk for 45 minutes; phone before the meeting is cut
    assert people["stints_short"].tolist() == [1, 1, 0]
    # c01: before Monday (11 h) and Sunday (11.5 h). c02: exactly 12 h is enough
    assert people["short_rests"].tolist() == [2, 0, 0]
    # c01: 2 + 1 + 0 + 0 in four shifts. c02: 2 and 1, the meeting left out, in two
    assert people["activity_changes_per_shift"].tolist()[:2] == [0.75, 1.5]
    assert people["weekend_days"].tolist() == [2, 0, 0]
    assert people["evening_shifts"].tolist() == [1, 0, 0]  # Saturday until 20:00
    assert people["early_starts"].tolist() == [2, 0, 0]  # 7:00 and 7:30; 8:00 is not early
    # the Sunday before, until 20:00
    assert people["weekend_days_with_past"].tolist() == [3, 1, 0]
    assert people["evening_shifts_with_past"].tolist() == [2, 1, 0]
    assert people["early_starts_with_past"].tolist() == [2, 0, 0]
    assert people["requests_granted"].tolist() == [1, 0, 0]
    assert people["requests_refused"].tolist() == [0, 1, 0]


def written(folder: Path) -> Path:
    result = made()
    with staged(folder) as writing:
        write_roster(writing / "roster.csv", result.report.scenario, result.report.roster)
    return folder / "roster.csv"


def test_a_recount_that_shares_no_code_agrees(tmp_path: Path) -> None:
    people = made().people.set_index("csr_id")
    days = recount.read(written(tmp_path))
    hours = {name: tuple(map(recount.clock, span.split("-"))) for name, span in HOURS.items()}
    short = [s for s in recount.stints(days, hours)  # type: ignore[arg-type]
             if s.minutes < recount.CHANNELS[s.channel] and not s.cut]  # fmt: skip
    for who, own in days.items():
        row = people.loc[who]
        shifts = list(own.values())
        assert recount.spread(own) == row["start_spread_minutes"]
        assert recount.within_60(own) == row["starts_within_60"]
        assert sum(s.csr_id == who for s in short) == row["stints_short"]
        mean = sum(map(recount.changes, shifts)) / len(shifts)
        assert mean == row["activity_changes_per_shift"]
        assert recount.weekend_days(own) == row["weekend_days"]
        assert recount.evenings(own, 18 * 60) == row["evening_shifts"]
        assert recount.early_starts(own, 8 * 60) == row["early_starts"]
    # without the past, which is no part of roster.csv
    assert [recount.short_nights(own, 12.0) for own in days.values()] == [1, 0]


def test_the_recount_prints_its_figures_for_any_roster(tmp_path: Path) -> None:
    script, file = str(recount.__file__), str(written(tmp_path))
    shown = subprocess.run(
        [sys.executable, script, file, *(f"--opening={c}={span}" for c, span in HOURS.items())],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    lines = {line[:36].strip(): line[36:].strip() for line in shown.splitlines()}
    assert lines["start spread at most 60 min"] == "50.0%"
    assert lines["start spread above 120 min"] == "1"
    assert lines["stints under 30 min, nothing cut"] == "1"
    assert lines["desk stints under 60, nothing cut"] == "1"
    assert lines["nights under 12 h"] == "1"
    assert "c01: 270 min: Mon 07:00 Tue 08:00 Sat 11:30 Sun 07:30" in shown


@pytest.mark.parametrize(("weeks", "weekends"), [(1, 3), (0, 2)])
def test_the_past_counts_for_so_many_weeks(weeks: int, weekends: int) -> None:
    scenario = week()
    scenario = replace(scenario, prices=replace(scenario.prices, fairness_weeks=weeks))
    shifts = [shift("c01", *one) for one in C01]
    result = Result(run(scenario, required(scenario), roster(*shifts)))
    assert result.people["weekend_days_with_past"][0] == weekends
    assert result.people["short_rests"][0] == 2  # the last shift counts however far one looks


def test_the_page_has_everybodys_week() -> None:
    report = made().report
    rows = {row[0]: row[1:] for row in people_table(report).rows}
    # starts, short stints, changes, short nights; weekend days, evenings and early starts, in
    # brackets with the past
    assert rows["Person c01"] == (
        "4:30 h", "1", "0.8", "2", "2 (3)", "1 (2)", "2", "To have off Thu: granted"
    )  # fmt: skip
    assert rows["Person c02"] == (
        "1:00 h", "1", "1.5", "–", "0 (1)", "0 (1)", "0", "Not to work Mon 8:00–9:00: refused"
    )  # fmt: skip
    assert rows["Person c03"] == ("–", "–", "–", "–", "0", "0", "0", "")
    (refused,) = [request for request, granted in report.requests if not granted]
    missing = MissingThen("phone", "es", at(0, "08:00"), at(0, "08:45"), 1)
    priced = replace(report, grantings=(Granting(refused, 43.2, (missing,)),))
    assert [row[-1] for row in people_table(priced).rows][1] == (
        "Not to work Mon 8:00–9:00: refused, granting it costs $43: "
        "phones in Spanish one short Mon 8:00–8:45"
    )
    assert "phones in Spanish one short Mon 8:00–8:45</td>" in page(priced)
    assert people_note(report) == "In brackets: with the eight weeks before, where published."
    assert people_note(replace(report, scenario=replace(report.scenario, past=None))) == ""
