"""The worth of people: the week rostered again with one more and one fewer of each kind.

Every variant starts from the roster that was found, the new person doing what a colleague
of the kind does, and is improved by the same number of moves as the roster itself; the
difference is what is reported. It is an estimate, as exact as a short search.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import get_context

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.entitlements import owed_slots
from scheduler.domain.roster import SUPERVISION, Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.worth import Worth
from scheduler.objective.price import Terms, price
from scheduler.rostering.local_search.cooling import Cooling
from scheduler.rostering.local_search.day_moves import DayMoves
from scheduler.rostering.local_search.state import RosterState, Snapshot
from scheduler.rostering.local_search.warm_start import adopt
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.params import (
    WORTH_BURSTS,
    WORTH_DAY_MOVES,
    WORTH_FINAL_TEMPERATURE,
    WORTH_START_TEMPERATURE,
    WORTH_WEEK_MOVES,
)
from scheduler.rostering.problem.roster_problem import build_problem

NEW = "one more"
MORE, FEWER = 1, -1


@dataclass(frozen=True)
class _Kind:
    contract: str
    languages: tuple[str, ...]
    people: int
    like: Csr  # the colleague with the least of their own: leave, pins, requests


def worth(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    seed: int,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Worth, ...]:
    """One more and one fewer of every kind of people, the most numerous kinds first.

    `stop` is called between variants; what was found until then is answered.
    """
    asked = [(kind, change) for kind in _kinds(scenario, requirements) for change in (MORE, FEWER)]
    variants = [
        (_more if change == MORE else _fewer)(scenario, requirements, roster, kind.like)
        for kind, change in asked
    ]
    found: list[Worth] = []
    with get_context("fork").Pool(scenario.solve.workers) as pool:
        terms = pool.imap(
            _improved,
            [(*variant, seed) for variant in ((scenario, requirements, roster), *variants)],
        )
        now = next(terms)
        for (kind, change), then in zip(asked, terms, strict=True):
            if stop() or now is None:
                break
            if then is not None:
                found.append(_reported(scenario, kind, change, now, then))
    return tuple(found)


def _reported(scenario: Scenario, kind: _Kind, change: int, now: Terms, then: Terms) -> Worth:
    return Worth(
        kind.contract,
        kind.languages,
        kind.people,
        change,
        then.total - now.total,
        then.shortage_hours - now.shortage_hours,
        _wages(scenario, kind.like),
    )


def _kinds(scenario: Scenario, requirements: Requirements) -> list[_Kind]:
    """People on the queues by contract and by languages with their own requirement."""
    own = {language for _, language in requirements.by_slot if language != ALL}
    kinds: dict[tuple[str, tuple[str, ...]], list[Csr]] = {}
    for csr in scenario.csrs:
        if SUPERVISION not in csr.channels:
            languages = tuple(sorted(csr.languages & own))
            kinds.setdefault((csr.contract.name, languages), []).append(csr)
    entries = (
        scenario.time_off_of,
        scenario.pins_of,
        scenario.requests_of,
        scenario.availability_of,
    )

    def own_entries(csr: Csr) -> tuple[int | str, ...]:
        return (*(len(of[csr.csr_id]) for of in entries), csr.csr_id)

    found = [_Kind(*key, len(csrs), min(csrs, key=own_entries)) for key, csrs in kinds.items()]
    return sorted(found, key=lambda kind: (-kind.people, kind.contract, kind.languages))


def _more(
    scenario: Scenario, requirements: Requirements, roster: Roster, like: Csr
) -> tuple[Scenario, Requirements, Roster]:
    """With somebody new, who for now does whatever the colleague does."""
    new = replace(like, csr_id=f"{like.csr_id} {NEW}", name=NEW)

    def joined(attendees: tuple[str, ...]) -> tuple[str, ...]:
        return (*attendees, new.csr_id) if like.csr_id in attendees else attendees

    changed = replace(
        scenario,
        csrs=(*scenario.csrs, new),
        meetings=tuple(replace(m, attendees=joined(m.attendees)) for m in scenario.meetings),
        programs=tuple(replace(p, attendees=joined(p.attendees)) for p in scenario.programs),
    )
    copied = (replace(s, csr_id=new.csr_id) for s in roster.by_csr.get(like.csr_id, ()))
    return changed, requirements, Roster.of((*roster.segments, *copied))


def _fewer(
    scenario: Scenario, requirements: Requirements, roster: Roster, like: Csr
) -> tuple[Scenario, Requirements, Roster]:
    """Without the colleague."""
    gone = like.csr_id
    changed = replace(
        scenario,
        csrs=tuple(c for c in scenario.csrs if c.csr_id != gone),
        meetings=tuple(
            replace(
                m,
                attendees=tuple(a for a in m.attendees if a != gone),
                hosts=tuple(h for h in m.hosts if h != gone),
            )
            for m in scenario.meetings
        ),
        programs=tuple(
            replace(p, attendees=tuple(a for a in p.attendees if a != gone))
            for p in scenario.programs
        ),
        time_off=tuple(t for t in scenario.time_off if t.csr_id != gone),
        requests=tuple(r for r in scenario.requests if r.csr_id != gone),
        pins=tuple(p for p in scenario.pins if p.csr_id != gone),
    )
    return changed, requirements, Roster.of(s for s in roster.segments if s.csr_id != gone)


def _improved(variant: tuple[Scenario, Requirements, Roster, int]) -> Terms | None:
    """What the best roster comes to after some moves; None where this one has no place."""
    scenario, requirements, roster, seed = variant
    problem = build_problem(scenario, requirements)
    state = RosterState(problem)
    if not problem.persons:
        return price(scenario, requirements, Roster.of(()))
    if not adopt(state, roster):
        return None
    week_moves, day_moves = WeekMoves(state, seed), DayMoves(state)
    week_moves.cost = state.cost()
    week_moves.improve_everybody(lambda: False)
    best, snapshot = week_moves.cost, Snapshot.of(state, problem.persons)
    cooling = Cooling(WORTH_START_TEMPERATURE, WORTH_FINAL_TEMPERATURE, 0.0, 1.0, 1.0)
    for burst in range(WORTH_BURSTS):
        temperature = cooling.of_days(burst / (WORTH_BURSTS - 1))
        day_moves.run(max(WORTH_DAY_MOVES, len(problem.persons)), temperature, seed + burst)
        week_moves.cost, week_moves.temperature = state.cost(), temperature
        for _ in range(WORTH_WEEK_MOVES):
            week_moves.step()
        if week_moves.cost < best and not state.counts.forced():
            best, snapshot = week_moves.cost, Snapshot.of(state, problem.persons)
    snapshot.restore(state)
    return price(scenario, requirements, state.roster())


def _wages(scenario: Scenario, csr: Csr) -> float:
    """Dollars of the person's contract hours in an average week of the horizon."""
    weeks = range(scenario.grid.weeks)
    slots = sum(owed_slots(scenario.without_time_off, csr, week) for week in weeks)
    return slots * scenario.grid.slot_hours * csr.hourly_rate / scenario.grid.weeks
