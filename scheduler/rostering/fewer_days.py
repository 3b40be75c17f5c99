"""Fewer days to be told about: changes that are hardly worth it are taken back.

A person has to be told about each day that differs, however little differs on it. A search
that prices what differs by the hour scatters small changes; here whole days go back to what
was published, one at a time, two of a person together, or those of two people on one day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, islice

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario
from scheduler.objective.own_terms import NearPrices
from scheduler.rules import RULES
from scheduler.rules.own_rules import breaks_more

Day = tuple[str, int]  # a person's day
MOST_TRIES = 60


def with_fewer_days(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    worth: Callable[[Day], float] = lambda _: 0.0,
) -> Roster:
    """The roster with days as published wherever taking them back costs less than they are `worth`.

    `worth`: dollars of a person's day as published, beside the price of what differs on it.
    Every rule that was kept stays kept. Nothing before what has happened changes.
    """
    published = scenario.published or Roster(())
    rules = [rule.from_scenario(scenario) for rule in RULES]
    near = NearPrices(scenario, requirements, roster)
    for days in islice(_choices(_changed(scenario, published, roster)), MOST_TRIES):
        people = {csr_id for csr_id, _ in days}
        other = _taken_back(scenario, published, near.roster, days)
        if all(other.by_csr.get(c) == near.roster.by_csr.get(c) for c in people):
            continue
        terms = near.of(other, people)
        most = near.terms.total + sum(map(worth, days))
        if terms.total <= most and not breaks_more(scenario, rules, other, people):
            near = near.at(other, terms)
    return near.roster


def _choices(days: Sequence[Day]) -> Iterator[tuple[Day, ...]]:
    """Single days, then all of a person, two of a person, and those of two people on one day."""
    yield from ((day,) for day in days)
    people = dict.fromkeys(csr_id for csr_id, _ in days)
    for csr_id in people:
        own = tuple(day for day in days if day[0] == csr_id)
        if len(own) > 2:
            yield own
        yield from combinations(own, 2)
    for one, other in combinations(days, 2):
        if one[1] == other[1]:
            yield one, other


def _changed(scenario: Scenario, published: Roster, roster: Roster) -> list[Day]:
    """Days that differ and could be as published, those with the fewest changes first."""
    old, new = _by_day(scenario, published), _by_day(scenario, roster)
    found = [
        (len(set(old.get(day, ())) ^ set(new.get(day, ()))), day)
        for day in old.keys() | new.keys()
        if old.get(day) != new.get(day) and not _away(scenario, old.get(day, ()))
    ]
    return [day for _, day in sorted(found)]


def _away(scenario: Scenario, segments: Iterable[Segment]) -> bool:
    return any(
        off.start < s.end and s.start < off.end
        for s in segments
        for off in scenario.time_off_of.get(s.csr_id, ())
    )


def _by_day(scenario: Scenario, roster: Roster) -> dict[Day, tuple[Segment, ...]]:
    shifts = roster.merged_shifts(scenario.grid.slots_per_day)
    return {(c, shift.day): shift.segments for c, own in shifts.items() for shift in own}


def _taken_back(
    scenario: Scenario, published: Roster, roster: Roster, days: tuple[Day, ...]
) -> Roster:
    grid, weeks = scenario.grid, {}
    for csr_id in {csr_id for csr_id, _ in days}:
        back = {day for who, day in days if who == csr_id}
        kept = (s for s in roster.by_csr.get(csr_id, ()) if grid.day(s.start) not in back)
        told = (s for s in published.by_csr.get(csr_id, ()) if grid.day(s.start) in back)
        weeks[csr_id] = (*kept, *told)
    return roster.with_weeks(weeks)
