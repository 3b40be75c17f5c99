"""One person's week priced: what every shift costs at the prices of heads, and a plan by itself."""

from __future__ import annotations

from scheduler.domain.duties import Duties
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.pricing.steady_week import cost_of_rests, start_range
from scheduler.rostering.pricing.week_prices import count_changes, own_cost
from scheduler.rostering.problem.activity_codes import END, FREE, MEAL, PAID, REST, START
from scheduler.rostering.problem.arrays import NEVER, Floats, Ints
from scheduler.rostering.problem.assignment import Key, Plan


def price_shifts_of(state: RosterState, key: Key, noise: Floats | None = None) -> tuple[Ints, Ints]:
    """Price every shift of a week that is not placed; returns slots and codes of sittings."""
    pricer = state.pricers[key]
    marginal = state.counts.price()
    if noise is not None:
        marginal = marginal + noise
    pricer.price(marginal, state.rewards[key])
    fixed, codes = state.fixed(key)
    pricer.pause_prices[:, REST][fixed != FREE] = NEVER
    pricer.pause_prices[:, MEAL][fixed != FREE] = NEVER
    pricer.price_shifts(fixed, state.dearness)
    return fixed, codes


def make_plan(
    state: RosterState, key: Key, doing: Ints, chosen: Ints, day_sets: tuple[Ints, Floats]
) -> Plan:
    """The week with these shifts and activities, and what it costs by itself.

    `day_sets` are the legal sets of working days with their dollars (`RosterState.patterns`).
    """
    person = state.problem.persons[key]
    patterns, pattern_costs = day_sets
    worked = [d for d in range(len(chosen)) if chosen[d] >= 0]
    paid = sum(int(person.options[chosen[d], PAID]) for d in worked)
    pattern = sum(1 << d for d in worked)
    personal = sum(float(person.option_requests[chosen[d]]) for d in worked)
    own = own_cost(doing, person.base, person.pause_base, person.meeting_base)
    own += sum(float(person.option_costs[chosen[d]]) for d in worked)
    own += float(pattern_costs[patterns == pattern][0])
    own += person.overtime_price * (paid - person.target)
    first_start, last_start = start_range(person.options, chosen)
    spread = float(person.spread_costs[last_start - first_start])
    own += spread
    personal += spread
    spd, first = state.problem.slots_per_day, person.days[0]
    own += cost_of_rests(person.options, chosen, spd, person.before, person.rest_costs)
    own += person.change_price * count_changes(doing, person.base.shape[1])
    own += person.published.dollars(doing)
    d0, d1 = worked[0], worked[-1]
    duties = Duties(
        (pattern & person.weekend).bit_count(),
        int(person.late[chosen[worked]].sum()),
        int(person.early[chosen[worked]].sum()),
    )
    return Plan(
        doing,
        chosen,
        own,
        (first + d0) * spd + int(person.options[chosen[d0], START]),
        (first + d1) * spd + int(person.options[chosen[d1], END]),
        pattern,
        duties,
        personal,
    )
