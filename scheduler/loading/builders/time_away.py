"""Time off, requests and pins: spans of single people inside the horizon."""

from __future__ import annotations

from datetime import datetime

from scheduler.domain.scenario import Csr, Pin, Request, TimeOff
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.faults import SourcePlace
from scheduler.loading.readers.csv_tables import Record
from scheduler.loading.readers.files import Files
from scheduler.loading.schema.columns import PinRow


def build_time_off(files: Files, frame: CentreFrame) -> tuple[TimeOff, ...]:
    """Time off that touches the horizon, cut to it; rounded outward to slots."""
    found = []
    for record in files.time_off:
        span = _outward(record.row.start, record.row.end, record.place, frame)
        if span:
            row = record.row
            inside = (
                frame.grid.floor(row.start) >= 0,
                frame.grid.ceil(row.end) <= frame.grid.slots,
            )
            found.append(TimeOff(row.csr_id, *span, row.kind, row.paid, record.source, *inside))
    last: dict[str, TimeOff] = {}
    for one in sorted(found, key=lambda off: off.start):
        other = last.get(one.csr_id)
        if other and one.start < other.end:
            frame.findings.warn(f"{one.source}: overlaps the time off of {other.source}")
        if other is None or one.end > other.end:
            last[one.csr_id] = one
    return tuple(found)


def build_requests(files: Files, frame: CentreFrame) -> tuple[Request, ...]:
    """Requests that touch the horizon, cut to it; rounded outward to slots."""
    found = []
    for record in files.requests:
        span = _outward(record.row.start, record.row.end, record.place, frame)
        if span:
            row = record.row
            found.append(Request(row.csr_id, row.kind, *span, row.weight, record.source))
    return tuple(found)


def _outward(
    start: datetime, end: datetime, place: SourcePlace, frame: CentreFrame
) -> tuple[int, int] | None:
    """Slots that hold the span, or None where it lies outside the horizon or is no span."""
    if not _in_order(start, end, place, frame):
        return None
    first, last = frame.grid.floor(start), frame.grid.ceil(end)
    last += last == first  # less than a minute
    if not frame.inside(first, last):
        return None
    return max(first, 0), min(last, frame.grid.slots)


def _in_order(start: datetime, end: datetime, place: SourcePlace, frame: CentreFrame) -> bool:
    aware = start.tzinfo is not None
    if aware != (end.tzinfo is not None):
        frame.findings.fault(
            place, "end", f"found {end.isoformat()}", "an offset at both times or at neither"
        )
        return False
    if start >= end:
        found = f"found {end.isoformat()}"
        frame.findings.fault(place, "end", found, f"a time after start, {start.isoformat()}")
        return False
    return True


def build_pins(
    files: Files, frame: CentreFrame, csrs: tuple[Csr, ...], time_off: tuple[TimeOff, ...]
) -> tuple[Pin, ...]:
    """Pins that touch the horizon, held against hours, time off and each other."""
    people = {csr.csr_id: csr for csr in csrs}
    pins: list[Pin] = []
    for record in files.pins:
        pin = _pin(record, frame)
        if pin is None:
            continue
        if pin.csr_id in people:
            _check_hours(pin, record.place, frame, people[pin.csr_id])
        _check_time_off(pin, record.place, frame, time_off)
        _check_others(pin, record.place, frame, pins)
        pins.append(pin)
    return tuple(pins)


def _pin(record: Record[PinRow], frame: CentreFrame) -> Pin | None:
    row, place = record.row, record.place
    if not _in_order(row.start, row.end, place, frame):
        return None
    start = frame.moment(place, "start", row.start)
    end = frame.moment(place, "end", row.end)
    if start is None or end is None or not frame.inside(start, end):
        return None
    if row.activity == "off":
        start, end = max(start, 0), min(end, frame.grid.slots)
    elif frame.grid.day(start) != frame.grid.day(end - 1):
        found = f"found {row.end.isoformat()}"
        frame.findings.fault(place, "end", found, "the day of start: a shift lies in one day")
        return None
    return Pin(row.csr_id, start, end, row.activity, record.source)


def _check_hours(pin: Pin, place: SourcePlace, frame: CentreFrame, csr: Csr) -> None:
    """At work only while a channel of the person is open and the contract allows it."""
    if pin.activity == "off" or not csr.channels <= set(frame.opening):
        return
    day = frame.grid.day(pin.start)
    channels = [pin.activity] if pin.activity in frame.opening else sorted(csr.channels)
    spans = [span for channel in channels if (span := frame.opening[channel][day])]
    start = frame.grid.of_day(pin.start)
    end = start + pin.end - pin.start
    found = f"found {frame.clock_of(start)}-{frame.clock_of(end)}"
    if not spans:
        closed = f"{', '.join(channels)} closed on {frame.grid.date(day)}"
        frame.findings.fault(place, "start", found, f"a day on which it is open ({closed})")
        return
    earliest = max(min(s for s, _ in spans), csr.contract.earliest)
    latest = min(max(e for _, e in spans), csr.contract.latest)
    if start < earliest or end > latest:
        allowed = f"{frame.clock_of(earliest)}-{frame.clock_of(latest)}, the hours of " + (
            f"{', '.join(channels)} (settings.toml) and of {csr.contract.source}"
        )
        frame.findings.fault(place, "start", found, allowed)
        return
    between = frame.closed_between.get(pin.activity)
    for first, last in between[day] if between else ():
        if first < end and start < last:
            hours = f"{frame.clock_of(first)}-{frame.clock_of(last)}"
            allowed = f"hours in which it is open: {pin.activity} is closed {hours} (settings.toml)"
            frame.findings.fault(place, "start", found, allowed)


def _check_time_off(
    pin: Pin, place: SourcePlace, frame: CentreFrame, time_off: tuple[TimeOff, ...]
) -> None:
    for off in time_off:
        touches = off.start < pin.end and pin.start < off.end
        if pin.activity != "off" and off.csr_id == pin.csr_id and touches:
            found = f"found {pin.activity} inside the time off of {off.source}"
            frame.findings.fault(place, "start", found, "a span at which the person is not away")


def _check_others(pin: Pin, place: SourcePlace, frame: CentreFrame, before: list[Pin]) -> None:
    """Two pins of a person that overlap must not ask for different things."""
    for other in before:
        apart = other.csr_id != pin.csr_id or pin.start >= other.end or other.start >= pin.end
        names = {pin.activity, other.activity}
        if apart or len(names) == 1 or ("shift" in names and "off" not in names):
            continue
        found = f"found {pin.activity}, which overlaps {other.activity} of {other.source}"
        frame.findings.fault(place, "start", found, "one activity at a time")
