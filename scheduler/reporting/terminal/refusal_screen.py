"""Why there is no roster, in lines for whoever has to change the inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from scheduler.domain.clause import Clause
from scheduler.domain.conflict import Conflict, Demand

WIDTH = 100  # columns
DEFAULT = "default"  # the source of a setting that nobody wrote


def refusal_lines(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """What cannot be; then, of each conflict, its demands and the changes that free it."""
    yield "There is no roster that keeps every rule. Nothing was overwritten."
    for number, conflict in enumerate(conflicts, start=1):
        yield ""
        which = f"Conflict {number} of {len(conflicts)}. " if len(conflicts) > 1 else ""
        said = list(_said(conflict.demands))
        yield f"{which}{_cannot(len(said))}"
        for place, sentence in said:
            yield from _entry(place, sentence)
        if conflict.also:
            yield from _wrapped(f"The same of {', '.join(conflict.also)}.", "  ", "  ")
        yield from _changes(conflict.demands)
    if len(conflicts) > 1:
        yield ""
        yield "One change of each conflict is needed."


def _cannot(number: int) -> str:
    if number == 1:
        return "This cannot be:"
    return f"These {number} cannot all hold; without any one of them the others could:"


def _said(demands: Sequence[Demand]) -> Iterator[tuple[str, str]]:
    """Place and sentence of each demand; what one place demands of several people, said once."""
    kept: dict[tuple[str, str], list[Clause]] = {}
    for demand in demands:
        clause = demand.clause
        kept.setdefault((clause.rule, clause.source), []).append(clause)
    for own in kept.values():
        together = _of_several([clause.sentence for clause in own])
        if len(own) > 1 and own[0].source and together:
            yield _place(own[0].source), together
        else:
            yield from ((_place(clause.source), clause.sentence) for clause in own)


def _of_several(sentences: Sequence[str]) -> str:
    """`each of Ana Ruiz, Bo Lind: sits ...` of sentences that end alike; empty of any others."""
    words = [sentence.split() for sentence in sentences]
    same = 0
    while same < min(map(len, words)) and len({tuple(w[-same - 1 :]) for w in words}) == 1:
        same += 1
    names = [" ".join(w[: len(w) - same]) for w in words]
    if not same or not all(names):
        return ""
    return f"each of {', '.join(names)} {' '.join(words[0][-same:])}"


def _changes(demands: Sequence[Demand]) -> Iterator[str]:
    """The changes, each once: the same one may free several demands."""
    found = {}
    for demand in demands:
        if demand.cure is not None:
            place = demand.cure.edits[0].source if demand.cure.edits else demand.clause.source
            found[demand.cure.words, place] = demand.cure
    if not found:
        yield "No single sufficient change was found within the time."
        return
    one = "This change is enough" if len(found) == 1 else "Any one of these changes is enough"
    yield f"{one} (tried: there is a roster with it):"
    for words, place in found:
        yield from _entry(_place(place), f"change: {words}")


def _place(source: str) -> str:
    if not source:
        return "always"  # a rule that no setting turns off
    return "settings.toml, by default" if source == DEFAULT else source


def _entry(place: str, text: str) -> Iterator[str]:
    return _wrapped(f"{place}: {text}", "  ", "      ")


def _wrapped(text: str, first: str, others: str) -> Iterator[str]:
    yield from wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False
    )
