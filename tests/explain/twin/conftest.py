from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from explain.twin.condition import BUILD_DRAWS, FAULTS, Condition, build, condition
from explain.twin.contract import FloatArray, severities
from explain.twin.duty import SETUP_DRAWS, Demand, DutyProfile
from explain.twin.parameters import PumpParameters

Health = Callable[..., Condition]
Duty = Callable[..., Demand]


@pytest.fixture
def parameters() -> PumpParameters:
    return PumpParameters()


@pytest.fixture
def health(parameters: PumpParameters) -> Health:
    """One machine exactly as drawn, with the faults given as keywords."""

    def make(p: PumpParameters = parameters, **faults: float | FloatArray) -> Condition:
        machines = max([1, *(np.size(severity) for severity in faults.values())])
        drawn = build(np.zeros((BUILD_DRAWS, machines)))
        return condition(p, drawn, severities(faults, FAULTS, machines))

    return make


@pytest.fixture
def demand(parameters: PumpParameters) -> Duty:
    """The middle of the duty at rated speed, with the changes given as keywords."""

    def make(**changes: float | FloatArray) -> Demand:
        middle = DutyProfile(parameters, np.zeros((SETUP_DRAWS, 1))).now()
        given = {name: np.atleast_1d(np.asarray(value, dtype=float)) for name, value in changes.items()}
        return replace(middle, **{"speed": np.ones(1), **given})

    return make
