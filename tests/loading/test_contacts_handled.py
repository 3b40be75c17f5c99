"""The scorecard's contacts handled: a made-up year with known answer."""

from __future__ import annotations

from datetime import date

from scheduler.domain.contacts_handled import CountedContact, handled_in

YEAR = (date(2025, 1, 1), date(2025, 12, 31), "2025")


def call(day: date, offered: float, abandoned: float, language: str = "en") -> CountedContact:
    return CountedContact(day, "phone", language, offered, abandoned)


def ticket(day: date, number: str, kind: str = "Email", channel: str = "email") -> CountedContact:
    return CountedContact(day, channel, "en", 1.0, 0.0, number, kind)


def test_a_year_with_a_known_answer() -> None:
    """Every day 10 calls, 2 of whom gave up: 365 x 8 answered, 365 x 6 by the formula."""
    days = [date.fromordinal(date(2025, 1, 1).toordinal() + n) for n in range(365)]
    found = handled_in([call(day, 10, 2) for day in days], *YEAR)
    assert (found.handled, found.as_formula) == (2920, 2190)
    assert "differ by 730 contacts" in found.sentence
    assert found.totals("month")["2025-02"] == 28 * 8
    assert found.notes == ()


def test_a_ticket_counts_once_and_only_of_three_types() -> None:
    kinds = ["Webform", "Email", "In-Person", "In Person", "Chat", ""]
    rows = [ticket(date(2025, 3, 1), str(n), kind) for n, kind in enumerate(kinds)]
    again = ticket(date(2025, 4, 1), "0", "Webform")
    last_year = ticket(date(2024, 12, 31), "9")
    found = handled_in([*rows, again, last_year], *YEAR)
    assert (found.handled, found.tickets) == (5, 5)
    assert found.totals("month") == {"2025-03": 5}
    assert any("1 rows repeat a ticket" in note for note in found.notes)
    assert any("1 tickets are of other contact types" in note for note in found.notes)


def test_a_channel_with_tickets_is_counted_by_them_alone() -> None:
    email = CountedContact(date(2025, 3, 1), "email", "en", 50, 0)
    found = handled_in([email, ticket(date(2025, 3, 2), "1"), call(date(2025, 3, 1), 4, 1)], *YEAR)
    assert found.totals("channel") == {"email": 1, "phone": 3}


def test_acd_calls_that_are_offered_make_the_readings_agree() -> None:
    found = handled_in([call(date(2025, 3, 1), 10, 2)], *YEAR, acd_calls_are_offered=True)
    assert (found.handled, found.as_formula) == (8, 8)
    assert "agree" in found.sentence


def test_languages_and_what_is_not_the_whole_year() -> None:
    rows = [call(date(2025, 5, 1), 10, 0), call(date(2025, 6, 1), 4, 0, "es")]
    found = handled_in(rows, *YEAR)
    assert found.totals("language") == {"en": 10, "es": 4}
    assert found.notes == (
        "the records reach from 2025-05-01 to 2025-06-01 only: this is not the whole year",
    )


def test_the_first_and_the_last_day_count() -> None:
    days = [date(2024, 6, 30), date(2024, 7, 1), date(2025, 6, 30), date(2025, 7, 1)]
    found = handled_in(
        [call(day, 1, 0) for day in days], date(2024, 7, 1), date(2025, 6, 30), "2024-25"
    )
    assert found.handled == 2
