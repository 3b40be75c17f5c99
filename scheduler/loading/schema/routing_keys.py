"""Keys of settings.toml about routing: which free person gets which contact."""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.domain.contact_routing import Routing
from scheduler.loading.schema.fields import Language, Name, column
from scheduler.loading.schema.keys import Keys


class RoutingKeys(Keys):
    summary: ClassVar[str] = (
        "Who takes which contact, as the telephone system is set; the simulation plays it."
    )

    people: Literal["fewest_skills", "longest_free", "random"] = column(
        "The free person who gets a contact: who can do least else, so that people of one language "
        "come before those of several (`fewest_skills`), who has been free longest, or anybody.",
        default=Routing.people,
        allowed="fewest_skills, longest_free or random",
    )
    contacts: Literal["waiting", "scarcest"] | None = column(
        "The contact that somebody takes who comes free: the one that has waited longest "
        "(`waiting`), or first one that the fewest people can take (`scarcest`); not set: "
        "`simulation.routing`, the older name of this key.",
        default=None,
        allowed="waiting or scarcest",
    )
    languages: list[Language] = column(
        "Languages whose contacts come first, in this order, whoever has waited longest.",
        default=[],
        allowed='a list of ISO 639-1 codes, as ["es", "vi"]',
    )
    reserve: int = column(
        "Free speakers of a language that not everybody speaks whom contacts in other languages "
        "leave alone.",
        unit="people",
        default=Routing.reserve,
        low=0,
        high=1000,
    )
    reserve_until_s: float = column(
        "After so long a wait a contact may take a reserved speaker.",
        unit="s",
        default=Routing.reserve_until_s,
        low=0,
        high=86_400,
    )
    between_calls: list[Name] = column(
        "Channels of work that may wait which people on the phones do between calls, where they "
        "work both channels.",
        default=[],
        allowed='a list of channels whose service.model is deferrable, as ["email"]',
    )
    between_calls_free: int = column(
        "Others who must be free for calls while somebody on the phones takes up such work.",
        unit="people",
        default=Routing.between_calls_free,
        low=0,
        high=1000,
    )
