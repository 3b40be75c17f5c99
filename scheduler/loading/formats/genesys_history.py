"""Genesys Cloud: the history that its workforce management imports and exports."""

from __future__ import annotations

from scheduler.loading.formats.export_format import ExportFormat, Known

GENESYS_HISTORY = ExportFormat(
    name="genesys-history",
    fills="history.csv",
    summary="Genesys Cloud workforce management: historical data, a row for each quarter hour.",
    columns=(
        Known(
            "start",
            ("Interval Start UTC Date", "Interval Start UTC", "Interval Start"),
            "start of the interval in UTC, put into the centre's clock on both days of change",
        ),
        Known("skill", ("Queue", "Queue Name"), "which rows are the centre's"),
        Known("media", ("Media Type",), "the channel: asked once for each media type"),
        Known(
            "skill_set",
            ("Skill Set",),
            "skills joined by three bars; the language where no column Language tells it",
        ),
        Known("language_text", ("Language",), "the language, by name or code"),
        Known("offered", ("Offered",), "contacts offered"),
        Known(
            "handled",
            ("Interactions Handled", "Handled"),
            "contacts handled; offered less handled were abandoned",
        ),
        Known(
            "work_s",
            ("Total Handle Time", "Total Handle Time (Seconds)"),
            "handling time of the interval in seconds, divided by what was handled",
        ),
    ),
    needs=(("start",), ("offered",), ("handled",), ("work_s",)),
    words="queue",
    clock="utc",
)
