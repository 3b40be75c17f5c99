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
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def canonical(requirement: str) -> str:
    """Name of a requirement as locks write it."""
    name = re.split(r"[<>=!~ \[;]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, str]:
    """Version by name."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def test_every_dependency_is_locked_to_one_version() -> None:
    extras = PROJECT["optional-dependencies"]
    product = {canonical(name) for name in [*PROJECT["dependencies"], *extras["build"]]}
    tools = {canonical(name) for name in extras["dev"]}
    assert product <= set(locked("requirements.lock"))
    assert tools <= set(locked("requirements-dev.lock"))


def test_the_tools_bring_no_other_versions_of_what_is_installed() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_version_has_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(locked(lock))
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?:|index-url|find-links|file:", text)


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
    for name in ("Makefile", *LOCKS):
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
