"""budget.toml, plan/ and fte_plan.csv: what is wrong in them is named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.loading import InputFaults, check, load
from scheduler.loading.load_office import load_office
from tests.small_centres import write_centre

CLASSES = "class,title,annual_min,annual_max\ncsr1,CSR,40000,60000\n"
HEAD = "fiscal_year,class,fte,amount\n"


def faults_of(folder: Path) -> list[str]:
    return [str(fault) for fault in check(folder)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_centre(tmp_path / "centre")
    (folder / "pay_classes.csv").write_text(CLASSES)
    return folder


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("2022-23,csr1,1,5\n2022-24,csr1,1,5\n", "fte_plan.csv:3: fiscal_year: found '2022-24', "
         "which overlaps '2022-23' of line 2"),
        ("2022-23,csr1,1,5\nFY 2022-23,csr1,1,5\n", "fte_plan.csv:3: fiscal_year: found "
         "'FY 2022-23', which overlaps '2022-23' of line 2"),
        ("2021-23,csr1,1,5\n", "fte_plan.csv:2: fiscal_year: found '2021-23', which are 2 years"),
        ("soon,csr1,1,5\n", "fte_plan.csv:2: fiscal_year: found 'soon', allowed: one fiscal year"),
        ("2022-23,clerk,1,5\n", "fte_plan.csv:2: class: found 'clerk', which pay_classes.csv"),
        ("2022-23,csr1,1,lots\n", "fte_plan.csv:2: amount: found 'lots', allowed: a number"),
        ("2022-23,csr1,1,-5\n", "fte_plan.csv:2: amount: found '-5', allowed: a number"),
        ("2022-23,csr1,1,nan\n", "fte_plan.csv:2: amount: found 'nan', allowed: a number"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be(folder: Path, rows: str, says: str) -> None:
    (folder / "fte_plan.csv").write_text(HEAD + rows)
    assert any(fault.startswith(says) for fault in faults_of(folder)), faults_of(folder)


def test_years_that_follow_each_other_are_sound(folder: Path) -> None:
    (folder / "fte_plan.csv").write_text(HEAD + "1999-00,csr1,1,5\n2000-01,csr1,1,5\n")
    assert faults_of(folder) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[ahead]\ngroth = 0.2\n", "budget.toml:2: ahead.groth: found the unknown key 'groth'"),
        ("[ahead]\n\ngrowth = 'a fifth'\n", "budget.toml:3: ahead.growth: found 'a fifth'"),
        ("[money]\nfiscal_year_begins = 13\n", "budget.toml:2: money.fiscal_year_begins: found 13"),
        ("[leave]\nvacation = 300\n", "budget.toml:2: leave.vacation: found 300"),
        ("[hire.a]\nfirst = '2027-01-01'\nfte = 1\npay_class = 'clerk'\n",
         "budget.toml:4: hire.a.pay_class: found 'clerk', allowed: csr1"),
        ("[hire.a]\nfirst = '2027-01-01'\npay_class = 'csr1'\n",
         "budget.toml:1: hire.a.fte: found no"),
        ("[change.a]\nfirst = '2027-01-01'\nchannel = 'fax'\n",
         "budget.toml:3: change.a.channel: found 'fax', allowed:"),
        ("[change.a]\nfirst = '2027-01-01'\nchannel = 'phone'\nlanguage = 'es'\n",
         "budget.toml:1: change.a: found one of language and language_share"),
        ("[steps.csr1]\nrates = [30, 20]\n", "budget.toml:2: steps.csr1.rates: found [30.0, 20.0]"),
        ("[ahead\n", "budget.toml:1: syntax: found"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be(folder: Path, text: str, says: str) -> None:
    (folder / "budget.toml").write_text(text)
    assert any(fault.startswith(says) for fault in faults_of(folder)), faults_of(folder)


def test_a_printed_plan_that_cannot_be(folder: Path) -> None:
    (folder / "plan").mkdir()
    (folder / "plan" / "tables.csv").write_text(
        "table,page,part,line,fiscal_year,quantity,value,adds_up\n"
        "1,3,staff,A,2022-23,fte,x,\n"
        "1,3,staff,B,2022-23,fte,2,\n"
        "1,3,all,C,2022-23,fte,2,stuff\n"
    )
    (folder / "plan" / "shrinkage.csv").write_text("item,kind,days,page\nLeave,away,3,1\n")
    found = faults_of(folder)
    assert "plan/shrinkage.csv:2: kind: found 'away', allowed: holiday, leave" in found[0]
    assert found[1].startswith("plan/tables.csv:2: value: found 'x', allowed: a number")
    assert found[2].startswith("plan/tables.csv:4: adds_up: found 'stuff'")
    assert "(nearest: staff)" in found[2]


def test_a_stranger_in_the_plan_is_warned_of(folder: Path) -> None:
    (folder / "plan").mkdir()
    (folder / "plan" / "table.csv").write_text("a\n1\n")
    assert "plan/table.csv is not read (nearest: tables.csv)" in load(folder).warnings


def test_no_roster_depends_on_what_the_office_assumes(folder: Path) -> None:
    before = load(folder).digest
    (folder / "budget.toml").write_text("[ahead]\ngrowth = 0.2\n")
    assert load(folder).digest == before
    assert load_office(folder).settings.ahead.growth == 0.2


def test_without_its_files_the_office_has_its_defaults(folder: Path) -> None:
    office = load_office(folder)
    assert (office.settings.ahead.years, office.settings.fiscal_year_begins) == (3, 7)
    assert office.plan.figures == ()


def test_the_office_alone_names_its_faults(folder: Path) -> None:
    (folder / "budget.toml").write_text("[money]\nwage_index = 0\n")
    with pytest.raises(InputFaults, match=r"budget\.toml:2: money\.wage_index: found 0"):
        load_office(folder)
