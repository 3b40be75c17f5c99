"""Shifts with names: which there are, how many of each, and what may not follow what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.owed import presence_slots
from scheduler.domain.roster import Roster, Shift
from scheduler.domain.scenario import Csr, Scenario, ShiftType, Span
from scheduler.rules.base import Linear, Model, shifts_of


@dataclass(frozen=True)
class Typed:
    """One person with shift types; a type is known by its span, in slots of the day."""

    csr: Csr
    types: tuple[ShiftType, ...]
    span: Mapping[str, Span]


@dataclass(frozen=True)
class ShiftTypes:
    """Every shift of a contract with shift types is one of them, from start to end.

    Of each type at most its number in the horizon; none on the day after a type that it
    cannot follow, the published past included. Amounts: hours beside the nearest type;
    shifts too many; 1 for a shift that may not follow.
    """

    people: tuple[Typed, ...]
    name: ClassVar[str] = "shift_types"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> ShiftTypes:
        return cls(
            tuple(
                Typed(csr, csr.contract.shift_types, _spans(scenario, csr))
                for csr in scenario.csrs
                if csr.contract.shift_types
            )
        )

    def post(self, model: Model) -> None:
        for own in self.people:
            csr_id, days = own.csr.csr_id, range(-1, model.scenario.grid.days)
            free = model.free_days(csr_id)
            worked = {day: _worked(model, own, day) for day in days} if free else {}
            for day in free:
                clause = self._clause(own, f"works {', '.join(own.span)} only")
                model.add(_untyped(model, own, day) == 0, clause)
            for kind in own.types if free else ():
                if kind.most is not None:
                    total = model.total(worked[day][kind.name] for day in days[1:])
                    text = f"works at most {kind.most} shifts {kind.name}"
                    model.add(total <= kind.most, self._clause(own, text))
            for day in days[1:]:
                if model.free(csr_id, day - 1) or model.free(csr_id, day):
                    self._post_pair(model, own, worked[day - 1], worked[day])

    def _post_pair(
        self, model: Model, own: Typed, before: Mapping[str, Linear], now: Mapping[str, Linear]
    ) -> None:
        """Of all types that these cannot follow on one day, and these on the next, one."""
        for barred in {kind.cannot_follow for kind in own.types}:
            after = [now[name] for name in sorted(barred & own.span.keys())]
            if after:
                first = [k.name for k in own.types if barred <= k.cannot_follow]
                names = ", ".join(sorted(barred & own.span.keys()))
                clause = self._clause(own, f"does not work {names} after {', '.join(first)}")
                earlier = model.total(before[name] for name in first)
                model.add(earlier + model.total(after) <= 1, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        past, present = shifts_of(scenario, scenario.past), shifts_of(scenario, roster)
        for own in self.people:
            csr_id = own.csr.csr_id
            shifts = present.get(csr_id, ())
            kinds = {shift.day: _kind(own, shift, grid.slots_per_day) for shift in shifts}
            for shift in shifts:
                if kinds[shift.day] is None:
                    hours = _beside(own, shift, grid.slots_per_day) * grid.slot_hours
                    text = f"works a shift that is none of {', '.join(own.span)}"
                    yield self._broken(own, shift.start, hours, text)
            yield from self._too_many(own, kinds, grid.slots_per_day)
            yesterday = {
                shift.day: _kind(own, shift, grid.slots_per_day) for shift in past.get(csr_id, ())
            }
            yield from self._following(own, yesterday | kinds, grid.slots_per_day)

    def _too_many(
        self, own: Typed, kinds: Mapping[int, str | None], per_day: int
    ) -> Iterator[Violation]:
        counts = Counter(kinds.values())
        for kind in own.types:
            if kind.most is not None and counts[kind.name] > kind.most:
                first = min(day for day, name in kinds.items() if name == kind.name)
                text = f"works {counts[kind.name]} shifts {kind.name}, at most {kind.most}"
                over = counts[kind.name] - kind.most
                yield self._broken(own, first * per_day + kind.start, over, text)

    def _following(
        self, own: Typed, kinds: Mapping[int, str | None], per_day: int
    ) -> Iterator[Violation]:
        type_of = {kind.name: kind for kind in own.types}
        for day, name in sorted(kinds.items()):
            before = kinds.get(day - 1)
            if day >= 0 and name and before and name in type_of[before].cannot_follow:
                start = day * per_day + type_of[name].start
                yield self._broken(own, start, 1, f"works {name} on the day after {before}")

    def _clause(self, own: Typed, text: str) -> Clause:
        csr = own.csr
        return Clause(self.name, f"{csr.name} {text}", csr.contract.source, csr.csr_id)

    def _broken(self, own: Typed, start: int, amount: float, text: str) -> Violation:
        csr = own.csr
        text = f"{csr.name} {text}"
        return Violation(self.name, csr.csr_id, start, csr.contract.source, amount, text)


def _spans(scenario: Scenario, csr: Csr) -> Mapping[str, Span]:
    return {
        kind.name: (kind.start, kind.start + presence_slots(scenario, csr, kind.slots))
        for kind in csr.contract.shift_types
    }


def _worked(model: Model, own: Typed, day: int) -> Mapping[str, Linear]:
    """1 for the type that is worked on a day."""
    midnight = day * model.scenario.grid.slots_per_day
    worked = {
        (start - midnight, end - midnight): lit
        for start, end, lit in model.shifts(own.csr.csr_id, day)
    }
    return {name: worked.get(span, 0) for name, span in own.span.items()}


def _untyped(model: Model, own: Typed, day: int) -> Linear:
    """1 when a shift of no type is worked."""
    midnight, spans = day * model.scenario.grid.slots_per_day, set(own.span.values())
    return model.total(
        lit
        for start, end, lit in model.shifts(own.csr.csr_id, day)
        if (start - midnight, end - midnight) not in spans
    )


def _kind(own: Typed, shift: Shift, per_day: int) -> str | None:
    """Name of the type that a shift is."""
    midnight = shift.day * per_day
    spans = {span: name for name, span in own.span.items()}
    return spans.get((shift.start - midnight, shift.end - midnight))


def _beside(own: Typed, shift: Shift, per_day: int) -> int:
    """Slots by which start and end miss the nearest type."""
    start, end = shift.start - shift.day * per_day, shift.end - shift.day * per_day
    return min(abs(start - a) + abs(end - b) for a, b in own.span.values())
