"""The state of health of each machine: what it was built like, and what its faults have made of that.

This is the only door by which a fault enters. Each severity (0 healthy, 1 worst) changes quantities that a
fitter could measure on the open machine (a clearance, a free area, a spalled length); it knows no signal.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explain.twin.contract import FloatArray
from explain.twin.parameters import PumpParameters

FAULTS = (
    "bearing_de_wear",
    "bearing_nde_wear",
    "shaft_misalignment",
    "seal_leakage_fault",
    "cavitation",
    "strainer_blockage",
    "impeller_wear",
    "impeller_imbalance",
    "discharge_valve_obstruction",
    "motor_overheating",
)

# What severity 1 means: a machine that nobody should run any longer. Figures of ours, judged for this class.
_BLOCKED_AREA = 0.65  # of the strainer's free area
_LOST_PLUG_TRAVEL = 0.60  # of the valve opening that the stem reports
_LOST_SUCTION_LEVEL = 11.0  # m, shared with the heating by the machine's `starvation`
_LIQUID_HEATING = 44.0  # K, shared likewise
_LOST_HEAD = 0.20  # of the shut-off head, eroded vanes
_LOST_EFFICIENCY = 0.15
_RING_LEAKAGE = 0.10  # of best flow, recirculated through the worn wear ring at best head
_LOST_COOLING = 0.55  # of the motor's conductance, blocked fins and fan cowl
_SPALL_LOAD_FRICTION = 3.0  # load-dependent friction added by a fully spalled raceway, as a multiple
_SPALL_FREE_FRICTION = 0.7  # load-free friction added by debris in the grease
_OPENED_FACES = 2.2  # seal film added, as a multiple

_SCATTER = {  # relative standard deviation between machines of one series
    "head": 0.012,
    "efficiency": 0.010,
    "npsh": 0.03,
    "pipe": 0.03,
    "valve": 0.03,
    "strainer": 0.08,
    "eccentricity": 0.18,
    "misalignment": 0.20,
    "mobility": 0.06,
    "de_envelope": 0.20,
    "nde_envelope": 0.20,
    "spall": 0.15,
    "seal_clearance": 0.07,
    "motor_cooling": 0.03,
    "winding_resistance": 0.02,
    "de_cooling": 0.05,
    "nde_cooling": 0.05,
    "starvation": 0.25,
}
BUILD_DRAWS = len(_SCATTER)

Build = Mapping[str, FloatArray]
"""How each machine differs from the drawing: a factor around 1 of shape (machines,) for every name of
`_SCATTER`. `starvation`, 0.25 to 0.75, is how far its poor suction comes from a low basin rather than from
hot liquid.
"""


def build(normals: FloatArray) -> Build:
    """Machines from standard normal numbers of shape (BUILD_DRAWS, machines)."""
    factors = {name: np.exp(_SCATTER[name] * row) for name, row in zip(_SCATTER, normals, strict=True)}
    factors["starvation"] = np.clip(0.5 * factors["starvation"], 0.25, 0.75)
    return factors


@dataclass(frozen=True)
class Condition:
    """Physical quantities of each machine as it stands now, each of shape (machines,).

    Those of the bearings have shape (2, machines): drive end, impeller end.
    """

    shutoff_head: FloatArray  # m at rated speed
    efficiency: FloatArray  # at the best point
    ring_leakage: FloatArray  # (m3/h) / sqrt(m), wear-ring recirculation beyond that of the new pump
    npsh3: FloatArray  # m at rated speed and best flow
    pipe_loss: FloatArray  # m / (m3/h)^2
    valve_kvs: FloatArray  # m3/h
    plug_travel: FloatArray  # true opening over reported opening
    strainer_loss: FloatArray  # m / (m3/h)^2
    level_loss: FloatArray  # m
    liquid_heating: FloatArray  # K
    eccentricity: FloatArray  # m
    misalignment: FloatArray  # m
    mobility: FloatArray  # (mm/s) / N
    seal_clearance: FloatArray  # m
    motor_cooling: FloatArray  # W/K at rated speed
    winding_resistance: FloatArray  # ohm at 20 degC
    envelope_floor: FloatArray  # g, healthy band at rated speed
    spall: FloatArray  # 0..1, spalled part of the raceway
    spall_response: FloatArray  # factor on the impacts, shape (machines,)
    load_friction: FloatArray  # factor on the load-dependent friction torque
    free_friction: FloatArray  # factor on the load-free friction torque
    bearing_cooling: FloatArray  # W/K


def condition(p: PumpParameters, made: Build, severity: Mapping[str, FloatArray]) -> Condition:
    """The machines `made` with their faults at `severity` (every id of FAULTS, shape (machines,)).

    Blocked strainer: the loss coefficient of a screen goes with the inverse square of its free area
    (Idelchik, Handbook of Hydraulic Resistance, chapter 8). Unbalance and misalignment add to the residual at
    a right angle, the mean over all directions. Wear-ring flow goes with the root of the head (Gülich,
    Centrifugal Pumps, chapter 3).
    """
    s, h, r = severity, p.hydraulics, p.rotor
    spall = np.stack([s["bearing_de_wear"], s["bearing_nde_wear"]])
    floor = np.stack([made["de_envelope"], made["nde_envelope"]])
    cooling = [p.thermal.de_conductance * made["de_cooling"], p.thermal.nde_conductance * made["nde_cooling"]]
    free_area = 1.0 - _BLOCKED_AREA * s["strainer_blockage"]
    square = h.best_flow * h.best_flow
    return Condition(
        shutoff_head=h.shutoff_head * made["head"] * (1.0 - _LOST_HEAD * s["impeller_wear"]),
        efficiency=h.best_efficiency * made["efficiency"] * (1.0 - _LOST_EFFICIENCY * s["impeller_wear"]),
        ring_leakage=_RING_LEAKAGE * h.best_flow / np.sqrt(h.best_head) * s["impeller_wear"],
        npsh3=h.npsh3_best * made["npsh"],
        pipe_loss=h.pipe_loss / square * made["pipe"],
        valve_kvs=h.valve_kvs * made["valve"],
        plug_travel=1.0 - _LOST_PLUG_TRAVEL * s["discharge_valve_obstruction"],
        strainer_loss=h.strainer_loss / square * made["strainer"] / (free_area * free_area),
        level_loss=_LOST_SUCTION_LEVEL * made["starvation"] * s["cavitation"],
        liquid_heating=_LIQUID_HEATING * (1.0 - made["starvation"]) * s["cavitation"],
        eccentricity=np.hypot(r.eccentricity * made["eccentricity"], r.worst_eccentricity * s["impeller_imbalance"]),
        misalignment=np.hypot(r.misalignment * made["misalignment"], r.worst_misalignment * s["shaft_misalignment"]),
        mobility=r.mobility * made["mobility"],
        seal_clearance=p.seal.face_clearance * made["seal_clearance"] * (1.0 + _OPENED_FACES * s["seal_leakage_fault"]),
        motor_cooling=p.motor.cooling_conductance
        * made["motor_cooling"]
        * (1.0 - _LOST_COOLING * s["motor_overheating"]),
        winding_resistance=p.motor.winding_resistance * made["winding_resistance"],
        envelope_floor=p.bearings.envelope_floor * floor,
        spall=spall,
        spall_response=made["spall"],
        load_friction=1.0 + _SPALL_LOAD_FRICTION * spall,
        free_friction=1.0 + _SPALL_FREE_FRICTION * spall,
        bearing_cooling=np.stack(cooling),
    )
