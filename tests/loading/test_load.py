"""Sound input folders: what the Scenario says."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from scheduler.domain.settings import Labour, MealWindow, Pay, Prices, Service, Simulation
from scheduler.forecast import forecast
from scheduler.loading import load
from tests.small_centres import MONDAY, SETTINGS, at, clock, forecast_table, write_centre


def test_units_and_defaults(tmp_path: Path) -> None:
    scenario = load(write_centre(tmp_path))
    grid = scenario.grid
    assert (grid.first_day, grid.days, grid.slot_minutes) == (MONDAY, 7, 15)
    part_time = scenario.csr["c03"].contract
    assert part_time.shift_slots == (16, 20, 24)  # 4, 5, 6 h of four slots
    assert part_time.week_slots == 80
    assert (part_time.earliest, part_time.latest) == (clock("08:00"), clock("17:00"))
    assert (part_time.start_step, part_time.meal_slots) == (2, 2)
    assert part_time.source == "contracts.csv:3"
    ana = scenario.csr["c01"]
    assert ana.languages == {"en", "es"}
    assert ana.channels == {"phone", "email"}
    assert (ana.hourly_rate, ana.hired, ana.source) == (30.0, date(2020, 1, 6), "csrs.csv:2")
    assert scenario.csr["c03"].hired is None
    assert scenario.prices == Prices()
    assert scenario.pay == Pay()
    assert scenario.services["phone"] == Service("phone")
    assert scenario.services["email"].model == "deferrable"
    assert scenario.warnings == ()
    assert scenario.past is None
    assert scenario.published is None


def test_what_is_left_to_chance(tmp_path: Path) -> None:
    text = f"{SETTINGS}\n[simulation]\nreplications = 40\nhandling = 'lognormal'\n"
    files = {"handling_times": "channel, handling_s\nphone, 95\nphone, 310.5\n"}
    scenario = load(write_centre(tmp_path, settings=text, **files))
    assert scenario.simulation == Simulation(replications=40, handling="lognormal")
    assert scenario.handling_times == {"phone": (95.0, 310.5)}


def test_labour_keys_know_their_line(tmp_path: Path) -> None:
    text = SETTINGS.replace(
        "[labour]\n",
        "[labour]\nseats = 12\nmeal_windows = [\n"
        "  { up_to_minutes = 839, from_minutes = 120, to_minutes = 300 },\n]\n",
    )
    labour = load(write_centre(tmp_path, settings=text)).labour
    assert labour.seats == 12
    assert labour.meal_windows == (MealWindow(839, 120, 300),)
    assert labour.breaks == Labour().breaks
    assert labour.source("seats") == "settings.toml:34"
    assert labour.source("meal_windows") == "settings.toml:35"
    assert labour.source("min_rest_between_shifts_hours") == "settings.toml:38"
    assert labour.source("max_days_in_a_row") == "default"


def test_opening_and_closures(tmp_path: Path) -> None:
    """Memorial Day, 25 May 2026, is closed; weekly hours do not know of it."""
    scenario = load(write_centre(tmp_path, forecast=forecast_table(date(2026, 5, 26), 4)))
    hours = (clock("08:00"), clock("17:00"))
    assert scenario.grid.first_day == date(2026, 5, 25)
    assert scenario.opening["phone"] == (None, *(hours,) * 4, None, None)
    assert scenario.weekly_opening["phone"] == (*(hours,) * 5, None, None)
    assert scenario.closures == {date(2026, 5, 25)}
    assert "supervision" not in scenario.opening  # nobody supervises here


def test_supervision_spans_the_channels(tmp_path: Path) -> None:
    settings = SETTINGS.replace('[opening.email]\nmon = "08:00', '[opening.email]\nmon = "07:00')
    csrs = """
    csr_id, name, class, contract,  team, languages, channels,    hourly_rate, hired
    c01,    Ana,  csr1,  5x8,       A,    en,        phone;email, 30,
    s01,    Sol,  sup,   5x8,       A,    en,        supervision, 50,
    """
    scenario = load(write_centre(tmp_path, settings=settings, csrs=csrs))
    assert scenario.opening["supervision"][:2] == (
        (clock("07:00"), clock("17:00")),
        (clock("08:00"), clock("17:00")),
    )


@pytest.mark.parametrize(
    ("week", "start", "first"),
    [
        (None, "mon", date(2026, 5, 11)),
        (date(2026, 5, 17), "mon", date(2026, 5, 11)),  # a Sunday belongs to the Monday before
        (date(2026, 5, 11), "sun", date(2026, 5, 10)),
        (date(2026, 5, 13), "wed", date(2026, 5, 13)),
    ],
)
def test_week(tmp_path: Path, week: date | None, start: str, first: date) -> None:
    settings = SETTINGS.replace('week_start = "mon"', f'week_start = "{start}"')
    scenario = load(write_centre(tmp_path, settings=settings), week=week)
    assert scenario.grid.first_day == first


def test_rows_outside_the_horizon_are_dropped(tmp_path: Path) -> None:
    folder = write_centre(tmp_path, forecast=forecast_table(MONDAY, 12))
    scenario = load(folder, week=date(2026, 5, 20))
    volumes = forecast(scenario).volumes
    assert scenario.grid.first_day == date(2026, 5, 18)
    # 5 days of 9 hours, two channels
    assert len(volumes) == 90
    assert min(v.start for v in volumes) == at(0, "08:00")


def test_missing_intervals_count_as_zero_with_a_warning(tmp_path: Path) -> None:
    rows = forecast_table().splitlines()
    kept = [row for row in rows if "2026-05-12T10:00, phone" not in row]
    scenario = load(write_centre(tmp_path, forecast="\n".join(kept)))
    assert forecast(scenario).warnings == (
        "forecast.csv: phone en lacks 1 of 45 open intervals, the first 2026-05-12 10:00: "
        "counted as zero",
    )


def test_contacts_while_closed_are_not_staffed_but_email_waits(tmp_path: Path) -> None:
    table = forecast_table() + (
        "\n2026-05-11T06:00, phone, en, 3, 240\n2026-05-11T06:00, email, en, 5, 300"
    )
    scenario = load(write_centre(tmp_path, forecast=table))
    early = [v for v in forecast(scenario).volumes if v.start == at(0, "06:00")]
    assert [(v.channel, v.volume) for v in early] == [("email", 5)]
    assert forecast(scenario).warnings == (
        "forecast.csv: 3 contacts come while phone is closed, the first 2026-05-11 06:00: "
        "not staffed",
    )


def test_times_with_an_offset(tmp_path: Path) -> None:
    """15:00 UTC is 8:00 in Portland in May; -04:00 is three hours east of Portland."""
    table = forecast_table().replace("2026-05-11T08:00, phone", "2026-05-11T15:00Z, phone")
    time_off = """
    csr_id, start,                  end,                    kind, paid
    c01,    2026-05-12T12:00-04:00, 2026-05-12T16:00-04:00, sick, yes
    """
    scenario = load(write_centre(tmp_path, forecast=table, time_off=time_off))
    assert min(v.start for v in forecast(scenario).volumes if v.channel == "phone") == at(
        0, "08:00"
    )
    [off] = scenario.time_off
    assert (off.start, off.end, off.paid) == (at(1, "09:00"), at(1, "13:00"), True)


def test_an_hour_that_comes_twice_is_added_up(tmp_path: Path) -> None:
    """On 1 November 2026 the clock goes back at 2:00, and 1:00 to 2:00 comes twice."""
    table = (
        "start,channel,language,volume,aht_s\n"
        "2026-11-01T01:00-07:00,email,en,2,300\n"
        "2026-11-01T01:00-08:00,email,en,4,600\n"
    )
    scenario = load(write_centre(tmp_path, forecast=table))
    [volume] = [v for v in forecast(scenario).volumes if v.start == at(6, "01:00")]
    assert (volume.volume, volume.aht_s) == (6, 500)  # (2 x 300 + 4 x 600) / 6


def test_time_off_and_requests_round_outward_and_end_with_the_horizon(tmp_path: Path) -> None:
    time_off = """
    csr_id, start,            end,              kind,     paid
    c01,    2026-05-01T00:00, 2026-05-11T10:05, vacation, no
    c02,    2026-05-15T09:50, 2026-05-31T24:00, vacation, yes
    c03,    2026-06-15T00:00, 2026-06-20T00:00, vacation, yes
    """
    requests = """
    csr_id, kind,   start,            end,              weight
    c01,    prefer, 2026-05-13T08:10, 2026-05-13T12:20, 2.5
    """
    scenario = load(write_centre(tmp_path, time_off=time_off, requests=requests))
    spans = [(t.csr_id, t.start, t.end) for t in scenario.time_off]
    assert spans == [("c01", 0, at(0, "10:15")), ("c02", at(4, "09:45"), at(7, "00:00"))]
    [request] = scenario.requests
    assert (request.start, request.end) == (at(2, "08:00"), at(2, "12:30"))
    assert (request.kind, request.weight, request.source) == ("prefer", 2.5, "requests.csv:2")


def test_meetings_and_programs(tmp_path: Path) -> None:
    meetings = """
    meeting, title, attendees,  minutes, sessions, days,    earliest, latest, kind, min_block_minutes
    team-a,  Team,  team:A,     60,      2,        tue;wed, 09:00,    12:00,  meeting,
    all,     All,   all,        30,      ,         mon,     08:00,    10:00,  meeting,
    study,   Study, c03;team:A, 120,     ,         fri,     08:00,    17:00,  offline, 30
    """  # noqa: E501
    scenario = load(write_centre(tmp_path, meetings=meetings))
    team, everybody = scenario.meetings
    assert team.attendees == ("c01", "c02")
    assert (team.slots, team.sessions, team.weekdays) == (4, 2, {1, 2})
    assert (team.earliest, team.latest) == (clock("09:00"), clock("12:00"))
    assert (everybody.attendees, everybody.sessions) == (("c01", "c02", "c03"), 1)
    [study] = scenario.programs
    assert (study.attendees, study.slots, study.min_block) == (("c01", "c02", "c03"), 8, 2)


def test_a_meeting_of_a_closed_day_is_not_held(tmp_path: Path) -> None:
    """Monday 25 May 2026 is a closure of the small centre."""
    meetings = """
    meeting, title, attendees, minutes, sessions, days, earliest, latest, kind
    early,   Early, team:A,    60,      1,        mon,  08:00,    10:00,  meeting
    """
    folder = write_centre(
        tmp_path, meetings=meetings, forecast=forecast_table(date(2026, 5, 26), 4)
    )
    scenario = load(folder)
    assert scenario.meetings == ()
    assert scenario.warnings == (
        "meetings.csv:2: early is not held in the week of 2026-05-25: "
        "the centre is closed on its days",
    )


def test_pins(tmp_path: Path) -> None:
    """A shift pin may hold other pins; an off pin may span days; other weeks are left out."""
    pins = """
    csr_id, start,            end,              activity
    c01,    2026-05-12T08:00, 2026-05-12T16:30, shift
    c01,    2026-05-12T09:00, 2026-05-12T10:00, phone
    c02,    2026-05-14T00:00, 2026-05-16T00:00, off
    c03,    2026-06-14T09:00, 2026-06-14T10:00, phone
    """
    pinned = load(write_centre(tmp_path, pins=pins)).pins
    assert [(p.csr_id, p.activity, p.start, p.end) for p in pinned] == [
        ("c01", "shift", at(1, "08:00"), at(1, "16:30")),
        ("c01", "phone", at(1, "09:00"), at(1, "10:00")),
        ("c02", "off", at(3, "00:00"), at(5, "00:00")),
    ]


def test_nobody_works_it_or_speaks_it(tmp_path: Path) -> None:
    table = forecast_table() + "\n2026-05-11T08:00, phone, vi, 1, 240"
    csrs = """
    csr_id, name, class, contract,  team, languages, channels, hourly_rate, hired
    c01,    Ana,  csr1,  5x8,       A,    en,        phone,    30,
    """
    warnings = forecast(load(write_centre(tmp_path, csrs=csrs, forecast=table))).warnings
    assert "csrs.csv: nobody works email, which has contacts" in warnings
    assert "csrs.csv: nobody on phone speaks vi, which has contacts" in warnings


@pytest.mark.parametrize("scope", ["day", "week"])
def test_a_target_over_a_day_or_a_week(tmp_path: Path, scope: str) -> None:
    keys = f'within_s = 20\nscope = "{scope}"\nfloor = 0.6\nmax_asa_s = 90\n'
    scenario = load(write_centre(tmp_path, settings=SETTINGS.replace("within_s = 20\n", keys)))
    assert scenario.warnings == ()
    assert scenario.services["phone"] == Service("phone", scope=scope, floor=0.6, max_asa_s=90)


def test_a_channel_without_a_target_is_named(tmp_path: Path) -> None:
    settings = SETTINGS.replace("[service.phone]\ntarget = 0.80\nwithin_s = 20\n", "")
    scenario = load(write_centre(tmp_path, settings=settings))
    assert scenario.services["phone"] == Service("phone")
    assert scenario.warnings == (
        "settings.toml: no [service.phone]: staffed as calls, 80 % in 20 s",
    )


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends_and_byte_order_marks(tmp_path: Path, newline: str, mark: str) -> None:
    write_centre(tmp_path)
    for path in tmp_path.iterdir():
        text = mark + path.read_text(encoding="utf-8").replace("\n", newline)
        path.write_bytes(text.encode("utf-8"))
    scenario = load(tmp_path)
    assert scenario.csr["c02"].source == "csrs.csv:3"
    assert scenario.labour.source("min_rest_between_shifts_hours") == "settings.toml:34"


def test_columns_in_any_order_quotes_and_blank_lines(tmp_path: Path) -> None:
    write_centre(tmp_path)
    (tmp_path / "csrs.csv").write_text(
        "name,csr_id,class,team,contract,languages,hourly_rate,channels,hired\n"
        "\n"
        '"Ruiz, Ana",c01,csr1,A,5x8,en;es,30,phone,\n'
        ",,,,,,,,\n"
        "Bo,c02,csr1,A,5x8,en,30,email,\n"
    )
    scenario = load(tmp_path)
    assert scenario.csr["c01"].name == "Ruiz, Ana"
    assert scenario.csr["c01"].source == "csrs.csv:3"
    assert scenario.csr["c02"].source == "csrs.csv:5"


def test_pay_classes_and_plan(tmp_path: Path) -> None:
    pay_classes = """
    class, title,     annual_min, annual_max
    csr1,  Clerk,     50000,      70000
    app,   Developer, ,
    """
    plan = """
    fiscal_year, class, fte, amount
    2025-26,     csr1,  2.5, 150000
    2025-26,     app,   1,
    """
    scenario = load(write_centre(tmp_path, pay_classes=pay_classes, fte_plan=plan))
    assert scenario.pay_classes[1].annual_max == 0
    assert [(p.pay_class, p.fte, p.amount, p.source) for p in scenario.plan] == [
        ("csr1", 2.5, 150000, "fte_plan.csv:2"),
        ("app", 1, 0, "fte_plan.csv:3"),
    ]


def test_digest_changes_with_every_input_and_nothing_else(tmp_path: Path) -> None:
    folder = write_centre(tmp_path)
    first = load(folder).digest
    assert len(first) == 16
    (folder / "README.md").write_text("read by people")
    assert load(folder).digest == first
    (folder / "csrs.csv").write_text((folder / "csrs.csv").read_text().replace("28.50", "28.51"))
    assert load(folder).digest != first


def test_a_misspelt_file_is_named(tmp_path: Path) -> None:
    write_centre(tmp_path)
    (tmp_path / "request.csv").write_text("csr_id\n")
    assert load(tmp_path).warnings == ("request.csv is not read (nearest: requests.csv)",)


def history_table(weeks: int, last_extra_day: bool = False) -> str:
    """Calls of `weeks` Mondays to Fridays from 2 March 2026: 40 in each hour from 8:00."""
    rows = ["start, channel, language, offered, abandoned, aht_s"]
    first = date(2026, 3, 2)
    for week in range(weeks):
        for day in range(5):
            at_day = first + timedelta(weeks=week, days=day)
            for hour in range(8, 17):
                rows.append(f"{at_day}T{hour:02}:00, phone, en, 40, 1, 200")
    if last_extra_day:
        rows.append(f"{first + timedelta(weeks=weeks)}T08:00, phone, en, 10, 1, 200")
    return "\n".join(rows)


def test_history_alone_is_forecast(tmp_path: Path) -> None:
    """Eight weeks of 40 calls an hour go on; what so short a history cannot show is said."""
    scenario = load(write_centre(tmp_path, forecast=None, history=history_table(8)))
    assert scenario.grid.first_day == date(2026, 4, 27)  # history ends on Friday 24 April
    phone = [v for v in forecast(scenario).volumes if v.channel == "phone"]
    assert [v.volume for v in phone] == pytest.approx([40] * 45, rel=0.02)
    assert [v.aht_s for v in phone] == pytest.approx([200] * 45)
    assert forecast(scenario).warnings == (
        "history.csv: phone: trend: needs 26 weeks of history, has 7",
        "history.csv: phone: yearly season: needs 40 weeks of history, has 7",
        "history.csv: phone: position in the month: needs 8 weeks of history, has 7",
        "history.csv: no contacts on email: counted as zero",
    )


def test_a_week_outside_of_the_forecast_comes_from_the_history(tmp_path: Path) -> None:
    """forecast.csv has the week of 11 May; the week after 24 April is forecast."""
    folder = write_centre(tmp_path, history=history_table(8))
    assert forecast(load(folder)).volumes[-1].volume == 12
    later = forecast(load(folder, week=date(2026, 4, 27)))
    assert later.volumes[-1].volume == pytest.approx(40, rel=0.02)


def test_planning_for_a_quantile_asks_for_more(tmp_path: Path) -> None:
    def phone(plan_for: str) -> float:
        settings = SETTINGS + f'[forecast]\nplan_for = "{plan_for}"\n'
        folder = tmp_path / plan_for
        written = write_centre(folder, settings=settings, forecast=None, history=history_table(8))
        return sum(v.volume for v in forecast(load(written)).volumes)

    settings = SETTINGS + '[forecast]\nplan_for = "p75"\n'
    given = load(write_centre(tmp_path / "given", settings=settings))
    assert any('plan_for = "p75" changes nothing' in text for text in given.warnings)
    assert phone("p50") <= phone("mean") < phone("p75") < phone("p90")


def test_the_week_after_history_is_a_full_week(tmp_path: Path) -> None:
    """History that ends on a Monday leaves that week begun: the next one is rostered."""
    folder = write_centre(tmp_path, forecast=None, history=history_table(2, last_extra_day=True))
    assert load(folder).grid.first_day == date(2026, 3, 23)


def test_history_that_ends_weeks_before_is_a_warning(tmp_path: Path) -> None:
    folder = write_centre(tmp_path, forecast=None, history=history_table(2))
    warnings = load(folder, week=date(2026, 4, 8)).warnings
    # From Friday 13 March to Monday 6 April: 24 days, three whole weeks.
    [ended] = [text for text in warnings if "history ends" in text]
    assert ended.startswith("history.csv: history ends 3 weeks before the requested week")
