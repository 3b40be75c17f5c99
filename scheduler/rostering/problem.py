"""Scenario, requirements and what the rules hand out, as arrays for the kernels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import gcd

import numpy as np

from scheduler.costing.coverage import coverage_keys, open_slots
from scheduler.costing.objective import is_evening
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.owed import owed_days, owed_program_slots, owed_slots, shift_starts
from scheduler.domain.roster import MEAL, REST, SUPERVISION, meeting_activity, program_activity
from scheduler.domain.scenario import Csr, Meeting, Program, Request, Scenario, Span
from scheduler.rostering.stretch import NEVER, Bools, Floats, Ints
from scheduler.rules.contract_hours import overtime_slots, shift_lengths
from scheduler.rules.meal_and_rest_breaks import Frame, frames, rest_slots
from scheduler.rules.minimum_rest import min_gap_slots
from scheduler.rules.runs import day_patterns, past_days

FORCED = NEVER / 100  # dollars a head: seats and minimum staff, hard in every finished roster


@dataclass(frozen=True)
class Rows:
    """What is counted in heads, one row each: channels with languages, and people at work.

    Attributes
    ----------
    keys: (channel, language) of each row. Supervisors, ("supervision", "*"), and the rows
        of ("at work", ...) count whoever is at work and not at a meal.
    need: shape (rows, slots). `is_open` likewise: slots in which the row is priced.
    short, over: dollars for the first head missing (above) in one slot; `linear` rows cost
        the same for every missing head. A surplus is spread by 1 / max(need, 1).
    """

    keys: tuple[tuple[str, str], ...]
    need: Ints
    is_open: Bools
    short: Floats
    over: Floats
    linear: Bools

    @cached_property
    def index(self) -> Mapping[tuple[str, str], int]:
        return {key: i for i, key in enumerate(self.keys)}


PRESENCE = "at work"


def rows(scenario: Scenario, requirements: Requirements) -> Rows:
    """The counted rows of the objective, and seats and minimum staff where they are set."""
    prices, hours = scenario.prices, scenario.grid.slot_hours
    found: list[tuple[tuple[str, str], Ints, Bools, float, float, bool]] = []
    nothing = np.zeros(scenario.grid.slots, dtype=np.int64)
    for key in coverage_keys(scenario, requirements):
        rate = prices.shortage_per_hour if key[1] == ALL else prices.language_shortage_per_hour
        need = requirements.by_slot.get(key, nothing)
        over = prices.surplus_per_hour * hours
        found.append((key, need, open_slots(scenario, key[0]), rate * hours, over, False))
    if SUPERVISION in scenario.opening and any(SUPERVISION in c.channels for c in scenario.csrs):
        rate = prices.missing_supervisor_per_hour * hours
        need = requirements.supervisors
        found.append(((SUPERVISION, ALL), need, need > 0, rate, 0.0, True))
    anywhere = np.any([open_slots(scenario, c) for c in scenario.opening], axis=0)
    if scenario.labour.minimum_staff is not None:
        floor = np.where(anywhere, scenario.labour.minimum_staff, 0)
        found.append(((PRESENCE, "minimum"), floor, anywhere, FORCED, 0.0, True))
    if scenario.labour.seats is not None:
        # the surplus price is divided by the need, so seats are multiplied back in
        seats = np.full_like(nothing, scenario.labour.seats)
        rate = FORCED * max(1, scenario.labour.seats)
        found.append(((PRESENCE, "seats"), seats, np.ones_like(anywhere), 0.0, rate, False))
    return Rows(
        tuple(f[0] for f in found),
        np.array([f[1] for f in found], dtype=np.int64),
        np.array([f[2] for f in found], dtype=np.bool_),
        np.array([f[3] for f in found]),
        np.array([f[4] for f in found]),
        np.array([f[5] for f in found], dtype=np.bool_),
    )


@dataclass(frozen=True, eq=False)
class Frames:
    """Where pauses may lie, for every shift length; set k is rows first[k] to first[k + 1].

    A row has the starts of the meals, and for each stretch between them the first and last
    start of each of its rests; offsets in slots from the start of the shift, -1 where unused.

    Attributes
    ----------
    meals: shape (rows, most meals). rests: shape (rows, most meals + 1, most rests, 2).
    meal_slots, length: of each set, slots. longest: slots of the longest stretch of work.
    """

    first: Ints
    meals: Ints
    rests: Ints
    meal_slots: Ints
    length: Ints
    rest_slots: int
    longest: int
    number: Mapping[tuple[int, int], int]  # (meal slots, paid slots) -> set


def collect_frames(scenario: Scenario) -> Frames:
    """The pauses that the rules hand out for every contract and shift length."""
    number: dict[tuple[int, int], int] = {}
    sets: list[tuple[Frame, ...]] = []
    lengths: list[int] = []
    for csr in scenario.csrs:
        for paid in shift_lengths(scenario, csr):
            key = (csr.contract.meal_slots, paid)
            handed = frames(scenario, csr, paid)
            if key not in number and handed:
                number[key] = len(sets)
                sets.append(handed)
                lengths.append(paid + len(handed[0].meals) * csr.contract.meal_slots)
    rows_of = [frame for handed in sets for frame in handed]
    meals = max((len(f.meals) for f in rows_of), default=0)
    rests = max((len(w) for f in rows_of for w in f.windows), default=0)
    meal_table = np.full((len(rows_of), meals), -1, dtype=np.int64)
    rest_table = np.full((len(rows_of), meals + 1, rests, 2), -1, dtype=np.int64)
    for i, frame in enumerate(rows_of):
        meal_table[i, : len(frame.meals)] = frame.meals
        for stretch, windows in enumerate(frame.windows):
            for r, window in enumerate(windows):
                rest_table[i, stretch, r] = window
    return Frames(
        np.cumsum([0, *map(len, sets)]).astype(np.int64),
        meal_table,
        rest_table,
        np.array([meal for meal, _ in number], dtype=np.int64),
        np.array(lengths, dtype=np.int64),
        rest_slots(scenario),
        max(
            (
                _longest(f, n, rest_slots(scenario), meal)
                for handed, n, (meal, _) in zip(sets, lengths, number, strict=True)
                for f in handed
            ),
            default=1,
        ),
        number,
    )


def _longest(frame: Frame, length: int, rest: int, meal: int) -> int:
    """Longest possible stretch between two pauses of a shift."""
    starts = [0, *(m + meal for m in frame.meals)]
    ends = [*frame.meals, length]
    found = 0
    for start, end, windows in zip(starts, ends, frame.windows, strict=True):
        froms = [start, *(first + rest for first, _ in windows)]
        tos = [*(last for _, last in windows), end]
        found = max(found, *(b - a for a, b in zip(froms, tos, strict=True)))
    return found


@dataclass(frozen=True, eq=False)
class Task:
    """Time of one person's week spent on one thing off the queues: a program, or a meeting.

    For the improver meetings are fixed in time; for the bound they float like a program.
    """

    activity: str
    slots: int
    min_block: int
    allowed: Bools  # shape (days, slots of the day)
    source: Program | Meeting
    may_miss: bool = False


@dataclass(frozen=True, eq=False)
class PersonWeek:
    """All that is fixed about one person's week, as arrays.

    `base` (days, channels + programs, slots) and `pause_base` (days, 2, slots) hold what
    being there costs whatever the others do: NEVER where it may not be, changes to the
    published roster, premiums. `options` rows: start, end, paid units, set of frames;
    `unit` slots make one unit, `target` and `most` count units.
    """

    csr: Csr
    week: int
    days: tuple[int, ...]
    channels: tuple[str, ...]
    programs: tuple[Task, ...]
    meetings: tuple[Task, ...]
    window: Ints
    base: Floats
    meeting_base: Floats
    pause_base: Floats
    edges: Bools
    day_options: Ints
    options: Ints
    option_costs: Floats
    unit: int
    target: int
    most: int
    overtime_price: float
    gap: int
    before: int
    after_open: int
    past: Mapping[int, bool]
    wide_requests: tuple[tuple[int, float], ...]  # (days fully covered as bits, dollars)
    min_block: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @cached_property
    def key(self) -> tuple[str, int]:
        return self.csr.csr_id, self.week


def person_week(scenario: Scenario, tables: Frames, csr: Csr, week: int) -> PersonWeek:
    """Arrays of one person's week."""
    grid = scenario.grid
    days = tuple(grid.week_days(week))
    channels = tuple(sorted(c for c in csr.channels if c in scenario.opening))
    programs = tuple(_program_tasks(scenario, csr, week))
    target = owed_slots(scenario, csr, week)
    extra = overtime_slots(scenario) if target else 0
    unit = gcd(target, extra, *shift_lengths(scenario, csr))
    options, costs, day_options = _options(scenario, tables, csr, days, unit)
    gap = min_gap_slots(scenario)
    ends = [int(o[1]) for o in options] or [0]
    starts = [int(o[0]) for o in options] or [0]
    binding = max(ends) + gap > grid.slots_per_day + min(starts)
    return PersonWeek(
        csr=csr,
        week=week,
        days=days,
        channels=channels,
        programs=programs,
        meetings=tuple(_meeting_tasks(scenario, csr, week)),
        window=np.array([min(starts), max(ends)], dtype=np.int64),
        base=_base(scenario, csr, days, channels, programs),
        meeting_base=_paid_price(scenario, days),
        pause_base=_pause_base(scenario, csr, days),
        edges=_edges(scenario, channels, days),
        day_options=day_options,
        options=options,
        option_costs=costs,
        unit=unit,
        target=target // unit,
        most=(target + extra) // unit,
        overtime_price=csr.hourly_rate * scenario.pay.overtime_multiple * grid.slot_hours * unit,
        gap=gap if binding else 0,
        before=_last_end_of_past(scenario, csr) if week == 0 else -(10**6),
        after_open=10**6,
        past=past_days(scenario, csr.csr_id),
        wide_requests=_wide_requests(scenario, csr, days),
        min_block=np.array([min(p.min_block, p.slots) for p in programs], dtype=np.int64),
    )


def patterns_of(
    scenario: Scenario, person: PersonWeek, worked: Mapping[int, bool]
) -> tuple[Ints, Floats]:
    """Legal sets of working days as bits, with what each costs in requests and weekends."""
    found = day_patterns(scenario, person.csr, person.week, worked)
    first = person.days[0]
    bits = np.array([sum(1 << (d - first) for d in p) for p in found], dtype=np.int64)
    costs = np.zeros(len(bits))
    for days, dollars in person.wide_requests:
        costs += np.where(bits & days, dollars, 0.0)
    if scenario.prices.weekend_day:
        past = sum(scenario.grid.weekday(d) >= 5 for d, at in person.past.items() if at)
        for i, p in enumerate(found):
            now = sum(scenario.grid.weekday(d) >= 5 for d in p)
            costs[i] += scenario.prices.weekend_day * sum(range(past + 1, past + now + 1))
    return bits, costs


def _last_end_of_past(scenario: Scenario, csr: Csr) -> int:
    own = scenario.past.by_csr.get(csr.csr_id, ()) if scenario.past else ()
    return max((s.end for s in own), default=-(10**6))


def _options(
    scenario: Scenario, tables: Frames, csr: Csr, days: tuple[int, ...], unit: int
) -> tuple[Ints, Floats, Ints]:
    """Every shift that a day allows, with what it costs whatever happens inside it."""
    grid = scenario.grid
    table: list[tuple[int, int, int, int]] = []
    costs: list[float] = []
    first = [0]
    for day in days:
        midnight = day * grid.slots_per_day
        must, never = _pinned_presence(scenario, csr, midnight)
        for paid in shift_lengths(scenario, csr):
            number = tables.number.get((csr.contract.meal_slots, paid))
            if number is None:
                continue
            length = int(tables.length[number])
            for start in shift_starts(scenario, csr, day, paid):
                span = (midnight + start, midnight + start + length)
                if any(s < span[0] or e > span[1] for s, e in must):
                    continue
                if any(s < span[1] and span[0] < e for s, e in never):
                    continue
                table.append((start, start + length, paid // unit, number))
                costs.append(_shift_price(scenario, csr, day, span))
        first.append(len(table))
    options = np.array(table, dtype=np.int64).reshape(-1, 4)
    return options, np.array(costs), np.array(first, dtype=np.int64)


def _pinned_presence(scenario: Scenario, csr: Csr, midnight: int) -> tuple[list[Span], list[Span]]:
    """Spans of a day at which a shift must be there (must not be there), from the pins."""
    end = midnight + scenario.grid.slots_per_day
    own = [p for p in scenario.pins_of[csr.csr_id] if p.start < end and midnight < p.end]
    must = [(p.start, p.end) for p in own if p.activity != "off"]
    return must, [(p.start, p.end) for p in own if p.activity == "off"]


def _shift_price(scenario: Scenario, csr: Csr, day: int, span: Span) -> float:
    """Requests of a single day, a changed shift and an evening, for one possible shift."""
    prices, grid = scenario.prices, scenario.grid
    total = 0.0
    for request in scenario.requests_of[csr.csr_id]:
        if not _single_day(scenario, request) and request.kind != "prefer":
            continue
        touches = request.start < span[1] and span[0] < request.end
        inside = request.start <= span[0] and span[1] <= request.end
        covers = span[0] <= request.start and request.end <= span[1]
        dollars = prices.refused_request * request.weight
        if request.kind == "prefer":
            # granted by one shift: the refusal is a constant, taken off where it is granted
            total -= dollars if (inside or covers) and _single_day(scenario, request) else 0.0
        else:
            total += dollars if touches else 0.0
    if scenario.published is not None:
        old = [s for s in scenario.published.by_csr.get(csr.csr_id, ()) if grid.day(s.start) == day]
        if not old:
            total += prices.changed_shift
        else:
            same = (min(s.start for s in old), max(s.end for s in old)) == span
            # a day off that was worked costs as much: counted where the day is worked
            total += (0.0 if same else prices.changed_shift) - prices.changed_shift
    if prices.evening_shift:
        evening = day * grid.slots_per_day + grid.slots_up(scenario.pay.evening_from)
        total += prices.evening_shift * _evenings_past(scenario, csr) if span[1] > evening else 0.0
    return total


def _evenings_past(scenario: Scenario, csr: Csr) -> int:
    """Rank of the person's next evening shift, the published past counted."""
    if scenario.past is None:
        return 1
    own = scenario.past.shifts(scenario.grid.slots_per_day).get(csr.csr_id, ())
    return 1 + sum(is_evening(scenario, shift) for shift in own)


def _single_day(scenario: Scenario, request: Request) -> bool:
    return scenario.grid.day(request.start) == scenario.grid.day(request.end - 1)


def _wide_requests(
    scenario: Scenario, csr: Csr, days: tuple[int, ...]
) -> tuple[tuple[int, float], ...]:
    """Requests over several days: the days of this week whose every slot they cover."""
    grid = scenario.grid
    found = []
    for request in scenario.requests_of[csr.csr_id]:
        if _single_day(scenario, request) or request.kind == "prefer":
            continue
        weeks = {grid.day(t) // 7 for t in (request.start, request.end - 1)}
        bits = sum(
            1 << (d - days[0])
            for d in days
            if request.start <= d * grid.slots_per_day
            and (d + 1) * grid.slots_per_day <= request.end
        )
        if len(weeks) == 1 and bits:
            found.append((bits, scenario.prices.refused_request * request.weight))
    return tuple(found)


def _program_tasks(scenario: Scenario, csr: Csr, week: int) -> list[Task]:
    found = []
    for program in scenario.programs:
        slots = owed_program_slots(scenario, csr, program, week)
        if slots:
            activity = program_activity(program.program_id)
            allowed = _allowed(scenario, program, tuple(scenario.grid.week_days(week)))
            found.append(Task(activity, slots, program.min_block, allowed, program))
    return found


def _meeting_tasks(scenario: Scenario, csr: Csr, week: int) -> list[Task]:
    """Meetings of the week that the person attends unless time off covers the sitting."""
    found: list[Task] = []
    if owed_days(scenario, csr, week) == 0:
        return found
    grid = scenario.grid
    days = tuple(grid.week_days(week))
    for meeting in scenario.meetings:
        if csr.csr_id not in meeting.attendees:
            continue
        allowed = _allowed(scenario, meeting, days)
        away = np.zeros_like(allowed)
        for off in scenario.time_off_of[csr.csr_id]:
            for i, day in enumerate(days):
                midnight = day * grid.slots_per_day
                away[i, max(0, off.start - midnight) : max(0, off.end - midnight)] = True
        if not (allowed & ~away).any():
            continue
        activity = meeting_activity(meeting.meeting_id)
        may_miss = bool((allowed & away).any())
        found.append(Task(activity, meeting.slots, meeting.slots, allowed, meeting, may_miss))
    return found


def _allowed(scenario: Scenario, what: Meeting | Program, days: tuple[int, ...]) -> Bools:
    found = np.zeros((len(days), scenario.grid.slots_per_day), dtype=np.bool_)
    for i, day in enumerate(days):
        if scenario.grid.weekday(day) in what.weekdays:
            found[i, what.earliest : what.latest] = True
    return found


def _base(
    scenario: Scenario,
    csr: Csr,
    days: tuple[int, ...],
    channels: tuple[str, ...],
    programs: tuple[Task, ...],
) -> Floats:
    """Price of every activity in every slot before the others are counted."""
    spd = scenario.grid.slots_per_day
    base = np.full((len(days), len(channels) + len(programs), spd), NEVER)
    paid = _paid_price(scenario, days)
    for i, day in enumerate(days):
        for a, channel in enumerate(channels):
            span = scenario.opening[channel][day]
            if span is not None:
                base[i, a, span[0] : span[1]] = paid[i, span[0] : span[1]]
        for j, task in enumerate(programs):
            base[i, len(channels) + j] = np.where(task.allowed[i], paid[i], NEVER)
    names = [*channels, *(task.activity for task in programs)]
    _add_changes(scenario, csr, days, names, base)
    _add_pins(scenario, csr, days, names, base)
    return base


def _pause_base(scenario: Scenario, csr: Csr, days: tuple[int, ...]) -> Floats:
    base = np.zeros((len(days), 2, scenario.grid.slots_per_day))
    base[:, 0] = _paid_price(scenario, days)
    _add_changes(scenario, csr, days, [REST, MEAL], base)
    _add_pins(scenario, csr, days, [REST, MEAL], base)
    return base


def _paid_price(scenario: Scenario, days: tuple[int, ...]) -> Floats:
    """Evening and weekend premiums of a paid slot."""
    grid, pay = scenario.grid, scenario.pay
    found = np.zeros((len(days), grid.slots_per_day))
    for i, day in enumerate(days):
        if grid.weekday(day) >= 5:
            found[i] += pay.weekend_premium_per_hour * grid.slot_hours
        found[i, grid.slots_up(pay.evening_from) :] += (
            pay.evening_premium_per_hour * grid.slot_hours
        )
    return found


def _add_changes(
    scenario: Scenario, csr: Csr, days: tuple[int, ...], names: list[str], base: Floats
) -> None:
    """Slots on something else than published cost a change."""
    if scenario.published is None:
        return
    grid = scenario.grid
    dollars = scenario.prices.changed_activity_per_hour * grid.slot_hours
    for segment in scenario.published.by_csr.get(csr.csr_id, ()):
        day = grid.day(segment.start)
        if day in days:
            start = grid.of_day(segment.start)
            for a, name in enumerate(names):
                if name != segment.activity:
                    base[day - days[0], a, start : start + segment.slots] += dollars


def _add_pins(
    scenario: Scenario, csr: Csr, days: tuple[int, ...], names: list[str], base: Floats
) -> None:
    """A pinned activity leaves nothing else in its slots, and pauses nowhere beside it."""
    grid = scenario.grid
    for pin in scenario.pins_of[csr.csr_id]:
        day = grid.day(pin.start)
        if pin.activity in ("shift", "off") or day not in days:
            continue
        start = grid.of_day(pin.start)
        for a, name in enumerate(names):
            if name != pin.activity:
                base[day - days[0], a, start : start + pin.end - pin.start] = NEVER


def _edges(scenario: Scenario, channels: tuple[str, ...], days: tuple[int, ...]) -> Bools:
    """Slots at which a channel opens or closes: a stint may end there without a pause."""
    found = np.zeros((len(days), len(channels), scenario.grid.slots_per_day + 1), dtype=np.bool_)
    for i, day in enumerate(days):
        for a, channel in enumerate(channels):
            span = scenario.opening[channel][day]
            if span is not None:
                found[i, a, span[0]] = found[i, a, span[1]] = True
    return found
