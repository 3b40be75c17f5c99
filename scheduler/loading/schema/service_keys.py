"""Keys of settings.toml about service: its targets, and how a simulation draws contacts."""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.domain.contact_routing import Routing
from scheduler.domain.settings import Service, Simulation
from scheduler.loading.schema.fields import column
from scheduler.loading.schema.keys import UNVERIFIED, Keys


class ServiceKeys(Keys):
    summary: ClassVar[str] = "Target of one channel, one table `[service.<channel>]` each."

    model: Literal["erlang_c", "erlang_a", "deferrable"] = column(
        "`erlang_c` (nobody abandons), `erlang_a` (patience), `deferrable` (may wait).",
        default=Service.model,
        allowed="erlang_c, erlang_a or deferrable",
    )
    target: float = column(
        "Share of contacts to be answered in time.",
        unit="share",
        default=Service.target,
        above=0,
        high=0.999,
        source="plan, performance targets: 80 % in 20 s",
    )
    within_s: float = column(
        "Time within which a contact is to be answered; for deferrable work the deadline after "
        "arrival.",
        unit="s",
        default=Service.within_s,
        low=0,
        high=2_592_000,
        source="plan, performance targets: 80 % in 20 s",
    )
    max_occupancy: float = column(
        "Highest occupancy planned: the share of time busy with contacts.",
        unit="share",
        default=Service.max_occupancy,
        low=0.1,
        high=1,
        source="plan: 95 %",
    )
    max_asa_s: float | None = column(
        "Highest average speed of answer (ASA) in any interval, in addition to the target; not "
        "set: none.",
        unit="s",
        default=None,
        above=0,
        high=86_400,
    )
    scope: Literal["interval", "day", "week"] = column(
        "Span over which the target is met: every interval, or each day or week with the fewest "
        "hours.",
        default=Service.scope,
        allowed="interval, day or week",
    )
    floor: float = column(
        "Share answered in time in every interval, where scope is day or week.",
        unit="share",
        default=Service.floor,
        low=0,
        high=0.999,
        source=UNVERIFIED,
    )
    trade_percent: float = column(
        "Hours that may be required beyond the fewest, where scope is day or week, so the roster "
        "can move hours to where people are.",
        unit="% of the fewest hours",
        default=Service.trade_percent,
        low=0,
        high=100,
        source="own choice, docs/decisions.md",
    )
    ramp: Literal["stationary", "max", "mol"] = column(
        "Rate to staff an interval for: its mean (`stationary`), its highest "
        "(`max`), or slot by slot the load that lags behind it (`mol`, modified offered load).",
        default=Service.ramp,
        allowed="stationary, max or mol",
    )
    speakers: Literal["held", "alone", "shared"] = column(
        "People required for a language: as many as hold its target over the week (the day where "
        "scope is day) in the simulation (`held`), for its own contacts only (`alone`), or by a "
        "formula also for the others that come to them while everybody else is busy (`shared`).",
        default=Service.speakers,
        allowed="held, alone or shared",
    )
    minimum: int = column(
        "Least requirement while the channel is open.",
        unit="people",
        default=Service.minimum,
        low=0,
        high=10_000,
    )
    patience_s: float | None = column(
        "Mean patience, for erlang_a.", unit="s", default=None, above=0, high=86_400
    )
    abandons: Literal["missed", "met", "left_out"] = column(
        "How contacts abandoned within `within_s` count in the service level: as not answered in "
        "time (`missed`), as answered in time (`met`), or not at all (`left_out`).",
        default=Service.abandons,
        allowed="missed, met or left_out",
    )
    asa: Literal["answered", "all"] = column(
        "Contacts whose mean wait is the ASA: those answered, or all.",
        default=Service.asa,
        allowed="answered or all",
    )
    waiting_hours: float = column(
        "Backlog of deferrable work when the horizon begins.",
        unit="h of work",
        default=Service.waiting_hours,
        low=0,
        high=1_000_000,
    )
    reserved_hours: float = column(
        "Hours that each open day reserves for deferrable work that is waiting, so it is not put "
        "off until its deadline; work beyond them counts for the following days.",
        unit="agent-hours/day",
        default=Service.reserved_hours,
        low=0,
        high=100_000,
        source="deadlines alone; a centre reserves what it wants done each day",
    )


class SimulationKeys(Keys):
    summary: ClassVar[str] = "Simulation of contacts against a roster."

    replications: int | None = column(
        "Replications of the simulation by `schedule`, 0 for none; not set: enough for half a "
        "million contacts, 10 to 200, which takes a second or two.",
        unit="horizons",
        default=Simulation.replications,
        low=0,
        high=100_000,
    )
    day_cv: float | None = column(
        "Deviation of a day's volume as a share of it, the same factor for every channel; not "
        "set: the forecast's error for a whole day, on the channel with the most contacts, if it "
        "comes from a history, else 0.05.",
        unit="share",
        default=None,
        low=0,
        high=2,
        source="0.05 is assumed; good forecasts miss a day by 4 to 13 %",
    )
    handling: Literal["exponential", "lognormal"] = column(
        "Distribution of handling times, if handling_times.csv has none for the channel.",
        default=Simulation.handling,
        allowed="exponential or lognormal",
        source="what Erlang's formulas assume",
    )
    handling_cv: float = column(
        "Deviation of lognormal handling times as a share of their mean.",
        unit="share",
        default=Simulation.handling_cv,
        above=0,
        high=10,
        source="Brown et al., JASA 100 (2005), a bank's calls",
    )
    balking: float = column(
        "Share of callers that leave at once if they would have to wait.",
        unit="share",
        default=Simulation.balking,
        low=0,
        high=1,
    )
    routing: Literal["waiting", "scarcest"] = column(
        "The older name of `routing.contacts`, which comes before it.",
        default=Routing.contacts,
        allowed="waiting or scarcest",
    )
    calls_again: float = column(
        "Share of callers who abandon that call again.",
        unit="share",
        default=Simulation.calls_again,
        low=0,
        high=1,
        source="none, unless the centre has counted them",
    )
    calls_again_after_s: float = column(
        "Time until they call again.",
        unit="s",
        default=Simulation.calls_again_after_s,
        above=0,
        high=86_400,
        source=UNVERIFIED,
    )
    callbacks: float = column(
        "Share of waiting callers who are called back in their turn: they keep their place and "
        "do not abandon.",
        unit="share",
        default=Simulation.callbacks,
        low=0,
        high=1,
        source="none, unless the centre offers it",
    )
    ramps: bool = column(
        "Let rates change inside intervals even if service.ramp is stationary.",
        default=Simulation.ramps,
        allowed="true or false",
    )
