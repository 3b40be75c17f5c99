"""The drawings of the budget page: a bridge in bars, the years ahead, service against money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.costing.bridge import Bridge
from scheduler.costing.capacity import CapacityMonth
from scheduler.domain.frontier import FrontierPoint
from scheduler.reporting.findings import words
from scheduler.reporting.page.budget_tables import money

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 760, 280, 56, 34, 14


@dataclass(frozen=True)
class BridgeBar:
    """One bar of a bridge: where it lies in percent of the chart, its look and its words."""

    title: str
    start: float
    width: float
    look: str
    text: str


@dataclass(frozen=True)
class AxisMark:
    """A label beside an axis, at a place of the drawing."""

    at: float
    text: str


@dataclass(frozen=True)
class LineChart:
    """Lines over time with a band; all paths are in the drawing's own units."""

    width: int
    height: int
    band: str
    lines: tuple[tuple[str, str], ...]  # look, points
    across: tuple[AxisMark, ...]
    up: tuple[AxisMark, ...]
    summary: str


@dataclass(frozen=True)
class Dot:
    """One scenario of the frontier: its place, its interval from top to bottom, its name."""

    x: float
    y: float
    top: float
    bottom: float
    name: str
    best: bool


@dataclass(frozen=True)
class FrontierChart:
    """Scenarios by dollars and service; `best` are those that none beats in both."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    path: str
    across: tuple[AxisMark, ...]
    up: tuple[AxisMark, ...]
    summary: str


def bridge_bars(found: Bridge, year: str) -> list[BridgeBar]:
    """The plan, every step from where the one before ended, and what is reached."""
    levels, level = [0, found.planned], found.planned
    for step in found.steps:
        level += step.cents
        levels.append(level)
    low, high = min(levels), max(levels)
    scale = 100 / (high - low) if high > low else 0.0

    def bar(title: str, start: int, end: int, look: str, text: str) -> BridgeBar:
        left = (min(start, end) - low) * scale
        return BridgeBar(title, left, max(0.4, abs(end - start) * scale), look, text)

    bars = [bar(f"Plan {year}", 0, found.planned, "planned", money(found.planned / 100))]
    level = found.planned
    for step in found.steps:
        look = "more" if step.cents > 0 else "less"
        text = money(step.dollars, sign=True)
        bars.append(bar(words.capital(step.name), level, level + step.cents, look, text))
        level += step.cents
    title = words.capital(found.basis)
    return [*bars, bar(title, 0, found.reached, "rostered", money(found.reached / 100))]


def capacity_chart(months: Sequence[CapacityMonth]) -> LineChart | None:
    """FTE needed with their band, employed and at full speed; None without months."""
    if not months:
        return None
    most = max(max(m.need_high, m.staff_fte) for m in months) * 1.08
    step = (WIDTH - LEFT - 10) / max(1, len(months) - 1)

    def x(number: int) -> float:
        return LEFT + number * step

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most)

    def line(column: str) -> str:
        return _points((x(n), y(getattr(m, column))) for n, m in enumerate(months))

    back = _points((x(n), y(months[n].need_low)) for n in reversed(range(len(months))))
    years = [n for n, m in enumerate(months) if n % 12 == 0]
    last = months[-1]
    return LineChart(
        WIDTH,
        HEIGHT,
        f"{line('need_high')} {back}",
        tuple((look, line(column)) for look, column in (
            ("need", "need_fte"), ("staff", "staff_fte"), ("ready", "ready_fte"))),
        tuple(AxisMark(x(n), months[n].fiscal_year) for n in years),
        tuple(AxisMark(y(value), f"{value:g}") for value in _ticks(0, most)),
        f"In {last.month:%B %Y} {last.need_fte:.1f} FTE are needed ({last.need_low:.1f} to "
        f"{last.need_high:.1f}) and {last.ready_fte:.1f} are there.",
    )  # fmt: skip


def frontier_chart(points: Sequence[FrontierPoint]) -> FrontierChart | None:
    """Dollars across, service on the phones up; None with fewer than two simulated points."""
    known = [(p, met) for p in points if (met := p.level("phone")) is not None]
    if len(known) < 2:
        return None
    low, high = min(p.loaded for p, _ in known), max(p.loaded for p, _ in known)
    worst = min(met.low for _, met in known)
    room = (high - low) * 0.06 or max(1.0, 0.02 * high)
    low, high, floor = low - room, high + room, max(0.0, worst - 0.02)

    def x(dollars: float) -> float:
        return LEFT + (WIDTH - LEFT - 10) * (dollars - low) / (high - low)

    def y(share: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (share - floor) / (1 - floor or 1))

    best = {p.scenario for p in unbeaten(points)}
    dots = tuple(
        Dot(x(p.loaded), y(m.mean), y(m.high), y(m.low), p.scenario, p.scenario in best)
        for p, m in known
    )
    ends = sorted((dot.x, dot.y) for dot in dots if dot.best)
    return FrontierChart(
        WIDTH,
        HEIGHT,
        dots,
        _points(ends),
        tuple(AxisMark(x(v), f"${v / 1e6:.2f}M") for v in _ticks(low, high)),
        tuple(AxisMark(y(v), f"{100 * v:.0f} %") for v in _ticks(floor, 1.0)),
        f"Not beaten in both money and service: {len(best)} of {len(known)} scenarios.",
    )


def unbeaten(points: Sequence[FrontierPoint]) -> list[FrontierPoint]:
    """Points that no other beats in dollars without losing service, cheapest first."""
    found: list[FrontierPoint] = []
    reached = -1.0
    known = [p for p in points if p.level("phone") is not None]

    def order(point: FrontierPoint) -> tuple[float, float, str]:
        met = point.level("phone")
        return point.loaded, -(met.mean if met else 0.0), point.scenario

    for point in sorted(known, key=order):
        met = point.level("phone")
        if met is not None and met.mean > reached + 1e-9:
            reached = met.mean
            found.append(point)
    return found


def _points(places: object) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)  # type: ignore[attr-defined]


def _ticks(low: float, high: float) -> list[float]:
    """About five round numbers between two."""
    span = (high - low) or 1.0
    size = 10.0 ** len(str(int(span))) if span >= 1 else 1.0
    while span / size < 4:
        size /= 2 if str(size)[0] in "1248" else 2.5
    first = -(-low // size)
    return [round((first + n) * size, 9) for n in range(9) if (first + n) * size <= high]
