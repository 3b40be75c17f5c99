"""Two pieces of work at once: both answers, the errors of either, and a stop that both hear."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from scheduler.repair.side_by_side import side_by_side


def own_process(_: Callable[[], bool]) -> int:
    return os.getpid()


def fails(_: Callable[[], bool]) -> int:
    raise ValueError("no week")


@pytest.mark.parametrize(("workers", "processes"), [(1, 1), (2, 2)])
def test_with_two_workers_the_second_has_a_process_of_its_own(workers: int, processes: int) -> None:
    found = side_by_side(own_process, own_process, lambda: False, workers)
    assert found[0] == os.getpid()
    assert len(set(found)) == processes


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("pieces", [(fails, own_process), (own_process, fails)])
def test_an_error_of_either_is_raised(
    workers: int, pieces: tuple[Callable[[Callable[[], bool]], int], ...]
) -> None:
    with pytest.raises(ValueError, match="no week"):
        side_by_side(pieces[0], pieces[1], lambda: False, workers)


def test_a_lost_process_has_its_work_done_here() -> None:
    parent = os.getpid()

    def there(_: Callable[[], bool]) -> str:
        if os.getpid() != parent:
            os._exit(1)
        return "done"

    assert side_by_side(own_process, there, lambda: False, 2) == (parent, "done")


def test_the_other_process_hears_of_a_stop_that_only_this_one_is_asked_for() -> None:
    parent = os.getpid()

    def there(stop: Callable[[], bool]) -> bool:
        ends = time.monotonic() + 60
        while not stop() and time.monotonic() < ends:
            time.sleep(0.01)
        return stop()

    assert side_by_side(own_process, there, lambda: os.getpid() == parent, 2) == (parent, True)
