"""A change of the inputs that may free a conflict, and families of them from small to large."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scheduler.domain.conflict import Edit
from scheduler.domain.scenario import Contract, Csr, Scenario

WHOLE_ROW = 10_000.0  # size of taking a row out: only where nothing smaller does


@dataclass(frozen=True)
class Change:
    """What to write where, and what the centre is then. `size` compares changes of one clause."""

    words: str
    edits: tuple[Edit, ...]
    size: float
    apply: Callable[[Scenario], Scenario]


@dataclass(frozen=True)
class Family:
    """Changes 1 to `most`, each larger than the one before.

    `of` gives those of a number, the one that frees most last. `rising`: whatever a smaller one
    frees, a larger one frees.
    """

    most: int
    of: Callable[[int], Sequence[Change]]
    rising: bool = True


def one(change: Change) -> Family:
    """A family of a single change."""
    return Family(1, lambda _: (change,))


def smallest(family: Family, frees: Callable[[Change], bool], below: float) -> Change | None:
    """The smallest change of a family that frees, of those of a size below `below`."""
    if family.most < 1 or family.of(1)[-1].size >= below:
        return None
    if not family.rising:
        numbers: Iterable[int] = range(1, family.most + 1)
        found = next((n for n in numbers if _frees(family, n, frees)), None)
    else:
        found = _bisected(family, frees, below)
    if found is None:
        return None
    *finer, sure = family.of(found)
    change = next((change for change in finer if frees(change)), sure)
    return change if change.size < below else None


def _frees(family: Family, number: int, frees: Callable[[Change], bool]) -> bool:
    return frees(family.of(number)[-1])


def _bisected(family: Family, frees: Callable[[Change], bool], below: float) -> int | None:
    """The least number that frees; small ones are tried first, in steps that double."""
    failed, number = 0, 1
    while not _frees(family, number, frees):
        failed = number
        if number == family.most or family.of(number)[-1].size >= below:
            return None
        number = min(2 * number, family.most)
    while number - failed > 1:
        middle = (failed + number) // 2
        if _frees(family, middle, frees):
            number = middle
        else:
            failed = middle
    return number


# ---- words and cells -------------------------------------------------------------------------


def duration(minutes: float) -> str:
    """`45 minutes`, `1.5 h`."""
    return f"{minutes:g} minutes" if minutes < 60 else f"{minutes / 60:g} h"


def moment(scenario: Scenario, slot: int) -> str:
    """A slot's beginning as the input files write it."""
    return scenario.grid.local(slot).isoformat(timespec="minutes")


def clock(scenario: Scenario, of_day: int) -> str:
    """A slot of the day as the input files write it; `24:00` is its end."""
    minutes = of_day * scenario.grid.slot_minutes
    return f"{minutes // 60:02}:{minutes % 60:02}"


# ---- the centre after a change ---------------------------------------------------------------


def with_row(field: str, source: str, **values: Any) -> Callable[[Scenario], Scenario]:
    """The row of this place with other values; without any, it is taken out."""

    def apply(scenario: Scenario) -> Scenario:
        rows = getattr(scenario, field)
        kept = tuple(
            replace(row, **values) if row.source == source else row
            for row in rows
            if values or row.source != source
        )
        changed: dict[str, Any] = {field: kept}
        return replace(scenario, **changed)

    return apply


def with_labour(key: str, value: Any) -> Callable[[Scenario], Scenario]:
    """The settings with another value of one labour rule."""
    changed: dict[str, Any] = {key: value}
    return lambda scenario: replace(scenario, labour=replace(scenario.labour, **changed))


def with_contract(name: str, **values: Any) -> Callable[[Scenario], Scenario]:
    """A contract with other values, for everybody who has it."""

    def new(csr: Csr) -> Csr:
        if csr.contract.name != name:
            return csr
        contract: Contract = replace(csr.contract, **values)
        return replace(csr, contract=contract)

    return lambda scenario: replace(
        scenario,
        csrs=tuple(map(new, scenario.csrs)),
        shadows=tuple(map(new, scenario.shadows)),
    )


def together(changes: Sequence[Change]) -> Callable[[Scenario], Scenario]:
    """The centre after all of these."""

    def apply(scenario: Scenario) -> Scenario:
        for change in changes:
            scenario = change.apply(scenario)
        return scenario

    return apply
