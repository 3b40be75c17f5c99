"""Stints that something cuts at one end, and that could be whole at the other.

Such a stint keeps the rule `least_stint`, and nobody likes it: a quarter of an hour at the desk
between a meeting and program time. Search and finish price a week by its slots and do not see it.
At the end two people exchange what they do for a while, or one does something else, wherever that
leaves fewer of these stints for next to nothing and breaks no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import OFFLINE, PAUSES, Roster, Segment, Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.stint_lengths import MEETING, Stint, chopped_stints, short_stints
from scheduler.objective.allotment import allotted
from scheduler.objective.price import price
from scheduler.rules import RULES

Day = tuple[str, int]  # a person's day
Doing = dict[int, tuple[str, bool]]  # activity of each slot of a shift, and whether it is paid
WHOLE_DOLLARS = 1.0  # what one such stint less may cost: no slot without a head
MOST_PRICED = 10_000  # rosters priced, times people: some seconds in any centre
REACH_MINUTES = 150  # from a stint to either end of an exchange
NOTHING = ("", True)


def with_whole_stints(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    stop: Callable[[], bool] = lambda: False,
) -> Roster:
    """The roster with fewer chopped stints, where each costs a dollar at the most."""
    mending = StintMending(scenario, requirements, roster)
    while not stop() and mending.mend_next():
        pass
    return mending.roster


class StintMending:
    """A roster whose chopped stints go one by one, for as long as there is work allowed."""

    def __init__(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> None:
        self.scenario, self.requirements, self.roster = scenario, requirements, roster
        self._rules = [rule.from_scenario(scenario) for rule in RULES]
        self._left = MOST_PRICED // max(1, len(scenario.csrs))
        self._dollars = self._price(roster)
        self._given_up: set[tuple[str, int]] = set()
        self._shifts = self._gathered()

    def _gathered(self) -> dict[Day, Shift]:
        shifts = self.roster.merged_shifts(self.scenario.grid.slots_per_day)
        return {(c, s.day): s for c, own in shifts.items() for s in own if c in self.scenario.csr}

    def _price(self, roster: Roster) -> float:
        asked = allotted(self.scenario, self.requirements, roster)
        return price(self.scenario, asked, roster).total

    def _chopped(self, shift: Shift) -> list[Stint]:
        return list(chopped_stints(self.scenario, self.scenario.csr[shift.csr_id], shift))

    def mend_next(self) -> bool:
        """Try the next stint that was not given up; False where there is none."""
        now = self.scenario.now or 0
        for day, shift in sorted(self._shifts.items()):
            for stint in self._chopped(shift):
                place = day[0], stint.start
                if place in self._given_up or shift.start < now:
                    continue
                if not self._mend(day, stint):
                    self._given_up.add(place)
                return self._left > 0
        return False

    def _mend(self, day: Day, stint: Stint) -> bool:
        return any(self._take(changed) for changed in self._changes(day, stint))

    def _take(self, changed: dict[Day, Doing]) -> bool:
        """Whether the change is a good one; it is made then."""
        shifts = [_shift(day, doing) for day, doing in changed.items()]
        fewer = self._fewer(shifts)
        if fewer <= 0 or self._left <= 0:
            return False
        self._left -= 1
        day = self.scenario.grid.day
        kept = (s for s in self.roster.segments if (s.csr_id, day(s.start)) not in changed)
        roster = Roster.of((*kept, *(s for shift in shifts for s in shift.segments)))
        dollars = self._price(roster)
        if dollars > self._dollars + WHOLE_DOLLARS * fewer:
            return False
        if any(v for rule in self._rules for v in rule.check(self.scenario, roster)):
            return False
        self.roster, self._dollars = roster, dollars
        self._shifts = self._gathered()
        return True

    def _fewer(self, shifts: Iterable[Shift]) -> int:
        """Chopped stints less than now; 0 where a stint is too short or more channels touch."""
        fewer = touching = 0
        for shift in shifts:
            now, csr = self._shifts[shift.csr_id, shift.day], self.scenario.csr[shift.csr_id]
            touching += self._touching(shift) - self._touching(now)
            if any(short_stints(self.scenario, csr, shift)):
                return 0
            fewer += len(self._chopped(now)) - len(self._chopped(shift))
        return 0 if touching > 0 else fewer

    def _touching(self, shift: Shift) -> int:
        """Changes from one channel to another with nothing between them."""
        channels = self.scenario.opening
        pairs = pairwise(segment.activity for segment in shift.segments)
        return sum(a in channels and b in channels for a, b in pairs)

    # ---- what may be changed ------------------------------------------------------------

    def _changes(self, day: Day, stint: Stint) -> list[dict[Day, Doing]]:
        """Changes of one day or of two, each once, those of the fewest slots first."""
        csr, doing = self.scenario.csr[day[0]], _doing(self._shifts[day])
        found = [{day: other} for other in _alone(csr, doing, stint)]
        for other, shift in sorted(self._shifts.items()):
            if other[1] == day[1] and other != day:
                colleague, theirs = self.scenario.csr[other[0]], _doing(shift)
                shared = csr.channels & colleague.channels
                for one, two in self._exchanged(doing, theirs, shared, stint):
                    found.append({day: one, other: two})
        return sorted(found, key=self._moved)

    def _moved(self, changed: dict[Day, Doing]) -> int:
        """How many slots differ from now."""
        return sum(
            doing[slot] != now[slot]
            for day, doing in changed.items()
            for now in [_doing(self._shifts[day])]
            for slot in doing
        )

    def _exchanged(
        self, doing: Doing, theirs: Doing, shared: frozenset[str], stint: Stint
    ) -> Iterator[tuple[Doing, Doing]]:
        """Two people do each other's channels from a time to another, with the stint between."""
        reach = self.scenario.grid.slots_up(REACH_MINUTES)
        turns = sorted(_turns(doing) | _turns(theirs))
        seen = set()
        for start in (t for t in turns if stint.start - reach <= t <= stint.start):
            for end in (t for t in turns if stint.end <= t <= stint.end + reach):
                slots = tuple(
                    t
                    for t in range(start, end)
                    if doing.get(t, NOTHING) != theirs.get(t, NOTHING)
                    and doing.get(t, NOTHING)[0] in shared
                    and theirs.get(t, NOTHING)[0] in shared
                )
                if slots and slots not in seen:
                    seen.add(slots)
                    one = {**doing, **{t: theirs[t] for t in slots}}
                    yield one, {**theirs, **{t: doing[t] for t in slots}}


def _alone(csr: Csr, doing: Doing, stint: Stint) -> Iterator[Doing]:
    """The stint on another channel; a block of a program beside it on its other side."""
    own = [t for t in range(stint.start, stint.end) if doing[t][0] == stint.channel]
    for channel in sorted(csr.channels - {stint.channel}):
        yield {**doing, **dict.fromkeys(own, (channel, True))}
    for side in (-1, 1):
        yield from _past_program(doing, stint, side)


def _past_program(doing: Doing, stint: Stint, side: int) -> Iterator[Doing]:
    """A block of a program that touches the stint trades places with it.

    Behind the block its slots go on with the channel there, or stay what they were.
    """
    at = stint.end if side > 0 else stint.start - 1
    name, far = doing.get(at, NOTHING)[0], at
    while name and doing.get(far, NOTHING)[0] == name:
        far += side
    span = range(stint.start, far) if side > 0 else range(stint.end - 1, far, -1)
    if not name.startswith(OFFLINE) or any(doing[t][0] in PAUSES for t in span):
        return
    block = abs(far - at)
    for channel in sorted({stint.channel, _beyond(doing, far, side)} - {""}):
        new = [(name, True)] * block + [(channel, True)] * (len(span) - block)
        yield {**doing, **dict(zip(span, new, strict=True))}


def _beyond(doing: Doing, slot: int, side: int) -> str:
    """The channel next worked from a slot on, pauses passed over; empty where it is none."""
    while doing.get(slot, NOTHING)[0] in PAUSES:
        slot += side
    name = doing.get(slot, NOTHING)[0]
    return "" if name.startswith((OFFLINE, MEETING)) else name


def _turns(doing: Doing) -> set[int]:
    """Slots at which something begins or ends."""
    return {t for t in (*doing, max(doing) + 1) if doing.get(t) != doing.get(t - 1)}


def _doing(shift: Shift) -> Doing:
    return {t: (s.activity, s.paid) for s in shift.segments for t in range(s.start, s.end)}


def _shift(day: Day, doing: Doing) -> Shift:
    """The shift of slots in order; what touches and is alike is one segment."""
    found = []
    for (activity, paid), run in groupby(sorted(doing), key=doing.__getitem__):
        slots = list(run)
        found.append(Segment(day[0], slots[0], slots[-1] + 1, activity, paid))
    return Shift(day[0], day[1], tuple(found))
