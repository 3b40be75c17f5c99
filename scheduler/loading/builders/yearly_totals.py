"""volumes.csv and profile.csv: totals, and how they fall on weekdays and hours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.history import HOURS, Spread, Total
from scheduler.domain.opening_hours import parts_of
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.faults import SourcePlace
from scheduler.loading.readers.csv_tables import Record
from scheduler.loading.readers.files import DemandFiles
from scheduler.loading.schema.demand_columns import ProfileRow, VolumeRow


def totals_of(files: DemandFiles, frame: CentreFrame) -> tuple[Total, ...]:
    """The totals of volumes.csv; faults about what is odd."""
    _check_once(files, frame)
    return tuple(
        Total(*r.row.period, r.row.channel, r.row.language, r.row.volume, r.row.aht_s)
        for r in files.volumes
    )


def spread_of(files: DemandFiles, frame: CentreFrame) -> Spread:
    """How the totals fall on weekdays and hours; faults and warnings about what is odd."""
    return Spread(
        {channel: profile_of(channel, files, frame) for channel in sorted(_channels(files))},
        frozenset(frame.closures),
        [name for name, keys in frame.keys.service.items() if keys.model == "deferrable"],
    )


def _channels(files: DemandFiles) -> set[str]:
    return {record.row.channel for record in files.volumes}


def profile_of(channel: str, files: DemandFiles, frame: CentreFrame) -> NDArray[np.float64]:
    """Shares by weekday and hour: the channel's own, those of all, or its opening hours."""
    own = [r for r in files.profile if r.row.channel == channel]
    rows = own or [r for r in files.profile if r.row.channel is None]
    if not rows:
        frame.findings.warn(
            f"{files.profile.file}: nothing for {channel}: spread evenly over its opening hours"
        )
        return _opening(channel, frame)
    found = np.zeros((7, HOURS))
    for r in rows:
        found[r.row.weekday, r.row.hour] = r.row.share
    if not found.any():
        frame.findings.fault(rows[0].place, "share", f"found 0 for all {channel}", "some above 0")
    return found


def _opening(channel: str, frame: CentreFrame) -> NDArray[np.float64]:
    """Slots open in each hour of the week."""
    per_hour = 60 // frame.grid.slot_minutes
    found = np.zeros((7, HOURS))
    between = frame.weekly_closed_between.get(channel, ((),) * 7)
    for weekday, span in enumerate(frame.weekly_opening.get(channel, ())):
        for start, end in parts_of(span, between[weekday]):
            for slot in range(start, end):
                found[weekday, slot // per_hour] += 1
    return found


def _check_once(files: DemandFiles, frame: CentreFrame) -> None:
    """Each total once, each hour of a profile once, contacts with a handling time."""
    seen: dict[tuple[object, ...], SourcePlace] = {}

    def once(record: Record[VolumeRow] | Record[ProfileRow], column: str, *key: object) -> None:
        first = seen.setdefault((record.place.file, *key), record.place)
        if first != record.place:
            found = "found the same again"
            frame.findings.fault(record.place, column, found, f"each once ({first.where})")

    for total in files.volumes:
        row = total.row
        once(total, "period", row.period, row.channel, row.language)
        if row.volume > 0 and row.aht_s == 0:
            allowed = "more than 0 where there are contacts"
            frame.findings.fault(total.place, "aht_s", "found 0", allowed)
    for hour in files.profile:
        once(hour, "hour", hour.row.channel, hour.row.weekday, hour.row.hour)
