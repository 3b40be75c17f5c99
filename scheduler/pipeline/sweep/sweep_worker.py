"""One scenario rostered for real, on whatever machine this is: `scheduler schedule` as a process.

A function of plain data that needs no shared folder: files go in, files come out. A worker of a
cluster is a daemon and may not fork, so the search has a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import tomllib
from pathlib import Path

from scheduler.domain.sweep import CaseOptions, CaseResult, SweepCase
from scheduler.loading.schema.settings_keys import PricesKeys
from scheduler.pipeline.sweep.sweep_inputs import put, toml_text

KEPT = (
    "roster.csv", "summary.json", "cost.csv", "coverage.csv", "simulation.csv", "people.csv",
    "languages.csv",
)  # fmt: skip
LEAST = "least_shortage.json"
RULES = (2, 3, 4)  # exit codes that are the scenario's own, and not the worker's
SPARE_S = 600.0  # beyond the search, for reading, simulating and writing on a slow machine

running: set[subprocess.Popen[str]] = set()
_lock = threading.Lock()


def run_case(case: SweepCase) -> CaseResult:
    """Roster the case; and once more with the shortage alone priced, where that is asked for."""
    with tempfile.TemporaryDirectory(prefix="scenario-") as place:
        inputs, outputs = Path(place) / "inputs", Path(place) / "outputs"
        inputs.mkdir()
        put(inputs, case.files)
        code, words = _schedule(inputs, outputs, case.options, proving=False)
        if code:
            return CaseResult(case.name, {}, code, words, retry=code not in RULES)
        files = {n: (outputs / n).read_bytes() for n in KEPT if (outputs / n).is_file()}
        if case.options.prove and _price_shortage_alone(inputs):
            code, words = _schedule(inputs, Path(place) / "proof", case.options, proving=True)
            if code:
                return CaseResult(case.name, {}, code, words, retry=code not in RULES)
            summary = json.loads((Path(place) / "proof" / "summary.json").read_text("utf-8"))
            files[LEAST] = json.dumps({"bound": summary["bound"]}).encode()
        return CaseResult(case.name, files)


def _schedule(
    inputs: Path, outputs: Path, options: CaseOptions, *, proving: bool
) -> tuple[int, str]:
    """Exit code and last words of `scheduler schedule`."""
    command = [
        sys.executable, "-m", "scheduler", "schedule", str(inputs), "--out", str(outputs),
        "--quiet", "--time-limit", f"{options.time_limit_s:g}",
    ]  # fmt: skip
    for name, value in (("--seed", options.seed), ("--week", options.week)):
        if value is not None:
            command += [name, str(value)]
    replications = 0 if proving else options.replications
    if replications is not None:
        command += ["--replications", str(replications)]
    if options.reproducible:
        command.append("--reproducible")
    return _call(command, 20 * options.time_limit_s + SPARE_S)


def _call(command: list[str], limit_s: float) -> tuple[int, str]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is the sweep's to answer
    )
    with _lock:
        running.add(process)
    try:
        _, said = process.communicate(timeout=limit_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return -9, f"took longer than {limit_s:g} s"
    finally:
        with _lock:
            running.discard(process)
    lines = said.strip().splitlines()
    told = lines[:3] if process.returncode == 2 else lines[-4:]  # faults come first
    return process.returncode, "; ".join(told)


def end_all() -> None:
    """End the searches of this process; their scenarios will be done by the next run."""
    with _lock:
        for process in running:
            process.terminate()


def _price_shortage_alone(inputs: Path) -> bool:
    """All prices 0 but those of missing heads, so that the bound is one of the shortage.

    Not where overtime is allowed: it is paid, which no price turns off.
    """
    path = inputs / "settings.toml"
    settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    kept = ("shortage_per_hour", "language_shortage_per_hour")
    own = settings.get("prices", {})
    prices = {name: own[name] for name in kept if name in own}
    for name, field in PricesKeys.model_fields.items():
        priced = name not in kept and field.annotation is not int
        if priced and not name.endswith(("_hours", "_before", "_weeks")):
            prices[name] = 0.0
    if settings.get("labour", {}).get("max_overtime_hours", 0):
        return False
    settings["prices"] = prices
    pay = settings.setdefault("pay", {})
    pay["evening_premium_per_hour"] = pay["weekend_premium_per_hour"] = 0.0
    path.write_text(toml_text(settings), encoding="utf-8")
    return True
