"""What is demanded and where it was written; how far it is broken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Clause:
    """One demand of one rule on the roster, in a sentence, with its source line."""

    rule: str
    sentence: str
    source: str = ""
    csr_id: str = ""


@dataclass(frozen=True)
class Violation:
    """A broken demand: who, from which slot, by how much (unit named in the message).

    The message names the person, where one is at fault.
    """

    rule: str
    csr_id: str
    start: int | None
    source: str
    amount: float
    message: str
