"""What callers of each language meet in the simulation, in words, rows and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scheduler.reporting.findings import words
from scheduler.reporting.findings.run_report import Report
from scheduler.verification.language_service import LanguageService

Cell = str | int | float | None


def language_rows(report: Report) -> Iterator[Sequence[Cell]]:
    """A row for each language: what it was asked for, what its callers meet, what would hold."""
    asks = {(ask.channel, ask.language): ask for ask in report.asks}
    for one in report.languages:
        ask = asks.get((one.channel, one.language))
        asked = (None, None, None) if ask is None else (ask.target, ask.overflow, ask.heads)
        share = one.share
        yield (
            one.channel, one.language, one.target, one.contacts, share.mean, share.low, share.high,
            one.speaker_hours, one.more_hours, one.more_people, *asked,
        )  # fmt: skip
    judged = {(one.channel, one.language) for one in report.languages}
    for ask in report.asks:  # not simulated: asked for all the same
        if (ask.channel, ask.language) not in judged:
            unknown = (None,) * 8
            yield ask.channel, ask.language, *unknown, ask.target, ask.overflow, ask.heads


def language_summary(report: Report) -> Mapping[str, object]:
    """The same for summary.json, by channel and language."""
    return {
        f"{one.channel} {one.language}": {
            "target": round(one.target, 6),
            "contacts": round(one.contacts, 3),
            "service_level": round(one.share.mean, 6),
            "low": round(one.share.low, 6),
            "high": round(one.share.high, 6),
            "held": one.held,
            "speaker_hours": round(one.speaker_hours, 3),
            "more_hours": round(one.more_hours, 3),
            "more_people": one.more_people,
        }
        for one in report.languages
    }


def name_of(one: LanguageService) -> str:
    """`Phones, Spanish`."""
    return f"{words.capital(words.channel(one.channel))}, {words.language(one.language)}"


def value_of(one: LanguageService) -> str:
    """`78 % of 444 calls`."""
    contacts = words.amount(one.contacts, 0)
    kind = "calls" if one.channel == "phone" else "contacts"
    return f"{words.percent(one.share.mean)} of {contacts} {kind}"


def note_of(one: LanguageService) -> str:
    """`target 80 %: 81 more speaker-hours, or two more speakers, would hold it`."""
    target = f"in {words.seconds(one.within_s)}, simulated; target {words.percent(one.target)}"
    if one.held:
        return target
    hours = f"{words.amount(one.more_hours, 0)} more speaker-hours"
    speakers = "speaker" if one.more_people == 1 else "speakers"
    return f"{target}: {hours}, or {words.number(one.more_people)} more {speakers}, would hold it"


def not_held(report: Report) -> Iterator[tuple[str, str]]:
    """A sentence in two parts for each language that is not held."""
    for one in report.languages:
        if not one.held:
            yield f"{name_of(one)}: {value_of(one)}", note_of(one)
