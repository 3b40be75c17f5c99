"""What the search gives back, and the two ways in which there is no roster to give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from scheduler.domain.clause import Clause
from scheduler.domain.conflict import Conflict
from scheduler.domain.demand import Requirements
from scheduler.domain.finish_report import FinishReport
from scheduler.domain.language_ask import LanguageAsk
from scheduler.domain.neighbourhoods import NeighbourhoodCount
from scheduler.domain.roster import Roster


@dataclass(frozen=True)
class Progress:
    """One report of a running search; dollars, and None before there is any.

    `limit_s`: seconds that the search may take; `regret` as in Answer.
    """

    seconds: float
    objective: float | None
    bound: float | None
    stage: str
    limit_s: float | None = None
    regret: float | None = None


@dataclass(frozen=True)
class Watcher:
    """Who watches a search: gets its reports, and says when to end."""

    progress: Callable[[Progress], None] = lambda _: None
    stop: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Answer:
    """A complete roster with its objective and a bound proven for the whole problem.

    requirements: those that the objective counts against, where some could be chosen.
    neighbourhoods: what the search did in each of them. finish: what CP-SAT did at the end.
    asks: languages whose requirement follows from a simulation.

    status: "optimal" where what is left is less than one slot's shortage, "feasible" at
    the end of the time, "interrupted" when stopped.
    """

    roster: Roster
    requirements: Requirements
    status: str
    objective: float
    bound: float
    seconds: float
    shortage_per_hour: float
    required_hours: float
    trace: tuple[Progress, ...] = field(default=(), compare=False)
    neighbourhoods: tuple[NeighbourhoodCount, ...] = field(default=(), compare=False)
    finish: FinishReport | None = field(default=None, compare=False)
    asks: tuple[LanguageAsk, ...] = ()

    @property
    def gap(self) -> float:
        """(objective - bound) / max(1, |objective|)"""
        return max(0.0, self.objective - self.bound) / max(1.0, abs(self.objective))

    @property
    def regret_hours(self) -> float:
        """Missing agent-hours that could at most still be avoided."""
        return max(0.0, self.objective - self.bound) / max(self.shortage_per_hour, 1e-9)

    @property
    def regret(self) -> float:
        """`regret_hours` as a share of the required hours (of one hour where there are fewer)."""
        return regret_of(self.objective, self.bound, self.shortage_per_hour, self.required_hours)


def regret_of(objective: float, bound: float, shortage_per_hour: float, hours: float) -> float:
    """What could at most still be avoided, as a share of the required hours (of one at least)."""
    return max(0.0, objective - bound) / max(shortage_per_hour, 1e-9) / max(hours, 1.0)


class NoRoster(Exception):
    """No complete roster was found, and it is not known that there is none.

    The message says what was tried and what is nearest, where there is anything to say.
    """


class Contradiction(Exception):
    """The hard rules contradict each other.

    `conflicts` are smallest sets of clauses that do, with changes that free them, `clauses` those
    of all of them.
    """

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        self.clauses: list[Clause] = [c for found in self.conflicts for c in found.clauses]
        super().__init__("; ".join(clause.sentence for clause in self.clauses))
