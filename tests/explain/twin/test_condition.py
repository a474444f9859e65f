from dataclasses import fields

import numpy as np
import pytest

from explain.twin.condition import BUILD_DRAWS, FAULTS, Condition, build

from .conftest import Health

# What each fault changes on the machine, and in which direction.
CHANGES = {
    "bearing_de_wear": {"spall": 1, "load_friction": 1, "free_friction": 1},
    "bearing_nde_wear": {"spall": 1, "load_friction": 1, "free_friction": 1},
    "shaft_misalignment": {"misalignment": 1},
    "seal_leakage_fault": {"seal_clearance": 1},
    "cavitation": {"level_loss": 1, "liquid_heating": 1},
    "strainer_blockage": {"strainer_loss": 1},
    "impeller_wear": {"shutoff_head": -1, "efficiency": -1, "ring_leakage": 1},
    "impeller_imbalance": {"eccentricity": 1},
    "discharge_valve_obstruction": {"plug_travel": -1},
    "motor_overheating": {"motor_cooling": -1},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_changes_its_own_physical_quantities_and_no_other(health: Health, fault: str) -> None:
    sound, faulty = health(), health(**{fault: 0.5})
    changed = {
        field.name: int(np.sign(np.sum(getattr(faulty, field.name) - getattr(sound, field.name))))
        for field in fields(Condition)
        if not np.array_equal(getattr(faulty, field.name), getattr(sound, field.name))
    }
    assert changed == CHANGES[fault]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_fault_changes_it_changes_steadily(health: Health, fault: str) -> None:
    growing = health(**{fault: np.linspace(0.0, 1.0, 21)})
    for name, direction in CHANGES[fault].items():
        steps = np.diff(np.atleast_2d(getattr(growing, name)), axis=1) * direction
        assert np.all(steps.max(axis=0) > 0.0)
        assert np.all(steps >= 0.0)


def test_faults_at_once_keep_what_each_does(health: Health) -> None:
    both = health(impeller_wear=0.4, strainer_blockage=0.7)
    assert both.shutoff_head == health(impeller_wear=0.4).shutoff_head
    assert both.strainer_loss == health(strainer_blockage=0.7).strainer_loss


def test_machines_differ_around_the_drawing() -> None:
    made = build(np.random.default_rng(2).standard_normal((BUILD_DRAWS, 5_000)))
    assert made["head"].mean() == pytest.approx(1.0, abs=0.002)
    assert made["head"].std() == pytest.approx(0.012, rel=0.05)
    assert made["starvation"].min() == 0.25
    assert made["starvation"].max() == 0.75
