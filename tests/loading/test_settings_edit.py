"""New keys in settings.toml: what else stands there stays, to the letter."""

from __future__ import annotations

import tomllib

import pytest

from scheduler.loading.readers.settings_edit import NotEdited, with_keys

TEXT = """# head
[centre] # the centre
name = "A" # its name

[imports.csv]
clock = "local" # as the switch says
skills = [
    "one", # first
    "two",
]

# tail
[pay]
overtime = 1.5
"""
TABLE = ("imports", "csv")


def test_a_new_table_comes_last_below_its_comment() -> None:
    found = with_keys("a = 1\n", TABLE, {"clock": "utc", "languages": {"Línea 1": "es"}}, "Why.")
    assert found == (
        'a = 1\n\n# Why.\n[imports.csv]\nclock = "utc"\n\n'
        '[imports.csv.languages]\n"Línea 1" = "es"\n'
    )


def test_keys_are_replaced_and_added_where_their_table_is() -> None:
    found = with_keys(TEXT, TABLE, {"clock": "utc", "skills": ["two"], "empty": "zero"})
    assert found == TEXT.replace('"local" # as', '"utc" # as').replace(
        'skills = [\n    "one", # first\n    "two",\n]\n', 'skills = ["two"]\nempty = "zero"\n'
    )


def test_a_table_in_one_line_stays_one() -> None:
    text = '[imports.csv]\nlanguages = { A = "en" }\n'
    found = with_keys(text, TABLE, {"languages": {"B": "es"}})
    assert found == '[imports.csv]\nlanguages = { A = "en", B = "es" }\n'


@pytest.mark.parametrize(
    "value", ['a "quoted" \\ text', "tab\there", "#", "=", "a\x7fb", 300.0, True]
)
def test_any_text_comes_back(value: object) -> None:
    found = with_keys(TEXT, TABLE, {"languages": {"a.b": value}})
    assert tomllib.loads(found)["imports"]["csv"]["languages"] == {"a.b": value}


def test_what_cannot_be_edited_is_left_and_said() -> None:
    with pytest.raises(NotEdited) as caught:
        with_keys('imports = { csv = { clock = "utc" } }\n', TABLE, {"empty": "zero"})
    assert caught.value.lines == ["[imports.csv]", 'empty = "zero"']
