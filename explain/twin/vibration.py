"""Vibration at the bearing housings and at the impeller."""

from dataclasses import dataclass

import numpy as np

from explain.twin.condition import Condition
from explain.twin.contract import FloatArray
from explain.twin.hydraulics import OperatingPoint
from explain.twin.parameters import PumpParameters

# How much of each source reaches each housing; the source's own end counts 1. Figures of ours for a
# bracket-mounted housing: what matters is which end is nearer.
_UNBALANCE_AT_DE = 0.60
_MISALIGNMENT_AT_NDE = 0.40
_HYDRAULIC_AT_DE = 0.75
_SPALL_AT_OTHER_END = 0.25
_ONE_X_OF_MISALIGNMENT = 0.30  # misalignment shows at 1x too, weaker than at 2x

_CAVITATION_FLOOR = 0.30  # g at rated speed, flow noise
_CAVITATION_GAIN = 5.0  # g at 3 % head drop
_RECIRCULATION_NOISE = 0.8  # g per unit of (1 - q) squared


@dataclass(frozen=True)
class Vibration:
    """RMS, shape (machines,): velocities in mm/s (10 to 1000 Hz), cavitation band in g (5 to 20 kHz)."""

    de_velocity: FloatArray
    nde_velocity: FloatArray
    one_x: FloatArray
    two_x: FloatArray
    cavitation_band: FloatArray


def vibration(p: PumpParameters, health: Condition, point: OperatingPoint, speed: FloatArray) -> Vibration:
    """Velocities by source, added as powers since their frequencies differ (broadband RMS as in ISO 20816-1).

    Unbalance: F = m e omega2 (ISO 21940-11) times a mobility taken as constant over the narrow speed range.
    Misalignment: the coupling's reaction k d, twice per turn. Off the best point, recirculation grows with
    the square of the distance (the trend in Gülich, Centrifugal Pumps, chapter 10). Cavitation noise starts
    at the first bubbles, far above 3 % head drop (Gülich, chapter 6); its fall when vapour damps itself is
    left out. The shapes of these two, and all amplitudes, are ours.
    """
    r = p.rotor
    square = speed * speed
    omega = speed * p.hydraulics.rated_speed * np.pi / 30.0
    unbalance = health.mobility * r.impeller_mass * health.eccentricity * omega * omega
    two_x = r.coupling_mobility * r.coupling_stiffness * health.misalignment * speed
    off_best = (1.0 - point.relative_flow) * (1.0 - point.relative_flow)
    hydraulic = np.hypot(r.vane_pass * square, r.recirculation * off_best * square)
    de_spall, nde_spall = p.bearings.spall_velocity * health.spall_response * speed * np.square(health.spall)
    noise = _CAVITATION_GAIN * point.cavitation * np.sqrt(point.cavitation)
    return Vibration(
        de_velocity=_root_sum_square(
            _UNBALANCE_AT_DE * unbalance,
            two_x,
            _HYDRAULIC_AT_DE * hydraulic,
            de_spall,
            _SPALL_AT_OTHER_END * nde_spall,
            r.background,
        ),
        nde_velocity=_root_sum_square(
            unbalance,
            _MISALIGNMENT_AT_NDE * two_x,
            hydraulic,
            nde_spall,
            _SPALL_AT_OTHER_END * de_spall,
            r.background,
        ),
        one_x=_root_sum_square(unbalance, _ONE_X_OF_MISALIGNMENT * two_x),
        two_x=two_x,
        cavitation_band=_root_sum_square(
            _CAVITATION_FLOOR * square, noise * square, _RECIRCULATION_NOISE * off_best * square
        ),
    )


def _root_sum_square(*parts: FloatArray | float) -> FloatArray:
    return np.asarray(np.sqrt(sum(np.square(part) for part in parts)))
