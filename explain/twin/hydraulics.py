"""Where pump and system meet: flow, head, suction pressure, NPSH, cavitation, shaft power."""

from dataclasses import dataclass

import numpy as np

from explain.twin.condition import Condition
from explain.twin.contract import FloatArray
from explain.twin.duty import Demand
from explain.twin.parameters import Hydraulics
from explain.twin.water import ATMOSPHERE, GRAVITY, density, vapour_pressure

_HEAD_DROP_FULL = 0.60  # share of the head that is lost when the inlet is full of vapour
_NPSH_AT_NO_FLOW = 0.4  # NPSH3 at shut-off over NPSH3 at best flow
_HIGHEST_RELATIVE_FLOW = 1.6  # the power curve is not extended past this
_ITERATIONS = 10
_BAR = 1.0e5
_HOUR = 3600.0


@dataclass(frozen=True)
class OperatingPoint:
    """One steady point of the hydraulics, arrays of shape (machines,)."""

    flow: FloatArray  # m3/h through the discharge pipe
    relative_flow: FloatArray  # through the impeller, over best flow at this speed
    head: FloatArray  # m, what the pump delivers
    density: FloatArray  # kg/m3
    shaft_power: FloatArray  # W, taken by the impeller
    suction_pressure: FloatArray  # Pa gauge, at the flange
    strainer_drop: FloatArray  # Pa
    npsh_available: FloatArray  # m
    npsh3: FloatArray  # m
    cavitation: FloatArray  # 0 none, 1 at 3 % head drop


@dataclass(frozen=True)
class _Circuit:
    """Coefficients of the two curves at this moment; heads in m, flows in m3/h."""

    speed: FloatArray  # over rated speed
    shutoff: FloatArray  # m at this speed
    curvature: float  # of the pump curve, m / (m3/h)^2
    lift: FloatArray  # m, delivery level above basin level
    friction: FloatArray  # whole circuit, m / (m3/h)^2
    suction_friction: FloatArray
    suction_still: FloatArray  # m, NPSH available at no flow
    npsh_scale: FloatArray  # m, NPSH3 of best flow at this speed
    ring_leakage: FloatArray


def operating_point(p: Hydraulics, health: Condition, demand: Demand) -> OperatingPoint:
    """The point at which the pump's head equals the system's.

    Pump: H = H0 r2 - a Q2, scaled by the affinity laws (Gülich, Centrifugal Pumps, chapter 4; ISO 9906).
    System: H = lift + sum(K) Q2 (Darcy-Weisbach). Power: with efficiency best * q (2 - q), q = Q / Qbest, the
    power rho g H Q / efficiency stays finite at closed valve. NPSH available: ISO 17769-1.
    """
    circuit = _circuit(p, health, demand)
    flow = _intersection(p, circuit)
    system = circuit.lift + circuit.friction * flow * flow
    head = np.where(flow > 0.0, system, circuit.shutoff)
    through_impeller = flow + circuit.ring_leakage * np.sqrt(np.maximum(head, 0.0))
    best_flow = np.maximum(circuit.speed, 1e-6) * p.best_flow
    relative = np.minimum(through_impeller / best_flow, _HIGHEST_RELATIVE_FLOW)
    available, npsh3 = _npsh(p, circuit, flow)
    weight = density(demand.liquid_temperature) * GRAVITY
    whole_head = np.maximum(circuit.shutoff - circuit.curvature * through_impeller * through_impeller, 0.0)
    power = weight * whole_head * best_flow / _HOUR / (health.efficiency * (2.0 - relative))
    strainer = health.strainer_loss * demand.fouling * flow * flow
    area = np.pi / 4.0 * p.suction_bore * p.suction_bore
    velocity = flow / _HOUR / area
    suction = demand.level - circuit.suction_friction * flow * flow - velocity * velocity / (2.0 * GRAVITY)
    inception = p.npsh_inception_ratio * npsh3
    return OperatingPoint(
        flow=flow,
        relative_flow=relative,
        head=head,
        density=weight / GRAVITY,
        shaft_power=power,
        suction_pressure=weight * suction,
        strainer_drop=weight * strainer,
        npsh_available=available,
        npsh3=npsh3,
        cavitation=np.clip((inception - available) / np.maximum(inception - npsh3, 1e-6), 0.0, 1.5),
    )


def valve_loss(p: Hydraulics, kvs: FloatArray, opening: FloatArray) -> FloatArray:
    """Loss coefficient, m / (m3/h)^2, of an equal-percentage valve at `opening` (0..1).

    Kv = Kvs R^(opening - 1) and Q = Kv sqrt(dp / 1 bar): IEC 60534-2-1 and 60534-2-4.
    """
    kv = kvs * np.exp(np.log(p.valve_rangeability) * (opening - 1.0))
    return np.asarray(_BAR / (1000.0 * GRAVITY) / (kv * kv))


def head_drop(p: Hydraulics, margin: FloatArray) -> FloatArray:
    """Share of the head lost at `margin` = NPSH available - NPSH3 (m): 3 % at zero by definition (ISO 9906).

    The logistic shape between none and full breakdown is ours; its scale is `head_drop_scale`.
    """
    steep = np.exp(np.clip(margin / p.head_drop_scale, -40.0, 40.0))
    return np.asarray(_HEAD_DROP_FULL / (1.0 + (_HEAD_DROP_FULL / 0.03 - 1.0) * steep))


def _circuit(p: Hydraulics, health: Condition, demand: Demand) -> _Circuit:
    opening = demand.valve_opening * health.plug_travel
    suction_pipe = p.suction_pipe_loss / (p.best_flow * p.best_flow)
    suction = suction_pipe + health.strainer_loss * demand.fouling
    square = demand.speed * demand.speed
    pressure_head = (ATMOSPHERE - vapour_pressure(demand.liquid_temperature)) / (
        density(demand.liquid_temperature) * GRAVITY
    )
    return _Circuit(
        speed=demand.speed,
        shutoff=health.shutoff_head * square,
        curvature=(p.shutoff_head - p.best_head) / (p.best_flow * p.best_flow),
        lift=demand.static_head - demand.level,
        friction=suction + health.pipe_loss + valve_loss(p, health.valve_kvs, opening),
        suction_friction=suction,
        suction_still=pressure_head + demand.level,
        npsh_scale=health.npsh3 * square,
        ring_leakage=health.ring_leakage,
    )


def _npsh(p: Hydraulics, circuit: _Circuit, flow: FloatArray) -> tuple[FloatArray, FloatArray]:
    relative = flow / (np.maximum(circuit.speed, 1e-6) * p.best_flow)
    required = circuit.npsh_scale * (_NPSH_AT_NO_FLOW + (1.0 - _NPSH_AT_NO_FLOW) * relative * relative)
    return circuit.suction_still - circuit.suction_friction * flow * flow, required


def _intersection(p: Hydraulics, c: _Circuit) -> FloatArray:
    """Flow at which pump head minus system head is zero; 0 where the pump cannot lift (the check valve is
    shut).

    Without cavitation and ring leakage the root is that of a quadratic, an upper bound with them. From there
    Newton steps, bisected where they would leave the bracket: the difference falls strictly with flow.
    """
    high = np.sqrt(np.maximum(c.shutoff - c.lift, 0.0) / (c.curvature + c.friction))
    low = np.zeros_like(high)
    flow = high
    for _ in range(_ITERATIONS):
        excess, slope = _excess_head(p, c, flow)
        low = np.where(excess >= 0.0, flow, low)
        high = np.where(excess < 0.0, flow, high)
        step = flow - excess / np.minimum(slope, -1e-9)
        flow = np.where((step >= low) & (step <= high), step, 0.5 * (low + high))
    return flow


def _excess_head(p: Hydraulics, c: _Circuit, flow: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Pump head minus system head (m) at `flow`, and its derivative by flow."""
    system = c.lift + c.friction * flow * flow
    root = np.sqrt(np.maximum(system, 1e-6))
    inside = flow + c.ring_leakage * root
    inside_slope = 1.0 + c.ring_leakage * c.friction * flow / root
    whole = c.shutoff - c.curvature * inside * inside
    available, required = _npsh(p, c, flow)
    lost = head_drop(p, available - required)
    best = np.maximum(c.speed, 1e-6) * p.best_flow
    margin_slope = -2.0 * flow * (c.suction_friction + c.npsh_scale * (1.0 - _NPSH_AT_NO_FLOW) / (best * best))
    lost_slope = -lost * (1.0 - lost / _HEAD_DROP_FULL) / p.head_drop_scale * margin_slope
    slope = -lost_slope * whole - (1.0 - lost) * 2.0 * c.curvature * inside * inside_slope
    return (1.0 - lost) * whole - system, slope - 2.0 * c.friction * flow
