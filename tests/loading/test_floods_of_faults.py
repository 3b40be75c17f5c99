"""Faults of very many rows: the cause first, ten examples, a count."""

from __future__ import annotations

from pathlib import Path

from scheduler.cli.endings import fault_lines
from scheduler.loading import Fault, InputFaults, check
from scheduler.loading.fault_report import grouped_faults
from tests.small_centres import CSRS, SETTINGS, forecast_table, write_centre


def flood(count: int) -> list[Fault]:
    return [
        Fault("history.csv", line, "start", f"found '2026-5-{line}', allowed: a time from 1990")
        for line in range(2, 2 + count)
    ]


def test_ten_examples_and_a_count() -> None:
    many = flood(25_000)
    cause = Fault("settings.toml", 41, "history.time_format", "found '%Q', allowed: codes")
    header = Fault("history.csv", 1, "offered", "found no such column, allowed: a number")
    alone = Fault("time_off.csv", 3, "paid", "found 'maybe', allowed: yes or no")
    lines = grouped_faults([*many, alone, header, cause])
    assert lines[:3] == [str(cause), str(header), str(alone)]
    assert lines[3:13] == [str(fault) for fault in many[:10]]
    assert lines[13:] == [
        "history.csv: start: 24,990 more of this kind (25,000 in all, the last in line 25001)"
    ]
    assert fault_lines([*many, cause])[-1] == "25,001 faults in the inputs"
    assert len(str(InputFaults(many))) < 2_000


def test_a_few_faults_are_told_in_the_order_of_their_lines() -> None:
    other = Fault("history.csv", 3, "offered", "found 'x', allowed: a number")
    assert grouped_faults([other, *flood(3)]) == [
        str(fault) for fault in (flood(3)[0], other, *flood(3)[1:])
    ]


def test_a_fault_of_the_settings_comes_before_what_follows_from_it(tmp_path: Path) -> None:
    """A channel that is misspelt in the settings makes every row of the forecast wrong."""
    settings = SETTINGS.replace("[opening.email]", "[opening.emial]")
    settings = settings.replace("[service.email]", "[service.emial]").replace("0.80", "8.0")
    found = check(write_centre(tmp_path, settings=settings, csrs=CSRS, forecast=forecast_table()))
    assert grouped_faults(found)[0].startswith("settings.toml:26: service.phone.target: found 8.0")
