"""Colours that everybody can read and tell apart, measured."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from scheduler.reporting.findings.palette import LOOKS, OTHER, legend

# Full colour-vision deficiencies as matrices on linear RGB (Machado, Oliveira and
# Fernandes, IEEE Transactions on Visualization and Computer Graphics 15(6), 2009, table 1).
DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def linear(colour: str) -> NDArray[np.float64]:
    """Linear RGB of `#rrggbb`."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L*a*b* of linear RGB; a distance of about 2 can just be seen side by side."""
    xyz = np.maximum(TO_XYZ @ rgb, 0) / WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_activities_stay_apart_for_the_colour_blind(deficiency: str) -> None:
    sight = DEFICIENCIES[deficiency]
    for one, other in combinations(LOOKS.values(), 2):
        a, b = (lab(sight @ linear(item.colour)) for item in (one, other))
        assert np.linalg.norm(a - b) > 15, (one.key, other.key)


def test_letters_keep_their_contrast() -> None:
    # WCAG 2.2 AA asks for 4.5 to 1 between relative luminances; the letters are #111111.
    ink = TO_XYZ[1] @ linear("#111111") + 0.05
    for item in (*LOOKS.values(), OTHER):
        assert (TO_XYZ[1] @ linear(item.colour) + 0.05) / ink >= 4.5, item


def test_letters_say_the_same_as_colours() -> None:
    letters = [item.letter for item in (*LOOKS.values(), OTHER)]
    assert len(set(letters)) == len(letters)


def test_the_legend_has_what_occurs_in_a_fixed_order() -> None:
    seen = legend(["meal", "chat", "meeting:a", "phone", "meeting:b"])
    assert [item.key for item in seen] == ["phone", "meeting", "meal", "other"]
