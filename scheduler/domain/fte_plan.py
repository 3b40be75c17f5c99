"""What the FTE plan says: classes with their pay, and positions by fiscal year."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PayClass:
    name: str
    title: str
    annual_min: float
    annual_max: float


@dataclass(frozen=True)
class PlanLine:
    """FTE and amount of one class in one fiscal year, as the plan prints it."""

    fiscal_year: str
    pay_class: str
    fte: float
    amount: float
    source: str = ""
