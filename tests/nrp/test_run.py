"""The command: a table, rosters on demand, faults in plain words."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from benchmarks.nrp.run import main
from tests.nrp.tiny import OPTIMUM, TEXT, written


def test_a_table_and_the_roster(tmp_path: Path) -> None:
    path, out = written(tmp_path), tmp_path / "out"
    ran = CliRunner().invoke(main, [str(path), "--time-limit", "30", "--out", str(out), "--quiet"])
    assert ran.exit_code == 0, ran.output
    head, row = ran.output.splitlines()
    assert row.split()[:5] == ["Tiny", "2", str(OPTIMUM), str(OPTIMUM), "0.00%"]
    assert head.split()[:4] == ["instance", "people", "found", "bound"]
    lines = (out / "Tiny.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["employee,day,shift", "A,0,L", "B,0,E", "B,1,E"]


def test_faults_end_with_exit_code_2(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.replace("L,480,E", "L,often,E"))
    ran = CliRunner().invoke(main, [str(path)])
    assert ran.exit_code == 2
    assert "Tiny.txt:8: minutes: found 'often'" in ran.output


def test_rules_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    # two days of 480 minutes are 960, and 1440 are asked
    path = written(tmp_path, TEXT.replace("960,480,5", "1440,1440,5"))
    ran = CliRunner().invoke(main, [str(path)])
    assert ran.exit_code == 3
    assert "B works" in ran.output


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, [str(tmp_path / "none.txt")])
    assert ran.exit_code == 2
