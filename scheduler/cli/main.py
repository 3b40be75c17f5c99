"""The command line: `scheduler COMMAND ...`; each command is one file of `commands/`."""

from __future__ import annotations

import gc
import signal
import threading
from importlib import import_module
from typing import Any

import click

from scheduler import __version__
from scheduler.cli.endings import INTERRUPTED, NOTHING_DONE, leave

COMMANDS = (
    "schedule", "check", "forecast", "staff", "audit", "simulate", "budget", "fte", "scenarios",
    "trade", "publish", "diff", "repair", "who", "swap", "import", "contacts",
)  # fmt: skip
# `import` is a word of Python, and the forecast has a contacts.py.
MODULES = {"import": "import_export", "contacts": "count_contacts"}

# A command makes many objects that live as long as it does: to look through all of them for
# garbage again and again takes a quarter of the time that reading takes.
FEW_COLLECTIONS = (50_000, 20, 100)


class Lazy(click.Group):
    """A command is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"scheduler.cli.commands.{MODULES.get(cmd_name, cmd_name)}").command
        assert isinstance(found, click.Command)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """SIGTERM ends a command as Ctrl-C does, also while it is still being imported."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.default_int_handler)
        gc.set_threshold(*FEW_COLLECTIONS)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            leave(INTERRUPTED, NOTHING_DONE)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="scheduler")
def main() -> None:
    """Rosters for public contact centres.

    \b
    scheduler schedule inputs --out outputs     the whole chain
    scheduler check inputs                      every fault of the inputs at once
    scheduler audit inputs outputs/roster.csv   any roster against the rules

    Exit codes: 0 done; 2 bad input or results that cannot be written (nothing is
    written); 3 the hard rules contradict each other; 4 no roster within the time limit;
    5 an audited roster breaks rules; 6 more is short than allowed; 130 interrupted.
    """
