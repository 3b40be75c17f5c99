"""The simple forecast: the mean of the same weekday and interval over the last weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from scheduler.domain.history import Expected, Observed

Series = tuple[str, str]  # (channel, language)


def mean_of_weeks(
    history: Iterable[Observed], first_day: date, days: int, weeks: int = 6
) -> tuple[Expected, ...]:
    """Expected contacts of `days` days from `first_day`, sorted by channel, language, start.

    Each is the mean over the last `weeks` days of the same weekday, before `first_day`,
    on which the channel has records; an interval without a record counts as zero. The
    handling time is the mean weighted by contacts.
    """
    offered: dict[Series, dict[datetime, float]] = defaultdict(lambda: defaultdict(float))
    work_s: dict[Series, dict[datetime, float]] = defaultdict(lambda: defaultdict(float))
    dates: dict[str, set[date]] = defaultdict(set)
    for seen in history:
        if seen.start.date() < first_day:
            series = (seen.channel, seen.language)
            offered[series][seen.start] += seen.offered
            work_s[series][seen.start] += seen.offered * seen.aht_s
            dates[seen.channel].add(seen.start.date())
    found: list[Expected] = []
    for series in sorted(offered):
        mean_aht_s = _ratio(sum(work_s[series].values()), sum(offered[series].values()))
        for day in (first_day + timedelta(days=n) for n in range(days)):
            found += _day(
                series, day, dates[series[0]], offered[series], work_s[series], mean_aht_s, weeks
            )
    return tuple(found)


def _day(
    series: Series,
    day: date,
    dates: set[date],
    offered: dict[datetime, float],
    work_s: dict[datetime, float],
    mean_aht_s: float,
    weeks: int,
) -> list[Expected]:
    """One day of one series; intervals seen on any of the days averaged."""
    alike = sorted(d for d in dates if d.weekday() == day.weekday())[-weeks:]
    times = sorted({start.time() for start in offered if start.date() in set(alike)})
    found = []
    for time in times:
        moments = [datetime.combine(d, time) for d in alike]
        contacts = sum(offered.get(m, 0.0) for m in moments)
        aht_s = _ratio(sum(work_s.get(m, 0.0) for m in moments), contacts) or mean_aht_s
        start = datetime.combine(day, time)
        found.append(Expected(start, *series, contacts / len(alike), aht_s))
    return found


def _ratio(total: float, count: float) -> float:
    return total / count if count else 0.0
