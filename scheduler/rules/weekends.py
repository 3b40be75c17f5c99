"""How many weekends may be worked, and how many must be off."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Linear, Model
from scheduler.rules.runs import past_days

SATURDAY, SUNDAY = 5, 6  # Monday is 0
MONTH = 4  # weekends


@dataclass(frozen=True)
class Limit:
    """At most `most` weekends with work: of any `among` in a row, or (None) of the horizon."""

    csr: Csr
    most: int
    among: int | None
    source: str

    @property
    def rotates(self) -> bool:
        return self.among is not None and self.among == self.csr.contract.weekend_every

    @property
    def text(self) -> str:
        if self.among is None:
            return f"{self.csr.name} works at most {self.most} weekends"
        if self.rotates:
            return f"{self.csr.name} works one of any {self.among} weekends in a row at most"
        return f"{self.csr.name} has {self.among - self.most} of any {self.among} weekends off"


@dataclass(frozen=True)
class Weekends:
    """Weekends with work on Saturday or Sunday: so many off of any four, so many of the horizon.

    A rotation works one of any two or three at most. Weekends in a row count the published past,
    and those before that as off; the horizon counts itself alone. What the past alone has too
    many is history, and then the next ones are off. Amount: weekends too many.
    """

    limits: tuple[Limit, ...]
    name: ClassVar[str] = "weekends"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Weekends:
        return cls(tuple(limit for csr in scenario.csrs for limit in weekend_limits(scenario, csr)))

    def post(self, model: Model) -> None:
        saturdays = _saturdays(model.scenario.grid)
        for limit in self.limits:
            if limit.among is None:
                self._post_row(model, limit, saturdays, since=0)
                continue
            for last in saturdays:
                row = [last - 7 * back for back in range(limit.among)]
                first = min(past_days(model.scenario, limit.csr.csr_id), default=0)
                self._post_row(model, limit, row, since=first)

    def _post_row(self, model: Model, limit: Limit, saturdays: list[int], since: int) -> None:
        """Of these weekends at most so many, only days from `since` on counted."""
        csr_id, grid = limit.csr.csr_id, model.scenario.grid
        clause = Clause(self.name, limit.text, limit.source, csr_id)
        days = [
            [d for d in (saturday, saturday + 1) if since <= d < grid.days]
            for saturday in saturdays
        ]
        if not any(model.free(csr_id, day) for weekend in days for day in weekend):
            return
        past, worked = 0, list[Linear]()
        for weekend in days:
            if any(day < 0 and model.works(csr_id, day) for day in weekend):
                past += 1
                continue
            worked.append(model.literal())
            for day in weekend:
                model.add(model.works(csr_id, day) <= worked[-1], clause)
        model.add(model.total(worked) <= max(limit.most - past, 0), clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        for limit in self.limits:
            csr_id = limit.csr.csr_id
            now = {grid.day(s.start) for s in roster.by_csr.get(csr_id, ())}
            worked = _worked(grid, {day for day in now if 0 <= day < grid.days})
            if limit.among is None:
                if len(worked) > limit.most:
                    text = f"works {len(worked)} weekends, at most {limit.most}"
                    over = len(worked) - limit.most
                    yield self._broken(grid, limit, sorted(worked)[limit.most], over, text)
                continue
            past = _worked(grid, {d for d, at in past_days(scenario, csr_id).items() if at})
            for last in sorted(worked - past):
                row = {last - 7 * back for back in range(limit.among)}
                over = len(row & (worked | past)) - max(limit.most, len(row & past))
                if over > 0:
                    found, due = len(row - worked - past), limit.among - limit.most
                    text = f"has {found} of {limit.among} weekends off, {due} are due"
                    if limit.rotates:
                        at_work = limit.among - found
                        text = f"works {at_work} of {limit.among} weekends in a row, 1 at most"
                    yield self._broken(grid, limit, last, over, text)

    def _broken(self, grid: Grid, limit: Limit, saturday: int, over: int, text: str) -> Violation:
        csr, start = limit.csr, saturday * grid.slots_per_day
        return Violation(self.name, csr.csr_id, start, limit.source, over, f"{csr.name} {text}")


def min_weekends_off(scenario: Scenario, csr: Csr) -> int:
    """Weekends off of any four in a row: the contract's own number, else the centre's."""
    own = csr.contract.min_weekends_off
    return scenario.labour.min_weekends_off if own is None else own


def weekend_limits(scenario: Scenario, csr: Csr) -> Iterator[Limit]:
    """What a person's weekends have to keep, and where it is written."""
    contract, off = csr.contract, min_weekends_off(scenario, csr)
    if off:
        own = contract.min_weekends_off is not None
        source = contract.source if own else scenario.labour.source("min_weekends_off")
        yield Limit(csr, MONTH - off, MONTH, source)
    if contract.weekend_every is not None:
        yield Limit(csr, 1, contract.weekend_every, contract.source)
    if contract.max_weekends is not None:
        yield Limit(csr, contract.max_weekends, None, contract.source)


def _saturdays(grid: Grid) -> list[int]:
    """The Saturdays of all weekends that have a day in the horizon; the first may be day -1."""
    return sorted(_worked(grid, range(grid.days)))


def _worked(grid: Grid, days: Collection[int]) -> set[int]:
    """The Saturdays of the weekends in which these days lie."""
    return {d + SATURDAY - grid.weekday(d) for d in days if grid.weekday(d) >= SATURDAY}
