"""What the speakers of a language are asked for, where a simulation says what it takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LanguageAsk:
    """The share `target` of a language's contacts on a channel, over each of its spans.

    `overflow` scales the contacts that others leave to the speakers by Erlang's formula; so
    many people as `heads` times the required are taken to be on the channel.
    """

    channel: str
    language: str
    target: float
    overflow: float
    heads: float
