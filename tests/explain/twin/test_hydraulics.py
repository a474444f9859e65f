import numpy as np
import pytest

from explain.twin.hydraulics import head_drop, operating_point, valve_loss
from explain.twin.parameters import PumpParameters, pump_parameters
from explain.twin.water import GRAVITY

from .conftest import Duty, Health


def test_flow_head_and_power_follow_the_affinity_laws(health: Health, demand: Duty) -> None:
    # They hold where the system has friction alone and the suction is ample.
    p = pump_parameters({"npsh3_best": 0.1})
    ratio = 0.8
    full, slow = (
        operating_point(p.hydraulics, health(p), demand(speed=speed, static_head=0.0, level=0.0))
        for speed in (1.0, ratio)
    )
    assert slow.flow[0] == pytest.approx(ratio * full.flow[0], rel=1e-8)
    assert slow.head[0] == pytest.approx(ratio**2 * full.head[0], rel=1e-8)
    assert slow.shaft_power[0] == pytest.approx(ratio**3 * full.shaft_power[0], rel=1e-8)
    assert slow.npsh3[0] == pytest.approx(ratio**2 * full.npsh3[0], rel=1e-8)


@pytest.mark.parametrize("fault", [{}, {"impeller_wear": 0.8}, {"cavitation": 1.0}, {"strainer_blockage": 1.0}])
def test_the_operating_point_lies_on_the_pump_curve(
    parameters: PumpParameters, health: Health, demand: Duty, fault: dict[str, float]
) -> None:
    h, state = parameters.hydraulics, health(**fault)
    around = demand(level=2.6 - float(state.level_loss[0]))
    point = operating_point(h, state, around)
    inside = point.flow + state.ring_leakage * np.sqrt(point.head)
    curvature = (h.shutoff_head - h.best_head) / h.best_flow**2
    kept = 1.0 - head_drop(h, point.npsh_available - point.npsh3)
    assert point.head == pytest.approx(kept * (state.shutoff_head - curvature * inside**2), rel=1e-9)


def test_efficiency_is_the_best_one_at_best_flow_and_lower_elsewhere(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    openings = np.linspace(0.4, 1.0, 200)
    points = operating_point(parameters.hydraulics, health(), demand(valve_opening=openings))
    hydraulic = points.density * GRAVITY * points.flow / 3600.0 * points.head
    efficiency = hydraulic / points.shaft_power
    best = int(np.argmax(efficiency))
    assert efficiency[best] == pytest.approx(parameters.hydraulics.best_efficiency, rel=1e-3)
    assert points.flow[best] == pytest.approx(parameters.hydraulics.best_flow, rel=0.02)
    assert efficiency.max() <= 0.8


def test_three_percent_of_the_head_is_lost_where_npsh_available_equals_npsh3(
    parameters: PumpParameters,
) -> None:
    margin = np.array([0.0, 5.0])
    drop = head_drop(parameters.hydraulics, margin)
    assert drop[0] == pytest.approx(0.03)
    assert drop[1] < 1e-4


def test_a_valve_at_its_full_opening_passes_kvs_at_one_bar(parameters: PumpParameters) -> None:
    loss = valve_loss(parameters.hydraulics, np.array([125.0]), np.array([1.0]))
    assert 1000.0 * GRAVITY * loss[0] * 125.0**2 == pytest.approx(1.0e5)


def test_a_pump_too_slow_to_lift_passes_nothing_and_takes_finite_power(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    point = operating_point(parameters.hydraulics, health(), demand(speed=0.4))
    assert point.flow[0] == 0.0
    assert 0.0 < point.shaft_power[0] < 1_000.0


def test_low_level_and_hot_liquid_each_lower_npsh_and_start_cavitation(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    calm, low, hot = (
        operating_point(parameters.hydraulics, health(), around)
        for around in (demand(), demand(level=-3.0), demand(liquid_temperature=85.0))
    )
    for poor in (low, hot):
        assert poor.npsh_available[0] < calm.npsh_available[0] - 3.0
        assert poor.cavitation[0] > calm.cavitation[0] + 0.3
