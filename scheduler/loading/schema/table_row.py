"""What every table has in common: a file, a summary, a key, and typed columns."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

LOCAL = "local wall clock, or with an offset"


class Columns(BaseModel):
    """A row of a table. A cell left empty counts as not given.

    A column with a default may be missing altogether, unless it is in `may_be_empty`: it
    then stands in the header, and only its cells may be empty. `unique` is a row's key.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)
    file: ClassVar[str]
    summary: ClassVar[str]
    unique: ClassVar[tuple[str, ...]] = ()
    may_be_empty: ClassVar[tuple[str, ...]] = ()
