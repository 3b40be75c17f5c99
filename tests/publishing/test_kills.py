"""A few of the kills of tests/publishing/kills.py, each at a rename that matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.kills import killed_at_rename, whole_version


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
