"""The simulated service next to the projected one: columns, tables, words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from scheduler.domain.demand import ALL
from scheduler.reporting.findings import words
from scheduler.reporting.findings.routing_assumed import routing_words
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.page.sections import TextTable, share_by_day
from scheduler.staffing.service import ServiceRow
from scheduler.verification.estimates import Estimate
from scheduler.verification.simulated import Simulated, SimulatedRow

Cell = str | int | float | None

MEASURES = ("service_level", "asa_s", "abandoned", "occupancy")
ESTIMATES = tuple(f"{name}{part}" for name in MEASURES for part in ("", "_half_width"))
WIDTHS = (10, 15, 16, 15, 15, 9, 9, 9, 9)  # characters of the columns of `day_lines`
KNOWN_FROM = {
    "settings": "as set",
    "forecast": "the forecast's own error",
    "assumed": "assumed",
}
# The chance that the target is met in a span, and where eight in ten of its shares lie.
CHANCES = ("chance", "chance_half_width", "p10", "p90")
BESIDE = tuple(f"simulated_{name}" for name in ESTIMATES)


def simulation_rows(simulated: Simulated) -> Iterator[Sequence[Cell]]:
    """Every row of the simulation, interval by interval, then by day, week and horizon."""
    for span, rows in simulated.by_span.items():
        for row in rows:
            yield (
                span, row.start, row.end, row.channel, row.language, row.offered,
                *_figures(row), row.waiting, row.oldest_hours,
                row.chance.mean, row.chance.half_width, row.p10, row.p90,
            )  # fmt: skip


def beside(report: Report, row: ServiceRow) -> Sequence[Cell]:
    """Simulated figures of the interval that a projected row lies in; empty where none."""
    found = None
    if report.simulated is not None:
        found = report.simulated.at(row.channel, row.language, row.start)
    return _figures(found) if found is not None else (None,) * len(ESTIMATES)


def _figures(row: SimulatedRow) -> tuple[float, ...]:
    estimates = (getattr(row, name) for name in MEASURES)
    return tuple(value for one in estimates for value in (one.mean, one.half_width))


def plus_minus(estimate: Estimate, digits: int = 0) -> str:
    """`84 % ± 2`; a dash where nothing was counted."""
    if math.isnan(estimate.mean):
        return "–"
    return f"{words.percent(estimate.mean, digits)} ± {100 * estimate.half_width:.{digits}f}"


def service_table(report: Report) -> TextTable:
    """Share in time by channel, language and day: as projected, and as simulated under it.

    Of a language only as simulated: what is projected leaves out the others whom its
    speakers serve.
    """
    grid, simulated = report.scenario.grid, report.simulated
    projected = share_by_day(report)
    days: dict[tuple[str, str], dict[int, str]] = {}
    whole: dict[tuple[str, str], str] = {}
    if simulated is not None:
        for row in simulated.days:
            own = days.setdefault((row.channel, row.language), {})
            own[grid.day(row.start)] = plus_minus(row.service_level)
        whole = {(r.channel, r.language): plus_minus(r.service_level) for r in simulated.totals}
    order = {row: i for i, row in enumerate(report.coverage_rows)}
    rows: list[tuple[str, ...]] = []
    for key in sorted({*projected, *days}, key=lambda key: (order.get(key, len(order)), key)):
        title = _title(*key)
        if key in projected and (key[1] == ALL or key not in days):
            rows.append((title, "projected", *projected[key]))
        if key in days:
            cells = (days[key].get(day, "–") for day in range(grid.days))
            rows.append((title, "simulated", *cells, whole[key]))
    names = tuple(words.day_name(grid, day) for day in range(grid.days))
    caption = "Answered in time, as projected"
    if simulated is not None:
        caption += f" and as simulated ({simulated.played} times, ± half of the 95 % interval)"
    return TextTable(
        caption, ("Channel", "", *names, "All"), tuple(rows), frozenset(range(2, grid.days + 3))
    )


def simulated_table(report: Report) -> TextTable:
    """What contacts meet over the horizon in the simulation, by channel and language."""
    rows = []
    if report.simulated is not None:
        order = {row: i for i, row in enumerate(report.coverage_rows)}
        found = {(row.channel, row.language): row for row in report.simulated.totals}
        for key in sorted(found, key=lambda key: (order.get(key, len(order)), key)):
            row = found[key]
            rows.append(
                (
                    _title(*key),
                    words.amount(row.offered, 0),
                    plus_minus(row.service_level, 1),
                    _wait(row.asa_s),
                    plus_minus(row.abandoned, 1),
                    plus_minus(row.occupancy, 1),
                )
            )
    head = ("Channel", "Contacts", "In time", "Mean wait", "Given up", "Occupancy")
    assumed = routing_words(report.scenario.simulation.rules)
    caption = f"What contacts meet, as simulated: {assumed}"
    return TextTable(caption, head, tuple(rows), frozenset(range(1, 6)))


def chance_table(report: Report) -> TextTable:
    """How likely the target is met by day and over the week, and what most days bring."""
    grid, simulated = report.scenario.grid, report.simulated
    order = {row: i for i, row in enumerate(report.coverage_rows)}
    cells: dict[tuple[str, str], dict[int, str]] = {}
    for row in () if simulated is None else (*simulated.days, *simulated.totals):
        whole = row.end - row.start > grid.slots_per_day
        column = grid.days if whole else grid.day(row.start)
        own = cells.setdefault((row.channel, row.language), {})
        own.setdefault(column, chance_words(row))
    rows = [
        (_title(*key), *(cells[key].get(day, "–") for day in range(grid.days + 1)))
        for key in sorted(cells, key=lambda key: (order.get(key, len(order)), key))
    ]
    names = tuple(words.day_name(grid, day) for day in range(grid.days))
    caption = "Chance that the target is met, and the share in time of eight in ten such days"
    return TextTable(
        caption, ("Channel", *names, "All"), tuple(rows), frozenset(range(1, grid.days + 2))
    )


def chance_words(row: SimulatedRow) -> str:
    """`88 %, 78–95`: the chance of the target, and p10 to p90 of the share in time."""
    if math.isnan(row.chance.mean) or math.isnan(row.p10):
        return "–"
    return f"{words.percent(row.chance.mean)}, {100 * row.p10:.0f}–{100 * row.p90:.0f}"


def row_words(channel: str, language: str) -> str:
    """`phones`, `phones, Spanish`, `phones, English and Vietnamese`."""
    name = words.channel(channel)
    if language == ALL:
        return name
    return f"{name}, {words.joined([words.language(code) for code in language.split('+')])}"


def _title(channel: str, language: str) -> str:
    return words.capital(row_words(channel, language))


def day_lines(simulated: Simulated) -> Iterator[str]:
    """A line of text for each channel, language and day, and for the whole horizon."""
    grid, seen = simulated.grid, simulated
    interval = f"{words.percent(seen.confidence)} interval"
    days = f"{words.percent(seen.day_cv, 1)} ({KNOWN_FROM[seen.day_cv_from]})"
    yield (
        f"{seen.played} replications, seed {seen.seed}, days differ by {days}; mean ± half of the "
        f"{interval}"
    )
    heads = (
        "contacts",
        "in time",
        "mean wait",
        "given up",
        "occupancy",
        "waiting",
        "oldest",
        "target",
        "p10–90",
    )
    yield f"{'':24}" + "".join(f"{head:>{w}}" for head, w in zip(heads, WIDTHS, strict=True))
    for total in sorted(seen.totals, key=lambda r: (r.channel, r.language != ALL, r.language)):
        own = [r for r in seen.days if (r.channel, r.language) == (total.channel, total.language)]
        yield _title(total.channel, total.language)
        for row in own:
            yield _line(words.day_name(grid, grid.day(row.start)), row)
        if len(own) > 1:
            yield _line("all", total)


def _line(name: str, row: SimulatedRow) -> str:
    cells = (
        words.amount(row.offered, 0),
        plus_minus(row.service_level, 1),
        _wait(row.asa_s),
        plus_minus(row.abandoned, 1),
        plus_minus(row.occupancy, 1),
        words.amount(row.waiting, 1),
        f"{words.amount(row.oldest_hours, 1)} h",
        *(chance_words(row).split(", ") if not math.isnan(row.p10) else ("–", "–")),
    )
    return f"  {name:22}" + "".join(f"{c:>{w}}" for c, w in zip(cells, WIDTHS, strict=True))


def _wait(estimate: Estimate) -> str:
    """`7 s ± 1`, hours where it is hours; a dash where nobody was answered."""
    mean, half_width = estimate.mean, estimate.half_width
    if math.isnan(mean):
        return "–"
    if mean >= 3600:
        return f"{mean / 3600:,.1f} h ± {half_width / 3600:,.1f}"
    return f"{mean:,.0f} s ± {half_width:,.0f}"
