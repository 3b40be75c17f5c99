"""Results change all at once or not at all, and nothing of anybody else's is touched."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler.pipeline.results_folder.outputs import OutputFault, settle, staged
from tests.cli.conftest import UNPLAYED, Call
from tests.cli.test_exit_codes import snapshot

ROOT = Path(__file__).parents[2]


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def test_a_block_that_ends_well_replaces_everything(tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    with staged(outputs, whole=True) as new:
        write(new, roster="old", budget="old")
        (new / "ics").mkdir()
        write(new / "ics", c01="old", c02="gone")
        assert [path.name for path in outputs.iterdir()] == [new.name]
    with staged(outputs, whole=True) as new:
        write(new, roster="new")
        (new / "ics").mkdir()
        write(new / "ics", c01="new")
    assert snapshot(outputs) == {"roster.csv": b"new", "ics/c01.csv": b"new"}
    assert sorted(path.name for path in outputs.iterdir()) == ["ics", "roster.csv"]


def test_a_block_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    with staged(outputs) as new:
        write(new, roster="old")

    def fail_halfway() -> None:
        with staged(outputs) as new:
            write(new, roster="half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert snapshot(outputs) == {"roster.csv": b"old"}
    assert [path.name for path in outputs.iterdir()] == ["roster.csv"]


def test_trouble_with_the_disk_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputFault, match="no space left on device"), staged(tmp_path / "o"):
        raise OSError(28, os.strerror(28))


def test_a_run_killed_between_two_renames_is_finished_by_the_next(tmp_path: Path) -> None:
    write(tmp_path, roster="new", coverage="old")
    ready = tmp_path / ".ready-abc"
    ready.mkdir()
    write(ready, coverage="new")
    settle(tmp_path)
    assert snapshot(tmp_path) == {"roster.csv": b"new", "coverage.csv": b"new"}


def test_what_a_killed_run_left_unfinished_is_removed_when_old(tmp_path: Path) -> None:
    for name, age_s in (("old", 7200), ("running", 0)):
        folder = tmp_path / f".writing-{name}"
        folder.mkdir()
        os.utime(folder, (time.time() - age_s, time.time() - age_s))
    settle(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".writing-running"]


def test_what_is_not_ours_stays(rostered: Path, call: Call) -> None:
    outputs = rostered / "outputs"
    mine = {"README.md": b"about", "notes.txt": b"mine", "published/2020-01-06/roster.csv": b"kept"}
    for name, text in mine.items():
        (outputs / name).parent.mkdir(parents=True, exist_ok=True)
        (outputs / name).write_bytes(text)
    assert call("schedule", rostered / "inputs", "--out", outputs, *UNPLAYED).exit_code == 0
    assert mine.items() <= snapshot(outputs).items()


@pytest.mark.parametrize("name", ["roster.csv/", "summary.json/", "ics", "published"])
def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder_stay(
    name: str, inputs: Path, call: Call
) -> None:
    outputs = inputs.parent / "outputs"
    in_the_way = outputs / name / "mine" if name.endswith("/") else outputs / name
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("mine", encoding="utf-8")
    shown = call("schedule", inputs, "--out", outputs, *UNPLAYED)
    assert shown.exit_code == 2
    assert f"{outputs / name}: is a " in shown.output
    assert [path for path in outputs.rglob("*") if path.is_file()] == [in_the_way]


def test_what_stands_in_the_way_is_told_before_anything_moves(tmp_path: Path) -> None:
    (tmp_path / "z.csv").mkdir()
    with pytest.raises(OutputFault, match=r"z\.csv: is a folder"), staged(tmp_path) as new:
        write(new, a="new", z="new")
    assert [path.name for path in tmp_path.iterdir()] == ["z.csv"]


def test_a_disk_that_fills_up_leaves_the_earlier_results(rostered: Path) -> None:
    before = snapshot(rostered / "outputs")
    # A limit on the size of a file stands for the full disk: the page is larger than 8 kB.
    code = """
import resource, sys
from scheduler.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
main(sys.argv[1:])
"""
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    command = [sys.executable, "-c", code, "schedule", str(inputs), "--out", str(outputs)]
    done = subprocess.run(
        [*command, *map(str, UNPLAYED)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(outputs) == before
    assert not list(outputs.glob(".*"))
