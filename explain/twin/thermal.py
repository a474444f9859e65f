"""Temperatures that remember: windings and bearings. The only state that the machine itself carries."""

from dataclasses import dataclass

import numpy as np

from explain.twin.condition import Condition
from explain.twin.contract import FloatArray
from explain.twin.duty import Demand
from explain.twin.motor import cooling_conductance
from explain.twin.parameters import PumpParameters


@dataclass(frozen=True)
class Temperatures:
    """degC. winding: shape (machines,); bearings: shape (2, machines), drive end, impeller end."""

    winding: FloatArray
    bearings: FloatArray


@dataclass(frozen=True)
class Heat:
    """W, shapes as in Temperatures."""

    winding: FloatArray
    bearings: FloatArray


def warmed(
    p: PumpParameters, health: Condition, around: Demand, was: Temperatures, heat: Heat, *, seconds: float
) -> Temperatures:
    """Temperatures `seconds` later. The impeller-end bearing meets the liquid too, along the shaft."""
    t, air = p.thermal, around.ambient_temperature
    fan = cooling_conductance(p.motor, health.motor_cooling, around.speed)
    along_shaft = np.array([[0.0], [t.liquid_conductance]])
    conductance = health.bearing_cooling + along_shaft
    mixed = (health.bearing_cooling * air + along_shaft * around.liquid_temperature) / conductance
    return Temperatures(
        winding=_settle(was.winding, air + heat.winding / fan, fan / p.motor.winding_capacity * seconds),
        bearings=_settle(was.bearings, mixed + heat.bearings / conductance, conductance / t.bearing_capacity * seconds),
    )


def _settle(temperature: FloatArray, final: FloatArray, time_constants: FloatArray) -> FloatArray:
    """One body of C dT/dt = P - G (T - Ts), `time_constants` times C/G later, on its way to `final`.

    Exact for heat and surroundings constant over the step (Incropera and DeWitt, Fundamentals of Heat and
    Mass Transfer, chapter 5), so that no step length makes it unstable.
    """
    return np.asarray(final + (temperature - final) * np.exp(-time_constants))
