"""Two runs that end together: one set of results, whole, and nobody dies."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from scheduler.pipeline.results_folder import folder_lock
from scheduler.pipeline.results_folder.folder_lock import LOCK, FolderBusy, locked
from scheduler.pipeline.results_folder.outputs import OutputFault, staged

FORK = multiprocessing.get_context("fork")
NAMES = ("roster.csv", "coverage.csv", "cost.csv", "summary.json")


def put(folder: Path, text: str) -> None:
    with staged(folder, whole=True) as new:
        (new / "ics").mkdir()
        for name in (*NAMES, "ics/c01.ics"):
            (new / name).write_text(text, encoding="utf-8")


def put_often(folder: str, own: str, times: int) -> None:
    for n in range(times):
        put(Path(folder), f"{own} {n}")


def hold(folder: str, ready: str) -> None:
    with locked(Path(folder)):
        Path(ready).touch()
        time.sleep(60)


def texts(folder: Path) -> set[str]:
    return {(folder / name).read_text(encoding="utf-8") for name in (*NAMES, "ics/c01.ics")}


def test_runs_that_end_together_leave_the_results_of_one(tmp_path: Path) -> None:
    """Four processes of 15 runs each; without the lock some die and some leave a mixture."""
    runs = [FORK.Process(target=put_often, args=(str(tmp_path), f"run{n}", 15)) for n in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0, 0, 0, 0]
    assert len(texts(tmp_path)) == 1
    assert {path.name for path in tmp_path.iterdir()} == {*NAMES, "ics"}


@pytest.fixture
def holder(tmp_path: Path) -> multiprocessing.process.BaseProcess:
    """Another process that has the folder's lock."""
    ready = tmp_path.parent / f"{tmp_path.name}-ready"
    other = FORK.Process(target=hold, args=(str(tmp_path), str(ready)))
    other.start()
    while not ready.exists():
        time.sleep(0.01)
    return other


def test_the_second_refuses_after_waiting(
    tmp_path: Path, holder: multiprocessing.process.BaseProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        with pytest.raises(FolderBusy, match=f"another run .process {holder.pid} on"):
            locked(tmp_path, wait_s=0).__enter__()
        monkeypatch.setattr(locked.__wrapped__, "__defaults__", (0.0,))  # type: ignore[attr-defined]
        with pytest.raises(OutputFault, match="cannot be written, another run"):
            put(tmp_path, "second")
    finally:
        holder.kill()
        holder.join()


def test_the_lock_of_a_killed_run_is_free(
    tmp_path: Path, holder: multiprocessing.process.BaseProcess
) -> None:
    assert holder.pid
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    assert (tmp_path / LOCK).exists()
    put(tmp_path, "after")
    assert texts(tmp_path) == {"after"}
    assert not (tmp_path / LOCK).exists()


class NoLocks:
    """A file system that cannot lock, as some network shares."""

    LOCK_EX = LOCK_NB = 0

    @staticmethod
    def flock(_file: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")


def sign(folder: Path, pid: int, started: str, host: str) -> Path:
    lock = folder / LOCK
    lock.write_text(json.dumps([pid, started, host, True]), encoding="utf-8")
    return lock


def test_where_files_cannot_be_locked_the_file_is_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "fcntl", NoLocks)
    put(tmp_path, "first")
    assert texts(tmp_path) == {"first"}
    assert not (tmp_path / LOCK).exists()
    own = os.getpid()
    here, started = folder_lock.socket.gethostname(), folder_lock._started(own)
    sign(tmp_path, own, started, here)  # this process lives
    with pytest.raises(FolderBusy):
        locked(tmp_path, wait_s=0).__enter__()
    sign(tmp_path, own, f"{started}0", here)  # its number belonged to another one before
    put(tmp_path, "second")
    lock = sign(tmp_path, 1, "1", "another machine")
    with pytest.raises(FolderBusy):
        locked(tmp_path, wait_s=0).__enter__()
    os.utime(lock, (time.time() - 1000, time.time() - 1000))
    put(tmp_path, "third")
    assert texts(tmp_path) == {"third"}


def test_a_stale_lock_is_removed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four processes that all find it stale: none of them takes a lock from another."""
    monkeypatch.setattr(folder_lock, "fcntl", NoLocks)
    sign(tmp_path, 2**22 + 1, "1", folder_lock.socket.gethostname())
    runs = [FORK.Process(target=put_often, args=(str(tmp_path), f"run{n}", 10)) for n in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0, 0, 0, 0]
    assert len(texts(tmp_path)) == 1
