"""Keys of [labour] in settings.toml: the labour rules, the same for everybody."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from scheduler.domain.settings import MIN_STINTS, BreakBand, Labour, MealWindow
from scheduler.loading.schema.fields import Name, column
from scheduler.loading.schema.keys import UNVERIFIED, Keys

OREGON = "OAR 839-020-0050"


class BreakKeys(Keys):
    summary: ClassVar[str] = "An entry of labour.breaks."

    up_to_minutes: int = column(
        "Paid length of a shift up to which the entry applies (inclusive).",
        unit="min",
        low=1,
        high=1440,
    )
    rests: int = column("Paid rests owed.", unit="rests", low=0, high=6)
    meals: int = column("Unpaid meals owed.", unit="meals", low=0, high=1)


class MealWindowKeys(Keys):
    summary: ClassVar[str] = "An entry of labour.meal_windows."

    up_to_minutes: int = column(
        "Paid length of a shift up to which the entry applies (inclusive).",
        unit="min",
        low=1,
        high=1440,
    )
    from_minutes: int = column(
        "Earliest start of the meal, from the start of the shift.", unit="min", low=0, high=1440
    )
    to_minutes: int = column(
        "Latest end of the meal, from the start of the shift.", unit="min", low=0, high=1440
    )


def _default(parts: tuple[BreakBand, ...] | tuple[MealWindow, ...], kind: type[Keys]) -> list[Keys]:
    return [kind(**vars(part)) for part in parts]


class LabourKeys(Keys):
    summary: ClassVar[str] = "Labour rules, the same for everybody."

    breaks: list[BreakKeys] = column(
        "Rests and meals owed by the paid length of a shift, shortest first.",
        default=_default(Labour.breaks, BreakKeys),
        allowed="a list of { up_to_minutes, rests, meals }",
        source=f"{OREGON}; pdx.edu wage and hour laws",
    )
    meal_windows: list[MealWindowKeys] = column(
        "Window of the meal from the start of the shift, by paid length, shortest first.",
        default=_default(Labour.meal_windows, MealWindowKeys),
        allowed="a list of { up_to_minutes, from_minutes, to_minutes }",
        source=f"{OREGON}(2)(d)",
    )
    rest_minutes: int = column(
        "Length of a rest, rounded up to whole slots.",
        unit="min",
        default=Labour.rest_minutes,
        low=1,
        high=60,
        source=OREGON,
    )
    rest_within_minutes: int = column(
        "A rest starts at most this far from the middle of its stretch of work.",
        unit="min",
        default=Labour.rest_within_minutes,
        low=0,
        high=480,
        source=f"{OREGON}: near the middle",
    )
    min_rest_between_shifts_hours: float = column(
        "From the end of a shift to the start of the next.",
        unit="h",
        default=Labour.min_rest_between_shifts_hours,
        low=0,
        high=48,
        source=UNVERIFIED,
    )
    max_days_in_a_row: int = column(
        "Longest run of working days.",
        unit="days",
        default=Labour.max_days_in_a_row,
        low=1,
        high=42,
        source=UNVERIFIED,
    )
    min_days_in_a_row: int = column(
        "Shortest run of working days.",
        unit="days",
        default=Labour.min_days_in_a_row,
        low=1,
        high=7,
    )
    min_days_off_in_a_row: int = column(
        "Shortest run of days off; contracts.csv can ask for another.",
        unit="days",
        default=Labour.min_days_off_in_a_row,
        low=1,
        high=7,
    )
    min_weekends_off: int = column(
        "Weekends without work of any four in a row, the published past counted: a month is four "
        "weeks; contracts.csv can ask for another.",
        unit="weekends",
        default=Labour.min_weekends_off,
        low=0,
        high=4,
        source="none asked for; four weeks as in the competition INRC-II (Ceschia et al. 2019)",
    )
    max_overtime_hours: float = column(
        "Overtime allowed per person and week.",
        unit="h",
        default=Labour.max_overtime_hours,
        low=0,
        high=60,
    )
    max_overtime_hours_per_day: float = column(
        "Of this, on one day.",
        unit="h",
        default=Labour.max_overtime_hours_per_day,
        low=0,
        high=12,
    )
    overtime_step_minutes: int = column(
        "Step of overtime.",
        unit="min",
        default=Labour.overtime_step_minutes,
        low=5,
        high=480,
    )
    seats: int | None = column(
        "Most people at work at once, without supervisors and people at a meal; not set: no limit.",
        unit="people",
        default=None,
        low=0,
        high=100_000,
    )
    minimum_staff: int | None = column(
        "Fewest people at work while the centre is open, without supervisors and people at a "
        "meal; not set: none.",
        unit="people",
        default=None,
        low=0,
        high=100_000,
    )
    supervisor_span: int = column(
        "People required on phone and desk for each supervisor.",
        unit="people",
        default=Labour.supervisor_span,
        low=1,
        high=1000,
        source="plan, table 2: one supervisor for ten",
    )
    min_stint_minutes: dict[Name, Annotated[int, Field(ge=0, le=480)]] = column(
        "Least time on a channel before another activity; its opening or closing, or a meeting, "
        "may cut it short. A channel left out keeps its default, or has none.",
        unit="min by channel",
        default=dict(MIN_STINTS),
        allowed="a table of channels and minutes, { phone = 30, desk = 60 }",
        source=UNVERIFIED,
    )
    min_work_between_pauses_minutes: int = column(
        "Least work between two pauses, where the rules for pauses leave room for it.",
        unit="min",
        default=30,
        low=0,
        high=240,
        source=UNVERIFIED,
    )
    max_unbroken_work_minutes: int | None = column(
        "Longest work without a pause; not set: no limit.",
        unit="min",
        default=None,
        low=30,
        high=720,
    )
    offered_overtime_hours: float = column(
        "Weekly overtime that `scheduler repair` may offer to each person where "
        "max_overtime_hours allows less; 0: none.",
        unit="h",
        default=Labour.offered_overtime_hours,
        low=0,
        high=60,
        source=UNVERIFIED,
    )
    call_in_hours: float = column(
        "Fewest paid hours of a shift offered on a day off.",
        unit="h",
        default=Labour.call_in_hours,
        low=0.25,
        high=24,
        source=UNVERIFIED,
    )
    notice_hours: float = column(
        "With --now: a shift is changed late if its first changed hour comes sooner than this; "
        "see prices.late_change and pay.late_change_hours. 0: never.",
        unit="h",
        default=Labour.notice_hours,
        low=0,
        high=1000,
        source="none: unverified; ORS 653.436 has 14 days where it applies (not to public bodies)",
    )
    shifts_fixed_hours: float = column(
        "With --now: for this long no shift moves, except for people asked by name (offers.csv, "
        "`scheduler who`); activities may change.",
        unit="h",
        default=Labour.shifts_fixed_hours,
        low=0,
        high=1000,
        source=UNVERIFIED,
    )
