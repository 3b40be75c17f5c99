"""Conflicts to a file of their own, on their way to standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def conflicts_to(path: Path | None) -> Iterator[None]:
    """Write the conflicts of a run that ends with them to a CSV file, where one is asked for."""
    from scheduler.reporting.files.conflict_table import write_conflicts
    from scheduler.rostering.answer import Contradiction

    try:
        yield
    except Contradiction as found:
        if path is not None:
            write_conflicts(path, found.conflicts)
        raise
