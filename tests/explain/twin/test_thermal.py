import numpy as np
import pytest

from explain.twin.motor import cooling_conductance
from explain.twin.parameters import PumpParameters
from explain.twin.thermal import Heat, Temperatures, warmed

from .conftest import Duty, Health

COLD = Temperatures(winding=np.array([24.0]), bearings=np.full((2, 1), 24.0))
HEAT = Heat(winding=np.array([1_000.0]), bearings=np.array([[70.0], [50.0]]))


def test_a_settled_machine_gives_off_the_heat_that_it_makes(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    state, around = health(), demand()
    hot = warmed(parameters, state, around, COLD, HEAT, seconds=1e7)
    air = around.ambient_temperature
    fan = cooling_conductance(parameters.motor, state.motor_cooling, around.speed)
    along_shaft = parameters.thermal.liquid_conductance * (hot.bearings[1] - around.liquid_temperature)
    assert fan * (hot.winding - air) == pytest.approx(HEAT.winding)
    assert state.bearing_cooling[0] * (hot.bearings[0] - air) == pytest.approx(HEAT.bearings[0])
    assert state.bearing_cooling[1] * (hot.bearings[1] - air) + along_shaft == pytest.approx(HEAT.bearings[1])


def test_ten_short_steps_end_where_one_long_step_does(parameters: PumpParameters, health: Health, demand: Duty) -> None:
    once = warmed(parameters, health(), demand(), COLD, HEAT, seconds=600.0)
    often = COLD
    for _ in range(10):
        often = warmed(parameters, health(), demand(), often, HEAT, seconds=60.0)
    assert often.winding == pytest.approx(once.winding)
    assert often.bearings == pytest.approx(once.bearings)


def test_a_motor_with_blocked_cooling_runs_hotter(parameters: PumpParameters, health: Health, demand: Duty) -> None:
    clean, blocked = (
        warmed(parameters, state, demand(), COLD, HEAT, seconds=1e7).winding[0]
        for state in (health(), health(motor_overheating=0.5))
    )
    assert blocked > clean + 10.0
