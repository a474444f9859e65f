"""What is asked of the machines and around them: speed, valve, basin, temperatures, slowly wandering.

Each quantity is an Ornstein-Uhlenbeck process around the machine's own set point, advanced by its exact
update (Gillespie, Physical Review E 54, 1996, 2084), so that the step length hardly changes its statistics,
and then smoothed by a first-order lag, since neither a basin nor a valve jumps.
"""

from dataclasses import dataclass

import numpy as np

from explain.twin.contract import FloatArray
from explain.twin.parameters import PumpParameters

_DAY = 86_400.0  # s


@dataclass(frozen=True)
class Demand:
    """The operating conditions of one moment, shape (machines,)."""

    speed: FloatArray  # over rated speed
    valve_opening: FloatArray  # 0..1, as commanded and as the stem reports
    ambient_temperature: FloatArray  # degC
    liquid_temperature: FloatArray  # degC
    level: FloatArray  # m, basin level above the pump axis
    static_head: FloatArray  # m
    fouling: FloatArray  # factor on the strainer's loss: the dirt between two cleanings


@dataclass(frozen=True)
class _Process:
    """Spread between machines and wander of one (standard deviations), time constants (s), limits."""

    between: float
    within: float
    constant: float
    lag: float
    lowest: float
    highest: float


_PROCESSES = {
    "speed": _Process(0.015, 0.016, 900.0, 30.0, 0.30, 1.0),
    "valve_opening": _Process(0.035, 0.045, 1500.0, 60.0, 0.20, 1.0),
    "ambient_temperature": _Process(4.0, 1.2, 5400.0, 300.0, -20.0, 50.0),
    "liquid_temperature": _Process(2.5, 1.2, 3600.0, 300.0, 5.0, 70.0),
    "level": _Process(0.12, 0.14, 2400.0, 120.0, -50.0, 50.0),
    "static_head": _Process(0.3, 0.4, 3600.0, 120.0, -50.0, 200.0),
    "fouling": _Process(0.0, 0.06, 7200.0, 300.0, 0.7, 1.5),
}
DUTY_DRAWS = len(_PROCESSES)  # normals of one step
SETUP_DRAWS = 2 * DUTY_DRAWS + 1  # normals of one machine's start


class DutyProfile:
    """The stochastic duty of n machines.

    `normals`: shape (SETUP_DRAWS, machines): the set points, where in its wander each process starts, and the
    machine's time of day.
    """

    def __init__(self, parameters: PumpParameters, normals: FloatArray) -> None:
        centres = _centres(parameters)
        between, wander, hour = normals[:DUTY_DRAWS], normals[DUTY_DRAWS : 2 * DUTY_DRAWS], normals[-1]
        processes = list(_PROCESSES.items())
        self._point = np.stack([centres[k] + p.between * z for (k, p), z in zip(processes, between, strict=True)])
        self._within = np.array([[p.within] for _, p in processes])
        self._constant = np.array([[p.constant] for _, p in processes])
        self._lag = np.array([[p.lag] for _, p in processes])
        self._wander = self._within * wander
        self._smooth = self._wander
        self._swing = parameters.thermal.daily_swing
        self._phase = 2.0 * np.pi * hour
        self._time = 0.0

    def now(self) -> Demand:
        values = self._point + self._smooth
        limited = {k: np.clip(v, p.lowest, p.highest) for (k, p), v in zip(_PROCESSES.items(), values, strict=True)}
        day = self._swing * np.sin(2.0 * np.pi * self._time / _DAY + self._phase)
        limited["ambient_temperature"] = limited["ambient_temperature"] + day
        return Demand(**limited)

    def advance(self, seconds: float, normals: FloatArray) -> Demand:
        """The demand `seconds` later; `normals`: shape (DUTY_DRAWS, machines)."""
        keep = np.exp(-seconds / self._constant)
        self._wander = self._wander * keep + self._within * np.sqrt(1.0 - keep * keep) * normals
        follow = 1.0 - np.exp(-seconds / self._lag)
        self._smooth = self._smooth + follow * (self._wander - self._smooth)
        self._time += seconds
        return self.now()


def _centres(parameters: PumpParameters) -> dict[str, float]:
    duty = parameters.duty
    return {
        "speed": duty.speed_share,
        "valve_opening": duty.valve_opening / 100.0,
        "ambient_temperature": duty.ambient_temperature,
        "liquid_temperature": duty.liquid_temperature,
        "level": duty.suction_level,
        "static_head": parameters.hydraulics.static_head,
        "fouling": 1.0,
    }
