"""A refusal is read by whoever has to change the inputs: what, where, and what to do."""

from __future__ import annotations

from scheduler.domain.clause import Clause
from scheduler.domain.conflict import Conflict, Cure, Demand, Edit
from scheduler.reporting.terminal.refusal_screen import refusal_lines


def demand(sentence: str, source: str, change: str = "", rule: str = "pins") -> Demand:
    cure = Cure(change, (Edit(source),)) if change else None
    return Demand(Clause(rule, sentence, source, sentence.split()[0]), cure)


def test_demands_come_first_and_then_the_changes() -> None:
    one = Conflict(
        (
            demand("Ana rests 11 h", "settings.toml:34", rule="minimum_rest"),
            demand("Ana is pinned Mon 08:00", "pins.csv:2", "move the pin to 11:00"),
        ),
        also=("Bo", "Chi"),
    )
    assert list(refusal_lines([one])) == [
        "There is no roster that keeps every rule. Nothing was overwritten.",
        "",
        "These 2 cannot all hold; without any one of them the others could:",
        "  settings.toml:34: Ana rests 11 h",
        "  pins.csv:2: Ana is pinned Mon 08:00",
        "  The same of Bo, Chi.",
        "This change is enough (tried: there is a roster with it):",
        "  pins.csv:2: change: move the pin to 11:00",
    ]


def test_one_place_that_demands_the_same_of_several_is_said_once() -> None:
    sits = [demand(f"{name} sits All once", "meetings.csv:2") for name in ("Ana", "Bo", "Chi")]
    seats = demand("there are 2 seats", "settings.toml:34", "3 seats", rule="seats")
    lines = list(refusal_lines([Conflict((seats, *sits))]))
    assert "  meetings.csv:2: each of Ana, Bo, Chi sits All once" in lines
    assert "These 2 cannot all hold; without any one of them the others could:" in lines


def test_two_conflicts_are_numbered_and_a_change_of_each_is_needed() -> None:
    one, two = (Conflict((demand(f"{name} is pinned", "pins.csv:2"),)) for name in ("Ana", "Bo"))
    lines = list(refusal_lines([one, two]))
    assert "Conflict 1 of 2. This cannot be:" in lines
    assert lines.count("No single sufficient change was found within the time.") == 2
    assert lines[-1] == "One change of each conflict is needed."


def test_long_lines_are_wrapped_and_not_cut() -> None:
    names = [f"Somebody Number{n}" for n in range(30)]
    long = Conflict((demand("Ana is pinned", "pins.csv:2"),), also=tuple(names))
    lines = list(refusal_lines([long]))
    assert max(map(len, lines)) <= 100
    text = " ".join(line.strip() for line in lines)
    assert all(name in text for name in names)
