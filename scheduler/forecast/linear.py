"""Cholesky's root and forward substitution, compiled, on one thread.

The matrices are small (some hundred days) and many: a linear algebra library that puts
several threads on each loses far more in waiting than it gains, above all on a busy
machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_Function = TypeVar("_Function", bound=Callable[..., object])


def _compiled(function: _Function) -> _Function:
    return cast(_Function, njit(cache=True, nogil=True, fastmath=True)(function))


@_compiled
def root_of(matrix: Floats) -> Floats:
    """Lower triangular root R of a positive definite matrix R R^T, row by row.

    Raises ValueError where the matrix is not positive definite.
    """
    size = len(matrix)
    root = np.zeros((size, size))
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i, j]
            for k in range(j):
                rest -= root[i, k] * root[j, k]
            if i > j:
                root[i, j] = rest / root[j, j]
            elif rest > 0:
                root[i, i] = np.sqrt(rest)
            else:
                raise ValueError("a covariance that is not positive definite")
    return root


@_compiled
def forward(root: Floats, values: Floats) -> Floats:
    """R^-1 values, for values [size, columns]."""
    found = values.copy()
    size, columns = values.shape
    for i in range(size):
        for k in range(i):
            factor = root[i, k]
            for c in range(columns):
                found[i, c] -= factor * found[k, c]
        for c in range(columns):
            found[i, c] /= root[i, i]
    return found
