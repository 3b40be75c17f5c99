"""Sweeps of scenarios: what is asked, what is refused, what is kept and what is done again."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.sweep import (
    DONE,
    FAILED,
    NOT_RUN,
    REFUSED,
    CaseOptions,
    CaseResult,
    SweepCase,
)
from scheduler.loading import InputFaults
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.loading.readers.scenario_grid import hours_of, read_grid
from scheduler.pipeline.sweep import case_runs
from scheduler.pipeline.sweep.case_runs import home_of
from scheduler.pipeline.sweep.scenario_sweep import sweep
from scheduler.pipeline.sweep.sweep_inputs import case_of, files_of, toml_text
from scheduler.pipeline.sweep.sweep_results import SweepRead, read_sweep
from tests.cli.conftest import BRIEFLY, Call
from tests.small_centres import write_centre

OPTIONS = CaseOptions(time_limit_s=0.3, reproducible=True, replications=2)


def grid_file(folder: Path, text: str, name: str = "grid.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def table(outputs: Path) -> list[dict[str, str]]:
    with (outputs / "scenarios.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- what is asked -----------------------------------------------------------------------


def test_lists_are_combined_and_scenarios_stand_alone(tmp_path: Path) -> None:
    text = """
[base]
service.phone.within_s = 30
[grid]
volume = [1.0, 1.2]
service.phone.target = [0.7, 0.8, 0.9]
[scenario.more]
people.5x8 = "+1"
"""
    found = read_grid(grid_file(tmp_path, text))
    assert len(found) == 1 + 2 * 3
    assert found[0].name == "more"
    assert found[0].changes == {"service.phone.within_s": 30, "people.5x8": "+1"}
    last = {"service.phone.within_s": 30, "volume": 1.2, "service.phone.target": 0.9}
    assert found[-1].changes == last
    assert found[-1].name == "volume=1.2, phone.target=0.9"


def test_a_table_of_scenarios_says_the_same(tmp_path: Path) -> None:
    text = "scenario,volume,service.phone.target,hours.phone\na,1.2,,\nb,,0.7,daily 09:00-15:00\n"
    found = read_grid(grid_file(tmp_path, text, "grid.csv"))
    assert [dict(one.changes) for one in found] == [
        {"volume": 1.2},
        {"service.phone.target": 0.7, "hours.phone": "daily 09:00-15:00"},
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[scenario.a]\nservice.phone.targt = 0.7\n", "grid.toml:2: service.phone.targt: found the "
         "unknown key"),
        ("[scenario.a]\nvolum = 2\n", "grid.toml:2: volum: found the unknown key 'volum'"),
        ("[scenario.a]\nvolume = 'much'\n", "grid.toml:2: volume: found 'much', allowed: a number"),
        ("[scenario.a]\npeople.5x8 = 'two'\n", "grid.toml:2: people.5x8: found 'two', allowed"),
        ("[scenario.a]\nhours.phone = 'always'\n", "grid.toml:2: hours.phone: found 'always'"),
    ],
)  # fmt: skip
def test_a_key_that_nothing_knows_is_named_with_its_line(
    tmp_path: Path, text: str, says: str
) -> None:
    [found] = read_grid(grid_file(tmp_path, text))
    assert found.faults[0].startswith(says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "[grids]\nvolume = [1]\n",
            r"grid\.toml:1: grids: found the unknown table .*nearest: grid",
        ),
        ("[grid\n", r"grid\.toml:1: syntax"),
        ("", r"grid\.toml:1: file: found nothing"),
        ("[grid]\nvolume = []\n", r"grid\.toml:1: file: found no scenario"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputFaults, match=says):
        read_grid(grid_file(tmp_path, text))


def test_hours_in_words() -> None:
    assert hours_of("mon-fri 08:00-17:00; sat 09:00-12:00") == {
        **dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-17:00"),
        "sat": "09:00-12:00",
    }
    assert len(hours_of("daily 07:00-20:00") or {}) == 7
    assert hours_of("noon") is None


# ---- what each scenario's inputs become --------------------------------------------------


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return write_centre(tmp_path / "inputs")


def files(
    inputs: Path, tmp_path: Path, changes: Mapping[str, Any]
) -> dict[str, list[dict[str, str]]]:
    """Tables of the changed inputs, by file."""
    keys = "\n".join(f"{key} = {json.dumps(value)}" for key, value in changes.items())
    [what] = read_grid(grid_file(tmp_path, f"[scenario.a]\n{keys}\n"))
    assert what.faults == ()
    case = case_of(what, files_of(inputs), OPTIONS)
    return {
        name: list(csv.DictReader(data.decode().splitlines()))
        for name, data in case.files.items()
        if name.endswith(".csv")
    } | {"settings": [{"text": case.files["settings.toml"].decode()}]}


def volume(rows: list[dict[str, str]]) -> float:
    return sum(float(row["volume"]) for row in rows)


def test_every_change_changes_its_file(inputs: Path, tmp_path: Path) -> None:
    before = files(inputs, tmp_path, {"solve.seed": 1})
    more = files(inputs, tmp_path, {"volume": 1.5})
    assert volume(more["forecast.csv"]) == pytest.approx(1.5 * volume(before["forecast.csv"]))
    slow = files(inputs, tmp_path, {"handling_time": 2})
    first = (table["forecast.csv"][0]["aht_s"] for table in (slow, before))
    assert float(next(first)) == 2 * float(next(first))
    paid = files(inputs, tmp_path, {"wages": 2})
    first = (table["csrs.csv"][0]["hourly_rate"] for table in (paid, before))
    assert float(next(first)) == 2 * float(next(first))
    for change in (2, -1):
        staffed = files(inputs, tmp_path, {"people.5x8": change})
        assert len(staffed["csrs.csv"]) == len(before["csrs.csv"]) + change
    asked = files(inputs, tmp_path, {"service.phone.target": 0.5})
    assert "target = 0.5" in asked["settings"][0]["text"]


def test_contacts_of_hours_that_close_come_in_the_others(inputs: Path, tmp_path: Path) -> None:
    before = files(inputs, tmp_path, {"solve.seed": 1})["forecast.csv"]
    after = files(inputs, tmp_path, {"hours.phone": "daily 10:00-14:00"})["forecast.csv"]
    assert volume(after) == pytest.approx(volume(before), rel=1e-4)
    before, after = ([r for r in rows if r["channel"] == "phone"] for rows in (before, after))
    assert {row["start"][11:13] for row in after} == {"10", "11", "12", "13"}
    # Nine hours a day with the same number of calls become four.
    assert float(after[0]["volume"]) == pytest.approx(9 / 4 * float(before[0]["volume"]), rel=1e-4)


def test_plain_toml_is_read_back_as_it_was() -> None:
    import tomllib

    tree = {"a": 1, "b": [1.5, 'x"y'], "t": {"c": True, "d": {"e e": "f"}, "l": [{"g": 2}]}}
    assert tomllib.loads(toml_text(tree)) == tree


# ---- what is done, kept and done again ---------------------------------------------------

GRID = """
[grid]
volume = [1.0, 1.2]
[scenario.wrong]
prices.shortage = 1
[scenario.impossible]
people.5x8 = -3
"""


def fake(case: SweepCase) -> CaseResult:
    """What a worker gives back, without a search: figures from the number of people."""
    people = case.files["csrs.csv"].decode().count("\n") - 1
    summary = {
        "days": 7, "required_hours": 10.0, "on_queue_hours": 12.0, "shortage_hours": 0.5,
        "objective": 30.0, "bound": 20.0, "regret_hours": 0.2, "paid_hours": 40.0 * people,
        "overtime_hours": 0.0, "rules_broken": 0,
        "terms": {"shortage": 15.0, "language_shortage": 7.0, "email": 1.0, "surplus": 3.0},
    }  # fmt: skip
    row = "40,0,0,0,1000,1500"
    head = "csr_id,paid_hours,leave_hours,holiday_hours,overtime_hours,total,loaded"
    cost = "\n".join([head, *(f"c{n},{row}" for n in range(people))])
    played = (
        "span,channel,language,service_level,service_level_half_width\n"
        "day,phone,*,0.1,0.1\nhorizon,phone,*,0.85,0.02\n"
    )
    done = {"summary.json": json.dumps(summary), "cost.csv": cost, "simulation.csv": played}
    return CaseResult(case.name, {name: text.encode() for name, text in done.items()})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the cases that were run; the searches are left out."""
    names: list[str] = []

    def run(case: SweepCase) -> CaseResult:
        names.append(case.name)
        return fake(case)

    monkeypatch.setattr(case_runs, "run_case", run)
    return names


def test_the_others_run_where_one_cannot(inputs: Path, tmp_path: Path, asked: list[str]) -> None:
    outputs = tmp_path / "out"
    rows = {r.scenario: r for r in sweep(inputs, grid_file(tmp_path, GRID), outputs, OPTIONS, 2)}
    assert sorted(asked) == ["volume=1", "volume=1.2"]
    assert [rows[name].status for name in ("wrong", "impossible")] == [REFUSED, REFUSED]
    assert "grid.toml:5: prices.shortage: found the unknown key" in rows["wrong"].words
    assert "people.5x8: found -3, allowed: from -2 on" in rows["impossible"].words
    done = [row for row in table(outputs) if row["status"] == DONE]
    # Three people of 40 h: 3 FTE, $1,000 a week each, x 52; 15 + 7 + 1 dollars of shortage.
    assert [(r["people"], r["fte"], r["wages"], r["shortage"]) for r in done] == [
        ("3", "3", "156000", "23")
    ] * 2
    assert (done[0]["service phone *"], done[0]["service phone * low"]) == ("0.85", "0.83")
    assert "wrong" in (outputs / "scenarios.html").read_text(encoding="utf-8")
    read = read_sweep(outputs / "scenarios.csv", InputFolder(inputs).digest())
    assert [point.loaded for point in read.points] == [234_000.0] * 2
    assert read_sweep(outputs / "scenarios.csv", "of other inputs") == SweepRead((), 2)


def test_what_is_done_is_not_done_again(inputs: Path, tmp_path: Path, asked: list[str]) -> None:
    outputs, grid = tmp_path / "out", grid_file(tmp_path, GRID)
    sweep(inputs, grid, outputs, OPTIONS)
    first = (outputs / "scenarios.csv").read_bytes()
    asked.clear()
    sweep(inputs, grid, outputs, OPTIONS)
    assert asked == []
    assert (outputs / "scenarios.csv").read_bytes() == first
    # One that was being written when it was killed has nothing that vouches for it.
    (home_of(outputs / "scenarios", "volume=1.2") / "done.json").unlink()
    sweep(inputs, grid, outputs, OPTIONS)
    assert asked == ["volume=1.2"]
    asked.clear()
    csrs = inputs / "csrs.csv"
    csrs.write_text(csrs.read_text().replace("28.50", "29.50"))
    sweep(inputs, grid, outputs, OPTIONS)
    assert len(asked) == 2


class Broken(ThreadPoolExecutor):
    """Workers of which the first one to get a scenario dies with it."""

    def submit(self, run: Any, /, case: Any, **_: Any) -> Future[Any]:  # type: ignore[override]
        seen.append(case.name)
        if seen.count(case.name) <= FAILS.get(case.name, 0):
            future: Future[Any] = Future()
            future.set_exception(RuntimeError("killed"))
            return future
        return super().submit(run, case)


seen: list[str] = []
FAILS: dict[str, int] = {}


@pytest.mark.parametrize(("fails", "status"), [(1, DONE), (2, FAILED)])
def test_a_failed_worker_costs_a_retry(
    fails: int,
    status: str,
    inputs: Path,
    tmp_path: Path,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def pool(number: int, dask: str | None) -> Iterator[Executor]:  # noqa: ARG001
        with Broken(max_workers=number) as found:
            yield found

    monkeypatch.setattr(case_runs, "workers", pool)
    seen.clear()
    FAILS.clear()
    FAILS["volume=1.2"] = fails
    rows = sweep(inputs, grid_file(tmp_path, GRID), tmp_path / "out", OPTIONS, 2)
    found = {row.scenario: row for row in rows}
    assert found["volume=1.2"].status == status
    assert found["volume=1"].status == DONE
    assert seen.count("volume=1.2") == 2
    assert len(asked) == (2 if status == DONE else 1)


def test_one_scenario_for_real(inputs: Path, tmp_path: Path, call: Call) -> None:
    grid = grid_file(tmp_path, "[scenario.busy]\nvolume = 3\n")
    out = tmp_path / "out"
    shown = call("scenarios", inputs, grid, "--out", out, *BRIEFLY, "--replications", 0)
    assert shown.exit_code == 0, shown.output
    [row] = table(out)
    assert (row["status"], row["people"], row["rules_broken"]) == (DONE, "3", "0")
    # The objective holds the shortage and is no less than its bound.
    assert float(row["objective"]) >= float(row["shortage"]) > 0
    assert float(row["objective"]) >= float(row["bound"])


def test_a_change_that_the_inputs_do_not_allow_is_refused(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(case: SweepCase) -> CaseResult:
        bad = b"target = 0.7" in case.files["settings.toml"]
        words = "settings.toml:9: service.phone.target: found 0.7; 1 fault in the inputs"
        return CaseResult(case.name, {}, 2, words) if bad else fake(case)

    monkeypatch.setattr(case_runs, "run_case", run)
    grid = grid_file(
        tmp_path, "[scenario.a]\nvolume = 1\n[scenario.b]\nservice.phone.target = 0.7\n"
    )
    one, other = sweep(inputs, grid, tmp_path / "out", OPTIONS, 2)
    assert (one.status, other.status) == (DONE, REFUSED)
    assert other.words.startswith("grid.toml:3: settings.toml:9: service.phone.target: found 0.7")


def test_bad_scenarios_alone_write_nothing(inputs: Path, tmp_path: Path, call: Call) -> None:
    grid = grid_file(tmp_path, "[scenario.a]\nvolum = 3\n")
    shown = call("scenarios", inputs, grid, "--out", tmp_path / "out")
    assert shown.exit_code == 2
    assert "grid.toml:2: volum: found the unknown key" in shown.stderr
    assert not (tmp_path / "out" / "scenarios.csv").exists()


def test_without_the_package_a_cluster_is_refused_in_words(
    inputs: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    grid = grid_file(tmp_path, "[scenario.a]\nvolume = 3\n")
    shown = call("scenarios", inputs, grid, "--out", tmp_path / "out", "--dask", "tcp://x:1")
    assert shown.exit_code == 2
    assert "pip install 'csr-scheduler[dask]'" in shown.stderr


class First(ThreadPoolExecutor):
    """Workers of which only the first scenario ever comes back."""

    def submit(self, run: Any, /, case: Any, **_: Any) -> Future[Any]:  # type: ignore[override]
        seen.append(case.name)
        return Future() if len(seen) > 1 else super().submit(run, case)


def test_a_sweep_that_was_ended_goes_on_where_it_was(
    inputs: Path, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def pool(number: int, dask: str | None) -> Iterator[Executor]:  # noqa: ARG001
        with First(max_workers=number) as found:
            yield found

    out, grid = tmp_path / "out", grid_file(tmp_path, "[grid]\nvolume = [1.0, 1.1, 1.2]\n")
    seen.clear()
    with monkeypatch.context() as patched:
        patched.setattr(case_runs, "workers", pool)
        rows = sweep(inputs, grid, out, OPTIONS, 1, stop=lambda: bool(asked))
    assert [row.status for row in rows] == [DONE, NOT_RUN, NOT_RUN]
    assert [row["status"] for row in table(out)] == [DONE, NOT_RUN, NOT_RUN]
    rows = sweep(inputs, grid, out, OPTIONS, 1)
    assert {row.status for row in rows} == {DONE}
    assert sorted(asked) == ["volume=1", "volume=1.1", "volume=1.2"]  # each once
