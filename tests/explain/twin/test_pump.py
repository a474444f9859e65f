import time
from collections.abc import Mapping

import numpy as np
import pytest

from explain.twin import InvalidStepError, Twin, UnknownFaultError, make_twin
from explain.twin.contract import FloatArray

SIGNALS = (
    "speed motor_current winding_temperature ambient_temperature liquid_temperature suction_pressure"
    " strainer_dp discharge_pressure flow valve_opening de_temperature nde_temperature"
    " de_velocity nde_velocity de_bpfo de_bpfi de_bsf de_ftf nde_bpfo nde_bpfi nde_bsf nde_ftf"
    " one_x two_x cavitation_band seal_leakage"
)
FAULTS = (
    "bearing_de_wear bearing_nde_wear shaft_misalignment seal_leakage_fault cavitation strainer_blockage"
    " impeller_wear impeller_imbalance discharge_valve_obstruction motor_overheating"
)


def pump(machines: int = 4, seed: int = 11, first_machine: int = 0) -> Twin:
    return make_twin("centrifugal_pump", {}, machines=machines, seed=seed, first_machine=first_machine)


def watched(twin: Twin, steps: int = 40) -> dict[str, FloatArray]:
    """Readings of shape (machines, steps) with two faults growing."""
    rows = [twin.step(30.0, {"cavitation": k / steps, "bearing_de_wear": 0.3}) for k in range(steps)]
    return {name: np.stack([row[name] for row in rows], axis=1) for name in twin.signals}


def after(minutes: int, twin: Twin, severity: Mapping[str, FloatArray | float]) -> dict[str, FloatArray]:
    return [twin.step(60.0, severity) for _ in range(minutes)][-1]


def test_signals_and_faults_are_those_of_the_equipment() -> None:
    twin = pump()
    assert twin.signals == tuple(SIGNALS.split())
    assert twin.faults == tuple(FAULTS.split())
    reading = twin.step(1.0, {})
    assert tuple(reading) == twin.signals
    assert all(values.shape == (4,) and values.dtype == np.float64 for values in reading.values())


def test_the_same_seed_gives_the_same_bits_and_another_seed_does_not() -> None:
    first, again, other = watched(pump()), watched(pump()), watched(pump(seed=12))
    assert all(first[name].tobytes() == again[name].tobytes() for name in first)
    assert all(np.all(first[name] != other[name]) for name in ("flow", "one_x", "winding_temperature"))


def test_a_machine_reads_the_same_alone_as_among_others() -> None:
    together = watched(pump(machines=37))
    for k in (0, 5, 36):
        alone = watched(pump(machines=1, first_machine=k))
        for name, values in alone.items():
            # Vector instructions may round the last bit of exp and log by where a number stands in its array.
            np.testing.assert_allclose(together[name][k], values[0], rtol=1e-12, atol=1e-15)


def test_no_machine_feels_the_fault_of_another() -> None:
    expected = after(10, pump(), {})
    seen = after(10, pump(), {"impeller_wear": np.array([0.0, 1.0, 0.0, 0.0])})
    assert seen["flow"][1] < expected["flow"][1] - 3.0
    for other in (0, 2, 3):
        assert seen["flow"][other] == pytest.approx(expected["flow"][other], rel=1e-12)


def test_readings_are_those_of_a_fifteen_kilowatt_pump_of_its_class() -> None:
    reading = pump(machines=500).step(1.0, {})
    for name, low, high in (
        ("motor_current", 17.0, 27.0),
        ("flow", 40.0, 75.0),
        ("discharge_pressure", 3.5, 6.0),
        ("suction_pressure", -0.1, 0.25),
        ("winding_temperature", 55.0, 120.0),
        ("de_temperature", 40.0, 80.0),
        ("seal_leakage", 0.3, 5.6),
    ):
        assert low < reading[name].min(), name
        assert reading[name].max() < high, name


def test_hydraulic_power_over_electrical_power_is_a_believable_efficiency() -> None:
    r = pump(machines=500).step(1.0, {})
    hydraulic = (r["discharge_pressure"] - r["suction_pressure"]) * 1e5 * r["flow"] / 3600.0
    active = np.sqrt(r["motor_current"] ** 2 - 11.5**2)
    electrical = np.sqrt(3.0) * 400.0 * r["speed"] / 2950.0 * active
    assert np.all((hydraulic / electrical > 0.5) & (hydraulic / electrical < 0.72))


def test_a_healthy_machine_stays_in_zones_a_and_b() -> None:
    # ISO 20816-3, 15 to 300 kW on a rigid support: zone B ends at 2.8 mm/s.
    twin = pump(machines=300)
    worst = 0.0
    for _ in range(120):
        reading = twin.step(60.0, {})
        worst = max(worst, float(reading["de_velocity"].max()), float(reading["nde_velocity"].max()))
    assert 1.0 < worst < 2.8


def test_a_machine_recovers_once_its_fault_is_repaired() -> None:
    repaired, never = pump(), pump()
    hotter = []
    for severity in (0.8, 0.0):
        seen, expected = after(180, repaired, {"motor_overheating": severity}), after(180, never, {})
        hotter.append(seen["winding_temperature"] - expected["winding_temperature"])
    assert np.all(hotter[0] > 20.0)
    assert np.all(np.abs(hotter[1]) < 0.1)


def test_all_faults_at_their_worst_still_give_numbers() -> None:
    reading = after(60, pump(), dict.fromkeys(FAULTS.split(), 1.0))
    assert all(np.all(np.isfinite(values)) for values in reading.values())


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan"), float("inf")])
def test_a_step_takes_positive_time(seconds: float) -> None:
    with pytest.raises(InvalidStepError, match="positive number of seconds"):
        pump().step(seconds, {})


def test_a_fault_of_another_machine_is_refused() -> None:
    with pytest.raises(UnknownFaultError, match="tool_wear_failure"):
        pump().step(1.0, {"tool_wear_failure": 0.5})


def test_a_thousand_machines_run_far_faster_than_real_time() -> None:
    twin = pump(machines=1_000)
    started = time.process_time()
    for _ in range(50):
        twin.step(1.0, {})
    assert (time.process_time() - started) / 50 < 0.050
