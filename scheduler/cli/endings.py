"""How a command ends: exit codes, and plain words for everything that a user can cause."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from scheduler.loading import Fault

BAD_INPUT, CONTRADICTION, NO_ROSTER, RULES_BROKEN, SHORT, INTERRUPTED = 2, 3, 4, 5, 6, 130
NOTHING_DONE = "interrupted: the earlier results are unchanged"
Args = ParamSpec("Args")
Answer = TypeVar("Answer")


def ending(command: Callable[Args, Answer]) -> Callable[Args, Answer]:
    """Turn what went wrong into its exit code and words on standard error.

    What a user cannot cause keeps its traceback: it is a fault of the program.
    """

    @wraps(command)
    def ended(*args: Args.args, **kwargs: Args.kwargs) -> Answer:
        try:
            return command(*args, **kwargs)
        except KeyboardInterrupt:
            leave(INTERRUPTED, NOTHING_DONE)
        except BrokenPipeError:
            raise  # who read our output has left; click ends quietly
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            leave(BAD_INPUT, f"{where}{(error.strerror or str(error)).lower()}")
        except Exception as error:
            known = _explained(error)
            if known is None:
                raise
            leave(known[0], *known[1])

    return ended


def leave(code: int, *lines: str) -> NoReturn:
    """Say something on standard error and exit."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


def _explained(error: Exception) -> tuple[int, list[str]] | None:
    """Exit code and lines for an exception of the pipeline, None for any other."""
    from scheduler.loading.faults import InputFaults

    if isinstance(error, InputFaults):  # first: the others are slow to import
        return BAD_INPUT, [*fault_lines(error.faults), "nothing was written"]
    from scheduler.forecast import AbsurdContacts
    from scheduler.pipeline.repairing.swapping import CannotSwap
    from scheduler.pipeline.results_folder.outputs import OutputFault
    from scheduler.pipeline.stages import Interrupted, RulesBroken
    from scheduler.reporting.terminal.refusal_screen import refusal_lines
    from scheduler.rostering.answer import Contradiction, NoRoster
    from scheduler.verification.simulated import TooManyContacts

    match error:
        case AbsurdContacts():
            return BAD_INPUT, [*fault_lines(error.faults), "nothing was written"]
        case OutputFault() | TooManyContacts() | CannotSwap():
            return BAD_INPUT, [str(error)]
        case Contradiction():
            return CONTRADICTION, list(refusal_lines(error.conflicts))
        case NoRoster():
            return NO_ROSTER, [str(error) or "no roster was found within the time limit"]
        case RulesBroken():
            return RULES_BROKEN, [*map(str, error.lines()), f"{error}: not published"]
        case Interrupted():
            return INTERRUPTED, [
                "interrupted before the first roster: the earlier results are unchanged"
            ]
        case _:
            return None


def fault_lines(faults: Iterable[Fault | str]) -> list[str]:
    """`file:line: column: found, allowed`, the cause first, and how many there are."""
    from scheduler.loading.fault_report import grouped_faults

    found = list(faults)
    texts = [fault for fault in found if isinstance(fault, str)]
    count = "1 fault" if len(found) == 1 else f"{len(found):,} faults"
    lines = grouped_faults(fault for fault in found if not isinstance(fault, str))
    return [*lines, *texts, f"{count} in the inputs"]
