"""Changes of the labour settings, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.conflict import Edit
from scheduler.domain.scenario import Scenario
from scheduler.rostering.conflicts.changes.change import Change, Family, with_labour

FILE = "settings.toml"


@dataclass(frozen=True)
class Dial:
    """A setting that can be eased: its key, the step in its own unit, how far, and words.

    `step` None is one slot in minutes, or in hours where `hours`.
    """

    key: str
    words: str
    step: int | None = None
    end: float = 0
    hours: bool = False
    sign: int = -1


DIALS: dict[str, tuple[Dial, ...]] = {
    "minimum_rest": (Dial("min_rest_between_shifts_hours", "allow {} h of rest", hours=True),),
    "days_in_a_row": (
        Dial("max_days_in_a_row", "allow {} days in a row", step=1, end=14, sign=1),
        Dial("min_days_in_a_row", "allow {} days in a row as the fewest", step=1, end=1),
    ),
    "days_off_in_a_row": (
        Dial("min_days_off_in_a_row", "allow {} days off in a row", step=1, end=1),
    ),
    "weekends": (Dial("min_weekends_off", "{} weekends off of four", step=1),),
    "minimum_staff": (Dial("minimum_staff", "minimum_staff at most {}", step=1),),
    "seats": (Dial("seats", "{} seats", step=1, end=100_000, sign=1),),
    "meal_and_rest_breaks": (
        Dial(
            "rest_within_minutes",
            "let rests start within {} minutes of the middle of their stretch",
            end=480,
            sign=1,
        ),
    ),
    "pauses_apart": (
        Dial("min_work_between_pauses_minutes", "{} minutes of work between two pauses"),
        Dial("max_unbroken_work_minutes", "{} minutes of work without a pause", end=720, sign=1),
    ),
}


def of_settings(scenario: Scenario, rule: str) -> Iterator[Family]:
    """The settings that this rule reads, eased step by step."""
    for dial in DIALS.get(rule, ()):
        value = getattr(scenario.labour, dial.key)
        if value is not None:
            yield eased(scenario, dial, value)


def eased(scenario: Scenario, dial: Dial, value: float) -> Family:
    """The steps of one setting from its value on."""
    minutes = scenario.grid.slot_minutes
    step = dial.step or (minutes / 60 if dial.hours else minutes)
    most = int(abs(dial.end - value) / step) if (dial.end - value) * dial.sign > 0 else 0

    def of(number: int) -> tuple[Change, ...]:
        new = value + dial.sign * number * step
        new = new if dial.hours else int(new)
        return (setting(scenario, dial.key, new, dial.words.format(f"{new:g}"), number),)

    return Family(most, of)


def setting(scenario: Scenario, key: str, new: float, words: str, size: float) -> Change:
    """Another value of one labour rule."""
    source, old = scenario.labour.source(key), getattr(scenario.labour, key)
    edit = Edit(
        FILE if source == "default" else source,
        f"labour.{key}",
        "" if old is None else f"{old:g}",
        f"{new:g}",
    )
    return Change(words, (edit,), size, with_labour(key, new))
