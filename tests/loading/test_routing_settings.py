"""[routing] and how service is counted, from settings.toml to what is played."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.domain.contact_routing import Routing
from scheduler.loading import load
from tests.small_centres import SETTINGS, write_centre


def routing(folder: Path, text: str) -> Routing:
    write_centre(folder, settings=SETTINGS + text)
    return load(folder).simulation.rules


def test_nothing_set_is_the_default(tmp_path: Path) -> None:
    assert routing(tmp_path, "") == Routing()


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """
[routing]
people = "longest_free"
contacts = "scarcest"
languages = ["es", "vi"]
reserve = 2
reserve_until_s = 45
between_calls = ["email"]
between_calls_free = 3
"""
    assert routing(tmp_path, text) == Routing(
        "longest_free", "scarcest", ("es", "vi"), 2, 45.0, ("email",), 3
    )


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        ('[simulation]\nrouting = "scarcest"\n', "scarcest"),
        ('[simulation]\nrouting = "scarcest"\n[routing]\ncontacts = "waiting"\n', "waiting"),
        ('[routing]\ncontacts = "scarcest"\n', "scarcest"),
    ],
)
def test_the_older_name_comes_second(tmp_path: Path, text: str, contacts: str) -> None:
    assert routing(tmp_path, text).contacts == contacts


def test_how_service_is_counted(tmp_path: Path) -> None:
    text = SETTINGS.replace(
        "[service.phone]", '[service.phone]\nabandons = "left_out"\nasa = "all"\nspeakers = "alone"'
    )
    write_centre(tmp_path, settings=text)
    phone = load(tmp_path).services["phone"]
    assert (phone.abandons, phone.asa, phone.speakers) == ("left_out", "all", "alone")
