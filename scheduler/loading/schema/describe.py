"""docs/file-formats.md, written from the same fields that check the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from scheduler.loading.readers.csv_tables import columns_of
from scheduler.loading.schema.budget_keys import BudgetKeys
from scheduler.loading.schema.columns import TABLES, ContractRow, CsrRow
from scheduler.loading.schema.demand_keys import HistoryColumns, TicketColumns
from scheduler.loading.schema.fields import WEEKDAYS, about, allowed
from scheduler.loading.schema.import_keys import ImportKeys
from scheduler.loading.schema.keys import Keys
from scheduler.loading.schema.labour_keys import BreakKeys, MealWindowKeys
from scheduler.loading.schema.plan_columns import PLAN_TABLES
from scheduler.loading.schema.settings_keys import SettingsKeys
from scheduler.loading.schema.table_row import Columns

INTRODUCTION = """# File formats

An input folder holds one centre. CSV files are UTF-8 with commas and a header row; columns
may come in any order. Times are local wall clock of the centre (`2026-05-11T07:00`) or carry
an offset. Hours count to 24, or to 12 with AM or PM (`7:30 AM`); `12:00 AM` begins the day.
Dates are written `2026-05-11`: with slashes they would have two meanings.
This page is generated from the schema that checks the files
(`python -m scheduler.loading.schema.describe`).
"""

Cells = tuple[str, ...]

NESTED: dict[str, type[Keys]] = {
    "history.columns": HistoryColumns,
    "tickets.columns": TicketColumns,
    "labour.breaks": BreakKeys,
    "labour.meal_windows": MealWindowKeys,
}

CONTACTS = ("forecast.csv", "history.csv", "tickets.csv", "volumes.csv")  # any one is enough


def describe() -> str:
    """Markdown of every file, column and key: unit, what is allowed, default, source."""
    parts = [INTRODUCTION, *_settings()]
    parts += [_table(model) for model in (*TABLES, *PLAN_TABLES)]
    parts += _settings_of_the_office()
    return "\n".join(parts)


def _table(model: type[Columns]) -> str:
    needed = model in (CsrRow, ContractRow)
    use = "Required." if needed else "Optional."
    if model.file in CONTACTS:
        use = f"Required: one of {', '.join(CONTACTS[:-1])} and {CONTACTS[-1]}."
    rows = [
        (f"`{name}`", info.description or "", about(info, "unit"), allowed(info), _use(model, name))
        for name, info in columns_of(model).items()
    ]
    head = ("column", "meaning", "unit", "allowed", "if left out")
    return f"## {model.file}\n{model.summary} {use}\n\n{_grid(head, rows)}"


def _use(model: type[Columns], name: str) -> str:
    info = columns_of(model)[name]
    if info.is_required():
        return "required"
    if name in model.may_be_empty:
        return f"required; an empty cell means {_text(info.default) or 'none'}"
    return _text(info.default) or "empty"


def _settings() -> list[str]:
    sections = ["## settings.toml\nUnknown keys are faults. Keys left out take their default.\n"]
    top = SettingsKeys.model_fields["closures"]
    sections.append(_keys("Top level", "Above the first table.", {"closures": top}))
    for table, info in SettingsKeys.model_fields.items():
        model = _model(info.annotation)
        if model is None:
            continue
        named = "dict" in str(info.annotation)
        part = "<format>" if model is ImportKeys else "<channel>"
        title = f"`[{table}.{part}]`" if named else f"`[{table}]`"
        sections.append(_keys(title, str(model.summary), model.model_fields))
    for name, entry in NESTED.items():
        sections.append(_keys(f"`{name}`", entry.summary, entry.model_fields))
    return sections


def _settings_of_the_office() -> list[str]:
    sections = [
        "## budget.toml\nWhat `scheduler budget` assumes. Optional; no roster depends on it.\n"
    ]
    for table, info in BudgetKeys.model_fields.items():
        model = _model(info.annotation)
        named = {"change": "name", "hire": "name", "steps": "class"}.get(table)
        title = f"`[{table}.<{named}>]`" if named else f"`[{table}]`"
        sections.append(_keys(title, str(model.summary), model.model_fields))
    return sections


def _model(annotation: Any) -> Any:
    parts = (annotation, *getattr(annotation, "__args__", ()))
    models = [p for p in parts if isinstance(p, type) and issubclass(p, BaseModel)]
    return models[0] if models else None


def _keys(title: str, summary: str, fields: dict[str, FieldInfo]) -> str:
    rows = [
        (
            f"`{name}`",
            info.description or "",
            about(info, "unit"),
            allowed(info),
            "required" if info.is_required() else _text(info.default, name),
            about(info, "source"),
        )
        for name, info in fields.items()
    ]
    head = ("key", "meaning", "unit", "allowed", "default", "source of the default")
    return f"### {title}\n{summary}\n\n{_grid(head, rows)}"


def _text(value: Any, name: str = "") -> str:
    """A default in the words of the file."""
    if value is None or value == "":
        return "not set"
    if value in ([], {}):
        return "none"
    if isinstance(value, BaseModel):
        return "as they are named below"
    if isinstance(value, list):
        return "; ".join(
            entry
            if isinstance(entry, str)
            else ", ".join(f"{key} {part}" for key, part in entry.model_dump().items())
            for entry in value
        )
    if isinstance(value, dict):
        return "; ".join(f"{key} {part}" for key, part in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "week_start":
        return WEEKDAYS[value]
    if name in ("evening_from", "early_before"):
        return f"{value // 60:02}:{value % 60:02}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _grid(head: Cells, rows: Sequence[Cells]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(c.replace('|', '/') for c in row)} |" for row in lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe())
