"""Whatever is installed is imported."""

from __future__ import annotations

from tests.house.test_imports import FILES, imports
from tests.house.test_packaging import PROJECT, canonical

# Never imported by us, with what needs it.
DATA = {"tzdata": "zoneinfo reads its time zones where the system has none"}


def unused() -> set[str]:
    """Runtime dependencies that no file of the package imports."""
    top = {name.split(".")[0].lower() for path in FILES for name in imports(path)}
    wanted = {canonical(requirement) for requirement in PROJECT["dependencies"]}
    return wanted - set(DATA) - top


def test_every_dependency_is_imported() -> None:
    assert unused() == set()
