"""Cases that `make test-all` runs and `make test` leaves out: more of what is tested anyway."""

from __future__ import annotations

from typing import Any

import pytest


def slowly(*cases: Any) -> list[Any]:
    """Cases for `parametrize` that repeat the quick ones with other draws, or at another size."""
    return [pytest.param(case, marks=pytest.mark.slow) for case in cases]
