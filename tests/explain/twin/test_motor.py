import numpy as np
import pytest

from explain.twin.motor import cooling_conductance, motor_point
from explain.twin.parameters import Motor

ONE = np.ones(1)


def at(power: float, winding: float = 95.0, speed: float = 1.0) -> tuple[float, float, float]:
    point = motor_point(Motor(), power * ONE, speed * ONE, Motor().winding_resistance * ONE, winding * ONE)
    return float(point.current[0]), float(point.input_power[0]), float(point.losses[0])


def test_the_motor_draws_its_rated_current_at_rated_power() -> None:
    # 15 kW, 400 V, two poles: catalogues of efficiency class IE3 give 25.5 to 27.5 A and 91 to 93 %.
    current, power, _ = at(15_000.0)
    assert 25.5 < current < 27.5
    assert 0.91 < 15_000.0 / power < 0.93


def test_input_power_is_shaft_power_plus_losses_and_explains_the_current() -> None:
    current, power, losses = at(12_000.0)
    assert power == pytest.approx(12_000.0 + losses)
    active = power / (np.sqrt(3.0) * Motor().rated_voltage)
    assert current == pytest.approx(np.hypot(active, Motor().magnetising_current))


def test_copper_loss_rises_with_winding_temperature() -> None:
    current, _, cold = at(12_000.0, winding=20.0)
    _, _, hot = at(12_000.0, winding=120.0)
    assert hot - cold == pytest.approx(3 * 0.2 * current**2 * 0.393, rel=0.05)


def test_the_fan_cools_less_at_lower_speed() -> None:
    motor = Motor()
    rated, slow = cooling_conductance(motor, np.full(2, motor.cooling_conductance), np.array([1.0, 0.5]))
    assert rated == pytest.approx(motor.cooling_conductance)
    assert motor.natural_share * rated < slow < rated
