"""Too few people for the minimum of staff, too many for the seats: what keeps it from fitting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, floor, inf

from scheduler.domain.clause import Clause
from scheduler.domain.entitlements import owed_slots, presence_slots, shift_starts
from scheduler.domain.roster import MEAL, SUPERVISION
from scheduler.domain.scenario import Contract, Csr, Pin, Scenario
from scheduler.rostering.conflicts.changes.change import (
    Change,
    Family,
    smallest,
    with_labour,
    with_row,
)
from scheduler.rostering.conflicts.changes.offered import families
from scheduler.rostering.conflicts.changes.setting_changes import setting
from scheduler.rostering.conflicts.people_at_work import CLEAR, LEAST, SEATS, AtWork, reaches
from scheduler.rostering.conflicts.smallest_set import TimeLeft
from scheduler.rules.contract_hours import overtime_slots, shift_lengths
from scheduler.rules.minimum_staff import MinimumStaff
from scheduler.rules.pins import OFF, SHIFT

MOST_SEATS = 100_000  # as the settings allow
FEW_STEPS = 14  # changes of one kind that are worth looking through
# Settings that say which sets of days there are, as nobody feels them any more
NO_LIMIT = {"max_days_in_a_row": 42, "min_days_off_in_a_row": 1, "min_weekends_off": 0}
RULE_OF = {
    "max_days_in_a_row": "days_in_a_row",
    "min_days_off_in_a_row": "days_off_in_a_row",
    "min_weekends_off": "weekends",
}


@dataclass(frozen=True)
class Part:
    """A clause, and the centre without it; people of `contract` are then at work as it suits."""

    clause: Clause
    without: Callable[[Scenario], Scenario]
    contract: str = ""


@dataclass(frozen=True)
class HeadsClash:
    """The setting that cannot hold, the clauses that contradict each other with it, and the centre
    in which they do: without the other setting, where that has nothing to do with it.
    """

    key: str
    clauses: tuple[Clause, ...]
    centre: Scenario


def heads_clashes(scenario: Scenario, left: TimeLeft) -> list[HeadsClash]:
    """Those of seats and of minimum staff, each by itself; else of both together.

    Empty where none is proven.
    """
    single = (with_labour(SEATS, None)(scenario), with_labour(LEAST, None)(scenario))
    found = []
    for key, centre in zip((LEAST, SEATS), single, strict=True):
        if getattr(centre.labour, key) is not None and reaches(centre, key, left) is False:
            found.append(_clash(centre, key, left))
    both = scenario.labour.seats is not None and scenario.labour.minimum_staff is not None
    if not found and both and reaches(scenario, LEAST, left) is False:
        found.append(_clash(scenario, LEAST, left))
    return found


def _clash(centre: Scenario, key: str, left: TimeLeft) -> HeadsClash:
    pinned = pinned_together(centre) if key == SEATS else []
    if pinned:
        return HeadsClash(key, tuple(pinned), centre)
    parts = _needed(centre, key, left)
    return HeadsClash(key, tuple(part.clause for part in parts), centre)


def pinned_together(scenario: Scenario) -> list[Clause]:
    """One person more than there are seats, all pinned at work in one slot, if there are any."""
    seats, busy = scenario.labour.seats or 0, defaultdict[int, list[tuple[Csr, Pin]]](list)
    for csr in scenario.csrs:
        for pin in scenario.pins_of[csr.csr_id] if SUPERVISION not in csr.channels else ():
            if pin.activity not in (SHIFT, OFF, MEAL):  # whoever is just there may be at a meal
                for slot in range(pin.start, pin.end):
                    busy[slot].append((csr, pin))
    most = max(busy, key=lambda slot: len(busy[slot]), default=None)
    if most is None or len(busy[most]) <= seats:
        return []
    when = scenario.grid.text(most)
    text = f"{len(busy[most])} people are pinned at work {when}, on {seats} seats"
    found = [Clause(SEATS, text, scenario.labour.source(SEATS))]
    for csr, pin in busy[most][: seats + 1]:
        words = _row_words(scenario, csr, "pins", pin)
        found.append(Clause("pins", words, pin.source, csr.csr_id))
    return found


def _needed(scenario: Scenario, key: str, left: TimeLeft) -> list[Part]:
    """The setting and those parts without which it is no longer proven that it cannot hold."""
    kept = list(_parts(scenario, key))
    kinds = dict.fromkeys(part.clause.rule for part in kept)
    groups = [[part for part in kept if part.clause.rule == rule] for rule in kinds]
    single = [[part] for part in kept]
    for group in ([part for part in kept if not part.contract], *groups, *single):
        others = [part for part in kept if part not in group]
        if len(others) < len(kept) and _proven(
            scenario, key, _dropped(scenario, key, others), left
        ):
            kept = others
    asked = Part(key_clause(scenario, key), lambda s: s)
    return [asked, *kept]


def _dropped(scenario: Scenario, key: str, kept: list[Part]) -> list[Part]:
    names = {part.clause for part in kept}
    return [part for part in _parts(scenario, key) if part.clause not in names]


def _proven(scenario: Scenario, key: str, dropped: list[Part], left: TimeLeft) -> bool:
    """Whether it cannot hold without these parts either."""
    spared = [part.contract for part in dropped if part.contract]
    for part in dropped:
        scenario = part.without(scenario)
    return reaches(scenario, key, left, spared) is False


def _parts(scenario: Scenario, key: str) -> Iterator[Part]:
    """What may keep people from being at work, or make them: single rows first."""
    counted = [csr for csr in scenario.csrs if SUPERVISION not in csr.channels]
    for field, entries in (
        ("time_off", scenario.time_off_of),
        ("pins", scenario.pins_of),
        ("availability", scenario.availability_of),
    ):
        for csr in counted:
            for row in entries[csr.csr_id]:
                words = _row_words(scenario, csr, field, row)
                clause = Clause(field, words, row.source, csr.csr_id)
                yield Part(clause, with_row(field, row.source))
    for csr in (c for c in counted if c.start is not None):
        clause = Clause("own_start", f"{csr.name} has a start of their own", csr.source, csr.csr_id)
        yield Part(clause, with_row("csrs", csr.source, start=None))
    for name, free in NO_LIMIT.items():
        value = getattr(scenario.labour, name)
        if value != free:
            text = f"{name} = {value}"
            source = scenario.labour.source(name)
            yield Part(Clause(RULE_OF[name], text, source), with_labour(name, free))
    other = SEATS if key == LEAST else LEAST
    if getattr(scenario.labour, other) is not None:
        yield Part(key_clause(scenario, other), with_labour(other, None))
    number = Counter(csr.contract for csr in counted)
    for contract in sorted(number, key=lambda c: (number[c], c.name)):
        yield Part(_contract_clause(scenario, contract, counted), lambda s: s, contract.name)


def _row_words(scenario: Scenario, csr: Csr, field: str, row: object) -> str:
    grid = scenario.grid
    if field == "availability":
        return f"{csr.name} can only work at some hours"
    start, end = grid.text(getattr(row, "start", 0)), grid.text(getattr(row, "end", 0))
    what = f"is away ({getattr(row, 'kind', '')})"
    if field == "pins":
        activity = getattr(row, "activity", "")
        what = {"shift": "is pinned at work", "off": "is pinned off"}.get(
            activity, f"is pinned on {activity}"
        )
    return f"{csr.name} {what} {start} to {end}"


def _contract_clause(scenario: Scenario, contract: Contract, counted: list[Csr]) -> Clause:
    """What the people of a contract owe together."""
    people = [csr for csr in counted if csr.contract == contract]
    weeks = range(scenario.grid.weeks)
    owed = sum(owed_slots(scenario, csr, week) for csr in people for week in weeks)
    number = "1 person" if len(people) == 1 else f"{len(people)} people"
    hours = owed * scenario.grid.slot_hours
    verb = "works" if len(people) == 1 else "work"
    text = f"{number} by contract {contract.name} {verb} {hours:g} h, in shifts of the contract"
    return Clause("contract", text, contract.source)


# ---- words for the setting itself ------------------------------------------------------------


def key_clause(scenario: Scenario, key: str) -> Clause:
    """What the settings ask for, with the plainest reason why it cannot be, where one is plain."""
    value, source = getattr(scenario.labour, key), scenario.labour.source(key)
    if key == SEATS:
        return Clause(key, f"there are {value} seats", source)
    return Clause(key, f"at least {value} people are to be at work whenever it is open", source)


def by_arithmetic(scenario: Scenario) -> Iterator[Clause]:
    """Demands that no count of heads or hours can meet: found without any solving."""
    labour = scenario.labour
    counted = [c for c in scenario.csrs if SUPERVISION not in c.channels]
    least, seats = labour.minimum_staff, labour.seats
    if least is not None and seats is not None and least > seats:
        text = f"{least} people at least are to sit on {seats} seats"
        yield Clause(LEAST, text, labour.source(LEAST))
        yield Clause(SEATS, f"there are {seats} seats", labour.source(SEATS))
        return
    if least is not None:
        yield from _too_few(scenario, least, counted)
    if seats is not None:
        yield from _too_many(scenario, seats, counted)


def _too_many(scenario: Scenario, seats: int, counted: list[Csr]) -> Iterator[Clause]:
    """The hours at work that contracts owe, against all seats in all hours within reach."""
    grid = scenario.grid
    owed = sum(owed_slots(scenario, csr, week) for csr in counted for week in range(grid.weeks))
    reach = len(set().union(*(_within_reach(scenario, csr) for csr in counted)))
    if owed > seats * reach:
        text = (
            f"{seats} seats in {reach * grid.slot_hours:g} open hours hold "
            f"{seats * reach * grid.slot_hours:g} h at work, contracts owe "
            f"{owed * grid.slot_hours:g} h: at least {-(-owed // max(reach, 1))} are needed"
        )
        yield Clause(SEATS, text, scenario.labour.source(SEATS))


def _too_few(scenario: Scenario, least: int, counted: list[Csr]) -> Iterator[Clause]:
    """The worst slot, and the hours of all weeks, against the minimum of people at work."""
    grid, source = scenario.grid, scenario.labour.source(LEAST)
    open_slots = MinimumStaff.from_scenario(scenario).open_slots
    present = dict.fromkeys(open_slots, 0)
    for csr in counted:
        for slot in _within_reach(scenario, csr):
            if slot in present:
                present[slot] += 1
    worst = min(present, key=present.__getitem__, default=None)
    if worst is not None and present[worst] < least:
        text = f"{grid.text(worst)} needs {least} people at work, {present[worst]} can be"
        yield Clause(LEAST, text, source)
        return
    spare, weeks = overtime_slots(scenario), range(grid.weeks)
    have = sum(owed_slots(scenario, csr, week) + spare for csr in counted for week in weeks)
    need = least * len(open_slots)
    if have < need:
        text = (
            f"{least} people in {len(open_slots) * grid.slot_hours:g} open hours are "
            f"{need * grid.slot_hours:g} h at work, contracts give {have * grid.slot_hours:g} h"
        )
        yield Clause(LEAST, text, source)


def _within_reach(scenario: Scenario, csr: Csr) -> set[int]:
    """Slots that some shift of the person can hold, leave considered."""
    found: set[int] = set()
    for day in range(scenario.grid.days):
        midnight = day * scenario.grid.slots_per_day
        for paid in shift_lengths(scenario, csr):
            length = presence_slots(scenario, csr, paid)
            for start in shift_starts(scenario, csr, day, paid):
                found.update(range(midnight + start, midnight + start + length))
    return found


# ---- changes ---------------------------------------------------------------------------------


def smallest_of_heads(
    scenario: Scenario, key: str, clause: Clause, left: TimeLeft, shown: Callable[[Change], bool]
) -> Change | None:
    """The smallest change of a clause of such a conflict with which a roster is `shown`.

    Hours that people have signed for are named without a change.
    """
    if clause.rule in (LEAST, SEATS):
        family = _numbers(scenario, clause.rule, key, left)
        return smallest(family, shown, inf) if family else None
    may = _may(scenario, key, left)
    if clause.rule == "pins" and key == SEATS and pinned_together(scenario):
        may = always  # heads are counted there, and nothing else
    kinds = [] if clause.rule == "contract" else list(families(scenario, clause))
    found = [smallest(family, may, inf) for family in kinds if _few(family)]
    changes = sorted(filter(None, found), key=lambda change: change.size)
    return next((change for change in changes if shown(change)), None)


def always(_: Change) -> bool:
    """Nothing is ruled out before it is tried."""
    return True


def _few(family: Family) -> bool:
    """Whether a family is soon looked through: whole days and rows, and steps of a setting."""
    return 0 < family.most <= FEW_STEPS


def _may(scenario: Scenario, key: str, left: TimeLeft) -> Callable[[Change], bool]:
    return lambda change: reaches(change.apply(scenario), key, left) is not False


def _numbers(scenario: Scenario, name: str, key: str, left: TimeLeft) -> Family | None:
    """Other numbers for a setting, from the nearest that is not ruled out."""
    value = getattr(scenario.labour, name)
    bound = float(getattr(scenario.labour, key))
    if name == key:
        bound = AtWork(scenario).furthest(name, left)
    if abs(bound) == inf:
        return None
    nearest = min(floor(bound + CLEAR), value - 1)
    words, step, most = "minimum_staff at most {}", -1, nearest
    if name == SEATS:
        nearest = max(ceil(bound - CLEAR), value + 1)
        words, step, most = "{} seats", 1, MOST_SEATS

    def of(number: int) -> tuple[Change, ...]:
        new = nearest + step * (number - 1)
        return (setting(scenario, name, new, words.format(new), abs(new - value)),)

    return Family(most, of)
