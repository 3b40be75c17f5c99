"""An instance in our terms: our rules and prices say what the scorer says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest

from benchmarks.nrp.instance import Instance, read
from benchmarks.nrp.run import solve
from benchmarks.nrp.score import score
from benchmarks.nrp.translate import translate
from scheduler.costing.objective import price
from scheduler.rules import RULES
from tests.nrp.tiny import OPTIMUM, TEXT, written

# a late shift of another length, once only in a row; minutes, runs, a day off, other weights
LONGER = (
    TEXT.replace("\n2\n", "\n3\n")
    .replace("L,480,E", "L,600,E|L")
    .replace("A,E=2|L=2,960,0,5,1,1,1", "A,E=1|L=2,1080,480,2,2,1,1")
    .replace("B,E=2|L=0,960,480,5,1,1,1", "B,E=3|L=1,1440,960,5,1,1,0")
    .replace("DAYS_OFF\n", "DAYS_OFF\nB,1\n")
    .replace("1,L,0,100,1", "1,L,0,100,1\n2,E,0,7,3")
)


@pytest.mark.parametrize("text", [TEXT, LONGER])
def test_rules_and_prices_agree_with_the_scorer_on_every_roster(tmp_path: Path, text: str) -> None:
    instance = read(written(tmp_path, text))
    asked = translate(instance)
    rules = [rule.from_scenario(asked.scenario) for rule in RULES]
    legal = 0
    for shifts in every(instance):
        measured, roster = score(instance, shifts), asked.roster(shifts)
        assert asked.shifts(roster) == {name: list(own) for name, own in shifts.items()}
        broken = any(next(iter(rule.check(asked.scenario, roster)), None) for rule in rules)
        assert broken == bool(measured.broken)
        assert price(asked.scenario, asked.requirements, roster).total == pytest.approx(
            measured.total
        )
        legal += not broken
    assert legal > 0


def every(instance: Instance) -> Sequence[dict[str, tuple[str | None, ...]]]:
    """Every roster, legal or not."""
    rows = list(product((None, *instance.kind), repeat=instance.days))
    names = [person.name for person in instance.employees]
    return [dict(zip(names, own, strict=True)) for own in product(rows, repeat=len(names))]


def test_the_engine_finds_the_optimum_by_hand_and_proves_it(tmp_path: Path) -> None:
    result = solve(read(written(tmp_path)), time_limit=30, workers=1)
    assert (result.found, result.bound) == (OPTIMUM, OPTIMUM)


def test_the_engine_finds_the_best_of_every_roster(tmp_path: Path) -> None:
    instance = read(written(tmp_path, LONGER))
    measured = [score(instance, shifts) for shifts in every(instance)]
    best = min(m.total for m in measured if not m.broken)
    result = solve(instance, time_limit=30, workers=1)
    assert (result.found, result.bound) == (best, best)
