"""budget.toml and `plan/`: what the budget office knows beside the centre itself.

No roster depends on them, so they are no part of the inputs' digest.
"""

from __future__ import annotations

from pathlib import Path

from scheduler.domain.budget_settings import (
    BudgetOffice,
    BudgetSettings,
    DemandStep,
    Hire,
    Hours,
    LeaveDays,
    PaySteps,
    YearsAhead,
)
from scheduler.loading.faults import FaultList, InputFaults, listed, shown
from scheduler.loading.load_plan import read_plan
from scheduler.loading.readers.files import Files
from scheduler.loading.readers.keys_file import KeysFile, read_keys_file
from scheduler.loading.schema.budget_keys import BudgetKeys, ChangeKeys

FILE = "budget.toml"


def load_office(
    inputs: Path, channels: frozenset[str] | None = None, classes: frozenset[str] | None = None
) -> BudgetOffice:
    """Settings and plan of an input folder; the defaults and no plan where it has none.

    Raises InputFaults with every fault, channels and classes that are unknown among them.
    """
    findings = FaultList()
    office = read_office(inputs, findings, channels, classes)
    if findings.faults:
        raise InputFaults(findings.faults)
    return office


def read_office(
    inputs: Path,
    findings: FaultList,
    channels: frozenset[str] | None = None,
    classes: frozenset[str] | None = None,
) -> BudgetOffice:
    """The same, with the faults in a list."""
    plan = read_plan(inputs, findings)
    found = read_keys_file(inputs / FILE, FILE, BudgetKeys, findings)
    if found is None:
        return BudgetOffice(plan=plan)
    _check(found, findings, channels, classes)
    return BudgetOffice(_settings(found), plan)


def _settings(found: KeysFile[BudgetKeys]) -> BudgetSettings:
    keys = found.keys
    sources = found.sources()
    return BudgetSettings(
        fiscal_year_begins=keys.money.fiscal_year_begins,
        wage_index=keys.money.wage_index,
        leave=LeaveDays(**dict(keys.leave)),
        ahead=YearsAhead(**dict(keys.ahead)),
        steps={name: PaySteps(name, tuple(own.rates)) for name, own in keys.steps.items()},
        changes=tuple(
            _change(name, own, sources.get(f"change.{name}", ""))
            for name, own in keys.change.items()
        ),
        hires=tuple(
            Hire(
                name,
                own.first,
                own.pay_class,
                own.fte,
                frozenset(own.languages or ()),
                own.hourly_rate,
                sources.get(f"hire.{name}", ""),
            )
            for name, own in keys.hire.items()
        ),
        sources=sources,
    )


def _change(name: str, own: ChangeKeys, source: str) -> DemandStep:
    days = own.hours_mon_fri, own.hours_sat, own.hours_sun
    opening: Hours | None = None
    if any(day is not None for day in days):
        opening = (*(own.hours_mon_fri,) * 5, own.hours_sat, own.hours_sun)
    return DemandStep(
        name=name,
        first=own.first,
        channel=own.channel,
        contacts_a_month=own.contacts_a_month,
        handling_time=own.handling_time,
        target=own.target,
        within_s=own.within_s,
        opening=opening,
        kept=own.kept,
        new_hour=own.new_hour,
        language=own.language or "",
        language_share=own.language_share,
        source=source,
    )


def _check(
    found: KeysFile[BudgetKeys],
    findings: FaultList,
    channels: frozenset[str] | None,
    classes: frozenset[str] | None,
) -> None:
    """Channels and classes that exist, steps that rise, shares that have their language."""
    for name, change in found.keys.change.items():
        _known(found, ("change", name, "channel"), change.channel, channels, findings)
        if (change.language is None) != (change.language_share is None):
            findings.fault(
                found.place("change", name),
                f"change.{name}",
                "found one of language and language_share",
                "both or none",
            )
    for name, hire in found.keys.hire.items():
        _known(found, ("hire", name, "pay_class"), hire.pay_class, classes, findings)
    for name, steps in found.keys.steps.items():
        _known(found, ("steps", name), name, classes, findings)
        if list(steps.rates) != sorted(steps.rates) or min(steps.rates) <= 0:
            findings.fault(
                found.place("steps", name, "rates"),
                f"steps.{name}.rates",
                f"found {shown(steps.rates)}",
                "rates above 0 that rise",
            )


def _known(
    found: KeysFile[BudgetKeys],
    path: tuple[str, ...],
    value: str,
    known: frozenset[str] | None,
    findings: FaultList,
) -> None:
    if known is not None and value not in known:
        findings.fault(
            found.place(*path), ".".join(path), f"found {shown(value)}", listed(sorted(known))
        )


def channels_of(files: Files) -> frozenset[str] | None:
    """Channels of the settings; None where these cannot be read."""
    return frozenset(files.settings.keys.opening) if files.settings else None


def classes_of(files: Files) -> frozenset[str]:
    """Classes that a pay class or a person has."""
    return frozenset(files.pay_classes.names("class") | files.csrs.names("class"))
