"""Calabrio (Teleopti): a forecast by skill, without a header."""

from __future__ import annotations

from scheduler.loading.formats.export_format import UNUSED, ExportFormat, Known

CALABRIO_FORECAST = ExportFormat(
    name="calabrio-forecast",
    fills="forecast.csv",
    summary="Calabrio WFM (Teleopti): a forecast by skill; the file has no header.",
    columns=(
        Known("skill", ("skill",), "which rows are the centre's; asked: channel and language"),
        Known("start", ("start",), "start of the interval, yyyyMMdd HH:mm"),
        Known("end", ("end",), "its end; the length of the interval"),
        Known("offered", ("volume",), "contacts expected"),
        Known("average_s", ("task s",), "talk time in seconds"),
        Known("after_s", ("after-task s",), "work after it in seconds, added"),
        Known(UNUSED, ("agents",), "not used: the scheduler computes the people required"),
    ),
    needs=(("skill",), ("start",), ("offered",), ("average_s",)),
    header=False,
)
