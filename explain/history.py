"""A labelled history: what training learns from, whatever file or twin it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explain.errors import TrainingError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class History:
    """Columns of one type of machine; all arrays have shape (rows,).

    measured: signal id → values in the signal's unit, NaN is a gap.
    labels: failure mode id → 1 present, 0 absent, NaN not decided (the row teaches that mode nothing).
    failure: 1 when anything had failed, also by a cause that no mode names; NaN where not decided.
    runs: rows of one run are one machine's consecutive readings; no run stands on both sides of a split.
    teaches: rows that models are trained and judged on; the others only fill the windows.
    """

    source: str
    digest: str
    measured: Mapping[str, FloatArray]
    labels: Mapping[str, FloatArray]
    failure: FloatArray
    runs: IntArray
    teaches: BoolArray

    def __post_init__(self) -> None:
        """Refuse columns of different lengths and a history without rows."""
        rows = len(self.runs)
        lengths = {
            len(column) for column in (*self.measured.values(), *self.labels.values(), self.failure, self.teaches)
        }
        if rows == 0 or not self.teaches.any():
            raise TrainingError("the history has no rows; give a file with at least some healthy and some failed rows")
        if lengths != {rows}:
            raise TrainingError("the columns of the history differ in length")

    @cached_property
    def independent(self) -> bool:
        """Every row is a run of its own: a table of records, not of time series."""
        return len(np.unique(self.runs)) == len(self.runs)
