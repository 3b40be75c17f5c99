"""Keys of settings.toml about requests: whose comes first."""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.domain.settings import RequestRules
from scheduler.loading.schema.fields import column
from scheduler.loading.schema.keys import UNVERIFIED, Keys


class RequestsKeys(Keys):
    summary: ClassVar[str] = "Priority of requests when not all can be granted."

    refused_again: float = column(
        "Each refusal in the last prices.fairness_weeks weeks adds this share to the price of "
        "refusing the person again (request_history.csv).",
        unit="share",
        default=RequestRules.refused_again,
        low=0,
        high=10,
        source=UNVERIFIED,
    )
    seniority: Literal["ties", "first_choice", "none"] = column(
        "Weight of `hired` among people who ask for overlapping times. `ties`: refusing costs 1 "
        "% more for each of them hired later. `first_choice`: its whole price more for each. "
        "`none`: no weight.",
        default=RequestRules.seniority,
        allowed="ties, first_choice or none",
        source=UNVERIFIED,
    )
