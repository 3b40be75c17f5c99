"""Amazon Connect: the history that its forecasting imports."""

from __future__ import annotations

from scheduler.loading.formats.export_format import ExportFormat, Known

AMAZON_CONNECT = ExportFormat(
    name="amazon-connect",
    fills="history.csv",
    summary="Amazon Connect: historical data of its forecasting, by queue and channel.",
    columns=(
        Known("skill", ("QueueName",), "which rows are the centre's, and which language they are"),
        Known("id", ("QueueId",), "distinguishes two queues of the same name"),
        Known("media", ("ChannelType",), "the channel: asked once for each channel type"),
        Known(
            "start",
            ("TimeStamp",),
            "start of the interval in UTC, put into the centre's clock on both days of change",
        ),
        Known(
            "length", ("IntervalDuration",), "length of the row: 15, 30 or 60 (minutes), or seconds"
        ),
        Known("offered", ("IncomingContactVolume",), "contacts offered"),
        Known("average_s", ("AverageHandleTime",), "handling time of a handled contact, seconds"),
        Known(
            "handled",
            ("ContactsHandled",),
            "contacts handled; incoming less handled were abandoned",
        ),
    ),
    needs=(("start",), ("offered",), ("average_s",), ("handled",)),
    words="queue",
    clock="utc",
)
