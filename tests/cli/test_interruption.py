"""SIGINT and SIGTERM finish with the best so far; a second one ends at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.test_exit_codes import snapshot

ROOT = Path(__file__).parents[2]

# Work that ends when it is asked to, and one that never listens.
LISTENING = """
import time
from scheduler.cli.interruption import attended
def work(stop):
    print("begun", flush=True)
    while not stop():
        time.sleep(0.01)
    return "best so far"
print(attended(work), flush=True)
"""
DEAF = LISTENING.replace("while not stop()", "while True")


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Children hear Ctrl-C even where the tests themselves run in the background, which do not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def begin(code: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


# Work with a forked process, which Ctrl-C reaches too and which only its parent ends.
FORKING = (
    LISTENING.replace(
        "def work",
        """import multiprocessing
def endless():
    while True:
        time.sleep(0.01)
def work""",
    )
    .replace(
        "    print",
        """    child = multiprocessing.get_context("fork").Process(target=endless)
    child.start()
    print""",
    )
    .replace(
        "    return",
        """    time.sleep(0.2)
    assert child.is_alive()
    child.terminate()
    child.join()
    return""",
    )
)


@pytest.mark.parametrize("code", [LISTENING, FORKING], ids=["alone", "forking"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks(number: signal.Signals, code: str) -> None:
    process = begin(code)
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as a terminal does
    else:
        process.send_signal(number)
    answer, words = process.communicate(timeout=20)
    assert answer == "('best so far', True)\n"
    assert "finishing with the best" in words
    assert process.returncode == 0


def test_the_second_signal_ends() -> None:
    process = begin(DEAF)
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130


# The command line as it is, which signals itself when the display learns of the first roster.
SIGNALLED = """
import os, signal, sys
from scheduler.cli.main import main
from scheduler.reporting.terminal.progress import Display
tell, sent = Display.__call__, []
def told(self, reached):
    tell(self, reached)
    if reached.objective is not None and not sent:
        sent.append(os.kill(os.getpid(), signal.{}))
Display.__call__ = told
main(sys.argv[1:])
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupted_run_writes_the_best_complete_set(
    name: str, inputs: Path, tmp_path: Path, call: Call
) -> None:
    # A day for the search, and a gap that nobody proves: only the signal ends it.
    outputs = tmp_path / "outputs"
    arguments = ["schedule", str(inputs), "--out", str(outputs), "--time-limit", "86400"]
    arguments += ["--gap", "0"]
    done = subprocess.run(
        [sys.executable, "-c", SIGNALLED.format(name), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    summary = json.loads((outputs / "summary.json").read_text())
    assert summary["status"] == "interrupted"
    assert {"roster.html", "roster.xlsx", "audit.csv", "ics"} <= {p.name for p in outputs.iterdir()}
    assert call("audit", inputs, outputs / "roster.csv").exit_code == 0


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_while_a_command_is_imported(name: str, rostered: Path) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    before = snapshot(outputs)
    code = f"""
import os, signal, sys
from scheduler.cli import main as cli
load = cli.import_module
def importing(module):
    os.kill(os.getpid(), signal.{name})
    return load(module)
cli.import_module = importing
cli.main(sys.argv[1:])
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "schedule", str(inputs), "--out", str(outputs)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        130,
        "interrupted: the earlier results are unchanged\n",
    )
    assert snapshot(outputs) == before


def test_a_signal_before_there_is_a_roster_leaves_the_earlier_results(
    rostered: Path,
) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    before = snapshot(outputs)
    code = SIGNALLED.format("SIGINT").replace("reached.objective is not None and ", "")
    done = subprocess.run(
        [sys.executable, "-c", code, "schedule", str(inputs), "--out", str(outputs)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130
    assert "before the first roster" in done.stderr
    assert snapshot(outputs) == before


# The command line as it is, which signals itself once contacts are played.
PLAYING = """
import os, signal, sys
from scheduler.cli.main import main
from scheduler.verification import simulation
play = simulation.run
def played(*arguments):
    os.kill(os.getpid(), signal.{})
    simulation.run = play
    return play(*arguments)
simulation.run = played
main(sys.argv[1:])
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupted_simulation_tells_what_has_been_played(name: str, rostered: Path) -> None:
    seen = rostered / "seen"
    arguments = ["simulate", "inputs", "outputs/roster.csv", "--replications", "20000"]
    done = subprocess.run(
        [sys.executable, "-c", PLAYING.format(name), *arguments, "--out", str(seen)],
        cwd=rostered,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    assert " of 20,000 replications" in done.stdout
    assert "finishing with what has been simulated" in done.stderr
    assert (seen / "simulation.csv").exists()


def test_a_simulation_keeps_its_deadline(rostered: Path, call: Call) -> None:
    inputs, roster = rostered / "inputs", rostered / "outputs" / "roster.csv"
    done = call("simulate", inputs, roster, "--replications", 20_000, "--deadline", 0.01)
    assert done.exit_code == 0, done.output
    assert " of 20,000 replications" in done.output
