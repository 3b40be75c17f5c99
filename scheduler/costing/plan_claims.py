"""What the text of a plan claims: shrinkage, FTE, contacts, growth, contacts handled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.costing.audit_row import (
    FLAGGED,
    LOOSELY,
    REPRODUCED,
    ROUNDING,
    AuditRow,
    exact,
    money,
    number,
    percent,
    summed,
)
from scheduler.costing.planned_load import (
    OTHER_WORKING_DAYS,
    NetYear,
    net_year,
    planned_load,
)
from scheduler.costing.staff_year import WORKING_DAYS
from scheduler.domain.history import Observed
from scheduler.domain.plan_document import A_MONTH, FTE, PlanDocument
from scheduler.staffing.fte_methods import (
    FULL_TIME_HOURS,
    ONE_SEAT,
    Load,
    fte_by_method,
    paid,
    seats_by_asa,
    seats_rounded,
    seats_strict,
    service_of,
)


def claims(plan: PlanDocument, history: Sequence[Observed]) -> Iterator[AuditRow]:
    """Every claim whose figures the plan has."""
    year = net_year(plan)
    if year is not None:
        yield from _shrinkage(plan, year)
    loads = {name: planned_load(plan, name) for name in ("desk", "full")}
    yield from _fte(plan, {name: load for name, load in loads.items() if load is not None})
    yield from _volumes(plan)
    yield from _growth(plan)
    yield from _spans(plan)
    if year is not None:
        yield from _open_hours(plan, year)
    yield from _counted(history)


def _shrinkage(plan: PlanDocument, year: NetYear) -> Iterator[AuditRow]:
    printed = plan.assumed("shrinkage")
    if printed is None:
        return
    page = plan.absences[0].page
    yield AuditRow(
        figure="shrinkage",
        printed=percent(printed, 0),
        recomputed=percent(year.listed / WORKING_DAYS),
        verdict=LOOSELY,
        arithmetic=f"{summed(i.days for i in plan.absences)} = {number(year.listed)} days, of "
        f"{WORKING_DAYS} = {percent(year.listed / WORKING_DAYS)} and of {OTHER_WORKING_DAYS} = "
        f"{percent(year.listed / OTHER_WORKING_DAYS, 2)}.",
        page=page,
    )
    hours = [item.hours_per_week or 0.0 for item in year.on_shift]
    days = [item.days for item in year.on_shift]
    weeks = [d * year.hours_per_day / h for d, h in zip(days, hours, strict=True) if h]
    if not weeks:
        return
    total = year.away + year.on_shift_days
    yield AuditRow(
        figure="shrinkage, activities on shift",
        printed=f"{summed(days)} days",
        recomputed=f"{number(total, 1)} days = {percent(year.shrinkage)}",
        verdict=FLAGGED,
        arithmetic=f"{' + '.join(number(h) for h in hours)} h a week are {summed(days)} days in "
        f"{number(min(weeks), 1)} weeks, but a net year of {WORKING_DAYS} - {number(year.away)} "
        f"= {number(year.days)} days has {number(year.weeks, 1)} weeks, so {number(total, 1)} "
        f"days are away or off the queues = {percent(year.shrinkage)}: the wrong basis.",
        page=page,
    )


def _fte(plan: PlanDocument, loads: dict[str, Load]) -> Iterator[AuditRow]:
    """The FTE of the results: which method gives them."""
    words = {"desk": "in-person desk", "full": "full implementation"}
    if len(loads) == len(words):
        yield _together(plan, loads)
    for name, load in loads.items():
        printed = plan.assumed(f"{name}_fte")
        if printed is None:
            continue
        plain, strict = paid(load.erlangs, load.shrinkage), seats_strict(load)
        rounded, asa = seats_rounded(load), seats_by_asa(load) if load.asa_s else strict
        gives = abs(plain - printed) < 0.005
        yield AuditRow(
            figure=f"{words[name]}, {number(load.contacts_per_hour)} contacts an hour",
            printed=f"{number(printed)} FTE",
            recomputed=f"{exact(plain, 2)} FTE",
            verdict=LOOSELY if gives else FLAGGED,
            arithmetic=_fte_words(load, printed, (strict, rounded, asa)),
            page=_page(plan, f"{name}_fte"),
        )
        yield AuditRow(
            figure=f"{words[name]}, counted in hours",
            printed=f"{number(printed)} FTE",
            recomputed=f"{exact(_by_hours(load, strict), 2)} FTE",
            verdict=FLAGGED,
            arithmetic=f"{strict} seats x {number(load.open_hours)} h / ({FULL_TIME_HOURS:,.0f} h "
            f"x {number(1 - load.shrinkage)}) = {exact(_by_hours(load, strict), 2)} FTE: doors "
            "are open longer than a position works.",
            page=_page(plan, f"{name}_fte"),
        )


def _together(plan: PlanDocument, loads: dict[str, Load]) -> AuditRow:
    """Whether one method gives both figures of the results."""
    printed = [plan.assumed(f"{name}_fte") or 0.0 for name in loads]
    pairs = {
        name: [m.fte for load in loads.values() for m in fte_by_method(load) if m.name == name]
        for name in dict.fromkeys(m.name for m in fte_by_method(next(iter(loads.values()))))
        if name != ONE_SEAT
    }
    both = [
        name
        for name, found in pairs.items()
        if all(abs(a - b) < 0.5 for a, b in zip(found, printed, strict=True))
    ]
    listed = "; ".join(
        f"{name} {' / '.join(exact(value, 2) for value in found)}" for name, found in pairs.items()
    )
    return AuditRow(
        figure="desk and full implementation by one method",
        printed=f"{' and '.join(map(number, printed))} FTE",
        recomputed=both[0] if both else "no one method gives both",
        verdict=REPRODUCED if both else FLAGGED,
        arithmetic=f"FTE by method, desk / full: {listed}.",
        page=_page(plan, "full_fte"),
    )


def _by_hours(load: Load, seats: int) -> float:
    return paid(seats * load.open_hours, load.shrinkage) / FULL_TIME_HOURS


def _fte_words(load: Load, printed: float, seats: tuple[int, int, int]) -> str:
    strict, rounded, asa = seats
    left, plain = 1 - load.shrinkage, paid(load.erlangs, load.shrinkage)
    seated = printed * left
    text = (
        f"{number(load.erlangs)} erlangs / {number(left)} = {exact(plain, 2)}; Erlang C strictly "
        f"needs {strict} seats, {exact(strict / left, 2)} FTE"
    )
    if rounded < strict:
        text += f" ({rounded} reach {percent(service_of(load, rounded), 2)}"
        text += f", {exact(rounded / left, 2)} FTE)"
    if asa < strict:
        text += f" ({asa} by the speed of answer, {exact(asa / left, 2)} FTE)"
    if seated <= load.erlangs + 1e-9:
        text += f"; {number(printed)} FTE x {number(left)} seat {exact(seated, 1)} people for "
        text += f"{exact(load.erlangs, 1)} erlangs, an unstable queue"
    return text + "."


def _volumes(plan: PlanDocument) -> Iterator[AuditRow]:
    """Contacts an hour from those of a month, and the walk-ins that are printed twice."""
    hours = plan.assumed("open_hours_a_year")
    pairs = (("desk", "desk total"), ("full", "full total"))
    for name, part in pairs:
        printed, monthly = (
            plan.assumed(f"{name}_contacts_per_hour"),
            plan.total("4", part, "", A_MONTH),
        )
        if printed is None or not monthly or not hours:
            continue
        found = monthly * 12 / hours
        yield AuditRow(
            figure=f"{number(printed)} contacts an hour",
            printed=number(printed),
            recomputed=exact(found, 1),
            verdict=REPRODUCED if abs(found - printed) < 0.05 * printed else FLAGGED,
            arithmetic=f"{number(monthly)} a month / {exact(hours / 12, 2)} h = {exact(found, 1)}.",
            page=_page(plan, f"{name}_contacts_per_hour"),
        )
    a_day = plan.assumed("open_hours_a_day")
    if a_day and hours:
        days = hours / a_day
        yield AuditRow(
            figure="open hours a year",
            printed=number(hours),
            recomputed=number(a_day * (WORKING_DAYS - 10)),
            verdict=REPRODUCED if days == WORKING_DAYS - 10 else FLAGGED,
            arithmetic=f"{number(a_day)} h x ({WORKING_DAYS} - 10 holidays) days = "
            f"{number(a_day * (WORKING_DAYS - 10))} h.",
            page=_page(plan, "open_hours_a_year"),
        )


def _growth(plan: PlanDocument) -> Iterator[AuditRow]:
    handled, before = plan.assumed("contacts_handled"), plan.assumed("contacts_handled_before")
    monthly, growth = plan.total("4", "full total", "", A_MONTH), plan.assumed("growth")
    if handled and monthly:
        share = handled / 12 / monthly
        yield AuditRow(
            figure='contacts handled "align with the plan"',
            printed=number(handled),
            recomputed=percent(share, 0),
            verdict=REPRODUCED if abs(share - 1) < 0.1 else FLAGGED,
            arithmetic=f"{number(handled)} / 12 = {number(handled / 12, 0)} a month = "
            f"{percent(share, 0)} of {number(monthly)}.",
            page=_page(plan, "contacts_handled"),
        )
    if handled and before and growth is not None:
        found = handled / before - 1
        yield AuditRow(
            figure="growth a year",
            printed=percent(growth, 0),
            recomputed=percent(found),
            verdict=LOOSELY if abs(found - growth) < 0.06 else FLAGGED,
            arithmetic=f"{number(before)} -> {number(handled)} = {percent(found)}.",
            page=_page(plan, "growth"),
        )


def _spans(plan: PlanDocument) -> Iterator[AuditRow]:
    """Supervisors by the span, and two prices of one analyst."""
    span = plan.assumed("span")
    names = ("Customer Accounts Specialist I", "Customer Accounts Specialist II")
    for year in plan.years("3"):
        lines = plan.parts("3", "positions", year, FTE)
        staff = sum(f.value for f in lines if f.line in names or "Referral" in f.line)
        supervisors = sum(f.value for f in lines if "Supervisor" in f.line)
        if span and staff and supervisors:
            needed = -(-staff // span)
            yield AuditRow(
                figure=f"supervisors {year}",
                printed=number(supervisors),
                recomputed=number(needed),
                verdict=REPRODUCED if needed == supervisors else FLAGGED,
                arithmetic=f"{number(staff)} people / {number(span)} = {number(staff / span)}, "
                f"rounded up {number(needed)}.",
                page=lines[0].page,
            )
    fixed, rate = plan.assumed("internal_fixed"), plan.assumed("analyst_rate")
    if fixed and rate:
        yield AuditRow(
            figure="application analyst",
            printed=money(rate),
            recomputed=money(fixed),
            verdict=ROUNDING if abs(rate - fixed) <= 0.02 * fixed else FLAGGED,
            arithmetic=f"The technology costs say about {money(rate)}, the notes of table 6 "
            f"{money(fixed)}: {money(rate - fixed)} apart.",
            page=_page(plan, "analyst_rate"),
        )


def _open_hours(plan: PlanDocument, year: NetYear) -> Iterator[AuditRow]:
    """One seat through all hours of today, and today's contacts by the plan's own method."""
    a_day, days = plan.assumed("open_hours_now"), plan.assumed("open_days_now")
    if not a_day or not days:
        return
    hours = a_day * days
    on_queue = year.hours - year.on_shift_days * year.hours_per_day
    yield AuditRow(
        figure="one seat through all open hours",
        printed="not printed",
        recomputed=f"{exact(hours / year.hours, 2)} FTE",
        verdict=REPRODUCED,
        arithmetic=f"{number(a_day)} h x {number(days)} d = {number(hours)} h; a net year of "
        f"{number(year.hours)} h gives {exact(hours / year.hours, 2)} FTE before activities on "
        f"shift and {exact(hours / on_queue, 2)} after them.",
        page=_page(plan, "open_hours_now"),
    )
    handled, people = plan.assumed("contacts_handled"), plan.assumed("people_now")
    for name in ("handling_s", "slower_handling_s"):
        aht_s = plan.assumed(name)
        if handled and people and aht_s:
            yield _today(plan, year, handled / hours, aht_s, hours, people)


def _today(
    plan: PlanDocument, year: NetYear, volume: float, aht_s: float, hours: float, people: float
) -> AuditRow:
    shrinkage = plan.assumed("shrinkage") or 0.0
    load = Load(volume, aht_s, hours, plan.assumed("target") or 0.8, plan.assumed("within_s") or 20)
    seats = seats_strict(load)
    few = paid(seats * hours, shrinkage) / FULL_TIME_HOURS
    many = paid(seats * hours, year.shrinkage) / FULL_TIME_HOURS
    return AuditRow(
        figure=f"today's contacts at {number(aht_s)} s",
        printed=f"{number(people)} people",
        recomputed=f"{exact(few, 1)} or {exact(many, 1)} FTE",
        verdict=REPRODUCED if few <= people <= many else LOOSELY,
        arithmetic=f"{number(volume, 1)} contacts an hour at {number(aht_s)} s need {seats} seats "
        f"through {number(hours)} h, {exact(few, 1)} FTE at {percent(shrinkage, 0)} and "
        f"{exact(many, 1)} at {percent(year.shrinkage)}, where {number(people)} people work.",
        page=_page(plan, "contacts_handled"),
    )


def _counted(history: Sequence[Observed]) -> Iterator[AuditRow]:
    """Contacts handled by the scorecard's own words, from the records of the phones."""
    calls = [seen for seen in history if seen.channel == "phone"]
    abandoned = sum(seen.abandoned for seen in calls)
    if not abandoned:
        return
    offered = sum(seen.offered for seen in calls)
    completed = offered - abandoned
    first, last = min(s.start for s in calls), max(s.start for s in calls)
    yield AuditRow(
        figure="calls handled, SUM(ACD Calls) - SUM(Abandoned Calls)",
        printed=number(completed - abandoned),
        recomputed=number(completed),
        verdict=FLAGGED,
        arithmetic=f"From {first:%Y-%m-%d} to {last:%Y-%m-%d} {number(offered)} calls were offered "
        f"and {number(abandoned)} abandoned, so {number(completed)} were handled; ACD calls are "
        f"completed calls in the vendor's manuals, and the scorecard's formula gives "
        f"{number(completed)} - {number(abandoned)} = {number(completed - abandoned)}: abandons "
        "are subtracted twice, unless the city's report counts otherwise.",
        page="scorecard",
    )


def _page(plan: PlanDocument, name: str) -> str:
    return next((a.page for a in plan.assumptions if a.name == name), "")
