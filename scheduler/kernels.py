"""The compiler of the kernels, and the folder that keeps their machine code.

numba's own cache sees a change in a kernel's own file only: it would go on calling the old
machine code of another file's kernel, or fail to read records that have a new name. So the
folder has a name that follows from the text of all files that the kernels are made of, and
from the versions of what compiles them. Whatever changes, the next process starts afresh.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, cast

PACKAGE = Path(__file__).parent
COMPILERS = ("numba", "llvmlite", "numpy")

_Function = TypeVar("_Function", bound=Callable[..., object])
_HAS_KERNELS = re.compile(rb"^from (?:numba|scheduler\.kernels) import", re.MULTILINE)
_IMPORT = re.compile(rb"^from (scheduler[.\w]*) import (\([^)]*\)|.*)", re.MULTILINE)
_CONSTANT = re.compile(rb"\b[A-Z][A-Z0-9_]+\b")
_RECORD = re.compile(rb"^class \w+\(NamedTuple\)", re.MULTILINE)


def kernel(*, nogil: bool = False, fastmath: bool = False) -> Callable[[_Function], _Function]:
    """Decorate a function to become machine code on first use, kept for later processes.

    nogil: other threads run at the same time. fastmath: sums may be reordered.
    """
    import numba  # here: `python -m scheduler.warm` asks for the folder only

    njit: Any = numba.njit
    config: Any = numba.config

    def decorate(function: _Function) -> _Function:
        home = folder()
        # no_cfunc_wrapper: no C program calls us, and the wrapper takes time to compile
        compiler = njit(
            cache=home is not None, nogil=nogil, fastmath=fastmath, no_cfunc_wrapper=True
        )
        before = config.CACHE_DIR
        config.CACHE_DIR = str(home or before)
        try:
            return cast(_Function, compiler(function))
        finally:
            config.CACHE_DIR = before

    return decorate


@cache
def folder() -> Path | None:
    """The folder of the machine code, made where it is missing; None where none can be written.

    Below `NUMBA_CACHE_DIR` where that is set, else in the package's `__pycache__` or, where the
    package belongs to somebody else, in the user's cache; where neither can be written, as in a
    container, in a folder of the user's own among the temporary ones.
    """
    name = f"{_prefix()}{digest()}"
    for place in _places():
        home = place / name
        try:
            home.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=home):
                return home
        except OSError:
            continue
    try:
        return _temporary(name)
    except OSError:
        return None


def _temporary(name: str) -> Path | None:
    """The folder below the system's temporary one; machine code that can only be read is copied.

    None where somebody else could write to it: numba runs what it finds there. Raises OSError.
    """
    place = Path(tempfile.gettempdir()) / f"csr-scheduler-{os.getuid()}"
    place.mkdir(mode=0o700, exist_ok=True)
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        return None
    home, copy = place / name, place / f".{name}-{os.getpid()}"
    ready = next((path for other in _places() if (path := other / name).is_dir()), None)
    if ready is not None and not home.exists():
        shutil.copytree(ready, copy)
        with suppress(OSError):  # another process has just done the same
            copy.rename(home)
        shutil.rmtree(copy, ignore_errors=True)
    home.mkdir(exist_ok=True)
    with tempfile.TemporaryFile(dir=home):
        return home


def outdated() -> list[Path]:
    """Folders of earlier texts of the kernels, next to the present one."""
    home = folder()
    return [] if home is None else [p for p in home.parent.glob(f"{_prefix()}*") if p != home]


@cache
def digest() -> str:
    """What the machine code follows from, in 16 hexadecimal digits."""
    code = blake2b(digest_size=8)
    for name in COMPILERS:
        code.update(f"{name} {version(name)}\n".encode())
    code.update(f"python {sys.version}\n".encode())
    for path, text in sources().items():
        code.update(f"{path.relative_to(PACKAGE).as_posix()} {len(text)}\n".encode())
        code.update(text)
    return code.hexdigest()


def sources() -> dict[Path, bytes]:
    """Files of kernels, and those from which they take constants or records, with their text."""
    texts = {path: path.read_bytes() for path in sorted(PACKAGE.rglob("*.py"))}
    found: dict[Path, bytes] = {}
    todo = [path for path, text in texts.items() if _HAS_KERNELS.search(text)]
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found[path] = texts[path]
        for module, names in _IMPORT.findall(texts[path]):
            source = PACKAGE.parent.joinpath(*module.decode().split("."))
            source = source / "__init__.py" if source.is_dir() else source.with_suffix(".py")
            if source in texts and (_CONSTANT.search(names) or _RECORD.search(texts[source])):
                todo.append(source)
    return dict(sorted(found.items()))


def _prefix() -> str:
    """Folders with one prefix replace each other; those of another Python's numba stay."""
    return f"kernels-{sys.implementation.cache_tag}-{version('numba')}-"


def _places() -> Iterator[Path]:
    """Where the folder may lie, the best place first."""
    if named := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(named)
    yield PACKAGE / "__pycache__"
    if named := os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA"):
        yield Path(named) / "csr-scheduler"
    try:
        yield Path.home() / ".cache" / "csr-scheduler"
    except RuntimeError:  # a user without a home
        return
