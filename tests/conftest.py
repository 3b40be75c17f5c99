"""What every process of the tests does."""

from __future__ import annotations

import gc

from scheduler.cli.main import FEW_COLLECTIONS


def pytest_collection_finish() -> None:
    """Thousands of modules and tests are not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*FEW_COLLECTIONS)
