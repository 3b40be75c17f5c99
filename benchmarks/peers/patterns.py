"""Days as patterns: a shift with its pauses in fixed places, as peers without pauses need.

Of all legal places a few are kept, evenly spread, so that the peers' models stay small:
at most four for a meal, two for each rest. Whatever is built from them keeps the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

from scheduler.domain.entitlements import band, shift_starts
from scheduler.domain.roster import MEAL, REST, Segment
from scheduler.domain.scenario import Csr, Scenario

MEALS, RESTS = 4, 2  # places kept of each


@dataclass(frozen=True)
class Pattern:
    """A day's shift in slots of the day; `pauses` are (start, end, activity) in order."""

    start: int
    end: int
    paid: int
    pauses: tuple[tuple[int, int, str], ...]

    @cached_property
    def on_phone(self) -> tuple[int, ...]:
        """Slots of the day in which the phone is answered."""
        away = {slot for start, end, _ in self.pauses for slot in range(start, end)}
        return tuple(slot for slot in range(self.start, self.end) if slot not in away)

    def segments(self, csr_id: str, midnight: int) -> list[Segment]:
        """The pattern worked by a person on the day that begins at `midnight`."""
        found, at = [], self.start
        for start, end, activity in (*self.pauses, (self.end, self.end, "")):
            found.append(Segment(csr_id, midnight + at, midnight + start, "phone", True))
            if end > start:
                paid = activity != MEAL
                found.append(Segment(csr_id, midnight + start, midnight + end, activity, paid))
            at = end
        return found


def patterns(scenario: Scenario, csr: Csr, day: int) -> list[Pattern]:
    """What the person may work on the day: every length and start, a few layouts of each."""
    return [
        Pattern(start, start + presence, paid, tuple(
            (start + s, start + e, activity) for s, e, activity in pauses
        ))
        for paid in csr.contract.shift_slots
        for presence, pauses in layouts(scenario, csr, paid)
        for start in shift_starts(scenario, csr, day, paid)
    ]  # fmt: skip


def layouts(
    scenario: Scenario, csr: Csr, paid: int
) -> list[tuple[int, tuple[tuple[int, int, str], ...]]]:
    """Length at work and pauses, counted from the start of the shift."""
    grid, labour = scenario.grid, scenario.labour
    owed = band(labour, paid * grid.slot_minutes)
    if not owed.meals:
        return [(paid, rests) for rests in _rests(scenario, [(0, paid)], owed.rests)]
    window = next(w for w in labour.meal_windows if paid * grid.slot_minutes <= w.up_to_minutes)
    length, meal = paid + csr.contract.meal_slots, csr.contract.meal_slots
    first = grid.slots_up(window.from_minutes)
    last = window.to_minutes // grid.slot_minutes - meal
    found = []
    for at in _spread(first, last, MEALS):
        for rests in _rests(scenario, [(0, at), (at + meal, length)], owed.rests):
            found.append((length, tuple(sorted((*rests, (at, at + meal, MEAL))))))
    return found


def _rests(
    scenario: Scenario, stretches: list[tuple[int, int]], rests: int
) -> list[tuple[tuple[int, int, str], ...]]:
    """Rests near the middle of the stretches, at most one in each."""
    if rests > len(stretches):
        raise ValueError("patterns know one rest in a stretch of work")
    size = scenario.grid.slots_up(scenario.labour.rest_minutes)
    near = scenario.labour.rest_within_minutes // scenario.grid.slot_minutes
    places = []
    longest = sorted(stretches, key=lambda s: s[0] - s[1])[:rests]
    for start, end in longest:
        middle = (start + end) // 2
        low, high = max(start + 1, middle - near + 1), min(end - size - 1, middle + near - 1)
        places.append([(at, at + size, REST) for at in _spread(low, high, RESTS)])
    return [tuple(sorted(chosen)) for chosen in product(*places)]


def _spread(first: int, last: int, count: int) -> list[int]:
    """At most `count` whole numbers from first to last, evenly apart."""
    if last <= first:
        return [first]
    count = min(count, last - first + 1)
    return [first + round(i * (last - first) / (count - 1)) for i in range(count)]
