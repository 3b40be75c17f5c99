"""The centre of four languages: sound inputs, the same every time, and what teams would cost."""

from __future__ import annotations

from pathlib import Path

from benchmarks.language_study import SHARES, teams, write
from scheduler.domain.demand import ALL
from scheduler.forecast import forecast
from scheduler.loading import load
from scheduler.staffing.requirements import require


def test_the_inputs_are_sound_and_repeat(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, "waiting")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    scenario = load(tmp_path / "one")
    assert len(scenario.csrs) == 60
    assert scenario.services["phone"].scope == "week"


def test_separate_teams_ask_for_more_than_the_pool(tmp_path: Path) -> None:
    write(tmp_path, "waiting")
    scenario = load(tmp_path)
    apart = teams(scenario)
    assert [team.language for team in apart] == list(SHARES)
    assert [team.speakers for team in apart] == [60, 22, 12, 12]
    need = require(scenario, forecast(scenario).volumes).by_slot
    pooled = need["phone", ALL].sum() / 4  # slots of a quarter of an hour
    assert pooled < sum(team.hours for team in apart)
    # A language's own row is what a team of its own would need: the formula is the same.
    for team in apart[1:]:
        assert team.hours == need["phone", team.language].sum() / 4
