"""What is said where no roster was found that keeps every rule."""

from __future__ import annotations

from collections import defaultdict

from scheduler.domain.clause import Clause, Violation


class NotKept(Exception):
    """A rule is still broken; `clauses` name it with its places.

    in_time: every repair was tried; else the time was over.
    """

    def __init__(self, violations: list[Violation], in_time: bool = True) -> None:
        self.violations, self.in_time = violations, in_time
        super().__init__("; ".join(sorted({v.rule for v in violations})))

    @property
    def clauses(self) -> list[Clause]:
        """One for each rule: how often it is broken, and where first."""
        found: dict[str, list[Violation]] = defaultdict(list)
        for violation in self.violations:
            found[violation.rule].append(violation)
        return [
            Clause(rule, f"rule {rule} is broken in {_places(own)}", own[0].source)
            for rule, own in found.items()
        ]


def _places(violations: list[Violation]) -> str:
    first = violations[0].message
    number = len(violations)
    return f"1 place: {first}" if number == 1 else f"{number} places, first: {first}"
