"""What every table of settings.toml is made of."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

UNVERIFIED = "unverified"


class Keys(BaseModel):
    """One table of settings.toml."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True
    )
    summary: ClassVar[str]
