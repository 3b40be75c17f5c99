"""Rosters for requirements that a simulation corrects, round by round."""

from __future__ import annotations

from collections.abc import Callable

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.answer import Answer, NoRoster
from scheduler.verification.corrections import Calibration, Round, next_requirements
from scheduler.verification.simulated import Simulated


def calibrate(
    scenario: Scenario,
    requirements: Requirements,
    rounds: int,
    solve: Callable[[Requirements, int], Answer],
    simulate: Callable[[Requirements, Roster], Simulated],
    stop: Callable[[], bool],
) -> tuple[Answer, Calibration]:
    """Roster, simulate, correct, and again, for `rounds` corrections at most.

    `solve` gets the number of rosters that may follow. Ends early where every
    target holds, nothing can be corrected or `stop` says yes; a later round that finds no
    roster ends it too. The answer is that of the round kept.
    """
    answers: list[Answer] = []
    found: list[Round] = []
    asked: Requirements | None = requirements
    for left in range(rounds, -1, -1):
        if asked is None or (found and stop()):
            break
        try:
            answer = solve(asked, left)
        except NoRoster:
            if not found:
                raise
            break
        roster, met = answer.roster, answer.requirements
        answers.append(answer)
        found.append(Round.of(scenario, met, roster, simulate(met, roster)))
        asked = next_requirements(scenario, roster, found[-1])
    calibration = Calibration.of(found)
    return answers[calibration.kept], calibration
