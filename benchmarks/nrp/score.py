"""Shifts measured by the instance alone: what is broken, and the objective.

Nothing of the engine is used here; this is the specification of the format, read from the
instance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from benchmarks.nrp.instance import Employee, Instance

# Of each employee, the kind of shift on each day, or None for a day off
Shifts = Mapping[str, Sequence[str | None]]


@dataclass(frozen=True)
class Score:
    """The objective in its two parts, and a sentence for each rule that is broken."""

    requests: int
    cover: int
    broken: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.requests + self.cover


def score(instance: Instance, shifts: Shifts) -> Score:
    """Measure a finished roster."""
    return Score(
        _requests(instance, shifts),
        _cover(instance, shifts),
        tuple(
            f"{person.name}: {text}"
            for person in instance.employees
            for text in _broken(instance, person, shifts[person.name])
        ),
    )


def _requests(instance: Instance, shifts: Shifts) -> int:
    missed = sum(r.weight for r in instance.wanted if shifts[r.employee][r.day] != r.kind)
    given = sum(r.weight for r in instance.unwanted if shifts[r.employee][r.day] == r.kind)
    return missed + given


def _cover(instance: Instance, shifts: Shifts) -> int:
    heads = Counter((day, kind) for own in shifts.values() for day, kind in enumerate(own))
    total = 0
    for row in instance.cover:
        have = heads[row.day, row.kind]
        total += row.under * max(0, row.required - have) + row.over * max(0, have - row.required)
    return total


def _broken(instance: Instance, person: Employee, own: Sequence[str | None]) -> Iterator[str]:
    """Every rule of the format that one person's shifts break."""
    for day in sorted(instance.days_off.get(person.name, ())):
        if own[day] is not None:
            yield f"works on day {day}, a day off"
    for day, (before, now) in enumerate(pairwise(own), start=1):
        if before is not None and now in instance.kind[before].cannot_follow:
            yield f"{now} follows {before} on day {day}"
    for kind, number in Counter(kind for kind in own if kind is not None).items():
        if number > person.most.get(kind, 0):
            yield f"{number} shifts {kind}, at most {person.most.get(kind, 0)}"
    minutes = sum(instance.kind[kind].minutes for kind in own if kind is not None)
    if not person.min_minutes <= minutes <= person.max_minutes:
        yield f"{minutes} minutes, {person.min_minutes} to {person.max_minutes}"
    yield from _runs(person, own)
    weekends = {day // 7 for day, kind in enumerate(own) if kind is not None and day % 7 >= 5}
    if len(weekends) > person.max_weekends:
        yield f"{len(weekends)} weekends, at most {person.max_weekends}"


def _runs(person: Employee, own: Sequence[str | None]) -> Iterator[str]:
    """Runs of days; one that touches the edge of the horizon may go on outside it."""
    first = 0
    for at_work, run in groupby(kind is not None for kind in own):
        days = len(list(run))
        inside = first > 0 and first + days < len(own)
        if at_work and days > person.max_in_a_row:
            yield f"{days} days in a row from day {first}, at most {person.max_in_a_row}"
        if at_work and inside and days < person.min_in_a_row:
            yield f"{days} days in a row from day {first}, at least {person.min_in_a_row}"
        if not at_work and inside and days < person.min_off_in_a_row:
            yield f"{days} days off from day {first}, at least {person.min_off_in_a_row}"
        first += days
