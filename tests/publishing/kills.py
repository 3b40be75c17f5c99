"""Publishing that is killed: `python -m tests.publishing.kills 30 FOLDER` kills it 30 times.

Each kill comes from outside, at a random moment after the writing or the renaming began. What is
left is the version before or the new one, in every file; anything else ends the script.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scheduler.pipeline.publish.publication import publish
from scheduler.pipeline.publish.version_files import file_digests
from scheduler.pipeline.results_folder.outputs import RESULTS, published
from scheduler.publishing.versions import read_decision
from tests.publishing.hand_made_week import LATE, centre, week
from tests.publishing.test_versions import WEEK, rows

FORK = multiprocessing.get_context("fork")  # everything is imported already


def die_at_rename(number: int) -> None:
    """Kill this process in the place of its n-th rename."""
    count = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            nonlocal count
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments)

        return call

    Path.rename = counted(Path.rename)  # type: ignore[method-assign]
    Path.replace = counted(Path.replace)  # type: ignore[method-assign]


def killed_at_rename(home: Path, roster: Path, number: int) -> int:
    """Publish in a process that kills itself; how it ended, -9 when it did."""

    def target() -> None:
        die_at_rename(number)
        publish(home / "inputs", home / "outputs", roster=roster)

    return _end(FORK.Process(target=target))


def killed_after(home: Path, roster: Path, sign: str, seconds: float) -> int:
    """Publish in a process that is killed so long after a folder with this sign is there."""
    process = FORK.Process(
        target=publish, args=(home / "inputs", home / "outputs"), kwargs={"roster": roster}
    )
    process.start()
    known = set((home / "outputs").glob(sign))
    while process.is_alive() and not set((home / "outputs").glob(sign)) - known:
        time.sleep(0.0005)
    time.sleep(seconds)
    process.kill()
    process.join()
    return process.exitcode or 0


def _end(process: Any) -> int:
    process.start()
    process.join()
    return int(process.exitcode or 0)


def whole_version(home: Path) -> int:
    """The version that every file belongs to; a mixture fails.

    Asking for the published weeks finishes what a killed run had decided, as every command does.
    """
    outputs = home / "outputs"
    place = published(outputs)
    assert place is not None
    listed = [int(row["version"]) for row in rows(home / WEEK / "versions.csv")]
    folders = sorted(int(p.name) for p in (home / WEEK / "versions").iterdir())
    assert listed == folders
    for number in folders:
        folder = home / WEEK / "versions" / str(number)
        decision = read_decision(folder)
        assert decision is not None
        found = file_digests(folder)
        assert {n: d for n, d in found.items() if n in decision["files"]} == decision["files"]
    last = home / WEEK / "versions" / str(folders[-1])
    for name in ("roster.csv", *(n for n in RESULTS if (last / n).exists())):
        assert (outputs / name).read_bytes() == (last / name).read_bytes(), name
    for folder_name in ("ics", "people"):
        assert file_digests(outputs / folder_name) == file_digests(last / folder_name)
    assert (home / WEEK / "roster.csv").read_bytes() == (last / "roster.csv").read_bytes()
    assert rows(place / "roster.csv") == rows(last / "roster.csv")
    assert not [*outputs.glob(".ready-*")]
    return folders[-1]


def main(times: int, folder: Path, seed: int = 1) -> None:
    """Kill as often as asked, old and new roster in turn."""
    lots = random.Random(seed)
    inputs = centre(folder)
    files = [folder / "early.csv", folder / "late.csv"]
    for file, text in zip(files, (week(), week(c02={"tue": LATE})), strict=True):
        file.write_text(text, encoding="utf-8")
    publish(inputs, folder / "outputs", roster=files[0])
    began = time.perf_counter()
    publish(inputs, folder / "outputs", roster=files[1])
    longest = time.perf_counter() - began
    new = old = killed = 0
    for number in range(times):
        before = whole_version(folder)
        # Half of them while it writes aside, half while it puts things in their place
        sign, until = (".writing-*", longest) if number % 4 < 2 else (".ready-*", 0.02)
        ended = killed_after(folder, files[number % 2], sign, lots.uniform(0, until))
        after = whole_version(folder)
        assert after in (before, before + 1)
        killed += ended == -signal.SIGKILL
        new, old = new + (after > before), old + (after == before)
    sys.stdout.write(
        f"{times} publications, {killed} killed before their end: {old} left the version before, "
        f"{new} the new one, none a mixture\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
