"""Rules that no kernel knows, kept while the search goes on from a roster that keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scheduler.domain.roster import Roster
from scheduler.rostering.local_search.state import RosterState, Snapshot
from scheduler.rostering.problem.assignment import Key, segments
from scheduler.rules.base import Rule


class RuleScreen:
    """Turns back what breaks one of these rules, person by person where it names one."""

    def __init__(self, state: RosterState, rules: Sequence[Rule]) -> None:
        self.state, self.rules = state, rules

    def accepts(self, keys: Iterable[Key]) -> bool:
        """Whether the rules have nothing against the weeks of these people."""
        names = {csr_id for csr_id, _ in keys}
        return not self._named(self._roster_of(names)) & names

    def turn_back(self, before: Snapshot) -> None:
        """After a burst: whoever breaks a rule gets the weeks from before; else everybody."""
        state = self.state
        roster = state.roster()
        guilty = self._named(roster)
        if not guilty:
            return
        own = {key: plan for key, plan in before.plans.items() if key[0] in guilty}
        sittings = {key: before.sittings[key] for key in own}
        if all(sittings[key] == state.sittings[key] for key in own):
            Snapshot(own, sittings, frozenset(state.excused)).restore(state)
            if not self._named(state.roster()):
                return
        before.restore(state)

    def _named(self, roster: Roster) -> set[str]:
        """Whom the rules name, "" for nobody in particular."""
        scenario = self.state.scenario
        return {v.csr_id for rule in self.rules for v in rule.check(scenario, roster)}

    def _roster_of(self, names: set[str]) -> Roster:
        state, per_day = self.state, self.state.problem.slots_per_day
        return Roster.of(
            segment
            for key, plan in state.plans.items()
            if key[0] in names
            for segment in segments(state.problem.persons[key], plan, per_day)
        )
