"""Columns of the tables about what was, beside the published roster."""

from __future__ import annotations

from typing import ClassVar

from scheduler.loading.schema.fields import Day, Name, column
from scheduler.loading.schema.table_row import Columns


class RequestHistoryRow(Columns):
    file: ClassVar[str] = "request_history.csv"
    summary: ClassVar[str] = (
        "Requests of the published past: people refused before come first next time. Publishing "
        "a roster writes it to published/ in the outputs, where it is read too; "
        "a file in the input folder is needed only for weeks rostered elsewhere."
    )
    unique: ClassVar[tuple[str, ...]] = ("csr_id", "week")

    csr_id: Name = column("A person of csrs.csv.")
    week: Day = column("First day of the week of the requests.")
    granted: int = column(
        "Requests granted, for the reader: not used.", unit="requests", low=0, high=1000
    )
    refused: int = column("Requests refused.", unit="requests", low=0, high=1000)
