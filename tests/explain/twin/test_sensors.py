import numpy as np
import pytest

from explain.twin.sensors import SENSORS, SIGNALS, Instruments

MACHINES = 4_000


def readings(value: float) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Two readings of the same true value by the same instruments."""
    draw = np.random.default_rng(1)
    shape = (len(SIGNALS), MACHINES)
    instruments = Instruments(draw.standard_normal(shape))
    true = {name: np.full(MACHINES, value) for name in SIGNALS}
    return instruments.read(true, draw.standard_normal(shape)), instruments.read(true, draw.standard_normal(shape))


@pytest.mark.parametrize("name", SIGNALS)
def test_the_bias_stays_and_the_noise_is_new_at_every_reading(name: str) -> None:
    first, second = (reading[name] for reading in readings(50.0))
    sensor = SENSORS[name]
    noise = np.hypot(sensor.noise, 50.0 * sensor.relative)
    assert (first - second).std() == pytest.approx(np.sqrt(2.0) * noise, rel=0.05)
    assert (first + second).std() / 2.0 == pytest.approx(np.hypot(sensor.bias, noise / np.sqrt(2.0)), rel=0.05)
    assert first.mean() == pytest.approx(50.0, abs=5.0 * np.hypot(sensor.bias, noise) / np.sqrt(MACHINES))


def test_amplitudes_and_flow_never_read_below_zero_but_gauge_pressure_may() -> None:
    first, _ = readings(0.0)
    assert all(first[name].min() >= 0.0 for name in ("flow", "de_bpfo", "one_x", "seal_leakage"))
    assert first["suction_pressure"].min() < 0.0
