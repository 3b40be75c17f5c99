"""What the simulation leaves to chance, and the routing that it plays."""

from __future__ import annotations

from dataclasses import fields

from scheduler.domain.contact_routing import Routing
from scheduler.domain.settings import Simulation
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.faults import listed, nearest, shown


def build_simulation(frame: CentreFrame) -> Simulation:
    """The settings of [simulation] and [routing]; work between calls has to be able to wait."""
    keys, asked = frame.keys.simulation, frame.keys.routing
    may_wait = sorted(c for c, s in frame.keys.service.items() if s.model == "deferrable")
    for i, channel in enumerate(asked.between_calls):
        if channel not in may_wait:
            frame.findings.fault(
                frame.settings.place("routing", "between_calls", i),
                f"routing.between_calls[{i}]",
                f"found {shown(channel)}",
                f"channels whose service.model is deferrable: {listed(may_wait)}"
                f"{nearest(channel, may_wait)}",
            )
    routing = Routing(
        people=asked.people,
        contacts=asked.contacts or keys.routing,
        languages=tuple(asked.languages),
        reserve=asked.reserve,
        reserve_until_s=asked.reserve_until_s,
        between_calls=tuple(asked.between_calls),
        between_calls_free=asked.between_calls_free,
    )
    plain = {f.name: getattr(keys, f.name) for f in fields(Simulation) if f.name != "rules"}
    return Simulation(**plain, rules=routing)
