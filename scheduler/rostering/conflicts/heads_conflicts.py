"""Too few people for the minimum of staff, too many for the seats: what keeps it from fitting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, floor, inf

from scheduler.domain.clause import Clause
from scheduler.domain.entitlements import owed_slots
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Contract, Csr, Scenario
from scheduler.rostering.conflicts.changes.change import (
    Change,
    Family,
    smallest,
    with_labour,
    with_row,
)
from scheduler.rostering.conflicts.changes.offered import families
from scheduler.rostering.conflicts.changes.setting_changes import setting
from scheduler.rostering.conflicts.heads_by_count import at_once, by_arithmetic, row_words
from scheduler.rostering.conflicts.people_at_work import CLEAR, LEAST, SEATS, AtWork, reaches
from scheduler.rostering.conflicts.smallest_set import TimeLeft

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
    least, seats = scenario.labour.minimum_staff, scenario.labour.seats
    single = (with_labour(SEATS, None)(scenario), with_labour(LEAST, None)(scenario))
    found = []
    for key, centre in zip((LEAST, SEATS), single, strict=True):
        asked = getattr(centre.labour, key) is not None
        counted = at_once(centre) if asked and key == SEATS else []
        if counted or (asked and reaches(centre, key, left) is False):
            found.append(_clash(centre, key, left))
    both = least is not None and seats is not None
    if len(found) < 2 and least is not None and seats is not None and least > seats:
        return [HeadsClash(SEATS, tuple(by_arithmetic(scenario)), scenario)]
    if not found and both and reaches(scenario, LEAST, left) is False:
        found.append(_clash(scenario, LEAST, left))
    return found


def _clash(centre: Scenario, key: str, left: TimeLeft) -> HeadsClash:
    counted = at_once(centre) if key == SEATS else []
    if counted:
        return HeadsClash(key, tuple(counted), centre)
    parts = _needed(centre, key, left)
    return HeadsClash(key, tuple(part.clause for part in parts), centre)


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
                words = row_words(scenario, csr, field, row)
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
        return Clause(key, _seats(value), source)
    return Clause(key, f"at least {value} people are to be at work whenever it is open", source)


def _seats(number: int) -> str:
    return "there is 1 seat" if number == 1 else f"there are {number} seats"


# ---- changes ---------------------------------------------------------------------------------


def smallest_of_heads(
    scenario: Scenario, key: str, clause: Clause, left: TimeLeft, shown: Callable[[Change], bool]
) -> Change | None:
    """The smallest change of a clause of such a conflict with which a roster is `shown`.

    Hours that people have signed for are named without a change.
    """
    if clause.rule in (LEAST, SEATS):
        family = _numbers(scenario, clause.rule, left)
        return smallest(family, shown, inf) if family else None
    may = _may(scenario, key, left)
    kinds = [] if clause.rule == "contract" else list(families(scenario, clause))
    found = [smallest(family, may, inf) for family in kinds if _few(family)]
    changes = sorted(filter(None, found), key=lambda change: change.size)
    return next((change for change in changes if shown(change)), None)


def _few(family: Family) -> bool:
    """Whether a family is soon looked through: whole days and rows, and steps of a setting."""
    return 0 < family.most <= FEW_STEPS


def _may(scenario: Scenario, key: str, left: TimeLeft) -> Callable[[Change], bool]:
    """Whether a change is worth trying: where heads were only counted, whether they still count."""
    if key == SEATS and at_once(scenario):
        return lambda change: not at_once(change.apply(scenario))
    return lambda change: reaches(change.apply(scenario), key, left) is not False


def _numbers(scenario: Scenario, name: str, left: TimeLeft) -> Family | None:
    """Other numbers for a setting, from the nearest that is not ruled out."""
    value = getattr(scenario.labour, name)
    bound = AtWork(scenario).furthest(name, left)
    if abs(bound) == inf:
        return None
    nearest = min(floor(bound + CLEAR), value - 1)
    words, step, most = "minimum_staff at most {}", -1, nearest + 1  # 0 asks for nobody
    if name == SEATS:
        nearest = max(ceil(bound - CLEAR), value + 1)
        words, step, most = "{} seats", 1, MOST_SEATS

    def of(number: int) -> tuple[Change, ...]:
        new = nearest + step * (number - 1)
        return (setting(scenario, name, new, words.format(new), abs(new - value)),)

    return Family(most, of)
