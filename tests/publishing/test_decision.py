"""The decision file: what was decided, for whom and why, and that it comes out the same again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.conftest import Say
from tests.publishing.hand_made_week import LATE, centre, week
from tests.publishing.test_versions import VERSIONS

REQUESTS = """
csr_id, kind, start, end, weight
c01, off, 2026-05-16T00:00, 2026-05-17T00:00, 1
c02, off, 2026-05-13T00:00, 2026-05-14T00:00, 2
c03, off, 2026-05-14T00:00, 2026-05-15T00:00, 1
"""


def decision(home: Path, number: int) -> Any:
    folder = home / VERSIONS / str(number)
    return json.loads((folder / "decision.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, say: Say) -> Path:
    """A run's roster, edited by hand at somebody's request, with a request that is refused."""
    home = tmp_path_factory.mktemp("asked")
    inputs, outputs = centre(home, requests=REQUESTS), home / "outputs"
    made = home / "made.csv"
    made.write_text(week(), encoding="utf-8")
    assert say("publish", inputs, outputs, "--roster", made).exit_code == 0
    shutil.copyfile(made, outputs / "roster_as_made.csv")  # as if a run had made it
    (outputs / "roster.csv").write_text(week(c02={"tue": LATE}), encoding="utf-8")
    table = home / "asked.csv"
    table.write_text(
        "csr_id,date,asked_by,reason\nc02,2026-05-12,Bo Lind,school run\n"
        "c01,2026-05-14,Ana Ruiz,dentist\n",
        encoding="utf-8",
    )
    done = say("publish", inputs, outputs, "--asked", table, "--by", "Dana Holt")
    assert done.exit_code == 0, done.output
    return home


def test_it_has_the_verdict_and_the_grounds(asked: Path) -> None:
    found = decision(asked, 2)
    answer = found["answer"]
    assert (found["published_by"], found["before"], found["undoes"]) == ("Dana Holt", 1, None)
    assert answer["audit"]["verdict"] == "clean"
    assert "meal_and_rest_breaks" in answer["audit"]["rules"]
    kept = asked / "outputs" / "published" / "inputs" / answer["input_digest"]
    assert (kept / "requests.csv").read_bytes() == (asked / "inputs/requests.csv").read_bytes()


def test_a_refusal_has_its_reason_and_price(asked: Path) -> None:
    granted, refused, other = decision(asked, 2)["answer"]["requests"]
    assert (granted["csr_id"], granted["granted"], granted["reason"]) == ("c01", True, "")
    assert (refused["csr_id"], refused["granted"]) == ("c02", False)
    assert refused["source"] == "requests.csv:3"
    assert refused["rostered"] == "at work Wed 8:00–16:30"
    # Five days are owed and the centre is open on five
    assert refused["dollars_to_grant"] is None
    assert refused["reason"].startswith("no legal week grants it")
    # No search made this week: c03 on Friday instead would be better, and it says so
    assert other["dollars_to_grant"] < 0
    assert other["reason"].startswith("granting it costs nothing")
    text = (asked / VERSIONS / "2" / "decision.md").read_text(encoding="utf-8")
    assert "- Bo Lind (requests.csv:3) asked to have off Wed: refused" in text
    assert "- c02" not in text


def test_an_edit_says_who_asked(asked: Path) -> None:
    found = decision(asked, 2)
    assert found["edits"]["against"] == "the roster as the run made it"
    [edit] = found["edits"]["each"]
    assert (edit["csr_id"], edit["date"]) == ("c02", "2026-05-12")
    assert (edit["asked_by"], edit["reason"]) == ("Bo Lind", "school run")
    assert edit["change"].startswith("starts 8:30, was 8:00; ends 17:00, was 16:30")
    text = (asked / VERSIONS / "2" / "decision.md").read_text(encoding="utf-8")
    # The roster as the run made it is that of version 1, so its edits are the changes too
    for heading in ("Changes against version 1", "Edits against the roster as the run made it"):
        section = text.split(f"## {heading}")[1].split("##")[0]
        assert "- Bo Lind, Tue 12 May: starts 8:30, was 8:00" in section
    # Ana's day is as it was
    assert [other["asked_by"] for other in found["asked_otherwise"]] == ["Ana Ruiz"]


def test_a_table_of_who_asked_is_checked(asked: Path, tmp_path: Path, say: Say) -> None:
    table = tmp_path / "asked.csv"
    table.write_text(
        "csr_id,date,asked_by\nc9,2026-05-12,Bo\nc01,2026-06-12,Bo\n", encoding="utf-8"
    )
    refused = say("publish", asked / "inputs", asked / "outputs", "--asked", table)
    assert refused.exit_code == 2
    assert "asked.csv:2: csr_id: found 'c9'" in refused.output
    assert "asked.csv:3: date: found 2026-06-12" in refused.output
    assert not (asked / VERSIONS / "3").exists()


def test_a_repair_brings_its_reasons(asked: Path, tmp_path: Path, say: Say) -> None:
    home = tmp_path / "repaired"
    shutil.copytree(asked, home)
    folder = home / "repair" / "repair-least"
    folder.mkdir(parents=True)
    (folder / "roster.csv").write_text(week(c01={"thu": LATE}), encoding="utf-8")
    (folder.parent / "repairs.csv").write_text(
        "repair,csr_id,start,end,was,becomes,dollars,notice_hours,reason\n"
        "least,c01,2026-05-14T08:30:00-07:00,2026-05-14T17:00:00-07:00,,,0,1,covers for c02\n"
        "cheapest,c02,2026-05-12T08:30:00-07:00,2026-05-12T17:00:00-07:00,,,0,1,something else\n",
        encoding="utf-8",
    )
    done = say("publish", home / "inputs", home / "outputs", "--roster", folder / "roster.csv")
    assert done.exit_code == 0, done.output
    reasons = {e["csr_id"]: e.get("reason") for e in decision(home, 3)["edits"]["each"]}
    assert reasons == {"c01": "covers for c02", "c02": None}
    text = (home / VERSIONS / "3" / "decision.md").read_text(encoding="utf-8")
    assert "; repair: covers for c02" in text


def test_every_version_comes_out_the_same_months_later(
    asked: Path, tmp_path: Path, say: Say
) -> None:
    home = tmp_path / "later"
    shutil.copytree(asked, home)
    shutil.rmtree(home / "inputs")  # the inputs have gone on since
    for number in ("1", "2"):
        again = say("publish", home / "inputs", home / "outputs", "--replay", number)
        assert again.exit_code == 0, again.output
        assert decision(home, int(number))["answer_digest"] in again.output
        assert "the same answer" in again.output
    listed = say("publish", home / "inputs", home / "outputs", "--replay", "7")
    assert listed.exit_code == 2
    assert "there are: 1, 2" in listed.output


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("roster.csv", "T08:30", "T08:15", "roster.csv: is not the file that was written"),
        ("wall.html", "Bo Lind", "Bo Lund", "wall.html: is not the file that was written"),
        ("decision.json", '"granted": true', '"granted": false', "requests: comes out otherwise"),
    ],
)
def test_a_version_that_was_tampered_with_is_found(
    asked: Path, tmp_path: Path, say: Say, file: str, old: str, new: str, said: str
) -> None:
    home = tmp_path / "tampered"
    shutil.copytree(asked, home)
    path = home / VERSIONS / "2" / file
    path.chmod(0o644)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    again = say("publish", home / "inputs", home / "outputs", "--replay", "2")
    assert again.exit_code == 2
    assert said in again.output
    assert "not the same answer" in again.output
