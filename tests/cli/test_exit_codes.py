"""What a command answers, and that it writes nothing it should not."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scheduler.cli.endings import ending
from scheduler.domain.clause import Clause
from scheduler.domain.conflict import Conflict, Cure, Demand
from scheduler.pipeline.results_folder.outputs import OutputFault
from scheduler.pipeline.stages import Interrupted
from scheduler.rostering import solve as solving
from scheduler.rostering.answer import Answer, Contradiction, NoRoster
from tests.cli.conftest import BRIEFLY, UNPLAYED, Call
from tests.small_centres import CSRS, MONDAY, SETTINGS, forecast_table, write_centre


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_sound_centre_is_done(rostered: Path, call: Call) -> None:
    assert call("check", rostered / "inputs").exit_code == 0
    audited = call("audit", rostered / "inputs", rostered / "outputs" / "roster.csv")
    assert audited.exit_code == 0
    assert "no rule broken" in audited.output
    assert "says otherwise" not in audited.output


def test_every_fault_of_every_file_at_once(tmp_path: Path, call: Call) -> None:
    folder = write_centre(
        tmp_path / "inputs",
        csrs=CSRS.replace("28.50", "-3"),
        settings=SETTINGS.replace("slot_minutes = 15", "slot_minuets = 15"),
    )
    shown = call("check", folder)
    assert shown.exit_code == 2
    lines = shown.output.splitlines()
    assert any(line.startswith("csrs.csv:3: hourly_rate: ") for line in lines)
    assert any(line.startswith("settings.toml:7: ") and "slot_minutes" in line for line in lines)


@pytest.mark.parametrize("command", ["schedule", "forecast", "staff", "budget"])
def test_bad_input_writes_nothing(command: str, tmp_path: Path, call: Call) -> None:
    folder = write_centre(tmp_path / "inputs", csrs=CSRS.replace("5x8", "6x8"))
    shown = call(command, folder, "--out", tmp_path / "outputs")
    assert shown.exit_code == 2
    assert "csrs.csv:2: contract: " in shown.stderr
    assert not (tmp_path / "outputs").exists()


def test_bad_input_leaves_the_earlier_results(rostered: Path, call: Call) -> None:
    before = snapshot(rostered / "outputs")
    (rostered / "inputs" / "csrs.csv").write_text("csr_id\n", encoding="utf-8")
    shown = call("schedule", rostered / "inputs", "--out", rostered / "outputs")
    assert shown.exit_code == 2
    assert snapshot(rostered / "outputs") == before


@pytest.mark.usefixtures("inputs")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "{}/nowhere"),
        ("schedule", "{}/nowhere", "--out", "{}/x"),
        ("schedule", "{}/inputs", "--out", "{}/file"),
        ("schedule", "{}/inputs", "--out", "{}/file/below"),
        ("schedule", "{}/inputs", "--out", "{}/inputs"),
        ("staff", "{}/inputs", "--out", "{}/file"),
        ("staff", "{}/inputs", "--out", ""),
        ("check", ""),
        ("audit", "{}/inputs", "{}/nowhere.csv"),
        ("audit", "{}/inputs", "{}/inputs"),
        ("audit", "{}/inputs", "{}/file"),
        ("check", "{}/inputs", "--week", "1999-01-04"),
        ("check", "{}/inputs", "--week", "9999-12-31"),
        ("schedule", "{}/inputs", "--out", "{}/x", "--time-limit", "nan"),
        ("schedule", "{}/inputs", "--out", "{}/x", "--deadline", "inf"),
        ("schedule", "{}/inputs", "--out", "{}/x", "--fail-if-short", "nan"),
    ],
)
def test_what_a_user_can_get_wrong_is_told_in_words(
    arguments: tuple[str, ...], tmp_path: Path, call: Call
) -> None:
    (tmp_path / "file").write_text("not a roster", encoding="utf-8")
    before = snapshot(tmp_path)
    shown = call(*(argument.format(tmp_path) for argument in arguments))
    assert shown.exit_code == 2
    assert shown.output.strip()
    assert "Traceback" not in shown.output
    assert snapshot(tmp_path) == before


def test_a_broken_rule_is_five_and_named(rostered: Path, call: Call) -> None:
    roster = rostered / "outputs" / "roster.csv"
    lines = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    # Without its meal the shift has a hole, and a meal is missing from it.
    meal = next(i for i, line in enumerate(lines) if ",meal," in line)
    roster.write_text("".join(lines[:meal] + lines[meal + 1 :]), encoding="utf-8")
    shown = call("audit", rostered / "inputs", roster)
    assert shown.exit_code == 5
    assert "meal_and_rest_breaks c0" in shown.output
    assert "rules broken" in shown.output


def test_an_edit_that_keeps_the_rules_passes_and_is_noted(rostered: Path, call: Call) -> None:
    roster = rostered / "outputs" / "roster.csv"
    text = roster.read_text(encoding="utf-8")
    # Whoever worked phones works email in the same stints, so coverage.csv is no longer right.
    roster.write_text(text.replace(",phone,", ",email,"), encoding="utf-8")
    csrs = rostered / "inputs" / "csrs.csv"
    csrs.write_text(csrs.read_text().replace("en;es,phone,", "en;es,phone;email,"))
    shown = call("audit", rostered / "inputs", roster)
    assert shown.exit_code == 0, shown.output
    assert "coverage.csv next to the roster differs" in shown.output
    assert "cost.csv next to" not in shown.output


def test_hard_rules_that_contradict_each_other_are_three(rostered: Path, call: Call) -> None:
    before = snapshot(rostered / "outputs")
    settings = rostered / "inputs" / "settings.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[labour]", "[labour]\nminimum_staff = 4"), encoding="utf-8")
    arguments = ("schedule", rostered / "inputs", "--out", rostered / "outputs")
    table = rostered / "conflicts.csv"
    # Seconds for the proof; there is no search.
    shown = call(*arguments, "--time-limit", 30, "--explain", table)
    # Three people can never be four at once; one of them has 20 h in 45 open hours, so that at most
    # two are always there.
    assert shown.exit_code == 3
    assert "settings.toml:34: Mon 08:00 needs 4 people at work, 3 can be" in shown.stderr
    assert "change: minimum_staff at most" in shown.stderr
    assert snapshot(rostered / "outputs") == before
    with table.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["rule"], row["edit_source"]) == ("minimum_staff", "settings.toml:34")
    assert (row["edit_column"], row["old"]) == ("labour.minimum_staff", "4")
    # The change is one: written into the file, it gives a roster.
    settings.write_text(settings.read_text().replace("staff = 4", f"staff = {row['new']}"))
    assert call(*arguments, *BRIEFLY).exit_code == 0


def contradiction(cure: Cure | None) -> Contradiction:
    clause = Clause("seats", "at most 2 at once", "settings.toml:9")
    return Contradiction([Conflict((Demand(clause, cure),))])


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (NoRoster(), 4, "no roster"),
        (NoRoster("nearest: a roster with all but c07"), 4, "all but c07"),
        (contradiction(None), 3, "settings.toml:9: at most 2 at once"),
        (contradiction(Cure("3 seats", ())), 3, "change: 3 seats"),
        (OutputFault("outputs: cannot be written"), 2, "outputs: cannot be written"),
        (PermissionError(13, "Permission denied", "x/roster.csv"), 2, "x/roster.csv: permission"),
        (Interrupted(), 130, "before the first roster"),
        (KeyboardInterrupt(), 130, "the earlier results are unchanged"),
    ],
)
def test_every_ending_has_its_code_and_words(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    @ending
    def command() -> None:
        raise error

    with pytest.raises(SystemExit) as left:
        command()
    assert left.value.code == code
    assert words in capsys.readouterr().err


def test_a_fault_of_the_program_keeps_its_traceback() -> None:
    @ending
    def command() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        command()


def test_a_deadline_bounds_the_whole_run(
    rostered: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted: list[float] = []

    def briefly(*asked: Any, limit_s: float, **named: Any) -> Answer:
        granted.append(limit_s)
        return found(*asked, limit_s=0.3, **{**named, "reproducible": True})

    found = solving.solve
    monkeypatch.setattr(solving, "solve", briefly)
    arguments = ("schedule", rostered / "inputs", "--out", rostered / "outputs")
    for deadline in ((), ("--deadline", 600)):
        assert call(*arguments, "--time-limit", 5000, *deadline).exit_code == 0
    # A share of the time limit, and what the deadline leaves beside reading, playing and writing.
    assert granted[0] > 600 > granted[-1] > 0


def test_more_short_than_allowed_is_six_and_written(tmp_path: Path, call: Call) -> None:
    # 60 calls of 240 s an hour are 4 erlangs: never for three people.
    folder = write_centre(tmp_path / "inputs", forecast=forecast_table(volume=60))
    arguments = ("schedule", folder, "--out", tmp_path / "outputs", *UNPLAYED)
    shown = call(*arguments, "--fail-if-short", 1)
    assert shown.exit_code == 6
    assert "agent-hours are short, 1 are allowed" in shown.stderr
    summary = json.loads((tmp_path / "outputs" / "summary.json").read_text())
    assert summary["shortage_hours"] > 1
    assert call(*arguments, "--fail-if-short", 1000).exit_code == 0


def test_results_agree_with_each_other(rostered: Path) -> None:
    outputs = rostered / "outputs"
    summary = json.loads((outputs / "summary.json").read_text())
    with (outputs / "cost.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    # Two people owe 40 h and one 20 h, all of it worked.
    assert [float(row["paid_hours"]) for row in rows] == [40, 40, 20]
    assert summary["paid_hours"] == 100
    assert summary["cost"] == pytest.approx(40 * 30 + 40 * 28.5 + 20 * 27)
    assert summary["objective"] == pytest.approx(sum(summary["terms"].values()))
    assert summary["bound"] <= summary["objective"] + 1e-6
    assert (outputs / "audit.csv").read_text().splitlines() == [
        "rule,csr_id,start,source,amount,message"
    ]


def test_stages_by_themselves_write_their_table(inputs: Path, tmp_path: Path, call: Call) -> None:
    outputs = tmp_path / "outputs"
    assert call("staff", inputs, "--out", outputs).exit_code == 0
    assert call("forecast", inputs, "--out", outputs).exit_code == 0
    assert sorted(path.name for path in outputs.iterdir()) == ["forecast.csv", "requirements.csv"]
    # What was forecast can serve as an input.
    shutil.copy(outputs / "forecast.csv", inputs / "forecast.csv")
    assert call("check", inputs).exit_code == 0


def test_simulating_a_roster_repeats_and_leaves_it_alone(rostered: Path, call: Call) -> None:
    before = snapshot(rostered)
    arguments = ("simulate", rostered / "inputs", rostered / "outputs" / "roster.csv")
    shown = call(*arguments, "--replications", 20)
    assert shown.exit_code == 0
    assert "Phones" in shown.output.splitlines()
    assert call(*arguments, "--replications", 20).output == shown.output
    assert snapshot(rostered) == before


def test_the_budget_uses_the_roster_that_is_there(rostered: Path, call: Call) -> None:
    before = (rostered / "outputs" / "roster.csv").read_bytes()
    run = (rostered / "outputs" / "run.json").read_bytes()
    shown = call("budget", rostered / "inputs", "--out", rostered / "outputs")
    assert shown.exit_code == 0
    assert "factor" in shown.output
    assert (rostered / "outputs" / "roster.csv").read_bytes() == before
    assert (rostered / "outputs" / "run.json").read_bytes() == run
    assert (rostered / "outputs" / "budget.html").is_file()


def test_the_budget_takes_the_week_of_the_roster_that_is_there(inputs: Path, call: Call) -> None:
    outputs = inputs.parent / "outputs"
    second = ("schedule", inputs, "--out", outputs, "--week", "2026-05-20", *UNPLAYED)
    assert call(*second).exit_code == 0
    run = (outputs / "run.json").read_bytes()
    shown = call("budget", inputs, "--out", outputs)
    assert shown.exit_code == 0, shown.output
    assert (outputs / "run.json").read_bytes() == run


@pytest.mark.parametrize("week", [("--week", "2026-05-18"), ()])
def test_the_budget_never_replaces_the_results_of_another_week(
    rostered: Path, call: Call, week: tuple[str, ...]
) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    if not week:  # other inputs, whose forecast begins a week later than the roster
        (inputs / "forecast.csv").unlink()
        write_centre(inputs, forecast=forecast_table(MONDAY + timedelta(days=7)))
    before = snapshot(outputs)
    shown = call("budget", inputs, "--out", outputs, *week)
    assert shown.exit_code == 2
    assert "holds the roster of the week of 2026-05-11" in shown.output
    assert snapshot(outputs) == before


def test_an_audit_of_another_week_says_which(rostered: Path, call: Call) -> None:
    roster = rostered / "outputs" / "roster.csv"
    shown = call("audit", rostered / "inputs", roster, "--week", "2026-05-18")
    assert shown.exit_code == 2
    assert shown.output.count("roster.csv:") == 1
    assert "--week 2026-05-11" in shown.output


def test_the_budget_of_other_inputs_is_rostered_first(rostered: Path, call: Call) -> None:
    csrs = rostered / "inputs" / "csrs.csv"
    csrs.write_text(csrs.read_text().replace("28.50", "29.50"))
    run = (rostered / "outputs" / "run.json").read_bytes()
    arguments = ("budget", rostered / "inputs", "--out", rostered / "outputs", *BRIEFLY)
    assert call(*arguments).exit_code == 0
    assert (rostered / "outputs" / "run.json").read_bytes() != run
