"""The table of `who` has a header with units, says what is proven, and why others cannot."""

from __future__ import annotations

from typing import Any

from scheduler.reporting.terminal.who_screen import who_lines


def row(csr_id: str, dollars: float, at_least: float, **more: Any) -> dict[str, Any]:
    return {
        "rank": 1, "csr_id": csr_id, "name": f"Name {csr_id}", "dollars": dollars, "rule": "",
        "against": "", "now_doing": "phone rest", "week_hours": 40.0, "weekend_days": 1,
        "evening_shifts": 2, "notice_hours": 4.0, "then": "", "then_dollars": "",
        "at_least": at_least, "proven": "", **more,
    }  # fmt: skip


def test_a_header_with_units_stands_above_the_figures() -> None:
    _, head, line, *_ = who_lines([row("c01", 12.5, 12.5, proven="yes")])
    assert head.split() == ["who", "$", "h", "a", "week", "days", "shifts", "doing", "then"]
    assert line.split() == ["1", "Name", "c01", "(c01)", "12.50", "40", "1", "2", "phone,", "rest"]
    assert head.index("$") == line.index("12.50") + 4


def test_what_is_proven_and_what_is_not() -> None:
    sure = list(who_lines([row("c01", 5.0, 5.0, proven="yes"), row("c02", 9.0, 7.0)]))
    assert "Proven: nobody can cover it alone for less than c01." in sure
    near = list(who_lines([row("c01", 5.0, 4.5, proven="yes")]))
    assert any("could be up to $0.50 cheaper" in line for line in near)
    open_ = list(who_lines([row("c01", 5.0, 5.0), row("c02", 9.0, 4.0), row("c03", 9.0, 8.0)]))
    assert any(line.startswith("Not proven: c02 might do it for less.") for line in open_)


def test_who_cannot_is_named_with_the_reason_in_full() -> None:
    why = "Bo Lind rests 9 h, 11 are due " * 5
    lines = list(who_lines([row("c02", 0.0, 0.0, rule="minimum_rest", against=why.strip())]))
    assert lines[0] == "Nobody can cover it."
    assert max(map(len, lines)) <= 100
    assert why.strip() in " ".join(line.strip() for line in lines)
