"""Many small moves: one person's day rebuilt at shaken prices, kept by the annealing rule.

Simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983, Science 220) over days: shift start,
pauses, channels and program blocks of one day move together, the paid length, the program
slots of the day and all sittings stay. Each proposal is exact for its shaken prices.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from scheduler.rostering.board import STINT_SLOTS, own_cost, work_cost, work_prices
from scheduler.rostering.improve import Improver, frame_tables
from scheduler.rostering.stretch import NEVER, Bools, Floats, Ints, stretch_costs
from scheduler.rostering.week import fill_week, price_shift, write_week

SHAKES = np.array([0.3, 1.0, 3.0, 10.0])  # dollars a slot: how far prices are shaken


@njit(cache=True)
def _rows_day(
    heads: Ints,
    need: Ints,
    is_open: Bools,
    short: Floats,
    over: Floats,
    linear: Bools,
    first: int,
    last: int,
) -> float:
    total = 0.0
    for r in range(need.shape[0]):
        for t in range(first, last):
            if not is_open[r, t]:
                continue
            gap = need[r, t] - heads[r, t]
            if gap > 0:
                total += short[r] * (gap if linear[r] else gap * (gap + 1) // 2)
            elif gap < 0:
                total += over[r] * (gap * (gap - 1) // 2) / max(need[r, t], 1)
    return total


@njit(cache=True)
def _put_day(
    doing: Ints, first: int, rows_of: Ints, presence: Ints, meal_code: int, sign: int, heads: Ints
) -> bool:
    """Add or take away one day; whether it touches rows behind the counted ones is not asked."""
    for s in range(doing.shape[0]):
        a = doing[s]
        if a < 0:
            continue
        if a < rows_of.shape[0]:
            for r in rows_of[a]:
                if r >= 0:
                    heads[r, first + s] += sign
        if a != meal_code:
            for r in presence:
                if r >= 0:
                    heads[r, first + s] += sign
    return True


@njit(cache=True)
def day_moves(
    moves: int,
    hot: float,
    cold: float,
    seed: int,
    longest: int,
    shakes: Floats,
    people: Ints,
    base: Floats,
    meeting_base: Floats,
    pause_base: Floats,
    edges: Bools,
    min_block: Ints,
    rows_of: Ints,
    presence: Ints,
    day_options: Ints,
    options: Ints,
    option_costs: Floats,
    rewards: Floats,
    doing: Ints,
    chosen: Ints,
    first_frame: Ints,
    meal_slots: Ints,
    rest: int,
    meals: Ints,
    rests: Ints,
    heads: Ints,
    need: Ints,
    is_open: Bools,
    short: Floats,
    over: Floats,
    linear: Bools,
    arrived: Floats,
    due: Floats,
    closes: Ints,
    rates: Floats,
    stint: int,
) -> float:
    """Run `moves` proposals, temperature from `hot` to `cold` dollars; returns dollars gained.

    Parameters
    ----------
    people: rows of (channels, programs, rest between shifts or 0, first day, first window
        slot, last window slot, last end before the week, first start after it).
    base, ... presence: as in PersonWeek, stacked over people and padded.
    doing, chosen, heads: the roster, changed in place.
    """
    np.random.seed(seed)
    count, days, slots = doing.shape
    counted = need.shape[0]
    gained = 0.0
    costs = np.full((slots + 1, slots + 1), NEVER)
    width = meals.shape[1] + rests.shape[1] * rests.shape[2]
    stretches = np.zeros((width + 1, 3), dtype=np.int64)
    tried = np.zeros((width, 3), dtype=np.int64)
    pauses_of = np.zeros((options.shape[1], width, 3), dtype=np.int64)
    marginal = np.zeros((heads.shape[0], slots))
    worth = np.zeros(heads.shape[1])
    for step in range(moves):
        temperature = hot * (cold / hot) ** (step / moves)
        p = np.random.randint(count)
        d = np.random.randint(days)
        if chosen[p, d] < 0:
            continue
        channels, programs, gap, first_day = people[p, 0], people[p, 1], people[p, 2], people[p, 3]
        low, high = people[p, 4], people[p, 5]
        activities = channels + programs
        first = (first_day + d) * slots
        old = doing[p, d].copy()
        old_option = chosen[p, d]
        before = _rows_day(heads, need, is_open, short, over, linear, first, first + slots)
        for w in range(arrived.shape[0]):
            before += work_cost(
                heads[counted + w], rates[0], arrived[w], due[w], closes, rates[1], rates[2]
            )
        own = (
            own_cost(
                old.reshape((1, slots)),
                base[p, d : d + 1, :activities],
                pause_base[p, d : d + 1],
                meeting_base[p, d : d + 1],
            )
            + option_costs[p, old_option]
        )
        _put_day(old, first, rows_of[p, :channels], presence[p], activities + 1, -1, heads)

        # marginal prices of this day, shaken
        for r in range(counted):
            for s in range(low, high):
                t = first + s
                room = need[r, t] - heads[r, t]
                if not is_open[r, t]:
                    marginal[r, s] = 0.0
                elif room > 0:
                    marginal[r, s] = -short[r] * (1 if linear[r] else room)
                else:
                    marginal[r, s] = over[r] * (1 - room) / max(need[r, t], 1)
        for w in range(arrived.shape[0]):
            work_prices(
                heads[counted + w],
                rates[0],
                arrived[w],
                due[w],
                closes,
                rates[1],
                rates[2],
                stint,
                worth,
            )
            for s in range(low, high):
                marginal[counted + w, s] = worth[first + s]
        planned = np.zeros(programs, dtype=np.bool_)
        for s in range(slots):
            if channels <= old[s] < activities:
                planned[old[s] - channels] = True
        shake = shakes[np.random.randint(shakes.shape[0])]
        prices = np.full((1, activities, slots), NEVER)
        pauses = np.zeros((1, 2, slots))
        fixed = np.zeros((1, slots), dtype=np.int64)
        for s in range(low, high):
            there = 0.0
            for r in presence[p]:
                if r >= 0:
                    there += marginal[r, s]
            for a in range(activities):
                price = base[p, d, a, s]
                if price < NEVER:
                    price += there + shake * np.random.normal()
                    if a < channels:
                        for r in rows_of[p, a]:
                            if r >= 0:
                                price += marginal[r, s]
                    elif not planned[a - channels]:
                        price = NEVER
                    else:
                        price -= rewards[p, a - channels]
                    prices[0, a, s] = price
            pauses[0, 0, s] = pause_base[p, d, 0, s] + there
            pauses[0, 1, s] = pause_base[p, d, 1, s]
            if old[s] >= activities + 2:
                same = s > 0 and old[s - 1] == old[s]
                fixed[0, s] = 2 if same else 1
                pauses[0, 0, s] = pauses[0, 1, s] = NEVER
        blocks = min_block[p, :programs]

        # the best shift of the same paid length
        stretch_costs(
            low,
            high,
            longest,
            channels,
            prices[0],
            fixed[0],
            meeting_base[p, d],
            edges[p, d],
            blocks,
            costs,
        )
        earliest, latest = -(10**9), 10**9
        if gap > 0:
            earliest, latest = people[p, 6] + gap, people[p, 7] - gap
            for e in range(days):
                if chosen[p, e] >= 0 and e < d:
                    earliest = max(earliest, e * slots + options[p, chosen[p, e], 1] + gap)
                if chosen[p, e] >= 0 and e > d:
                    latest = min(latest, e * slots + options[p, chosen[p, e], 0] - gap)
        must = 0
        for s in range(slots):
            must += fixed[0, s] > 0
        best, best_option = NEVER / 2, -1
        stay = np.random.random() < 0.5
        for o in range(day_options[p, d], day_options[p, d + 1]):
            if options[p, o, 2] != options[p, old_option, 2] or (stay and o != old_option):
                continue
            start, end = options[p, o, 0], options[p, o, 1]
            if d * slots + start < earliest or d * slots + end > latest:
                continue
            held = 0
            for s in range(start, end):
                held += fixed[0, s] > 0
            if held < must:
                continue
            k = options[p, o, 3]
            cost = option_costs[p, o] + price_shift(
                start,
                end,
                first_frame[k],
                first_frame[k + 1],
                meal_slots[k],
                rest,
                meals,
                rests,
                costs,
                pauses[0],
                tried,
            )
            if cost < best:
                best, best_option = cost, o
                pauses_of[o] = tried
        accepted = False
        if best_option >= 0:
            one = np.zeros(1, dtype=np.int64)
            one[0] = best_option
            new = np.empty((1, slots), dtype=np.int64)
            codes = old.reshape((1, slots))
            number = write_week(
                one, options[p], pauses_of, activities, fixed, codes, new, stretches
            )
            feasible = _fill_day(
                stretches[:number],
                channels,
                programs,
                prices,
                fixed,
                edges[p, d : d + 1],
                blocks,
                old,
                new,
            )
            if feasible:
                fresh = new[0]
                _put_day(fresh, first, rows_of[p, :channels], presence[p], activities + 1, 1, heads)
                after = _rows_day(heads, need, is_open, short, over, linear, first, first + slots)
                for w in range(arrived.shape[0]):
                    after += work_cost(
                        heads[counted + w],
                        rates[0],
                        arrived[w],
                        due[w],
                        closes,
                        rates[1],
                        rates[2],
                    )
                new_own = (
                    own_cost(
                        new,
                        base[p, d : d + 1, :activities],
                        pause_base[p, d : d + 1],
                        meeting_base[p, d : d + 1],
                    )
                    + option_costs[p, best_option]
                )
                delta = after + new_own - before - own
                if delta <= 0 or np.random.random() < np.exp(-delta / temperature):
                    accepted = True
                    gained -= delta
                    doing[p, d] = fresh
                    chosen[p, d] = best_option
                else:
                    _put_day(
                        fresh, first, rows_of[p, :channels], presence[p], activities + 1, -1, heads
                    )
        if not accepted:
            _put_day(old, first, rows_of[p, :channels], presence[p], activities + 1, 1, heads)
    return gained


@njit(cache=True)
def _fill_day(
    stretches: Ints,
    channels: int,
    programs: int,
    prices: Floats,
    fixed: Ints,
    edges: Bools,
    min_block: Ints,
    old: Ints,
    new: Ints,
) -> bool:
    """Fill a day with as many slots of each program as it had before."""
    held = fixed.copy()
    slots = old.shape[0]
    due = np.zeros(programs, dtype=np.int64)
    for s in range(slots):
        if channels <= old[s] < channels + programs:
            due[old[s] - channels] += 1
    done = False
    for j in range(programs):
        if due[j] == 0:
            continue
        cost = fill_week(stretches, channels, prices, held, edges, min_block, j, due[j], new)
        if cost >= NEVER / 2:
            return False
        done = True
        last = True
        for i in range(j + 1, programs):
            last = last and due[i] == 0
        if not last:
            for s in range(slots):
                if new[0, s] == channels + j:
                    held[0, s] = (
                        2 if s > 0 and held[0, s - 1] > 0 and new[0, s - 1] == channels + j else 1
                    )
            prices[0, channels + j] = NEVER
    if not done:
        cost = fill_week(stretches, channels, prices, held, edges, min_block, -1, 0, new)
        return bool(cost < NEVER / 2)
    return True


class Annealer:
    """The improver's members and plans, stacked into arrays for `day_moves`."""

    def __init__(self, improver: Improver) -> None:
        self.improver = improver
        self.keys = sorted(improver.members)
        members = [improver.members[k] for k in self.keys]
        people = [m.person for m in members]
        spd = improver.scenario.grid.slots_per_day
        # a last week of the horizon may be shorter: its missing days are never worked
        days = max(len(p.days) for p in people)
        activities = max(p.base.shape[1] for p in people)
        programs = max(1, *(len(p.programs) for p in people))
        options = max(len(p.options) for p in people)
        width = max(m.place.rows_of.shape[1] for m in members)
        channels = max(len(p.channels) for p in people)
        seats = max(1, *(len(m.place.presence) for m in members))
        n = len(people)
        self.people = np.zeros((n, 8), dtype=np.int64)
        self.base = np.full((n, days, activities, spd), NEVER)
        self.meeting_base = np.zeros((n, days, spd))
        self.pause_base = np.zeros((n, days, 2, spd))
        self.edges = np.zeros((n, days, channels, spd + 1), dtype=np.bool_)
        self.min_block = np.ones((n, programs), dtype=np.int64)
        self.rows_of = np.full((n, channels, width), -1, dtype=np.int64)
        self.presence = np.full((n, seats), -1, dtype=np.int64)
        self.day_options = np.zeros((n, days + 1), dtype=np.int64)
        self.options = np.zeros((n, options, 4), dtype=np.int64)
        self.option_costs = np.zeros((n, options))
        self.rewards = np.zeros((n, programs))
        for i, (m, p) in enumerate(zip(members, people, strict=True)):
            d, a, c = len(p.days), p.base.shape[1], len(p.channels)
            self.people[i, :6] = c, len(p.programs), p.gap, p.days[0], *p.window
            self.base[i, :d, :a] = p.base
            self.meeting_base[i, :d] = p.meeting_base
            self.pause_base[i, :d] = p.pause_base
            self.edges[i, :d, :c] = p.edges
            self.min_block[i, : len(p.programs)] = p.min_block
            self.rows_of[i, :c, : m.place.rows_of.shape[1]] = m.place.rows_of
            self.presence[i, : len(m.place.presence)] = m.place.presence
            self.day_options[i, : d + 1] = p.day_options
            self.day_options[i, d + 1 :] = p.day_options[-1]
            self.options[i, : len(p.options)] = p.options
            self.option_costs[i, : len(p.options)] = p.option_costs
        works = improver.board.works
        self.arrived = np.array([w.arrived_hours for w in works]).reshape(
            len(works), improver.scenario.grid.slots
        )
        self.due = np.array([w.due_hours for w in works]).reshape(
            len(works), improver.scenario.grid.slots
        )
        self.rates = np.array([improver.scenario.grid.slot_hours, *improver.board.work_rates])

    def run(self, moves: int, hot: float, cold: float, seed: int) -> None:
        """Anneal the plans on the board in place."""
        improver, board, rows = self.improver, self.improver.board, self.improver.board.rows
        n, days, spd = self.meeting_base.shape
        doing = np.full((n, days, spd), -1, dtype=np.int64)
        chosen = np.full((n, days), -1, dtype=np.int64)
        for i, key in enumerate(self.keys):
            plan, member = improver.plans[key], improver.members[key]
            doing[i, : len(plan.doing)] = plan.doing
            chosen[i, : len(plan.chosen)] = plan.chosen
            self.people[i, 6:] = improver._neighbours(key)
            self.rewards[i, : len(member.rewards)] = member.rewards
        start = doing.copy()
        day_moves(
            moves,
            hot,
            cold,
            seed,
            improver.tables.longest,
            SHAKES,
            self.people,
            self.base,
            self.meeting_base,
            self.pause_base,
            self.edges,
            self.min_block,
            self.rows_of,
            self.presence,
            self.day_options,
            self.options,
            self.option_costs,
            self.rewards,
            doing,
            chosen,
            *frame_tables(improver.tables),
            board.heads,
            rows.need,
            rows.is_open,
            rows.short,
            rows.over,
            rows.linear,
            self.arrived,
            self.due,
            board.closes,
            self.rates,
            STINT_SLOTS,
        )
        for i, key in enumerate(self.keys):
            if (doing[i] != start[i]).any():
                d = len(improver.members[key].person.days)
                patterns, costs = improver._patterns(key)
                improver.own -= improver.plans[key].own
                improver.plans[key] = improver.plan(
                    key, doing[i, :d].copy(), chosen[i, :d].copy(), patterns, costs
                )
                improver.own += improver.plans[key].own
