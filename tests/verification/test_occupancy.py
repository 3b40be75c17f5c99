"""Busy time and time on the queue: exact where people are called away and back in a contact."""

from __future__ import annotations

import numpy as np

from scheduler.verification.estimates import ratio
from scheduler.verification.event_loop import run
from scheduler.verification.replication import (
    NOWHERE,
    PlayedContacts,
    ReplicationFrame,
    Seen,
    Staff,
)

LONG = 10_000.0


def one_person(moves: list[tuple[float, int]], service: float, channels: tuple[int, ...]) -> Seen:
    """One contact at 0 s to a person who moves between groups, each of one channel."""
    time, group = (np.array(column, dtype=float) for column in zip(*moves, strict=True))
    kinds = len(channels)
    staff = Staff(
        1, time, np.zeros(len(time), dtype=np.int64), group.astype(np.int64),
        np.eye(kinds, dtype=bool), np.array(channels),
    )  # fmt: skip
    contact = PlayedContacts(
        np.zeros(1), np.zeros(1, dtype=np.int64), np.array([service]), np.full(1, np.inf)
    )
    frame = ReplicationFrame(1, LONG, kinds, np.full(kinds, 20.0), np.zeros(kinds, dtype=bool))
    return run(contact, staff, frame)


def test_to_a_rest_and_back_within_one_contact() -> None:
    # On the phones 0 to 100, at rest 100 to 400, back from 400 to 1000: rostered for 700 s. A
    # contact from 0 to 600 is busy through the whole rest: 300 s more on the queue, and 600 busy
    # of 1000.
    seen = one_person([(0, 0), (100, NOWHERE), (400, 0), (1000, NOWHERE)], 600, (0,))
    assert (seen.busy_s[0, 0], seen.overrun_s[0, 0]) == (600, 300)


def test_twice_to_a_rest_within_one_contact() -> None:
    # Away 100 to 200 and from 300 on, in a contact until 550: 100 + 250 s beyond the roster.
    seen = one_person([(0, 0), (100, NOWHERE), (200, 0), (300, NOWHERE)], 550, (0,))
    assert (seen.busy_s[0, 0], seen.overrun_s[0, 0]) == (550, 350)


def test_a_contact_keeps_people_from_their_next_queue() -> None:
    # Called to the other channel at 100 and to a rest at 400, in a contact until 600: 500 s more
    # on the first queue, and the 300 s of the second were not worked there.
    seen = one_person([(0, 0), (100, 1), (400, NOWHERE)], 600, (0, 1))
    assert seen.overrun_s[0].tolist() == [500, -300]


def test_never_above_one() -> None:
    # 1,000 small centres of random people, moves and contacts, by the interval and in all.
    random = np.random.default_rng(7)
    for _ in range(1000):
        people, many, end = int(random.integers(1, 5)), int(random.integers(1, 60)), 3600.0
        times = np.sort(random.integers(0, 60, (people, 8)) * 60.0, axis=1)
        where = np.tile([0, NOWHERE], (people, 4))
        order = np.argsort(times, axis=None, kind="stable")
        who = np.repeat(np.arange(people), 8)[order]
        staff = Staff(
            people, times.ravel()[order], who, where.ravel()[order],
            np.ones((1, 1), dtype=bool), np.zeros(1, dtype=np.int64),
        )  # fmt: skip
        contacts = PlayedContacts(
            np.sort(random.uniform(0, end, many)), np.zeros(many, dtype=np.int64),
            random.exponential(400, many), random.exponential(300, many),
        )  # fmt: skip
        frame = ReplicationFrame(6, end / 6, 1, np.full(1, 20.0), np.zeros(1, dtype=bool))
        seen = run(contacts, staff, frame)
        there = _staffed(times, 6, end / 6) + seen.overrun_s[:, 0]
        assert (seen.busy_s[:, 0] <= there + 1e-6).all()
        found = ratio(seen.busy_s[:, 0], there, 0.0, 1.0)
        assert np.isnan(found.mean) or 0 <= found.low <= found.mean <= found.high <= 1


def _staffed(times: np.ndarray, intervals: int, seconds: float) -> np.ndarray:
    """Seconds rostered by interval: each person from the first to the second time, and so on."""
    edges = np.arange(intervals + 1) * seconds
    spans = times.reshape(-1, 2)
    overlap = np.minimum(spans[:, 1:], edges[1:]) - np.maximum(spans[:, :1], edges[:-1])
    return np.asarray(np.maximum(overlap, 0).sum(axis=0))
