"""The last stage: CP-SAT holds the exact model, and what is written is a solution of it.

The search proposes a roster. The finish repairs whatever breaks a rule, also one that no kernel
knows; improves pauses, channels, meetings and whole weeks in neighbourhoods, each of which is
the exact model with the rest fixed; and at last lets the model accept everybody's days. Then
every constraint of the whole model has been posted while one of its days was free, and none of
its days has changed since: the roster is a solution of the whole model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from scheduler.domain.clause import Violation
from scheduler.domain.demand import Requirements
from scheduler.domain.finish_report import FinishReport
from scheduler.domain.neighbourhoods import NeighbourhoodCount
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.allotment import allotted
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.not_kept import NotKept
from scheduler.rostering.cp_sat.piece_solver import PieceSolver, Solved
from scheduler.rostering.cp_sat.pieces import (
    FINISHING,
    Neighbourhood,
    Piece,
    around,
    whole_roster,
)
from scheduler.rostering.incumbent import LEAST_WORK_S
from scheduler.rostering.params import (
    ACCEPT_S,
    ACCEPTED_AT_ONCE,
    ALWAYS_ACCEPTED,
    PIECE_S,
    REPAIR_FAILURES,
    REPAIR_LEVELS,
    REPAIR_S,
    WORTH_FINISHING,
)
from scheduler.rules import RULES


@dataclass(frozen=True)
class FinishLimits:
    """How long the finish may take.

    `left` is asked for the seconds that are left, `work` is given those of work done (where
    runs repeat), `stop` ends it at once. `say` shows progress: the objective.
    """

    left: Callable[[], float]
    work: Callable[[float], None]
    stop: Callable[[], bool]
    say: Callable[[float], None]
    reproducible: bool


class Finish:
    """One roster on its way through `repair`, `improve` and `accept`.

    `roster`, `asked` and `objective` are those of the current roster. All three raise
    NotKept where a rule stays broken.
    """

    def __init__(
        self,
        scenario: Scenario,
        requirements: Requirements,
        roster: Roster,
        seed: int,
        limits: FinishLimits,
    ) -> None:
        self.scenario, self.requirements, self.limits = scenario, requirements, limits
        self.rules = [rule.from_scenario(scenario) for rule in RULES]
        self.solver = PieceSolver(scenario, self.rules, seed, limits.reproducible)
        self.rng = np.random.default_rng(seed)
        self.roster = roster
        self.asked, self.objective = self._priced(roster)
        self.began = perf_counter()
        self.repair_dollars = self.saved_dollars = 0.0
        self.counts: dict[str, NeighbourhoodCount] = {}
        self.models, self.variables, self.constraints = 0, 0, 0
        self.repaired, self.accepted = 0, 0
        self.worked = 0.0

    def report(self) -> FinishReport:
        """The report of the finish so far."""
        return FinishReport(
            seconds=perf_counter() - self.began,
            models=self.models,
            variables=self.variables,
            constraints=self.constraints,
            repaired=self.repaired,
            repair_dollars=self.repair_dollars,
            saved_dollars=self.saved_dollars,
            accepted=self.accepted,
            people=len(self.scenario.csrs),
            neighbourhoods=tuple(self.counts.values()),
        )

    # ---- repair -----------------------------------------------------------------------

    def broken(self) -> list[Violation]:
        """What the roster breaks, rule by rule."""
        return [v for rule in self.rules for v in rule.check(self.scenario, self.roster)]

    def repair(self) -> None:
        """Keep every rule, whatever it costs: the narrowest pieces first, person by person.

        Some counted work is done for it even when the time is over: a slow machine may find a
        worse roster, but not none.
        """
        before, tries = self.objective, Counter[str]()
        broken = self.broken()
        while broken:
            for violation in broken:
                if self.limits.stop() or self._repair_left() <= 0.0:
                    raise NotKept(self.broken(), in_time=False)
                who = violation.csr_id or violation.rule
                level = min(tries[who], REPAIR_LEVELS - 1)
                piece = around(self.scenario, self.roster, violation, level, self.rng)
                relaxed = {v.rule for v in broken}
                tries[who] += not self._repair_piece(piece, relaxed)
            still = self.broken()
            self.repaired += max(0, len(broken) - len(still))
            broken = still
            if any(tries[v.csr_id or v.rule] >= REPAIR_FAILURES for v in broken):
                raise NotKept(broken)
        self.repair_dollars = self.objective - before

    def _repair_left(self) -> float:
        """Seconds that are left for repairs: of the clock, or of the work that is always done."""
        return max(self.limits.left(), LEAST_WORK_S - self.worked)

    def _repair_piece(self, piece: Piece, relaxed: set[str]) -> bool:
        """Whether less is broken after it, or nothing was broken in it any more."""
        began = perf_counter()
        found = self._solve(piece, min(REPAIR_S, self._repair_left()), relaxed)
        fewer = found.broken[1] < found.broken[0]
        kept = found.roster is not None and (
            fewer or found.dollars[1] < found.dollars[0] - WORTH_FINISHING
        )
        if kept and found.roster is not None:
            self.take(found.roster)
        self._count(piece, found, kept, perf_counter() - began)
        return fewer or found.broken == (0, 0)

    # ---- improvement ------------------------------------------------------------------

    def improve(self) -> None:
        """Neighbourhood after neighbourhood while there is time, the better roster kept."""
        for neighbourhood in self._in_turn():
            if not self._time_left():
                return
            self._try(neighbourhood)

    def decide_whole(self) -> None:
        """Everything at once, where that is small: a gap may count as closed and yet be open."""
        if self._time_left():
            self._try(whole_roster)

    def _time_left(self) -> float:
        """Seconds before everybody's days have to be accepted; 0 once it should stop."""
        left = self.limits.left() - ACCEPT_S * len(self.scenario.csrs)
        return 0.0 if self.limits.stop() else max(0.0, left)

    def _try(self, neighbourhood: Neighbourhood) -> None:
        """Solve one piece, and keep what is better."""
        piece = neighbourhood(self.scenario, self.roster, self.rng)
        if piece is None:
            return
        began = perf_counter()
        found = self._solve(piece, min(PIECE_S, self._time_left()), set())
        kept = found.roster is not None and self.consider(found.roster)
        self._count(piece, found, kept, perf_counter() - began)

    def _in_turn(self) -> Iterator[Neighbourhood]:
        """The list again and again, until nothing in it proposes anything."""
        while True:
            before = self.models
            yield from FINISHING
            if self.models == before:
                return

    def consider(self, roster: Roster) -> bool:
        """Continue from a legal roster where it is better; whether it is."""
        _, objective = self._priced(roster)
        if objective >= self.objective - WORTH_FINISHING:
            return False
        self.saved_dollars += self.objective - objective
        self.take(roster)
        return True

    # ---- acceptance -------------------------------------------------------------------

    def accept(self) -> None:
        """Let the exact model accept everybody's days, as many as the time allows.

        Raises NotKept where `post` forbids what `check` lets pass.
        """
        days = range(self.scenario.grid.days)
        people = [csr.csr_id for csr in self.scenario.csrs]
        for first in range(0, len(people), ACCEPTED_AT_ONCE):
            late = self.limits.stop() or self.limits.left() <= 0.0
            if late and first >= ALWAYS_ACCEPTED:
                return
            own = people[first : first + ACCEPTED_AT_ONCE]
            piece = Piece("accept", tuple((i, day) for i in own for day in days))
            fine, variables, constraints = self.solver.accepts(self.roster, piece)
            self._measure(variables, constraints, ACCEPT_S * len(own))
            if not fine:
                text = "the exact model refuses a roster that every check lets pass"
                raise NotKept([Violation("exact_model", own[0], None, "", len(own), text)])
            self.accepted += len(own)

    # ---- bookkeeping ------------------------------------------------------------------

    def _solve(self, piece: Piece, seconds: float, relaxed: set[str]) -> Solved:
        asked = replace(self.asked, joint=())
        found = self.solver.solve(asked, self.roster, piece, seconds, relaxed, self.limits.stop)
        self._measure(found.variables, found.constraints, found.work_s)
        return found

    def _measure(self, variables: int, constraints: int, work_s: float) -> None:
        self.models += 1
        self.variables = max(self.variables, variables)
        self.constraints = max(self.constraints, constraints)
        self.worked += work_s
        self.limits.work(work_s)

    def _count(self, piece: Piece, found: Solved, kept: bool, seconds: float) -> None:
        one = self.counts.get(piece.name, NeighbourhoodCount(piece.name, "finish", 0, 0, 0.0, 0.0))
        saved = found.dollars[0] - found.dollars[1] if kept else 0.0
        self.counts[piece.name] = NeighbourhoodCount(
            one.name, one.process, one.proposed + 1, one.kept + kept,
            one.saved + saved, one.seconds + seconds,
        )  # fmt: skip

    def _priced(self, roster: Roster) -> tuple[Requirements, float]:
        asked = allotted(self.scenario, self.requirements, roster)
        return asked, price(self.scenario, asked, roster).total

    def take(self, roster: Roster) -> None:
        """Continue from this roster."""
        self.roster = roster
        self.asked, self.objective = self._priced(roster)
        self.limits.say(self.objective)
