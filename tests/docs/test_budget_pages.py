"""The examples of the pages on budget and scenarios are read as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

from scheduler.loading.load_office import load_office
from scheduler.loading.readers.scenario_grid import read_grid
from tests.docs.pages import DOCS


def example(page: str) -> str:
    """The page's first block of TOML."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_the_settings_of_the_office_are_read(tmp_path: Path) -> None:
    (tmp_path / "budget.toml").write_text(example("budget.md"), encoding="utf-8")
    classes, channels = frozenset({"30000017"}), frozenset({"phone"})
    settings = load_office(tmp_path, channels, classes).settings
    assert (settings.ahead.growth, settings.hires[0].fte) == (0.2, 4)
    opening = settings.changes[0].opening
    assert opening is not None
    assert opening[0] == (420, 1200)
    assert opening[5] is None
    assert settings.steps["30000017"].rates == (27.32, 30.37, 32.56)


def test_the_grid_is_read(tmp_path: Path) -> None:
    path = tmp_path / "grid.toml"
    path.write_text(example("scenarios.md"), encoding="utf-8")
    found = read_grid(path)
    assert [one.faults for one in found] == [()] * 13  # 3 x 2 x 2 and one more
    assert all(one.changes["solve.workers"] == 1 for one in found)


def test_the_sweep_of_portland_is_read() -> None:
    found = read_grid(DOCS / "examples" / "hours_volume_target.toml")
    assert [one.faults for one in found] == [()] * 24
