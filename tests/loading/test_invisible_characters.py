"""Characters that nobody sees: joined emoji are accepted, a stray one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.loading import check, load
from tests.small_centres import CSRS, write_centre


def named(name: str, folder: Path) -> str:
    """The first person's name as it is read."""
    return load(write_centre(folder, csrs=CSRS.replace("Ana Ruiz", name))).csrs[0].name


@pytest.mark.parametrize(
    "name",
    [
        "Ana \U0001f469\u200d\U0001f4bb",  # a woman and a laptop, joined to one picture
        "Ana \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # a flag
        "\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645",  # Persian, with a non-joiner
        "\u200f\u05d0\u05e0\u05d4",  # Hebrew behind a mark of its direction
    ],
)
def test_parts_of_visible_characters_are_accepted(name: str, tmp_path: Path) -> None:
    assert named(name, tmp_path) == name


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000"])
def test_every_space_is_a_space(space: str, tmp_path: Path) -> None:
    assert named(f"Ana{space}Ruiz", tmp_path) == "Ana Ruiz"


@pytest.mark.parametrize(
    ("char", "words"),
    [
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\x07", "U+0007 a control character"),
        ("\u00ad", "U+00AD SOFT HYPHEN"),
    ],
)
def test_others_are_named(char: str, words: str, tmp_path: Path) -> None:
    [fault] = check(write_centre(tmp_path, csrs=CSRS.replace("Ana Ruiz", f"Ana{char}Ruiz")))
    assert fault.column == "name"
    assert f"(with {words})" in fault.message
    found = check(write_centre(tmp_path, csrs=CSRS.replace("name,", f"na{char}me,")))
    assert any(f"(with {words})" in fault.message for fault in found)


def test_a_time_with_a_narrow_space_before_its_half(tmp_path: Path) -> None:
    """What browsers write since 2023: 9:00, U+202F, AM."""
    away = "csr_id,start,end,kind,paid\nc01,2026-05-12 9:00\u202fAM,2026-05-12 5:00\u202fPM,sick,no"
    [off] = load(write_centre(tmp_path, time_off=away)).time_off
    assert (off.end - off.start) * 15 == 8 * 60
