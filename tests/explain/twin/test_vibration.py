import pytest

from explain.twin.hydraulics import operating_point
from explain.twin.parameters import PumpParameters
from explain.twin.vibration import Vibration, vibration

from .conftest import Duty, Health


def shaken(p: PumpParameters, health: Health, demand: Duty, speed: float = 1.0, **faults: float) -> Vibration:
    state, around = health(**faults), demand(speed=speed)
    return vibration(p, state, operating_point(p.hydraulics, state, around), around.speed)


def test_unbalance_velocity_grows_with_the_square_of_speed(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    full, slow = (shaken(parameters, health, demand, speed, impeller_imbalance=1.0).one_x[0] for speed in (1.0, 0.8))
    assert slow / full == pytest.approx(0.64, rel=1e-3)


def test_unbalance_shakes_the_impeller_end_and_misalignment_the_drive_end(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    unbalanced = shaken(parameters, health, demand, impeller_imbalance=0.6)
    misaligned = shaken(parameters, health, demand, shaft_misalignment=0.6)
    assert unbalanced.nde_velocity[0] > unbalanced.de_velocity[0]
    assert misaligned.de_velocity[0] > misaligned.nde_velocity[0]
    assert unbalanced.one_x[0] > unbalanced.two_x[0]
    assert misaligned.two_x[0] > misaligned.one_x[0]


def test_broadband_velocity_is_never_below_any_of_its_parts(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    moved = shaken(parameters, health, demand, impeller_imbalance=0.5)
    assert moved.nde_velocity[0] > moved.one_x[0] - 1e-3


def test_running_far_off_the_best_point_makes_the_pump_rough(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    calm = shaken(parameters, health, demand)
    throttled = shaken(parameters, health, demand, discharge_valve_obstruction=1.0)
    assert throttled.nde_velocity[0] > 1.2 * calm.nde_velocity[0]
    assert throttled.cavitation_band[0] > calm.cavitation_band[0]
