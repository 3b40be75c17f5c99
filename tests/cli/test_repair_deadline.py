"""A repair that is short of time still gives three answers that keep every rule."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from scheduler.pipeline.repairing.repair_deadline import RepairDeadline, default_seconds
from tests.cli.conftest import Call
from tests.cli.test_repair import ANSWERS, NOW, _published, on, published, rows

__all__ = ["_published", "published"]  # fixtures
LONG_AGO = 1000.0
EARLY = "ended early for the deadline"


def repaired(call: Call, folder: Path, *options: object) -> tuple[Path, str]:
    """Where the answers to a sick call lie, and what was said."""
    roster, out = folder / "outputs" / "roster.csv", folder / "repaired"
    sick = on(roster, "2026-05-13")[0]
    given = ("repair", folder / "inputs", roster, "--out", out, "--now", NOW)
    done = call(*given, "--sick", f"{sick}@2026-05-13", "--time-limit", 0.3, *options)
    assert done.exit_code == 0, done.output
    return out, done.output


def test_out_of_time_there_are_three_audited_answers(published: Path, call: Call) -> None:
    out, said = repaired(call, published, "--deadline", 0.001)
    assert f"{EARLY} of 0.001 s" in said
    assert {r["repair"] for r in rows(out / "repairs.csv")} == set(ANSWERS)
    for name in ANSWERS:
        audited = call("audit", published / "inputs", out / f"repair-{name}" / "roster.csv")
        assert audited.exit_code == 0, audited.output


def test_reproducible_reads_no_clock(published: Path, call: Call) -> None:
    out, said = repaired(call, published, "--reproducible")
    assert EARLY not in said
    first = (out / "repairs.csv").read_bytes(), (out / "offers.csv").read_bytes()
    repaired(call, published, "--reproducible")
    assert ((out / "repairs.csv").read_bytes(), (out / "offers.csv").read_bytes()) == first


def test_reproducible_and_a_deadline_exclude_each_other(published: Path, call: Call) -> None:
    roster, out = published / "outputs" / "roster.csv", published / "repaired"
    given = ("repair", published / "inputs", roster, "--out", out, "--now", NOW)
    done = call(*given, "--reproducible", "--deadline", 5)
    assert done.exit_code == 2
    assert "cannot be combined with --deadline" in done.output
    assert not out.exists()


def test_time_is_kept_for_what_comes_after_the_searches() -> None:
    # 30 of 1000 s are left
    ends = RepairDeadline(LONG_AGO, began=perf_counter() - LONG_AGO + 30.0)
    assert not ends.ends_search()
    assert not ends.cut
    ends.read(60, reading_s=100.0)  # two and a half times as long
    assert ends.ends_search()
    assert ends.cut


def test_no_more_than_half_of_the_time_is_kept() -> None:
    ends = RepairDeadline(LONG_AGO)  # all of it is left
    ends.read(60, reading_s=LONG_AGO)
    assert not ends.ends_search()


@pytest.mark.parametrize("reproducible", [False, True])
def test_a_clock_that_is_not_read_ends_nothing(reproducible: bool) -> None:
    ends = RepairDeadline(1.0, reproducible, began=perf_counter() - LONG_AGO)
    assert ends.ends_search() is not reproducible
    assert ends.ends_offers() is not reproducible


# 17 seconds for 940 people more: 8 + 17 * 470 / 940 in the middle
@pytest.mark.parametrize(
    ("people", "seconds"), [(3, 8), (60, 8), (530, 16.5), (1000, 25), (4000, 25)]
)
def test_more_people_have_more_time(people: int, seconds: float) -> None:
    assert default_seconds(people) == pytest.approx(seconds)
    ends = RepairDeadline()
    ends.read(people, 0.0)
    assert ends.seconds == pytest.approx(seconds)
