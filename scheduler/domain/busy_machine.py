"""Whether other programs took the time that a limit gave to the search."""

from __future__ import annotations

USUAL = 0.5  # share of its time with a processor, below which a search is far from its usual work


def is_busy(share: float | None) -> bool:
    """Whether a search had a processor for so little of its time; None is not known."""
    return share is not None and share < USUAL


def busy_words(share: float | None) -> str:
    """What to do about it; empty where the machine was not busy."""
    if share is None or not is_busy(share):
        return ""
    return (
        f"this machine was busy: the search got {100 * share:.0f} % of its usual work done in the "
        f"time; run it again when the machine is idle, or with --reproducible, which counts work"
    )
