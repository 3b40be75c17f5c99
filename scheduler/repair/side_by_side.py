"""Two pieces of independent work at once, the second in a forked process."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

Here = TypeVar("Here")
There = TypeVar("There")
Stop = Callable[[], bool]
LISTEN_S = 0.05  # seconds between two looks at `stop` while the other process works


def side_by_side(
    here: Callable[[Stop], Here],
    there: Callable[[Stop], There],
    stop: Stop,
    workers: int,
) -> tuple[Here, There]:
    """What `here` and `there` give; both are told when `stop` says yes.

    With one worker one follows the other, `here` first. Where `there` raises, or its process
    is lost, it is done again in this process, which raises the same or gives the answer.
    """
    if workers < 2:
        return here(stop), there(stop)
    context = get_context("fork")
    told = context.Value("b", 0, lock=False)  # one side writes, one reads

    def heard() -> bool:
        if stop():
            told.value = 1
        return bool(told.value)

    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(there, heard, sender), daemon=True)
    process.start()
    sender.close()  # this side only listens, and hears of the other's end
    try:
        first = here(heard)
        while not receiver.poll(LISTEN_S):
            heard()
        second: list[There] = _received(receiver)
    finally:
        process.kill()
        process.join()
        receiver.close()
    return first, second[0] if second else there(stop)


def _send(there: Callable[[Stop], There], stop: Stop, sender: Connection) -> None:
    """Send the answer in a list, an empty one where there is none."""
    try:
        answer = [there(stop)]
    except Exception:
        answer = []
    sender.send(answer)


def _received(receiver: Connection) -> list[There]:
    try:
        found: list[There] = receiver.recv()
    except EOFError:  # the process was ended
        return []
    return found
