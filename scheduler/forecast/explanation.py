"""A forecast and a back-test as plain tables: a header and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from scheduler.domain.demand import Volume
from scheduler.domain.grid import Grid
from scheduler.forecast.backtest import COMBINED, Backtest
from scheduler.forecast.combination import AVERAGE
from scheduler.forecast.contacts import ContactForecast
from scheduler.forecast.series import SeriesForecast

Cell = str | float | None
QUANTILES = {"p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}
FACTORS = ("trend", "weekday", "season", "beside", "month", "event", AVERAGE)

INTERVALS = ("start", "channel", "language", "volume", "aht_s")
DAYS = ("date", "channel", "contacts", *QUANTILES, "level", *FACTORS)
ACCURACY = ("channel", "method", "slot_wape", "day_wape", *QUANTILES)


def interval_header(outlook: ContactForecast | None) -> tuple[str, ...]:
    return (*INTERVALS, *QUANTILES) if outlook else INTERVALS


def interval_rows(
    grid: Grid, volumes: Iterable[Volume], outlook: ContactForecast | None, plan: float | None
) -> Iterator[Sequence[Cell]]:
    """Rows of forecast.csv; with an outlook also what a share of such days stays below.

    The quantiles are those of the interval's rate, from the error of whole days; chance
    within the interval comes on top, for which the staffing formulas allow.
    """
    factors = _factors(outlook, plan) if outlook else {}
    for v in volumes:
        row = (grid.moment(v.start).isoformat(), v.channel, v.language, v.volume, v.aht_s)
        day = grid.date(grid.day(v.start)).toordinal()
        yield (*row, *(v.volume * factor for factor in factors.get((v.channel, day), ())))


def day_rows(outlook: ContactForecast, plan: float | None) -> Iterator[Sequence[Cell]]:
    """One row for each channel and day: level x factors = the middle, and the quantiles.

    These hold for the contacts of the whole day, chance included. A factor of a term that
    the history is too short for is empty.
    """
    for channel, found in outlook.channels.items():
        planned = found.quantile(plan).sum(axis=1)
        bounds = [found.day_quantile(share) for share in QUANTILES.values()]
        for at, day in enumerate(found.ordinals.tolist()):
            terms = (_at(found, name, at) for name in ("level", *FACTORS))
            quantiles = (float(bound[at]) for bound in bounds)
            moment = str(date.fromordinal(day))
            yield (moment, channel, float(planned[at]), *quantiles, *terms)


def accuracy_rows(tested: Mapping[str, Backtest]) -> Iterator[Sequence[Cell]]:
    """One row for each channel and method, errors in percent; the model's coverage too."""
    for channel, found in tested.items():
        for row in found.table:
            shares = [100 * found.coverage[share] for share in QUANTILES.values()]
            covered = shares if row.name == COMBINED else [None] * len(shares)
            yield (channel, row.name, row.slot_wape, row.day_wape, *covered)


def _at(found: SeriesForecast, name: str, at: int) -> float | None:
    return float(found.terms[name][at]) if name in found.terms else None


def _factors(
    outlook: ContactForecast, plan: float | None
) -> dict[tuple[str, int], tuple[float, ...]]:
    """By channel and day: each quantile of the rate over what is planned for."""
    return {
        (channel, day): tuple(
            float(found.factor(share)[at] / found.factor(plan)[at]) for share in QUANTILES.values()
        )
        for channel, found in outlook.channels.items()
        for at, day in enumerate(found.ordinals.tolist())
    }
