"""The way from a plan's dollars to today's, step by step, to the cent.

Every step is the difference between two levels that are rounded to cents first, so that the
steps add up to the whole difference whatever the figures are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Position(NamedTuple):
    """One class: FTE and dollars a year; `premiums` are within neither salary nor plan."""

    pay_class: str
    fte: float
    salary: float
    premiums: float = 0.0


class Drivers(NamedTuple):
    """What makes the people on the queues: FTE = contacts x aht / 3600 x coverage / (1 - s) / 2080.

    contacts a year, `aht_s` seconds, `coverage` hours on the queues by hours of work,
    `shrinkage` the share of paid time off the queues. `fte` is what they come to.
    """

    contacts: float
    aht_s: float
    coverage: float
    shrinkage: float

    def fte(self, hours: float) -> float:
        work = self.contacts * self.aht_s / 3600
        return work * self.coverage / (1 - self.shrinkage) / hours


@dataclass(frozen=True)
class BridgeStep:
    """One step of a bridge in cents, and the FTE that it adds where it is about people."""

    name: str
    meaning: str
    cents: int
    fte: float | None = None

    @property
    def dollars(self) -> float:
        return self.cents / 100


@dataclass(frozen=True)
class Bridge:
    """Steps from `planned` to `reached`, both in cents; they add up exactly.

    `before` and `after` are the positions of both ends, `drivers` those of the people on the
    queues, and `index` today's wages by the plan's.
    """

    basis: str
    planned: int
    reached: int
    steps: tuple[BridgeStep, ...]
    before: tuple[Position, ...] = ()
    after: tuple[Position, ...] = ()
    index: float = 1.0
    drivers: tuple[Drivers, Drivers] | None = None

    @property
    def variance(self) -> int:
        return self.reached - self.planned

    def of(self, name: str) -> BridgeStep:
        """The step of a name; one of nothing where there is none."""
        empty = BridgeStep(name, "", 0)
        return next((step for step in self.steps if step.name == name), empty)


def cents(dollars: float) -> int:
    return round(dollars * 100)


def bridge(
    basis: str,
    planned: Sequence[Position],
    reached: Sequence[Position],
    index: float = 1.0,
    people: Sequence[tuple[str, str, float]] = (),
    drivers: tuple[Drivers, Drivers] | None = None,
) -> Bridge:
    """From the plan to what is reached: people, mix, price level, pay step, premiums.

    `people` splits the first step: name, meaning and FTE of each part, in their order; what they
    leave of the difference in FTE stays with the last. `index` is today's wages by the plan's.
    """
    before, after = _fte(planned), _fte(reached)
    amount = sum(p.salary for p in planned)
    each = amount / before if before else 0.0
    salary = {p.pay_class: p.salary / p.fte for p in planned if p.fte}
    mixed = sum(p.fte * salary.get(p.pay_class, each) for p in reached)
    paid = sum(p.salary for p in reached)
    levels = [
        ("mix", "Other classes in other shares, each at the plan's salary.", mixed),
        ("price level", f"The same at today's wages, the plan's times {index:g}.", mixed * index),
        ("pay step", "Rates of the people there are, beside the plan's at today's wages.", paid),
        (
            "premiums",
            "Languages, evenings, weekends and overtime.",
            paid + sum(p.premiums for p in reached),
        ),
    ]
    steps, level = list[BridgeStep](), amount
    for name, meaning, fte in _parts(people, after - before):
        steps.append(_step(name, meaning, level, level + fte * each, fte))
        level += fte * each
    for name, meaning, reached_level in levels:
        steps.append(_step(name, meaning, level, reached_level))
        level = reached_level
    return Bridge(
        basis,
        cents(amount),
        cents(level),
        tuple(steps),
        tuple(planned),
        tuple(reached),
        index,
        drivers,
    )


def people_steps(
    planned: Drivers, actual: Drivers, supervisors: float, hours: float
) -> list[tuple[str, str, float]]:
    """FTE that each driver adds, one after the other, and the supervisors that are more."""
    names = {
        "contacts": ("volume", "Contacts of a year."),
        "aht_s": ("handling time", "Seconds of a contact."),
        "coverage": (
            "coverage",
            "Hours on the queues by hours of work: waiting, spread and doors.",
        ),
        "shrinkage": ("shrinkage", "Paid time that is not on the queues."),
    }
    found, at = [], planned
    for column, (name, meaning) in names.items():
        then = at._replace(**{column: getattr(actual, column)})
        found.append((name, meaning, then.fte(hours) - at.fte(hours)))
        at = then
    return [*found, ("supervision", "People who supervise.", supervisors)]


def _parts(
    people: Sequence[tuple[str, str, float]], difference: float
) -> list[tuple[str, str, float]]:
    if not people:
        return [("FTE", "Positions more or fewer, at the plan's average salary.", difference)]
    *first, (name, meaning, _) = people
    return [*first, (name, meaning, difference - sum(fte for _, _, fte in first))]


def _step(
    name: str, meaning: str, level: float, then: float, fte: float | None = None
) -> BridgeStep:
    return BridgeStep(name, meaning, cents(then) - cents(level), fte)


def _fte(positions: Sequence[Position]) -> float:
    return sum(p.fte for p in positions)
