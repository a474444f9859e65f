"""How a fault grows in time."""

import math
from dataclasses import dataclass

import numpy as np

from explain.twin.contract import FloatArray, InvalidParameterError


def ramp(time: float, onset: FloatArray, growth: FloatArray, peak: FloatArray) -> FloatArray:
    """Severity at `time` (s) of faults of shape (n,): 0 until the onset (s), straight to `peak` over `growth`
    (s).

    A straight line, because what is not linear in a fault belongs to the physics, not to its clock. A growth
    of zero is a sudden fault.
    """
    elapsed = time - onset
    grown = np.where(growth > 0.0, elapsed / np.where(growth > 0.0, growth, 1.0), elapsed >= 0.0)
    return np.asarray(peak * np.clip(grown, 0.0, 1.0), dtype=np.float64)


@dataclass(frozen=True)
class FaultGrowth:
    """One fault: its id, when it starts (s), how long it takes to grow (s), and the severity it ends at
    (0..1].

    Raises InvalidParameterError for a time or a peak that makes no sense.
    """

    fault: str
    onset: float
    growth: float
    peak: float = 1.0

    def __post_init__(self) -> None:
        if not math.isfinite(self.onset):
            raise InvalidParameterError("onset", self.onset, "it must be a finite time in seconds")
        if not (math.isfinite(self.growth) and self.growth >= 0.0):
            raise InvalidParameterError("growth", self.growth, "it must be a duration in seconds, 0 or longer")
        if not 0.0 < self.peak <= 1.0:
            raise InvalidParameterError("peak", self.peak, "it must be above 0 and at most 1")

    def severity(self, t: float) -> float:
        """Severity at time t (s)."""
        onset, growth, peak = (np.array([value]) for value in (self.onset, self.growth, self.peak))
        return float(ramp(t, onset, growth, peak)[0])
