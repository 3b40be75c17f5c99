"""A price that the search does not read is named, wherever warnings are read."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner

from scheduler.cli.main import main
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective import TERMS, left_out_of_the_bound, unread
from scheduler.objective.term import ModelWithPrices, Reading, Term
from tests.small_centres import small_centre, write_centre

WARNING = (
    "sundays is priced at 10 $ each; the local search does not read it, only the finished roster "
    "and CP-SAT do"
)
NOWHERE = Reading("none", "a term of this test, which nothing but its price reads")


@dataclass(frozen=True)
class Sundays(Term):
    """A price that the search does not know."""

    priced: str = "10 $ each"
    name: ClassVar[str] = "sundays"
    own: ClassVar[Reading] = NOWHERE
    search: ClassVar[Reading] = NOWHERE
    bound: ClassVar[Reading] = NOWHERE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Sundays:  # noqa: ARG003
        return cls()

    def price(
        self,
        scenario: Scenario,
        requirements: Requirements,  # noqa: ARG002
        roster: Roster,
    ) -> float:
        return 10.0 * sum(scenario.grid.weekday(scenario.grid.day(s.start)) == 6
                          for s in roster.segments)  # fmt: skip

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:  # noqa: ARG002
        grid = model.scenario.grid
        for csr in model.scenario.csrs:
            for day in (d for d in range(grid.days) if grid.weekday(d) == 6):
                model.pay(10.0, model.works(csr.csr_id, day))


def test_only_what_the_search_does_not_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = small_centre()
    assert unread(scenario) == ()
    monkeypatch.setattr("scheduler.objective.TERMS", [*TERMS, Sundays])
    assert unread(scenario) == (WARNING,)


def test_what_the_bound_leaves_out_is_named_where_it_is_priced() -> None:
    scenario = small_centre()
    found = left_out_of_the_bound(scenario)
    assert "short_rests" in found
    assert "moving_starts" not in found
    free = replace(scenario, prices=replace(scenario.prices, short_rest_per_hour=0.0))
    assert "short_rests" not in left_out_of_the_bound(free)


def test_check_the_results_and_an_audit_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.objective.TERMS", [*TERMS, Sundays])
    inputs = write_centre(tmp_path / "inputs")
    checked = CliRunner().invoke(main, ["check", str(inputs)])
    assert checked.exit_code == 0
    assert f"warning: {WARNING}" in checked.output.splitlines()
    outputs = tmp_path / "outputs"
    done = CliRunner().invoke(main, ["schedule", str(inputs), "--out", str(outputs),
                                     "--time-limit", "3", "--quiet"])  # fmt: skip
    assert done.exit_code == 0
    found = json.loads((outputs / "summary.json").read_text())
    assert WARNING in found["warnings"]
    assert "sundays" in found["bound_leaves_out"]
    audited = CliRunner().invoke(main, ["audit", str(inputs), str(outputs / "roster.csv")])
    assert audited.exit_code == 0
    assert f"warning: {WARNING}" in audited.output.splitlines()


def test_a_reading_that_is_not_whole_says_why() -> None:
    with pytest.raises(ValueError, match="says why"):
        Reading("part")
