"""A budget's year made of months, published weeks and other results, as a user asks for it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.sweep import CaseResult, SweepCase
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.pipeline import stages
from scheduler.pipeline.office.budget_weeks import WeeksAsked
from scheduler.pipeline.sweep import case_runs
from tests.cli.conftest import Call


def figures(outputs: Path) -> dict[tuple[str, str], float]:
    """Values of the section `weeks` by week and figure."""
    with (outputs / "budget.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["section"] == "weeks"]
    return {(row["item"], row["figure"]): float(row["value"]) for row in rows}


def weeks(outputs: Path) -> list[str]:
    return list(dict.fromkeys(name for name, _ in figures(outputs)))


def contacts(case: SweepCase) -> float:
    rows = csv.DictReader(case.files["forecast.csv"].decode().splitlines())
    return sum(float(row["volume"]) for row in rows)


@pytest.fixture
def seasonal(rostered: Path) -> Path:
    """The rostered centre with a year behind it in which July was four times as busy."""
    day, lines = date(2025, 1, 1), ["start,channel,language,offered,abandoned,aht_s"]
    for number in range(365):
        then = day + timedelta(days=number)
        lines.append(f"{then}T10:00,phone,en,{80 if then.month == 7 else 20},0,240")
    (rostered / "inputs" / "history.csv").write_text("\n".join(lines) + "\n")
    summary = rostered / "outputs" / "summary.json"
    kept = json.loads(summary.read_text())
    summary.write_text(
        json.dumps({**kept, "input_digest": InputFolder(rostered / "inputs").digest()})
    )
    return rostered


@pytest.fixture
def run(seasonal: Path, monkeypatch: pytest.MonkeyPatch) -> list[SweepCase]:
    """Months that were rostered: each gets the roster that is there, without a search."""
    outputs, asked = seasonal / "outputs", list[SweepCase]()
    files = {name: (outputs / name).read_bytes() for name in ("roster.csv", "summary.json")}

    def instead(case: SweepCase) -> CaseResult:
        asked.append(case)
        return CaseResult(case.name, files)

    monkeypatch.setattr(case_runs, "run_case", instead)
    return asked


def test_a_year_is_rostered_month_by_month_and_kept(
    seasonal: Path, run: list[SweepCase], call: Call
) -> None:
    inputs, outputs = seasonal / "inputs", seasonal / "outputs"
    shown = call("budget", inputs, "--out", outputs, "--year")
    assert shown.exit_code == 0, shown.output
    assert "12 rostered weeks" in shown.output
    # Eleven months have as many contacts a day as each other: one of them is rostered.
    assert sorted(case.name for case in run) == ["2025-07", "2025-08"]
    july, others = sorted(run, key=lambda case: case.name)
    with (inputs / "forecast.csv").open() as file:
        usual = sum(float(row["volume"]) for row in csv.DictReader(file, skipinitialspace=True))
    # A year of 365 + 3 x 31 ordinary days: the mean day is 458 / 365 of those.
    assert contacts(others) / usual == pytest.approx(365 / 458, rel=1e-3)
    assert contacts(july) / usual == pytest.approx(4 * 365 / 458, rel=1e-3)
    found = figures(outputs)
    assert len(weeks(outputs)) == 12
    assert sum(v for (_, name), v in found.items() if name == "stands_for") == pytest.approx(52)
    assert found["2025-07", "stands_for"] == pytest.approx(52 * 31 / 365)
    assert found["2025-07", "contacts"] > 3.9 * found["2025-08", "contacts"]
    # The same people with four times as many contacts are further short.
    assert found["2025-07", "shortage_hours"] > found["2025-08", "shortage_hours"]
    page = (outputs / "budget.html").read_text(encoding="utf-8")
    assert "The weeks that the year is made of" in page
    run.clear()
    assert call("budget", inputs, "--out", outputs, "--year").exit_code == 0
    assert run == []
    # Searched otherwise, it is another year.
    assert call("budget", inputs, "--out", outputs, "--year", "--seed", 7).exit_code == 0
    assert len(run) == 2
    # Without the option the one week is the year again.
    assert call("budget", inputs, "--out", outputs).exit_code == 0
    assert weeks(outputs) == []


class FirstMonth(ThreadPoolExecutor):
    """Workers of which only the first month ever comes back."""

    given = 0

    def submit(self, run: Any, /, case: Any, **_: Any) -> Future[Any]:  # type: ignore[override]
        self.given += 1
        return Future() if self.given > 1 else super().submit(run, case)


def test_an_interrupted_year_says_what_is_left_and_goes_on(
    seasonal: Path, run: list[SweepCase], call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, outputs = seasonal / "inputs", seasonal / "outputs"
    numbers = []

    @contextmanager
    def pool(number: int, dask: str | None) -> Iterator[Executor]:  # noqa: ARG001
        numbers.append(number)
        with FirstMonth(max_workers=number) as found:
            yield found

    with monkeypatch.context() as patched:
        patched.setattr(case_runs, "workers", pool)
        found = stages.budget(
            inputs, outputs, stop=lambda: bool(run), asked=WeeksAsked(year=True, workers=3)
        )
    assert numbers == [3]
    [note] = found.notes
    assert note.startswith("not rostered yet: 2025-08, 2025-09")
    assert [week.name for week in found.weeks] == ["2025-07"]
    assert found.weeks[0].stands_for == pytest.approx(52)
    shown = call("budget", inputs, "--out", outputs, "--year", "--workers", 2)
    assert shown.exit_code == 0, shown.output
    assert [case.name for case in run] == ["2025-07", "2025-08"]  # each once


def test_a_month_without_a_roster_is_named(
    seasonal: Path, call: Call, run: list[SweepCase], monkeypatch: pytest.MonkeyPatch
) -> None:
    rostering = case_runs.run_case

    def instead(case: SweepCase) -> CaseResult:
        if case.name == "2025-07":
            return CaseResult(case.name, {}, 4, "no roster was found")
        return rostering(case)

    monkeypatch.setattr(case_runs, "run_case", instead)
    outputs = seasonal / "outputs"
    shown = call("budget", seasonal / "inputs", "--out", outputs, "--year")
    assert shown.exit_code == 0, shown.output
    assert "2025-07: no roster was found; other months stand for it" in shown.stderr
    assert len(weeks(outputs)) == 11
    # June and August are nearest to July, and share it.
    assert figures(outputs)["2025-08", "stands_for"] == pytest.approx(52 * (31 + 15.5) / 365)
    assert len(run) == 1


def test_published_weeks_make_the_year(rostered: Path, call: Call, tmp_path: Path) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    assert call("publish", inputs, outputs).exit_code == 0
    assert call("budget", inputs, "--out", outputs, "--published").exit_code == 0
    assert weeks(outputs) == ["week of 2026-05-11"]
    version = outputs / "published" / "2026-05-11" / "versions" / "1"
    # The week after, from other inputs: those of the version were kept with it.
    csrs = inputs / "csrs.csv"
    csrs.write_text(csrs.read_text().replace("28.50", "38.50"))
    other = tmp_path / "other"
    search = ("--time-limit", 1, "--reproducible", "--replications", 0)
    asked = ("schedule", inputs, "--out", other, "--week", "2026-05-18", *search)
    assert call(*asked).exit_code == 0
    shown = call("budget", inputs, "--out", other, "--roster", version)
    assert shown.exit_code == 0, shown.output
    found = figures(other)
    assert weeks(other) == ["week of 2026-05-18", "week of 2026-05-11"]
    # Both weeks are in May: each is half of the year.
    assert found["week of 2026-05-11", "stands_for"] == pytest.approx(26)
    assert found["week of 2026-05-18", "wages"] > found["week of 2026-05-11", "wages"]


def test_weeks_that_are_not_there_are_refused_in_words(
    rostered: Path, call: Call, tmp_path: Path
) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    other = tmp_path / "other"
    shutil.copytree(outputs, other)
    before = (outputs / "budget.csv").read_bytes()

    def refused(*asked: object) -> str:
        shown = call("budget", inputs, "--out", outputs, *asked)
        assert shown.exit_code == 2, shown.output
        assert (outputs / "budget.csv").read_bytes() == before
        return shown.stderr

    assert "has no published week" in refused("--published")
    assert "has no results of a run" in refused("--roster", tmp_path / "none")
    said = refused("--roster", other, "--roster", outputs)
    assert "week of 2026-05-11: is given twice" in said
    summary = json.loads((other / "summary.json").read_text())
    (other / "summary.json").write_text(json.dumps({**summary, "input_digest": "0123"}))
    assert "was made from other inputs, which are not kept" in refused("--roster", other)
