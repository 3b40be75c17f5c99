"""Small centres drawn by lot: whatever a scenario may hold, in every mixture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import numpy as np

from scheduler.domain.demand import ALL, Deferrable, Joint, Requirement, Requirements
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import (
    Contract,
    Csr,
    Meeting,
    Pin,
    Program,
    Request,
    Scenario,
    Span,
    TimeOff,
)
from scheduler.domain.settings import Labour, Pay, Prices
from scheduler.objective.allotment import with_heads
from tests.small_centres import MONDAY, csr, small_centre

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class Draw:
    """How large a centre may be, and what it may hold."""

    minutes: tuple[int, ...] = (60, 30)
    days: tuple[int, ...] = (1, 2, 3)
    people: tuple[int, ...] = (2, 3, 4)
    meetings: bool = True
    programs: bool = True
    email: bool = True
    beyond_the_engine: bool = True  # prices that the search leaves to the recomputed objective
    past: bool = True


def centre(seed: int, draw: Draw = Draw()) -> tuple[Scenario, Requirements]:
    """The centre of one seed, with what is required of it."""
    lot = Random(seed)
    minutes, days = lot.choice(draw.minutes), lot.choice(draw.days)
    hour, spd = 60 // minutes, 24 * 60 // minutes
    opening = _opening(lot, days, hour, draw)
    people = _people(lot, lot.choice(draw.people), days, hour, opening)
    ids = [person.csr_id for person in people]
    first_day = MONDAY + timedelta(days=lot.choice((0, 0, 3, 5)))
    scenario = small_centre(
        days,
        dict.fromkeys(opening, "00:00-24:00"),
        first_day=first_day,
        slot_minutes=minutes,
        interval_minutes=60,
        opening=opening,
        weekly_opening={c: (_hull(spans),) * 7 for c, spans in opening.items()},
        csrs=people,
        volumes=(),
        labour=_labour(lot, len(people), days),
        prices=_prices(lot, draw),
        pay=_pay(lot),
        time_off=tuple(_time_off(lot, ids, days, spd, hour)),
        requests=tuple(_requests(lot, ids, days, spd, hour, draw)),
        meetings=tuple(_meetings(lot, ids, hour)) if draw.meetings else (),
        programs=tuple(_programs(lot, ids, hour)) if draw.programs else (),
        pins=tuple(_days_off(lot, ids, days, spd)),
        past=_past(lot, ids, spd, hour) if draw.past and lot.random() < 0.4 else None,
    )
    if scenario.past is not None:
        # who is on leave cannot prolong a run of days that began before
        scenario = replace(scenario, labour=replace(scenario.labour, min_days_in_a_row=1))
    return scenario, _requirements(lot, scenario)


def some_pins(scenario: Scenario, roster: Roster, seed: int) -> tuple[Pin, ...]:
    """Parts of a roster as pins: activities, shifts and days off."""
    lot = Random(seed)
    kept = lot.sample(roster.segments, min(3, len(roster.segments)))
    pins = [Pin(s.csr_id, s.start, s.end, lot.choice((s.activity, "shift"))) for s in kept]
    spd = scenario.grid.slots_per_day
    busy = {(s.csr_id, s.start // spd) for s in roster.segments}
    person, day = lot.choice(scenario.csrs).csr_id, lot.randrange(scenario.grid.days)
    if (person, day) not in busy:
        pins.append(Pin(person, day * spd, (day + 1) * spd, "off"))
    return (*scenario.pins, *pins)


def _hull(spans: tuple[Span | None, ...]) -> Span | None:
    known = [span for span in spans if span]
    return (min(s for s, _ in known), max(e for _, e in known)) if known else None


def _opening(lot: Random, days: int, hour: int, draw: Draw) -> dict[str, tuple[Span | None, ...]]:
    """Phones always; a desk with shorter hours, email and supervision sometimes."""
    start, end = lot.choice((7, 8)), lot.choice((17, 18, 20))
    closed = lot.randrange(days) if days > 1 and lot.random() < 0.3 else None
    phone = tuple(None if d == closed else (start * hour, end * hour) for d in range(days))
    found = {"phone": phone}
    if lot.random() < 0.5:
        found["desk"] = tuple(p and (p[0] + hour, p[1] - lot.choice((1, 2)) * hour) for p in phone)
    if draw.email and lot.random() < 0.5:
        found["email"] = phone
    if lot.random() < 0.3:
        found["supervision"] = phone
    return found


def _people(
    lot: Random, number: int, days: int, hour: int, opening: dict[str, tuple[Span | None, ...]]
) -> tuple[Csr, ...]:
    queues = [c for c in opening if c != "supervision"]
    contracts = [_contract(lot, days, hour, i) for i in range(2)]
    found = []
    for i in range(number):
        own = {"phone"} | {c for c in queues if lot.random() < 0.6}
        if i == number - 1 and "supervision" in opening:
            own = {"supervision"} | (own if lot.random() < 0.3 else set())
        spoken = lot.choice(("en", "en", "en;es"))
        found.append(csr(f"c{i}", lot.choice(contracts), ";".join(sorted(own)), spoken))
    return tuple(found)


def _contract(lot: Random, days: int, hour: int, number: int) -> Contract:
    """Full days, flexible lengths or long days, on some days of the week."""
    lengths = lot.choice(((8,), (4,), (4, 6), (5, 6, 8), (11,), (7,)))
    owed = lot.randint(1, min(days, 5))
    if lot.random() < 0.1:
        owed = min(7, days + 1)  # more than the horizon may hold
    week = sum(lot.choice(lengths) for _ in range(owed))
    start = lot.choice((6, 7, 8))
    return Contract(
        f"k{number}",
        owed,
        tuple(n * hour for n in lengths),
        week * hour,
        start * hour,
        20 * hour,
        lot.choice((1, hour)),
        lot.choice((hour, max(1, hour // 2))),
        lot.choice((None, None, 2)),
    )


def _labour(lot: Random, people: int, days: int) -> Labour:
    return Labour(
        rest_minutes=lot.choice((10, 10, 20)),
        min_rest_between_shifts_hours=lot.choice((11, 13, 15)),
        max_days_in_a_row=lot.choice((6, 6, 4)),
        min_days_in_a_row=lot.choice((1, 1, 2)) if days > 3 else 1,
        min_days_off_in_a_row=lot.choice((1, 1, 2)) if days > 3 else 1,
        max_overtime_hours=lot.choice((0, 0, 2)),
        overtime_step_minutes=lot.choice((60, 120)),
        seats=people - 1 if lot.random() < 0.15 else None,
        minimum_staff=0 if lot.random() < 0.1 else None,
    )


def _prices(lot: Random, draw: Draw) -> Prices:
    beyond = draw.beyond_the_engine
    return Prices(
        surplus_per_hour=lot.choice((2.0, 7.0)),
        weekend_day=lot.choice((0.0, 5.0)),
        evening_shift=lot.choice((0.0, 4.0)) if beyond else 0.0,
        moving_start_per_hour=lot.choice((0.0, 3.0)) if beyond else 0.0,
    )


def _pay(lot: Random) -> Pay:
    return Pay(
        evening_premium_per_hour=lot.choice((0.0, 1.5)),
        evening_from=lot.choice((16, 18)) * 60,
        weekend_premium_per_hour=lot.choice((0.0, 2.0)),
    )


def _time_off(lot: Random, ids: list[str], days: int, spd: int, hour: int) -> list[TimeOff]:
    found = []
    for person in ids:
        day = lot.randrange(days) * spd
        if lot.random() < 0.2:
            found.append(TimeOff(person, day, day + spd, "leave", True))
        elif lot.random() < 0.25:
            start = day + lot.randint(8, 15) * hour
            found.append(TimeOff(person, start, start + lot.randint(1, 3) * hour, "leave", True))
    return found


def _requests(
    lot: Random, ids: list[str], days: int, spd: int, hour: int, draw: Draw
) -> list[Request]:
    found = []
    for _ in range(lot.randint(0, 3)):
        day, start = lot.randrange(days) * spd, lot.randint(7, 15)
        span = day + start * hour, day + (start + lot.randint(1, 4)) * hour
        if lot.random() < 0.3:
            last = lot.choice((spd, spd, 2 * spd)) if draw.beyond_the_engine else spd
            span = day, min(day + last, days * spd)
        kind = lot.choice(("off", "avoid", "prefer"))
        found.append(Request(lot.choice(ids), kind, *span, lot.choice((0.5, 1, 3))))
    return found


def _meetings(lot: Random, ids: list[str], hour: int) -> list[Meeting]:
    found = []
    for i in range(lot.randint(0, 2)):
        there = tuple(lot.sample(ids, lot.randint(1, len(ids))))
        first = lot.randint(8, 12)
        last = first + lot.randint(1, 5)
        slots = lot.choice((1, max(1, hour // 2), hour))
        weekdays = lot.choice((EVERY_DAY, frozenset({0, 3, 5})))
        found.append(
            Meeting(f"m{i}", "Team", there, slots, lot.randint(1, 3), weekdays, first * hour,
                    last * hour)
        )  # fmt: skip
    return found


def _programs(lot: Random, ids: list[str], hour: int) -> list[Program]:
    found = []
    for i in range(lot.randint(0, 2)):
        there = tuple(lot.sample(ids, lot.randint(1, len(ids))))
        slots, block = lot.randint(1, 2 * hour + 1), lot.randint(1, max(1, hour))
        first = lot.randint(7, 11)
        found.append(
            Program(f"p{i}", "Guide", there, slots, block, EVERY_DAY, first * hour,
                    (first + 8) * hour)
        )  # fmt: skip
    return found


def _days_off(lot: Random, ids: list[str], days: int, spd: int) -> list[Pin]:
    if days < 5 or lot.random() < 0.7:
        return []
    day = lot.randrange(days) * spd
    return [Pin(lot.choice(ids), day, day + spd, "off")]


def _past(lot: Random, ids: list[str], spd: int, hour: int) -> Roster:
    """Shifts of the week before, some of them late on its last evening."""
    found = []
    for person in ids:
        for day in range(-7, 0):
            if lot.random() < 0.4:
                start = day * spd + lot.choice((8, 12, 18)) * hour
                found.append(Segment(person, start, start + 4 * hour, "phone", True))
    return Roster.of(found)


def _requirements(lot: Random, scenario: Scenario) -> Requirements:
    """Heads required in every hour, less than there are people; email arriving each morning."""
    grid, people = scenario.grid, len(scenario.csrs)
    hour, spd = grid.slots_per_interval, grid.slots_per_day
    rows = []
    keys = [("phone", ALL), ("desk", ALL), ("phone", "es")]
    for channel, language in keys:
        most = people - 1 if (channel, language) == ("phone", ALL) else 1
        for day, span in enumerate(scenario.opening.get(channel, ())):
            for start in range(*span, hour) if span else ():
                at, need = day * spd + start, lot.randint(0, most)
                end = min(at + hour, day * spd + (span[1] if span else 0))
                rows.append(Requirement(at, end, channel, language, 1, 1, 1, need))
    supervisors = np.zeros(grid.slots, dtype=np.int64)
    for day, span in enumerate(scenario.opening.get("supervision", ())):
        if span:
            supervisors[day * spd + span[0] : day * spd + span[1]] = lot.randint(0, 2)
    works: tuple[Deferrable, ...] = ()
    if "email" in scenario.opening:
        morning = np.arange(grid.slots) % spd == 9 * hour
        arrived = np.cumsum(np.where(morning, lot.choice((0.5, 1.5, 4.0)), 0.0)) + lot.choice(
            (0.0, 1.0)
        )
        wait = lot.choice((4, 24)) * hour
        due = np.concatenate([np.zeros(wait), arrived[:-wait]])[: grid.slots]
        works = (Deferrable("email", arrived, due, due),)
    return Requirements(grid.slots, tuple(rows), works, supervisors)


def with_choice(scenario: Scenario, requirements: Requirements, seed: int) -> Requirements:
    """Heads of the phones, and of Spanish on them, a choice over the horizon."""
    lot = Random(seed)
    joint = []
    for key in (("phone", ALL), ("phone", "es")):
        rows = [row for row in requirements.rows if (row.channel, row.language) == key]
        least = np.array([max(0, row.required - lot.randint(0, 1)) for row in rows])
        gains = np.array([sorted(lot.choices(range(1, 9), k=3), reverse=True) for _ in rows])
        answered = np.cumsum(gains, axis=1)
        starts, ends = (np.array([getattr(row, n) for row in rows]) for n in ("start", "end"))
        chosen = np.array([lot.randint(0, 2) for _ in rows])
        heads = least[:, None] + np.arange(3)
        at = np.arange(len(rows))
        taken = int(((ends - starts) * heads[at, chosen]).sum())
        joint.append(
            Joint(
                key, starts, ends, heads, answered, chosen,
                wanted=int(answered[at, chosen].sum()), most=taken + lot.choice((0, 1, 4)),
                added=np.array([lot.choice((0, 0, 1)) for _ in rows]),
            )
        )  # fmt: skip
    given = {each: each.of_fewest(each.required) for each in joint}
    return with_heads(scenario, replace(requirements, joint=tuple(joint)), given)


def with_pins(scenario: Scenario, roster: Roster, seed: int) -> Scenario:
    """The centre with parts of a roster pinned."""
    return replace(scenario, pins=some_pins(scenario, roster, seed))
