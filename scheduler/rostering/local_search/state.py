"""The improver: take people out, price every slot, rebuild their best weeks, keep what pays.

A person's coverage is 0 or 1 a slot, so at the marginal price of one more head the best week
is exact (see week.py). Around it: several people together, sittings moved, equal moves kept.
"""

from __future__ import annotations

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster, meeting_activity
from scheduler.domain.scenario import Scenario
from scheduler.rostering.local_search.fair_shares import Shares
from scheduler.rostering.local_search.head_counts import HeadCounts, own_cost, put
from scheduler.rostering.pricing.cheapest_week import (
    choose_days,
    fill_week,
    price_shifts,
    write_week,
)
from scheduler.rostering.pricing.stretches import NEVER, Bools, Floats, Ints
from scheduler.rostering.problem.assignment import (
    Key,
    Member,
    Plan,
    Sitting,
    frame_tables,
    pause_count,
    segments,
)
from scheduler.rostering.problem.pause_tables import collect_frames
from scheduler.rostering.problem.person_week import PersonWeek, patterns_of, person_week
from scheduler.rules.working_days import calendar

SHAKES = (1.0, 3.0, 10.0, 30.0, 100.0, 100.0, 300.0, 300.0)  # dollars, try by try


class RosterState:
    """All weeks of all people on one board."""

    def __init__(self, scenario: Scenario, requirements: Requirements) -> None:
        self.scenario = scenario
        self.tables = collect_frames(scenario)
        self.board = HeadCounts(scenario, requirements)
        self.plans: dict[Key, Plan] = {}
        self.own = 0.0  # dollars of the plans whatever the others do
        self.shares = Shares(scenario)
        self.sittings: dict[Key, list[Sitting]] = {}
        self.excused: set[tuple[str, Key]] = set()  # (meeting, who): off, but might have come
        self.members: dict[Key, Member] = {}
        for csr in scenario.csrs:
            for week in range(scenario.grid.weeks):
                person = person_week(scenario, self.tables, csr, week)
                if person.target:
                    self.members[person.key] = self._member(person)
                    self.sittings[person.key] = []
        self.calendars = {csr.csr_id: calendar(scenario, csr) for csr in scenario.csrs}

    def _member(self, person: PersonWeek) -> Member:
        options = len(person.options)
        width = pause_count(self.tables)
        return Member(
            person,
            self.board.place(person),
            np.zeros(len(person.programs)),
            np.empty_like(person.base),
            np.empty_like(person.pause_base),
            np.empty(options),
            np.zeros((options, width, 3), dtype=np.int64),
            np.zeros(len(person.days), dtype=np.int64),
            np.zeros((len(person.days) * (width + 1), 3), dtype=np.int64),
        )

    def impossible(self) -> bool:
        """Whether somebody's weeks cannot be worked together, whatever the others do."""
        return not all(calendar.possible for calendar in self.calendars.values())

    # ---- cost -------------------------------------------------------------------------

    def cost(self) -> float:
        """Dollars of everything placed, but for constants of the objective."""
        return (
            self.board.cost() + self.own + self.scenario.prices.missed_meeting * len(self.excused)
        )

    # ---- one person -------------------------------------------------------------------

    def remove(self, key: Key) -> Plan | None:
        plan = self.plans.pop(key, None)
        if plan is not None:
            self._put(key, plan, -1)
            self._pay(key, plan, -1)
        return plan

    def insert(self, key: Key, plan: Plan) -> None:
        self.plans[key] = plan
        self._put(key, plan, 1)
        self._pay(key, plan, 1)

    def replace(self, key: Key, plan: Plan) -> None:
        """Another plan for a week whose heads on the board are those of the new one already."""
        self._pay(key, self.plans[key], -1)
        self.plans[key] = plan
        self._pay(key, plan, 1)

    def _pay(self, key: Key, plan: Plan, sign: int) -> None:
        self.own += sign * plan.own
        self.own += self.shares.put(key[0], plan.weekend_days, plan.evenings, sign)

    def _put(self, key: Key, plan: Plan, sign: int) -> None:
        member = self.members[key]
        meal = member.person.base.shape[1] + 1
        put(
            plan.doing,
            member.place.first_slot,
            member.place.rows_of,
            member.place.presence,
            meal,
            sign,
            self.board.heads,
        )

    def clear(self) -> None:
        """Take everybody and every sitting off the board."""
        for key in list(self.plans):
            self.remove(key)
        self.sittings = {key: [] for key in self.members}
        self.excused.clear()

    def best_week(
        self, key: Key, noise: Floats | None = None, days: int | None = None
    ) -> Plan | None:
        """The person's best week against everybody else's, at their fixed sittings.

        `days` (bits) are those to work, where they are decided. None where nothing is legal.
        """
        member = self.members[key]
        fixed, codes = self.week_prices(key, noise)
        patterns, pattern_costs = self.patterns(key)
        possible = np.where(self.held(fixed, patterns), pattern_costs, NEVER)
        possible += self.shares.weekend_rate(key[0]) * np.bitwise_count(
            patterns & member.person.weekend
        )
        if days is not None:
            possible[patterns != days] = NEVER
        if not self._choose_days(key, patterns, possible):
            return None
        return self._lay_out(key, fixed, codes, patterns, pattern_costs)

    def held(self, fixed: Ints, patterns: Ints) -> Bools:
        """Which sets of days hold all sittings."""
        must = sum(1 << d for d in range(len(fixed)) if fixed[d].any())
        found: Bools = patterns & must == must
        return found

    def week_prices(self, key: Key, noise: Floats | None = None) -> tuple[Ints, Ints]:
        """Price every shift of a week that is not placed; returns slots and codes of sittings."""
        member = self.members[key]
        person = member.person
        marginal = self.board.price()
        if noise is not None:
            marginal = marginal + noise
        member.price(marginal)
        fixed, codes = self._fixed(key)
        member.pause_prices[:, 0][fixed > 0] = NEVER
        member.pause_prices[:, 1][fixed > 0] = NEVER
        price_shifts(
            person.window,
            self.tables.longest,
            len(person.channels),
            member.prices,
            member.pause_prices,
            fixed,
            person.meeting_base,
            person.edges,
            person.min_block,
            person.day_options,
            person.options,
            person.option_costs,
            *frame_tables(self.tables),
            member.best,
            member.pauses,
        )
        return fixed, codes

    def _choose_days(self, key: Key, patterns: Ints, pattern_costs: Floats) -> bool:
        """The cheapest days with a shift on each into `member.chosen`; False where none is legal.

        Every evening costs more than the one before: each price that an evening may have is
        tried, which finds the best number of them as far as more always save less.
        """
        member, shares = self.members[key], self.shares
        person, best, found = member.person, member.best.copy(), NEVER / 2
        before, after = self.neighbours(key)
        for beside in range(len(person.days) if shares.evening_price else 1):
            rate = shares.evening_rate(key[0], beside)
            chosen = np.zeros_like(member.chosen)
            cost = choose_days(
                patterns,
                pattern_costs,
                person.target,
                person.most,
                person.overtime_price,
                person.gap,
                self.scenario.grid.slots_per_day,
                before,
                after,
                person.day_options,
                person.options,
                best + rate * person.late if rate else best,
                chosen,
            )
            evenings = int(person.late[chosen[chosen >= 0]].sum())
            cost += shares.evenings_cost(key[0], evenings) - rate * evenings
            if cost < found and (chosen >= 0).any():
                found, member.chosen[:] = cost, chosen
            if evenings <= beside:
                break
        return found < NEVER / 2

    def some_week(self, key: Key, rng: np.random.Generator) -> Plan | None:
        """The best week, or where its programs do not fit between the pauses, a week near it.

        Queues are made dearer from try to try, so that the shifts follow the programs.
        """
        plan = self.best_week(key)
        for scale in SHAKES if self.members[key].person.programs else ():
            if plan is not None:
                break
            plan = self.best_week(key, rng.normal(2 * scale, scale, self.board.heads.shape))
        return plan

    def _lay_out(
        self, key: Key, fixed: Ints, codes: Ints, patterns: Ints, pattern_costs: Floats
    ) -> Plan | None:
        """Turn the chosen shifts into activities, programs in exactly the slots due."""
        member = self.members[key]
        person = member.person
        channels, programs = len(person.channels), len(person.programs)
        doing = np.empty(fixed.shape, dtype=np.int64)
        count = write_week(
            member.chosen,
            person.options,
            member.pauses,
            channels + programs,
            fixed,
            codes,
            doing,
            member.stretches,
        )
        stretches = member.stretches[:count]
        if not self._fill(member, stretches, fixed, doing):
            return None
        return self.plan(key, doing, member.chosen.copy(), patterns, pattern_costs)

    def plan(
        self, key: Key, doing: Ints, chosen: Ints, patterns: Ints, pattern_costs: Floats
    ) -> Plan:
        """The week with these shifts and activities, and what it costs by itself."""
        person = self.members[key].person
        worked = [d for d in range(len(chosen)) if chosen[d] >= 0]
        paid = sum(int(person.options[chosen[d], 2]) for d in worked)
        pattern = sum(1 << d for d in worked)
        own = own_cost(doing, person.base, person.pause_base, person.meeting_base)
        own += sum(float(person.option_costs[chosen[d]]) for d in worked)
        own += float(pattern_costs[patterns == pattern][0])
        own += person.overtime_price * (paid - person.target)
        spd, first = self.scenario.grid.slots_per_day, person.days[0]
        d0, d1 = worked[0], worked[-1]
        return Plan(
            doing,
            chosen,
            own,
            (first + d0) * spd + int(person.options[chosen[d0], 0]),
            (first + d1) * spd + int(person.options[chosen[d1], 1]),
            pattern,
            (pattern & person.weekend).bit_count(),
            int(person.late[chosen[worked]].sum()),
        )

    def _fill(self, member: Member, stretches: Ints, fixed: Ints, doing: Ints) -> bool:
        """Fill the stretches: program after program in exactly its slots, then channels.

        Each pass counts one program; those before it lie fixed, those behind it are only
        priced. The reward of a slot of a program follows what the prices chose freely.
        """
        person = member.person
        channels = len(person.channels)
        if not person.programs:
            cost = fill_week(
                stretches,
                channels,
                member.prices,
                fixed,
                person.edges,
                person.min_block,
                -1,
                0,
                doing,
            )
            return bool(cost < NEVER / 2)
        fill_week(
            stretches,
            channels,
            member.prices,
            fixed,
            person.edges,
            person.min_block,
            -1,
            0,
            doing,
        )
        for j, task in enumerate(person.programs):
            used = int((doing == channels + j).sum())
            member.rewards[j] += 2.0 * (task.slots - used) / task.slots
        held = fixed.copy()
        for j, task in enumerate(person.programs):
            doing[(held == 0) & (doing >= 0) & (doing < channels + len(person.programs))] = -2
            cost = fill_week(
                stretches,
                channels,
                member.prices,
                held,
                person.edges,
                person.min_block,
                j,
                task.slots,
                doing,
            )
            if cost >= NEVER / 2 or (member.chosen < 0).all():
                return False
            here = doing == channels + j
            held[here] = 2
            begins = here.copy()
            begins[:, 1:] &= ~here[:, :-1]
            held[begins] = 1
            member.prices[:, channels + j] = NEVER
        return True

    # ---- what the others and the sittings leave ----------------------------------------

    def _fixed(self, key: Key) -> tuple[Ints, Ints]:
        """Slots of the person's sittings: 1 where one begins, 2 where it goes on; codes."""
        person = self.members[key].person
        spd = self.scenario.grid.slots_per_day
        fixed = np.zeros((len(person.days), spd), dtype=np.int64)
        codes = np.zeros_like(fixed)
        base = person.base.shape[1] + 2
        names = [task.activity for task in person.meetings]
        for meeting_id, start, slots in self.sittings[key]:
            d, s = start // spd - person.days[0], start % spd
            fixed[d, s : s + slots] = 2
            fixed[d, s] = 1
            codes[d, s : s + slots] = base + names.index(meeting_activity(meeting_id))
        return fixed, codes

    def patterns(self, key: Key) -> tuple[Ints, Floats]:
        """Legal sets of working days, given the weeks beside this one."""
        member, own = self.members[key], self.calendars[key[0]]
        placed = {
            week: plan.worked
            for week in range(len(own.weeks))
            if (plan := self.plans.get((key[0], week)))
        }
        sets = own.legal(key[1], placed)
        if sets not in member.patterns:
            member.patterns[sets] = patterns_of(self.scenario, member.person, sets)
        return member.patterns[sets]

    def neighbours(self, key: Key) -> tuple[int, int]:
        """Last end before and first start after the week, in slots from its first midnight."""
        person = self.members[key].person
        origin = person.days[0] * self.scenario.grid.slots_per_day
        ends = [p.last_end for w in range(key[1]) if (p := self.plans.get((key[0], w)))]
        starts = [
            p.first_start
            for w in range(key[1] + 1, self.scenario.grid.weeks)
            if (p := self.plans.get((key[0], w)))
        ]
        before = max(ends, default=person.before) - origin
        return before, min(starts, default=10**6) - origin

    # ---- the answer --------------------------------------------------------------------

    def roster(self) -> Roster:
        """All plans as segments."""
        return Roster.of(
            segment
            for key, plan in self.plans.items()
            for segment in segments(
                self.members[key].person, plan, self.scenario.grid.slots_per_day
            )
        )
