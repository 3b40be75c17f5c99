"""Paid rests and unpaid meals, where the law wants them in a shift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.entitlements import band
from scheduler.domain.roster import MEAL, PAUSES, REST, Roster, Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.settings import Labour, MealWindow
from scheduler.rules.base import Linear, Model, shifts_of, shifts_with
from scheduler.rules.contract_hours import shift_lengths


@dataclass(frozen=True, order=True)
class Pause:
    """A rest or a meal, `offset` slots after the start of its shift."""

    offset: int
    slots: int
    kind: str


Layout = tuple[Pause, ...]
Window = tuple[int, int]  # first and last start, both allowed


@dataclass(frozen=True)
class PauseFrame:
    """Where the meals of a shift lie, and for each stretch the windows of its rests.

    Offsets in slots from the start of the shift; `windows[stretch][i]` holds the first and
    the last start of the i-th rest of that stretch.
    """

    meals: tuple[int, ...]
    windows: tuple[tuple[Window, ...], ...]


def rest_slots(scenario: Scenario) -> int:
    """Length of a paid rest, rounded up to whole slots."""
    return scenario.grid.slots_up(scenario.labour.rest_minutes)


def layouts(scenario: Scenario, csr: Csr, paid_slots: int) -> tuple[Layout, ...]:
    """All legal pauses of a shift of this paid length, each sorted by offset."""
    meal, apart = csr.contract.meal_slots, pauses_apart(scenario, csr)
    return _layouts(frames(scenario, csr, paid_slots), rest_slots(scenario), meal, apart)


@cache
def _layouts(found: tuple[PauseFrame, ...], rest: int, meal: int, apart: int) -> tuple[Layout, ...]:
    every = {
        tuple(
            sorted(
                [Pause(m, meal, MEAL) for m in frame.meals]
                + [Pause(r, rest, REST) for stretch in chosen for r in stretch]
            )
        )
        for frame in found
        for chosen in product(*(_rests(windows, rest + apart) for windows in frame.windows))
    }
    return tuple(sorted(every))


def _rests(windows: tuple[Window, ...], step: int) -> list[tuple[int, ...]]:
    """Starts of the rests of one stretch, one in each window, at least `step` slots apart."""
    starts = [range(first, last + 1) for first, last in windows]
    return [
        chosen for chosen in product(*starts) if all(b - a >= step for a, b in pairwise(chosen))
    ]


def pauses_apart(scenario: Scenario, csr: Csr) -> int:
    """Least slots of work between two pauses: as set, or as far as every shift has room for it.

    At least 1, so that no pause touches another.
    """
    key = ("pauses apart", csr.contract)
    return scenario.kept(key, lambda: _pauses_apart(scenario, csr))


def _pauses_apart(scenario: Scenario, csr: Csr) -> int:
    apart = max(1, scenario.grid.slots_up(scenario.labour.min_work_between_pauses_minutes))
    lengths = [n for n in shift_lengths(scenario, csr) if _frames_with(scenario, csr, n, 1)]
    while apart > 1 and not all(_frames_with(scenario, csr, n, apart) for n in lengths):
        apart -= 1
    return apart


def frames(scenario: Scenario, csr: Csr, paid_slots: int) -> tuple[PauseFrame, ...]:
    """Every legal place of the meals of a shift, with the windows that follow for its rests.

    Empty where no break band covers the length, or where nothing fits.
    """
    return _frames_with(scenario, csr, paid_slots, pauses_apart(scenario, csr))


def _frames_with(
    scenario: Scenario, csr: Csr, paid_slots: int, apart: int
) -> tuple[PauseFrame, ...]:
    """The frames with `apart` slots of work between any two pauses."""
    grid, labour = scenario.grid, scenario.labour
    try:
        owed = band(labour, paid_slots * grid.slot_minutes)
    except ValueError:
        return ()
    meals = owed.meals if csr.contract.meal_slots else 0
    return _frames(
        paid_slots,
        (owed.rests if labour.rest_minutes else 0, meals),
        csr.contract.meal_slots,
        meal_window(labour, paid_slots * grid.slot_minutes),
        rest_slots(scenario),
        labour.rest_within_minutes,
        grid.slot_minutes,
        apart,
    )


def meal_window(labour: Labour, paid_minutes: int) -> MealWindow | None:
    """The window that a shift of this paid length sets for its meals; None sets none."""
    return next((w for w in labour.meal_windows if paid_minutes <= w.up_to_minutes), None)


@cache
def _frames(
    paid: int,
    owed: tuple[int, int],
    meal: int,
    window: MealWindow | None,
    rest: int,
    within: int,
    slot_minutes: int,
    apart: int,
) -> tuple[PauseFrame, ...]:
    """Frames of so many paid slots that owe these rests and meals."""
    rests, meals = owed
    length = paid + meals * meal
    first, last = 1, length - meal - 1
    if window is not None:
        first = max(first, -(-window.from_minutes // slot_minutes))
        last = min(last, window.to_minutes // slot_minutes - meal)
    found = []
    for at in combinations(range(first, last + 1), meals):
        edges = [0, *(edge for m in at for edge in (m, m + meal)), length]
        stretches = list(zip(edges[::2], edges[1::2], strict=True))
        if any(start >= end for start, end in stretches):
            continue
        for split in _splits(rests, len(stretches)):
            windows = tuple(
                tuple(
                    _windows(
                        (start, end),
                        (apart if start else 1, apart if end < length else 1),
                        count, rest, within, slot_minutes,
                    )
                )
                for (start, end), count in zip(stretches, split, strict=True)
            )  # fmt: skip
            if all(_room(stretch, rest + apart) for stretch in windows):
                found.append(PauseFrame(at, windows))
    return tuple(found)


def _splits(rests: int, stretches: int) -> list[tuple[int, ...]]:
    """Rests per stretch, as even as whole numbers allow."""
    low, extra = divmod(rests, stretches)
    return [
        tuple(low + (i in more) for i in range(stretches))
        for more in combinations(range(stretches), extra)
    ]


def _room(windows: tuple[Window, ...], step: int) -> bool:
    """Whether each rest finds a start in its window, `step` or more behind the one before."""
    at = -step
    for first, last in windows:
        at = max(first, at + step)
        if at > last:
            return False
    return True


def _windows(
    stretch: tuple[int, int],
    apart: tuple[int, int],
    count: int,
    rest: int,
    within: int,
    slot_minutes: int,
) -> Iterator[Window]:
    """Starts within `within` minutes of the middle of each of `count` equal parts.

    `apart`: least slots of work between the rests and either end of the stretch.
    """
    start, end = stretch
    for i in range(count):
        # middle = start + (end - start)(2i + 1) / 2count, kept in minutes x 2count
        middle = (2 * count * start + (end - start) * (2 * i + 1)) * slot_minutes
        unit, slack = 2 * count * slot_minutes, 2 * count * within
        lo, hi = -(-(middle - slack) // unit), (middle + slack) // unit
        yield max(lo, start + apart[0]), min(hi, end - rest - apart[1])


@dataclass(frozen=True)
class MealAndRestBreaks:
    """Each shift has the rests and meals that its paid length asks for, in their windows.

    No pause touches another or an end of the shift. Amounts in minutes, or in pauses
    missing or too many.
    """

    rest: int  # slots
    source: str
    name: ClassVar[str] = "meal_and_rest_breaks"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> MealAndRestBreaks:
        return cls(rest_slots(scenario), scenario.labour.source("breaks"))

    def post(self, model: Model) -> None:
        for csr in model.scenario.csrs:
            text = f"{csr.name} takes the rests and meals of each shift in their windows"
            clause = Clause(self.name, text, self.source, csr.csr_id)
            for day in model.free_days(csr.csr_id):
                self._post_day(model, csr, day, clause)

    def _post_day(self, model: Model, csr: Csr, day: int, clause: Clause) -> None:
        """Each shift chooses a frame; frames say where meals begin and rests may begin."""
        meals: dict[int, list[Linear]] = {}
        windows: dict[tuple[Window, int], list[Linear]] = {}
        rests: list[Linear] = []
        for start, end, worked in model.shifts(csr.csr_id, day):
            choices = self._frames_of(model.scenario, csr, end - start)
            chosen = [model.literal() for _ in choices] if len(choices) > 1 else [worked]
            if len(choices) != 1:
                model.add(model.total(chosen if choices else []) == worked, clause)
            for frame, picked in zip(choices, chosen, strict=False):
                rests.append(sum(map(len, frame.windows)) * picked)
                for offset in frame.meals:
                    meals.setdefault(start + offset, []).append(picked)
                for window, least in dict.fromkeys(_least_rests(frame)):
                    key = (start + window[0], start + window[1]), least
                    windows.setdefault(key, []).append(picked)
        slots, csr_id = model.slots(csr.csr_id, day), csr.csr_id
        self._post_lengths(
            model, csr_id, slots, {MEAL: csr.contract.meal_slots, REST: self.rest}, clause
        )
        for slot in slots:
            at = model.total(meals.get(slot, []))
            model.add(model.begins(csr_id, slot, MEAL) == at, clause)
        resting = model.total(model.begins(csr_id, slot, REST) for slot in slots)
        model.add(resting == model.total(rests), clause)
        for ((first, last), least), picked in windows.items():
            within = model.total(model.begins(csr_id, s, REST) for s in range(first, last + 1))
            model.add(within >= least * model.total(picked), clause)

    def _post_lengths(
        self, model: Model, csr_id: str, slots: range, lengths: dict[str, int], clause: Clause
    ) -> None:
        """Pauses of exactly their length: in one where it began a short while ago."""
        for kind, length in lengths.items():
            for slot in slots:
                since = range(max(slots.start, slot - length + 1), slot + 1)
                begun = model.total(model.begins(csr_id, s, kind) for s in since)
                model.add(model.does(csr_id, slot, kind) == begun, clause)
            for slot in slots[max(0, len(slots) - length + 1) :]:
                model.add(model.begins(csr_id, slot, kind) == 0, clause)

    def _frames_of(self, scenario: Scenario, csr: Csr, presence: int) -> list[PauseFrame]:
        """Frames of all paid lengths whose shift lasts `presence` slots with its meals."""
        return [
            frame
            for paid in range(1, presence + 1)
            for frame in frames(scenario, csr, paid)
            if paid + len(frame.meals) * csr.contract.meal_slots == presence
        ]

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for csr, shift in shifts_with(scenario.csrs, shifts_of(scenario, roster)):
            for amount, message in _faults(scenario, csr, shift):
                text = f"{csr.name}: {message}"
                yield Violation(self.name, csr.csr_id, shift.start, self.source, amount, text)


def _least_rests(frame: PauseFrame) -> Iterator[tuple[Window, int]]:
    """Windows with the number of rests that begin in them, at least.

    One in each, and where the windows of a stretch overlap, as many in their union as there
    are windows in it: the condition of Hall (1935) under which each rest has its own.
    """
    for stretch in frame.windows:
        for i, (first, last) in enumerate(stretch):
            yield (first, last), 1
            for j in range(i + 1, len(stretch)):
                if stretch[j][0] > last:
                    break
                last = stretch[j][1]
                yield (first, last), j - i + 1


def _faults(scenario: Scenario, csr: Csr, shift: Shift) -> Iterator[tuple[float, str]]:
    """What is wrong with the pauses of a shift: amount and sentence."""
    minutes, labour = scenario.grid.slot_minutes, scenario.labour
    row = shift.segments
    paid = sum(s.slots for s in row if s.activity != MEAL) * minutes
    owed = next((b for b in labour.breaks if paid <= b.up_to_minutes), None)
    if owed is None:
        yield paid - labour.breaks[-1].up_to_minutes, f"{paid} paid minutes, longer than any rule"
        return
    due = {REST: owed.rests if labour.rest_minutes else 0, MEAL: owed.meals}
    lengths = {REST: scenario.grid.slots_up(labour.rest_minutes), MEAL: csr.contract.meal_slots}
    due[MEAL] = due[MEAL] if lengths[MEAL] else 0
    complete = True
    for kind in PAUSES:
        own = [s for s in row if s.activity == kind]
        if len(own) != due[kind]:
            complete = False
            yield abs(len(own) - due[kind]), f"{len(own)} {kind}s in a shift that owes {due[kind]}"
        for pause in own:
            if pause.slots != lengths[kind]:
                amount = abs(pause.slots - lengths[kind]) * minutes
                yield amount, f"{kind} of {pause.slots * minutes} minutes"
    for edge in (row[at] for at in {0, len(row) - 1}):
        if edge.activity in PAUSES:
            yield edge.slots * minutes, f"{edge.activity} at an end of the shift"
    for before, now in pairwise(row):
        if before.activity in PAUSES and now.activity in PAUSES:
            yield now.slots * minutes, f"{now.activity} right after a {before.activity}"
    yield from _meals_outside(labour, shift, paid, minutes)
    if complete:
        yield from _rests_astray(labour, shift, minutes)


def _meals_outside(
    labour: Labour, shift: Shift, paid: int, minutes: int
) -> Iterator[tuple[float, str]]:
    windows = [w for w in labour.meal_windows if w.up_to_minutes >= paid]
    for meal in (s for s in shift.segments if s.activity == MEAL):
        from_start = (meal.start - shift.start) * minutes
        to_end = (meal.end - shift.start) * minutes
        if windows:
            first, last = windows[0].from_minutes, windows[0].to_minutes
            outside = max(0, first - from_start) + max(0, to_end - last)
            if outside:
                times = f"{_clock(meal.start, minutes)}-{_clock(meal.end, minutes)}"
                yield outside, f"meal {times} is {outside} minutes outside its window"


def _clock(slot: int, minutes: int) -> str:
    """`12:30`, the time of day at which a slot of so many minutes begins."""
    of_day = slot * minutes % (24 * 60)
    return f"{of_day // 60}:{of_day % 60:02d}"


def _rests_astray(labour: Labour, shift: Shift, minutes: int) -> Iterator[tuple[float, str]]:
    """Rests against the middle of their part of the stretch between meals."""
    meals = [s for s in shift.segments if s.activity == MEAL]
    starts = [shift.start, *(meal.end for meal in meals)]
    ends = [*(meal.start for meal in meals), shift.end]
    stretches = [
        (a, b, [s.start for s in shift.segments if s.activity == REST and a <= s.start < b])
        for a, b in zip(starts, ends, strict=True)
    ]
    counts = [len(rests) for _, _, rests in stretches]
    if max(counts) - min(counts) > 1:
        yield max(counts) - min(counts) - 1, "rests unevenly spread over the stretches of work"
    for a, b, rests in stretches:
        parts = 2 * len(rests)  # middle = a + (b - a)(2i + 1) / parts, kept in minutes x parts
        for i, start in enumerate(rests):
            off = abs(parts * (start - a) - (b - a) * (2 * i + 1)) * minutes
            astray = (off - parts * labour.rest_within_minutes) / parts
            if astray > 0:
                text = f"rest at {_clock(start, minutes)} is {astray:g} minutes too far"
                yield astray, f"{text} from its middle"
