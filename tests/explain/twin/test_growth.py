import math

import numpy as np
import pytest

from explain.twin import FaultGrowth, InvalidParameterError
from explain.twin.growth import ramp


def test_a_fault_is_absent_before_its_onset_then_grows_and_stays_at_its_peak() -> None:
    growth = FaultGrowth("cavitation", onset=100.0, growth=200.0, peak=0.8)
    assert [growth.severity(t) for t in (0.0, 100.0, 200.0, 300.0, 9_999.0)] == [0.0, 0.0, 0.4, 0.8, 0.8]


def test_a_growth_of_no_time_is_a_sudden_fault() -> None:
    growth = FaultGrowth("cavitation", onset=100.0, growth=0.0)
    assert [growth.severity(t) for t in (99.9, 100.0, 101.0)] == [0.0, 1.0, 1.0]


def test_many_faults_grow_as_each_alone() -> None:
    alone = [FaultGrowth("cavitation", 10.0 * k, 50.0, 0.1 * k) for k in range(1, 6)]
    onset, growth, peak = (np.array([getattr(g, name) for g in alone]) for name in ("onset", "growth", "peak"))
    assert ramp(42.0, onset, growth, peak).tolist() == [g.severity(42.0) for g in alone]


@pytest.mark.parametrize(
    ("onset", "growth", "peak", "named"),
    [
        (math.nan, 1.0, 1.0, "onset"),
        (0.0, -1.0, 1.0, "growth"),
        (0.0, math.inf, 1.0, "growth"),
        (0.0, 1.0, 0.0, "peak"),
        (0.0, 1.0, 1.1, "peak"),
    ],
)
def test_a_growth_that_makes_no_sense_is_refused(onset: float, growth: float, peak: float, named: str) -> None:
    with pytest.raises(InvalidParameterError, match=named):
        FaultGrowth("cavitation", onset, growth, peak)
