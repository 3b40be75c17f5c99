"""`scheduler swap`: judged by rules, price and callers, or refused in a sentence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Call

TUESDAY = "2026-05-12"


def day_of(folder: Path, csr_id: str) -> list[tuple[str, str, str]]:
    """What somebody does on Tuesday: from, until, activity."""
    with (folder / "roster.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        (row["start"][11:16], row["end"][11:16], row["activity"])
        for row in rows
        if row["csr_id"] == csr_id and row["start"].startswith(TUESDAY)
    ]


def test_two_people_of_one_contract_exchange_a_day(
    rostered: Path, call: Call, tmp_path: Path
) -> None:
    inputs, roster, out = rostered / "inputs", rostered / "outputs" / "roster.csv", tmp_path / "new"
    asked = ("c01", "c02", TUESDAY, "--out", out, "--replications", 4)
    done = call("swap", inputs, roster, *asked)
    assert done.exit_code == 0, done.output
    assert "Ana Ruiz (c01) and Bo Lind (c02) exchange Tue 12 May 2026" in done.output
    assert day_of(out, "c01") == day_of(rostered / "outputs", "c02")
    assert day_of(out, "c02") == day_of(rostered / "outputs", "c01")
    assert day_of(out, "c03") == day_of(rostered / "outputs", "c03")
    assert (out / "swap.txt").read_text(encoding="utf-8") in done.output
    with (out / "swap.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["channel"] for row in rows} == {"phone", "email"}
    assert {row["date"] for row in rows} == {TUESDAY}
    assert call("audit", inputs, out / "roster.csv").exit_code == 0


def test_a_shift_that_no_contract_allows_is_not_exchanged(
    rostered: Path, call: Call, tmp_path: Path
) -> None:
    out = tmp_path / "new"
    day = next(
        d
        for d in ("2026-05-11", "2026-05-12", "2026-05-13", "2026-05-14")
        if f"c03,{d}" in (rostered / "outputs" / "roster.csv").read_text(encoding="utf-8")
    )
    done = call(
        "swap", rostered / "inputs", rostered / "outputs" / "roster.csv", "c01", "c03", day,
        "--out", out,
    )  # fmt: skip
    assert done.exit_code == 5
    # Chi works 4 to 6 hours by contract, and Ana's shift has 8.
    assert "Chi Tran works a shift of 8 paid hours [contract_hours" in done.output
    assert "nothing was written" in done.output
    assert not out.exists()


@pytest.mark.parametrize(
    ("who", "day", "said"),
    [
        (("c01", "c01"), TUESDAY, "Ana Ruiz (c01) cannot exchange a day with themselves"),
        (("c01", "c0x"), TUESDAY, "csrs.csv has nobody 'c0x' (nearest: c0"),
        (("c01", "c02"), "2026-06-09", "2026-06-09 is not in the roster, which is of 2026-05-11"),
        (("c01", "c02"), "2026-05-16", "neither Ana Ruiz (c01) nor Bo Lind (c02) works on 2026"),
    ],
)
def test_what_cannot_be_exchanged_is_one_sentence(
    rostered: Path, call: Call, tmp_path: Path, who: tuple[str, str], day: str, said: str
) -> None:
    out = tmp_path / "new"
    roster = rostered / "outputs" / "roster.csv"
    done = call("swap", rostered / "inputs", roster, *who, day, "--out", out)
    assert done.exit_code == 2
    (line,) = done.output.splitlines()
    assert line.startswith(said)
    assert not out.exists()
