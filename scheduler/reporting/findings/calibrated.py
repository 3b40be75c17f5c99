"""What calibration changed: intervals, heads, service before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scheduler.domain.demand import Added
from scheduler.reporting.findings import words
from scheduler.reporting.findings.simulated_service import row_words
from scheduler.verification.corrections import Calibration, Round
from scheduler.verification.simulated import Simulated, SimulatedRow

Cell = str | int | float | None


def calibration_rows(calibration: Calibration) -> Iterator[Sequence[Cell]]:
    """Every interval whose requirement was raised, with its simulated share in time."""
    for one in calibration.after.added:
        yield (
            one.start,
            one.end,
            one.channel,
            one.language,
            one.heads,
            _level(calibration.before.simulated, one),
            _level(calibration.after.simulated, one),
        )


def _level(simulated: Simulated, one: Added) -> float | None:
    row = simulated.at(one.channel, one.language, one.start)
    return None if row is None else row.service_level.mean


def calibration_summary(calibration: Calibration) -> Mapping[str, object]:
    """The rounds and what the one kept changed, for summary.json."""
    hours = calibration.after.simulated.grid.slot_hours
    return {
        "rounds": [_round(one, hours) for one in calibration.rounds],
        "kept": calibration.kept,
        "intervals": len(calibration.after.added),
        "head_hours_added": _head_hours(calibration.after, hours),
        "service_level": {
            f"{row.channel} {row.language}": {
                "before": round(before.service_level.mean, 6),
                "after": round(row.service_level.mean, 6),
            }
            for before, row in _totals(calibration)
        },
    }


def _round(one: Round, slot_hours: float) -> Mapping[str, object]:
    return {
        "targets_missed": len(one.misses),
        "contacts_missing": round(one.missing, 3),
        "head_hours_added": _head_hours(one, slot_hours),
    }


def _head_hours(one: Round, slot_hours: float) -> float:
    slots = sum(added.heads * (added.end - added.start) for added in one.added)
    return round(slots * slot_hours, 6)


def _totals(calibration: Calibration) -> Iterator[tuple[SimulatedRow, SimulatedRow]]:
    """Rows over the horizon, before and after; occupancy cannot be without a contact."""
    before = {(r.channel, r.language): r for r in calibration.before.simulated.totals}
    for row in calibration.after.simulated.totals:
        if (row.channel, row.language) in before and row.offered > 0:
            yield before[row.channel, row.language], row


def head_words(calibration: Calibration) -> str:
    """`14 head-hours more required`, `nothing to correct`."""
    hours = _head_hours(calibration.after, calibration.after.simulated.grid.slot_hours)
    return f"{words.amount(hours)} head-hours more" if hours else "nothing corrected"


def rounds_words(calibration: Calibration) -> str:
    """`targets missed in 41 spans before, 6 after; round two of three kept`."""
    before, after = len(calibration.before.misses), len(calibration.after.misses)
    text = f"targets missed: {before} before, {after} after"
    made = len(calibration.rounds) - 1
    if made:
        text += f"; correction {calibration.kept} of {made} kept"
    return text


def changes(calibration: Calibration) -> Iterator[tuple[Added, ...]]:
    """What was added, by day, channel and language, in order of time."""
    grid = calibration.after.simulated.grid
    found: dict[tuple[int, str, str], list[Added]] = {}
    for one in sorted(calibration.after.added, key=lambda a: (a.start, a.channel, a.language)):
        found.setdefault((grid.day(one.start), one.channel, one.language), []).append(one)
    yield from map(tuple, found.values())


def change_words(calibration: Calibration, own: Sequence[Added]) -> tuple[str, str]:
    """`Mon 9:00–12:00 phones, Spanish: one more required`, `66 % in time before, 81 % after`."""
    grid = calibration.after.simulated.grid
    first = own[0]
    name = row_words(first.channel, first.language)
    spans = words.joined_times(grid, [(one.start, one.end) for one in own])
    heads = words.spread([one.heads for one in own])
    what = f"{words.day_name(grid, grid.day(first.start))} {spans} {name} {heads} more required"
    before, after = (_mean(r.simulated, own) for r in (calibration.before, calibration.after))
    return what, f"{words.percent(before)} in time before, {words.percent(after)} after"


def _mean(simulated: Simulated, own: Sequence[Added]) -> float:
    """Share in time over these intervals, by contacts."""
    rows = [simulated.at(one.channel, one.language, one.start) for one in own]
    known = [row for row in rows if row is not None and row.offered > 0]
    offered = sum(row.offered for row in known)
    answered = sum(row.offered * row.service_level.mean for row in known)
    return answered / offered if offered else 0.0
