import json

import numpy as np
import pytest

from explain.detectors.conv_autoencoder import ConvAutoencoder
from explain.detectors.onnx_graph import to_onnx
from explain.detectors.sequence import ROWS_AT_ONCE, healthy_reference
from explain.errors import BundleError, DataError, TrainingError
from tests.explain.detectors.deep import COLUMNS, READINGS, swinging

CENTRE = np.repeat([30.0, 80.0], READINGS)


def described(**changes: object) -> dict[str, object]:
    """The description of a network of two signals, each with a scale and a typical residual of its own."""
    return {
        "features": 25,
        "windows": [list(range(READINGS)), list(range(READINGS, 2 * READINGS))],
        "sizes": [2, 1],
        "centre": [30.0, 80.0],
        "scale": [2.0, 8.0],
        "residual": [0.5, 0.25],
        "reference": 4.0,
        **changes,
    }


def silent(**changes: object) -> ConvAutoencoder:
    """A network whose weights are all 0: it answers every window with the centre, so that errors are known."""
    graph = ConvAutoencoder.graph((ROWS_AT_ONCE, 2, READINGS), (2, 1))
    weights = {name: np.zeros(shape, dtype=np.float32) for name, shape in graph.weights.items()}
    files = {"model.json": json.dumps(described(**changes)).encode(), "network.onnx": to_onnx(graph, weights)}
    return ConvAutoencoder.from_files(files)


def row(head: float = 30.0, flow: float = 80.0) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """One row: both signals steady, and a feature that belongs to no window."""
    return np.array([[*[head] * READINGS, *[flow] * READINGS, 7.0]])


def test_the_score_is_the_logarithm_of_the_error_over_its_healthy_median() -> None:
    # Head one scale off: (1 / 0.5)² over half of the readings; flow half a scale off: (0.5 / 0.25)² over the other.
    assert silent().raw(row(32.0, 84.0)) == pytest.approx([0.5 * np.log((4.0 + 4.0) / 2.0 / 4.0)])
    assert silent().raw(row(34.0, 84.0)) == pytest.approx([0.5 * np.log((16.0 + 4.0) / 2.0 / 4.0)])


def test_a_row_reconstructed_without_error_has_the_lowest_score_and_none_is_beyond_thirty() -> None:
    assert silent().raw(row()).tolist() == [-30.0]
    assert silent(residual=[1e-300, 1e-300]).raw(row(1e300, -1e300)).tolist() == [30.0]


def test_gaps_count_for_nothing_and_a_row_of_gaps_alone_is_typical() -> None:
    gappy = row(32.0, 84.0)
    gappy[0, READINGS : 2 * READINGS] = np.nan
    assert silent().raw(gappy) == pytest.approx([0.5 * np.log(4.0 / 4.0)])
    gappy[0, 3:9] = np.nan
    assert silent().raw(gappy) == pytest.approx([0.5 * np.log(4.0 / 4.0)])
    assert silent().raw(np.full((1, 25), np.nan)).tolist() == [0.0]


def test_a_feature_outside_the_windows_decides_nothing() -> None:
    changed = row(32.0, 84.0)
    changed[0, -1] = 1e9
    assert silent().raw(changed) == silent().raw(row(32.0, 84.0))


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(DataError, match="24 features; the model was trained on 25"):
        silent().raw(row()[:, :-1])


@pytest.mark.parametrize(
    "changes",
    [
        {"features": 23},
        {"windows": [list(range(READINGS))]},
        {"windows": [list(range(READINGS)), list(range(READINGS + 1))]},
        {"windows": [[0, 1], [2, 3]]},
        {"windows": [[-1] * READINGS, [0] * READINGS]},
        {"windows": []},
        {"sizes": [2]},
        {"sizes": [2, 2]},
        {"sizes": [10**9, 10**9]},
        {"sizes": [0, 1]},
        {"scale": [0.0, 8.0]},
        {"residual": [0.5, -1.0]},
        {"centre": [30.0]},
        {"reference": 0.0},
        {"reference": "NaN"},
        {"extra": 1},
    ],
    ids=str,
)
def test_a_description_that_does_not_fit_itself_or_the_network_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BundleError, match="Train"):
        silent(**changes)


def fit(x: np.ndarray[tuple[int, ...], np.dtype[np.float64]], **settings: float) -> ConvAutoencoder:
    chosen = {"steps": 100, "filters": 4, "learning_rate": 0.01, **settings}
    return ConvAutoencoder.fit(x, np.zeros(len(x), dtype=bool), columns=COLUMNS, settings=chosen, seed=0)


@pytest.mark.deep
def test_healthy_rows_score_about_nought_and_a_failing_signal_more_the_farther_it_is_off() -> None:
    detector = fit(swinging(400))
    healthy, shifted, farther = swinging(200, seed=1), swinging(200, seed=1), swinging(200, seed=1)
    shifted[:, :READINGS] += 3.0
    farther[:, :READINGS] += 9.0
    assert abs(np.median(detector.raw(healthy))) < 0.2
    assert np.median(detector.raw(farther)) > np.median(detector.raw(shifted)) > 0.2


@pytest.mark.deep
def test_nought_is_the_typical_healthy_window_even_where_a_few_healthy_ones_are_wild() -> None:
    x = swinging(400)
    wild = np.arange(400) % 10 == 0
    x[wild] += 20.0 * np.random.default_rng(1).normal(size=x[wild].shape)
    assert abs(np.median(fit(x).raw(swinging(200, seed=1)))) < 0.3


def test_each_signal_has_its_own_residual_no_finer_than_a_twentieth_and_the_median_window_counts() -> None:
    deviation = np.zeros((5, 2, 4))
    deviation[:, 0] = np.array([1.0, -1.0, 1.0, 3.0, 5.0])[:, None]
    known = np.ones(deviation.shape, dtype=bool)
    known[4, 0] = False
    residual, reference = healthy_reference(deviation, known)
    assert residual == pytest.approx([np.sqrt((1.0 + 1.0 + 1.0 + 9.0) / 4.0), 0.05])
    # In the fifth window only the second signal is known, and that without error.
    assert reference == pytest.approx(np.median([1.0, 1.0, 1.0, 9.0, 0.0]) / 3.0 / 2.0)
    assert healthy_reference(deviation, np.zeros(deviation.shape, dtype=bool))[1] == 1.0


@pytest.mark.parametrize("size", [0, -3, 2.5, 5000])
def test_layers_of_impossible_size_are_refused(size: float) -> None:
    with pytest.raises(TrainingError, match=r"whole numbers from 1 to 1024|of the kind of its default"):
        fit(swinging(50), filters=size)
