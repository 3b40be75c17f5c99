"""Keys of settings.toml about routing: which free person gets which contact."""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.domain.contact_routing import Routing
from scheduler.loading.schema.fields import Language, Name, column
from scheduler.loading.schema.keys import Keys


class RoutingKeys(Keys):
    summary: ClassVar[str] = (
        "Who takes which contact, as set in the telephone system; the simulation follows it."
    )

    people: Literal["fewest_skills", "longest_free", "random"] = column(
        "The free person who gets a contact: the one with the fewest other skills, so people of "
        "one language come before those of several (`fewest_skills`), the one free longest, or "
        "any.",
        default=Routing.people,
        allowed="fewest_skills, longest_free or random",
    )
    contacts: Literal["waiting", "scarcest"] | None = column(
        "The contact that a person who becomes free takes: the one that has waited longest "
        "(`waiting`), or one that the fewest people can take (`scarcest`); not set: "
        "`simulation.routing`, the older name of this key.",
        default=None,
        allowed="waiting or scarcest",
    )
    languages: list[Language] = column(
        "Languages whose contacts come first, in this order, however long others have waited.",
        default=[],
        allowed='a list of ISO 639-1 codes, as ["es", "vi"]',
    )
    reserve: int = column(
        "Free speakers of each language not spoken by everybody that are reserved for its "
        "contacts.",
        unit="people",
        default=Routing.reserve,
        low=0,
        high=1000,
    )
    reserve_until_s: float = column(
        "Wait after which another contact may take a reserved speaker.",
        unit="s",
        default=Routing.reserve_until_s,
        low=0,
        high=86_400,
    )
    between_calls: list[Name] = column(
        "Deferrable channels on which people do work between calls during stints on the phones, "
        "if they work both.",
        default=[],
        allowed='a list of channels whose service.model is deferrable, as ["email"]',
    )
    between_calls_free: int = column(
        "Others who must be free for calls before somebody on the phones takes such work.",
        unit="people",
        default=Routing.between_calls_free,
        low=0,
        high=1000,
    )
