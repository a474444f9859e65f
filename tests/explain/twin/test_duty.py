import numpy as np
import pytest

from explain.twin.duty import DUTY_DRAWS, SETUP_DRAWS, DutyProfile
from explain.twin.parameters import PumpParameters

MACHINES = 2_000


def after_an_hour(parameters: PumpParameters, seconds: float) -> DutyProfile:
    draw = np.random.default_rng(7)
    profile = DutyProfile(parameters, draw.standard_normal((SETUP_DRAWS, MACHINES)))
    for _ in range(int(3_600 / seconds)):
        profile.advance(seconds, draw.standard_normal((DUTY_DRAWS, MACHINES)))
    return profile


def test_machines_wander_around_the_middle_of_the_duty(parameters: PumpParameters) -> None:
    now = after_an_hour(parameters, 60.0).now()
    assert now.speed.mean() == pytest.approx(parameters.duty.speed_share, abs=0.005)
    assert now.liquid_temperature.mean() == pytest.approx(parameters.duty.liquid_temperature, abs=0.5)
    assert np.all((now.speed >= 0.3) & (now.speed <= 1.0))
    assert np.all((now.valve_opening >= 0.2) & (now.valve_opening <= 1.0))


def test_the_spread_does_not_depend_on_the_step_length(parameters: PumpParameters) -> None:
    coarse, fine = (after_an_hour(parameters, seconds).now() for seconds in (360.0, 10.0))
    for name in ("valve_opening", "level", "liquid_temperature"):
        assert getattr(coarse, name).std() == pytest.approx(getattr(fine, name).std(), rel=0.08)


def test_demand_drifts_and_does_not_jump(parameters: PumpParameters) -> None:
    draw = np.random.default_rng(7)
    profile = DutyProfile(parameters, draw.standard_normal((SETUP_DRAWS, MACHINES)))
    before = profile.now()
    after = profile.advance(1.0, draw.standard_normal((DUTY_DRAWS, MACHINES)))
    assert np.abs(after.speed - before.speed).max() < 0.005
    assert np.abs(after.level - before.level).max() < 0.02
    assert np.any(after.speed != before.speed)
