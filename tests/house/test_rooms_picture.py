"""The picture of the rooms shows the imports that are allowed, and no others."""

from __future__ import annotations

import re
from graphlib import CycleError

import pytest

from tests.house.draw_rooms import draw, in_order
from tests.house.test_imports import ALLOWED, ROOT

PICTURE = ROOT / "docs" / "images" / "rooms.svg"


def test_the_picture_is_up_to_date() -> None:
    assert PICTURE.read_text(encoding="utf-8") == draw(ALLOWED), (
        "run: python -m tests.house.draw_rooms > docs/images/rooms.svg"
    )


def test_every_import_that_is_allowed_is_drawn() -> None:
    drawn = re.findall(r"<title>(\w+) imports (\w+)</title>", draw(ALLOWED))
    assert sorted(drawn) == sorted((room, name) for room in ALLOWED for name in ALLOWED[room])


def test_a_room_stands_below_those_that_it_imports() -> None:
    assert in_order({"a": {"c"}, "b": set(), "c": {"b"}}) == ["b", "c", "a"]


def test_imports_in_a_circle_cannot_be_drawn() -> None:
    with pytest.raises(CycleError):
        draw({"a": {"b"}, "b": {"a"}})
