"""Contracts and people: each contract by itself, then against the opening hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.scenario import Contract, Csr, Span
from scheduler.domain.settings import Labour
from scheduler.loading.builders.frame import CentreFrame, clock_text, hull
from scheduler.loading.builders.own_hours import own_start, sums_of_days
from scheduler.loading.faults import SourcePlace
from scheduler.loading.readers.csv_tables import Record
from scheduler.loading.readers.files import Files
from scheduler.loading.schema.columns import ContractRow, CsrRow
from scheduler.loading.schema.fields import WEEKDAYS

FIVE_DAYS = 5  # of a week, without its weekend
TWO_MEALS_MINUTES = 14 * 60  # from here on a second meal is owed, which is not supported


def build_contracts(files: Files, frame: CentreFrame, labour: Labour) -> dict[str, Contract]:
    """Contracts that are sound by themselves, by name."""
    found: dict[str, Contract] = {}
    for record in files.contracts:
        contract = _contract(record, frame)
        if contract and _check_alone(record, contract, frame, labour):
            found[contract.name] = contract
    return found


def _contract(record: Record[ContractRow], frame: CentreFrame) -> Contract | None:
    row, place = record.row, record.place
    earliest = frame.clock(place, "earliest_start", row.earliest_start)
    latest = frame.clock(place, "latest_end", row.latest_end)
    step = frame.length(place, "start_step_minutes", row.start_step_minutes)
    week = frame.length(place, "weekly_hours", row.weekly_hours * 60, f"{row.weekly_hours:g} h")
    shifts = [
        frame.length(place, "shift_hours", hours * 60, f"{hours:g} h") for hours in row.shift_hours
    ]
    spread = row.max_start_spread_minutes
    lengths = tuple(sorted(s for s in shifts if s is not None))
    if earliest is None or latest is None or step is None or week is None:
        return None
    if len(lengths) < len(shifts):
        return None
    return Contract(
        name=row.contract,
        days_per_week=row.days_per_week,
        shift_slots=lengths,
        week_slots=week,
        earliest=earliest,
        latest=latest,
        start_step=step,
        meal_slots=frame.grid.slots_up(row.meal_minutes),
        min_days_off_in_a_row=row.min_days_off_in_a_row,
        source=record.source,
        max_days_in_a_row=row.max_days_in_a_row,
        min_days_in_a_row=row.min_days_in_a_row,
        min_weekends_off=row.min_weekends_off,
        max_start_spread=None if spread is None else spread // frame.grid.slot_minutes,
        weeks=row.weeks,
        weekend_every=row.weekend_every,
    )


def _check_alone(
    record: Record[ContractRow], contract: Contract, frame: CentreFrame, labour: Labour
) -> bool:
    """Whether days, lengths, hours and times of day of a contract go together."""
    place, row = record.place, record.row
    before = len(frame.findings.faults)
    if contract.earliest >= contract.latest:
        frame.findings.fault(
            place,
            "latest_end",
            f"found {clock_text(row.latest_end)}",
            f"after earliest_start, {clock_text(row.earliest_start)}",
        )
    if not _check_period(record, frame):
        return False
    sums = sums_of_days([contract.shift_slots] * contract.days_per_week)[contract.days_per_week]
    if contract.week_slots not in sums:
        hours = sorted(s * frame.grid.slot_hours for s in sums)
        frame.findings.fault(
            place,
            "weekly_hours",
            f"found {row.weekly_hours:g} h",
            f"what {row.days_per_week} shifts of {_hours(contract, frame)} add up to: "
            + ", ".join(f"{h:g}" for h in hours[:20]),
        )
    _check_runs(place, contract, frame, labour)
    for slots in contract.shift_slots:
        _check_breaks(place, contract, slots, frame, labour)
    return len(frame.findings.faults) == before


def _check_period(record: Record[ContractRow], frame: CentreFrame) -> bool:
    """Days and hours that the weeks of the contract can hold."""
    row = record.row
    wrong = {
        "days_per_week": (f"found {row.days_per_week}", row.days_per_week, 7),
        "weekly_hours": (f"found {row.weekly_hours:g}", row.weekly_hours, 80),
    }
    sound = True
    for column, (found, value, most) in wrong.items():
        if value > most * row.weeks:
            allowed = f"{most} at most, or up to {2 * most} over two weeks (weeks = 2)"
            frame.findings.fault(record.place, column, found, allowed)
            sound = False
    return sound


def _check_runs(place: SourcePlace, contract: Contract, frame: CentreFrame, labour: Labour) -> None:
    """Days in a row that the days of a week can keep, and not more at least than at most."""
    longest, source = contract.max_days_in_a_row, contract.source
    if longest is None:
        longest, source = labour.max_days_in_a_row, labour.source("max_days_in_a_row")
    most = 7 - 7 // (longest + 1)
    days = max(week.days for week in contract.owed_weeks)
    if days > most:
        found = f"found {contract.days_per_week}"
        found += f", {days} of them in one week" if contract.weeks > 1 else ""
        frame.findings.fault(
            place,
            "days_per_week",
            found,
            f"{most} at most, with {longest} days in a row ({source})",
        )
    if contract.weekend_every and days > FIVE_DAYS:
        found = f"found {contract.weekend_every}, with {days} days in a week"
        allowed = "nothing: a weekend off leaves 5 days (days_per_week)"
        frame.findings.fault(place, "weekend_every", found, allowed)
    own = contract.min_days_in_a_row
    shortest = labour.min_days_in_a_row if own is None else own
    if shortest > longest and (own is not None or contract.max_days_in_a_row is not None):
        column = "max_days_in_a_row" if own is None else "min_days_in_a_row"
        found = f"found {longest if own is None else own}"
        least = f"{shortest} at least, the shortest run ({labour.source('min_days_in_a_row')})"
        allowed = least if own is None else f"{longest} at most, the longest run ({source})"
        frame.findings.fault(place, column, found, allowed)


def _check_breaks(
    place: SourcePlace, contract: Contract, slots: int, frame: CentreFrame, labour: Labour
) -> None:
    """A shift's length has its rests and meal, and room for them."""
    paid = slots * frame.grid.slot_minutes
    found = f"found {paid / 60:g} h"
    overtime = min(labour.max_overtime_hours, labour.max_overtime_hours_per_day) * 60
    if paid + overtime >= TWO_MEALS_MINUTES:
        more = f" (and {overtime / 60:g} h of overtime)" if overtime else ""
        frame.findings.fault(
            place, "shift_hours", found + more, "less than 14 h paid: no second meal is rostered"
        )
        return
    band = next((b for b in labour.breaks if paid + overtime <= b.up_to_minutes), None)
    if band is None:
        allowed = f"a length in labour.breaks ({labour.source('breaks')})"
        frame.findings.fault(place, "shift_hours", found, allowed)
        return
    band = next(b for b in labour.breaks if paid <= b.up_to_minutes)
    meal = band.meals * contract.meal_slots
    if band.meals and not meal:
        allowed = f"at least 1: a shift of {paid / 60:g} h owes a meal ({labour.source('breaks')})"
        frame.findings.fault(place, "meal_minutes", "found 0", allowed)
    elif band.meals:
        window = next((w for w in labour.meal_windows if paid <= w.up_to_minutes), None)
        minutes = meal * frame.grid.slot_minutes
        if window is None or window.to_minutes - window.from_minutes < minutes:
            frame.findings.fault(
                place,
                "meal_minutes",
                f"found {minutes} for a shift of {paid / 60:g} h",
                f"what fits its meal window ({labour.source('meal_windows')})",
            )
    if slots + meal > contract.latest - contract.earliest > 0:
        span = f"{frame.clock_of(contract.earliest)}-{frame.clock_of(contract.latest)}"
        frame.findings.fault(
            place,
            "shift_hours",
            f"{found}, {(slots + meal) * frame.grid.slot_hours:g} h with its meal",
            f"what fits the contract's own {span}",
        )


def _hours(contract: Contract, frame: CentreFrame) -> str:
    return " or ".join(f"{s * frame.grid.slot_hours:g} h" for s in contract.shift_slots)


def build_csrs(
    files: Files, frame: CentreFrame, labour: Labour, contracts: dict[str, Contract]
) -> tuple[Csr, ...]:
    """People whose contract is sound; a fault where it cannot be worked on their channels."""
    people = []
    for record in files.csrs:
        row = record.row
        if row.contract not in contracts or row.shadows:
            continue
        start, within = own_start(record, contracts[row.contract], frame, labour)
        csr = replace(person(record, contracts), start=start, start_within=within)
        people.append(csr)
        if csr.channels <= set(frame.weekly_opening):
            _check_fit(csr, record.place, frame, labour)
    return tuple(people)


def person(record: Record[CsrRow], contracts: dict[str, Contract]) -> Csr:
    """Who a row of csrs.csv is, but for their own start and whom they shadow."""
    row = record.row
    return Csr(
        csr_id=row.csr_id,
        name=row.name,
        pay_class=row.pay_class,
        contract=contracts[row.contract],
        team=row.team,
        languages=frozenset(row.languages),
        channels=frozenset(row.channels),
        hourly_rate=row.hourly_rate,
        hired=row.hired,
        last_day=row.last_day,
        source=record.source,
        split_days_off=row.split_days_off,
    )


def weekly_window(csr: Csr, frame: CentreFrame, weekday: int) -> Span | None:
    """Slots of the day in which a shift may lie on this weekday, closures left out."""
    spans = [frame.weekly_opening[channel][weekday] for channel in csr.channels]
    span = hull(spans)
    if span is None:
        return None
    start, end = max(span[0], csr.contract.earliest), min(span[1], csr.contract.latest)
    return (start, end) if start < end else None


def _check_fit(csr: Csr, place: SourcePlace, frame: CentreFrame, labour: Labour) -> None:
    """Contract days and hours can be worked while the person's channels are open."""
    lengths = [_fitting(csr, frame, labour, weekday) for weekday in range(7)]
    days = [name for name, fits in zip(WEEKDAYS, lengths, strict=True) if fits]
    contract = csr.contract
    found = f"found {contract.name} ({contract.source})"
    hours = f"the hours of {', '.join(sorted(csr.channels))} (settings.toml)"
    if not days:
        found += f", whose shifts of {_hours(contract, frame)} fit on no day"
        frame.findings.fault(place, "contract", found, f"one that fits {hours}")
        return
    most = max(week.days for week in contract.owed_weeks)
    if len(days) < most:
        found += f" of {most} days a week"
        allowed = f"{len(days)} at most, its shifts fit {hours} on {', '.join(days)} only"
        frame.findings.fault(place, "contract", found, allowed)
        return
    sums = sums_of_days(lengths)
    for week in contract.owed_weeks:
        if week.slots not in sums[week.days]:
            found += f" of {week.slots * frame.grid.slot_hours:g} h a week"
            frame.findings.fault(place, "contract", found, f"hours that fit {hours}")
            return


def _fitting(csr: Csr, frame: CentreFrame, labour: Labour, weekday: int) -> list[int]:
    """Shift lengths (paid slots) for which the weekday has a start."""
    return list(dict.fromkeys(paid for paid, _ in weekly_shifts(csr, frame, labour, weekday)))


def weekly_shifts(
    csr: Csr, frame: CentreFrame, labour: Labour, weekday: int
) -> Iterator[tuple[int, Span]]:
    """Paid slots, start and end (slots of the day) of every shift that the weekday has room for."""
    window = weekly_window(csr, frame, weekday)
    if window is None:
        return
    contract = csr.contract
    ahead = -(-(window[0] - contract.earliest) // contract.start_step) * contract.start_step
    for slots in contract.shift_slots:
        paid = slots * frame.grid.slot_minutes
        meals = next(b.meals for b in labour.breaks if paid <= b.up_to_minutes)
        length = slots + meals * contract.meal_slots
        first, last = contract.earliest + ahead, window[1] - length
        for start in range(first, last + 1, contract.start_step):
            yield slots, (start, start + length)
