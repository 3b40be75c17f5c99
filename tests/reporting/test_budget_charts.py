"""What the drawings of the budget show: the frontier, a bridge, the years ahead."""

from __future__ import annotations

import pytest

from scheduler.costing.bridge import Position, bridge
from scheduler.domain.frontier import FrontierPoint, ServiceMet
from scheduler.reporting.page.budget_charts import (
    bridge_bars,
    capacity_chart,
    frontier_chart,
    unbeaten,
)


def point(name: str, loaded: float, level: float | None) -> FrontierPoint:
    met = () if level is None else (ServiceMet("phone", "*", level, level - 0.05, level + 0.05),)
    return FrontierPoint(name, 3, 3.0, loaded, loaded, 0.0, 0.0, None, met)


POINTS = [
    point("dear and bad", 300, 0.70),
    point("cheap", 100, 0.60),
    point("better", 200, 0.80),
    point("same money, worse", 200, 0.75),
    point("not simulated", 50, None),
]


def test_whom_none_beats() -> None:
    assert [one.scenario for one in unbeaten(POINTS)] == ["cheap", "better"]


def test_the_frontier_is_drawn_to_scale() -> None:
    chart = frontier_chart(POINTS)
    assert chart is not None
    dots = {dot.name: dot for dot in chart.dots}
    assert set(dots) == {"dear and bad", "cheap", "better", "same money, worse"}
    assert {name for name, dot in dots.items() if dot.best} == {"cheap", "better"}
    # Dollars across in equal steps, service up: a higher share lies higher on the page.
    cheap, better, dear = (dots[name].x for name in ("cheap", "better", "dear and bad"))
    assert better - cheap == pytest.approx(dear - better)
    assert dots["better"].y < dots["dear and bad"].y < dots["cheap"].y
    assert dots["better"].top < dots["better"].y < dots["better"].bottom
    assert "2 of 4 scenarios" in chart.summary


def test_one_point_is_no_frontier() -> None:
    assert frontier_chart(POINTS[:1]) is None


def test_each_bar_begins_where_the_last_one_ended() -> None:
    # 100 planned, 100 more for people, 50 less for the mix: 150 paid.
    found = bridge("today", [Position("A", 1, 100)], [Position("A", 2, 150)])
    bars = {bar.title: bar for bar in bridge_bars(found, "2022-23")}
    assert (bars["Plan 2022-23"].width, bars["FTE"].start) == (50, 50)
    assert (bars["FTE"].width, bars["FTE"].look) == (50, "more")
    assert (bars["Pay step"].start, bars["Pay step"].width) == (75, 25)
    assert bars["Pay step"].look == "less"
    assert bars["Today"].width == 75


def test_without_years_there_is_no_drawing() -> None:
    assert capacity_chart(()) is None
