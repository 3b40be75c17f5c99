"""One audited figure of a plan, and how its numbers are written in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

REPRODUCED, ROUNDING, LOOSELY, FLAGGED = "reproduced", "rounding", "loosely", "flagged"


@dataclass(frozen=True)
class AuditRow:
    """A printed figure recomputed.

    `verdict`: `reproduced`; `rounding`, off by less than the last digits explain; `loosely`,
    near on one reading; `flagged`, which no reading gives. `arithmetic` is one sentence, and
    `page` where the figure is printed.
    """

    figure: str
    printed: str
    recomputed: str
    verdict: str
    arithmetic: str
    page: str


def number(value: float, digits: int = 2) -> str:
    """`4`, `44.19`, `1,204.5`: without idle zeros."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value: float, digits: int) -> str:
    """With all digits, as `27.50`."""
    return f"{value:,.{digits}f}"


def percent(share: float, digits: int = 1) -> str:
    return f"{100 * share:.{digits}f} %"


def money(value: float) -> str:
    """`$27,545`, halves of a dollar rounded up."""
    dollars = int(abs(value) + 0.5)
    return f"{'-' if value < 0 and dollars else ''}${dollars:,}"


def summed(values: Iterable[float], digits: int = 1) -> str:
    """`10 + 3 - 2`; zeros are left out."""
    text = ""
    for value in values:
        if value:
            sign = "-" if value < 0 else "+"
            text += f" {sign} {number(abs(value), digits)}"
    return text.removeprefix(" + ").strip() or "0"
