"""Where independent work runs: processes of this machine, or a Dask cluster, with one interface."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager


class NoCluster(Exception):
    """No cluster can be had at the address; the message is one line."""


@contextmanager
def workers(number: int, dask: str | None = None) -> Iterator[Executor]:
    """An executor with so many workers here, or all workers of the cluster at an address.

    Each piece of work starts a process of its own, so threads are enough to wait for it.
    Raises NoCluster.
    """
    if dask is None:
        with ThreadPoolExecutor(max_workers=number) as pool:
            yield pool
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise NoCluster(
            "--dask needs the package distributed: pip install 'csr-scheduler[dask]'"
        ) from error
    try:
        client = Client(dask, timeout="20s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no Dask scheduler answers at {dask}: {error}") from error
    try:
        # A piece of work that is lost with its worker is done again by another one.
        yield client.get_executor(pure=False, retries=0)
    finally:
        client.close()
