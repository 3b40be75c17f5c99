"""One person's week as arrays: what the rules allow and what it costs by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import gcd

import numpy as np

from scheduler.domain.duties import early_slot, evening_slot
from scheduler.domain.entitlements import (
    owed_days,
    owed_program_slots,
    owed_slots,
    shift_starts,
    working_window,
)
from scheduler.domain.grid import Grid
from scheduler.domain.roster import meeting_activity, program_activity
from scheduler.domain.scenario import Csr, Meeting, Program, Scenario, Span
from scheduler.domain.stint_lengths import min_stint_slots
from scheduler.objective import terms_of
from scheduler.objective.requests import RefusedRequests
from scheduler.objective.term import Term
from scheduler.rostering.problem.activity_codes import END, OPTION_COLUMNS, START, activity_names
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints
from scheduler.rostering.problem.pause_tables import PauseTables
from scheduler.rostering.problem.published_days import PublishedDays, published_days
from scheduler.rostering.problem.slot_costs import base_prices, pause_prices, sitting_prices, turns
from scheduler.rules.contract_hours import overtime_slots, shift_lengths
from scheduler.rules.meetings import covered_starts, possible_starts
from scheduler.rules.minimum_rest import min_gap_slots
from scheduler.rules.pins import OFF
from scheduler.rules.runs import past_days


@dataclass(frozen=True, eq=False)
class Task:
    """Time of one person's week spent on one thing off the queues: a program, or a meeting.

    The search fixes meetings in time; for the bound they float like a program.
    `possible` are the starts of a sitting that a shift can hold, `lost` those of sittings that
    time off covers (slots of the horizon).
    """

    activity: str
    slots: int
    min_block: int
    allowed: Bools  # shape (days, slots of the day)
    source: Program | Meeting
    possible: frozenset[int] = frozenset()
    lost: frozenset[int] = frozenset()

    def repeats(self, csr_id: str) -> bool:
        """Whether this person may do it more than once: a host sits in several sittings."""
        what = self.source
        return isinstance(what, Meeting) and csr_id in what.hosts and what.sessions > 1


@dataclass(frozen=True, eq=False)
class PersonWeek:
    """All that is fixed about one person's week, as arrays.

    `base` (days, channels + programs, slots) and `pause_base` (days, 2, slots) hold what
    being there costs whatever the others do: NEVER where it may not be, changes to the
    published roster, premiums. `options` rows: START, END, PAID, PAUSE_SET (activity_codes);
    `option_requests` is what of `option_costs` are requests of a single day, and
    `late` are those that end in the evening, `early` those that start early. `unit` slots make
    one unit, `target` and `most` count units. `spread_costs[k]` are dollars of starts k slots
    apart within the week. `rest_costs[k]` are dollars of k slots between two shifts, the last
    of them for all longer ones. `min_stint` are slots of a stint on each channel,
    `change_price` dollars of a change of activity within a shift. `published` is the week as
    published.
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
    option_requests: Floats
    late: Bools
    early: Bools
    unit: int
    target: int
    most: int
    overtime_price: float
    gap: int
    before: int
    after_open: int
    past: Mapping[int, bool]
    weekdays: tuple[int, ...]
    spread_costs: Floats
    rest_costs: Floats
    min_stint: Ints
    change_price: float
    published: PublishedDays
    min_block: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @cached_property
    def weekend(self) -> int:
        """Saturdays and Sundays of the week as bits."""
        return sum(1 << d for d, weekday in enumerate(self.weekdays) if weekday >= 5)

    @cached_property
    def activities(self) -> tuple[str, ...]:
        """Names of all that the person may do; the place of each is its code."""
        programs = (task.activity for task in self.programs)
        return activity_names(self.channels, programs, (task.activity for task in self.meetings))

    @cached_property
    def key(self) -> tuple[str, int]:
        return self.csr.csr_id, self.week


def person_week(scenario: Scenario, tables: PauseTables, csr: Csr, week: int) -> PersonWeek:
    """Arrays of one person's week."""
    grid = scenario.grid
    days = tuple(grid.week_days(week))
    channels = tuple(sorted(c for c in csr.channels if c in scenario.opening))
    programs = tuple(_program_tasks(scenario, csr, week))
    target = owed_slots(scenario, csr, week)
    extra = overtime_slots(scenario, csr, week) if target else 0
    unit = gcd(target, extra, *shift_lengths(scenario, csr))
    options, costs, requests, day_options = _options(scenario, tables, csr, days, unit)
    window = (options[:, START].min(), options[:, END].max()) if len(options) else (0, 0)
    meetings = tuple(_meeting_tasks(scenario, csr, week))
    sittings = tuple(task.activity for task in meetings)
    names = activity_names(channels, (task.activity for task in programs), sittings)
    before = _last_end_of_past(scenario, csr) if week == 0 else -(10**6)
    return PersonWeek(
        csr=csr,
        week=week,
        days=days,
        channels=channels,
        programs=programs,
        meetings=meetings,
        window=np.array(window, dtype=np.int64),
        base=base_prices(scenario, csr, days, channels, {p.activity: p.allowed for p in programs}),
        meeting_base=sitting_prices(scenario, csr, days, sittings),
        pause_base=pause_prices(scenario, csr, days),
        edges=turns(scenario, channels, days),
        day_options=day_options,
        options=options,
        option_costs=costs,
        option_requests=requests,
        late=options[:, END] > evening_slot(scenario),
        early=options[:, START] < early_slot(scenario),
        unit=unit,
        target=target // unit,
        most=(target + extra) // unit,
        overtime_price=unit * sum(t.per_overtime_slot(scenario, csr) for t in terms_of(scenario)),
        gap=_binding_gap(scenario, csr, days, before),
        before=before,
        after_open=10**6,
        past=past_days(scenario, csr.csr_id),
        weekdays=tuple(map(grid.weekday, days)),
        spread_costs=_spread_costs(scenario, csr),
        rest_costs=_rest_costs(scenario, csr),
        min_stint=np.array([_least_stint(scenario, csr, c) for c in channels], dtype=np.int64),
        change_price=sum(term.per_change(scenario, csr) for term in terms_of(scenario)),
        published=published_days(scenario, csr, days, names),
        min_block=np.array([min(p.min_block, p.slots) for p in programs], dtype=np.int64),
    )


def patterns_of(
    scenario: Scenario, person: PersonWeek, sets: tuple[int, ...]
) -> tuple[Ints, Floats]:
    """Sets of working days as bits, with what each costs by itself."""
    bits = np.array(sets, dtype=np.int64)
    costs = np.zeros(len(bits))
    for term in terms_of(scenario):
        own = term.of_days(scenario, person.csr, person.days, bits)
        if own is not None:
            costs += own
    return bits, costs


def _least_stint(scenario: Scenario, csr: Csr, channel: str) -> int:
    """Least slots of a stint; 1 where one that has happened is shorter between two pauses.

    The kernels end a stint at a pause, which the rule does not.
    """
    least = min_stint_slots(scenario, csr, channel)
    shorter = any(
        pin.happened and pin.activity == channel and pin.end - pin.start < least
        for pin in scenario.pins_of[csr.csr_id]
    )
    return 1 if shorter else least


def _spread_costs(scenario: Scenario, csr: Csr) -> Floats:
    """Dollars of each spread of a week's starts, NEVER beyond what the contract allows."""
    spreads = np.arange(scenario.grid.slots_per_day)
    found = [term.of_spread(scenario, csr, spreads) for term in terms_of(scenario)]
    costs: Floats = sum((part for part in found if part is not None), np.zeros(len(spreads)))
    limit = csr.contract.max_start_spread
    return costs if limit is None else np.where(spreads > limit, NEVER, costs)


def _rest_costs(scenario: Scenario, csr: Csr) -> Floats:
    """Dollars of each rest between two shifts, of up to two days."""
    rests = np.arange(2 * scenario.grid.slots_per_day)
    found = [term.of_rest(scenario, csr, rests) for term in terms_of(scenario)]
    costs: Floats = sum((part for part in found if part is not None), np.zeros(len(rests)))
    return costs


def _binding_gap(scenario: Scenario, csr: Csr, days: tuple[int, ...], before: int) -> int:
    """Slots of rest between shifts; 0 where none of these days and their neighbours can break it.

    `before` is the last end of the past, which may be later than the contract allows now.
    """
    grid, gap = scenario.grid, min_gap_slots(scenario)
    near = range(max(0, days[0] - 1), min(grid.days, days[-1] + 2))
    windows = [w for day in near if (w := working_window(scenario, csr, day))]
    first = min((start for start, _ in windows), default=0)
    last = max((end for _, end in windows), default=0)
    binding = last + gap > grid.slots_per_day + first
    return gap if binding or before + gap > days[0] * grid.slots_per_day + first else 0


def _last_end_of_past(scenario: Scenario, csr: Csr) -> int:
    own = scenario.past.by_csr.get(csr.csr_id, ()) if scenario.past else ()
    return max((s.end for s in own), default=-(10**6))


def _options(
    scenario: Scenario, tables: PauseTables, csr: Csr, days: tuple[int, ...], unit: int
) -> tuple[Ints, Floats, Floats, Ints]:
    """Every shift that a day allows, what it costs whatever happens inside it, and of that
    what requests cost; then the first option of each day."""
    grid = scenario.grid
    table: list[tuple[int, int, int, int]] = []
    costs: list[Floats] = []
    requests: list[Floats] = []
    refused = RefusedRequests.from_scenario(scenario)
    first = [0]
    for day in days:
        spans: list[Span] = []
        midnight = day * grid.slots_per_day
        must, never = _pinned_presence(scenario, csr, midnight)
        for paid in shift_lengths(scenario, csr):
            number = tables.set_of(scenario, csr, paid)
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
                spans.append(span)
        costs.append(_shift_costs(terms_of(scenario), scenario, csr, day, spans))
        requests.append(_shift_costs((refused,), scenario, csr, day, spans))
        first.append(len(table))
    options = np.array(table, dtype=np.int64).reshape(-1, OPTION_COLUMNS)
    first_of_day = np.array(first, dtype=np.int64)
    return options, np.concatenate(costs), np.concatenate(requests), first_of_day


def _pinned_presence(scenario: Scenario, csr: Csr, midnight: int) -> tuple[list[Span], list[Span]]:
    """Spans of a day at which a shift must be there (must not be there), from the pins."""
    end = midnight + scenario.grid.slots_per_day
    own = [p for p in scenario.pins_of[csr.csr_id] if p.start < end and midnight < p.end]
    must = [(p.start, p.end) for p in own if p.activity != OFF]
    return must, [(p.start, p.end) for p in own if p.activity == OFF]


def _shift_costs(
    terms: Sequence[Term], scenario: Scenario, csr: Csr, day: int, spans: list[Span]
) -> Floats:
    """What each possible shift of a day costs by itself, these terms together."""
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    total = np.zeros(len(spans))
    for term in terms if spans else ():
        own = term.of_shifts(scenario, csr, day, starts, ends)
        if own is not None:
            total += own
    return total


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
    """Meetings of the week in which the person can sit at all; who cannot is excused."""
    found: list[Task] = []
    if owed_days(scenario, csr, week) == 0:
        return found
    grid = scenario.grid
    days = tuple(grid.week_days(week))
    for meeting in scenario.meetings_of[csr.csr_id]:
        possible = possible_starts(scenario, csr, meeting, week)
        if not possible:
            continue
        lost = covered_starts(scenario, csr, meeting, week)
        key = ("meeting", meeting.slots, days, possible)
        allowed = scenario.kept(key, partial(_sat, grid, meeting.slots, days, possible))
        activity = meeting_activity(meeting.meeting_id)
        found.append(Task(activity, meeting.slots, meeting.slots, allowed, meeting, possible, lost))
    return found


def _sat(grid: Grid, slots: int, days: tuple[int, ...], starts: frozenset[int]) -> Bools:
    """Slots in which a sitting of so many slots can be under way."""
    found = np.zeros((len(days), grid.slots_per_day), dtype=np.bool_)
    for start in starts:
        first = grid.of_day(start)
        found[grid.day(start) - days[0], first : first + slots] = True
    return found


def _allowed(scenario: Scenario, what: Program, days: tuple[int, ...]) -> Bools:
    found = np.zeros((len(days), scenario.grid.slots_per_day), dtype=np.bool_)
    for i, day in enumerate(days):
        if scenario.grid.weekday(day) in what.weekdays:
            found[i, what.earliest : what.latest] = True
    return found
