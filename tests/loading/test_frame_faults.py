"""DataFrames are read by the checks of the files: the same faults, named by frame and row."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from scheduler.forecast import forecast
from scheduler.loading import InputFaults, Scenario, check, frames_of
from tests.loading.full_centre import FULL
from tests.loading.test_faults_between_files import CASES as BETWEEN
from tests.loading.test_faults_in_files import CASES as WITHIN
from tests.small_centres import write_centre

CASES = {**WITHIN, **BETWEEN}
# What no frame can be: a row of fewer cells, text that is no CSV, text that is no TOML
NO_FRAME = {"a ragged row", "an open quote", "a key twice"}


def faults_of(frames: dict[str, Any]) -> list[str]:
    """What `from_frames` says against the frames; nothing where they are sound."""
    try:
        Scenario.from_frames(**frames)
    except InputFaults as found:
        return [str(fault) for fault in found.faults]
    return []


def by_frame(fault: str) -> str:
    """The fault of a file as that of a frame with an index from 0: line 2 is row 0."""

    def row(match: re.Match[str]) -> str:
        return match[1] if match[2] == "1" else f"{match[1]}: row {int(match[2]) - 2}"

    fault = re.sub(r"\bsettings\.toml(?::\d+)?", "settings", fault)
    fault = re.sub(r"\b(\w+)\.csv:(\d+)", row, fault)
    fault = re.sub(r"\bline (\d+)", lambda match: f"row {int(match[1]) - 2}", fault)
    return re.sub(r"\b(\w+)\.csv\b", r"\1", fault)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_frame_has_the_faults_of_its_file(tmp_path: Path, name: str) -> None:
    folder = write_centre(tmp_path, **FULL)
    file, old, new, _, _ = CASES[name]
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    expected = {by_frame(str(fault)) for fault in check(folder)}
    assert expected
    if name in NO_FRAME:
        with pytest.raises(InputFaults):
            frames_of(folder)
    else:
        assert set(faults_of(frames_of(folder))) == expected


@pytest.fixture
def frames(tmp_path: Path) -> dict[str, Any]:
    """The small centre with every optional table, sound."""
    found = frames_of(write_centre(tmp_path, **FULL))
    assert faults_of(found) == []
    return found


def test_every_fault_of_every_frame_at_once(frames: dict[str, Any]) -> None:
    csrs = frames["csrs"].copy()
    csrs.loc[2, "contract"] = "5x9"
    csrs.loc[1, "hourly_rate"] = -1.0
    requests = frames["requests"].assign(weight="much")
    settings = {**frames["settings"], "labor": {}}
    faults = faults_of({**frames, "csrs": csrs, "requests": requests, "settings": settings})
    assert faults == [
        "csrs: row 1: hourly_rate: found '-1', allowed: a number above 0 to 1,000",
        "csrs: row 2: contract: found '5x9', which contracts does not have, allowed: 5x8, "
        "part-time (nearest: 5x8)",
        "requests: row 0: weight: found 'much', allowed: a number from 0 to 1,000",
        faults[3],
    ]
    assert faults[3].startswith("settings: labor: found the unknown key 'labor'")
    assert faults[3].endswith("(nearest: labour)")


def test_a_row_goes_by_the_label_of_its_index(frames: dict[str, Any]) -> None:
    csrs = frames["csrs"].assign(contract="5x9").set_index("csr_id")
    faults = faults_of({**frames, "csrs": csrs})
    assert [fault.split(": contract:")[0] for fault in faults] == [
        "csrs: row c01",
        "csrs: row c02",
        "csrs: row c03",
    ]


def test_a_fault_knows_its_row_and_column(frames: dict[str, Any]) -> None:
    csrs = frames["csrs"].assign(team=["A", "B;C", "C"])
    with pytest.raises(InputFaults) as caught:
        Scenario.from_frames(**{**frames, "csrs": csrs})
    [fault] = caught.value.faults
    assert (fault.file, fault.row, fault.column) == ("csrs", "1", "team")


def test_frames_that_are_missing_unknown_or_none(frames: dict[str, Any]) -> None:
    assert faults_of({"settings": frames["settings"], "csrs": None}) == [
        "contracts: frame: found no such frame, allowed: one for every centre",
        "csrs: frame: found no such frame, allowed: one for every centre",
        "forecast: frame: found neither forecast nor history, allowed: one of the two",
    ]
    odd = {**frames, "meetings": [1, 2], "contract": frames["contracts"]}
    faults = faults_of(odd)
    assert "meetings: frame: found list, allowed: a pandas DataFrame" in faults
    [unknown] = [fault for fault in faults if fault.startswith("contract: ")]
    assert unknown.startswith("contract: frame: found an unknown frame, allowed: availability, ")
    assert unknown.endswith("(nearest: contracts)")


def test_settings_that_are_none(frames: dict[str, Any]) -> None:
    assert faults_of({**frames, "settings": None}) == [
        "settings: settings: found None, allowed: a dict as in settings.toml, a path to one, or "
        "its text"
    ]
    nowhere = faults_of({**frames, "settings": "no/such/settings.toml"})
    assert nowhere == [
        "settings.toml:1: file: cannot be read (No such file or directory), allowed: a readable "
        "file"
    ]


def test_settings_as_text_keep_their_lines(frames: dict[str, Any]) -> None:
    text = '[centre]\nname = "Small"\ntimezone = "Nowhere/Land"\n[opening.phone]\nmon = "8-9"\n'
    found = faults_of({**frames, "settings": text})
    places = [fault.split(", allowed")[0] for fault in found if fault.startswith("settings")]
    assert places == [
        "settings.toml:3: centre.timezone: found 'Nowhere/Land'",
        "settings.toml:5: opening.phone.mon: found '8-9'",
    ]


@pytest.mark.parametrize("week", ["2026-13-01", "soon"])
def test_a_week_that_is_no_date(frames: dict[str, Any], week: str) -> None:
    assert faults_of({**frames, "week": week}) == [
        f"week: week: found '{week}', allowed: a date from 1990 to 2100, as 2026-05-11"
    ]


def test_warnings_name_frames_too(frames: dict[str, Any]) -> None:
    few = frames["forecast"].query("channel == 'phone'").iloc[1:]
    warnings = forecast(Scenario.from_frames(**{**frames, "forecast": few})).warnings
    assert "forecast: no contacts on email: counted as zero" in warnings
    assert not [text for text in warnings if ".csv" in text or ".toml" in text]


def test_without_an_index_of_numbers_a_history_has_its_labels(frames: dict[str, Any]) -> None:
    history = frames["history"].assign(abandoned=[1.0, -9.0])
    history.index = pd.Index(["mon", "tue"])
    assert faults_of({**frames, "history": history}) == [
        "history: row tue: abandoned: found '-9', allowed: a number from 0 to 1,000,000"
    ]
