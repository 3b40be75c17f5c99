"""Further contradictions planted in inputs/: whole crowds, hosts, programs, hours of one's own.

As planted_conflicts.py; the lot of both is what `python -m benchmarks.conflict_cures` plants.
"""

from __future__ import annotations

from benchmarks.planted_conflicts import (
    AVAILABLE,
    FRI,
    MON,
    TUE,
    WED,
    PlantedConflict,
    added,
    cells,
    changed,
    every,
    labour,
    pins,
    table,
)

SUPERVISORS = tuple(f"s{n:02}" for n in range(1, 4))
CSRS = tuple(f"c{n:02}" for n in range(1, 24) if n != 7)  # c07 is on leave already
ALL_HANDS = "60,1,wed,10:00,11:00,meeting,"
MEETS_ALL = "all-hands,All hands,all," + ALL_HANDS


def on_tuesday(*people: str) -> list[str]:
    """Rows of time_off.csv: the day on leave."""
    return [f"{csr_id},{TUE}T00:00,{WED}T00:00,vacation,yes" for csr_id in people]


IN_CROWDS = (
    PlantedConflict(
        "minimum staff on a day when nearly all are on leave",
        every(
            labour("minimum_staff = 3"),
            added("time_off.csv", *on_tuesday(*CSRS[2:], *SUPERVISORS)),
        ),
        ("minimum_staff",),
        ("time_off", "contract"),
    ),
    PlantedConflict(
        "minimum staff before anybody's contract begins",
        every(
            labour("minimum_staff = 1"),
            changed("contracts.csv", "5x8,5,8,40,07:00", "5x8,5,8,40,08:00"),
            changed("contracts.csv", "4x10,4,10,40,07:00", "4x10,4,10,40,08:00"),
            changed("contracts.csv", "part-time,5,4;5;6,25,07:00", "part-time,5,4;5;6,25,08:00"),
        ),
        ("minimum_staff",),
        ("contract",),
    ),
    PlantedConflict(
        "all at one meeting on twenty seats",
        every(labour("seats = 20"), added("meetings.csv", MEETS_ALL)),
        ("seats", "meetings.csv:15"),
        ("contract",),
    ),
    PlantedConflict(
        "two meetings of everybody at once",
        added("meetings.csv", MEETS_ALL, "town-hall,Town hall,all," + ALL_HANDS),
        ("meetings.csv:15", "meetings.csv:16"),
    ),
    PlantedConflict(
        "all speakers of a language on leave: short, and no contradiction",
        added(
            "time_off.csv",
            *on_tuesday("c05", "c13", "c20"),
        ),
        (),
        code=0,
    ),
    PlantedConflict(
        "availability that leaves four days to a contract of five",
        table(
            "availability.csv",
            AVAILABLE,
            "c09,mon,10:00,12:00",
            "c09,wed,10:00,12:00",
            "c09,sat,10:00,12:00",
        ),
        ("availability.csv:2", "availability.csv:3", "availability.csv:4"),
        code=2,
    ),
    PlantedConflict(
        "a start of one's own before the hours one is available",
        every(
            cells("csrs.csv", "start", {"c14": "07:00"}),
            table("availability.csv", AVAILABLE, "c14,mon;tue;wed;thu,11:00,20:00"),
        ),
        ("availability.csv:2", "csrs.csv:15"),
        code=2,
    ),
    PlantedConflict(
        "starts half an hour too far apart",
        pins(f"c16 {MON} 07:00 07:30 shift", f"c16 {FRI} 17:30 18:00 shift"),
        ("pins.csv:2", "pins.csv:3"),
        ("start_spread", "contract"),
    ),
    PlantedConflict(
        "a program as long as the one day on which it may be done",
        changed(
            "meetings.csv",
            "c21;c22,480,,mon;tue;wed;thu;fri;sat;sun,07:00,20:00",
            "c21;c22,480,,wed,07:00,20:00",
        ),
        ("meetings.csv:13",),
        ("meal_and_rest_breaks", "pauses_apart", "contract"),
    ),
    PlantedConflict(
        "a team meeting whose host is on leave on its days: its people are excused, at a price",
        every(
            cells("meetings.csv", "host", {"team-b": "s02"}),
            added("time_off.csv", f"s02,{TUE}T00:00,{FRI}T00:00,vacation,yes"),
        ),
        (),
        code=0,
    ),
    PlantedConflict(
        "two activities pinned at one time",
        pins(f"c10 {TUE} 10:00 11:00 phone", f"c10 {TUE} 10:30 11:30 email"),
        ("pins.csv:3",),
        code=2,
    ),
)  # fmt: skip
