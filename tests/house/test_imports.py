"""Imports run one way, and what is heavy is imported where it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.test_names_and_sizes import statements

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "scheduler"

# Who may import whom, besides itself. What is not named here (the pipeline, the commands,
# the command line) sees all.
ALLOWED = {
    "domain": set(),
    "kernels": set(),
    "forecast": {"domain", "kernels"},
    "loading": {"domain"},
    "staffing": {"domain"},
    "rules": {"domain"},
    "objective": {"domain", "rules", "kernels"},
    "costing": {"domain", "objective", "staffing"},
    "rostering": {"domain", "rules", "objective", "kernels"},
    "verification": {"domain", "rules", "objective", "costing", "staffing", "kernels"},
    "repair": {"domain", "rules", "objective", "rostering"},
    "reporting": {"domain", "objective", "costing", "staffing", "verification"},
    "publishing": {"domain", "rules", "objective", "costing", "reporting"},
    "editing": {"domain", "loading", "rules", "reporting"},
}
SEES_ALL = {"__init__", "__main__", "cli", "pipeline", "warm", "warm_up"}


def home(path: Path) -> str:
    """The part of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Full names of the modules that a file imports, wherever in the file."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)


# Rooms of rostering/, likewise; files outside the rooms put them together and see all.
ROOMS = {
    "problem": set(),
    "pricing": {"problem"},
    "lower_bound": {"problem", "pricing", "cp_sat"},
    "local_search": {"problem", "pricing", "lower_bound"},
    "cp_sat": set(),
    "exchange": {"problem", "local_search"},
    "conflicts": {"problem", "local_search", "cp_sat"},
}
SHARED = {"params", "incumbent", "answer"}

FILES = sorted(PACKAGE.rglob("*.py"))


def test_every_part_has_its_place_in_the_direction() -> None:
    assert {home(path) for path in FILES} <= set(ALLOWED) | SEES_ALL


@pytest.mark.parametrize("part", sorted(ALLOWED))
def test_imports_run_one_way(part: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in FILES
        if home(path) == part
        for name in imports(path)
        if name.startswith("scheduler.") and name.split(".")[1] not in ALLOWED[part] | {part}
    ]
    assert wrong == []


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_rooms_of_rostering_import_one_way(room: str) -> None:
    folder = PACKAGE / "rostering" / room
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted(folder.rglob("*.py"))
        for name in imports(path)
        if name.startswith("scheduler.rostering.")
        and name.split(".")[2] not in ROOMS[room] | {room} | SHARED
    ]
    assert (wrong, folder.is_dir()) == ([], True)


def test_the_solver_has_one_home() -> None:
    users = {
        home(path) for path in FILES for name in imports(path) if name.split(".")[0] == "ortools"
    }
    assert users <= {"rostering"}


def run(code: str) -> str:
    """Standard output of a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_audit_needs_no_solver() -> None:
    code = """
import sys
sys.modules["ortools"] = None  # importing it now fails
import scheduler.verification.auditor
import scheduler.pipeline.stages
print("audited", scheduler.pipeline.stages.audit is not None)
"""
    assert run(code) == "audited True"


def test_help_imports_nothing_heavy() -> None:
    code = """
import sys
from scheduler.cli.main import main
try:
    main(["--help"])
except SystemExit:
    pass
heavy = {"numpy", "pandas", "ortools", "numba", "pydantic", "jinja2", "rich"}
heavy |= {"xlsxwriter", "openpyxl"}
print(sorted(heavy & set(sys.modules)))
"""
    assert run(code).endswith("[]")


def test_reading_an_export_needs_no_compiler_and_no_solver() -> None:
    # Two thirds of the time that an import of a small file took were spent on these
    code = """
import sys
import scheduler.loading.import_file
import scheduler.pipeline.merge_import
heavy = {"ortools", "numba", "openpyxl", "dask", "scheduler.loading.builders.build"}
print(sorted(heavy & set(sys.modules)), "pandas" in sys.modules)
"""
    assert run(code) == "[] True"


def test_the_public_api_is_imported_on_first_use() -> None:
    code = """
import sys
import scheduler
heavy = {"numpy", "pandas"} & set(sys.modules)
names = set(scheduler.__all__) - {"__version__"}
print(sorted(heavy), all(callable(getattr(scheduler, name)) for name in names))
print("pandas" in sys.modules)
"""
    # Who reads and writes files alone never waits for pandas
    assert run(code).splitlines() == ["[] True", "False"]
