"""The small centre with every optional file, and its faults once something is broken."""

from __future__ import annotations

from pathlib import Path

from scheduler.loading import check
from tests.small_centres import write_centre

MEETINGS = """
meeting, title, attendees, minutes, sessions, days, earliest, latest, kind, min_block_minutes
team-a,  Team,  team:A,    60,      1,        tue,  09:00,    12:00,  meeting,
study,   Study, c01;c02,   120,     1,        wed,  08:00,    17:00,  offline, 60
"""
TIME_OFF = """
csr_id, start,            end,              kind,     paid
c01,    2026-05-11T00:00, 2026-05-12T00:00, vacation, yes
"""
AVAILABILITY = """
csr_id, days,    earliest, latest, from,       until
c02,    tue;wed, 08:00,    16:30,  2026-05-01,
"""
REQUESTS = """
csr_id, kind, start,            end,              weight
c02,    off,  2026-05-13T00:00, 2026-05-14T00:00, 1
"""
PINS = """
csr_id, start,            end,              activity, paid
c01,    2026-05-12T09:00, 2026-05-12T12:00, phone,    yes
"""
PAY_CLASSES = """
class, title, annual_min, annual_max
csr1,  CSR I, 50000,      70000
"""
PREVIOUS = """
csr_id, start,            end,              activity, paid
c01,    2026-05-08T08:00, 2026-05-08T12:00, phone,    yes
"""
REQUEST_HISTORY = """
csr_id, week,       granted, refused
c02,    2026-05-04, 1,       2
"""
HANDLING_TIMES = """
channel, handling_s
phone,   95
phone,   310.5
"""
HISTORY = """
start,            channel, language, offered, abandoned, aht_s
2026-05-07T09:00, phone,   en,       12,      1,         185
2026-05-08T09:00, phone,   en,       10,      0,         3:05
"""
TICKETS = """
id, start,            channel, language, aht_s
17, 2026-05-08T09:00, email,   en,       300
"""
EVENTS = """
start,      end,        name,        channel
2026-05-12, 2026-05-13, street fair, phone
"""
FULL = {
    "history": HISTORY,
    "tickets": TICKETS,
    "events": EVENTS,
    "handling_times": HANDLING_TIMES,
    "meetings": MEETINGS,
    "time_off": TIME_OFF,
    "availability": AVAILABILITY,
    "requests": REQUESTS,
    "pins": PINS,
    "pay_classes": PAY_CLASSES,
    "previous_roster": PREVIOUS,
    "request_history": REQUEST_HISTORY,
}

# file, what is replaced, by what, the fault's beginning, its end
Case = tuple[str, str, str, str, str]


def broken(folder: Path, file: str, old: str, new: str) -> list[str]:
    """Faults of the small centre after one replacement in one file."""
    write_centre(folder, **FULL)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(fault) for fault in check(folder)]


def assert_fault(folder: Path, case: Case) -> None:
    """The replacement is answered with the fault, whatever else it breaks."""
    file, old, new, begin, end = case
    faults = broken(folder, file, old, new)
    assert [f for f in faults if f.startswith(begin) and f.endswith(end)], faults
