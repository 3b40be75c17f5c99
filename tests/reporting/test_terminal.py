"""What the terminal shows, and when it shows nothing."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO

from scheduler.domain.neighbourhoods import NeighbourhoodCount
from scheduler.reporting.terminal.progress import Display, reached, time_left, told
from scheduler.reporting.terminal.screen import summary
from tests.reporting.made_runs import monday


@dataclass(frozen=True)
class Step:
    seconds: float
    objective: float | None
    bound: float | None
    stage: str = "improving"
    limit_s: float | None = None
    regret: float | None = None


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_the_summary_is_one_screen_of_plain_text() -> None:
    text = summary(monday())
    lines = text.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
    assert "\x1b" not in text
    assert lines[0] == "Small centre, Mon 11 May 2026"
    assert "1.5 agent-hours" in text
    assert "within 1 agent-hour " in text
    assert "• Mon 9:00–9:30 phones two short" in text


def test_the_proof_is_good_news_up_to_one_per_cent() -> None:
    for regret, mark in ((0.01, "✓"), (0.0101, "▲")):
        lines = summary(monday(regret=regret)).splitlines()
        [proof] = [line for line in lines if " Proof " in line]
        assert proof.startswith(mark)
        assert "within 1 agent-hour " in proof


def test_neighbourhoods_stand_under_the_summary_where_they_were_asked_for() -> None:
    counted = NeighbourhoodCount("any day", "first", 12000, 340, 1234.5, 2.25)
    assert "any day" not in summary(monday())
    lines = summary(monday(neighbourhoods=(counted,))).splitlines()
    assert lines[-2].split() == ["neighbourhood", "process", "proposed", "kept", "saved", "seconds"]
    assert lines[-1].split() == ["any", "day", "first", "12,000", "340", "1,234.50", "2.2"]


def test_progress_is_silent_where_nobody_watches() -> None:
    for stream, quiet in ((StringIO(), False), (Terminal(), True)):
        with Display(quiet=quiet, stream=stream) as display:
            display(Step(1.0, 100.0, 90.0))
        assert stream.getvalue() == ""


def test_progress_leaves_its_last_line_on_a_terminal() -> None:
    stream = Terminal()
    with Display(stream=stream) as display:
        display(Step(1.0, 2000.0, 1500.0))
    assert "best $2,000.00, bound $1,500.00, gap 25.00 %" in stream.getvalue()


def test_what_a_search_has_reached() -> None:
    assert reached(Step(1.0, None, 90.0)) == "no roster yet"
    assert reached(Step(1.0, float("inf"), 90.0)) == "no roster yet"
    assert reached(Step(1.0, 100.0, None)) == "best $100.00"
    # (200 - 170) / 200 = 15 %.
    assert reached(Step(23.0, 200.0, 170.0)) == "best $200.00, bound $170.00, gap 15.00 %"
    proven = Step(23.0, 200.0, 170.0, regret=0.001)
    assert reached(proven) == "best $200.00, bound $170.00, regret 0.10 %"


def test_the_time_left_runs_down_between_two_reports() -> None:
    step = Step(23.0, 200.0, 170.0, limit_s=60.0)
    assert time_left(step) == "37 s left"
    assert time_left(step, since_s=2.0) == "35 s left"
    assert time_left(step, since_s=50.0) == "last steps"
    assert time_left(Step(1.0, None, None)) == ""


def test_before_the_search_only_the_stage_is_told() -> None:
    assert told(Step(1.0, None, None, "reading the inputs")).plain == "reading the inputs"
    searching = Step(1.0, None, None, "building", limit_s=10.0)
    assert told(searching).plain == "no roster yet  building, 9 s left"
    simulating = Step(9.0, 100.0, None, "simulating the service")
    assert told(simulating).plain == "best $100.00  simulating the service"
