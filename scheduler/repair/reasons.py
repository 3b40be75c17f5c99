"""Why each change of a repair is asked for, and what it costs by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np

from scheduler.domain.coverage import count, coverage_keys, open_slots
from scheduler.domain.demand import ALL, Requirements, Row
from scheduler.domain.repair_rows import ChangedSpan, RepairRow, changed_spans
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.objective import terms_of
from scheduler.objective.term import HEADS, Ints

FOLLOWS = "follows from the person's other changes"


def repair_rows(
    scenario: Scenario,
    requirements: Requirements,
    unrepaired: Roster,
    repaired: Roster,
    absences: Iterable[TimeOff],
    now: int,
) -> list[RepairRow]:
    """Every changed span of the published roster, by person and time.

    `unrepaired` has the absences and nothing else: what is missing there is why others are
    asked. `absences` are those in the news.
    """
    published = scenario.published or Roster(())
    missing = _missing(scenario, requirements, unrepaired)
    away = list(absences)
    rows = []
    for csr_id, own in groupby(
        changed_spans(scenario.grid, published, repaired), lambda span: span.csr_id
    ):
        dollars = _own_dollars(scenario, requirements, csr_id, repaired)
        ill = any(off.csr_id == csr_id for off in away)
        for at, span in enumerate(own):
            absent = next((o for o in away if _meets(o, span)), None)
            reason = _absent(absent.kind) if absent else _reason(scenario, span, missing)
            notice = (span.start - now) * scenario.grid.slot_hours
            rows.append(
                RepairRow(span, 0.0 if at or ill else dollars, notice, reason, bool(absent))
            )
    return rows


def _absent(kind: str) -> str:
    """`comes late`, `left early`, `away (sick)`: the news of the person, in words."""
    return {"late": "comes late", "left early": kind}.get(kind, f"away ({kind})")


def _meets(absence: TimeOff, span: ChangedSpan) -> bool:
    return absence.csr_id == span.csr_id and absence.start < span.end and span.start < absence.end


def _missing(scenario: Scenario, requirements: Requirements, roster: Roster) -> dict[Row, Ints]:
    """Heads missing in each slot of each row."""
    nothing: Ints = np.zeros(scenario.grid.slots, dtype=np.int64)
    found = {}
    for row in coverage_keys(scenario, requirements):
        need = requirements.by_slot.get(row, nothing)
        short = np.maximum(need - count(scenario, roster, *row), 0)
        found[row] = np.where(open_slots(scenario, row[0]), short, 0)
    return found


def _reason(scenario: Scenario, span: ChangedSpan, missing: dict[Row, Ints]) -> str:
    """What was missing where the person goes, else that it follows from other changes."""
    csr, grid, parts = scenario.csr[span.csr_id], scenario.grid, []
    for (channel, language), short in missing.items():
        if channel != span.becomes or not csr.speaks(language):
            continue
        at = np.flatnonzero(short[span.start : span.end])
        if len(at):
            first, last = span.start + int(at[0]), span.start + int(at[-1]) + 1
            name = channel if language == ALL else f"{channel} in {language}"
            heads = int(short[first:last].max())
            start, end = grid.local(first), grid.local(last)
            times = f"{start:%a} {start.hour}:{start:%M}–{end.hour}:{end:%M}"
            parts.append(f"{name} {heads} short {times}")
    return "; ".join(parts) or FOLLOWS


def _own_dollars(
    scenario: Scenario, requirements: Requirements, csr_id: str, repaired: Roster
) -> float:
    """What the person's changed week adds to the terms that are no heads: changes, pay, starts."""
    before, after = (
        Roster(tuple(roster.by_csr.get(csr_id, ())))
        for roster in (scenario.published or Roster(()), repaired)
    )
    return sum(
        term.price(scenario, requirements, after) - term.price(scenario, requirements, before)
        for term in terms_of(scenario)
        if term.own != HEADS
    )


def people_asked(rows: Iterable[RepairRow]) -> Iterator[str]:
    """Who has to do something else, those in the news themselves apart, each once."""
    yield from dict.fromkeys(row.span.csr_id for row in rows if not row.absence)
