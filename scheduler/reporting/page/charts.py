"""Coverage of a week as an SVG drawing: required as a line, scheduled as an area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.domain.coverage import CoverageRow
from scheduler.domain.demand import Row
from scheduler.domain.short_hours import judged_by_service
from scheduler.reporting.findings import words
from scheduler.reporting.findings.palette import look
from scheduler.reporting.findings.run_report import Report


@dataclass(frozen=True)
class ChartCell:
    """Required against scheduled in one interval of one day, at its worst slot."""

    text: str
    short: int


@dataclass(frozen=True)
class WeekChart:
    """One coverage row over the horizon, drawn and in numbers.

    Paths are in units of one slot across and one head up; `days` are the labels with
    their widths in slots. Closed hours between two openings of a day are drawn, with nobody in
    them. `table` has a line for each interval of the day with a cell for each day, None where
    the channel is closed.
    """

    title: str
    key: str  # of the activity's look
    width: int
    height: int
    scheduled: str
    required: str
    missing: str
    days: tuple[tuple[str, int], ...]
    summary: str
    short_hours: float
    table: tuple[tuple[str, tuple[ChartCell | None, ...]], ...]


def week_charts(report: Report) -> list[WeekChart]:
    """A chart for each row that ever requires or has anybody, main channel first."""
    found = []
    for row in report.coverage_rows:
        days = {day: own[row] for day, own in report.coverage_by_day.items() if row in own}
        if any(slot.required or slot.scheduled for own in days.values() for slot in own):
            found.append(_chart(report, row, days))
    return found


def _chart(report: Report, row: Row, days: dict[int, Sequence[CoverageRow]]) -> WeekChart:
    grid = report.scenario.grid
    slots = [slot for day in sorted(days) for slot in days[day]]
    drawn = {day: _drawn(days[day]) for day in sorted(days)}
    seen = [slot for own in drawn.values() for slot in own]
    required = [slot.required if slot else 0 for slot in seen]
    scheduled = [slot.scheduled if slot else 0 for slot in seen]
    top = max(1, *required, *scheduled)
    short = sum(slot.short for slot in slots) * grid.slot_hours
    title = words.row_title(*row)
    return WeekChart(
        title=title,
        key=look(row[0]).key,
        width=len(seen),
        height=top,
        scheduled=area(scheduled, top),
        required=line(required, top),
        missing="".join(
            gap(at, top, slot.scheduled, slot.required)
            for at, slot in enumerate(seen)
            if slot and slot.short
        ),
        days=tuple((words.day_name(grid, day), len(own)) for day, own in drawn.items()),
        summary=_summary(title, slots, _missing(report, slots, short)),
        short_hours=short,
        table=_table(report, days),
    )


def _missing(report: Report, slots: Sequence[CoverageRow], short: float) -> str:
    """What is short, as the headline counts it: a language that its service tells is told so."""
    if not short:
        return "nothing short"
    scenario, judged = report.scenario, report.rows_judged
    told = sum(s.short for s in slots if judged_by_service(scenario, judged, s))
    counted = short - told * scenario.grid.slot_hours
    if not told:
        return f"{words.agent_hours(short)} short"
    part = f"{words.amount(counted)} of them" if counted > 0.005 else "none of them"
    return (
        f"{words.amount(short)} speaker-hours fewer than planned, {part} counted as short, since "
        f"its service over the week is what counts"
    )


def _drawn(slots: Sequence[CoverageRow]) -> list[CoverageRow | None]:
    """Every slot from the first opening of a day to its last closing; None for a closed one."""
    own = {slot.start: slot for slot in slots}
    return [own.get(start) for start in range(slots[0].start, slots[-1].end)]


def _summary(title: str, slots: Sequence[CoverageRow], missing: str) -> str:
    """The drawing in one sentence, for those who do not see it."""
    most = max(slot.required for slot in slots)
    over = sum(slot.over > 0 for slot in slots) / len(slots)
    return (
        f"{title}: at most {words.number(most)} required at once, {missing}; "
        f"more than required in {words.percent(over)} of the time."
    )


def line(heads: Sequence[int], top: int) -> str:
    """A step line; the drawing's origin is its upper left."""
    path, last = [f"M0 {top - heads[0]}"], heads[0]
    for at, here in enumerate(heads):
        if here != last:
            path.append(f"H{at}V{top - here}")
            last = here
    return "".join([*path, f"H{len(heads)}"])


def area(heads: Sequence[int], top: int) -> str:
    """The surface below the step line."""
    return f"{line(heads, top)}V{top}H0z"


def gap(at: int, top: int, scheduled: int, required: int) -> str:
    """The box between those scheduled and those required in one slot."""
    return f"M{at} {top - required}h1v{required - scheduled}h-1z"


def _table(
    report: Report, days: dict[int, Sequence[CoverageRow]]
) -> tuple[tuple[str, tuple[ChartCell | None, ...]], ...]:
    """Required and least scheduled by interval of the day."""
    grid = report.scenario.grid
    step = max(1, grid.slots_per_interval)
    worst: dict[tuple[int, int], CoverageRow] = {}
    for day, own in days.items():
        for slot in own:
            key = (grid.of_day(slot.start) // step, day)
            if key not in worst or _margin(slot) < _margin(worst[key]):
                worst[key] = slot
    return tuple(
        (
            words.times(grid, at * step, (at + 1) * step),
            tuple(_cell(worst.get((at, day))) for day in sorted(days)),
        )
        for at in sorted({at for at, _ in worst})
    )


def _margin(slot: CoverageRow) -> int:
    return slot.scheduled - slot.required


def _cell(slot: CoverageRow | None) -> ChartCell | None:
    return None if slot is None else ChartCell(f"{slot.scheduled} of {slot.required}", slot.short)
