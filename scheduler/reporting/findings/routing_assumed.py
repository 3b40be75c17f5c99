"""The routing that a simulation assumed, in words and for summary.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from scheduler.domain.contact_routing import Routing
from scheduler.reporting.findings import words

PEOPLE = {
    "fewest_skills": "contacts go to the person with the fewest other skills",
    "longest_free": "contacts go to the person free longest",
    "random": "contacts go to any free person",
}
CONTACTS = {
    "waiting": "a person who becomes free takes the contact that has waited longest",
    "scarcest": "a person who becomes free takes a contact that the fewest people can take",
}


def routing_words(routing: Routing) -> str:
    """`contacts go to the person with the fewest other skills; who comes free takes ...`."""
    parts = [PEOPLE[routing.people], CONTACTS[routing.contacts]]
    if routing.languages:
        parts.append(f"{words.joined([words.language(c) for c in routing.languages])} first")
    if routing.reserve:
        until = words.seconds(routing.reserve_until_s)
        parts.append(f"{routing.reserve} free of each language kept for it, {until} at most")
    if routing.between_calls:
        names = words.joined([words.channel(channel) for channel in routing.between_calls])
        parts.append(f"{names} between calls while {routing.between_calls_free} others are free")
    return "; ".join(parts)


def routing_summary(routing: Routing) -> Mapping[str, object]:
    """The settings of [routing] as they were played."""
    found = asdict(routing)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}
