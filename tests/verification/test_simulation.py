"""The simulation of a roster: who serves whom, when people leave, what waits."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Volume
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service, Simulation
from scheduler.staffing.requirements import require
from scheduler.staffing.service import projected_service
from scheduler.verification.draws import Chance, Empirical, Exponential, Lognormal
from scheduler.verification.event_loop import run
from scheduler.verification.floor import floor_of
from scheduler.verification.replication import (
    ABANDONED,
    ANSWERED,
    IN_TIME,
    OFFERED,
    WAIT,
    PlayedContacts,
    ReplicationFrame,
    Staff,
)
from scheduler.verification.routing import RoutingRules, preference, scarcest_first
from scheduler.verification.simulated import Simulated
from scheduler.verification.simulation import simulate
from tests.small_centres import at, csr, roster, shift, small_centre

STEADY = Chance(day_cv=0)
NEVER = math.inf


def moves(people: int, *rows: tuple[float, int, int], serves: list[list[int]]) -> Staff:
    time, person, group = (np.array(column) for column in zip(*rows, strict=True))
    return Staff(
        people, time.astype(float), person, group, np.array(serves, dtype=bool),
        np.zeros(len(serves), dtype=np.int64),
    )  # fmt: skip


def played(
    staff: Staff, *rows: tuple[float, int, float, float], within: float = 20, done: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts by kind, busy and overrun seconds of contacts (arrival, kind, service, patience)."""
    arrival, kind, service, patience = (np.array(c, dtype=float) for c in zip(*rows, strict=True))
    kinds = staff.serves.shape[1]
    frame = ReplicationFrame(1, 10_000, 1, np.full(kinds, within), np.full(kinds, done))
    seen = run(PlayedContacts(arrival, kind.astype(np.int64), service, patience), staff, frame)
    return seen.counts[0], seen.busy_s[0], seen.overrun_s[0]


def test_first_come_first_served() -> None:
    # One person; calls at 0, 10, 20 s of 30 s each: waits 0, 20 and 40 s.
    staff = moves(1, (0, 0, 0), serves=[[1]])
    counts, busy, _ = played(staff, (0, 0, 30, NEVER), (10, 0, 30, NEVER), (20, 0, 30, NEVER))
    assert counts[0, [OFFERED, ANSWERED, IN_TIME, WAIT]].tolist() == [3, 3, 2, 60]
    assert busy.tolist() == [90]


def test_who_gives_up_is_not_served() -> None:
    # The second gives up after 5 s; the third is answered at 30 s, 10 s after it came.
    staff = moves(1, (0, 0, 0), serves=[[1]])
    counts, busy, _ = played(staff, (0, 0, 30, NEVER), (10, 0, 30, 5), (20, 0, 30, NEVER))
    assert counts[0, [ANSWERED, ABANDONED, WAIT]].tolist() == [2, 1, 15]
    assert busy.tolist() == [60]


def test_a_call_in_progress_is_finished_first() -> None:
    # The person leaves at 20 s in a call until 30 s: 10 s of overrun, and nobody for the next.
    staff = moves(1, (0, 0, 0), (20, 0, -1), serves=[[1]])
    counts, busy, overrun = played(staff, (0, 0, 30, NEVER), (10, 0, 30, 1000))
    assert counts[0, [ANSWERED, ABANDONED]].tolist() == [1, 1]
    assert (busy.tolist(), overrun.tolist()) == ([30], [10])


def test_who_is_called_back_in_the_same_call_was_there_all_the_time() -> None:
    """Away from 10 to 20 s on paper, in one call until 30 s: busy 30, ten of it overrun."""
    staff = moves(1, (0, 0, 0), (10, 0, -1), (20, 0, 0), serves=[[1]])
    counts, busy, overrun = played(staff, (0, 0, 30, NEVER))
    assert counts[0, ANSWERED] == 1
    assert (busy.tolist(), overrun.tolist()) == ([30], [10])


def test_who_returns_serves_who_waits() -> None:
    staff = moves(1, (0, 0, 0), (20, 0, -1), (100, 0, 0), serves=[[1]])
    counts, _, _ = played(staff, (0, 0, 30, NEVER), (10, 0, 30, NEVER))
    assert counts[0, WAIT] == 90


def test_bilingual_people_are_spared() -> None:
    # Group 0 takes both kinds, group 1 kind 0 only: kind 0 goes to group 1 first, so that
    # the bilingual one is free for kind 1, which nobody else can take.
    staff = moves(2, (0, 0, 0), (0, 1, 1), serves=[[1, 1], [1, 0]])
    groups = preference(staff)[:, :, 0]
    assert groups.tolist() == [[1, 0], [0, -1]]
    counts, _, _ = played(staff, (1, 0, 50, NEVER), (2, 1, 50, NEVER))
    assert counts[:, WAIT].tolist() == [0, 0]


def test_the_rarer_of_two_languages_is_spared() -> None:
    # Kind 0 is everybody's, kind 1 has two speakers, kind 2 one: kind 0 goes to a speaker of
    # kind 1, and of the two to the one who has been free the longest, from 0 s and not from 5.
    serves = [[1, 0, 1], [1, 1, 0]]
    staff = moves(3, (0, 0, 0), (0, 1, 1), (5, 2, 1), serves=serves)
    order = preference(staff)
    assert order[0, :, 0].tolist() == [1, 0]
    assert order[0, 0, 1] < order[0, 1, 1]
    counts, _, _ = played(
        staff, (10, 0, 50, NEVER), (11, 0, 50, NEVER), (12, 2, 50, NEVER), (13, 1, 50, NEVER)
    )
    assert counts[:, WAIT].tolist() == [0, 47, 0]  # kind 1 waits until 60 s


def test_alike_groups_share_by_who_is_free_the_longest() -> None:
    # Two languages of one speaker each: the one free since 0 s takes the first call.
    staff = moves(2, (5, 0, 0), (0, 1, 1), serves=[[1, 1, 0], [1, 0, 1]])
    order = preference(staff)
    assert order[0, 0, 1] == order[0, 1, 1]
    counts, _, _ = played(staff, (10, 0, 50, NEVER), (11, 1, 50, NEVER))
    assert counts[:, WAIT].tolist() == [0, 0, 0]


def test_a_bilingual_person_takes_who_has_waited_longest() -> None:
    # Busy until 30 s; kind 1 came at 10 s, kind 0 at 20 s: served in that order.
    staff = moves(1, (0, 0, 0), serves=[[1, 1]])
    counts, _, _ = played(staff, (0, 0, 30, NEVER), (10, 1, 30, NEVER), (20, 0, 30, NEVER))
    assert counts[:, WAIT].tolist() == [40, 20]


def test_a_rare_language_can_come_first() -> None:
    # As before, but kind 0 has two people and kind 1 one: its contact comes first, whoever waits.
    staff = moves(2, (0, 0, 0), (0, 1, 1), serves=[[1, 1], [1, 0]])
    assert scarcest_first(staff).tolist() == [1, 0]
    frame = ReplicationFrame(1, 10_000, 1, np.full(2, 20.0), np.full(2, False))
    rules = RoutingRules.of(staff, rank=scarcest_first(staff))
    rows = [(0, 0, 30, NEVER), (0, 0, 99, NEVER), (10, 0, 30, NEVER), (20, 1, 30, NEVER)]
    arrival, kind, service, patience = (np.array(c, dtype=float) for c in zip(*rows, strict=True))
    # Who speaks both is in the longer call of the two, until 99 s: kind 1 goes before kind 0.
    calls = PlayedContacts(arrival, kind.astype(np.int64), service, patience)
    assert run(calls, staff, frame, rules=rules).counts[0, :, WAIT].tolist() == [20, 79]
    alone = moves(1, (0, 0, 0), serves=[[1, 1]])
    ranked = RoutingRules.of(alone, rank=np.array([1, 0]))
    late = PlayedContacts(
        *(np.array(c) for c in ([0.0, 10, 20], [0, 0, 1], [30.0] * 3, [NEVER] * 3))
    )
    assert run(late, alone, frame, rules=ranked).counts[0, :, WAIT].tolist() == [50, 10]


def test_mail_is_in_time_when_it_is_done() -> None:
    # Answered after 0 and 30 s, done after 30 and 50 s: within 40 s the first alone.
    staff = moves(1, (0, 0, 0), serves=[[1]])
    counts, _, _ = played(staff, (0, 0, 30, NEVER), (0, 0, 20, NEVER), within=40, done=True)
    assert counts[0, [OFFERED, IN_TIME]].tolist() == [2, 1]


def hour(
    volume: float, language: str = "en", channel: str = "phone", start: str = "08:00"
) -> Volume:
    return Volume(at(0, start), at(0, start) + 4, channel, language, volume, 180)


def simulated(
    scenario: Scenario, people: Roster, *volumes: Volume, replications: int = 60, **options: object
) -> Simulated:
    return simulate(
        scenario,
        require(scenario, volumes),
        people,
        replications,
        chance=STEADY,
        **options,  # type: ignore[arg-type]
    )


def staffed(people: int) -> Roster:
    return roster(*(shift(f"p{i}", 0, "08:00 phone 17:00") for i in range(people)))


def centre(people: int, languages: str = "en;es", **changes: object) -> Scenario:
    scenario = small_centre(**changes)  # type: ignore[arg-type]
    crew = tuple(csr(f"p{i}", languages=languages, channels="phone;email") for i in range(people))
    return replace(scenario, csrs=crew)


def test_a_flat_day_meets_erlang() -> None:
    # 100 calls/h x 180 s = 5 erlangs, 7 people, nine hours: the projection (steady state)
    # lies in or just above the simulated interval, since a day begins with nobody waiting.
    calls = tuple(hour(100, start=f"{h:02}:00") for h in range(8, 17))
    scenario = centre(7)
    found = simulated(scenario, staffed(7), *calls, replications=300)
    projected = projected_service(scenario, require(scenario, calls), staffed(7))
    steady = next(row for row in found.intervals if row.start == at(0, "12:00"))
    expected = next(row for row in projected if row.start == at(0, "12:00"))
    assert steady.service_level.low - 0.01 <= expected.service_level <= steady.service_level.high
    assert steady.offered == pytest.approx(100, rel=0.03)
    total = found.total("phone")
    assert total.occupancy.mean == pytest.approx(5 / 7, abs=0.02)
    assert total.service_level.low < total.service_level.mean < total.service_level.high


def test_nobody_there_answers_nobody() -> None:
    found = simulated(centre(1), roster(), hour(20))
    assert found.total("phone").service_level.mean == 0
    assert found.total("phone").abandoned.mean == 1


def test_who_waits_at_closing_time_is_sent_away() -> None:
    # One person until 17:00, far too many calls: at the end of the day nobody waits on.
    found = simulated(centre(1), staffed(1), hour(200, start="16:00"))
    total = found.total("phone")
    assert total.abandoned.mean > 0.7
    assert total.waiting == 0


def test_a_pause_is_kept() -> None:
    # Ten calls at the time of the only person's pause: the ones that come then wait for it.
    text = "08:00 phone 10:00 rest 10:15 phone 17:00"
    calls = Volume(at(0, "10:00"), at(0, "10:15"), "phone", "en", 3, 30)
    found = simulated(centre(1), roster(shift("p0", 0, text)), calls)
    assert found.total("phone").service_level.mean < 0.1
    assert found.total("phone").abandoned.mean < 0.05


def test_languages_are_served_by_their_speakers() -> None:
    # Spanish calls wait for the one speaker of five while English ones are answered at once.
    scenario = centre(5)
    crew = tuple(csr(f"p{i}", languages="en;es" if i == 0 else "en") for i in range(5))
    found = simulated(replace(scenario, csrs=crew), staffed(5), hour(20, "en"), hour(15, "es"))
    english, spanish = found.total("phone", "en"), found.total("phone", "es")
    assert english.service_level.mean > 0.95
    assert spanish.service_level.mean < 0.75
    pooled = found.total("phone", ALL)
    assert pooled.offered == pytest.approx(english.offered + spanish.offered)


def test_four_bilingual_of_eight_meet_both_targets() -> None:
    # 96 calls/h, 20 % Spanish, 180 s: pooled Erlang asks for 8 people; 8 with 4 bilingual
    # ones meet 80/20 in both languages, where separate teams would be 6 + 3 = 9.
    volumes = [
        Volume(at(0, f"{h:02}:00"), at(0, f"{h:02}:00") + 4, "phone", language, count, 180)
        for h in range(8, 17)
        for language, count in (("en", 76.8), ("es", 19.2))
    ]
    scenario = centre(8)
    crew = tuple(csr(f"p{i}", languages="en;es" if i < 4 else "en") for i in range(8))
    found = simulated(replace(scenario, csrs=crew), staffed(8), *volumes)
    assert found.total("phone", "en").service_level.low > 0.8
    assert found.total("phone", "es").service_level.low > 0.8


def email_centre(people: int, waiting: float = 0.0) -> Scenario:
    scenario = centre(people, hours={"phone": "08:00-17:00", "email": "08:00-17:00"})
    email = Service("email", "deferrable", within_s=4 * 3600, waiting_hours=waiting)
    return replace(scenario, services={**scenario.services, "email": email})


def test_mail_that_comes_before_opening_waits() -> None:
    # Ten mails at six (30 min of work), one person on email from eight to ten: all done in
    # time, none before eight.
    found = simulated(
        email_centre(1),
        roster(shift("p0", 0, "08:00 email 10:00 phone 17:00")),
        hour(10, channel="email", start="06:00"),
    )
    total = found.total("email")
    assert total.service_level.mean == 1
    assert total.asa_s.mean > 3600
    seven = next(r for r in found.intervals if (r.channel, r.start) == ("email", at(0, "07:00")))
    assert seven.waiting == pytest.approx(10, rel=0.15)
    assert 1.5 < seven.oldest_hours < 2


def test_mail_that_nobody_reads_is_late_or_not_yet_due() -> None:
    # Four hours' deadline, a day of one hour's mail at six and one at 22:00: the first is
    # late, the second is not due before the end and counts nowhere.
    found = simulated(
        email_centre(1),
        roster(),
        hour(10, channel="email", start="06:00"),
        hour(10, channel="email", start="22:00"),
    )
    total = found.total("email")
    assert total.service_level.mean == 0
    assert total.offered == pytest.approx(10, rel=0.15)
    assert total.waiting == pytest.approx(20, rel=0.15)


def test_work_that_waits_at_the_start_is_there() -> None:
    # One hour of work at 180 s is 20 mails.
    found = simulated(
        email_centre(1, waiting=1.0), roster(), hour(1, channel="email", start="12:00")
    )
    first = next(row for row in found.intervals if row.channel == "email")
    assert (first.start, first.waiting) == (0, 20)


def test_the_same_seed_gives_the_same_answer_on_any_workers() -> None:
    scenario, calls = centre(4), hour(50)
    one = simulated(scenario, staffed(4), calls, replications=8)
    with ThreadPoolExecutor(1) as single:
        other = simulated(scenario, staffed(4), calls, replications=8, executor=single)
    assert one.intervals == other.intervals
    assert one.totals != simulated(scenario, staffed(4), calls, replications=8, seed=2).totals


def test_rates_ramp_inside_intervals() -> None:
    # 20, 60 and 100 calls in three hours: a line through the means rises by ten calls a
    # quarter, 5, 15 and 25 calls in the middle of the hours; 60 from nine to ten stay 60.
    calls = tuple(hour(count, start=f"{h:02}:00") for h, count in ((8, 20), (9, 60), (10, 100)))
    scenario = centre(4)
    need = require(scenario, calls)
    even = floor_of(scenario, need, staffed(4)).rate.sum(axis=0)
    nine = slice(at(0, "09:00"), at(0, "10:00"))
    assert even[nine].tolist() == [15] * 4
    ramping = replace(scenario, simulation=Simulation(ramps=True))
    ramped = floor_of(ramping, need, staffed(4)).rate.sum(axis=0)
    assert ramped[nine] == pytest.approx([11.25, 13.75, 16.25, 18.75])
    assert ramped.sum() == pytest.approx(180)


def test_the_centre_sets_what_is_left_to_chance() -> None:
    settings = Simulation(day_cv=0.1, handling="lognormal", handling_cv=0.7, balking=0.02)
    measured = {"email": (60.0, 180.0, 300.0)}
    scenario = replace(centre(1), simulation=settings, handling_times=measured)
    chance = Chance.of(scenario)
    assert (chance.day_cv, chance.lengths, chance.balking) == (0.1, Lognormal(0.7), 0.02)
    kind = np.repeat([0, 1], 1000)
    drawn = chance.handling(np.random.default_rng(1), kind, ["phone", "email"])
    # Email's are multiples of the mean 180 s: a third, one, and five thirds.
    assert set(np.round(drawn[kind == 1], 6)) == {0.333333, 1.0, 1.666667}
    assert len(set(drawn[kind == 0])) > 900


def test_half_a_million_contacts_by_default() -> None:
    # 500 calls: a thousand horizons would play half a million, two hundred are the most.
    calls = tuple(hour(100, start=f"{h:02}:00") for h in range(8, 13))
    scenario = centre(4)
    need = require(scenario, calls)
    assert simulate(scenario, need, staffed(4), chance=STEADY).replications == 200
    asked = replace(scenario, simulation=Simulation(replications=12))
    assert simulate(asked, need, staffed(4), chance=STEADY).replications == 12


def test_busy_days_cost_service() -> None:
    # 5 erlangs and 7 people: about .9 in time; a rate uncertain by 25 % a day loses more on
    # busy days than it gains on quiet ones.
    calls = tuple(hour(100, start=f"{h:02}:00") for h in range(8, 17))
    scenario = centre(7)
    need = require(scenario, calls)
    even = simulate(scenario, need, staffed(7), 100, chance=Chance(day_cv=0))
    uneven = simulate(scenario, need, staffed(7), 100, chance=Chance(day_cv=0.25))
    assert uneven.total("phone").service_level.high < even.total("phone").service_level.low


@pytest.mark.parametrize(
    ("lengths", "cv"),
    [(Exponential(), 1.0), (Lognormal(1.2), 1.2), (Empirical(np.array([60.0, 180, 300])), 0.5443)],
)
def test_lengths_have_mean_one(lengths: object, cv: float) -> None:
    # Empirical: mean 180, deviation sqrt(2/3) x 120 = 97.98 s, 54.43 %.
    drawn = lengths.draw(np.random.default_rng(1), 200_000)  # type: ignore[attr-defined]
    assert drawn.mean() == pytest.approx(1, abs=0.01)
    assert drawn.std() == pytest.approx(cv, rel=0.03)


def test_patience_and_balking() -> None:
    chance, random = Chance(balking=0.1), np.random.default_rng(1)
    drawn = chance.patience(random, np.full(100_000, 300.0))
    assert (drawn == 0).mean() == pytest.approx(0.1, abs=0.005)
    assert drawn[drawn > 0].mean() == pytest.approx(300, rel=0.02)
    assert np.isinf(Chance().patience(random, np.full(3, np.inf))).all()


def test_at_least_one_replication() -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulated(centre(1), staffed(1), hour(10), replications=0)
