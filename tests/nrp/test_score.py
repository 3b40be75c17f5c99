"""The separate scorer: the objective and each rule of the format, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.nrp.instance import Employee, Instance, Kind, read
from benchmarks.nrp.score import score
from tests.nrp.tiny import BEST, OPTIMUM, written


def test_the_optimum_by_hand(tmp_path: Path) -> None:
    found = score(read(written(tmp_path)), BEST)
    assert (found.requests, found.cover, found.broken) == (2, 100, ())
    assert found.total == OPTIMUM


def test_under_and_over_and_wishes(tmp_path: Path) -> None:
    # nobody early on day 0 (100); one early of two on day 1 (100), one late too many (1);
    # A is late as wished, B is early on day 1 as wished and not early on day 0
    found = score(read(written(tmp_path)), {"A": ("L", "L"), "B": (None, "E")})
    assert (found.requests, found.cover) == (0, 201)


def one(**changes: int | Mapping[str, int]) -> Instance:
    """One person for two weeks: early or late, never early after late."""
    rules: dict[str, int | Mapping[str, int]] = {
        "most": {"E": 14, "L": 14},
        "max_minutes": 6720,
        "min_minutes": 0,
        "max_in_a_row": 5,
        "min_in_a_row": 2,
        "min_off_in_a_row": 2,
        "max_weekends": 1,
    }
    person = Employee("A", 1, **{**rules, **changes})  # type: ignore[arg-type]
    kinds = (Kind("E", 480, frozenset()), Kind("L", 480, frozenset({"E"})))
    return Instance("one", 14, kinds, (person,), {"A": frozenset({13})}, (), (), ())


def broken(days: str, **changes: int | Mapping[str, int]) -> tuple[str, ...]:
    """What is broken by a row such as `EE--LL`, days off to the end."""
    own = [None if kind == "-" else kind for kind in days.ljust(14, "-")]
    return score(one(**changes), {"A": own}).broken


def test_a_legal_row() -> None:
    assert broken("EEELL--EE") == ()


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ("LLE", "A: E follows L on day 2"),
        ("EEEEEE", "A: 6 days in a row from day 0, at most 5"),
        ("--E---", "A: 1 days in a row from day 2, at least 2"),
        ("EE-EE", "A: 1 days off from day 2, at least 2"),
        ("-----EE-----E", "A: 2 weekends, at most 1"),
        ("------------LL", "A: works on day 13, a day off"),
    ],
)
def test_each_rule(days: str, text: str) -> None:
    assert text in broken(days)


def test_runs_may_go_on_outside_the_horizon() -> None:
    # one day at work at each end, one day off before the last would be too short inside
    assert broken("E--EE") == ()
    assert broken("-EE") == ()


def test_minutes_and_numbers_over_the_horizon() -> None:
    assert broken("EE", min_minutes=1440) == ("A: 960 minutes, 1440 to 6720",)
    assert broken("EEE", max_minutes=960) == ("A: 1440 minutes, 0 to 960",)
    assert broken("EEL", most={"E": 1}) == ("A: 2 shifts E, at most 1", "A: 1 shifts L, at most 0")
