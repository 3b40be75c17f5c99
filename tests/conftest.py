"""What every process of the tests does."""

from __future__ import annotations

import gc

import pytest

from scheduler.cli.main import FEW_COLLECTIONS


def pytest_collection_finish() -> None:
    """Thousands of modules and tests are not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*FEW_COLLECTIONS)


# Files with tests of many seconds, the longest first: what two processes begin with, neither
# waits for at the end.
LONG = (
    "test_finish.py",
    "test_speakers.py",
    "test_exchange_among_equals.py",
    "test_adding_a_rule.py",
    "test_examples.py",
    "test_tutorial.py",
    "test_bound.py",
    "test_interruption.py",
    "test_scenarios.py",
    "test_kernels.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files come first, half of them where each of two processes begins."""
    order = {name: rank for rank, name in enumerate(LONG)}
    long = [item for item in items if item.path.name in order]
    long.sort(key=lambda item: order[item.path.name])
    others = [item for item in items if item.path.name not in order]
    first = [item for item in long if order[item.path.name] % 2 == 0]
    second = [item for item in long if order[item.path.name] % 2 == 1]
    half = max(0, len(items) // 2 - len(first))
    items[:] = [*first, *others[:half], *second, *others[half:]]
