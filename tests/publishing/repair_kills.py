"""Repairs that are killed: `python -m tests.publishing.repair_kills 30 FOLDER` kills 30 of them.

Two different repairs of one published week take turns, each killed at a random moment of its
whole course or at one of its renames. The folder holds all of the answers of one of the two.
"""

from __future__ import annotations

import random
import signal
import sys
import time
from datetime import datetime
from pathlib import Path

from scheduler.pipeline.publish.publication import publish
from scheduler.pipeline.publish.replay import replay
from scheduler.pipeline.publish.version_files import file_digests
from scheduler.pipeline.repairing.repairs import NewsOptions, repair
from scheduler.pipeline.results_folder.outputs import published_beside
from tests.publishing.hand_made_week import centre, week
from tests.publishing.kills import FORK, die_at_rename

NOW = datetime(2026, 5, 11, 20)
SICK = ("c01@2026-05-14", "c02@2026-05-13")
ANSWERS = ("least", "coverage", "cheapest")
RENAMES = 8  # of a repair: one says that all is ready, and each answer moves twice


def asked(home: Path, number: int) -> None:
    """One of the two repairs, as a command would do it."""
    roster, told = home / "outputs" / "roster.csv", NewsOptions(NOW, (SICK[number],), seconds=0.2)
    repair(home / "inputs", roster, home / "answers", told)


def killed(home: Path, number: int, rename: int = 0, seconds: float = 0.0) -> int:
    """Repair in a process that dies at a rename, or so many seconds later; how it ended."""

    def target() -> None:
        if rename:
            die_at_rename(rename)
        asked(home, number)

    process = FORK.Process(target=target)
    process.start()
    if not rename:
        time.sleep(seconds)
        process.kill()
    process.join()
    return int(process.exitcode or 0)


def answers(home: Path) -> dict[str, str]:
    """Digest of every file that the repairs wrote, after a command has asked for one of them."""
    folder = home / "answers"
    published_beside(folder / "repair-least" / "roster.csv")
    assert not [*folder.glob(".ready-*")]
    names = ("offers.csv", "repairs.csv", *(f"repair-{name}" for name in ANSWERS))
    assert {path.name for path in folder.iterdir() if path.name[0] != "."} == set(names)
    return {name: found for name, found in file_digests(folder).items() if name[0] != "."}


def whole(home: Path) -> tuple[Path, list[dict[str, str]]]:
    """A published week, and the files of either repair."""
    inputs, made = centre(home), home / "made.csv"
    made.write_text(week(), encoding="utf-8")
    publish(inputs, home / "outputs", roster=made)
    known = []
    for number in (0, 1):
        asked(home, number)
        known.append(answers(home))
    assert known[0] != known[1]
    return home, known


def main(times: int, folder: Path, seed: int = 1) -> None:
    """Kill as often as asked."""
    lots = random.Random(seed)
    home, known = whole(folder)
    began = time.perf_counter()
    asked(home, 1)
    longest = time.perf_counter() - began
    now, dead, new = 1, 0, 0
    for number in range(times):
        other = 1 - now
        rename = lots.randint(1, RENAMES) if number % 2 else 0
        ended = killed(home, other, rename, lots.uniform(0, longest))
        dead += ended == -signal.SIGKILL
        found = answers(home)
        assert found in (known[now], known[other]), "a mixture"
        new += found == known[other]
        now = known.index(found)
    again = replay(home / "outputs", 1, None)
    assert again.same, list(again.lines())
    sys.stdout.write(
        f"{times} repairs, {dead} killed before their end: {times - new} left the answers before, "
        f"{new} the new ones, none a mixture; version 1 replayed gives the same digest\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
