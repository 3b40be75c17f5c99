"""Keys of settings.toml about payroll: under which code hours are booked."""

from __future__ import annotations

from typing import ClassVar

from scheduler.domain.pay_codes import VACATION_AND_SICK, PayCodes
from scheduler.loading.schema.fields import Label, column
from scheduler.loading.schema.keys import UNVERIFIED, Keys


class PayrollKeys(Keys):
    summary: ClassVar[str] = "Codes of payroll.csv: enter those of your payroll system."

    regular: Label = column(
        "Hours rostered inside the contract.", default=PayCodes.regular, source=UNVERIFIED
    )
    overtime: Label = column(
        "Overtime: the last hours of the week beyond those owed, with their multiple.",
        default=PayCodes.overtime,
        source=UNVERIFIED,
    )
    evening: Label = column(
        "The evening premium, on top of the hours.", default=PayCodes.evening, source=UNVERIFIED
    )
    weekend: Label = column(
        "The weekend premium, on top of the hours.", default=PayCodes.weekend, source=UNVERIFIED
    )
    language: Label = column(
        "The language differential, on top of the hours.",
        default=PayCodes.language,
        source=UNVERIFIED,
    )
    holiday: Label = column("Paid holidays.", default=PayCodes.holiday, source=UNVERIFIED)
    late_change: Label = column(
        "Hours paid for shifts changed late (pay.late_change_hours).",
        default=PayCodes.late_change,
        source=UNVERIFIED,
    )
    leave: Label = column(
        "Paid leave of a kind that leave_codes does not name.",
        default=PayCodes.leave,
        source=UNVERIFIED,
    )
    leave_codes: dict[str, Label] = column(
        "Codes of paid leave by its kind in time_off.csv. Given here, they replace the default.",
        default=dict(VACATION_AND_SICK),
        allowed='kinds with codes, as { vacation = "VAC", sick = "SICK" }',
        source=UNVERIFIED,
    )
