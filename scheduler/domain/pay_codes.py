"""Codes under which the payroll office books hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VACATION_AND_SICK = {"vacation": "VAC", "sick": "SICK"}


@dataclass(frozen=True)
class PayCodes:
    """A code for each kind of pay; `leave_codes` by kind of leave, `leave` for any other kind."""

    regular: str = "REG"
    overtime: str = "OT"
    evening: str = "EVE"
    weekend: str = "WKND"
    language: str = "LANG"
    holiday: str = "HOL"
    late_change: str = "LATE"
    leave: str = "LV"
    leave_codes: Mapping[str, str] = field(default_factory=lambda: dict(VACATION_AND_SICK))

    def of(self, kind: str) -> str:
        """The code of a kind of pay; that of leave is written `leave:sick`."""
        name, _, reason = kind.partition(":")
        if name == "leave":
            return self.leave_codes.get(reason, self.leave)
        code: str = getattr(self, name)
        return code
