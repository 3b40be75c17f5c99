"""Tuesday morning: news of a published week, who is asked to do what, who could cover."""

from __future__ import annotations

import csv
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.loading import load
from tests.cli.conftest import UNPLAYED, Call

NOW = "2026-05-12T10:00"
ANSWERS = ("least", "coverage", "cheapest")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def shift(roster: Path, csr_id: str, day: str) -> list[tuple[str, str, str]]:
    """Segments of a person's day: start, end, activity."""
    return [
        (r["start"][11:16], r["end"][11:16], r["activity"])
        for r in rows(roster)
        if r["csr_id"] == csr_id and r["start"].startswith(day)
    ]


def happened(roster: Path) -> list[tuple[str, ...]]:
    """What everybody did until NOW, slot by slot borders left out."""
    now = f"{NOW}:00-07:00"
    return [
        (r["csr_id"], r["start"], min(r["end"], now), r["activity"])
        for r in rows(roster)
        if r["start"] < now
    ]


def times(roster: Path) -> set[tuple[str, str, str]]:
    """Person, start and end of every shift."""
    found: dict[tuple[str, str], list[str]] = {}
    for r in rows(roster):
        found.setdefault((r["csr_id"], r["start"][:10]), []).extend((r["start"], r["end"]))
    return {(csr_id, min(both), max(both)) for (csr_id, _), both in found.items()}


def on(roster: Path, day: str) -> list[str]:
    """Who works on a day."""
    return sorted({r["csr_id"] for r in rows(roster) if r["start"].startswith(day)})


@pytest.fixture(scope="module")
def _published(_rostered: Path, tmp_path_factory: pytest.TempPathFactory, call: Call) -> Path:
    folder = tmp_path_factory.mktemp("told") / "rostered"
    shutil.copytree(_rostered, folder)
    done = call("schedule", folder / "inputs", "--out", folder / "outputs", "--publish")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def published(tmp_path: Path, _published: Path) -> Path:
    """A folder with `inputs/` and `outputs/`, whose week people have been told."""
    folder = tmp_path / "told"
    shutil.copytree(_published, folder)
    return folder


def repair(call: Call, folder: Path, *told: str) -> Path:
    roster, out = folder / "outputs" / "roster.csv", folder / "repaired"
    arguments = ("repair", folder / "inputs", roster, "--out", out, "--now", NOW)
    done = call(*arguments, *told, "--time-limit", 0.3, "--reproducible")
    assert done.exit_code == 0, done.output
    return out


def test_sick_people_stay_away_and_the_past_stays(published: Path, call: Call) -> None:
    roster = published / "outputs" / "roster.csv"
    sick = on(roster, "2026-05-13")[0]
    out = repair(call, published, "--sick", f"{sick}@2026-05-13..2026-05-14")
    before = happened(roster)
    for name in ANSWERS:
        repaired = out / f"repair-{name}" / "roster.csv"
        assert not shift(repaired, sick, "2026-05-13")
        assert not shift(repaired, sick, "2026-05-14")
        assert happened(repaired) == before
        audited = call("audit", published / "inputs", repaired)
        assert audited.exit_code == 0, audited.output
    told = rows(out / "repairs.csv")
    assert {r["repair"] for r in told} == set(ANSWERS)
    assert {
        "sick" in r["reason"] for r in told if r["csr_id"] == sick and r["becomes"] == "off"
    } == {True}
    # 13 May 00:00 is 14 hours after 10:00 on the 12th, and a shift starts at 8:00 at the earliest
    away = [r for r in told if r["csr_id"] == sick and r["becomes"] == "off"]
    assert min(float(r["notice_hours"]) for r in away) >= 22.0


def test_who_comes_late_works_the_rest_of_the_shift(published: Path, call: Call) -> None:
    roster = published / "outputs" / "roster.csv"
    late = on(roster, "2026-05-13")[0]
    out = repair(call, published, "--late", f"{late}@2026-05-13T14:00")
    told = shift(roster, late, "2026-05-13")
    rest = [(max(start, "14:00"), end, what) for start, end, what in told if end > "14:00"]
    while rest[0][2] in ("rest", "meal"):
        rest.pop(0)
    for name in ANSWERS:
        repaired = out / f"repair-{name}" / "roster.csv"
        assert shift(repaired, late, "2026-05-13") == rest
        assert call("audit", published / "inputs", repaired).exit_code == 0


def test_who_leaves_early_works_until_then(published: Path, call: Call) -> None:
    roster = published / "outputs" / "roster.csv"
    leaver = on(roster, "2026-05-13")[0]
    told = shift(roster, leaver, "2026-05-13")
    # Half an hour before the end, which is work; the afternoon of someone else is as it was.
    end = f"2026-05-13T{told[-1][1]}"
    gone = (datetime.fromisoformat(end) - timedelta(minutes=30)).strftime("%H:%M")
    out = repair(call, published, "--leaves", f"{leaver}@2026-05-13T{gone}")
    worked = [(start, min(end, gone), what) for start, end, what in told if start < gone]
    while worked[-1][2] in ("rest", "meal"):
        worked.pop()
    for name in ANSWERS:
        repaired = out / f"repair-{name}" / "roster.csv"
        assert shift(repaired, leaver, "2026-05-13") == worked
        audited = call("audit", published / "inputs", repaired)
        assert audited.exit_code == 0, audited.output


def test_a_repair_carries_its_news_to_later_runs(published: Path, call: Call) -> None:
    sick = on(published / "outputs" / "roster.csv", "2026-05-14")[0]
    out = repair(call, published, "--sick", f"{sick}@2026-05-14")
    scenario = load(published / "inputs", date(2026, 5, 11), out / "repair-least" / "published")
    assert [(off.csr_id, off.kind) for off in scenario.time_off] == [(sick, "sick")]
    # the audit of a roster in which they work on that day says so
    there = out / "repair-least" / "as-it-was.csv"
    there.write_bytes((published / "outputs" / "roster.csv").read_bytes())
    broken = call("audit", published / "inputs", there)
    assert broken.exit_code == 5
    assert "is away (sick)" in broken.output


def test_more_contacts_and_a_meeting_are_news_too(published: Path, call: Call) -> None:
    news = published / "told.csv"
    news.write_text(
        "what,csr_id,start,end,channel,percent,meeting,minutes\n"
        "volume,,2026-05-13T08:00,2026-05-13T17:00,phone,300,,30\n"
        "meeting,all,2026-05-14T09:00,2026-05-14T16:00,,100,fire-drill,30\n",
        encoding="utf-8",
    )
    out = repair(call, published, "--changes", str(news))
    found = out / "repair-cheapest" / "roster.csv"
    there = set(on(found, "2026-05-14"))
    drilled = {r["csr_id"] for r in rows(found) if r["activity"] == "meeting:fire-drill"}
    assert drilled
    assert drilled <= there
    assert call("audit", published / "inputs", found).exit_code == 0
    loaded = load(published / "inputs", None, out / "repair-cheapest" / "published")
    assert [change.factor for change in loaded.demand_changes] == [3.0]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("--sick", "c99@2026-05-13"), "found 'c99', which csrs.csv does not have"),
        (("--sick", "c01@13 May"), "found 'c01@13 May', allowed: an id of csrs.csv and days"),
        (("--sick", "c01@2027-05-13"), "2026-05-11 to 2026-05-17, the days rostered"),
        (("--late", "c01@2026-05-17T03:00"), "a time inside a shift of c01"),
        (
            ("--sick", "c01@2026-05-13", "--sick", "c01@2026-05-12..2026-05-14"),
            "overlaps --sick c01@2026-05-12..2026-05-14",
        ),
        ((), "news: found none"),
    ],
)
def test_what_is_told_wrongly_is_named_and_nothing_written(
    published: Path, call: Call, told: tuple[str, ...], words: str
) -> None:
    out = published / "repaired"
    roster = published / "outputs" / "roster.csv"
    done = call("repair", published / "inputs", roster, "--out", out, "--now", NOW, *told)
    assert done.exit_code == 2, done.output
    assert words in done.output
    assert not out.exists()


def test_now_outside_the_roster(published: Path, call: Call) -> None:
    roster = published / "outputs" / "roster.csv"
    told = ("--now", "2026-06-12T07:30", "--sick", "c01@2026-05-13")
    done = call("repair", published / "inputs", roster, "--out", published / "r", *told)
    assert done.exit_code == 2
    assert "--now: time: found 2026-06-12T07:30" in done.output


def test_a_run_of_a_published_week_keeps_what_has_happened(published: Path, call: Call) -> None:
    roster = published / "outputs" / "roster.csv"
    before = happened(roster)
    sick = on(roster, "2026-05-13")[0]
    (published / "inputs" / "time_off.csv").write_text(
        f"csr_id,start,end,kind,paid\n{sick},2026-05-13T00:00,2026-05-14T00:00,sick,yes\n",
        encoding="utf-8",
    )
    again = ("schedule", published / "inputs", "--out", published / "outputs", *UNPLAYED)
    done = call(*again, "--now", NOW)
    assert done.exit_code == 0, done.output
    assert happened(roster) == before
    assert not shift(roster, sick, "2026-05-13")


def test_a_run_like_another_roster_starts_from_it(rostered: Path, call: Call) -> None:
    roster = rostered / "outputs" / "roster.csv"
    like = rostered / "like.csv"
    like.write_bytes(roster.read_bytes())
    again = ("schedule", rostered / "inputs", "--out", rostered / "o2", *UNPLAYED)
    done = call(*again, "--seed", 7, "--like", like)
    assert done.exit_code == 0, done.output
    # the shifts are those of the other roster, but for what makes the week better
    assert len(times(rostered / "o2" / "roster.csv") ^ times(like)) <= 2


def test_nothing_published_and_now(rostered: Path, call: Call) -> None:
    done = call("schedule", rostered / "inputs", "--out", rostered / "o3", "--now", NOW)
    assert done.exit_code == 2
    assert "found no published roster of this week" in done.output


# ---- who -------------------------------------------------------------------------------------


def test_who_ranks_everybody_and_names_the_rule(published: Path, call: Call) -> None:
    roster = published / "outputs" / "roster.csv"
    (published / "inputs" / "time_off.csv").write_text(
        "csr_id,start,end,kind,paid\nc01,2026-05-15T00:00,2026-05-16T00:00,vacation,yes\n",
        encoding="utf-8",
    )
    arguments = ("who", published / "inputs", roster, "--out", published / "w")
    span = ("--start", "2026-05-15T09:00", "--end", "2026-05-15T10:00", "--channel", "phone")
    done = call(*arguments, *span)
    assert done.exit_code == 0, done.output
    found = {r["csr_id"]: r for r in rows(published / "w" / "who.csv")}
    assert set(found) == {"c01", "c02", "c03"}
    assert found["c01"]["rule"] == "time_off"
    assert "is away (vacation)" in found["c01"]["against"]
    dollars = [float(r["dollars"]) for r in found.values() if r["dollars"]]
    assert dollars == sorted(dollars)


def test_who_speaks_the_language_comes_first(published: Path, call: Call) -> None:
    roster = published / "outputs" / "roster.csv"
    span = ("--start", "2026-05-15T09:00", "--end", "2026-05-15T10:00", "--channel", "phone")
    against = {}
    for language in (("--language", "en"), ("--language", "es")):
        arguments = ("who", published / "inputs", roster, *span, *language)
        done = call(*arguments, "--out", published / language[1])
        assert done.exit_code == 0, done.output
        against[language[1]] = {
            r["csr_id"]: r["rule"] for r in rows(published / language[1] / "who.csv")
        }
    # Bo Lind, c02, speaks English alone: it is the language that stands against him.
    assert against["en"]["c02"] != "skills"
    assert against["es"]["c02"] == "skills"
    assert "skills" not in (against["es"]["c01"], against["es"]["c03"])


def test_who_refuses_a_span_of_two_days(published: Path, call: Call) -> None:
    roster = published / "outputs" / "roster.csv"
    span = ("--start", "2026-05-15T09:00", "--end", "2026-05-16T10:00")
    done = call("who", published / "inputs", roster, *span)
    assert done.exit_code == 2
    assert "both on one day of 2026-05-11 to 2026-05-17" in done.output
    done = call("who", published / "inputs", roster, *span, "--channel", "fax")
    assert "found 'fax'" in done.output


def test_a_repair_is_published_with_its_news(published: Path, call: Call) -> None:
    inputs, outputs = published / "inputs", published / "outputs"
    sick = on(outputs / "roster.csv", "2026-05-14")[0]
    out = repair(call, published, "--sick", f"{sick}@2026-05-14")
    repaired = out / "repair-least" / "roster.csv"
    done = call("publish", inputs, outputs, "--roster", repaired)
    assert done.exit_code == 0, done.output
    assert shift(outputs / "published" / "roster.csv", sick, "2026-05-14") == []
    assert "sick" in (outputs / "published" / "news.csv").read_text(encoding="utf-8")
    # the week knows it from now on, and the version can be worked out again
    assert call("audit", inputs, outputs / "roster.csv").exit_code == 0
    replayed = call("publish", inputs, outputs, "--replay", 2)
    assert replayed.exit_code == 0, replayed.output
    # undone, the person works and nothing has been told
    undone = call("publish", inputs, outputs, "--undo")
    assert undone.exit_code == 0, undone.output
    assert shift(outputs / "published" / "roster.csv", sick, "2026-05-14")
    assert call("audit", inputs, outputs / "roster.csv").exit_code == 0


@pytest.mark.parametrize("told", ["--late", "--leaves"])
def test_a_shift_cut_by_an_absence_stays_so_once_published(
    published: Path, call: Call, told: str
) -> None:
    inputs, outputs = published / "inputs", published / "outputs"
    who = on(outputs / "roster.csv", "2026-05-13")[0]
    before = shift(outputs / "roster.csv", who, "2026-05-13")
    out = repair(call, published, told, f"{who}@2026-05-13T12:00")
    cut = shift(out / "repair-least" / "roster.csv", who, "2026-05-13")
    assert set(cut) < {*before, *((min(s, "12:00"), "12:00", a) for s, _, a in before)} | {
        ("12:00", e, a) for _, e, a in before
    }
    assert cut[0][0] >= "12:00" if told == "--late" else cut[-1][1] <= "12:00"
    done = call("publish", inputs, outputs, "--roster", out / "repair-least" / "roster.csv")
    assert done.exit_code == 0, done.output
    # The published week holds the short shift: the audit knows why, and so does the next run.
    assert call("audit", inputs, outputs / "roster.csv").exit_code == 0
    assert call("publish", inputs, outputs, "--replay", 2).exit_code == 0
    again = call("schedule", inputs, "--out", outputs, *UNPLAYED)
    assert again.exit_code == 0, again.output
    assert shift(outputs / "roster.csv", who, "2026-05-13") == cut
    # Told once more: who came late now goes early, and of the shift the middle is left.
    middle = cut[0][0][:2] + ":45"
    other = "--leaves" if told == "--late" else "--late"
    first = call("publish", inputs, outputs)
    assert first.exit_code == 0, first.output
    twice = repair(call, published, other, f"{who}@2026-05-13T{middle}")
    left = shift(twice / "repair-least" / "roster.csv", who, "2026-05-13")
    assert left
    assert (left[-1][1] <= middle) if other == "--leaves" else (left[0][0] >= middle)
    audited = call("audit", inputs, twice / "repair-least" / "roster.csv")
    assert audited.exit_code == 0, audited.output


def test_being_sick_on_days_off_takes_no_day_of_work(published: Path, call: Call) -> None:
    inputs, roster = published / "inputs", published / "outputs" / "roster.csv"
    days = [f"2026-05-{day}" for day in range(13, 18)]
    worked = {c: {d for d in days if shift(roster, c, d)} for c in ("c01", "c02", "c03")}
    sick = max(worked, key=lambda c: len(set(days) - worked[c]))
    first = min(d for d in days if d not in worked[sick])
    last = max(d for d in days if d not in worked[sick])
    missed = {d for d in worked[sick] if first <= d <= last}
    out = repair(call, published, "--sick", f"{sick}@{first}..{last}")
    repaired = out / "repair-least" / "roster.csv"
    # Away on the days told, at work on all the others as published: nothing has to be made up.
    for day in days:
        assert bool(shift(repaired, sick, day)) == (day in worked[sick] - missed)
    assert call("audit", inputs, repaired).exit_code == 0
    assert call("publish", inputs, published / "outputs", "--roster", repaired).exit_code == 0
    assert call("audit", inputs, roster).exit_code == 0
