from dataclasses import replace

import numpy as np
import pytest

from explain.twin.condition import Condition
from explain.twin.hydraulics import operating_point
from explain.twin.parameters import PumpParameters
from explain.twin.seal import seal_leakage

from .conftest import Duty, Health

# With a true-running shaft the clearance is that of the faces alone.
TRUE_RUNNING = {"misalignment": np.zeros(1), "eccentricity": np.zeros(1)}


def leakage(p: PumpParameters, state: Condition, demand: Duty, pressure_factor: float = 1.0) -> float:
    around = demand()
    point = operating_point(p.hydraulics, state, around)
    point = replace(
        point,
        suction_pressure=pressure_factor * point.suction_pressure,
        head=pressure_factor * point.head,
    )
    return float(seal_leakage(p, state, point, around.liquid_temperature)[0])


def test_leakage_is_proportional_to_pressure_and_to_the_cube_of_the_film(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    state = replace(health(), **TRUE_RUNNING)
    wider = replace(state, seal_clearance=2.0 * state.seal_clearance)
    normal = leakage(parameters, state, demand)
    assert leakage(parameters, wider, demand) == pytest.approx(8.0 * normal)
    assert leakage(parameters, state, demand, pressure_factor=2.0) == pytest.approx(2.0 * normal)


def test_a_sound_seal_leaks_a_few_millilitres_an_hour(parameters: PumpParameters, health: Health, demand: Duty) -> None:
    assert 0.5 < leakage(parameters, health(), demand) < 5.0


def test_a_misaligned_shaft_opens_the_faces_a_little(parameters: PumpParameters, health: Health, demand: Duty) -> None:
    sound = leakage(parameters, health(), demand)
    wobbling = leakage(parameters, health(shaft_misalignment=1.0), demand)
    failed = leakage(parameters, health(seal_leakage_fault=1.0), demand)
    assert 1.5 * sound < wobbling < failed / 5.0
