"""What one person more or fewer of a kind would change in a week."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Worth:
    """One more (change 1) or one fewer (change -1) person of a contract with these languages.

    `languages` are those with a requirement of their own; `people` have this contract and
    speak these and no other of them. `dollars` and `shortage_hours` (of all rows, languages
    included) are what the week's objective and its missing agent-hours would change by:
    negative where it gets better. `wages` are the dollars of the person's week.
    """

    contract: str
    languages: tuple[str, ...]
    people: int
    change: int
    dollars: float
    shortage_hours: float
    wages: float
