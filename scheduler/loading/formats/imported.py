"""What an import has read, in the columns of the table that it fills."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.loading.formats.interval_times import DAY, NONE


@dataclass
class Imported:
    """`table` has texts as the CSV file is to have them; rows of one `key` replace each other.

    `by_day` has day, channel and contacts; `shown` the first rows as they stand in the file
    beside what they were read as. Of the file's rows `read` were understood and `used` are
    the centre's; nothing reads the columns `unread`.
    """

    fills: str
    table: pd.DataFrame
    key: tuple[str, ...]
    by_day: pd.DataFrame
    notes: list[str] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    read: int = 0
    used: int = 0
    unread: list[str] = field(default_factory=list)


def as_table(rows: pd.DataFrame, fills: str) -> pd.DataFrame:
    """Sums by interval as history.csv or forecast.csv has them."""
    handled = rows["handled"].to_numpy()
    average = rows["work_s"].to_numpy() / np.where(handled > 0, handled, 1.0)
    table = {
        "start": start_texts(rows),
        "channel": rows["channel"].astype(str).tolist(),
        "language": rows["language"].astype(str).tolist(),
    }
    offered = rows["offered"].to_numpy()
    if fills == "forecast.csv":
        table |= {"volume": figures(offered)}
    else:
        given_up = np.maximum(offered - handled, 0.0)
        table |= {"offered": figures(offered), "abandoned": figures(given_up)}
    return pd.DataFrame(table | {"aht_s": figures(average)}, dtype=str)


def start_texts(rows: pd.DataFrame) -> list[str]:
    """Local wall clock, with its offset where that is known."""
    shown = np.datetime_as_string(rows["local"].to_numpy().astype("datetime64[m]"), unit="m")
    return [
        str(text) if offset == NONE else f"{text}{offset_text(offset)}"
        for text, offset in zip(shown, rows["offset"].tolist(), strict=True)
    ]


def offset_text(minutes: int) -> str:
    """Such as `-08:00`."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def figures(values: NDArray[np.float64]) -> list[str]:
    """Numbers with at most six decimals, without those that are zero."""
    return [f"{value:.6f}".rstrip("0").rstrip(".") for value in values.tolist()]


def by_day(rows: pd.DataFrame) -> pd.DataFrame:
    """Contacts by day and channel."""
    days = pd.DataFrame(
        {
            "day": rows["local"] // DAY,
            "channel": rows["channel"].astype(str),
            "contacts": rows["offered"],
        }
    )
    found = pd.DataFrame(days.groupby(["day", "channel"])["contacts"].sum().reset_index())
    shown = np.datetime_as_string(found["day"].to_numpy().astype("datetime64[D]"))
    return found.assign(day=[str(day) for day in shown])
