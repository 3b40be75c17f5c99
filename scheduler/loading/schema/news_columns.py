"""Columns of the table of what has been told since a week was published."""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.loading.schema.fields import (
    From,
    Label,
    Labels,
    Language,
    Name,
    Until,
    YesNo,
    column,
)
from scheduler.loading.schema.table_row import LOCAL, Columns


class NewsRow(Columns):
    file: ClassVar[str] = "news.csv"
    summary: ClassVar[str] = (
        "News since a week was published. `scheduler repair --changes FILE` reads it; a repaired "
        "roster keeps it in published/, where every later run of that week reads it, as it reads "
        "one in the input folder."
    )

    what: Literal[
        "absent",
        "volume",
        "meeting",
        "overtime",
        "extra_day",
        "late_change",
        "works",
        "waived",
        "day_off",
    ] = column(
        "`absent`: somebody is not there from start to end. `volume`: other contacts than "
        "forecast. `meeting`: one more sitting, somewhere between start and end. `overtime`: who "
        "has agreed to work from start to end, before or after the shift; `extra_day`: to a shift "
        "with these hours on a day off, both on top of the contract. Written by a repair: "
        "`late_change`, whose shift was changed from start on with less than labour.notice_hours; "
        "`works`, what an absence left of a shift; `waived`, program time that it took and that "
        "is not made up; `day_off`, an absence on days that were off anyway, which takes no "
        "contract day.",
        allowed="absent, volume, meeting, overtime, extra_day, late_change, works, waived or "
        "day_off",
    )
    csr_id: Labels | None = column(
        "Who is absent; who attends: `all`, `team:A` and ids, joined by `;`.", default=None
    )
    start: From = column("From.", unit=LOCAL)
    end: Until = column("Until.", unit=LOCAL)
    kind: Label = column("Of an absence, why: sick, late, ...", default="absent")
    paid: YesNo = column("Whether an absence is paid.", default=True)
    channel: Name | None = column("Of a volume: the channel; empty for all.", default=None)
    language: Language | None = column("Of a volume: the language; empty for all.", default=None)
    percent: float = column(
        "Of a volume: contacts as a percentage of the forecast.",
        unit="%",
        default=100,
        low=0,
        high=1000,
    )
    activity: Label | None = column(
        "Of works and waived: the activity, as in `roster.csv`.", default=None
    )
    meeting: Name | None = column("Of a meeting: its name in rosters.", default=None)
    minutes: int = column(
        "Of a meeting: how long the sitting is.", unit="min", default=30, low=5, high=720
    )
