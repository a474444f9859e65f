from dataclasses import astuple

import numpy as np
import pytest

from explain.twin.bearings import (
    BANDS,
    ENDS,
    bearing_loads,
    de_orders,
    defect_orders,
    envelope_bands,
    friction_heat,
    grease_viscosity,
    nde_orders,
)
from explain.twin.hydraulics import operating_point
from explain.twin.parameters import Bearings, PumpParameters

from .conftest import Duty, Health

NAMES = [f"{end}_{band}" for end in ENDS for band in BANDS]


def bands(p: PumpParameters, health: Health, demand: Duty, **faults: float) -> dict[str, float]:
    state, around = health(**faults), demand()
    point = operating_point(p.hydraulics, state, around)
    return dict(zip(NAMES, envelope_bands(p.bearings, state, point, around.speed)[:, 0].tolist(), strict=True))


def test_defect_orders_match_the_published_ones_of_both_bearings() -> None:
    # Timken, housed units catalogue, table A-9: rows 309K and 308K, in the order BPFO, BPFI, BSF, FTF.
    assert astuple(de_orders(Bearings())) == pytest.approx((3.037, 4.963, 1.955, 0.380), abs=6e-4)
    assert astuple(nde_orders(Bearings())) == pytest.approx((3.023, 4.977, 1.925, 0.378), abs=6e-4)


def test_defect_orders_match_those_of_the_case_western_test_bearing() -> None:
    # SKF 6205 of the Bearing Data Center: 9 balls of 0.3126 in on 1.537 in; it prints twice the ball spin.
    orders = defect_orders(9, 0.3126, 1.537)
    assert (orders.bpfo, orders.bpfi, orders.ftf) == pytest.approx((3.5848, 5.4152, 0.39828), abs=1e-4)
    assert 2 * orders.bsf == pytest.approx(4.7135, abs=5e-4)


def test_every_ball_passes_both_races_once_per_turn_against_the_cage() -> None:
    orders = de_orders(Bearings())
    assert orders.bpfo + orders.bpfi == pytest.approx(8.0)
    assert orders.bpfo == pytest.approx(8.0 * orders.ftf)


def test_an_early_spall_raises_the_outer_race_band_alone(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    before = bands(parameters, health, demand)
    early = bands(parameters, health, demand, bearing_de_wear=0.25)
    raised = [name for name in NAMES if early[name] > 1.3 * before[name]]
    assert raised == ["de_bpfo"]


def test_a_late_spall_raises_every_band_of_its_end_and_little_of_the_other(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    late = bands(parameters, health, demand, bearing_nde_wear=1.0)
    for band in BANDS:
        assert late[f"nde_{band}"] > 5.0 * 0.06
        assert late[f"de_{band}"] < 0.35 * late[f"nde_{band}"]


def test_cavitation_noise_lifts_every_band_alike_and_so_is_no_bearing_defect(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    sound = health()
    calm, starved = (operating_point(parameters.hydraulics, sound, demand(level=level)) for level in (2.6, -3.0))
    before = envelope_bands(parameters.bearings, sound, calm, np.ones(1))
    after = envelope_bands(parameters.bearings, sound, starved, np.ones(1))
    assert np.all((after / before > 1.1) & (after / before < 1.7))
    assert np.ptp(after / before) < 1e-9


def test_the_impeller_end_carries_thrust_and_unbalance_and_the_drive_end_the_coupling(
    parameters: PumpParameters, health: Health, demand: Duty
) -> None:
    def loads(**faults: float) -> tuple[float, float]:
        state, around = health(**faults), demand()
        point = operating_point(parameters.hydraulics, state, around)
        de, nde = bearing_loads(parameters, state, point, around.speed)
        return float(de[0]), float(nde[0])

    calm, unbalanced, misaligned = loads(), loads(impeller_imbalance=1.0), loads(shaft_misalignment=1.0)
    assert unbalanced[1] - calm[1] > unbalanced[0] - calm[0] > 0.0
    assert misaligned[0] - calm[0] > misaligned[1] - calm[1] > 0.0


def test_the_grease_has_the_viscosity_of_its_class() -> None:
    assert grease_viscosity(np.array([40.0, 100.0])) == pytest.approx([100.0, 11.0])


def test_friction_heat_adds_the_two_torques_of_the_bearing_makers(parameters: PumpParameters, health: Health) -> None:
    load, speed, viscosity = 2_000.0, 2_950.0, 100.0
    heat = friction_heat(parameters, health(), np.full((2, 1), load), np.ones(1), np.full((2, 1), 40.0))
    loaded = 0.5 * 0.0015 * load * 0.045
    free = 1e-7 * 2.0 * (viscosity * speed) ** (2 / 3) * 72.5**3 / 1e3
    assert heat[0, 0] == pytest.approx((loaded + free) * speed * np.pi / 30.0, rel=1e-6)


def test_a_spalled_bearing_makes_more_heat(parameters: PumpParameters, health: Health) -> None:
    arguments = (np.full((2, 1), 1_000.0), np.ones(1), np.full((2, 1), 60.0))
    calm = friction_heat(parameters, health(), *arguments)
    worn = friction_heat(parameters, health(bearing_de_wear=0.6), *arguments)
    assert worn[0, 0] > 1.3 * calm[0, 0]
    assert worn[1, 0] == calm[1, 0]
