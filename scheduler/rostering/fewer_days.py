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
from scheduler.objective.allotment import allotted
from scheduler.objective.price import price
from scheduler.rules import RULES
from scheduler.rules.base import Rule

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
    now = _dollars(scenario, requirements, roster)
    for days in islice(_choices(_changed(scenario, published, roster)), MOST_TRIES):
        other = _taken_back(scenario, published, roster, days)
        if other == roster:
            continue
        dollars = _dollars(scenario, requirements, other)
        if dollars <= now + sum(map(worth, days)) and not _broken(scenario, rules, other):
            roster, now = other, dollars
    return roster


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
    grid, chosen = scenario.grid, set(days)

    def inside(segment: Segment) -> bool:
        return (segment.csr_id, grid.day(segment.start)) in chosen

    kept = [s for s in roster.segments if not inside(s)]
    return Roster.of((*kept, *(s for s in published.segments if inside(s))))


def _broken(scenario: Scenario, rules: Iterable[Rule], roster: Roster) -> bool:
    return any(v for rule in rules for v in rule.check(scenario, roster))


def _dollars(scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
    return price(scenario, allotted(scenario, requirements, roster), roster).total
