"""A process of its own for each run, with the memory of everything it starts."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK_EVERY_S = 0.25


@dataclass(frozen=True)
class Ran:
    """How a process ended; `peak_mib` is None where the system does not say.

    `cpu_s` are processor seconds of the process and the children that it waited for.
    """

    code: int
    seconds: float
    cpu_s: float
    peak_mib: float | None
    output: str


def run(arguments: Sequence[str], limit_s: float) -> Ran:
    """Run a Python module; kill it with all it started when `limit_s` has passed."""
    began, used, peak = time.perf_counter(), _children_s(), 0.0
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    while process.poll() is None:
        if time.perf_counter() - began > limit_s:
            os.killpg(process.pid, signal.SIGKILL)
        peak = max(peak, _tree_mib(process.pid))
        time.sleep(LOOK_EVERY_S)
    output = process.stdout.read() if process.stdout else ""
    seconds, cpu_s = time.perf_counter() - began, _children_s() - used
    return Ran(process.returncode, seconds, cpu_s, peak or None, output)


def _children_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _tree_mib(pid: int) -> float:
    """Proportional memory of a process and its children: pages they share count once."""
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            children = (task / "children").read_text().split()
            total += sum(_tree_mib(int(child)) for child in children)
    except OSError:  # it has just ended, or this is not Linux
        pass
    return total
