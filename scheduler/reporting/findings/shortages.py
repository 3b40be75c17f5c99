"""Every shortage as a span with its reasons, read off the finished roster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.coverage import CoverageRow, supervisors_there
from scheduler.domain.demand import ALL
from scheduler.domain.given_shifts import absent_spans
from scheduler.domain.roster import PAUSES, SUPERVISION
from scheduler.domain.short_hours import judged_by_service
from scheduler.reporting.findings import words
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.timeline import activity_title

# Work elsewhere is named when it took more than this share of the missing slots.
WORTH_SAYING = 0.15
MEETING, WORK, PAUSE = range(3)  # in this order in a sentence

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class ShortageSpan:
    """Touching slots of one day in which a channel (and language) misses heads."""

    channel: str
    language: str
    start: int
    end: int
    missing: tuple[int, ...]  # heads, slot by slot


def shortages(report: Report) -> list[ShortageSpan]:
    """Short coverage rows merged over touching slots of a day, by time, `*` first.

    Of a language that the simulation judges over its week only where nobody speaks it: what it
    lacks is said by its service, once.
    """
    scenario, judged = report.scenario, report.rows_judged
    rows = [row for row in report.coverage if not judged_by_service(scenario, judged, row)]
    found = list(_merged(rows, report.scenario.grid.slots_per_day))
    return sorted(found, key=lambda s: (s.start, s.channel, s.language != ALL, s.language))


def missing_supervision(report: Report) -> list[ShortageSpan]:
    """Slots with fewer supervisors than the span asks for, merged likewise."""
    there = supervisors_there(report.scenario, report.roster)
    missing = np.maximum(report.requirements.supervisors - there, 0)
    rows = [(int(slot), int(missing[slot])) for slot in np.flatnonzero(missing)]
    return [
        ShortageSpan(SUPERVISION, ALL, run[0][0], run[-1][0] + 1, tuple(m for _, m in run))
        for run in _runs(rows, report.scenario.grid.slots_per_day)
    ]


def _merged(rows: Sequence[CoverageRow], slots_per_day: int) -> Iterator[ShortageSpan]:
    short = [row for row in rows if row.short > 0]
    short.sort(key=lambda row: (row.channel, row.language, row.start))
    for (channel, language), own in groupby(short, key=lambda row: (row.channel, row.language)):
        for run in _runs([(row.start, row.short) for row in own], slots_per_day):
            missing = tuple(heads for _, heads in run)
            yield ShortageSpan(channel, language, run[0][0], run[-1][0] + 1, missing)


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

    def text(self, shortage: ShortageSpan) -> str:
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
                channel in csr.channels and csr.speaks(language) and not csr.shadows
                for csr in self.report.scenario.csrs
            ],
            dtype=np.bool_,
        )

    def _skill(self, shortage: ShortageSpan) -> str:
        work = f"works {_at(shortage.channel)}"
        if shortage.language == ALL:
            return work
        return f"who {work} speaks {words.language(shortage.language)}"

    def _at_work(self, doing: NDArray[np.int16], shortage: ShortageSpan) -> str:
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

    def _busy(self, doing: NDArray[np.int16], shortage: ShortageSpan) -> Iterator[str]:
        """Meetings by title with their times, then other work and pauses by number.

        A meeting is always named; the rest only where it took a fair part of what is
        missing.
        """
        groups: dict[tuple[int, str], Mask] = {}
        for code, activity in enumerate(self.report.board.activities):
            does = doing == code
            if activity != shortage.channel and does.any():
                key = self._occupation(activity)
                groups[key] = groups.get(key, np.zeros_like(does)) | does
        for (order, text), does in sorted(groups.items(), key=lambda item: item[0]):
            counts = does.sum(axis=0)
            if order == MEETING:
                yield f"{text}{self._time(counts, shortage)} ({words.people(_people(does))})"
            elif counts.sum() > WORTH_SAYING * sum(shortage.missing):
                yield f"{words.spread(counts.tolist())} {text}"

    def _occupation(self, activity: str) -> tuple[int, str]:
        """Order in the sentence, and words: a meeting's title, `on email`, `on a break`."""
        title = activity_title(self.report, activity)
        if activity in PAUSES:
            return PAUSE, "on a break"
        if activity.startswith("meeting:"):
            return MEETING, title
        return WORK, f"on {title}" if activity.startswith("offline:") else _at(activity)

    def _time(self, counts: NDArray[np.int64], shortage: ShortageSpan) -> str:
        """From when to when, unless all of the time that is short."""
        at = np.flatnonzero(counts)
        span = (shortage.start + int(at[0]), shortage.start + int(at[-1]) + 1)
        if span == (shortage.start, shortage.end):
            return ""
        return f" {words.times(self.report.scenario.grid, *span)}"

    def _absent(
        self, able: Mask, doing: NDArray[np.int16], shortage: ShortageSpan
    ) -> Iterator[str]:
        """People on leave by name, days off and other shifts by number."""
        scenario, board = self.report.scenario, self.report.board
        day = scenario.grid.day(shortage.start)
        leave, off, elsewhere = [], 0, 0
        for i in np.flatnonzero(able)[(doing < 0).all(axis=1)]:
            csr = scenario.csrs[i]
            cause = next(
                (t for t in scenario.time_off_of[csr.csr_id]
                 if any(a < shortage.end and shortage.start < b for a, b in absent_spans(t))),
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


def _people(does: Mask) -> int:
    """Rows of people x slots with anything in them."""
    return int(does.any(axis=1).sum())


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
