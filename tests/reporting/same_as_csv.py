"""A DataFrame of a run held against the CSV file of the same run, read as anybody would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd


def assert_same_as_csv(frame: pd.DataFrame, path: Path) -> None:
    """Same columns, same rows, same values; types are those of the frame."""
    texts = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert list(frame.columns) == list(texts.columns), path.name
    expected = pd.DataFrame({name: typed(texts[name], frame[name].dtype) for name in frame})
    pd.testing.assert_frame_equal(frame, expected, check_exact=True, obj=path.name)


def typed(texts: pd.Series[Any], dtype: Any) -> pd.Series[Any]:
    if isinstance(dtype, pd.DatetimeTZDtype):
        moments = pd.to_datetime(texts, format="ISO8601", utc=True)
        return moments.dt.tz_convert(dtype.tz).dt.as_unit(dtype.unit)
    if dtype == "boolean":
        return texts.map({"true": True, "false": False}).astype("boolean")
    if dtype in ("Int64", "float64"):
        numbers = pd.Series([float(text) if text else None for text in texts], dtype="float64")
        return numbers.astype(dtype)
    return texts.astype("string")
