"""A few of the kills of tests/publishing/kills.py, each at a rename that matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.kills import killed_at_rename, whole_version
from tests.publishing.repair_kills import answers, asked, killed, whole


@pytest.mark.parametrize(
    ("rename", "version"),
    [
        (1, 2),  # before the folder is called ready: the version before, and no trace
        (2, 3),  # after it: the first command that looks completes the new one
        (12, 3),  # in the middle of the results
    ],
)
def test_a_kill_leaves_one_version_or_the_other(twice: Path, rename: int, version: int) -> None:
    assert whole_version(twice) == 2
    assert killed_at_rename(twice, twice / "made.csv", rename) == -9
    assert whole_version(twice) == version


@pytest.mark.parametrize(
    ("rename", "which"),
    [
        (1, 0),  # before the folder is called ready: the answers before
        (3, 1),  # after it, with one answer moved away and its successor not yet in place
    ],
)
def test_a_killed_repair_leaves_all_answers_of_one(
    answered: tuple[Path, list[dict[str, str]]], rename: int, which: int
) -> None:
    home, known = answered
    asked(home, 0)
    assert killed(home, 1, rename) == -9
    assert answers(home) == known[which]


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    return whole(tmp_path_factory.mktemp("answered"))
