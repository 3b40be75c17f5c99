"""Offers on the command line: listed, taken, carried along, paid."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.small_centres import SETTINGS, write_centre

DAYS = ("2026-05-11", "2026-05-12", "2026-05-13", "2026-05-14", "2026-05-15")
EARLY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:15 rest 14:30 phone 16:30"
LATE = "10:30 phone 12:30 rest 12:45 phone 14:30 meal 15:00 phone 16:45 rest 17:00 phone 19:00"
CSRS = """
csr_id, name,     class, contract, team, languages, channels, hourly_rate, hired
c01,    Ana Ruiz, csr1,  5x8,      A,    en,        phone,    30.00,       2020-01-06
c02,    Bo Lind,  csr1,  5x8,      A,    en,        phone,    20.00,       2022-03-14
c03,    Chi Tran, csr1,  5x8,      B,    en,        phone,    25.00,
"""
CONTRACTS = """
contract, days_per_week, shift_hours, weekly_hours, earliest_start, latest_end, start_step_minutes, meal_minutes
5x8,      5,             8,           40,           08:00,          19:00,      30,                 30
"""  # noqa: E501
NOW = "2026-05-12T12:00"
STAYS = "c02@2026-05-12T16:30..17:30"


def forecast() -> str:
    """A call now and then, but for Tuesday from 16:00 to 18:00."""
    rows = ["start, channel, language, volume, aht_s"]
    for day in DAYS:
        for hour in range(8, 19):
            busy = day == DAYS[1] and hour in (16, 17)
            rows.append(f"{day}T{hour:02}:00, phone, en, {20 if busy else 1}, 240")
    return "\n".join(rows)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_published(outputs: Path) -> Path:
    """Ana and Bo early, Chi late, every day; as a roster, and as what people were told."""
    lines = ["csr_id,start,end,activity,paid"]
    for csr_id, text in (("c01", EARLY), ("c02", EARLY), ("c03", LATE)):
        for day in DAYS:
            words = text.split()
            for start, what, end in zip(words[::2], words[1::2], words[2::2], strict=False):
                paid = "no" if what == "meal" else "yes"
                lines.append(f"{csr_id},{day}T{start},{day}T{end},{what},{paid}")
    (outputs / "published").mkdir(parents=True)
    for folder in (outputs, outputs / "published"):
        (folder / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return outputs / "roster.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A centre open until 19:00 with a week published, rostered by hand."""
    phone = SETTINGS.replace("17:00", "19:00")
    first, last = phone.index("[opening.email]"), phone.index("[service.phone]")
    settings = phone[:first] + phone[last:]
    first, last = settings.index("[service.email]"), settings.index("[labour]")
    settings = settings[:first] + settings[last:]
    settings = settings.replace(
        "[labour]\n",
        "[pay]\nlate_change_hours = 1\n\n[labour]\nnotice_hours = 24\n"
        "max_overtime_hours_per_day = 1\n",
    )
    files = {"settings": settings, "csrs": CSRS, "contracts": CONTRACTS, "forecast": forecast()}
    write_centre(tmp_path / "inputs", **files)
    write_published(tmp_path / "outputs")
    return tmp_path


def repair(call: Call, folder: Path, out: str, *told: str, now: str = NOW) -> Path:
    roster = folder / "outputs" / "roster.csv"
    arguments = ("repair", folder / "inputs", roster, "--out", folder / out, "--now", now)
    done = call(*arguments, *told, "--time-limit", 0.1, "--reproducible")
    assert done.exit_code == 0, done.output
    (folder / out / "said.txt").write_text(done.output, encoding="utf-8")
    return folder / out


def test_an_offer_is_listed_taken_and_paid(folder: Path, call: Call) -> None:
    # Chi leaves at 16:30: phones are short until 18:00
    gone = ("--leaves", "c03@2026-05-12T16:30")
    out = repair(call, folder, "first", *gone)
    offers = [r for r in table(out / "offers.csv") if r["repair"] == "least"]
    best = next(r for r in offers if r["csr_id"] == "c02" and r["offer"] == "stay late")
    assert best["accept"] == f"repair --overtime {STAYS}"
    assert (best["paid_hours"], best["wages"]) == ("1", "30")  # 1.5 x 20 $
    assert best["needs"] == "their yes and an approval"
    said = (out / "said.txt").read_text(encoding="utf-8")
    assert "Bo Lind stays late, Tue 16:30–17:30 phones" in said
    assert f"--overtime {STAYS}" in said
    taken = repair(call, folder, "taken", *gone, "--overtime", STAYS)
    for name in ("least", "coverage", "cheapest"):
        repaired = taken / f"repair-{name}" / "roster.csv"
        bo = [r for r in table(repaired) if r["csr_id"] == "c02" and r["start"].startswith(DAYS[1])]
        times = (bo[0]["start"][11:16], bo[-1]["end"][11:16])
        assert times == ("08:00", "17:30")
        audited = call("audit", folder / "inputs", repaired)
        assert audited.exit_code == 0, audited.output
    news = table(taken / "repair-least" / "published" / "news.csv")
    assert {"overtime", "absent"} <= {r["what"] for r in news}
    # published, the hour is on the payroll as overtime, and nobody's late change
    inputs, outputs = folder / "inputs", folder / "outputs"
    done = call("publish", inputs, outputs, "--roster", taken / "repair-least" / "roster.csv")
    assert done.exit_code == 0, done.output
    paid = [r for r in table(outputs / "payroll.csv") if r["csr_id"] == "c02"]
    assert [r["hours"] for r in paid if r["code"] == "OT"] == ["1"]
    assert not [r for r in paid if r["code"] == "LATE"]


def test_who_goes_home_is_not_paid_overtime_for_the_rest(folder: Path, call: Call) -> None:
    out = repair(
        call, folder, "home", "--leaves", "c01@2026-05-12T15:00", "--off", "c02@2026-05-14"
    )
    inputs, outputs = folder / "inputs", folder / "outputs"
    done = call("publish", inputs, outputs, "--roster", out / "repair-least" / "roster.csv")
    assert done.exit_code == 0, done.output
    hours = {
        csr_id: sum(
            float(r["hours"]) for r in table(outputs / "payroll.csv") if r["csr_id"] == csr_id
        )
        for csr_id in ("c01", "c02")
    }
    assert hours == {"c01": 38.5, "c02": 32.0}
    codes = {r["code"] for r in table(outputs / "payroll.csv") if r["csr_id"] != "c03"}
    assert codes == {"REG"}


def test_a_workbook_and_a_table_are_repaired_alike(folder: Path, call: Call) -> None:
    inputs, outputs = folder / "inputs", folder / "outputs"
    done = call("publish", inputs, outputs)
    assert done.exit_code == 0, done.output
    told = ("--now", NOW, "--sick", "c03@2026-05-13", "--time-limit", 0.1, "--reproducible")
    for kind in ("csv", "xlsx"):
        roster = outputs / f"roster.{kind}"
        done = call("repair", inputs, roster, "--out", folder / kind, *told)
        assert done.exit_code == 0, done.output
        span = ("--start", "2026-05-13T13:00", "--end", "2026-05-13T14:00")
        done = call("who", inputs, roster, *span, "--out", folder / f"who-{kind}")
        assert done.exit_code == 0, done.output
    for name in ("repairs.csv", "offers.csv"):
        assert (folder / "csv" / name).read_text() == (folder / "xlsx" / name).read_text()
    assert table(folder / "who-csv" / "who.csv") == table(folder / "who-xlsx" / "who.csv")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("--overtime", "c02@2026-05-12T16:30"), "found 'c02@2026-05-12T16:30', allowed: an id"),
        (("--overtime", "c99@2026-05-12T16:30..17:30"), "found 'c99', which csrs.csv does not"),
        (("--overtime", "c02@2026-05-12T17:00..18:00"), "hours that begin or end where the shift"),
        (("--overtime", "c02@2026-05-16T08:00..12:00"), "hours next to a shift, or --extra-day"),
        (("--extra-day", "c02@2026-05-12T08:00..12:00"), "a day off, or --overtime"),
        (("--overtime", "c02@2026-05-12T16:35..17:30"), "hours on the grid"),
        (("--off", "c02@May"), "an id of csrs.csv and days"),
    ],
)
def test_a_yes_that_cannot_be_is_named(
    folder: Path, call: Call, told: tuple[str, ...], words: str
) -> None:
    out, roster = folder / "wrong", folder / "outputs" / "roster.csv"
    done = call("repair", folder / "inputs", roster, "--out", out, "--now", NOW, *told)
    assert done.exit_code == 2, done.output
    assert words in done.output
    assert not out.exists()


def test_an_agreement_in_a_table_is_checked(folder: Path, call: Call) -> None:
    news = folder / "inputs" / "news.csv"
    news.write_text(
        "what,csr_id,start,end\novertime,c99,2026-05-12T16:30,2026-05-12T17:30\n"
        "extra_day,c02,2026-05-12T16:35,2026-05-12T17:30\n",
        encoding="utf-8",
    )
    done = call("check", folder / "inputs")
    assert done.exit_code == 2
    assert "news.csv:2: csr_id: found 'c99'" in done.output
    assert "news.csv:3: start: found 2026-05-12T16:35:00" in done.output


def test_who_has_agreed_and_then_is_sick_is_away(folder: Path, call: Call) -> None:
    news = folder / "inputs" / "news.csv"
    start, end = f"{DAYS[2]}T16:30", f"{DAYS[2]}T17:30"
    news.write_text(f"what,csr_id,start,end\novertime,c02,{start},{end}\n", encoding="utf-8")
    out = repair(call, folder, "sick", "--sick", f"c02@{DAYS[2]}")
    repaired = table(out / "repair-least" / "roster.csv")
    assert not [r for r in repaired if r["csr_id"] == "c02" and r["start"].startswith(DAYS[2])]
    audited = call("audit", folder / "inputs", out / "repair-least" / "roster.csv")
    assert audited.exit_code == 0, audited.output


def test_a_late_change_is_carried_to_the_payroll(folder: Path, call: Call) -> None:
    # Chi is sick on Wednesday and many call after 17:00: somebody who comes early has to come late
    inputs, outputs = folder / "inputs", folder / "outputs"
    told = folder / "told.csv"
    told.write_text(
        f"what,start,end,channel,percent\nvolume,{DAYS[2]}T17:00,{DAYS[2]}T19:00,phone,1000\n",
        encoding="utf-8",
    )
    sick = ("--sick", f"c03@{DAYS[2]}", "--changes", str(told))
    counts = []
    for name, now in (("soon", f"{DAYS[2]}T06:00"), ("early", f"{DAYS[0]}T06:00")):
        out = repair(call, folder, name, *sick, now=now)
        moved = {
            r["csr_id"]
            for r in table(out / "repair-coverage" / "roster.csv")
            if r["start"].startswith(DAYS[2]) and r["end"][11:16] == "19:00"
        }
        assert moved
        late = table(out / "repair-coverage" / "published" / "news.csv")
        counts.append(len([r for r in late if r["what"] == "late_change"]))
    assert counts[0] >= 1
    assert counts[1] == 0
    repaired = folder / "soon" / "repair-coverage" / "roster.csv"
    done = call("publish", inputs, outputs, "--roster", repaired)
    assert done.exit_code == 0, done.output
    paid = [r for r in table(outputs / "payroll.csv") if r["code"] == "LATE"]
    assert len(paid) == counts[0]
    assert {r["hours"] for r in paid} == {"1"}
