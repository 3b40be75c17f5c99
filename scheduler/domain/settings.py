"""What a centre sets: labour, pay, prices, service and solving, with units and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scheduler.domain.agreed_overtime import AgreedOvertime
from scheduler.domain.contact_routing import Routing
from scheduler.domain.late_changes import LateChange


@dataclass(frozen=True)
class BreakBand:
    """Rests and meals owed by a shift of up to `up_to_minutes` paid (inclusive)."""

    up_to_minutes: int
    rests: int
    meals: int


@dataclass(frozen=True)
class MealWindow:
    """For shifts of up to `up_to_minutes` paid, the whole meal lies between two times.

    `from_minutes` and `to_minutes` count from the start of the shift.
    """

    up_to_minutes: int
    from_minutes: int
    to_minutes: int


# To 2:00 0/0; 2:01-5:59 1/0; 6:00 1/1; 6:01-10:00 2/1; 10:01-13:59 3/1 (OAR 839-020-0050;
# pdx.edu wage and hour laws).
OREGON_BREAKS = (
    BreakBand(120, 0, 0),
    BreakBand(359, 1, 0),
    BreakBand(360, 1, 1),
    BreakBand(600, 2, 1),
    BreakBand(839, 3, 1),
)
# What files leave out: a counter on another floor takes an hour, a queue half an hour (unverified).
MIN_STINTS = {"phone": 30, "email": 30, "desk": 60, "supervision": 30}
# OAR 839-020-0050(2)(d)
OREGON_MEAL_WINDOWS = (MealWindow(420, 120, 240), MealWindow(839, 180, 300))


@dataclass(frozen=True)
class Labour:
    """Labour rules as parameters; `sources` maps a key to `file:line` where it was set."""

    breaks: tuple[BreakBand, ...] = OREGON_BREAKS
    meal_windows: tuple[MealWindow, ...] = OREGON_MEAL_WINDOWS
    rest_minutes: int = 10
    rest_within_minutes: int = 60  # of the middle of its stretch of work
    min_rest_between_shifts_hours: float = 11.0
    max_days_in_a_row: int = 6
    min_days_in_a_row: int = 1
    min_days_off_in_a_row: int = 1
    min_weekends_off: int = 0  # of any four in a row
    max_overtime_hours: float = 0.0  # a week and CSR
    max_overtime_hours_per_day: float = 2.0
    overtime_step_minutes: int = 60
    seats: int | None = None  # people at work at once, meals left out
    minimum_staff: int | None = None  # people at work while the centre is open, meals left out
    supervisor_span: int = 10  # required people on phone and desk per supervisor
    min_stint_minutes: Mapping[str, int] = field(default_factory=dict)  # by channel, else 0
    min_work_between_pauses_minutes: int = 0
    max_unbroken_work_minutes: int | None = None
    notice_hours: float = 0.0  # a shift changed with less notice than this is a late change
    shifts_fixed_hours: float = 0.0  # from now on, in which no shift moves
    call_in_hours: float = 4.0  # least of an extra day
    offered_overtime_hours: float = 4.0  # a week and person, for an offer that needs a yes
    sources: Mapping[str, str] = field(default_factory=dict)
    agreed: tuple[AgreedOvertime, ...] = ()  # no setting: what people have said yes to
    late_changes: tuple[LateChange, ...] = ()  # no setting: late changes of weeks published

    def source(self, key: str) -> str:
        """`settings.toml:LINE` of the key, or `default`."""
        return self.sources.get(key, "default")


# Dollars of weekend_day and evening_shift where the settings leave them out and a past is
# published, beside which they can be shared (docs/fairness.md has what they buy); and of
# start_unlike_last_week_per_hour where evenings and early starts have no price. Where these are
# shared, whole weeks change hands, which is what a start like last week's would forbid.
SHARED_WEEKEND, SHARED_EVENING = 2.0, 0.5
STARTS_KEPT = 1.0


@dataclass(frozen=True)
class Prices:
    """One objective in dollars; `per_hour` is per agent-hour."""

    shortage_per_hour: float = 60.0
    language_shortage_per_hour: float = 60.0
    surplus_per_hour: float = 2.0
    refused_request: float = 10.0  # x weight
    missed_meeting: float = 60.0  # per excused attendee
    missing_supervisor_per_hour: float = 30.0
    weekend_day: float = 0.0  # the k-th weekend day a person works (past counted) costs k x this
    evening_shift: float = 0.0  # likewise for shifts that end after evening_from
    early_start: float = 0.0  # likewise for shifts that start before early_before
    early_before: int = 8 * 60  # minutes of the day
    fairness_weeks: int = 8  # of the published past that count into k
    moving_start_per_hour: float = 10.0  # spread of a person's start times in a week, beyond 1 h
    moving_start_free_hours: float = 1.0
    start_unlike_last_week_per_hour: float = (
        STARTS_KEPT  # from the usual start of the published past
    )
    short_rest_per_hour: float = 2.0  # below short_rest_below_hours, above the legal least
    short_rest_below_hours: float = 12.0
    activity_change: float = 0.1  # each further change of activity in a shift
    single_day_off: float = 2.0  # a day off between two working days
    changed_shift: float = 20.0  # per CSR-day whose start, end or day off differs from published
    changed_activity_per_hour: float = 5.0  # per hour at work in both, on something else
    changed_day: float = 3.0  # per CSR-day on which anything differs from published
    late_change: float = 0.0  # on top of changed_shift, with less than labour.notice_hours
    urgent_shortage_per_hour: float = 60.0  # on top, for heads missing within urgent_hours of now
    urgent_hours: float = 2.0


# What people feel and no caller does, priced: `scheduler trade` turns all of them together.
PEOPLE_PRICES = (
    "moving_start_per_hour",
    "start_unlike_last_week_per_hour",
    "short_rest_per_hour",
    "activity_change",
    "single_day_off",
    "weekend_day",
    "evening_shift",
    "early_start",
    "refused_request",
)


def with_people_prices(prices: Prices, times: float) -> Prices:
    """The same prices, those for people so many times as high."""
    changed: dict[str, Any] = {name: times * getattr(prices, name) for name in PEOPLE_PRICES}
    return replace(prices, **changed)


@dataclass(frozen=True)
class RequestRules:
    """Whose request comes first.

    refused_again: share that each refusal of the published past adds to the price of the next.
    seniority: what `hired` decides among people who ask for the same time: "ties",
    "first_choice" or "none".
    """

    refused_again: float = 0.5
    seniority: str = "ties"


@dataclass(frozen=True)
class Pay:
    """Wages beyond the hourly rate, dollars an hour unless named otherwise."""

    overtime_multiple: float = 1.5
    evening_premium_per_hour: float = 0.0
    evening_from: int = 18 * 60  # minutes of the day
    weekend_premium_per_hour: float = 0.0
    language_differential_per_hour: float = 0.0  # all paid hours of who speaks one more language
    language_differential_on_leave: tuple[str, ...] = ("sick",)  # kinds of paid leave
    base_language: str = "en"
    late_change_hours: float = 0.0  # of pay at the rate, for each late change of a shift
    loading: float = 1.0  # loaded cost / wages
    paid_holidays: tuple[str, ...] = ()  # ISO dates of closures that are paid
    # Whose week a paid holiday shortens: "everybody", "who_could_work" or "who_loses_a_day".
    holiday_owed_to: str = "everybody"
    # What a paid holiday pays: the person's "usual_day" lost, or a fifth of the week, "pro_rata".
    holiday_hours: str = "usual_day"


@dataclass(frozen=True)
class Service:
    """Targets of one channel.

    model: "erlang_c", "erlang_a" or "deferrable". target: share answered within
    `within_s` seconds. For deferrable work `within_s` is the deadline after arrival.
    scope: over what the target is met, each "interval", each "day" or each "week"; all
    other limits hold in every interval, and so does `floor` where the scope is longer.
    Hours may then move between intervals to where people are, up to `trade_percent` more of
    them than the fewest.
    ramp: which rate of an interval counts, its mean ("stationary"), its highest ("max") or
    slot by slot the load that lags behind it ("mol"). speakers: whether those who speak a
    language are counted for its contacts "alone", or also for the others that come to them
    while everybody else is busy ("shared"); "held" begins alone, and a run then asks for as
    many as a simulation finds that the language's target takes over its week, or day.
    abandons: whether who gives up within the limit counts as "missed", as "met", or is
    "left_out". asa: whether the average speed of answer is that of the "answered" or of "all".
    """

    channel: str
    model: str = "erlang_c"
    target: float = 0.80
    within_s: float = 20.0
    max_occupancy: float = 0.95
    max_asa_s: float | None = None  # highest average speed of answer, s
    scope: str = "interval"
    floor: float = 0.5  # share answered in time in any interval
    trade_percent: float = 2.0
    ramp: str = "stationary"
    speakers: str = "held"
    minimum: int = 0  # a floor of the requirement while open, people
    patience_s: float | None = None
    abandons: str = "missed"
    asa: str = "answered"
    waiting_hours: float = 0.0  # deferrable: work already waiting at the start of the horizon
    reserved_hours: float = 0.0  # deferrable: agent-hours that each open day keeps for it


MOST_TRIES = 5  # further calls of somebody who gives up


@dataclass(frozen=True)
class Simulation:
    """What is left to chance when contacts are played against a roster.

    replications: how often the horizon is played, None for as many as play half a million
    contacts (10 to 200), 0 for none. day_cv: deviation of a day's volume as a share of it,
    None for the error of the forecast where that is known.
    handling: "exponential" or "lognormal" (deviation / mean is `handling_cv`); measured
    handling times of a channel come before both. balking: share of those who would have
    to wait who leave at once; calls_again: share of those who give up who call again,
    `calls_again_after_s` later, up to `MOST_TRIES` times; callbacks: share of those who have to
    wait who are called back in their turn. rules: who takes which contact. ramps: rates change
    inside intervals also where the requirement takes them as even.
    """

    replications: int | None = None
    day_cv: float | None = None
    handling: str = "exponential"
    handling_cv: float = 1.2
    balking: float = 0.0
    calls_again: float = 0.0
    calls_again_after_s: float = 1200.0
    callbacks: float = 0.0
    rules: Routing = field(default_factory=Routing)
    ramps: bool = False


@dataclass(frozen=True)
class Solve:
    """Limits of the search."""

    time_limit_s: float = 60.0
    gap: float = 0.0
    seed: int = 1
    workers: int = 2
