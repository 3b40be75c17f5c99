"""Machine code of kernels follows the text of all kernels, and needs no folder to be kept in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "scheduler"

RECORDS = """
from typing import NamedTuple
import numpy as np
RATE = 2.0
class Pair(NamedTuple):
    left: np.ndarray
"""
CALLEE = """
from scheduler.kernels import kernel
from scheduler.records import RATE
@kernel()
def double(value):
    return RATE * value
"""
CALLER = """
from scheduler.callee import double
from scheduler.kernels import kernel
from scheduler.records import Pair
@kernel()
def total(pair):
    return double(pair.left[0])
"""
CALL = """
import numpy as np
from scheduler import caller
print(caller.total(caller.Pair(np.array([3.0]))), sum(caller.total.stats.cache_hits.values()))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of the same name with one kernel that calls another."""
    folder = tmp_path / "scheduler"
    folder.mkdir()
    shutil.copy(PACKAGE / "kernels.py", folder)
    texts = {"__init__": "", "records": RECORDS, "callee": CALLEE, "caller": CALLER}
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def call(package: Path, **environment: str) -> str:
    """Sum and cache hits, as a new process prints them."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("NUMBA_")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", CALL],
        cwd=package.parent,
        env={**inherited, "PYTHONPATH": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def edit(path: Path, old: str, new: str) -> None:
    """Change a text, and leave the file's time and size as they were."""
    times = path.stat()
    path.write_text(path.read_text().replace(old, new))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_a_caller_obeys_an_edited_callee_a_constant_and_a_renamed_record(package: Path) -> None:
    assert [call(package), call(package)] == ["6.0 0", "6.0 1"]
    edit(package / "callee.py", "RATE * value", "RATE + value")
    assert call(package) == "5.0 0"
    edit(package / "records.py", "RATE = 2.0", "RATE = 4.0")
    assert call(package) == "7.0 0"
    edit(package / "records.py", "Pair", "Duet")
    edit(package / "caller.py", "import Pair", "import Duet as Pair")
    assert call(package) == "7.0 0"


def test_without_a_folder_to_write_to_machine_code_is_kept_among_temporary_files(
    package: Path,
) -> None:
    """Clone and home are read-only: a folder of one's own, never one that others can write to."""
    file = package / "__pycache__"  # no folder can be made here, by whatever user
    file.write_text("")
    nowhere, temporary = str(file), package.parent / "temporary"
    temporary.mkdir()
    places = {"HOME": nowhere, "XDG_CACHE_HOME": nowhere, "NUMBA_CACHE_DIR": nowhere}
    places["TMPDIR"] = str(temporary)
    assert [call(package, **places), call(package, **places)] == ["6.0 0", "6.0 1"]
    [own] = temporary.iterdir()
    assert own.stat().st_mode & 0o777 == 0o700
    own.chmod(0o777)
    assert call(package, **places) == "6.0 0"
    assert call(package, HOME=nowhere, XDG_CACHE_HOME=str(package.parent / "mine")) == "6.0 0"
    assert call(package, HOME=nowhere, XDG_CACHE_HOME=str(package.parent / "mine")) == "6.0 1"
