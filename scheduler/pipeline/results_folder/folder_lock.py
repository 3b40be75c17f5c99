"""One run at a time puts its results into a folder: the second waits, then refuses.

The lock is held while results are renamed into place, a moment at the end of a run. Where the
file system can lock files, the system itself gives up the lock of a process that is killed. Where
it cannot, the file is the lock: it names process, start and machine, and it is stale once that
process is gone, or on another machine once it has not been touched for STALE_S.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: the file is the lock
    fcntl = None  # type: ignore[assignment]

LOCK = ".lock"
WAIT_S, LOOK_S, STALE_S = 60.0, 0.02, 120.0
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}


class FolderBusy(OSError):
    """Another run has been putting its results into the folder for all the time we waited."""

    def __init__(self, folder: Path, wait_s: float) -> None:
        holder = _holder(folder / LOCK)
        who = f" (process {holder[0]} on {holder[2]})" if holder else ""
        text = f"another run{who} is writing there, waited {wait_s:g} s for it"
        super().__init__(errno.EBUSY, text, str(folder))


@contextmanager
def locked(folder: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the folder's lock. Raises FolderBusy after `wait_s`, OSError where none can be had."""
    lock, until = folder / LOCK, time.monotonic() + wait_s
    while (held := _taken(lock)) is None:
        if time.monotonic() > until:
            raise FolderBusy(folder, wait_s)
        time.sleep(LOOK_S)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()  # first, so that nobody locks a file that is about to go
        os.close(held)


def _taken(lock: Path) -> int | None:
    """The open lock file, which is ours now; None where it is somebody else's."""
    try:
        file, is_new = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), True
    except FileExistsError:
        try:
            file, is_new = _opened(lock), False
        except FileNotFoundError:
            return None  # its owner has just removed it
    try:
        if _is_ours(file, lock, is_new):
            return file
    except OSError:
        os.close(file)
        raise
    os.close(file)
    return None


def _opened(lock: Path) -> int:
    """The lock file, for reading only where another user has left it: that will do to lock it."""
    try:
        return os.open(lock, os.O_RDWR)
    except PermissionError:
        return os.open(lock, os.O_RDONLY)


def _is_ours(file: int, lock: Path, is_new: bool) -> bool:
    """Lock the open file, or hold it by having made it; whether that has come off."""
    try:
        if fcntl is None:
            raise OSError(errno.ENOSYS, "no locks")
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES):
            return False
        if error.errno not in _NO_LOCKS:
            raise
        if is_new:
            _sign(file, is_lock=True)
        elif _is_stale(lock):
            _remove_stale(lock)
        return is_new
    if not _is_the_same(file, lock) or _is_held_by_file(lock):
        return False
    _sign(file)
    return True


def _is_the_same(file: int, lock: Path) -> bool:
    """Whether the name still leads to the file that we locked: its owner removes it."""
    try:
        ours, named = os.fstat(file), lock.stat()
    except FileNotFoundError:
        return False
    return (ours.st_dev, ours.st_ino) == (named.st_dev, named.st_ino)


def _is_held_by_file(lock: Path) -> bool:
    """Whether a process that could not lock the file holds it by its being there."""
    holder = _holder(lock)
    return holder is not None and holder[3] and not _is_stale(lock)


def _sign(file: int, is_lock: bool = False) -> None:
    """Write who holds the lock, where the file is ours to write."""
    own = [os.getpid(), _started(os.getpid()), socket.gethostname(), is_lock]
    with suppress(OSError):
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, json.dumps(own).encode())


def _holder(lock: Path) -> tuple[int, str, str, bool] | None:
    """Process, its start, machine, and whether the file is the lock; None where unreadable."""
    try:
        pid, started, host, is_lock = json.loads(lock.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return None
    return int(pid), str(started), str(host), bool(is_lock)


def _is_stale(lock: Path) -> bool:
    """Whether who holds the lock is gone; on another machine, whether it is old."""
    holder = _holder(lock)
    if holder is not None and holder[2] == socket.gethostname():
        return _started(holder[0]) != holder[1]
    try:
        # The folder's own clock: that of another machine may be wrong.
        with tempfile.NamedTemporaryFile(dir=lock.parent, prefix=LOCK) as fresh:
            return os.fstat(fresh.fileno()).st_mtime - lock.stat().st_mtime > STALE_S
    except FileNotFoundError:
        return False


def _remove_stale(lock: Path) -> None:
    """Take a stale lock away: by one rename, which only one of several can do."""
    aside = lock.with_name(f"{LOCK}-stale-{os.getpid()}-{time.monotonic_ns()}")
    with suppress(OSError):
        lock.rename(aside)
        if _is_stale(aside):
            aside.unlink()
        else:  # in between it became somebody's: give it back
            os.link(aside, lock)
            aside.unlink()


def _started(pid: int) -> str:
    """When a process of this machine began, empty where there is none: ids come again."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        pass
    if Path("/proc/self/stat").exists():
        return ""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "running"
