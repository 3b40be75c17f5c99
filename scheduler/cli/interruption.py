"""SIGINT and SIGTERM ask a run to finish with the best it has; a second one ends it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from types import FrameType
from typing import TypeVar

import click

from scheduler.cli.endings import INTERRUPTED

Result = TypeVar("Result")
LOOK_S = 0.2


class Interruption:
    """Whether somebody asked to stop; calling it says so. `result` is what the work ends with."""

    def __init__(self, result: str = "the best roster so far") -> None:
        self.result = result
        self.asked = False
        self._process = os.getpid()

    def __call__(self) -> bool:
        return self.asked

    def ask(self, number: int, _frame: FrameType | None) -> None:
        """A signal arrived."""
        if os.getpid() != self._process:
            # A process that the search forked: Ctrl-C is its parent's to answer.
            if number == signal.SIGTERM:
                os._exit(128 + number)
            return
        if self.asked:
            click.echo("ended: the earlier results are unchanged", err=True)
            sys.stdout.flush()
            os._exit(INTERRUPTED)  # the work may be deep in compiled code
        self.asked = True
        click.echo(f"finishing with {self.result}; press once more to end at once", err=True)


def attended(
    work: Callable[[Interruption], Result], interruption: Interruption | None = None
) -> tuple[Result, bool]:
    """The result of some work, and whether it was asked to stop early.

    The work has a thread of its own: Python handles signals in the main thread alone,
    which would wait inside of the solver until that returns by itself.
    """
    interruption = interruption or Interruption()
    before = {
        number: signal.signal(number, interruption.ask)
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        with ThreadPoolExecutor(max_workers=1) as pool:
            future = pool.submit(work, interruption)
            while wait([future], timeout=LOOK_S).not_done:
                pass  # awake now and then: a signal may have gone to another thread
            result = future.result()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return result, interruption.asked
