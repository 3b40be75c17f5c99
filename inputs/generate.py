"""Rebuilds Portland's generated inputs: people, meetings, time off, requests, contacts.

`python inputs/generate.py` writes them beside this file and prints how loaded the week is;
`--to FOLDER` writes elsewhere. What is published, derived or assumed: README.md.
settings.toml, contracts.csv, pay_classes.csv and fte_plan.csv are written by hand.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import shutil
import sys
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

SEED = 311
HERE = Path(__file__).parent

# The week rostered by default, and weeks of the forecast. Memorial Day (25 May) is in the third.
FIRST_MONDAY = date(2026, 5, 11)
WEEKS = 3
CLOSED = {date(2026, 5, 25)}

# --- People ----------------------------------------------------------------------------

CLASS_1, CLASS_2, SUPERVISOR = "30000017", "30000018", "30003103"
STEPS = (27.32, 30.37, 32.56, 35.26, 36.36)  # $/h, CSR I (job advertisement, unverified)
GROWTH = STEPS[-1] * 2080 / 60_216  # top step now by the plan's top of class I
RANGES = {CLASS_2: (49_774, 65_957), SUPERVISOR: (63_336, 105_373)}  # $/year, plan table 5

# name, team, contract, languages, works the desk, class II
PEOPLE = (
    ("Abena Osei", "A", "5x8", "en", True, True),
    ("Dmitri Volkov", "A", "4x10", "en;ru;uk", True, False),
    ("Lucia Marquez", "A", "5x8", "en;es", True, False),
    ("Grant Whitfield", "A", "5x8", "en", False, False),
    ("Linh Pham", "A", "5x8", "en;vi", True, False),
    ("Rosa Delgado", "A", "4x10", "en;es", False, True),
    ("Kevin Ashby", "A", "5x8", "en", True, False),
    ("Mei Huang", "A", "part-time", "en;zh", False, False),
    ("Carlos Ibarra", "B", "5x8", "en;es", True, True),
    ("Ioana Petrescu", "B", "5x8", "en;ro", False, False),
    ("Oksana Hrytsenko", "B", "5x8", "en;ru;uk", True, False),
    ("Mateo Fuentes", "B", "4x10", "en;es", True, False),
    ("Thu Nguyen", "B", "5x8", "en;vi", False, False),
    ("Hodan Warsame", "B", "4x10", "en;so", True, False),
    ("Elena Castillo", "B", "part-time", "en;es", False, False),
    ("Marcus Bell", "B", "5x8", "en", True, False),
    ("Jian Zhou", "C", "5x8", "en;zh", True, True),
    ("Paula Serrano", "C", "5x8", "en;es", False, False),
    ("Tessa Lindqvist", "C", "4x10", "en", True, False),
    ("Bao Tran", "C", "part-time", "en;vi", False, False),
    ("Diego Navarro", "C", "5x8", "en;es", True, False),
    ("Maricel Santos", "C", "4x10", "en;tl", False, True),
    ("Owen Fairchild", "C", "part-time", "en", False, False),
)
SUPERVISORS = (
    ("Janelle Brooks", "A", "en"),
    ("Samuel Ortega", "B", "en;es"),
    ("Priya Raman", "C", "en"),
)


def csrs(rng: random.Random) -> list[Sequence[object]]:
    """Rows of csrs.csv: CSRs c01 to c23, supervisors s01 to s03."""
    rows: list[Sequence[object]] = []
    for number, (name, team, contract, languages, desk, second) in enumerate(PEOPLE, start=1):
        hired = date(2019, 7, 1) + timedelta(weeks=rng.randrange(20 if second else 90, 340))
        years = (FIRST_MONDAY - hired).days // 365
        pay_class = CLASS_2 if second else CLASS_1
        rate = _rate(CLASS_2, years / 8) if second else STEPS[min(years, len(STEPS) - 1)]
        channels = "phone;email;desk" if desk else "phone;email"
        ident = f"c{number:02}"
        rows.append(
            (ident, name, pay_class, contract, team, languages, channels, f"{rate:.2f}", hired)
        )
    for number, (name, team, languages) in enumerate(SUPERVISORS, start=1):
        hired = date(2018, 1, 1) + timedelta(weeks=rng.randrange(250))
        rate = _rate(SUPERVISOR, 0.3 * number)
        ident = f"s{number:02}"
        rows.append(
            (ident, name, SUPERVISOR, "5x8", team, languages, "supervision", f"{rate:.2f}", hired)
        )
    return rows


def _rate(pay_class: str, share: float) -> float:
    """Hourly rate at a share of the class's range, brought to the wages of class I."""
    low, high = RANGES[pay_class]
    return (low + min(share, 1.0) * (high - low)) / 2080 * GROWTH


# --- Meetings, time off, requests ------------------------------------------------------

ONE_TO_ONES = ("c01", "c05", "c08", "c10", "c14", "c17", "c21", "c23")
WEEKDAYS = "mon;tue;wed;thu;fri"
EVERY_DAY = "mon;tue;wed;thu;fri;sat;sun"


def meetings() -> list[Sequence[object]]:
    """Rows of meetings.csv: one a team, one-to-ones with the team's supervisor, programs."""
    rows: list[Sequence[object]] = []
    for team, minutes in (("A", 60), ("B", 60), ("C", 45)):
        title = f"Team {team} meeting"
        rows.append(
            (f"team-{team.lower()}", title, f"team:{team}", minutes, 2, "tue;wed;thu",
             "09:00", "17:00", "meeting", "")
        )  # fmt: skip
    teams = {f"c{n:02}": person[1] for n, person in enumerate(PEOPLE, start=1)}
    boss = {team: f"s{n:02}" for n, (_, team, _) in enumerate(SUPERVISORS, start=1)}
    for csr_id in ONE_TO_ONES:
        attendees = f"{boss[teams[csr_id]]};{csr_id}"
        rows.append(
            (f"one-to-one-{csr_id}", "One-to-one", attendees, 30, 1, WEEKDAYS,
             "08:00", "19:00", "meeting", "")
        )  # fmt: skip
    part_time = [f"c{n:02}" for n, p in enumerate(PEOPLE, start=1) if p[2] == "part-time"]
    full_time = [csr_id for csr_id in teams if csr_id not in part_time]
    for ident, people, minutes in (
        ("program", full_time, 480),
        ("program-part-time", part_time, 240),
    ):
        rows.append(
            (ident, "Program activities", ";".join(people), minutes, "", EVERY_DAY,
             "07:00", "20:00", "offline", 60)
        )  # fmt: skip
    return rows


TIME_OFF = (  # csr, first day and time of the horizon, last, kind
    ("c07", "0T00:00", "7T00:00", "vacation"),
    ("c16", "9T00:00", "10T00:00", "personal holiday"),
    ("c04", "3T13:00", "3T20:00", "sick"),
    ("c02", "7T00:00", "14T00:00", "vacation"),
    ("c19", "11T00:00", "12T00:00", "vacation"),
    ("c13", "14T00:00", "17T00:00", "parental"),
)
REQUESTS = (
    ("c10", "off", "5T00:00", "6T00:00", 1),
    ("c03", "off", "4T15:00", "4T20:00", 0.5),
    ("c12", "prefer", "1T07:00", "1T18:30", 1),
    ("c18", "avoid", "0T07:00", "0T09:00", 1),
    ("c23", "off", "6T00:00", "7T00:00", 1),
    ("c15", "prefer", "3T14:00", "3T20:00", 0.5),
    ("c20", "avoid", "2T17:00", "2T20:00", 0.5),
    ("c06", "off", "5T00:00", "6T00:00", 1),
    ("c11", "off", "9T00:00", "10T00:00", 1),
    ("c21", "avoid", "8T17:00", "8T20:00", 1),
    ("c14", "off", "18T00:00", "19T00:00", 1),
)


def _moment(text: str) -> str:
    day, time = text.split("T")
    return f"{FIRST_MONDAY + timedelta(days=int(day))}T{time}"


def time_off() -> list[Sequence[object]]:
    return [(who, _moment(s), _moment(e), kind, "yes") for who, s, e, kind in TIME_OFF]


def requests() -> list[Sequence[object]]:
    return [(who, kind, _moment(s), _moment(e), weight) for who, kind, s, e, weight in REQUESTS]


# --- Contacts --------------------------------------------------------------------------

MONTH_CONTACTS = 23_815  # record month, May 2025, taken for May 2026
SHARES = {"phone": 0.848, "email": 0.109, "desk": 0.043}  # of contacts, March 2024
WEEKDAY = (1.25, 1.15, 1.10, 1.08, 1.00, 0.42, 0.36)  # Monday to Sunday, assumed

# Assumed shares of a day's contacts by hour, in percent. Email and web forms also come at
# night; the desk opens 8:00 to 17:00.
PHONE_HOURS = dict(
    zip(
        range(7, 20),
        (3.5, 6.5, 9.5, 10.8, 10.6, 9.4, 9.2, 9.4, 9.0, 8.0, 6.2, 4.4, 3.5),
        strict=True,
    )
)
DESK_HOURS = dict(zip(range(8, 17), (7, 11, 13, 13, 12, 12, 12, 11, 9), strict=True))
EMAIL_HOURS = {
    hour: PHONE_HOURS[hour] * 0.8 if hour in PHONE_HOURS else 20 / 11 for hour in range(24)
}
HOURS = {"phone": PHONE_HOURS, "email": EMAIL_HOURS, "desk": DESK_HOURS}

# Seconds. Phone and desk are the plan's 180 s, which load the week to .954; email is assumed.
AHT_S = {"phone": 180, "email": 300, "desk": 180}
SPANISH = 0.09  # of calls, assumed
VIETNAMESE = 0.012  # of calls on weekdays 9:00 to 16:00, assumed


def forecast() -> list[Sequence[object]]:
    """Rows of forecast.csv for every hour of the horizon that can have contacts."""
    month = [date(2026, 5, day) for day in range(1, 32)]
    rows: list[Sequence[object]] = []
    for channel, share in SHARES.items():
        scale = MONTH_CONTACTS * share / sum(_weight(channel, day) for day in month)
        for number in range(7 * WEEKS):
            day = FIRST_MONDAY + timedelta(days=number)
            if not _weight(channel, day):
                continue
            profile = HOURS[channel]
            for hour, percent in profile.items():
                volume = scale * _weight(channel, day) * percent / sum(profile.values())
                start = datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)
                for language, part in _languages(channel, start):
                    rows.append(
                        (f"{start:%Y-%m-%dT%H:%M}", channel, language, f"{volume * part:.2f}",
                         AHT_S[channel])
                    )  # fmt: skip
    return sorted(rows, key=lambda row: (str(row[0]), str(row[1]), str(row[2])))


def _weight(channel: str, day: date) -> float:
    """Weight of a day; nobody calls or comes on a closure, while email is written."""
    if channel == "desk" and day.weekday() > 4:
        return 0.0
    if day in CLOSED:
        return 0.36 if channel == "email" else 0.0
    return WEEKDAY[day.weekday()]


def _languages(channel: str, start: datetime) -> list[tuple[str, float]]:
    """Shares of an hour by language; what the Language Line serves counts as English."""
    if channel != "phone":
        return [("en", 1.0)]
    vietnamese = VIETNAMESE if start.weekday() < 5 and 9 <= start.hour < 16 else 0.0
    return [("en", 1 - SPANISH - vietnamese), ("es", SPANISH), ("vi", vietnamese)]


# --- The year before -------------------------------------------------------------------

HISTORY_DAYS = 364  # ends the day before the forecast begins
YEAR_CONTACTS = 226_774  # handled contacts a year (scorecard), of which May is the record month
# The other months by their part of what is left, January to December, assumed.
MONTHS = (0.98, 0.95, 1.05, 1.10, 0.0, 1.05, 1.08, 1.06, 1.00, 1.00, 0.88, 0.85)
CLOSED_BEFORE = {
    date(2025, 5, 26), date(2025, 6, 19), date(2025, 7, 4), date(2025, 9, 1), date(2025, 10, 13),
    date(2025, 11, 11), date(2025, 11, 27), date(2025, 12, 25), date(2026, 1, 1),
    date(2026, 1, 19), date(2026, 2, 16),
}  # fmt: skip
NEVER = datetime(2026, 3, 8, 2)  # the clock is put forward over this hour
# Assumed: calls given up on top of those handled; the deviation of a day's logarithm; the
# working day after a closure; the first days of a month. Handling times are exponential.
GIVEN_UP, DAY_ERROR, AFTER_CLOSURE, MONTH_BEGINS = 0.03, 0.05, 1.15, 1.06


def history(rng: random.Random) -> list[Sequence[object]]:
    """Rows of history.csv: every hour of the year before in which a contact can come."""
    rows: list[Sequence[object]] = []
    for number in range(HISTORY_DAYS):
        day = FIRST_MONDAY - timedelta(days=HISTORY_DAYS - number)
        error = math.exp(rng.gauss(0.0, DAY_ERROR))
        for channel in SHARES:
            if contacts := _past_day(channel, day) * error:
                rows += _past_hours(rng, channel, day, contacts)
    return rows


def _past_day(channel: str, day: date) -> float:
    """Contacts to expect on a past day: its share of its month."""
    left = (YEAR_CONTACTS - MONTH_CONTACTS) / sum(MONTHS)
    total = MONTHS[day.month - 1] * left or MONTH_CONTACTS
    month = (day.replace(day=n + 1) for n in range(monthrange(day.year, day.month)[1]))
    weights = {d: _past_weight(channel, d) for d in month}
    return total * SHARES[channel] * weights[day] / sum(weights.values())


def _past_weight(channel: str, day: date) -> float:
    if channel == "desk" and day.weekday() > 4:
        return 0.0
    if day in CLOSED_BEFORE | CLOSED:
        return WEEKDAY[6] if channel == "email" else 0.0
    before = day - timedelta(days=3 if day.weekday() == 0 else 1)
    after = AFTER_CLOSURE if before in CLOSED_BEFORE else 1.0
    return WEEKDAY[day.weekday()] * after * (MONTH_BEGINS if day.day <= 3 else 1.0)


def _past_hours(
    rng: random.Random, channel: str, day: date, contacts: float
) -> Iterable[Sequence[object]]:
    for hour, percent in sorted(HOURS[channel].items()):
        start = datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)
        for language, part in _languages(channel, start):
            mean = contacts * percent / sum(HOURS[channel].values()) * part
            if not mean or start == NEVER:
                continue
            handled = _poisson(rng, mean)
            lost = _poisson(rng, mean * GIVEN_UP) if channel == "phone" else 0
            spent = sum(-math.log(1.0 - rng.random()) for _ in range(handled))
            aht_s = max(1, round(AHT_S[channel] * spent / handled)) if handled else 0
            yield f"{start:%Y-%m-%dT%H:%M}", channel, language, handled + lost, lost, aht_s


def _poisson(rng: random.Random, mean: float) -> int:
    """Events of unit rate within `mean`, adding up the times between them."""
    count, passed = 0, -math.log(1.0 - rng.random())
    while passed < mean:
        count, passed = count + 1, passed - math.log(1.0 - rng.random())
    return count


# --- Writing and measuring -------------------------------------------------------------

HEADERS = {
    "csrs.csv": "csr_id,name,class,contract,team,languages,channels,hourly_rate,hired",
    "meetings.csv": "meeting,title,attendees,minutes,sessions,days,earliest,latest,kind,"
    "min_block_minutes",
    "time_off.csv": "csr_id,start,end,kind,paid",
    "requests.csv": "csr_id,kind,start,end,weight",
    "forecast.csv": "start,channel,language,volume,aht_s",
    "history.csv": "start,channel,language,offered,abandoned,aht_s",
}


def write(folder: Path) -> None:
    """Write the generated files into a folder."""
    rows = {
        "csrs.csv": csrs(random.Random(SEED)),
        "meetings.csv": meetings(),
        "time_off.csv": time_off(),
        "requests.csv": requests(),
        "forecast.csv": forecast(),
        "history.csv": history(random.Random(SEED)),
    }
    for name, header in HEADERS.items():
        _write(folder / name, header.split(","), rows[name])


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def load_report(folder: Path) -> str:
    """Hours asked for against hours that people can be on a queue, in the first week."""
    from scheduler.domain.entitlements import band, owed_days, owed_program_slots, owed_slots
    from scheduler.forecast import forecast as forecast_of
    from scheduler.loading import load
    from scheduler.staffing.requirements import require

    scenario = load(folder)
    hour, labour = scenario.grid.slot_hours, scenario.labour
    rest = scenario.grid.slots_up(labour.rest_minutes)

    def on_queue(csr_id: str) -> float:
        csr = scenario.csr[csr_id]
        paid, days = owed_slots(scenario, csr, 0), owed_days(scenario, csr, 0)
        if not days:
            return 0.0
        minutes = paid // days * scenario.grid.slot_minutes
        away = days * band(labour, minutes).rests * rest
        away += sum(m.slots for m in scenario.meetings if csr_id in m.attendees)
        away += sum(owed_program_slots(scenario, csr, p, 0) for p in scenario.programs)
        return (paid - away) * hour

    requirements = require(scenario, forecast_of(scenario).volumes)
    need = {row: float(heads.sum()) * hour for row, heads in requirements.by_slot.items()}
    email = float(requirements.deferrable[0].due_hours[-1])
    agents = [csr for csr in scenario.csrs if "supervision" not in csr.channels]
    able = {csr.csr_id: on_queue(csr.csr_id) for csr in agents}
    lines = [f"week of {scenario.grid.first_day}, digest {scenario.digest}"]
    lines += [
        f"required {channel} {language}: {h:.2f} h" for (channel, language), h in need.items()
    ]
    lines.append(f"email due within the week: {email:.2f} h")
    for language in ("es", "vi"):
        speakers = sum(able[csr.csr_id] for csr in agents if language in csr.languages)
        share = need[("phone", language)] / speakers
        lines.append(f"{language} speakers can give {speakers:.2f} h: load {share:.3f}")
    asked = need[("phone", "*")] + need[("desk", "*")] + email
    total = sum(able.values())
    lines.append(f"asked {asked:.2f} h, on-queue hours {total:.2f} h: load {asked / total:.3f}")
    return "\n".join([*lines, *scenario.warnings])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--to", type=Path, default=HERE, help="folder to write into")
    folder = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("settings.toml", "contracts.csv", "pay_classes.csv", "fte_plan.csv"):
        if folder != HERE:
            shutil.copy(HERE / name, folder / name)
    write(folder)
    sys.stdout.write(load_report(folder) + "\n")


if __name__ == "__main__":
    main()
