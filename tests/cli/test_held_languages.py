"""Languages in a run: held or said, in every output, and read back by an audit."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import BRIEFLY, Call
from tests.small_centres import MONDAY, SETTINGS, forecast_table, write_centre

# Five people, two of whom speak Spanish; calls for about two, a tenth of them Spanish.
PEOPLE = """
csr_id, name,      class, contract, team, languages, channels, hourly_rate, hired
c01,    Ana Ruiz,  csr1,  5x8,      A,    en;es,     phone,    30.00,
c02,    Eva Paz,   csr1,  5x8,      A,    en;es,     phone,    30.00,
c03,    Bo Lind,   csr1,  5x8,      A,    en,        phone,    30.00,
c04,    Chi Tran,  csr1,  5x8,      A,    en,        phone,    30.00,
c05,    Di Moss,   csr1,  5x8,      A,    en,        phone,    30.00,
"""
FEW = SETTINGS + "\n[simulation]\nreplications = 60\n"


def calls(volume: float, spanish: float) -> str:
    """Five days of so many calls an hour, and so many of them in Spanish."""
    rows = [r for r in forecast_table(MONDAY, volume=volume).splitlines() if "email" not in r]
    return "\n".join([*rows, *(r.replace("en,", "es,").replace(str(volume), str(spanish))
                               for r in rows[1:])])  # fmt: skip


def schedule(folder: Path, call: Call, forecast: str, *more: object) -> tuple[str, Path]:
    settings = FEW.replace("[opening.email]", "[opening.desk]")
    settings = settings.replace('[service.email]\nmodel = "deferrable"\nwithin_s = 86400\n', "")
    write_centre(folder / "inputs", settings=settings, csrs=PEOPLE, forecast=forecast)
    out = folder / "outputs"
    done = call("schedule", folder / "inputs", "--out", out, *BRIEFLY, "--quiet", *more)
    assert done.exit_code == 0, done.output
    return done.output, out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def missed(tmp_path_factory: pytest.TempPathFactory, call: Call) -> tuple[str, Path]:
    """Twenty English and five Spanish calls an hour keep everybody busy: Spanish is not held."""
    return schedule(tmp_path_factory.mktemp("missed"), call, calls(30, 5))


def test_a_language_that_people_cannot_hold_is_said_first(missed: tuple[str, Path]) -> None:
    output, out = missed
    [row] = rows(out / "languages.csv")
    assert float(row["high"]) < float(row["target"])
    assert float(row["more_hours"]) > 0
    assert int(row["more_people"]) > 0
    lines = output.splitlines()
    first = next(line for line in lines if "Phones" in line)
    assert "Phones, Spanish" in first
    share, contacts = float(row["service_level"]), float(row["contacts"])
    assert f"{100 * share:.0f} % of {contacts:.0f} calls" in first
    assert "would hold it" in " ".join(lines)
    page = (out / "roster.html").read_text(encoding="utf-8")
    assert "would hold it" in page
    assert "Chance that the target is met" in page
    assert "contacts go to the person with the fewest other skills" in page


def test_the_summary_says_the_same(missed: tuple[str, Path]) -> None:
    _, out = missed
    [row] = rows(out / "languages.csv")
    told = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    spanish = told["languages"]["phone es"]
    assert spanish["service_level"] == pytest.approx(float(row["service_level"]))
    assert not spanish["held"]
    chances = told["simulated"]["chances"]["phone es"]
    assert len(chances["days"]) == 5
    assert all(0 <= day["chance"] <= 1 for day in chances["days"].values())
    assert told["simulated"]["routing"]["people"] == "fewest_skills"
    assert 0 < told["shrinkage"] < 1


def test_an_audit_counts_against_the_same_requirement(missed: tuple[str, Path], call: Call) -> None:
    _, out = missed
    assert rows(out / "languages.csv")[0]["asked"]
    audited = call("audit", out.parent / "inputs", out / "roster.csv")
    assert audited.exit_code == 0, audited.output
    assert "differs" not in audited.output
    (out / "languages.csv").unlink()
    assert "differs" in call("audit", out.parent / "inputs", out / "roster.csv").output


def test_a_faulty_file_of_languages_is_a_fault(missed: tuple[str, Path], call: Call) -> None:
    _, out = missed
    (out / "languages.csv").write_text("channel,language,asked\nphone,es,most\n", encoding="utf-8")
    done = call("audit", out.parent / "inputs", out / "roster.csv")
    assert done.exit_code == 2
    assert "languages.csv:2: asked: found 'most'" in done.output


def test_a_language_that_is_held_is_no_finding(tmp_path: Path, call: Call) -> None:
    output, out = schedule(tmp_path, call, calls(8, 1))
    [row] = rows(out / "languages.csv")
    assert float(row["high"]) >= float(row["target"])
    assert (float(row["more_hours"]), int(row["more_people"])) == (0, 0)
    assert "Phones, Spanish" in output
    assert "would hold it" not in output


def test_work_between_calls_has_to_be_able_to_wait(tmp_path: Path, call: Call) -> None:
    settings = SETTINGS + '\n[routing]\nbetween_calls = ["phone"]\npeople = "any"\n'
    write_centre(tmp_path / "inputs", settings=settings)
    done = call("check", tmp_path / "inputs")
    assert done.exit_code == 2
    assert (
        "routing.people: found 'any', allowed: fewest_skills, longest_free or random" in done.output
    )
    settings = settings.replace('people = "any"\n', "")
    write_centre(tmp_path / "inputs", settings=settings)
    done = call("check", tmp_path / "inputs")
    assert done.exit_code == 2
    assert "routing.between_calls[0]: found 'phone', allowed: channels whose" in done.output
