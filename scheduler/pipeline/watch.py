"""What a run takes: seconds of each stage, and how much of a processor it had meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter, process_time

from scheduler.domain.busy_machine import busy_words
from scheduler.rostering.answer import NoRoster, Progress

NOT_FOUND = "no roster was found within the time limit"  # where nothing more is known


class Watch:
    """Seconds of each stage, for run.json; passes on the progress of the search.

    Attributes
    ----------
    seconds: by stage, wall clock. processor: by stage, seconds that this process had a processor;
    processes that it starts do not count.
    """

    def __init__(self, progress: Callable[[Progress], None]) -> None:
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self._progress = progress
        self._last = Progress(0.0, None, None, "")

    def __call__(self, reached: Progress) -> None:
        self._last = reached
        self._progress(reached)

    @contextmanager
    def stage(self, name: str, words: str) -> Iterator[None]:
        """Time a stage; whoever watches learns that it has begun."""
        began, worked = perf_counter(), process_time()
        self._progress(replace(self._last, stage=words, limit_s=None))
        try:
            yield
        finally:
            self.seconds[name] = perf_counter() - began
            self.processor[name] = process_time() - worked

    @contextmanager
    def search(self, reproducible: bool) -> Iterator[None]:
        """The stage that ends at the time limit. NoRoster says so where the machine was busy."""
        try:
            with self.stage("roster", "preparing the search"):
                yield
        except NoRoster as none:
            busy = busy_words(self.processor_share(reproducible))
            if not busy:
                raise
            raise NoRoster(f"{str(none) or NOT_FOUND}\n{busy}") from None

    def processor_share(self, reproducible: bool) -> float | None:
        """Share of its time that the search had a processor, of what it has on an idle machine.

        None where work was counted instead of time, so that nothing was lost.
        """
        seconds = self.seconds.get("roster", 0.0)
        if reproducible or seconds <= 0.0:
            return None
        usual = min(1.0, processors() / 2)  # a second process searches beside it
        return min(1.0, self.processor["roster"] / seconds / usual)


def processors() -> int:
    """Processors that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
