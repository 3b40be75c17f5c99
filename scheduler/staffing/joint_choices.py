"""Choices of heads in contacts, as whole numbers that every later stage counts alike."""

from __future__ import annotations

from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.demand import Joint
from scheduler.domain.settings import Service
from scheduler.staffing.scope import Choices

SHARES = 10**9  # of the contacts of a span


def joint_of(service: Service, language: str, pieces: NDArray[np.int64], choices: Choices) -> Joint:
    """The target of one span of a row, as what its intervals may be given.

    `pieces` are the slots of all intervals of the row, shape (intervals, 2). What the fewest
    hours answer is enough, where rounding or too few speakers leave them below the target.
    """
    starts, ends = np.ascontiguousarray(pieces[choices.at].T)
    contacts = choices.contacts
    answered = np.floor(choices.answered / contacts * SHARES).astype(np.int64)
    rows = np.arange(len(starts))
    enough = int(answered[rows, choices.fewest].sum())
    fewest = int(((ends - starts) * choices.heads[rows, choices.fewest]).sum())
    return Joint(
        (service.channel, language),
        starts,
        ends,
        choices.heads,
        answered,
        choices.fewest,
        wanted=min(ceil(service.target * SHARES), enough),
        most=floor(fewest * (1 + service.trade_percent / 100) + 1e-9),
        added=np.zeros_like(starts),
    )
