import numpy as np
import pytest

from explain.twin.contract import FloatArray, InvalidStepError, UnknownFaultError, severities

FAULTS = ("wear", "leak")


def test_a_fault_left_out_is_healthy_and_one_number_is_for_all_machines() -> None:
    full = severities({"wear": 0.5}, FAULTS, 3)
    assert {name: value.tolist() for name, value in full.items()} == {"wear": [0.5] * 3, "leak": [0.0] * 3}


def test_an_unknown_fault_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownFaultError, match=r"no fault 'rust'.*wear, leak"):
        severities({"rust": 0.1}, FAULTS, 3)


@pytest.mark.parametrize("wrong", [1.01, -0.01, float("nan"), np.array([0.1, 0.2]), np.array([0.1, 0.2, 1.2])])
def test_a_severity_out_of_range_or_shape_is_refused(wrong: float | FloatArray) -> None:
    with pytest.raises(InvalidStepError, match="severity of leak"):
        severities({"leak": wrong}, FAULTS, 3)
