"""The house stands: what is locked, what is packed, what make says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

import scheduler

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "scheduler"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def canonical(requirement: str) -> str:
    """Name of a requirement as locks write it."""
    name = re.split(r"[<>=!~ \[;]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, str]:
    """Version by name."""
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==(\S+)", lock, re.MULTILINE))


def test_the_tools_bring_no_other_versions_of_what_is_installed() -> None:
    product, tools = (
        locked((ROOT / name).read_text(encoding="utf-8"))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert product.items() <= tools.items()


EXTRAS = PROJECT["optional-dependencies"]
# What each lock is made from. The documentation needs nothing of the product.
WANTED = {
    "requirements.lock": [*PROJECT["dependencies"], *EXTRAS["build"]],
    "requirements-dev.lock": [*PROJECT["dependencies"], *EXTRAS["dev"]],
    "requirements-bench.lock": [*PROJECT["dependencies"], *EXTRAS["bench"]],
    "requirements-docs.lock": EXTRAS["docs"],
}


@pytest.fixture(params=sorted(WANTED))
def lock(request: pytest.FixtureRequest) -> tuple[str, list[str]]:
    """The text of a lock and the requirements that it is made from."""
    return (ROOT / request.param).read_text(encoding="utf-8"), WANTED[request.param]


def test_every_dependency_is_locked_to_one_version(lock: tuple[str, list[str]]) -> None:
    text, wanted = lock
    assert {canonical(requirement) for requirement in wanted} <= set(locked(text))


def test_every_locked_version_has_hashes(lock: tuple[str, list[str]]) -> None:
    blocks = re.split(r"^(?=[a-z0-9-]+(?:\[\w+\])?==)", lock[0], flags=re.MULTILINE)[1:]
    assert len(blocks) == len(locked(lock[0]))
    assert all("--hash=sha256:" in block for block in blocks)


def test_no_lock_names_a_registry(lock: tuple[str, list[str]]) -> None:
    assert not re.search(r"https?:|index-url|find-links|file:", lock[0])


def test_the_documentation_needs_nothing_of_the_product() -> None:
    heavy = {"ortools", "numba", "numpy", "pandas", "pydantic"}
    text = (ROOT / "requirements-docs.lock").read_text(encoding="utf-8")
    assert not heavy & set(locked(text))


def test_what_is_cited_is_what_is_here() -> None:
    lines = (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"version: {scheduler.__version__}" in lines
    assert f"license: {PROJECT['license']}" in lines
    assert f"title: {PROJECT['name']}" in lines


def test_the_workflow_runs_what_a_change_must_pass() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "run: .ci/run" in workflow
    assert "run: make docs" in workflow
    oldest = PROJECT["requires-python"].removeprefix(">=")
    versions = re.findall(r"\d\.\d+", re.search(r"python: \[(.*)\]", workflow)[1])  # type: ignore[index]
    assert versions == [oldest, "3.12", "3.13", "3.14"]


def test_the_wheel_holds_templates_and_types(tmp_path: Path) -> None:
    buildapi = pytest.importorskip("flit_core.buildapi")
    source = tmp_path / "source"
    shutil.copytree(PACKAGE, source / "scheduler", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, source / name)
    before = Path.cwd()
    try:
        os.chdir(source)
        wheel = buildapi.build_wheel(str(tmp_path))
    finally:
        os.chdir(before)
    names = set(zipfile.ZipFile(tmp_path / wheel).namelist())
    assert wheel.startswith(f"csr_scheduler-{scheduler.__version__}-")
    templates = {
        f"scheduler/{path.relative_to(PACKAGE).as_posix()}"
        for path in (PACKAGE / "reporting" / "page" / "templates").rglob("*")
        if path.is_file()
    }
    assert templates
    assert templates | {"scheduler/py.typed", "scheduler/cli/main.py"} <= names


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with the Makefile and the lock, and no environment."""
    if shutil.which("make") is None:
        pytest.fail("make is needed: the project is set up with it")
    for name in ("Makefile", *WANTED):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_make_alone_explains_itself_and_makes_nothing(bare: Path) -> None:
    done = make(bare)
    assert done.returncode == 0
    for target in ("schedule", "budget", "test", "check"):
        assert f"make {target}" in done.stdout
    assert not (bare / ".venv").exists()


def test_an_old_python_is_named_and_nothing_is_left_behind(bare: Path) -> None:
    old = bare / "python2"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.10.1"\nexit 1\n')
    old.chmod(0o755)
    done = make(bare, "schedule", f"PYTHON={old}")
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "Python 3.10.1" in done.stderr
    assert not (bare / ".venv").exists()


def test_tools_come_with_the_first_test_and_the_search_is_compiled_before_it(bare: Path) -> None:
    python, log = bare / ".venv/bin/python", bare / "log"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$2 $*" | cut -d" " -f1,4 >> "{log}"\n')
    python.chmod(0o755)
    (bare / ".venv" / "made").touch()

    def calls(target: str) -> list[str]:
        log.write_text("")
        done = make(bare, target)
        assert done.returncode == 0, done.stderr
        return [line.split()[0] for line in log.read_text().splitlines()]

    assert calls("schedule") == ["scheduler.warm", "scheduler"]
    assert calls("test") == ["pip", "scheduler.warm", "pytest"]
    assert calls("test") == ["scheduler.warm", "pytest"]
    assert calls("check") == ["ruff", "ruff", "mypy"]
