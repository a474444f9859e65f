"""The assembled pump: each fault shows where a maintenance engineer looks for it."""

from functools import cache

import numpy as np
import pytest

from explain.twin import make_twin
from explain.twin.contract import FloatArray

# Fault: the signal that names it, then those that go with it; + rises, - falls.
SYMPTOMS = {
    "bearing_de_wear": "+de_bpfo +de_bpfi +de_temperature +de_velocity",
    "bearing_nde_wear": "+nde_bpfo +nde_bpfi +nde_temperature +nde_velocity",
    "shaft_misalignment": "+two_x +de_velocity +seal_leakage +de_temperature",
    "seal_leakage_fault": "+seal_leakage",
    "cavitation": "+cavitation_band -suction_pressure +liquid_temperature",
    "strainer_blockage": "+strainer_dp -suction_pressure +cavitation_band",
    "impeller_wear": "-discharge_pressure -flow -motor_current",
    "impeller_imbalance": "+one_x +nde_velocity +de_velocity",
    "discharge_valve_obstruction": "-flow +discharge_pressure -motor_current -strainer_dp +suction_pressure",
    "motor_overheating": "+winding_temperature",
}
NAMING = {fault: text.split()[0][1:] for fault, text in SYMPTOMS.items()}
MACHINES = 60


@cache
def readings(fault: str, severity: float) -> dict[str, FloatArray]:
    """After three hours at that severity; the same machines, duty and noise whatever the fault."""
    twin = make_twin("centrifugal_pump", {}, machines=MACHINES, seed=21)
    reading: dict[str, FloatArray] = {}
    for _ in range(36):
        reading = twin.step(300.0, {fault: severity})
    return reading


def change(fault: str, severity: float) -> dict[str, float]:
    """Mean change of each signal, in standard deviations between healthy machines."""
    sound, faulty = readings(fault, 0.0), readings(fault, severity)
    return {name: float((faulty[name] - sound[name]).mean() / sound[name].std()) for name in sound}


@pytest.mark.parametrize("fault", SYMPTOMS)
def test_every_symptom_moves_in_its_direction(fault: str) -> None:
    moved = change(fault, 0.8)
    for symptom in SYMPTOMS[fault].split():
        assert moved[symptom[1:]] * (1.0 if symptom[0] == "+" else -1.0) > 0.5, symptom


@pytest.mark.parametrize("fault", SYMPTOMS)
@pytest.mark.parametrize("severity", [0.4, 0.8])
def test_the_strongest_change_is_a_symptom_of_the_fault(fault: str, severity: float) -> None:
    moved = change(fault, severity)
    strongest = max(moved, key=lambda name: abs(moved[name]))
    assert strongest in [symptom[1:] for symptom in SYMPTOMS[fault].split()]
    assert abs(moved[strongest]) > 1.5


@pytest.mark.parametrize("fault", SYMPTOMS)
def test_the_signal_that_names_a_fault_moves_more_than_those_that_name_others(fault: str) -> None:
    moved = change(fault, 0.6)
    assert max(NAMING.values(), key=lambda name: abs(moved[name])) == NAMING[fault]


@pytest.mark.parametrize("fault", SYMPTOMS)
def test_the_naming_signal_grows_with_severity_on_every_machine(fault: str) -> None:
    direction = 1.0 if SYMPTOMS[fault][0] == "+" else -1.0
    course = np.stack([readings(fault, severity)[NAMING[fault]] for severity in (0.0, 0.25, 0.5, 0.75, 1.0)])
    # Below the first bubbles the cavitation band follows the flow, down by less than a hundredth.
    assert np.all(np.diff(direction * course, axis=0) >= -0.01 * np.abs(course[:-1]))
    assert np.all(direction * (course[-1] - course[0]) > 0.1 * np.abs(course[0]))


@pytest.mark.parametrize("fault", SYMPTOMS)
def test_a_fault_of_severity_one_tenth_hides_in_the_spread_of_healthy_machines(fault: str) -> None:
    assert abs(change(fault, 0.1)[NAMING[fault]]) < 4.0


def test_a_blocked_strainer_and_a_starved_suction_are_told_apart_by_the_strainer() -> None:
    assert change("strainer_blockage", 0.6)["strainer_dp"] > 5.0
    assert change("cavitation", 0.6)["strainer_dp"] < 0.0
    assert change("strainer_blockage", 1.0)["cavitation_band"] > 3.0
