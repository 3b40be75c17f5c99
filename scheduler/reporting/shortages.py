"""Every shortage as a span with its reasons, read off the finished roster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from scheduler.costing.coverage import CoverageRow
from scheduler.domain.demand import ALL
from scheduler.domain.roster import PAUSES, SUPERVISION
from scheduler.reporting import words
from scheduler.reporting.report import Report
from scheduler.reporting.timeline import activity_title

# Work elsewhere is named when it took more than this share of the missing slots.
WORTH_SAYING = 0.15

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Shortage:
    """Touching slots of one day in which a channel (and language) misses heads."""

    channel: str
    language: str
    start: int
    end: int
    missing: tuple[int, ...]  # heads, slot by slot


def shortages(report: Report) -> list[Shortage]:
    """Short coverage rows merged over touching slots of a day, by time, `*` first."""
    found = list(_merged(report.coverage, report.scenario.grid.slots_per_day))
    return sorted(found, key=lambda s: (s.start, s.channel, s.language != ALL, s.language))


def missing_supervision(report: Report) -> list[Shortage]:
    """Slots with fewer supervisors than the span asks for, merged likewise."""
    asked = report.requirements.supervisors
    there = np.zeros(report.scenario.grid.slots, dtype=np.int64)
    for segment in report.roster.segments:
        if segment.activity == SUPERVISION:
            there[max(0, segment.start) : max(0, segment.end)] += 1
    missing = np.maximum(asked - there, 0)
    rows = [(int(slot), int(missing[slot])) for slot in np.flatnonzero(missing)]
    return [
        Shortage(SUPERVISION, ALL, run[0][0], run[-1][0] + 1, tuple(m for _, m in run))
        for run in _runs(rows, report.scenario.grid.slots_per_day)
    ]


def _merged(rows: Sequence[CoverageRow], slots_per_day: int) -> Iterator[Shortage]:
    short = [row for row in rows if row.short > 0]
    short.sort(key=lambda row: (row.channel, row.language, row.start))
    for (channel, language), own in groupby(short, key=lambda row: (row.channel, row.language)):
        for run in _runs([(row.start, row.short) for row in own], slots_per_day):
            missing = tuple(heads for _, heads in run)
            yield Shortage(channel, language, run[0][0], run[-1][0] + 1, missing)


def _runs(rows: Sequence[tuple[int, int]], slots_per_day: int) -> list[list[tuple[int, int]]]:
    """(slot, heads) pairs cut where slots do not touch and at midnight."""
    runs: list[list[tuple[int, int]]] = []
    for slot, heads in rows:
        touches = bool(runs) and runs[-1][-1][0] + 1 == slot and slot % slots_per_day != 0
        if touches:
            runs[-1].append((slot, heads))
        else:
            runs.append([(slot, heads)])
    return runs


@dataclass(frozen=True)
class Reasons:
    """Says of the people who could fill a shortage where they are instead."""

    report: Report

    def text(self, shortage: Shortage) -> str:
        """`nine of the 14 who could are at work; Team B meets 9:00–9:30 (five people); ...`."""
        able = self._able(shortage.channel, shortage.language)
        if not able.any():
            return f"nobody on the staff {self._skill(shortage)}"
        doing = self.report.board.doing[able, shortage.start : shortage.end]
        parts = [self._at_work(doing, shortage)]
        parts += self._busy(doing, shortage)
        parts += self._absent(able, doing, shortage)
        return "; ".join(parts)

    def _able(self, channel: str, language: str) -> Mask:
        """Who works the channel and speaks the language, one flag for each CSR."""
        return np.array(
            [
                channel in csr.channels and (language == ALL or language in csr.languages)
                for csr in self.report.scenario.csrs
            ],
            dtype=np.bool_,
        )

    def _skill(self, shortage: Shortage) -> str:
        work = f"works {_at(shortage.channel)}"
        if shortage.language == ALL:
            return work
        return f"who {work} speaks {words.language(shortage.language)}"

    def _at_work(self, doing: NDArray[np.int16], shortage: Shortage) -> str:
        """How many of those who could are at work, and whether all of them are on it."""
        total, here = len(doing), (doing >= 0).sum(axis=0)
        on_it = (doing == self._code(shortage.channel)).sum(axis=0)
        if here.min() == total:
            who = "all who could are at work" if total > 1 else "the one who could is at work"
        elif here.max() == 0:
            return _nobody(total)
        else:
            who = f"{words.spread(here.tolist())} of the {words.number(total)} who could "
            who += "is at work" if here.max() == 1 else "are at work"
        if (on_it == here).all():
            who += (
                f" and {_at(shortage.channel)}"
                if here.max() == 1
                else (f", all of them {_at(shortage.channel)}")
            )
        return who

    def _busy(self, doing: NDArray[np.int16], shortage: Shortage) -> Iterator[str]:
        """Meetings and programs by name with their times, then other work, then pauses."""
        pauses = np.zeros(doing.shape[1], dtype=np.int64)
        for code, activity in enumerate(self.report.board.activities):
            counts = (doing == code).sum(axis=0)
            if activity == shortage.channel or not self._matters(activity, counts, shortage):
                continue
            if activity in PAUSES:
                pauses += counts
            else:
                yield self._clause(activity, counts, (doing == code).any(axis=1), shortage)
        if self._matters("pauses", pauses, shortage):
            yield f"{words.spread(pauses.tolist())} on a break"

    def _matters(self, activity: str, counts: NDArray[np.int64], shortage: Shortage) -> bool:
        """Meetings always; else only what took a fair part of the heads that are missing."""
        if activity.startswith("meeting:"):
            return bool(counts.any())
        return int(counts.sum()) > WORTH_SAYING * sum(shortage.missing)

    def _clause(
        self, activity: str, counts: NDArray[np.int64], who: Mask, shortage: Shortage
    ) -> str:
        title, grid = activity_title(self.report, activity), self.report.scenario.grid
        if activity.startswith("meeting:"):
            at = np.flatnonzero(counts)
            span = (shortage.start + int(at[0]), shortage.start + int(at[-1]) + 1)
            whole = span == (shortage.start, shortage.end)
            time = "" if whole else f" {words.times(grid, *span)}"
            return f"{title}{time} ({words.people(int(who.sum()))})"
        if activity.startswith("offline:"):
            return f"{words.spread(counts.tolist())} on {title}"
        return f"{words.spread(counts.tolist())} {_at(activity)}"

    def _absent(self, able: Mask, doing: NDArray[np.int16], shortage: Shortage) -> Iterator[str]:
        """People on leave by name, days off and other shifts by number."""
        scenario, board = self.report.scenario, self.report.board
        day = scenario.grid.day(shortage.start)
        leave, off, elsewhere = [], 0, 0
        for i in np.flatnonzero(able)[(doing < 0).all(axis=1)]:
            csr = scenario.csrs[i]
            cause = next(
                (t for t in scenario.time_off_of[csr.csr_id]
                 if t.start < shortage.end and shortage.start < t.end),
                None,
            )  # fmt: skip
            if cause is not None:
                leave.append(f"{csr.name} ({cause.kind})" if cause.kind else csr.name)
            elif board.shift(csr.csr_id, day) is None:
                off += 1
            else:
                elsewhere += 1
        if leave:
            yield f"away: {words.joined(leave)}"
        if off:
            yield f"{words.number(off)} {'has' if off == 1 else 'have'} the day off"
        if elsewhere:
            yield f"{words.number(elsewhere)} {'works' if elsewhere == 1 else 'work'} other hours"

    def _code(self, activity: str) -> int:
        activities = self.report.board.activities
        return activities.index(activity) if activity in activities else len(activities)


def _nobody(total: int) -> str:
    """Of `total` people who could, none is at work."""
    if total == 1:
        return "the one who could is not at work"
    who = "neither of the two" if total == 2 else f"none of the {words.number(total)}"
    return f"{who} who could is at work"


def _at(channel: str) -> str:
    """`on the phones`, `at the desk`, `on email`."""
    named = {"phone": "on the phones", "desk": "at the desk"}
    return named.get(channel, f"on {words.channel(channel)}")
