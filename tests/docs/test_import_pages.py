"""The samples of the pages about imports: read as each page says, totals as summed by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from scheduler.loading.formats.known_formats import FORMATS
from scheduler.loading.formats.zendesk_tickets import EVENTS, USERS
from tests.docs.console_blocks import run_block
from tests.docs.pages import DOCS

PAGES = DOCS / "imports"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sums(path: Path, column: str) -> dict[tuple[str, str], float]:
    """Sums by channel and language."""
    found: dict[tuple[str, str], float] = {}
    for row in table(path):
        key = row["channel"], row["language"]
        found[key] = found.get(key, 0.0) + float(row[column])
    return found


# By hand: offered (or volume) by channel and language, and the handling time of one of them.
SAMPLES = [
    # 20 + 30 + 26 + 24 answered and 3 given up; 4 in Spanish; the other queue is not ours
    ("avaya-cms", 0, "history.csv", "offered", {("phone", "en"): 103, ("phone", "es"): 4}),
    # 16 + 10 + 12 + 8 calls in English; 14:15 and 15:00 UTC are 7:15 and 8:00 on 8 March
    (
        "genesys", 0, "history.csv", "offered",
        {("phone", "en"): 46, ("phone", "es"): 3, ("email", "en"): 11},
    ),
    ("genesys", 1, "forecast.csv", "volume", {("phone", "en"): 134, ("phone", "es"): 6}),
    ("amazon-connect", 0, "history.csv", "offered", {("phone", "en"): 164, ("phone", "es"): 6}),
    ("calabrio-forecast", 0, "forecast.csv", "volume", {("phone", "en"): 58, ("phone", "es"): 2}),
    ("other-tables", 0, "history.csv", "offered", {("phone", "de"): 90}),
]  # fmt: skip


@pytest.mark.parametrize(("page", "at", "file", "column", "expected"), SAMPLES)
def test_a_sample_is_imported_and_forecast_from(
    page: str,
    at: int,
    file: str,
    column: str,
    expected: dict[tuple[str, str], float],
    tmp_path: Path,
) -> None:
    results = run_block(PAGES / f"{page}.md", at, tmp_path)
    assert [result.exit_code for result in results] == [0, 0], [r.output for r in results]
    assert sums(tmp_path / "centre" / file, column) == pytest.approx(expected)
    forecast = table(tmp_path / "results" / "forecast.csv")
    assert {row["channel"] for row in forecast} == {channel for channel, _ in expected}
    # One day is all there is: so many come again a week later (the median, or as it is given)
    middle = "volume" if file == "forecast.csv" else "p50"
    total = sum(float(row[middle]) for row in forecast if row["channel"] == "phone")
    by_hand = sum(count for (channel, _), count in expected.items() if channel == "phone")
    assert total == pytest.approx(by_hand, rel=0.02)


def test_handling_times_are_by_what_was_answered(tmp_path: Path) -> None:
    """50 calls of 150 s, and 25 minutes of work after them: 180 s. 1080 s of 6 are 180 s each."""
    run_block(PAGES / "avaya-cms.md", 0, tmp_path)
    first = table(tmp_path / "centre" / "history.csv")[0]
    assert (first["start"], first["language"]) == ("2026-05-01T08:00", "en")
    assert float(first["aht_s"]) == pytest.approx((50 * 150 + 25 * 60) / 50)
    assert float(first["abandoned"]) == 1


def test_tickets_are_distinct_and_a_csr_had_a_hand_in_them(tmp_path: Path) -> None:
    results = run_block(PAGES / "zendesk-tickets.md", 0, tmp_path)
    assert [result.exit_code for result in results] == [0, 0], [r.output for r in results]
    found = [(row["id"], row["channel"]) for row in table(tmp_path / "centre" / "tickets.csv")]
    assert found == [("101", "email"), ("102", "email"), ("104", "desk"), ("105", "email")]


def test_leave_becomes_time_off(tmp_path: Path) -> None:
    """Whole days are dates; 4 hours of a day that ends at 17:00 are from 13:00 on."""
    results = run_block(PAGES / "other-tables.md", 1, tmp_path)
    assert results[0].exit_code == 0, results[0].output
    assert [tuple(row.values()) for row in table(tmp_path / "centre" / "time_off.csv")] == [
        ("c01", "2026-06-15", "2026-06-19", "vacation", "yes"),
        ("c02", "2026-06-15T08:00", "2026-06-15T12:00", "sick", "yes"),
        ("c02", "2026-06-22T13:00", "2026-06-22T17:00", "vacation", "yes"),
    ]


def test_the_scorecard_s_year(tmp_path: Path) -> None:
    """183 of 200 calls answered, two tickets: 185; the 17 who gave up taken off again: 168."""
    results = run_block(DOCS / "contacts.md", 0, tmp_path)
    assert results[0].exit_code == 0, results[0].output
    rows = table(tmp_path / "results" / "contacts.csv")
    assert sum(float(row["handled"]) for row in rows) == 185
    assert sum(float(row["as_formula"]) for row in rows) == 168
    assert "differ by 17 contacts" in results[0].output


@pytest.mark.parametrize("form", [*FORMATS, EVENTS, USERS], ids=lambda form: form.name)
def test_every_column_is_on_its_page(form: object) -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in sorted(PAGES.glob("*.md")))
    for known in form.columns:  # type: ignore[attr-defined]
        names = ", ".join(f"`{name}`" for name in known.names)
        assert f"| {names} | {known.use} |" in text
