"""The array types of the problem and of every kernel, and the price of what may not be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEVER = 1e12  # dollars: what may not be; anything above half of it is impossible

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
