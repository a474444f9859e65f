"""Leakage of the mechanical seal."""

import numpy as np

from explain.twin.condition import Condition
from explain.twin.contract import FloatArray
from explain.twin.hydraulics import OperatingPoint
from explain.twin.parameters import PumpParameters
from explain.twin.water import GRAVITY, viscosity

_MILLILITRE_PER_HOUR = 3.6e9  # of 1 m3/s


def seal_leakage(
    p: PumpParameters, health: Condition, point: OperatingPoint, liquid_temperature: FloatArray
) -> FloatArray:
    """mL/h. Laminar radial flow between parallel faces: Q = pi dp h3 / (6 mu ln(ro / ri)).

    Source: Müller and Nau, Fluid Sealing Technology, 1998, chapter on mechanical face seals. Misalignment and
    run-out of the shaft make the faces wobble and so widen the mean film.
    """
    seal, rotor = p.seal, p.rotor
    wobble = (
        1.0
        + seal.spread_by_misalignment * health.misalignment / rotor.worst_misalignment
        + seal.spread_by_runout * health.eccentricity / rotor.worst_eccentricity
    )
    film = health.seal_clearance * wobble
    pressure = point.suction_pressure + seal.chamber_share * point.density * GRAVITY * point.head
    ratio = np.log(seal.face_outer_radius / seal.face_inner_radius)
    flow = np.pi * np.maximum(pressure, 0.0) * film * film * film / (6.0 * viscosity(liquid_temperature) * ratio)
    return np.asarray(_MILLILITRE_PER_HOUR * flow)
