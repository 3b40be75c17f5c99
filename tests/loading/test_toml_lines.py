"""Lines of keys in TOML."""

from __future__ import annotations

import tomllib

from scheduler.loading.readers.toml_lines import key_lines

TEXT = '''# a comment with a = sign
top = "a [bracket] # and a hash"
"quoted key" = 1

[table] # comment
plain = 1
dotted.key = 2
text = """
[not.a.table]
not_a_key = 1
"""
list = [
  "one", # first, with a comma
  { inline = 1, other = [1, 2] },

  "three",
]
[table.inner."a.b"]
last = 'x = 1'
[[entries]]
name = 1
'''


def test_every_key_has_its_line() -> None:
    tomllib.loads(TEXT)
    lines = key_lines(TEXT)
    assert lines.line(("top",)) == 2
    assert lines.line(("quoted key",)) == 3
    assert lines.line(("table",)) == 5
    assert lines.line(("table", "plain")) == 6
    assert lines.line(("table", "dotted", "key")) == 7
    assert lines.line(("table", "text")) == 8
    assert lines.line(("table", "list")) == 12
    assert lines.line(("table", "list", 0)) == 13
    assert lines.line(("table", "list", 1)) == 14
    assert lines.line(("table", "list", 2)) == 16
    assert lines.line(("table", "inner", "a.b", "last")) == 19
    assert lines.line(("entries", "name")) == 21


def test_what_is_not_written_has_the_line_of_what_holds_it() -> None:
    lines = key_lines(TEXT)
    assert lines.line(("table", "missing")) == 5
    assert lines.line(("table", "list", 1, "inline")) == 14
    assert lines.line(("missing",)) == 1
