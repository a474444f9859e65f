"""What every detector can do, whatever its family."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


class Detector(Protocol):
    """A trained model of one failure mode. x: shape (rows, features), NaN is a gap."""

    def raw(self, x: FloatArray) -> FloatArray:
        """Score before calibration, log-odds, shape (rows,)."""
        ...

    def contributions(self, x: FloatArray) -> FloatArray:
        """Exact Shapley values of `raw`, shape (rows, features + 1); the last column is the base score."""
        ...

    def to_text(self) -> str:
        """The model as text, to be verified by digest before it is read again."""
        ...
