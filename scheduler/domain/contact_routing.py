"""Who takes which contact, as the centre's ACD is set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Routing:
    """How contacts and free people find each other.

    people: a contact goes to whoever can do least else ("fewest_skills"), to whoever has been
    free longest ("longest_free"), or to anybody free ("random"). contacts: who comes free takes
    the contact that has waited longest ("waiting") or first one that the fewest people can take
    ("scarcest"); `languages` come before all others, in this order. reserve: so many free
    speakers of a language are left alone by contacts in other languages until these have
    waited `reserve_until_s` seconds. between_calls: deferrable channels whose
    work is done in stints on the phones too, by those who work both, while no call waits and
    `between_calls_free` others are free.
    """

    people: str = "fewest_skills"
    contacts: str = "waiting"
    languages: tuple[str, ...] = ()
    reserve: int = 0
    reserve_until_s: float = 60.0
    between_calls: tuple[str, ...] = ()
    between_calls_free: int = 1
