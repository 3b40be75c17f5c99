"""How loaded a centre is, and volumes that load it as asked.

Capacity: the paid hours that CSRs owe in the week after leave, less their rests, the
meetings they attend and the program work they owe. Load: the hours asked (heads required
on phone and desk, and email due within the week) over the capacity. The load of a
language: heads required in it over the capacity of its speakers.
"""

from __future__ import annotations

import csv
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from scheduler.domain.demand import ALL, Volume
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.loading import load
from scheduler.rostering.problem.workload import slots_on_queues
from scheduler.staffing.requirements import require

COMMON_LOAD = 0.6  # of what its speakers can give, for a language that many speak
AHT_S = {"phone": 240, "email": 300, "desk": 240}
BESIDE_PHONE = {"email": 0.109 / 0.848, "desk": 0.043 / 0.848}  # contacts; Portland, March 2024
WEEKDAY = (1.15, 1.08, 1.02, 1.0, 0.95, 0.55, 0.48)  # Monday to Sunday, assumed
OPEN = {"phone": (7, 20), "email": (7, 20), "desk": (8, 17)}

# When a language is asked for: the widest of these that its speakers can man with one head.
WINDOWS = ((7, 7, 20), (5, 7, 20), (5, 8, 18), (5, 9, 17), (5, 10, 15), (3, 10, 15), (2, 10, 14))

Hour = tuple[int, int]  # day, hour
Hours = dict[Hour, float]


@dataclass(frozen=True)
class Loads:
    """What a centre is loaded with, hours of one week and shares of capacity."""

    asked_hours: float
    capacity_hours: float
    languages: dict[str, float]

    @property
    def load(self) -> float:
        return self.asked_hours / self.capacity_hours

    def text(self) -> str:
        own = "".join(f", {language} {share:.3f}" for language, share in self.languages.items())
        return (
            f"asked {self.asked_hours:.1f} h of {self.capacity_hours:.1f} h: "
            f"load {self.load:.3f}{own}"
        )


def on_queue_hours(scenario: Scenario) -> dict[str, float]:
    """Hours that each CSR can give to the queues in the first week, by id."""
    meetings: Counter[str] = Counter()
    for meeting in scenario.meetings:
        meetings.update(dict.fromkeys(meeting.attendees, meeting.slots))
    return {
        csr.csr_id: slots_on_queues(scenario, csr, 0, meetings[csr.csr_id])
        * scenario.grid.slot_hours
        for csr in scenario.csrs
        if SUPERVISION not in csr.channels
    }


def measure(scenario: Scenario) -> Loads:
    """Hours asked of a centre beside what its people can give."""
    able = on_queue_hours(scenario)
    found = require(scenario, forecast(scenario).volumes)
    own = {
        language: float(need.sum())
        * scenario.grid.slot_hours
        / max(1e-9, _speakers_hours(scenario, able, language))
        for (channel, language), need in found.by_slot.items()
        if channel == "phone" and language != ALL
    }
    return Loads(_asked(scenario, forecast(scenario).volumes), sum(able.values()), own)


def _speakers_hours(scenario: Scenario, able: dict[str, float], language: str) -> float:
    return sum(
        hours for csr_id, hours in able.items() if language in scenario.csr[csr_id].languages
    )


def scale(
    target: float,
    languages: dict[str, float],
    folder: Path,
    monday: date,
    lot: random.Random,
    weekdays: Sequence[float] = WEEKDAY,
) -> Loads:
    """Write forecast.csv so that the centre in `folder` has these loads; the loads reached.

    `weekdays` are the weights of Monday to Sunday.
    """
    _write(folder, monday, {("phone", "en"): {(0, 12): 1.0}})
    scenario = load(folder)
    able = on_queue_hours(scenario)
    even = {hour: _weight(*hour, weekdays) for hour in _hours("phone")}
    shape = {hour: weight * lot.uniform(0.94, 1.06) for hour, weight in even.items()}
    spoken: dict[str, Hours] = {}
    for language, share in languages.items():
        hours = share * _speakers_hours(scenario, able, language)
        if found := _language(scenario, language, hours, shape):
            spoken[language] = found

    def volumes(size: float) -> dict[tuple[str, str], Hours]:
        return _contacts(scenario, size, shape, spoken, even)

    size = _reach(
        lambda size: _asked(scenario, _volumes(scenario, volumes(size))),
        target * sum(able.values()),
    )
    _write(folder, monday, volumes(size))
    return measure(load(folder))


def _contacts(
    scenario: Scenario, size: float, shape: Hours, spoken: dict[str, Hours], even: Hours
) -> dict[tuple[str, str], Hours]:
    """Contacts by channel and language when the phones get `size` times their shape.

    The other channels are asked for as `even`, the shape without chance, has it.
    """
    total = {hour: size * weight for hour, weight in shape.items()}
    found = {("phone", language): own for language, own in spoken.items()}
    others = {hour: sum(own.get(hour, 0.0) for own in spoken.values()) for hour in total}
    found["phone", "en"] = {hour: max(0.0, v - others[hour]) for hour, v in total.items()}
    week = sum(total.values())
    for channel, share in BESIDE_PHONE.items():
        if channel in scenario.opening:
            own = {hour: even[hour] for hour in _hours(channel)}
            part = share * week / sum(own.values())
            found[channel, "en"] = {hour: part * weight for hour, weight in own.items()}
    return found


def _language(scenario: Scenario, language: str, hours: float, shape: Hours) -> Hours:
    """Contacts in a language that ask for so many hours; none where one head is too much."""
    for days, first, last in WINDOWS:
        own = {h: w for h, w in shape.items() if h[0] < days and first <= h[1] < last}
        if len(own) <= hours:
            break
    else:
        return {}

    def asked(size: float) -> float:
        some = {("phone", language): {hour: size * weight for hour, weight in own.items()}}
        found = require(scenario, _volumes(scenario, some)).by_slot
        return float(found["phone", language].sum()) * scenario.grid.slot_hours

    size = _reach(asked, hours)
    return {hour: size * weight for hour, weight in own.items()}


def _reach(hours_of: Callable[[float], float], target: float) -> float:
    """The size whose hours are nearest to the target; hours never fall as the size grows."""
    low, high = 0.01, 1.0
    while hours_of(high) < target:
        low, high = high, 2 * high
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if hours_of(middle) < target else (low, middle)
    return min((low, high), key=lambda size: abs(hours_of(size) - target))


def _asked(scenario: Scenario, volumes: tuple[Volume, ...]) -> float:
    """Hours of heads on phone and desk, and of email due within the week."""
    found = require(scenario, volumes)
    heads = sum(int(need.sum()) for (_, language), need in found.by_slot.items() if language == ALL)
    email = sum(float(work.due_hours[-1]) for work in found.deferrable)
    return heads * scenario.grid.slot_hours + email


def _hours(channel: str) -> Iterator[Hour]:
    days = 5 if channel == "desk" else 7
    return ((day, hour) for day in range(days) for hour in range(*OPEN[channel]))


def _weight(day: int, hour: int, weekdays: Sequence[float]) -> float:
    """Two peaks a day, half past ten and three in the afternoon, times the weight of the day."""
    at = hour + 0.5
    peaks = math.exp(-(((at - 10.5) / 1.7) ** 2)) + 0.85 * math.exp(-(((at - 15) / 1.9) ** 2))
    return weekdays[day] * (0.4 + peaks)


def _volumes(scenario: Scenario, contacts: dict[tuple[str, str], Hours]) -> tuple[Volume, ...]:
    grid = scenario.grid
    step = grid.slots_per_interval
    return tuple(
        Volume(at, at + step, channel, language, volume, AHT_S[channel])
        for (channel, language), own in contacts.items()
        for (day, hour), volume in own.items()
        for at in [day * grid.slots_per_day + hour * step]
    )


def _write(folder: Path, monday: date, contacts: dict[tuple[str, str], Hours]) -> None:
    rows = sorted(
        (datetime.combine(monday + timedelta(days=day), datetime.min.time()).replace(hour=hour),
         channel, language, volume)
        for (channel, language), own in contacts.items()
        for (day, hour), volume in own.items()
    )  # fmt: skip
    with (folder / "forecast.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("start", "channel", "language", "volume", "aht_s"))
        for start, channel, language, volume in rows:
            cells = (f"{start:%Y-%m-%dT%H:%M}", channel, language, f"{volume:.3f}", AHT_S[channel])
            writer.writerow(cells)
