"""A Scenario from DataFrames is the Scenario of the files that say the same."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.loading import frames_of, load
from tests.loading.full_centre import FULL
from tests.loading.test_history import AVAYA, MAPPED
from tests.small_centres import SETTINGS, write_centre


def plain(value: Any) -> Any:
    """A value without where it was written, which files and frames call differently."""
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        apart = ("source", "sources", "digest", "folder", "file")
        return {name: part for name, part in own.items() if name not in apart}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


def assert_same(one: Scenario, other: Scenario) -> None:
    found = plain(other)
    for name, value in plain(one).items():
        if name != "warnings":
            assert found[name] == value, name
    assert len(one.warnings) == len(other.warnings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_centre(tmp_path / "centre", **FULL)


def test_the_frames_of_a_folder_are_its_scenario(folder: Path) -> None:
    assert_same(load(folder), Scenario.from_frames(**frames_of(folder)))


def test_the_frames_of_portland_are_its_scenario() -> None:
    inputs = Path(__file__).parents[2] / "inputs"
    assert_same(load(inputs), Scenario.from_frames(**frames_of(inputs)))


def test_without_a_forecast_the_history_is_forecast_from(tmp_path: Path) -> None:
    days = pd.date_range("2026-03-02", periods=42).strftime("%Y-%m-%d")
    rows = [f"{day}T{hour:02}:00,phone,en,{hour},0,200" for day in days for hour in range(8, 17)]
    history = "\n".join(["start,channel,language,offered,abandoned,aht_s", *rows])
    folder = write_centre(tmp_path, forecast=None, history=history)
    frames = frames_of(folder)
    assert "forecast" not in frames
    scenario = Scenario.from_frames(**frames)
    assert_same(load(folder), scenario)
    assert scenario.grid.first_day == date(2026, 4, 13)
    assert sum(volume.volume for volume in forecast(scenario).volumes) > 0


def test_an_export_is_read_by_the_columns_that_the_settings_name(tmp_path: Path) -> None:
    folder = write_centre(tmp_path, settings=SETTINGS + MAPPED, forecast=None)
    (folder / "history.csv").write_text(AVAYA.lstrip("\n"), encoding="utf-8")
    frames = frames_of(folder)
    assert set(frames["history"].dtypes.astype(str)) == {"string"}
    assert_same(load(folder), Scenario.from_frames(**frames))


def test_columns_have_the_type_of_their_schema(folder: Path) -> None:
    frames = frames_of(folder)
    types = {
        (name, column): str(frames[name].dtypes[column])
        for name, column in [
            ("csrs", "csr_id"),
            ("csrs", "hourly_rate"),
            ("csrs", "hired"),
            ("contracts", "days_per_week"),
            ("contracts", "earliest_start"),
            ("time_off", "start"),
            ("time_off", "paid"),
            ("meetings", "min_block_minutes"),
        ]
    }
    assert types == {
        ("csrs", "csr_id"): "string",
        ("csrs", "hourly_rate"): "float64",
        ("csrs", "hired"): "datetime64[us]",
        ("contracts", "days_per_week"): "Int64",
        ("contracts", "earliest_start"): "string",
        ("time_off", "start"): "datetime64[us]",
        ("time_off", "paid"): "boolean",
        ("meetings", "min_block_minutes"): "Int64",
    }
    assert frames["csrs"]["hired"].isna().tolist() == [False, False, True]
    assert frames["meetings"]["min_block_minutes"].tolist() == [pd.NA, 60]


def test_times_with_an_offset_come_in_the_centres_zone(tmp_path: Path) -> None:
    row = "c01,2026-05-11T17:00:00+00:00,2026-05-11T12:00:00-07:00,sick,yes"
    folder = write_centre(tmp_path, time_off=f"csr_id,start,end,kind,paid\n{row}")
    frames = frames_of(folder)
    assert str(frames["time_off"]["start"].dtype) == "datetime64[us, America/Los_Angeles]"
    # 17:00 UTC is 10:00 in Portland in May: slots 40 to 48 of Monday
    [away] = Scenario.from_frames(**frames).time_off
    assert (away.start, away.end) == (40, 48)


def test_cells_may_be_values_of_python_and_numpy(folder: Path) -> None:
    frames = frames_of(folder)
    csrs = frames["csrs"].astype(object)
    csrs["languages"] = [["en", "es"], {"en"}, np.array(["en", "es"])]
    csrs["channels"] = [("phone", "email"), ["phone", "email"], "phone"]
    csrs["hired"] = [date(2020, 1, 6), pd.Timestamp("2022-03-14"), None]
    csrs["hourly_rate"] = [np.float64(30), 28.5, 27]
    contracts = frames["contracts"].assign(
        shift_hours=[8, [4, 5.0, 6]],
        days_per_week=[5.0, 4.0],
        earliest_start=time(8, 0),
        latest_end=["17:00", time(17, 0)],
    )
    time_off = frames["time_off"].assign(
        start=pd.Timestamp("2026-05-11", tz="America/Los_Angeles"),
        end=pd.Timestamp("2026-05-12T07:00Z"),
        paid=np.bool_(True),
    )
    changed = {**frames, "csrs": csrs, "contracts": contracts, "time_off": time_off}
    assert_same(load(folder), Scenario.from_frames(**changed))


def test_order_of_columns_and_blank_rows_do_not_matter(folder: Path) -> None:
    frames = frames_of(folder)
    csrs = frames["csrs"]
    blank = pd.DataFrame([[pd.NA] * len(csrs.columns)], columns=csrs.columns, dtype="string")
    mixed = pd.concat([csrs.astype("string"), blank], ignore_index=True)[csrs.columns[::-1]]
    by_id = csrs.set_index("csr_id")
    for table in (mixed, by_id):
        assert_same(load(folder), Scenario.from_frames(**{**frames, "csrs": table}))


def test_settings_are_a_dict_a_path_or_a_text(folder: Path) -> None:
    frames = frames_of(folder)
    path = folder / "settings.toml"
    for settings in (path, str(path), path.read_text(encoding="utf-8")):
        assert_same(load(folder), Scenario.from_frames(**{**frames, "settings": settings}))


def test_values_of_a_dict_may_be_dates_and_tuples(folder: Path) -> None:
    frames = frames_of(folder)
    settings = {**frames["settings"], "closures": (date(2026, 5, 25),)}
    settings["solve"] = {"time_limit_s": np.int64(5)}
    assert_same(load(folder), Scenario.from_frames(**{**frames, "settings": settings}))


def test_the_week_is_any_day_of_it(tmp_path: Path) -> None:
    frames = frames_of(write_centre(tmp_path))
    later = frames["forecast"].assign(start=frames["forecast"]["start"] + pd.Timedelta(days=7))
    frames["forecast"] = pd.concat([frames["forecast"], later], ignore_index=True)
    for week in ("2026-05-20", date(2026, 5, 20), pd.Timestamp("2026-05-20 10:00")):
        assert Scenario.from_frames(**frames, week=week).grid.first_day == date(2026, 5, 18)
    assert Scenario.from_frames(**frames).grid.first_day == date(2026, 5, 11)


def test_the_digest_changes_with_a_cell(folder: Path) -> None:
    frames = frames_of(folder)
    before = Scenario.from_frames(**frames).digest
    assert Scenario.from_frames(**frames_of(folder)).digest == before
    csrs = frames["csrs"].assign(hourly_rate=frames["csrs"]["hourly_rate"] + 1)
    assert Scenario.from_frames(**{**frames, "csrs": csrs}).digest != before
    settings = {**frames["settings"], "solve": {"time_limit_s": 6}}
    assert Scenario.from_frames(**{**frames, "settings": settings}).digest != before


def test_labour_rules_of_a_dict_name_their_settings(folder: Path) -> None:
    labour = Scenario.from_frames(**frames_of(folder)).labour
    assert labour.source("min_rest_between_shifts_hours") == "settings"
    assert labour.source("seats") == "default"


def test_numbers_of_a_frame_have_one_reading(folder: Path) -> None:
    """1.234 in a CSV export is a question; a float says what it is."""
    frames = {**frames_of(folder), "tickets": None}
    settings = {**frames["settings"], "history": {"columns": {"offered": "calls"}}}
    history = frames["history"].rename(columns={"offered": "calls"}).assign(calls=[1.234, 2.345])
    scenario = Scenario.from_frames(**{**frames, "settings": settings, "history": history})
    assert sorted(one.offered for one in scenario.contacts.history) == [1.234, 2.345]
