"""The motor: what it draws and what it turns into heat."""

from dataclasses import dataclass

import numpy as np

from explain.twin.contract import FloatArray
from explain.twin.parameters import Motor

_COPPER_COEFFICIENT = 0.00393  # 1/K at 20 degC, annealed copper, IEC 60028


@dataclass(frozen=True)
class MotorPoint:
    """Arrays of shape (machines,)."""

    current: FloatArray  # A per line
    input_power: FloatArray  # W
    losses: FloatArray  # W


def motor_point(
    p: Motor, shaft_power: FloatArray, speed: FloatArray, resistance: FloatArray, winding: FloatArray
) -> MotorPoint:
    """Current and losses at `shaft_power` (W) and `speed` (over rated), windings at `winding` degC.

    The equivalent circuit reduced to a magnetising current, constant since the converter keeps volts per
    hertz, in quadrature with an active one: I2 = Im2 + (P / (sqrt(3) V))2, P = shaft + rotor + iron + 3 R I2
    (Fitzgerald, Kingsley and Umans, Electric Machinery, chapter 6). That is a quadratic in P. Slip loss goes
    with torque times rated slip speed; iron and windage go with speed to the power of 1.5, between the two
    laws they follow.
    """
    turning = np.maximum(speed, 1e-3)
    volts = np.sqrt(3.0) * p.rated_voltage * turning
    ohms = resistance * (1.0 + _COPPER_COEFFICIENT * (winding - 20.0))
    slip_loss = shaft_power * p.rated_slip / turning * shaft_power / (p.rated_power * turning)
    iron = p.iron_loss * turning * np.sqrt(turning)
    fixed = shaft_power + slip_loss + iron + 3.0 * ohms * p.magnetising_current * p.magnetising_current
    quadratic = 3.0 * ohms / (volts * volts)
    power = 2.0 * fixed / (1.0 + np.sqrt(np.maximum(1.0 - 4.0 * quadratic * fixed, 0.0)))
    active = power / volts
    current = np.sqrt(p.magnetising_current * p.magnetising_current + active * active)
    return MotorPoint(current=current, input_power=power, losses=power - shaft_power)


def cooling_conductance(p: Motor, clean: FloatArray, speed: FloatArray) -> FloatArray:
    """W/K at `speed` (over rated) from that at rated speed: the fan sits on the shaft (IC 411, IEC 60034-6).

    Forced convection over fins goes with air speed to the power of 0.8 (turbulent: Incropera and DeWitt,
    Fundamentals of Heat and Mass Transfer, chapter 7).
    """
    fan = np.exp(0.8 * np.log(np.maximum(speed, 1e-6)))
    return clean * (p.natural_share + (1.0 - p.natural_share) * fan)
