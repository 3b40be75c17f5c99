"""Weekends and evenings are shared by default beside a published past, and else only if set."""

from __future__ import annotations

from pathlib import Path

from scheduler.loading import load
from tests.small_centres import SETTINGS, write_centre

PAST = """
csr_id, start,            end,              activity, paid
c01,    2026-05-09T08:00, 2026-05-09T12:00, phone,    yes
"""


def prices(folder: Path, settings: str = SETTINGS, past: str | None = None) -> tuple[float, float]:
    found = load(write_centre(folder, settings=settings, previous_roster=past)).prices
    return found.weekend_day, found.evening_shift


def test_by_default_only_beside_a_published_past(tmp_path: Path) -> None:
    assert prices(tmp_path / "a") == (0.0, 0.0)
    assert prices(tmp_path / "b", past=PAST) == (2.0, 0.5)


def test_what_is_set_holds_with_and_without_a_past(tmp_path: Path) -> None:
    settings = SETTINGS + "\n[prices]\nweekend_day = 3\nevening_shift = 0\n"
    assert prices(tmp_path / "a", settings) == (3.0, 0.0)
    assert prices(tmp_path / "b", settings, PAST) == (3.0, 0.0)
