"""Keys of settings.toml about requests: whose comes first."""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.domain.settings import RequestRules
from scheduler.loading.schema.fields import column
from scheduler.loading.schema.keys import UNVERIFIED, Keys


class RequestsKeys(Keys):
    summary: ClassVar[str] = "Whose request comes first where not all can be granted."

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
        "What `hired` decides among people who ask for a part of the same time. `ties`: refusing "
        "costs 1 % more for each of them who was hired later. `first_choice`: once its price more "
        "for each. `none`: nothing.",
        default=RequestRules.seniority,
        allowed="ties, first_choice or none",
        source=UNVERIFIED,
    )
