"""The formats that an import knows, in the order in which they are listed."""

from __future__ import annotations

from scheduler.loading.formats.amazon_connect import AMAZON_CONNECT
from scheduler.loading.formats.avaya_cms import AVAYA_CMS
from scheduler.loading.formats.calabrio_forecast import CALABRIO_FORECAST
from scheduler.loading.formats.export_format import ExportFormat
from scheduler.loading.formats.genesys_forecast import GENESYS_FORECAST
from scheduler.loading.formats.genesys_history import GENESYS_HISTORY
from scheduler.loading.formats.mapped_csv import CSV
from scheduler.loading.formats.time_off_export import TIME_OFF
from scheduler.loading.formats.zendesk_tickets import ZENDESK_TICKETS

FORMATS: tuple[ExportFormat, ...] = (
    AVAYA_CMS,
    ZENDESK_TICKETS,
    GENESYS_HISTORY,
    GENESYS_FORECAST,
    AMAZON_CONNECT,
    CALABRIO_FORECAST,
    CSV,
    TIME_OFF,
)


def format_named(name: str) -> ExportFormat:
    """The format of that name."""
    return next(form for form in FORMATS if form.name == name)
