"""Rolling bearings: loads, friction, and the envelope bands that a spalled raceway raises.

Arrays of shape (2, machines) hold the drive end, then the impeller end, as in ENDS.
"""

from dataclasses import astuple, dataclass

import numpy as np

from explain.twin.condition import Condition
from explain.twin.contract import FloatArray
from explain.twin.hydraulics import OperatingPoint
from explain.twin.parameters import Bearings, PumpParameters
from explain.twin.water import GRAVITY

ENDS = ("de", "nde")
BANDS = ("bpfo", "bpfi", "bsf", "ftf")

# Impact of each defect at severity 1 and rated speed (g), and the severity at which it starts: a spall is
# born on the loaded outer race, then marks the inner race, the balls and at last the cage. The order is the
# usual one of vibration texts (Randall, Vibration-based Condition Monitoring, chapter 5); the figures are
# ours.
_IMPACTS = {"bpfo": (2.4, 0.0), "bpfi": (1.6, 0.30), "bsf": (0.9, 0.45), "ftf": (0.5, 0.60)}
_CAVITATION_CARRIER = 0.4  # rise of the envelope's floor in full cavitation noise
_COUPLING_OVERHANG = 0.3  # of the bearing span


@dataclass(frozen=True)
class DefectOrders:
    """Defect frequencies over the shaft's frequency, outer race standing still; fields as BANDS."""

    bpfo: float
    bpfi: float
    bsf: float
    ftf: float


def defect_orders(
    balls: float, ball_diameter: float, pitch_diameter: float, contact_angle: float = 0.0
) -> DefectOrders:
    """From geometry (m, degrees). Randall and Antoni, Mech. Systems and Signal Processing 25, 2011, 485."""
    ratio = ball_diameter / pitch_diameter * float(np.cos(np.radians(contact_angle)))
    return DefectOrders(
        bpfo=balls / 2.0 * (1.0 - ratio),
        bpfi=balls / 2.0 * (1.0 + ratio),
        bsf=pitch_diameter / (2.0 * ball_diameter) * (1.0 - ratio * ratio),
        ftf=0.5 * (1.0 - ratio),
    )


def de_orders(b: Bearings) -> DefectOrders:
    return defect_orders(b.de_balls, b.de_ball_diameter, b.de_pitch_diameter, b.contact_angle)


def nde_orders(b: Bearings) -> DefectOrders:
    return defect_orders(b.nde_balls, b.nde_ball_diameter, b.nde_pitch_diameter, b.contact_angle)


def bearing_loads(p: PumpParameters, health: Condition, point: OperatingPoint, speed: FloatArray) -> FloatArray:
    """Equivalent loads (N), shape (2, machines), of the overhung shaft.

    They are the reactions to weight, radial thrust, unbalance, coupling and axial thrust. Radial thrust of a
    volute: 0.36 (1 - q2) rho g H D b (Stepanoff, Centrifugal and Axial Flow Pumps). Equivalent load of the
    locating bearing: X Fr + Y Fa with X = 0.56, Y = 1.5 (ISO 281, deep-groove ball bearings).
    """
    h, r, b = p.hydraulics, p.rotor, p.bearings
    pressure = point.density * GRAVITY * point.head
    off_best = np.abs(1.0 - point.relative_flow * point.relative_flow)
    thrust = 0.36 * off_best * pressure * h.impeller_diameter * h.impeller_width
    omega = speed * h.rated_speed * np.pi / 30.0
    at_impeller = r.impeller_mass * (GRAVITY + health.eccentricity * omega * omega) + thrust
    at_coupling = r.coupling_stiffness * health.misalignment
    lever = r.overhang / r.bearing_span
    de_radial = lever * at_impeller + (1.0 + _COUPLING_OVERHANG) * at_coupling
    nde = (1.0 + lever) * at_impeller + _COUPLING_OVERHANG * at_coupling + b.preload
    axial = b.thrust_share * pressure * np.pi / 4.0 * h.impeller_diameter * h.impeller_diameter
    return np.stack([np.maximum(de_radial, 0.56 * de_radial + 1.5 * axial), nde])


def grease_viscosity(celsius: FloatArray) -> FloatArray:
    """mm2/s of an ISO VG 100 base oil, 100 at 40 degC and 11 at 100 degC: Walther's equation, ASTM D341."""
    thick, thin = np.log(np.log(100.7)), np.log(np.log(11.7))
    slope = (thick - thin) / (np.log(373.15) - np.log(313.15))
    kelvin = np.clip(celsius, -20.0, 200.0) + 273.15
    return np.asarray(np.exp(np.exp(thick - slope * (np.log(kelvin) - np.log(313.15)))) - 0.7)


def friction_heat(
    p: PumpParameters, health: Condition, loads: FloatArray, speed: FloatArray, celsius: FloatArray
) -> FloatArray:
    """Heat (W) of the bearings, shape (2, machines), at `loads` (N) and their temperatures `celsius`.

    Load-dependent torque M1 = 0.5 mu P d (SKF, Rolling bearings, estimate of the frictional moment) plus
    load-free torque M0 = 1e-7 f0 (nu n)^(2/3) dm3 in N mm (Palmgren, as in Harris, Rolling Bearing Analysis).
    """
    b = p.bearings
    bore = np.array([[b.de_bore], [b.nde_bore]])
    pitch_mm = 1e3 * np.array([[b.de_pitch_diameter], [b.nde_pitch_diameter]])
    rpm = speed * p.hydraulics.rated_speed
    root = np.cbrt(grease_viscosity(celsius) * rpm)
    free = 1e-10 * b.lubrication_factor * root * root * (pitch_mm * pitch_mm * pitch_mm)
    loaded = 0.5 * b.friction * loads * bore
    return np.asarray((loaded * health.load_friction + free * health.free_friction) * rpm * np.pi / 30.0)


def band_responses(b: Bearings) -> FloatArray:
    """How far each of the 8 envelope bands (rows) answers to each of the 8 defect tones (columns), 0..1.

    Order: ENDS, then BANDS. A band passes a tone by the distance of their frequencies, so the two bearings,
    nearly alike in orders, are told apart by where the transducer sits and not by frequency.
    """
    tone = np.array([*astuple(de_orders(b)), *astuple(nde_orders(b))])
    offset = (tone[None, :] - tone[:, None]) / (b.band_width * tone[:, None])
    end = np.repeat([0, 1], len(BANDS))
    path = np.where(end[:, None] == end[None, :], 1.0, b.transmissibility)
    return np.asarray(path * np.exp(-0.5 * offset * offset))


def envelope_bands(b: Bearings, health: Condition, point: OperatingPoint, speed: FloatArray) -> FloatArray:
    """Envelope amplitude (g) of every band, shape (8, machines), rows as in `band_responses`.

    Impact force goes with speed squared; tones and floor add as powers.
    """
    square = speed * speed
    tones = np.concatenate([_impacts(spall) for spall in health.spall]) * (health.spall_response * square)
    raised = square * (1.0 + _CAVITATION_CARRIER * point.cavitation)
    power = np.repeat(np.square(health.envelope_floor * raised), len(BANDS), axis=0)
    responses = np.square(band_responses(b))
    # Tone by tone and not as a matrix product, which may round differently with the number of machines.
    for tone, response in zip(np.square(tones), responses.T, strict=True):
        power += response[:, None] * tone
    return np.asarray(np.sqrt(power))


def _impacts(spall: FloatArray) -> FloatArray:
    rows = []
    for full, start in (_IMPACTS[band] for band in BANDS):
        grown = np.maximum(spall - start, 0.0) / (1.0 - start)
        rows.append(full * grown * grown)
    return np.stack(rows)
