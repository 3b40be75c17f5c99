"""Rows of any length to rows of the centre's intervals: nothing lost, nothing counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.formats.centre_facts import CentreFacts
from scheduler.loading.formats.interval_times import DAY, EPOCH, NONE
from scheduler.loading.formats.questions import AnswerChoice, Answers, OpenQuestions, Question

LENGTHS = (5, 10, 15, 20, 30, 60, DAY)
KEYS = ["local", "offset", "channel", "language"]
SUMS = ["offered", "handled", "work_s"]
SAME = 1e-9  # figures of rows that are equal
SHOWN = 10


@dataclass
class Binned:
    """`rows` has local, offset (minutes, NONE if not told), channel, language and sums."""

    rows: pd.DataFrame
    minutes: int
    notes: list[str] = field(default_factory=list)


def binned(
    frame: pd.DataFrame,
    file: str,
    fills: str,
    facts: CentreFacts,
    answers: Answers,
    findings: FaultList,
) -> Binned | None:
    """Sums by interval, channel and language. None with faults; OpenQuestions for `empty`."""
    notes: list[str] = []
    frame = _twice_an_hour(frame, facts.zone, notes, file)
    frame = _once(frame, file, notes, findings)
    minutes = _length(frame, file, facts, findings)
    if findings.faults:
        return None
    if minutes == DAY:
        notes.append(
            f"{file}: its rows are whole days: spread over the hours in which a channel is open"
            + (", as profile.csv has them" if facts.profile else ", evenly")
        )
        frame = _spread_days(frame, facts)
    else:
        step = _common(frame["local"].to_numpy(), minutes, facts.minutes)
        if step < minutes:
            why = "" if minutes > facts.minutes else ", since they begin between its intervals"
            notes.append(
                f"{file}: its rows are {minutes} minutes long: cut evenly into {step}{why}"
            )
            frame = _cut(frame, minutes, step)
    frame = frame.assign(local=frame["local"] - frame["local"] % facts.minutes)
    rows = frame.groupby(KEYS, sort=True, as_index=False)[SUMS].sum()
    rows = _in_order(rows)
    if fills == "history.csv" and minutes != DAY:
        rows = _with_empty(rows, file, facts, answers, notes)
    rows = _with_times(rows, file, notes, findings)
    return Binned(rows, minutes, notes)


def _twice_an_hour(
    frame: pd.DataFrame, zone: ZoneInfo, notes: list[str], file: str
) -> pd.DataFrame:
    """Local rows of the hour that comes twice: the second of a skill is an hour later."""
    bare = frame["offset"] == NONE
    if not bare.any():
        return frame
    local = frame["local"][bare].unique()
    shown = pd.DatetimeIndex(local.astype("datetime64[m]"))
    first = shown.tz_localize(zone, ambiguous=np.ones(len(shown), np.bool_), nonexistent="NaT")
    second = shown.tz_localize(zone, ambiguous=np.zeros(len(shown), np.bool_), nonexistent="NaT")
    twice = set(local[np.asarray(first != second) & ~np.asarray(first.isna())].tolist())
    odd = frame["local"].isin(twice) & bare
    if odd.any():
        again = frame[odd].groupby(["local", "what"]).cumcount()
        # Where one skill has the hour twice, all rows of the night are told apart.
        pairs = again.groupby(frame["local"][odd] // DAY).transform("max") > 0
        offsets = {
            minute: (_offset(one, minute), _offset(other, minute))
            for minute, one, other in zip(local.tolist(), first, second, strict=True)
            if minute in twice
        }
        rows = again.index[pairs]
        found = [
            offsets[minute][min(count, 1)]
            for minute, count in zip(frame["local"][rows], again[rows], strict=True)
        ]
        frame = frame.assign(offset=frame["offset"].mask(frame.index.isin(rows), NONE))
        frame.loc[rows, "offset"] = found
    never = set(local[np.asarray(first.isna())].tolist())
    count = int((frame["local"].isin(never) & bare).sum())
    if count:
        notes.append(
            f"{file}: {count} rows stand in an hour over which the clock is put forward: taken "
            f"as they are"
        )
    return frame


def _offset(shown: pd.Timestamp, minute: int) -> int:
    return minute - int(shown.timestamp() // 60)


def _once(frame: pd.DataFrame, file: str, notes: list[str], findings: FaultList) -> pd.DataFrame:
    """Rows that come again with equal figures are dropped; with others they are faults."""
    key = ["local", "offset", "what"]
    again = frame.duplicated(key)
    if not again.any():
        return frame
    firsts = frame[~again].set_index(key)
    repeated = frame[again]
    before = firsts.loc[pd.MultiIndex.from_frame(repeated[key])]
    gap = np.abs(repeated[SUMS].to_numpy() - before[SUMS].to_numpy()).max(axis=1)
    differing = np.flatnonzero(gap > SAME)
    for row in differing[:SHOWN].tolist():
        line, first = int(repeated["line"].iloc[row]), int(before["line"].iloc[row])
        found = "found an interval again with other figures"
        findings.fault(
            SourcePlace(file, line), "start", found, f"each once (first in line {first})"
        )
    if len(differing) > SHOWN:
        place = SourcePlace(file, int(repeated["line"].iloc[int(differing[SHOWN])]))
        found = f"found {len(differing) - SHOWN:,} more intervals again"
        findings.fault(place, "start", found, "each once")
    count = len(repeated) - len(differing)
    if count:
        line = int(repeated["line"].iloc[0])
        notes.append(f"{file}:{line}: {count:,} rows come again with equal figures: counted once")
    return frame[~again]


def _length(frame: pd.DataFrame, file: str, facts: CentreFacts, findings: FaultList) -> int:
    """Minutes of the rows: as they tell, else what parts all of them."""
    told = frame["length"][frame["length"] != NONE]
    if len(told):
        found = int(told.mode().iloc[0])
        odd = frame[(frame["length"] != found) & (frame["length"] != NONE)]
        if len(odd):
            place = SourcePlace(file, int(odd["line"].iloc[0]))
            length = int(odd["length"].iloc[0])
            words = f"{found} minutes, as in other rows"
            findings.fault(place, "length", f"found a row of {length} minutes", words)
    else:
        found = _step(np.unique(frame["local"].to_numpy() % DAY), facts.minutes)
    if found not in LENGTHS:
        words = "rows of 5, 10, 15, 20, 30 or 60 minutes, or of a day"
        place = SourcePlace(file, int(frame["line"].iloc[0]))
        findings.fault(place, "start", f"found rows of {found} minutes", words)
    return found


def _step(times: NDArray[np.int64], usual: int) -> int:
    """What parts the times of day, where all are midnight a day."""
    if len(times) == 1:
        return usual if times[0] else DAY
    apart = int(np.gcd.reduce(np.diff(times)))
    return apart if apart in LENGTHS else int(np.gcd(np.gcd.reduce(times), 60))


def _common(starts: NDArray[np.int64], minutes: int, interval: int) -> int:
    """The longest parts of rows of `minutes` of which each lies in one interval of the centre.

    Hours of UTC begin at the half hour where the clock is half an hour off, as in India.
    """
    beyond = starts % interval + minutes > interval
    off = np.gcd.reduce(starts[beyond] % interval, initial=interval)
    return int(np.gcd(minutes, off)) if beyond.any() else minutes


def _cut(frame: pd.DataFrame, minutes: int, step: int) -> pd.DataFrame:
    """Each row in even parts."""
    parts = minutes // step
    cut = frame.loc[frame.index.repeat(parts)].reset_index(drop=True)
    cut["local"] += step * (np.arange(len(cut)) % parts)
    cut[SUMS] = cut[SUMS] / parts
    return cut


def _spread_days(frame: pd.DataFrame, facts: CentreFacts) -> pd.DataFrame:
    """Each day over the intervals in which its channel is open, else over the whole day."""
    parts = []
    for (channel, _), own in frame.groupby(["channel", "local"], sort=True):
        local = int(own["local"].iloc[0])
        day = date.fromordinal(local // DAY + EPOCH)
        starts = np.array(facts.open_minutes(str(channel), day) or range(0, DAY, facts.minutes))
        weights = _weights(facts, str(channel), day, starts)
        spread = own.loc[own.index.repeat(len(starts))].reset_index(drop=True)
        spread["local"] = local + np.tile(starts, len(own))
        spread["offset"] = NONE
        spread[SUMS] = spread[SUMS].to_numpy() * np.tile(weights, len(own))[:, None]
        parts.append(spread)
    return pd.concat(parts, ignore_index=True)


def _weights(
    facts: CentreFacts, channel: str, day: date, starts: NDArray[np.int64]
) -> NDArray[np.float64]:
    profile = facts.profile.get(channel, facts.profile.get(""))
    if profile is not None:
        weights = profile[day.weekday()][starts // 60]
        if weights.sum() > 0:
            return np.asarray(weights / weights.sum())
    return np.full(len(starts), 1 / len(starts))


def _with_empty(
    rows: pd.DataFrame, file: str, facts: CentreFacts, answers: Answers, notes: list[str]
) -> pd.DataFrame:
    """Open intervals without a row on days that have some: zeros, or left as they are."""
    missing = pd.DataFrame(_missing(rows, facts), columns=["local", "channel", "language"])
    if missing.empty or answers.keys.empty == "missing":
        return rows
    first = pd.Timestamp(int(missing["local"].min()) * 60, unit="s")
    count = f"{len(missing):,} open intervals have no row, the first {first:%Y-%m-%d %H:%M}"
    if answers.keys.empty is None:
        choices = (
            AnswerChoice("zero", "nothing came: the system leaves out empty intervals"),
            AnswerChoice("missing", "it was not recorded: the forecast fills it from similar days"),
        )
        raise OpenQuestions([Question("empty", f"{count}. What does that mean?", choices)])
    notes.append(f"{file}: {count}: zeros, as imports.{answers.format}.empty says")
    offsets = rows.groupby(rows["local"] // DAY)["offset"].agg(lambda day: day.mode().iloc[0])
    missing["offset"] = offsets.reindex(missing["local"] // DAY).to_numpy()
    zeros = missing.assign(**dict.fromkeys(SUMS, 0.0))
    return _in_order(pd.concat([rows, zeros], ignore_index=True))


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """As time goes by: of an hour that comes twice, the first has the greater offset."""
    return rows.sort_values(KEYS, ascending=[True, False, True, True], ignore_index=True)


def _missing(rows: pd.DataFrame, facts: CentreFacts) -> Iterator[tuple[int, str, str]]:
    """Starts, channel and commonest language of what is not there."""
    first, last = int(rows["local"].min()), int(rows["local"].max())
    for name, own in rows.groupby("channel", sort=True):
        channel = str(name)
        there = set(own["local"].tolist())
        language = str(own.groupby("language")["offered"].sum().idxmax())
        for midnight in np.unique(own["local"].to_numpy() // DAY * DAY).tolist():
            day = date.fromordinal(midnight // DAY + EPOCH)
            never = facts.skipped(day)
            for minute in facts.open_minutes(channel, day):
                start = midnight + minute
                if first <= start <= last and start not in there and minute not in never:
                    yield start, channel, language


def _with_times(
    rows: pd.DataFrame, file: str, notes: list[str], findings: FaultList
) -> pd.DataFrame:
    """Where people were answered and no time is told, the mean of channel and language."""
    untimed = (rows["handled"] > 0) & (rows["work_s"] <= 0)
    if untimed.any():
        sums = rows[~untimed].groupby("channel")[["work_s", "handled"]].sum()
        means = sums["work_s"] / sums["handled"].where(sums["handled"] > 0)
        own = rows["channel"].map(means)
        if own[untimed].isna().any():
            channel = rows["channel"][untimed & own.isna()].iloc[0]
            place = SourcePlace(file, 1)
            found = f"found no handling time for {channel}"
            findings.fault(place, "handling time", found, "more than 0 s where some are handled")
        count = int(untimed.sum())
        notes.append(f"{file}: {count:,} intervals have contacts and no time: their channel's mean")
        rows = rows.assign(work_s=rows["work_s"].where(~untimed, own * rows["handled"]))
    more = rows["handled"] > rows["offered"] + SAME
    if more.any():
        notes.append(
            f"{file}: in {int(more.sum()):,} intervals more were handled than offered: contacts "
            f"that came before; nobody gave up there"
        )
    return rows
