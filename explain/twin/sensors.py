"""From true values to readings."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explain.twin.contract import FloatArray


@dataclass(frozen=True)
class Sensor:
    """Gaussian errors of one measuring chain: standard deviations in its unit, or relative to the value.

    `bias` differs between machines and stays; `noise` and `relative` (the scatter of an amplitude estimated
    from a short record) are new at every reading. A reading never falls below `lowest`.
    """

    noise: float
    bias: float
    relative: float = 0.0
    lowest: float = -np.inf


_TEMPERATURE = Sensor(noise=0.15, bias=0.4)
_VELOCITY = Sensor(noise=0.015, bias=0.01, relative=0.035, lowest=0.0)
_ENVELOPE = Sensor(noise=0.004, bias=0.002, relative=0.12, lowest=0.0)

SENSORS: Mapping[str, Sensor] = {
    "speed": Sensor(noise=1.5, bias=1.0),
    "motor_current": Sensor(noise=0.08, bias=0.10, relative=0.003, lowest=0.0),
    "winding_temperature": Sensor(noise=0.30, bias=0.6),
    "ambient_temperature": _TEMPERATURE,
    "liquid_temperature": _TEMPERATURE,
    "suction_pressure": Sensor(noise=0.006, bias=0.006),
    "strainer_dp": Sensor(noise=0.002, bias=0.001),
    "discharge_pressure": Sensor(noise=0.015, bias=0.015),
    "flow": Sensor(noise=0.12, bias=0.15, relative=0.004, lowest=0.0),
    "valve_opening": Sensor(noise=0.20, bias=0.4),
    "de_temperature": _TEMPERATURE,
    "nde_temperature": _TEMPERATURE,
    "de_velocity": _VELOCITY,
    "nde_velocity": _VELOCITY,
    "de_bpfo": _ENVELOPE,
    "de_bpfi": _ENVELOPE,
    "de_bsf": _ENVELOPE,
    "de_ftf": _ENVELOPE,
    "nde_bpfo": _ENVELOPE,
    "nde_bpfi": _ENVELOPE,
    "nde_bsf": _ENVELOPE,
    "nde_ftf": _ENVELOPE,
    "one_x": Sensor(noise=0.010, bias=0.005, relative=0.04, lowest=0.0),
    "two_x": Sensor(noise=0.010, bias=0.005, relative=0.06, lowest=0.0),
    "cavitation_band": Sensor(noise=0.005, bias=0.002, relative=0.08, lowest=0.0),
    "seal_leakage": Sensor(noise=0.05, bias=0.02, relative=0.06, lowest=0.0),
}
SIGNALS = tuple(SENSORS)


class Instruments:
    """The sensors of n machines. `normals`: shape (signals, machines), one bias each."""

    def __init__(self, normals: FloatArray) -> None:
        self._bias = {name: SENSORS[name].bias * z for name, z in zip(SIGNALS, normals, strict=True)}

    def read(self, true: Mapping[str, FloatArray], normals: FloatArray) -> dict[str, FloatArray]:
        """Readings of the true values; `normals`: shape (signals, machines), this moment's noise."""
        return {name: self._reading(name, true[name], z) for name, z in zip(SIGNALS, normals, strict=True)}

    def _reading(self, name: str, value: FloatArray, normal: FloatArray) -> FloatArray:
        sensor = SENSORS[name]
        spread = np.hypot(sensor.noise, sensor.relative * value)
        return np.asarray(np.maximum(value + self._bias[name] + spread * normal, sensor.lowest))
