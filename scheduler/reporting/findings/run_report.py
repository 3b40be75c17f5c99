"""All that is known of a finished run, gathered for the people and programs that read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.costing.paid_absence import paid_absence
from scheduler.costing.pay import CostRow
from scheduler.domain.clause import Violation
from scheduler.domain.coverage import CoverageRow
from scheduler.domain.demand import ALL, Requirements, Row
from scheduler.domain.finish_report import FinishReport
from scheduler.domain.granting import Granting
from scheduler.domain.language_ask import LanguageAsk
from scheduler.domain.neighbourhoods import NeighbourhoodCount
from scheduler.domain.roster import SUPERVISION, Roster
from scheduler.domain.scenario import Meeting, Request, Scenario
from scheduler.domain.short_hours import speaker_hours_short
from scheduler.domain.worth import Worth
from scheduler.objective.price import Terms
from scheduler.reporting.findings.absences import HOLIDAY, Away, away
from scheduler.reporting.findings.activity_board import ActivityBoard
from scheduler.reporting.findings.edition import DRAFT, Edition
from scheduler.staffing.service import BacklogRow, ServiceRow, service_level_by_channel
from scheduler.verification.corrections import Calibration
from scheduler.verification.language_service import LanguageService
from scheduler.verification.misses import Miss, misses
from scheduler.verification.simulated import Simulated


@dataclass(frozen=True)
class Report:
    """One run. Money in dollars, times in slots.

    `bound`, `gap`, `regret_hours` and `regret` are None where nothing was proven.
    `requests` pairs each request with whether it was granted; `excused` each meeting
    with an attendee who sits in none of its sittings. `simulated` is None where nothing was
    simulated, `calibration` where no requirement was corrected by that, `languages` what
    callers of each meet in the simulation, `asks` what was asked for them; `judged` are
    languages whose service is known from an earlier simulation of this roster;
    `worth` is empty where it was not asked for, `grantings` prices the refused requests.
    `seconds` (by stage), `versions`, `machine`, `created`, `processor_share` (of the time of the
    search, None where work was counted), `finish` and `neighbourhoods` (empty without --verbose)
    cannot repeat and go to run.json alone. `edition` says whether this is a
    draft or a version that was published.
    """

    scenario: Scenario
    requirements: Requirements
    roster: Roster
    status: str
    objective: float
    bound: float | None
    gap: float | None
    regret_hours: float | None
    regret: float | None
    seed: int
    terms: Terms
    coverage: tuple[CoverageRow, ...] = ()
    service: tuple[ServiceRow, ...] = ()
    backlog: tuple[BacklogRow, ...] = ()
    cost: tuple[CostRow, ...] = ()
    violations: tuple[Violation, ...] = ()
    requests: tuple[tuple[Request, bool], ...] = ()
    excused: tuple[tuple[Meeting, str], ...] = ()
    warnings: tuple[str, ...] = ()
    simulated: Simulated | None = None
    calibration: Calibration | None = None
    asks: tuple[LanguageAsk, ...] = ()
    languages: tuple[LanguageService, ...] = ()
    judged: frozenset[Row] = frozenset()
    worth: tuple[Worth, ...] = ()
    grantings: tuple[Granting, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    machine: str = ""
    created: str = ""
    processor_share: float | None = None
    neighbourhoods: tuple[NeighbourhoodCount, ...] = ()
    finish: FinishReport | None = None
    edition: Edition = DRAFT

    @cached_property
    def board(self) -> ActivityBoard:
        return ActivityBoard.of(self.scenario, self.roster)

    @cached_property
    def away(self) -> tuple[Away, ...]:
        return tuple(away(self.scenario, self.board))

    @cached_property
    def holidays(self) -> Mapping[str, tuple[int, ...]]:
        """Closed days of each person that are paid as holidays."""
        return {csr_id: own.holidays for csr_id, own in paid_absence(self.scenario).items()}

    def closed_word(self, csr_id: str, day: int) -> str:
        """What a closed day is to a person: `holiday` where it is paid, else `closed`."""
        return HOLIDAY if day in self.holidays.get(csr_id, ()) else "closed"

    @cached_property
    def paid_hours(self) -> float:
        """Hours rostered and paid, every person."""
        slots = sum(segment.slots for segment in self.roster.segments if segment.paid)
        return slots * self.scenario.grid.slot_hours

    @cached_property
    def shrinkage(self) -> float | None:
        """1 - hours on a queue / paid hours, paid leave among these; None without paid hours."""
        paid = self.paid_hours + sum(row.leave_hours + row.holiday_hours for row in self.cost)
        queues = set(self.scenario.opening) - {SUPERVISION}
        slots = sum(s.slots for s in self.roster.segments if s.activity in queues)
        return 1 - slots * self.scenario.grid.slot_hours / paid if paid else None

    @cached_property
    def rows_judged(self) -> frozenset[Row]:
        """Rows whose service over their span is simulated, and says what they are short of."""
        return self.judged | {(one.channel, one.language) for one in self.languages}

    @cached_property
    def speaker_hours_short(self) -> float:
        """Speakers missing against what was asked for, told by the service of their language."""
        return speaker_hours_short(self.scenario, self.rows_judged, self.coverage)

    @cached_property
    def shortage_hours(self) -> float:
        """Agent-hours short, every queue and language, each once."""
        return self.terms.shortage_hours - self.speaker_hours_short

    @cached_property
    def overtime_hours(self) -> float:
        return float(sum(row.overtime_hours for row in self.cost))

    @cached_property
    def total_cost(self) -> float:
        return float(sum(row.total for row in self.cost))

    @cached_property
    def granted(self) -> int:
        return sum(granted for _, granted in self.requests)

    @cached_property
    def granting(self) -> Mapping[Request, Granting]:
        """What granting each refused request would cost, as far as it was priced."""
        return {found.request: found for found in self.grantings}

    @cached_property
    def surplus_share(self) -> float:
        """Share of the objective that is surplus: what is left over, not what is missing."""
        return self.terms["surplus"] / self.objective if self.objective else 0.0

    @cached_property
    def service_level(self) -> Mapping[str, float]:
        """Projected share of contacts answered in time by channel, over the horizon."""
        return service_level_by_channel(self.scenario, self.requirements, self.roster)

    @cached_property
    def misses(self) -> tuple[Miss, ...]:
        """Where the simulated service misses its target; none where nothing was simulated."""
        if self.simulated is None:
            return ()
        return misses(self.scenario, self.requirements, self.roster, self.simulated)

    @cached_property
    def coverage_rows(self) -> tuple[Row, ...]:
        """Covered (channel, language) rows: the channel that requires most first, `*` first."""
        needed: dict[str, int] = {}
        for row in self.coverage:
            needed[row.channel] = needed.get(row.channel, 0) + row.required
        keys = {(row.channel, row.language) for row in self.coverage}
        return tuple(sorted(keys, key=lambda k: (-needed[k[0]], k[0], k[1] != ALL, k[1])))

    @cached_property
    def coverage_by_day(self) -> Mapping[int, Mapping[Row, Sequence[CoverageRow]]]:
        """Coverage rows of each day by channel and language, in their order."""
        days: dict[int, dict[Row, list[CoverageRow]]] = {}
        for row in self.coverage:
            own = days.setdefault(self.scenario.grid.day(row.start), {})
            own.setdefault((row.channel, row.language), []).append(row)
        return days

    def name(self, csr_id: str) -> str:
        """Name of a person; the id where the scenario does not know it."""
        csr = self.scenario.csr.get(csr_id)
        return csr.name if csr is not None else csr_id
