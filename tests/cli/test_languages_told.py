"""What languages were asked for stays with a published week; hours short are counted once."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import BRIEFLY, Call
from tests.cli.test_held_languages import FEW, PEOPLE, calls
from tests.small_centres import write_centre

WEEK = Path("published", "2026-05-11")
QUICK = (*BRIEFLY, "--quiet")
ASKED = ("channel", "language", "asked", "overflow", "heads")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(folder: Path) -> list[list[str]]:
    """What was asked for of each language by the file in a folder."""
    return [[row[name] for name in ASKED] for row in rows(folder / "languages.csv")]


def required(folder: Path) -> list[tuple[str, str]]:
    """Spanish speakers required, slot by slot."""
    found = rows(folder / "coverage.csv")
    return [(row["start"], row["required"]) for row in found if row["language"] == "es"]


def short(output: str) -> float:
    """Agent-hours short as an audit prints them."""
    found = re.search(r"([\d.,]+) agent-hours short", output)
    assert found is not None, output
    return float(found[1].replace(",", ""))


def summary(folder: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, call: Call) -> Path:
    """Thirty English and five Spanish calls an hour, five people of whom two speak Spanish."""
    folder = tmp_path_factory.mktemp("told")
    settings = FEW.replace("[opening.email]", "[opening.desk]")
    settings = settings.replace('[service.email]\nmodel = "deferrable"\nwithin_s = 86400\n', "")
    write_centre(folder / "inputs", settings=settings, csrs=PEOPLE, forecast=calls(30, 5))
    done = call("schedule", folder / "inputs", "--out", folder / "outputs", "--publish", *QUICK)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "home")
    return tmp_path / "home"


def test_a_version_has_what_its_languages_were_asked_for(home: Path, call: Call) -> None:
    out = home / "outputs"
    assert asked(out)[0][2]
    assert asked(out / WEEK / "versions" / "1") == asked(out)
    # edited by hand and published again: the figures are new, what was asked for is not
    edited = home / "edited.csv"
    text = (out / "roster.csv").read_text(encoding="utf-8")
    people = ("c01", "c02", "c03", "c04", "c05")
    turned = dict(zip(people, (*people[1:], people[0]), strict=True))
    edited.write_text(re.sub(r"^c0\d", lambda m: turned[m[0]], text, flags=re.M), encoding="utf-8")
    done = call("publish", home / "inputs", out, "--roster", edited)
    assert done.exit_code == 0, done.output
    second = out / WEEK / "versions" / "2"
    assert asked(second) == asked(out) == asked(out / WEEK / "versions" / "1")
    assert rows(second / "languages.csv") != rows(out / WEEK / "versions" / "1" / "languages.csv")


def test_a_later_run_and_an_audit_count_alike(home: Path, call: Call) -> None:
    out, inputs = home / "outputs", home / "inputs"
    first, told = required(out), asked(out)
    beside = call("audit", inputs, out / "roster.csv").output
    # a file of the published week that has no languages.csv beside it
    assert short(call("audit", inputs, out / WEEK / "roster.csv").output) == short(beside)
    done = call("schedule", inputs, "--out", out, "--seed", 2, *QUICK)
    assert done.exit_code == 0, done.output
    assert (required(out), asked(out)) == (first, told)
    shutil.rmtree(out / "published")
    done = call("schedule", inputs, "--out", out, "--replications", 0, *QUICK)
    assert done.exit_code == 0, done.output
    assert required(out) != first  # what a formula asks for, once nothing was published


def test_a_repair_is_held_against_the_same(home: Path, call: Call) -> None:
    out, mended = home / "outputs", home / "mended"
    done = call(
        "repair", home / "inputs", out / "roster.csv", "--out", mended,
        "--now", "2026-05-12T07:30", "--sick", "c03@2026-05-12", "--time-limit", 0.5,
        "--reproducible",
        "--quiet",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    least = mended / "repair-least"
    assert asked(least) == asked(out)
    assert rows(least / "languages.csv")[0]["service_level"] == ""  # not of this roster
    line = next(one for one in done.output.splitlines() if one.startswith("least "))
    told = call("audit", home / "inputs", least / "roster.csv").output
    assert float(line.split()[3]) == short(told)


def test_hours_short_mean_the_same_everywhere(home: Path, call: Call) -> None:
    out = home / "outputs"
    found = summary(out)
    spanish = [row for row in rows(out / "coverage.csv") if row["language"] == "es"]
    # short of speakers, and somebody is there: the service of the language tells that
    told = sum(int(row["short"]) for row in spanish if int(row["scheduled"]) > 0) / 4
    every = sum(int(row["short"]) for row in rows(out / "coverage.csv")) / 4
    assert found["speaker_hours_short"] == told
    assert found["shortage_hours"] == every - told > 0
    assert short(call("audit", home / "inputs", out / "roster.csv").output) == every - told
    [version] = (out / WEEK / "versions").iterdir()
    decision = json.loads((version / "decision.json").read_text(encoding="utf-8"))
    assert decision["answer"]["figures"]["shortage_hours"] == every - told
    for allowed, code in ((every - told, 0), (every - told - 0.25, 6)):
        done = call(
            "schedule", home / "inputs", "--out", out, "--publish", "--fail-if-short", allowed
        )
        assert done.exit_code == code, done.output


def test_speakers_missing_are_told_by_the_service_of_their_language(home: Path, call: Call) -> None:
    out, inputs = home / "outputs", home / "inputs"
    before = short(call("audit", inputs, out / "roster.csv").output)
    [row] = rows(out / "languages.csv")
    named = ",".join(row)
    more = {**row, "asked": "0.95"}  # more speakers than there are, all the same judged by service
    (out / "languages.csv").write_text(f"{named}\n{','.join(more.values())}\n", encoding="utf-8")
    assert short(call("audit", inputs, out / "roster.csv").output) == before
    unseen = {**more, "target": ""}  # nobody simulated it: what is asked for is short
    (out / "languages.csv").write_text(f"{named}\n{','.join(unseen.values())}\n", encoding="utf-8")
    assert short(call("audit", inputs, out / "roster.csv").output) > before


def test_two_speakers_share_the_week_between_them(home: Path) -> None:
    # Five Spanish calls in each of 45 hours, and two people who cannot both be there always:
    # no slot goes without, none has two to spare.
    spanish = [r for r in rows(home / "outputs" / "coverage.csv") if r["language"] == "es"]
    there = [int(row["scheduled"]) for row in spanish if int(row["required"]) > 0]
    assert len(there) == 180
    assert set(there) == {1, 2}
    assert not any(int(row["scheduled"]) >= int(row["required"]) + 2 for row in spanish)


def test_a_language_has_no_projected_service(home: Path) -> None:
    found = rows(home / "outputs" / "service.csv")
    spanish = [row for row in found if row["language"] == "es"]
    assert spanish
    for name in ("service_level", "asa_s", "occupancy"):
        assert {row[name] for row in spanish} == {""}
        assert all(row[name] for row in found if row["language"] == "*")
    assert all(row["simulated_service_level"] for row in spanish)
