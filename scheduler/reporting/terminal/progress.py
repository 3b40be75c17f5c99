"""Progress on standard error while a roster is sought: best so far, bound, regret, time left.

Silent where standard error is no terminal, or when asked to be quiet.
"""

from __future__ import annotations

import math
import sys
import time
from types import TracebackType
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from scheduler.reporting.findings import words


class SearchProgress(Protocol):
    """What a search reports: seconds so far, best dollars, proven bound, stage.

    `limit_s`: seconds that it may take, None where it does not search; `regret`: share of the
    required hours that could still be avoided, None before that is known.
    """

    @property
    def seconds(self) -> float: ...
    @property
    def objective(self) -> float | None: ...
    @property
    def bound(self) -> float | None: ...
    @property
    def stage(self) -> str: ...
    @property
    def limit_s(self) -> float | None: ...
    @property
    def regret(self) -> float | None: ...


class Display:
    """A live line of what a search has reached, called with each step of its progress.

    Used as a context. Before the first call it says that the work is being prepared; at
    the end the last line stays, unless the work failed.
    """

    def __init__(self, quiet: bool = False, stream: TextIO | None = None) -> None:
        self._console = Console(file=stream or sys.stderr, highlight=False)
        self._shown = not quiet and self._console.is_terminal
        self._spinner = Spinner("dots")
        self._began = 0.0
        self._heard = 0.0  # when the search last reported
        self._last: SearchProgress | None = None
        self._live: Live | None = None

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        if self._shown:
            self._live = Live(
                console=self._console,
                transient=True,
                refresh_per_second=4,
                get_renderable=self._line,
            )
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is None:
            return
        self._live.stop()
        if kind is None and self._last is not None:
            took = time.monotonic() - self._began
            done = Text("✓", style="green")
            self._console.print(done, Text(f"{took:.0f} s, {reached(self._last)}"))

    def __call__(self, progress: SearchProgress) -> None:
        """Takes what the search has reached; safe to call from its threads."""
        self._last, self._heard = progress, time.monotonic()

    def _line(self) -> Table:
        table = Table.grid(padding=(0, 1))
        clock = Text(f"{time.monotonic() - self._began:.0f} s", style="dim")
        if self._last is None:
            table.add_row(self._spinner, clock, Text("preparing"))
            return table
        table.add_row(self._spinner, clock, told(self._last, time.monotonic() - self._heard))
        return table


def told(progress: SearchProgress, since_s: float = 0.0) -> Text:
    """What has been reached, with the stage; before the search the stage alone."""
    notes = [note for note in (progress.stage, time_left(progress, since_s)) if note]
    if progress.objective is None and progress.limit_s is None:
        return Text(", ".join(notes))
    text = Text(reached(progress))
    if notes:
        text.append(f"  {', '.join(notes)}", style="dim")
    return text


def reached(progress: SearchProgress) -> str:
    """`best $1,234.50, bound $1,230.00, regret 0.01 %`; the gap until the regret is known."""
    best, bound = progress.objective, progress.bound
    if best is None or not math.isfinite(best):
        return "no roster yet"
    parts = [f"best {words.dollars(best, cents=True)}"]
    if bound is not None and math.isfinite(bound):
        parts.append(f"bound {words.dollars(bound, cents=True)}")
        if progress.regret is None:
            gap = max(0.0, best - bound) / max(1.0, abs(best))
            parts.append(f"gap {words.percent(gap, 2)}")
        else:
            parts.append(f"regret {words.percent(progress.regret, 2)}")
    return ", ".join(parts)


def time_left(progress: SearchProgress, since_s: float = 0.0) -> str:
    """`37 s left`, so many seconds after the last report; empty without a limit.

    What has been begun is brought to its end when the time is over.
    """
    if progress.limit_s is None:
        return ""
    left = progress.limit_s - progress.seconds - since_s
    return f"{left:.0f} s left" if left >= 0.5 else "last steps"
