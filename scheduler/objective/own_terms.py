"""Rosters that differ in the weeks of a few people: priced by what can have changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective import terms_of
from scheduler.objective.activity_changes import ActivityChanges
from scheduler.objective.allotment import allotted
from scheduler.objective.changed_days import ChangedDays
from scheduler.objective.changes import Changes
from scheduler.objective.fairness import Fairness
from scheduler.objective.late_shifts import LateShifts
from scheduler.objective.missed_meetings import MissedMeetings
from scheduler.objective.moving_starts import MovingStarts
from scheduler.objective.pay_beyond_contract import PayBeyondContract
from scheduler.objective.price import Terms, terms_with_hours
from scheduler.objective.requests import RefusedRequests
from scheduler.objective.short_rests import ShortRests
from scheduler.objective.single_days_off import SingleDaysOff
from scheduler.objective.term import Term
from scheduler.objective.usual_starts import UsualStarts
from scheduler.rules.own_rules import of_people

# Terms that are a sum over people, each by their own weeks. Others are priced on everybody.
OF_ONE_PERSON: frozenset[type[Term]] = frozenset([
    ActivityChanges, ChangedDays, Changes, Fairness, LateShifts, MissedMeetings, MovingStarts,
    PayBeyondContract, RefusedRequests, ShortRests, SingleDaysOff, UsualStarts,
])  # fmt: skip
# Terms whose prices compare people, so that they need to know all of them
OF_EVERYBODY: frozenset[type[Term]] = frozenset([RefusedRequests])


@dataclass(frozen=True, eq=False)
class NearPrices:
    """A roster from which others are priced by the people who differ.

    `requirements` may have joint targets; each roster is counted against the choice that
    suits it best.
    """

    scenario: Scenario
    requirements: Requirements
    roster: Roster

    @cached_property
    def terms(self) -> Terms:
        """Every term of the roster itself."""
        scenario, roster = self.scenario, self.roster
        asked = allotted(scenario, self.requirements, roster)
        found = {t.name: t.price(scenario, asked, roster) for t in terms_of(scenario)}
        return terms_with_hours(scenario, asked, roster, found)

    def of(self, roster: Roster, people: Collection[str], world: Scenario | None = None) -> Terms:
        """Every term of a roster in which only the weeks of these people differ.

        `world` is the scenario in which it is priced, where that differs too: in what these
        people may do.
        """
        world = self.scenario if world is None else world
        asked = allotted(world, self.requirements, roster)
        before, after = self.roster.of_people(people), roster.of_people(people)
        few, few_then = of_people(self.scenario, people), of_people(world, people)
        found: dict[str, float] = {}
        for term in terms_of(self.scenario):
            if type(term) not in OF_ONE_PERSON:
                found[term.name] = term.price(world, asked, roster)
                continue
            everybody = type(term) in OF_EVERYBODY
            was = term.price(self.scenario if everybody else few, asked, before)
            becomes = term.price(world if everybody else few_then, asked, after)
            found[term.name] = self.terms[term.name] + becomes - was
        return terms_with_hours(world, asked, roster, found)

    def at(self, roster: Roster, terms: Terms) -> NearPrices:
        """The same from another roster, whose terms are known."""
        found = NearPrices(self.scenario, self.requirements, roster)
        found.__dict__["terms"] = terms
        return found
