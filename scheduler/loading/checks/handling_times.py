"""Handling times that are no seconds: minutes, Excel's days, milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median

from scheduler.loading.readers.number_notation import PLAUSIBLE_S
from scheduler.loading.schema.demand_keys import UNITS_S

NAMES = {"ms": "milliseconds", "min": "minutes", "h": "hours", "days": "days, as Excel counts"}
RANGE = "10 s to 2 h"


def odd_times(file: str, times: Iterable[tuple[str, float]], table: str = "") -> Iterator[str]:
    """A warning for each channel whose times, seconds, lie far off in the middle.

    `table` is the one of settings.toml that may name their unit, empty where none may.
    """
    by_channel: dict[str, list[float]] = {}
    for channel, seconds in times:
        if seconds > 0:
            by_channel.setdefault(channel, []).append(seconds)
    for channel, own in sorted(by_channel.items()):
        middle = median(own)
        if PLAUSIBLE_S[0] <= middle <= PLAUSIBLE_S[1]:
            continue
        yield (
            f"{file}: handling times of {channel} are {middle:.4g} s in the middle, not "
            f"{RANGE}{_explained(middle, table)}"
        )


def _explained(middle: float, table: str) -> str:
    """Units that would make it a usual time, with what it would be, and the key for them."""
    found = {unit: middle * UNITS_S[unit] for unit in NAMES}
    units = {u: s for u, s in found.items() if PLAUSIBLE_S[0] <= s <= PLAUSIBLE_S[1]}
    if not units:
        return ""
    words = " or ".join(f"{NAMES[unit]} it would be {s:.4g} s" for unit, s in units.items())
    key = " or ".join(f'{table}.time_unit = "{unit}"' for unit in units) if table else ""
    return f"; in {words}{f' ({key})' if key else ''}"
