"""Genesys Cloud: a forecast of its workforce management."""

from __future__ import annotations

from scheduler.loading.formats.export_format import ExportFormat, Known

GENESYS_FORECAST = ExportFormat(
    name="genesys-forecast",
    fills="forecast.csv",
    summary="Genesys Cloud workforce management: a forecast by planning group.",
    columns=(
        Known(
            "start",
            ("Interval Start UTC Date", "Interval Start UTC", "Interval Start"),
            "start of the interval in UTC, put into the centre's clock on both days of change",
        ),
        Known(
            "skill",
            ("Planning Group", "Planning Group Name"),
            "which rows are the centre's; asked: its channel and language",
        ),
        Known("offered", ("Offered",), "contacts expected"),
        Known(
            "average_s",
            ("Average Handle Time", "Average Handle Time (Seconds)"),
            "handling time in seconds",
        ),
    ),
    needs=(("start",), ("skill",), ("offered",), ("average_s",)),
    words="planning group",
    clock="utc",
)
