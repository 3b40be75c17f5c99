"""Fiscal years as labels: each one year, and no two that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scheduler.loading.faults import FaultList, SourcePlace, shown

COLUMN = "fiscal_year"
ALLOWED = "one fiscal year, as 2022-23"


def span_of(label: str) -> tuple[int, int] | None:
    """First and last calendar year of `2022-23`, `FY 2022-23` or `2022-2023`; None of another."""
    match = re.fullmatch(r"(?:FY ?)?(\d{4})[-/–](\d{2}|\d{4})", label.strip(), re.IGNORECASE)
    if match is None:
        return None
    first, text = int(match[1]), match[2]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    if len(text) == 2 and last < first:
        last += 100
    return (first, last) if last > first else None


def check_fiscal_year(label: str, place: SourcePlace, findings: FaultList) -> bool:
    """Whether a label is one year; a fault where it is not."""
    span = span_of(label)
    if span is not None and span[1] == span[0] + 1:
        return True
    found = f"found {shown(label)}"
    if span is not None:
        found += f", which are {span[1] - span[0]} years"
    findings.fault(place, COLUMN, found, ALLOWED)
    return False


def check_fiscal_years(labels: Iterable[tuple[str, SourcePlace]], findings: FaultList) -> None:
    """Every label is one year, and years that overlap have the same label."""
    seen: dict[str, tuple[tuple[int, int], SourcePlace]] = {}
    for label, place in labels:
        if label in seen:
            continue
        span = span_of(label)
        if span is None:
            check_fiscal_year(label, place, findings)
            continue
        for other, ((first, last), where) in seen.items():
            if span[0] < last and first < span[1]:
                found = f"found {shown(label)}, which overlaps {shown(other)} of {where.where}"
                findings.fault(place, COLUMN, found, "fiscal years that do not overlap")
                break
        else:
            check_fiscal_year(label, place, findings)
        seen[label] = span, place
