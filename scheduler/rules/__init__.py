"""One labour rule, one file. `RULES` names them all; a new rule is one more line here."""

from scheduler.rules.availability import Availability
from scheduler.rules.base import Rule
from scheduler.rules.contract_days import ContractDays
from scheduler.rules.contract_hours import ContractHours
from scheduler.rules.days_in_a_row import DaysInARow
from scheduler.rules.days_off_in_a_row import DaysOffInARow
from scheduler.rules.employment import Employment
from scheduler.rules.least_stint import LeastStint
from scheduler.rules.meal_and_rest_breaks import MealAndRestBreaks
from scheduler.rules.meetings import Meetings
from scheduler.rules.minimum_rest import MinimumRest
from scheduler.rules.minimum_staff import MinimumStaff
from scheduler.rules.own_start import OwnStart
from scheduler.rules.pauses_apart import PausesApart
from scheduler.rules.pins import Pins
from scheduler.rules.programs import Programs
from scheduler.rules.seats import Seats
from scheduler.rules.shift_shape import ShiftShape
from scheduler.rules.skills import Skills
from scheduler.rules.start_spread import StartSpread
from scheduler.rules.stints import Stints
from scheduler.rules.time_off import TimeOffRule
from scheduler.rules.week_after import WeekAfter
from scheduler.rules.weekends import Weekends
from scheduler.rules.working_window import WorkingWindow

RULES: list[type[Rule]] = [
    ShiftShape,
    TimeOffRule,
    Employment,
    Availability,
    OwnStart,
    WorkingWindow,
    ContractDays,
    ContractHours,
    MealAndRestBreaks,
    PausesApart,
    MinimumRest,
    DaysInARow,
    DaysOffInARow,
    Weekends,
    WeekAfter,
    Skills,
    Stints,
    LeastStint,
    StartSpread,
    Meetings,
    Programs,
    Pins,
    Seats,
    MinimumStaff,
]
