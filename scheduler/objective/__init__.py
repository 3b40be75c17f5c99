"""One objective in dollars, one term one file. `TERMS` names them all, in the order of reports;
a new term is one more line here."""

from scheduler.domain.scenario import Scenario
from scheduler.objective.activity_changes import ActivityChanges
from scheduler.objective.changed_days import ChangedDays
from scheduler.objective.changes import Changes
from scheduler.objective.email import Email
from scheduler.objective.fairness import Fairness
from scheduler.objective.language_shortage import LanguageShortage
from scheduler.objective.late_shifts import LateShifts
from scheduler.objective.missed_meetings import MissedMeetings
from scheduler.objective.moving_starts import MovingStarts
from scheduler.objective.pay_beyond_contract import PayBeyondContract
from scheduler.objective.requests import RefusedRequests
from scheduler.objective.short_rests import ShortRests
from scheduler.objective.shortage import Shortage
from scheduler.objective.single_days_off import SingleDaysOff
from scheduler.objective.supervision import Supervision
from scheduler.objective.surplus import Surplus
from scheduler.objective.term import Term
from scheduler.objective.urgent_shortage import UrgentShortage
from scheduler.objective.usual_starts import UsualStarts

TERMS: list[type[Term]] = [
    Shortage,
    LanguageShortage,
    Surplus,
    Email,
    Supervision,
    RefusedRequests,
    MissedMeetings,
    PayBeyondContract,
    Fairness,
    MovingStarts,
    UsualStarts,
    ShortRests,
    SingleDaysOff,
    ActivityChanges,
    Changes,
    ChangedDays,
    LateShifts,
    UrgentShortage,
]


def terms_of(scenario: Scenario) -> tuple[Term, ...]:
    """Every term with the prices of this centre."""
    kinds = tuple(TERMS)
    return scenario.kept(
        ("terms", kinds), lambda: tuple(kind.from_scenario(scenario) for kind in kinds)
    )


def unread(scenario: Scenario) -> tuple[str, ...]:
    """A warning for each term that is priced and that the local search does not read at all."""
    return tuple(
        f"{term.name} is priced at {term.priced}; the local search does not read it, only the "
        "finished roster and CP-SAT do"
        for term in terms_of(scenario)
        if term.priced and term.search.extent == "none"
    )


def left_out_of_the_bound(scenario: Scenario) -> dict[str, str]:
    """Of each priced term what the lower bound does not count, by its name."""
    return {
        term.name: term.bound.why
        for term in terms_of(scenario)
        if term.priced and term.bound.extent != "whole"
    }
