"""`scheduler import`: looks first, asks once, keeps the answers, adds to what is there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli.main import main
from scheduler.loading import frames_of
from tests.cli.conftest import Call

SETTINGS = """# The centre of a test
[centre]
name = "Test" # its name
timezone = "America/Los_Angeles"

[opening.phone]
mon = "08:00-10:00"
"""
HEAD = "Date,Time,Skill,ACD Calls,Abandoned Calls,Avg ACD Time,Total After Call\n"
MAY = HEAD + "5/4/2026,8:00,311,20,1,100,0\n5/4/2026,9:00,311,10,0,100,0\n"
JUNE = HEAD + "6/1/2026,8:00,311,30,0,100,0\n6/1/2026,9:00,311,10,0,100,0\n"
ANSWERS = ("acd_calls=answered", "clock=local", "date_order=mdy", "language.311=en")
OPTIONS = [part for answer in ANSWERS for part in ("--answer", answer)]


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    folder = tmp_path / "centre"
    folder.mkdir()
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def report(folder: Path, text: str, name: str = "report.csv") -> Path:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def rows(centre: Path, name: str = "history.csv") -> list[dict[str, str]]:
    with (centre / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_without_a_terminal_the_questions_are_options(centre: Path, call: Call) -> None:
    done = call("import", report(centre, MAY), "--as", "avaya-cms", "--into", centre)
    assert done.exit_code == 2
    for line in (
        "Is '5/4/2026' written month first or day first?",
        "answered  calls answered; offered = answered + abandoned",
        "--answer 'clock=local|utc'",
        "--answer 'language.311=...'",
        "nothing was written",
    ):
        assert line in done.output
    assert [path.name for path in centre.iterdir()] == ["settings.toml"]


def test_a_dry_run_shows_and_writes_nothing(centre: Path, call: Call) -> None:
    done = call(
        "import", report(centre, MAY), "--as", "avaya-cms", "--into", centre, "--dry-run", *OPTIONS
    )
    assert done.exit_code == 0, done.output
    assert "5/4/2026, 8:00, 311, 20, 1, 100, 0" in done.output
    assert "-> Mon 2026-05-04 08:00 phone en: 21 offered, 1 gave up, 100 s each" in done.output
    assert "Mon 2026-05-04           31" in done.output
    assert "phone                    31  100.0 %" in done.output
    assert (centre / "settings.toml").read_text(encoding="utf-8") == SETTINGS
    assert not (centre / "history.csv").exists()


def test_next_month_asks_nothing_and_is_added(centre: Path, call: Call) -> None:
    first = call("import", report(centre, MAY), "--as", "avaya-cms", "--into", centre, *OPTIONS)
    assert first.exit_code == 0, first.output
    kept = (centre / "settings.toml").read_text(encoding="utf-8")
    assert kept.startswith(SETTINGS)
    assert "[imports.avaya-cms]\n" in kept
    second = call("import", report(centre, JUNE), "--as", "avaya-cms", "--into", centre)
    assert second.exit_code == 0, second.output
    assert "2 rows new, 0 replaced, 2 kept" in second.output
    assert [float(row["offered"]) for row in rows(centre)] == [21, 10, 30, 10]
    assert (centre / "settings.toml").read_text(encoding="utf-8") == kept


def test_an_interval_that_comes_again_replaces_the_earlier(centre: Path, call: Call) -> None:
    into = ("--as", "avaya-cms", "--into", centre)
    call("import", report(centre, MAY), *into, *OPTIONS)
    later = call("import", report(centre, MAY.replace("311,20,1", "311,25,1")), *into)
    assert "0 rows new, 2 replaced, 0 kept" in later.output
    assert [float(row["offered"]) for row in rows(centre)] == [26, 10]
    anew = call("import", report(centre, JUNE), *into, "--replace")
    assert anew.exit_code == 0
    assert [row["start"][:10] for row in rows(centre)] == ["2026-06-01"] * 2


def test_one_week_of_a_file(centre: Path, call: Call) -> None:
    both = MAY + JUNE.removeprefix(HEAD)
    options = ("--as", "avaya-cms", "--into", centre, *OPTIONS, "--week", "2026-06-03")
    assert call("import", report(centre, both), *options).exit_code == 0
    assert {row["start"][:10] for row in rows(centre)} == {"2026-06-01"}


def test_a_person_is_asked_and_may_err(centre: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers or words; a wrong answer is asked again; Enter takes what is suggested."""
    monkeypatch.setattr("scheduler.cli.commands.import_export.somebody_there", lambda: True)
    text = MAY.replace("9:00,311", "9:00,311 Spanish") + "5/4/2026,8:00,Water,99,0,100,0\n"
    words = [str(report(centre, text)), "--as", "avaya-cms", "--into", str(centre)]
    given = "mdy\nsun\nlocal\n1\n1; 311 Spanish\n\n\n"
    done = CliRunner().invoke(main, ["import", *words], input=given)
    assert done.exit_code == 0, done.output
    assert "not one of the choices: sun" in done.output
    assert "Water' stand for" not in done.output  # somebody else's
    assert [(row["language"], float(row["offered"])) for row in rows(centre)] == [
        ("en", 21),
        ("es", 10),
    ]
    settings = (centre / "settings.toml").read_text(encoding="utf-8")
    assert 'other_skills = ["Water"]' in settings


def test_the_channel_of_a_file_is_as_answered(centre: Path, call: Call) -> None:
    two = SETTINGS + '[opening.desk]\nmon = "08:00-10:00"\n'
    (centre / "settings.toml").write_text(two, encoding="utf-8")
    into = ("--as", "avaya-cms", "--into", centre, *OPTIONS)
    assert "--answer 'channel=phone|desk'" in call("import", report(centre, MAY), *into).output
    done = call("import", report(centre, MAY), *into, "--answer", "channel=desk")
    assert done.exit_code == 0
    assert {row["channel"] for row in rows(centre)} == {"desk"}


def test_a_mapping_that_would_misread_the_result_is_a_fault(centre: Path, call: Call) -> None:
    mapped = SETTINGS + '[history.columns]\noffered = "Calls"\n'
    (centre / "settings.toml").write_text(mapped, encoding="utf-8")
    done = call("import", report(centre, MAY), "--as", "avaya-cms", "--into", centre, *OPTIONS)
    assert done.exit_code == 2
    assert "settings.toml:8: history.columns: found history.columns" in done.output
    assert not (centre / "history.csv").exists()


def test_a_table_of_other_columns_is_not_added_to(centre: Path, call: Call) -> None:
    (centre / "history.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = call("import", report(centre, MAY), "--as", "avaya-cms", "--into", centre, *OPTIONS)
    assert done.exit_code == 2
    assert "history.csv:1: header: found the columns a, b" in done.output
    assert (centre / "history.csv").read_text(encoding="utf-8") == "a,b\n1,2\n"


def test_an_export_may_stay_where_it_is(centre: Path, call: Call, tmp_path: Path) -> None:
    """With `[history] format` the export itself is history.csv; answers come from the settings."""
    (centre / "history.csv").write_text(MAY, encoding="utf-8")
    asked = SETTINGS + '[history]\nformat = "avaya-cms"\n'
    (centre / "settings.toml").write_text(asked, encoding="utf-8")
    done = call("forecast", centre, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "history.csv:1: [imports.avaya-cms] clock: found no answer" in done.output
    answers = 'acd_calls = "answered"\nclock = "local"\ndate_order = "mdy"\nlanguage = "en"\n'
    told = asked + "[imports.avaya-cms]\n" + answers
    (centre / "settings.toml").write_text(told, encoding="utf-8")
    assert call("forecast", centre, "--out", tmp_path / "out").exit_code == 0
    with (tmp_path / "out" / "forecast.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["start"][:16] for row in found] == ["2026-05-11T08:00", "2026-05-11T09:00"]
    assert sum(float(row["p50"]) for row in found) == pytest.approx(31, rel=0.02)
    frames = frames_of(centre)  # in Python the same rows, in plain columns
    assert frames["history"]["offered"].tolist() == [21, 10]
    assert "format" not in frames["settings"]["history"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[imports.avaya]", "imports.avaya: found 'avaya', allowed: a format, one of avaya-cms"),
        ("[imports.csv]\nclok = 1", "imports.csv.clok: found the unknown key 'clok'"),
        ('[imports.csv]\nclock = "moon"', "found 'moon', allowed: local or utc"),
        ("[imports.zendesk-tickets]\nhandling_s = { email = -3 }", "found -3, allowed: a table"),
        ('[imports.time-off]\ncodes = { V = ["a", "b"] }', "allowed: two texts, a kind of leave"),
    ],
)
def test_answers_in_the_settings_are_checked(
    table: str, words: str, centre: Path, call: Call
) -> None:
    (centre / "settings.toml").write_text(f"{SETTINGS}\n{table}\n", encoding="utf-8")
    done = call("import", report(centre, MAY), "--as", "avaya-cms", "--into", centre)
    assert done.exit_code == 2
    assert words in done.output


def test_a_centre_that_is_not_there(tmp_path: Path, call: Call) -> None:
    (tmp_path / "report.csv").write_text(MAY, encoding="utf-8")
    done = call("import", tmp_path / "report.csv", "--as", "csv", "--into", tmp_path / "no")
    assert (done.exit_code, "found no such folder" in done.output) == (2, True)
    gone = call("import", tmp_path / "no.csv", "--as", "csv", "--into", tmp_path)
    assert (gone.exit_code, "settings.toml:1: file: found no such file" in gone.output) == (2, True)
