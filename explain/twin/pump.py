"""The pump skid assembled: demand and condition in, true values of every signal out.

`advance` is the physics alone: no randomness, no sensors. Given measured demand instead of a simulated one,
it says what a real machine should read. `CentrifugalPump` adds the machines' differences, their duty and
their instruments.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from explain.twin.bearings import BANDS, ENDS, bearing_loads, envelope_bands, friction_heat
from explain.twin.condition import BUILD_DRAWS, FAULTS, Condition, build, condition
from explain.twin.contract import FloatArray, InvalidStepError, severities
from explain.twin.duty import DUTY_DRAWS, SETUP_DRAWS, Demand, DutyProfile
from explain.twin.hydraulics import operating_point
from explain.twin.motor import motor_point
from explain.twin.noise import MachineNoise
from explain.twin.parameters import PumpParameters, pump_parameters
from explain.twin.seal import seal_leakage
from explain.twin.sensors import SIGNALS, Instruments
from explain.twin.thermal import Heat, Temperatures, warmed
from explain.twin.vibration import vibration
from explain.twin.water import GRAVITY

_BAND_SIGNALS = tuple(f"{end}_{band}" for end in ENDS for band in BANDS)
_PASCAL_PER_BAR = 1.0e5
_LONG_RUN = 1.0e6  # s, far beyond every thermal time constant
_WARM_UP = 12  # rounds in which friction, viscosity and winding resistance settle with the temperatures


def advance(
    p: PumpParameters, health: Condition, demand: Demand, was: Temperatures, seconds: float
) -> tuple[dict[str, FloatArray], Temperatures]:
    """True value of every signal, in its unit, shape (machines,), and the temperatures after `seconds`.

    Everything but the temperatures is in balance at once: the rest settles within a second.
    """
    around = _surroundings(health, demand)
    speed = around.speed
    point = operating_point(p.hydraulics, health, around)
    loads = bearing_loads(p, health, point, speed)
    friction = friction_heat(p, health, loads, speed, was.bearings)
    shaft_power = point.shaft_power + friction[0] + friction[1]
    motor = motor_point(p.motor, shaft_power, speed, health.winding_resistance, was.winding)
    now = warmed(p, health, around, was, Heat(motor.losses, friction), seconds=seconds)
    moved = vibration(p, health, point, speed)
    bands = envelope_bands(p.bearings, health, point, speed)
    discharge = point.suction_pressure + point.density * GRAVITY * point.head
    true = {
        "speed": speed * p.hydraulics.rated_speed,
        "motor_current": motor.current,
        "winding_temperature": now.winding,
        "ambient_temperature": around.ambient_temperature,
        "liquid_temperature": around.liquid_temperature,
        "suction_pressure": point.suction_pressure / _PASCAL_PER_BAR,
        "strainer_dp": point.strainer_drop / _PASCAL_PER_BAR,
        "discharge_pressure": discharge / _PASCAL_PER_BAR,
        "flow": point.flow,
        "valve_opening": 100.0 * around.valve_opening,
        "de_temperature": now.bearings[0],
        "nde_temperature": now.bearings[1],
        "de_velocity": moved.de_velocity,
        "nde_velocity": moved.nde_velocity,
        **dict(zip(_BAND_SIGNALS, bands, strict=True)),
        "one_x": moved.one_x,
        "two_x": moved.two_x,
        "cavitation_band": moved.cavitation_band,
        "seal_leakage": seal_leakage(p, health, point, around.liquid_temperature),
    }
    return true, now


def _surroundings(health: Condition, demand: Demand) -> Demand:
    """The demand with what is wrong around the machine; water stays below boiling, where formulas end."""
    heated = np.minimum(demand.liquid_temperature + health.liquid_heating, 95.0)
    return replace(demand, level=demand.level - health.level_loss, liquid_temperature=heated)


class CentrifugalPump:
    """n pump skids of one series; see `contract.Twin`. They start healthy and warm."""

    def __init__(self, overrides: Mapping[str, float], machines: int, seed: int, first_machine: int) -> None:
        self.signals = SIGNALS
        self.faults = FAULTS
        self.machines = machines
        self._parameters = pump_parameters(overrides)
        self._noise = MachineNoise(seed, first_machine, machines, DUTY_DRAWS + len(SIGNALS))
        start = self._noise.draw(BUILD_DRAWS + SETUP_DRAWS + len(SIGNALS))
        made, setup, biases = np.split(start, [BUILD_DRAWS, BUILD_DRAWS + SETUP_DRAWS])
        self._build = build(made)
        self._duty = DutyProfile(self._parameters, setup)
        self._instruments = Instruments(biases)
        self._temperatures = self._warm()

    def step(self, seconds: float, severity: Mapping[str, FloatArray | float]) -> dict[str, FloatArray]:
        if not (np.isfinite(seconds) and seconds > 0.0):
            raise InvalidStepError(f"A step must be a positive number of seconds, not {seconds!r}.")
        health = self._condition(severity)
        normals = self._noise.next_step()
        demand = self._duty.advance(seconds, normals[:DUTY_DRAWS])
        true, self._temperatures = advance(self._parameters, health, demand, self._temperatures, seconds)
        return self._instruments.read(true, normals[DUTY_DRAWS:])

    def _condition(self, severity: Mapping[str, FloatArray | float]) -> Condition:
        return condition(self._parameters, self._build, severities(severity, self.faults, self.machines))

    def _warm(self) -> Temperatures:
        demand, health = self._duty.now(), self._condition({})
        air = demand.ambient_temperature
        warm = Temperatures(winding=air + 50.0, bearings=np.stack([air + 35.0, air + 30.0]))
        for _ in range(_WARM_UP):
            _, warm = advance(self._parameters, health, demand, warm, _LONG_RUN)
        return warm
