"""Least dollars of any week that one person may have, with everybody else's as it is.

Weeks are cheapest at given prices (pricing/cheapest_week.py); prices follow the cheapest mixture
of the weeks found (lower_bound/week_mixture.py) until no week is cheaper than the mixture. Each
set of prices gives a bound by itself (Lagrangian duality). Left out, which can only lower it:
that programs have exactly their slots, that a stint goes on behind a pause, changes of activity
across pauses, and the nights between shifts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.rostering.local_search.best_week import holds_sittings
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.lower_bound.week_mixture import (
    Mixture,
    Tangent,
    WeekColumn,
    cheapest_mixture,
)
from scheduler.rostering.pricing.person_pricer import PersonPricer
from scheduler.rostering.pricing.week_prices import count_changes
from scheduler.rostering.problem.activity_codes import FREE, MEAL, PAUSE_KINDS, REST
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints
from scheduler.rostering.problem.assignment import Key, Plan

CLOSE = 0.005  # dollars: nearer than this nothing is gained
STEP = 1.0  # dollars that the price of a program's slot may move from round to round
TANGENTS = 4  # added at most before the next week is looked for


@dataclass(frozen=True, eq=False)
class WorthOfWork:
    """Prices of one round: tangents of deferrable work mixed, and rewards of programs."""

    constant: float
    slopes: tuple[Floats, ...]
    rewards: Floats


class WeekBound:
    """The bound of a person whose week is taken out of the state.

    `old`: their week as told; on a day whose shift stays and whose inside differs they have to
    be told. `dollars` of bounds are those of everything placed, as `RosterState.cost`.
    """

    def __init__(self, state: RosterState, key: Key, old: Plan) -> None:
        self.state, self.key, self.old = state, key, old
        self.person = state.problem.persons[key]
        self.pricer = PersonPricer(state.problem, key, self.person.base, self.person.min_block)
        self.fixed, self.codes = state.fixed(key)
        self.patterns, costs = state.patterns(key)
        weekend = np.bitwise_count(self.patterns & self.person.weekend)
        self.pattern_costs = np.where(holds_sittings(self.fixed, self.patterns), costs, NEVER)
        self.pattern_costs += state.shares.weekend_rate(key[0]) * weekend
        self.due = np.array([float(task.slots) for task in self.person.programs])
        works = range(len(state.problem.works))
        nothing = np.zeros(state.counts.heads.shape[1])
        self.others = state.cost() - sum(self._tangent(i, nothing)[0] for i in works)
        self.tangents: list[list[Tangent]] = [[self._tangent(i, nothing)[1]] for i in works]
        self.columns: list[WeekColumn] = []
        self.start_from(old)

    def start_from(self, plan: Plan, dollars: float | None = None) -> None:
        """Take the prices behind a week, and the week into the mixture where it is legal.

        `dollars` are those of everything with it, None where it is not.
        """
        effort = self.effort(plan.doing)
        cost = self._touch(effort)
        first = [tangents[-1] for tangents in self.tangents]
        constant = sum(tangent.constant for tangent in first)
        rewards = self.state.rewards[self.key].copy()
        self.worth = WorthOfWork(constant, tuple(t.slope for t in first), rewards)
        self.duties = self._duties(plan.chosen)
        if dollars is not None:
            self.columns.append(WeekColumn(dollars - self.others - cost, effort, self.due))

    def raised(
        self, rounds: int, enough: Callable[[float], bool], look: Callable[[Floats, Floats], None]
    ) -> float:
        """The bound after so many rounds, or once it is `enough`; inf where no week is legal.

        `look` is called in every round with its prices, to look for a week at these: dollars of
        heads on top of those that the counts give, and rewards of programs.
        """
        best, middle = -np.inf, self.worth.rewards
        for _ in range(rounds):
            worth = self.worth
            bound = self._cheapest(worth)
            if bound > best:
                best, middle = bound, worth.rewards
            if best == np.inf or enough(best):
                break
            look(self._marginal(worth) - self.state.counts.price(), worth.rewards)
            self._touch(self.columns[-1].effort)
            mixture = self._mixed(middle)
            if mixture is None or mixture.dollars + self.others - best < CLOSE:
                break
            self.worth = self._worth(mixture)
        return best

    def effort(self, doing: Ints) -> Floats:
        """Heads of a week on each deferrable channel, by slot."""
        counts = self.state.counts
        heads = np.zeros_like(counts.heads)
        self.pricer.count(doing, 1, heads)
        return heads[counts.counted :].astype(np.float64)

    # ---- prices -----------------------------------------------------------------------

    def _tangent(self, work: int, effort: Floats) -> tuple[float, Tangent]:
        """Dollars of a deferrable channel with such an effort on top, and the tangent there.

        Work done by t is all that had arrived when last nothing waited, and the effort since.
        """
        problem, counts = self.state.problem, self.state.counts
        of, hours = problem.works[work], problem.scenario.grid.slot_hours
        overdue, idle = problem.work_rates
        total = (counts.heads[counts.counted + work] + effort) * hours
        spent = total.cumsum()
        ahead = of.arrived_hours - spent
        least = np.minimum(np.minimum.accumulate(ahead), 0.0)
        at = np.where(ahead <= least, np.arange(len(spent)), -1)
        clear, done = np.maximum.accumulate(at), spent + least
        late = np.maximum(0.0, of.due_hours[problem.closes] - done[problem.closes])
        dollars = overdue * float(late.sum()) + idle * float(spent[-1] - done[-1])
        slope = np.full(len(spent), idle * hours)
        slope[clear[-1] + 1 :] = 0.0
        for close, missing in zip(problem.closes.tolist(), late.tolist(), strict=True):
            if missing > 0.0:
                slope[clear[close] + 1 : close + 1] -= overdue * hours
        return dollars, Tangent(dollars - float(slope @ effort), slope)

    def _touch(self, effort: Floats) -> float:
        """Add the tangents at an effort; returns what all of it costs there."""
        total = 0.0
        for i, own in enumerate(effort):
            dollars, tangent = self._tangent(i, own)
            self.tangents[i].append(tangent)
            total += dollars
        return total

    def _mixed(self, middle: Floats) -> Mixture | None:
        """The cheapest mixture once its tangents touch."""
        within = middle - STEP, middle + STEP
        mixture = None
        for _ in range(TANGENTS):
            mixture = cheapest_mixture(self.columns, self.tangents, self.due, within)
            if mixture is None or not self.tangents:
                return mixture
            effort = sum(
                share * column.effort
                for share, column in zip(mixture.shares, self.columns, strict=True)
            )
            known = sum(max(t.at(effort[i]) for t in cuts) for i, cuts in enumerate(self.tangents))
            if self._touch(effort) - known < CLOSE:
                break
        return mixture

    def _worth(self, mixture: Mixture) -> WorthOfWork:
        """The prices that a mixture gives."""
        constant, slopes = 0.0, []
        for cuts, weights in zip(self.tangents, mixture.weights, strict=True):
            kept = np.maximum(weights, 0.0)
            kept /= kept.sum()
            constant += sum(w * t.constant for w, t in zip(kept, cuts, strict=False))
            slopes.append(sum(w * t.slope for w, t in zip(kept, cuts, strict=False)))
        return WorthOfWork(constant, tuple(slopes), mixture.rewards)

    def _marginal(self, worth: WorthOfWork) -> Floats:
        """Dollars that one more head adds to each row and slot."""
        counts = self.state.counts
        marginal = counts.price().copy()
        for i, slope in enumerate(worth.slopes):
            marginal[counts.counted + i] = slope
        return marginal

    # ---- the cheapest week at given prices ------------------------------------------------

    def _cheapest(self, worth: WorthOfWork) -> float:
        """The bound at these prices; the week behind it joins the mixture."""
        state, pricer, person = self.state, self.pricer, self.person
        pricer.price(self._marginal(worth), worth.rewards)
        for kind in (REST, MEAL):
            pricer.pause_prices[:, kind][self.fixed != FREE] = NEVER
        pricer.price_shifts(self.fixed)
        best, kept = self._shift_costs()
        late, early = self.duties
        shares, csr_id = state.shares, self.key[0]
        best += shares.evening_rate(csr_id, late) * person.late
        best += shares.early_rate(csr_id, early) * person.early
        before, after = state.neighbours(self.key)
        dollars, pricer.chosen[:] = pricer.choose_days(
            self.patterns, self.pattern_costs, before, after, best
        )
        if dollars >= NEVER / 2:
            return np.inf
        # the tangent of k (k - 1) / 2 evenings that touches at these and at one more
        dollars -= shares.evening_price * late * (late + 1) / 2
        dollars -= shares.early_price * early * (early + 1) / 2
        doing, shifts = pricer.lay_out(self.fixed, self.codes)
        pricer.fill(shifts, self.fixed, doing)
        same = kept & (pricer.chosen == self.old.chosen)
        doing[same] = self.old.doing[same]
        effort, first = self.effort(doing), len(person.channels)
        programs = np.array([float((doing == first + j).sum()) for j in range(len(self.due))])
        own = dollars + float(worth.rewards @ programs)
        own -= sum(float(s @ e) for s, e in zip(worth.slopes, effort, strict=True))
        self.columns.append(WeekColumn(own, effort, programs))
        return self.others + worth.constant + dollars + float(worth.rewards @ self.due)

    def _shift_costs(self) -> tuple[Floats, Bools]:
        """Dollars of each shift at the last prices, told of or as it was; and days kept so."""
        pricer, person, old = self.pricer, self.person, self.old
        told = self.state.scenario.prices.changed_day
        best, kept = pricer.best.copy(), np.zeros(len(old.chosen), dtype=np.bool_)
        for d in np.flatnonzero(old.chosen >= 0).tolist():
            option = old.chosen[d]
            as_it_was = self._as_it_was(d) + float(person.option_costs[option])
            kept[d] = as_it_was < best[option] + told
            best[option] = as_it_was if kept[d] else best[option] + told
        return best, kept

    def _as_it_was(self, day: int) -> float:
        """Dollars of the inside of a day as it was, NEVER where that is not legal any more."""
        pricer, person, doing = self.pricer, self.person, self.old.doing[day]
        sits, base = self.fixed[day] != FREE, pricer.activities
        if (sits != (doing >= base + PAUSE_KINDS)).any() or (
            doing[sits] != self.codes[day][sits]
        ).any():
            return NEVER
        total = person.change_price * count_changes(self.old.doing[day : day + 1], base)
        for slot in np.flatnonzero(doing >= 0).tolist():
            code = int(doing[slot])
            if code < base:
                total += pricer.prices[day, code, slot]
            elif code < base + PAUSE_KINDS:
                total += pricer.pause_prices[day, code - base, slot]
            else:
                total += person.meeting_base[day, slot]
        return float(min(total, NEVER))

    def _duties(self, chosen: Ints) -> tuple[int, int]:
        """Evenings and early starts of these shifts."""
        at = chosen[chosen >= 0]
        return int(self.person.late[at].sum()), int(self.person.early[at].sum())
