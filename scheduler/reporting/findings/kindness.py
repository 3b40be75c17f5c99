"""What kindness costs: the same week at several prices for people, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from scheduler.domain.demand import Requirements
from scheduler.domain.duties import Duties, apart
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.price import Terms
from scheduler.reporting.findings import words
from scheduler.reporting.findings.people_week import people_week
from scheduler.staffing.service import service_level_by_channel

NEAR, FAR = 60, 120  # minutes of spread that people hardly feel, and that they do
FIGURES = (
    "prices", "times", "people", "spread_within_60", "spread_above_120", "stints_short",
    "activity_changes_per_shift", "short_rests", "weekend_days_apart", "evening_shifts_apart",
    "early_starts_apart", "requests_refused", "shortage_hours", "surplus_hours",
    "objective_without_people",
)  # fmt: skip


@dataclass(frozen=True)
class Kindness:
    """One roster of the week, made at `times` the prices for people.

    `spread_within_60`: share of the people whose starts of a week lie within an hour;
    `spread_above_120` the number beyond two. `apart`: the largest difference between equals,
    with the published past. `objective`: dollars without any price for people.
    """

    prices: str
    times: float
    people: int
    spread_within_60: float
    spread_above_120: int
    stints_short: int
    activity_changes: float
    short_rests: int
    apart: Duties
    requests_refused: int
    shortage_hours: float
    surplus_hours: float
    objective: float
    service: dict[str, float]

    def cells(self) -> tuple[str | int | float, ...]:
        """In the order of `FIGURES`, the service of each channel behind them."""
        return (
            self.prices, self.times, self.people, self.spread_within_60, self.spread_above_120,
            self.stints_short, self.activity_changes, self.short_rests, *self.apart,
            self.requests_refused, self.shortage_hours, self.surplus_hours, self.objective,
            *self.service.values(),
        )  # fmt: skip


def kindness(
    prices: str,
    times: float,
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    terms: Terms,
) -> Kindness:
    """The figures of a roster; `terms` are its dollars without any price for people."""
    people = list(people_week(scenario, roster))
    spreads = [p.start_spread_minutes for p in people if p.start_spread_minutes is not None]
    changes = [p.activity_changes for p in people if p.activity_changes is not None]
    return Kindness(
        prices=prices,
        times=times,
        people=len(spreads),
        spread_within_60=sum(s <= NEAR for s in spreads) / max(1, len(spreads)),
        spread_above_120=sum(s > FAR for s in spreads),
        stints_short=sum(p.stints_short for p in people),
        activity_changes=fmean(changes) if changes else 0.0,
        short_rests=sum(p.short_rests for p in people),
        apart=apart(scenario, {p.csr_id: p.duties_with_past for p in people}),
        requests_refused=sum(p.requests_refused for p in people),
        shortage_hours=terms.shortage_hours,
        surplus_hours=terms.surplus_hours,
        objective=terms.total,
        service=dict(service_level_by_channel(scenario, requirements, roster)),
    )


def header(rows: Sequence[Kindness]) -> tuple[str, ...]:
    """Columns of trade.csv."""
    return (*FIGURES, *(f"service_level_{channel}" for channel in rows[0].service))


def lines(rows: Sequence[Kindness]) -> Iterator[tuple[str, ...]]:
    """The table of the terminal: a figure a line, a roster a column."""
    yield ("prices for people", *(row.prices for row in rows))
    yield ("", *(f"x {words.amount(row.times)}" for row in rows))
    figures: tuple[tuple[str, Callable[[Kindness], str]], ...] = (
        ("starts within 1 h", lambda r: words.percent(r.spread_within_60)),
        ("starts over 2 h apart", lambda r: words.number(r.spread_above_120)),
        ("short stints", lambda r: str(r.stints_short)),
        ("changes a shift", lambda r: words.amount(r.activity_changes)),
        ("short nights", lambda r: str(r.short_rests)),
        ("weekend days apart", lambda r: str(r.apart.weekend_days)),
        ("evenings apart", lambda r: str(r.apart.evening_shifts)),
        ("early starts apart", lambda r: str(r.apart.early_starts)),
        ("requests refused", lambda r: str(r.requests_refused)),
        ("missing", lambda r: words.hours(r.shortage_hours)),
        ("left over", lambda r: words.hours(r.surplus_hours)),
        ("objective without people", lambda r: words.dollars(r.objective, cents=True)),
    )
    for title, text in figures:
        yield (title, *(text(row) for row in rows))
    for channel in rows[0].service:
        shares = (words.percent(row.service[channel], 1) for row in rows)
        yield (f"{words.channel(channel)} in time", *shares)
