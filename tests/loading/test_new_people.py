"""The column shadows of csrs.csv: who is new, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.loading import check, load, read_roster
from tests.loading.full_centre import FULL
from tests.small_centres import CSRS, write_centre


def shadowing(whom: str = "c01", contract: str = "5x8", more: str = "") -> str:
    """csrs.csv with a fourth person, c04, who shadows somebody."""
    header, *rows = CSRS.strip().splitlines()
    new = f"c04, Dee Ostro, csr1, {contract}, A, en, phone, 25.00, 2026-05-04, {whom}"
    rows = [f"{header}, shadows", *(f"{row}," for row in rows), new, more]
    return "\n".join(row for row in rows if row)


def faults(folder: Path, **files: str) -> list[str]:
    return [str(fault) for fault in check(write_centre(folder, **files))]


def test_a_shadow_is_not_among_those_who_are_rostered(tmp_path: Path) -> None:
    scenario = load(write_centre(tmp_path, **{**FULL, "csrs": shadowing()}))
    assert [csr.csr_id for csr in scenario.csrs] == ["c01", "c02", "c03"]
    (new,) = scenario.shadows
    assert (new.csr_id, new.shadows, new.source) == ("c04", "c01", "csrs.csv:5")
    assert [csr.csr_id for csr in scenario.everybody.csrs] == ["c01", "c02", "c03", "c04"]
    # the meeting of team A, to which c04 belongs, has the two attendees that it had
    assert scenario.meetings[0].attendees == ("c01", "c02")


def test_a_roster_may_name_shadows(tmp_path: Path) -> None:
    scenario = load(write_centre(tmp_path / "in", csrs=shadowing()))
    rows = "csr_id,start,end,activity,paid\nc04,2026-05-11T08:00,2026-05-11T12:00,shadowing,yes\n"
    (tmp_path / "roster.csv").write_text(rows, encoding="utf-8")
    assert read_roster(tmp_path / "roster.csv", scenario).segments[0].activity == "shadowing"


@pytest.mark.parametrize(
    ("csrs", "fault"),
    [
        (
            shadowing("c10"),
            "csrs.csv:5: shadows: found 'c10', which csrs.csv does not have, allowed: c01, c02, "
            "c03 (nearest: c03)",
        ),
        (
            shadowing("c04"),
            "csrs.csv:5: shadows: found 'c04', the person of this row, allowed: a colleague with "
            "shifts of their own",
        ),
        (
            shadowing(more="c05, Eli Pham, csr1, 5x8, A, en, phone, 25.00, , c04"),
            "csrs.csv:6: shadows: found 'c04', who shadows c01 (csrs.csv:5), allowed: a colleague "
            "with shifts of their own",
        ),
        (
            shadowing("c03"),
            "csrs.csv:5: contract: found 5x8, with c03 on part-time, allowed: the contract of who "
            "is shadowed (csrs.csv:4): their shifts are the same",
        ),
    ],
)
def test_whom_nobody_can_shadow(tmp_path: Path, csrs: str, fault: str) -> None:
    assert faults(tmp_path, csrs=csrs) == [fault]


def test_nothing_is_asked_for_a_shadow(tmp_path: Path) -> None:
    rows = "csr_id, kind, start, end, weight\nc04, off, 2026-05-13T00:00, 2026-05-14T00:00, 1"
    hours = "csr_id, days, earliest, latest\nc04, tue, 08:00, 12:00"
    allowed = "allowed: leave of their own; the shifts are those of c01 (csrs.csv:5)"
    assert faults(tmp_path, csrs=shadowing(), requests=rows, availability=hours) == [
        f"availability.csv:2: csr_id: found c04, who shadows a colleague, {allowed}",
        f"requests.csv:2: csr_id: found c04, who shadows a colleague, {allowed}",
    ]


def test_a_meeting_that_names_a_shadow_is_warned_of(tmp_path: Path) -> None:
    meetings = FULL["meetings"].replace("team:A", "c01;c04")
    scenario = load(write_centre(tmp_path, csrs=shadowing(), meetings=meetings))
    assert "meetings.csv:2: c04 shadows c01 and goes where they go" in scenario.warnings
