"""Cholesky's root and forward substitution, compiled, on one thread.

The matrices are small (some hundred days) and many: a linear algebra library that puts
several threads on each loses far more in waiting than it gains, above all on a busy
machine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scheduler.kernels import kernel

Floats = NDArray[np.float64]


@kernel(nogil=True, fastmath=True)
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


@kernel(nogil=True, fastmath=True)
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
