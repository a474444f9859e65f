"""The numbers of the pump skid: an end-suction pump of class 80-50-200 (ISO 2858), 15 kW two-pole motor.

Every field can be overridden by name in `make_twin`. Units stand beside each field. The figures are those of
the class, not of one maker's pump: at 2950 rpm the best point is 62 m3/h at 52 m with 72 %, so 8.8 kW of
hydraulic power need 12.2 kW at the shaft, and the 15 kW, 400 V motor draws about 22 A.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from explain.twin.contract import InvalidParameterError, UnknownParameterError


@dataclass(frozen=True)
class Hydraulics:
    """Pump curve H = shutoff - a Q2, the pipework that it works against, and the suction side."""

    rated_speed: float = 2950.0  # rpm
    shutoff_head: float = 60.0  # m, at rated speed
    best_flow: float = 62.0  # m3/h, best efficiency point at rated speed
    best_head: float = 52.0  # m
    best_efficiency: float = 0.72
    impeller_diameter: float = 0.205  # m
    impeller_width: float = 0.018  # m, at the outlet, with shrouds
    npsh3_best: float = 4.5  # m, NPSH at 3 % head drop, best point
    npsh_inception_ratio: float = 2.4  # NPSH at which the first bubbles are heard, over NPSH3
    head_drop_scale: float = 0.45  # m of margin that change the head drop e-fold
    static_head: float = 20.0  # m, delivery level above the pump axis
    pipe_loss: float = 25.0  # m at best flow, discharge pipework without the valve
    valve_kvs: float = 125.0  # m3/h at 1 bar, fully open
    valve_rangeability: float = 30.0  # equal-percentage characteristic
    suction_pipe_loss: float = 1.0  # m at best flow
    suction_bore: float = 0.080  # m
    strainer_loss: float = 0.6  # m at best flow, clean


@dataclass(frozen=True)
class Motor:
    """Four hundred volt squirrel-cage motor on a frequency converter that keeps volts per hertz constant."""

    rated_power: float = 15_000.0  # W at the shaft
    rated_voltage: float = 400.0  # V, line to line
    magnetising_current: float = 11.5  # A
    winding_resistance: float = 0.20  # ohm per phase at 20 degC
    rated_slip: float = 0.0167
    iron_loss: float = 520.0  # W, iron, friction and windage at rated speed
    winding_capacity: float = 16_000.0  # J/K
    cooling_conductance: float = 16.0  # W/K at rated speed, clean fins and fan
    natural_share: float = 0.3  # of the conductance that is left when the fan stands still


@dataclass(frozen=True)
class Rotor:
    """Shaft, coupling, unbalance, and how forces become velocity at the bearing housings."""

    impeller_mass: float = 6.0  # kg
    eccentricity: float = 20.0e-6  # m, residual: balance grade G 6.3 of ISO 21940-11 at 2950 rpm
    worst_eccentricity: float = 130.0e-6  # m, added by unbalance at severity 1
    mobility: float = 0.075  # (mm/s)/N RMS at the impeller-side housing
    overhang: float = 0.16  # m, impeller to the nearer bearing
    bearing_span: float = 0.20  # m
    misalignment: float = 0.05e-3  # m, residual offset at the coupling
    worst_misalignment: float = 0.75e-3  # m, added at severity 1
    coupling_stiffness: float = 2.0e6  # N/m, radial
    coupling_mobility: float = 2.1e-3  # (mm/s)/N of reaction, axial, at twice the running speed
    vane_pass: float = 0.55  # mm/s at the best point
    recirculation: float = 3.2  # mm/s per unit of (1 - Q/Qbest) squared
    background: float = 0.65  # mm/s


@dataclass(frozen=True)
class Bearings:
    """6309 at the drive end (locating, takes the thrust) and 6308 at the impeller end, grease lubricated.

    ISO 15 fixes the boundary dimensions only; balls and pitch circle are those for which Timken's catalogue
    of housed units (table A-9, rows 309K and 308K, same bore and outside diameter) prints the frequency
    factors. Other makers differ by about 1 %.
    """

    de_balls: float = 8.0
    de_ball_diameter: float = 17.4625e-3  # m, 11/16 in
    de_pitch_diameter: float = 72.5e-3  # m
    de_bore: float = 45.0e-3  # m
    nde_balls: float = 8.0
    nde_ball_diameter: float = 15.875e-3  # m, 5/8 in
    nde_pitch_diameter: float = 65.0e-3  # m
    nde_bore: float = 40.0e-3  # m
    contact_angle: float = 0.0  # degrees
    friction: float = 0.0015  # coefficient, deep-groove ball bearing, SKF Rolling bearings catalogue
    lubrication_factor: float = 2.0  # f0 of Palmgren, grease
    preload: float = 400.0  # N, wave spring on the impeller-side bearing
    thrust_share: float = 0.08  # of head times impeller area, left after the balance holes
    spall_velocity: float = 3.0  # mm/s broadband from a fully spalled bearing at rated speed
    envelope_floor: float = 0.06  # g, healthy envelope band at rated speed
    band_width: float = 0.02  # of the centre frequency, half-width of an envelope band
    transmissibility: float = 0.15  # from one bearing to the transducer of the other


@dataclass(frozen=True)
class Thermal:
    """Bearing housings as one heat capacity each; base oil of the grease ISO VG 100."""

    bearing_capacity: float = 3_400.0  # J/K
    de_conductance: float = 2.1  # W/K to the air
    nde_conductance: float = 1.7  # W/K to the air
    liquid_conductance: float = 0.25  # W/K from the impeller-side bearing to the pumped liquid
    daily_swing: float = 3.0  # K, half of the ambient's day and night difference


@dataclass(frozen=True)
class Seal:
    """Single mechanical seal."""

    face_clearance: float = 0.85e-6  # m, mean film between the faces
    face_inner_radius: float = 21.0e-3  # m
    face_outer_radius: float = 24.0e-3  # m
    chamber_share: float = 0.30  # of the pump's pressure rise that reaches the seal chamber
    spread_by_misalignment: float = 0.30  # clearance added at 0.75 mm of offset
    spread_by_runout: float = 0.10  # clearance added at 130 um of eccentricity


@dataclass(frozen=True)
class Duty:
    """Centre of the duty of the machines; each machine has its own set point around it (`duty.py`)."""

    speed_share: float = 0.96  # of rated speed
    valve_opening: float = 80.0  # %
    ambient_temperature: float = 24.0  # degC
    liquid_temperature: float = 33.0  # degC
    suction_level: float = 2.6  # m, basin level above the pump axis; may be negative


@dataclass(frozen=True)
class PumpParameters:
    """All groups. A name is unique over the groups, so that it can be overridden without naming its group."""

    hydraulics: Hydraulics = Hydraulics()
    motor: Motor = Motor()
    rotor: Rotor = Rotor()
    bearings: Bearings = Bearings()
    thermal: Thermal = Thermal()
    seal: Seal = Seal()
    duty: Duty = Duty()


_ANY_SIGN = frozenset({"static_head", "contact_angle", "ambient_temperature", "suction_level"})
_MAY_BE_ZERO = frozenset({"daily_swing", "transmissibility", "natural_share", "thrust_share"})


def pump_parameters(overrides: Mapping[str, float]) -> PumpParameters:
    """The parameters with `overrides` by name. Raises UnknownParameterError, InvalidParameterError."""
    standard = PumpParameters()
    group_of = {f.name: g.name for g in fields(standard) for f in fields(getattr(standard, g.name))}
    changed: dict[str, dict[str, float]] = {}
    for name, value in overrides.items():
        if name not in group_of:
            raise UnknownParameterError(name, sorted(group_of))
        changed.setdefault(group_of[name], {})[name] = _checked(name, value)
    groups = {group: replace(getattr(standard, group), **values) for group, values in changed.items()}
    parameters = replace(standard, **groups)
    _check_together(parameters)
    return parameters


def _checked(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InvalidParameterError(name, value, "it must be a finite number")
    if name not in _ANY_SIGN and (value < 0 or (value == 0 and name not in _MAY_BE_ZERO)):
        raise InvalidParameterError(name, value, "it must be positive")
    return float(value)


def _check_together(parameters: PumpParameters) -> None:
    curve, seal, duty = parameters.hydraulics, parameters.seal, parameters.duty
    if curve.best_head >= curve.shutoff_head:
        raise InvalidParameterError("best_head", curve.best_head, "it must be below shutoff_head")
    if curve.best_efficiency >= 1.0:
        raise InvalidParameterError("best_efficiency", curve.best_efficiency, "it must be below 1")
    if seal.face_inner_radius >= seal.face_outer_radius:
        raise InvalidParameterError("face_inner_radius", seal.face_inner_radius, "it must be below face_outer_radius")
    if not 0.3 <= duty.speed_share <= 1:
        raise InvalidParameterError("speed_share", duty.speed_share, "it must lie in 0.3 to 1")
    if not 0 < duty.valve_opening <= 100:
        raise InvalidParameterError("valve_opening", duty.valve_opening, "it must be above 0 and at most 100 percent")
    if not 0 < duty.liquid_temperature <= 60:
        raise InvalidParameterError(
            "liquid_temperature", duty.liquid_temperature, "it must be above 0 and at most 60 degC"
        )
