"""One definition each of service level and average speed of answer, wherever they are counted.

The field counts those who give up within the limit in three ways (Gans, Koole & Mandelbaum
2003, section 3.3), and waits with or without those who gave up. What a centre has set holds in
the formulas, the requirement, the simulation and every report.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.settings import Service
from scheduler.staffing.erlang import Performance

Floats = NDArray[np.float64]

MISSED, MET, LEFT_OUT = "missed", "met", "left_out"


def level_parts(
    abandons: str, in_time: Floats, gone_in_time: Floats, offered: Floats
) -> tuple[Floats, Floats]:
    """Contacts that count as met and those that they are a share of.

    Who gives up within the limit counts as not answered in time ("missed"), as answered in time
    ("met"), or not at all ("left_out").
    """
    if abandons == MET:
        return in_time + gone_in_time, offered
    if abandons == LEFT_OUT:
        return in_time, offered - gone_in_time
    return in_time, offered


def counted(service: Service, given: Performance) -> Performance:
    """The same queue with service level and mean wait as the centre counts them."""
    wait_s = given.answered_wait_s if service.asa == "answered" else given.wait_s
    met, of = level_parts(
        service.abandons, given.service_level, given.gone_in_time, np.ones_like(given.waiting)
    )
    level = np.where(of > 0, met / np.where(of > 0, of, 1.0), 1.0)
    return replace(given, service_level=level, wait_s=wait_s)
