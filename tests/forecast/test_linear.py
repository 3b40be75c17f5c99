"""The compiled root and substitution against their definition."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.forecast.linear import forward, root_of


def test_root_by_hand() -> None:
    # [[4, 2], [2, 5]] = R R^T with R = [[2, 0], [1, 2]]; R x = (2, 5) gives x = (1, 2).
    root = root_of(np.array([[4.0, 2.0], [2.0, 5.0]]))
    assert root.tolist() == [[2, 0], [1, 2]]
    assert forward(root, np.array([[2.0], [5.0]])).tolist() == [[1], [2]]


def test_root_and_inverse_of_a_large_matrix() -> None:
    random = np.random.default_rng(1).normal(size=(80, 80))
    matrix = random @ random.T + np.eye(80)
    root = root_of(matrix)
    assert root @ root.T == pytest.approx(matrix)
    assert forward(root, np.eye(80)) @ root == pytest.approx(np.eye(80), abs=1e-9)


def test_what_is_no_covariance_is_refused() -> None:
    with pytest.raises(ValueError, match="positive definite"):
        root_of(np.array([[1.0, 2.0], [2.0, 1.0]]))
