"""Compile the kernels that are not compiled yet: `python -m scheduler.warm`.

Every make target that runs the search calls it first. The work is shared by two processes
(the halves are in `warm_up`); numba keeps what they compiled, so that later runs start at once.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from scheduler.kernels import folder, outdated

COMPLETE = "complete"  # a file of this name in the folder: nothing is left to compile
HALVES = ("annealing", "others")


def main() -> None:
    """Compile unless it is done, and remove the machine code of older kernels."""
    home = folder()
    if home is None or (home / COMPLETE).exists():
        return
    sys.stderr.write("Compiling the search, once; this takes one to three minutes.\n")
    running = [subprocess.Popen([sys.executable, "-m", "scheduler.warm_up", h]) for h in HALVES]
    try:
        codes = [process.wait() for process in running]
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    finally:
        for process in running:
            process.kill()
    if any(codes):
        raise SystemExit(1)
    (home / COMPLETE).touch()
    for old in outdated():
        shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    main()
