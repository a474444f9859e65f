"""What every detector must do, whatever its family. A new family joins by its row in `detector_cases.CASES`."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from explain.detectors import Detector, FloatArray
from explain.detectors.contract import BoolArray, with_settings
from explain.detectors.families import FAMILIES, family
from explain.errors import BundleError, TrainingError
from explain.shapley.forest import Forest
from tests.conftest import require
from tests.contract.detector_cases import CASES, COLUMNS, can_train, fit, rows, trained
from tests.tooling.install import ROOT

DAMAGED = 300
# The first number of what scores: in LightGBM's text and XGBoost's JSON much stands before it.
PARAMETERS = tuple(
    re.compile(before + rb"-?\d+\.\d+(?:[eE][-+]?\d+)?")
    for before in (rb"(?<=leaf_value=)", rb'(?<="split_conditions":\[)', rb"(?<=[:\[,])")
)
SCORE_ALONE = """
import json, pathlib, sys
sys.modules.update(dict.fromkeys(("lightgbm", "sklearn", "xgboost", "torch", "joblib")))
from explain.detectors.families import family
from tests.contract.detector_cases import rows
files = {file.name: file.read_bytes() for file in pathlib.Path(sys.argv[2]).iterdir()}
print(json.dumps(family(sys.argv[1]).from_files(files).raw(rows(5, 1)[0]).tolist()))
"""
SUPERVISED = [name for name in FAMILIES if family(name).supervised]
UNSUPERVISED = [name for name in FAMILIES if not family(name).supervised]


def train(
    name: str,
    x: FloatArray,
    y: BoolArray,
    *,
    seed: int = 0,
    weight: FloatArray | None = None,
    columns: tuple[str, ...] = COLUMNS,
) -> Detector:
    """As `fit`, where this machine can train the family."""
    if not can_train(name):
        require("deep")
    return fit(name, x, y, seed=seed, weight=weight, columns=columns)


@cache
def baseline(name: str) -> Detector:
    """The family trained here, on `rows(300, 0)` with seed 0."""
    return train(name, *rows(300, 0))


def auc(raw: FloatArray, y: BoolArray) -> float:
    """How often a failed row scores higher than a healthy one."""
    above = np.sign(raw[y][:, None] - raw[~y][None, :])
    return float((above.mean() + 1.0) / 2.0)


@pytest.fixture(params=FAMILIES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def detector(name: str) -> Detector:
    return trained(name)


def test_every_family_is_judged_here_and_says_what_it_is(name: str) -> None:
    found = family(name)
    assert set(CASES) == set(FAMILIES)
    assert found.family == name
    assert found.raw_unit
    assert with_settings(found.DEFAULTS, CASES[name].settings)


def test_it_tells_failing_rows_that_it_has_not_seen_from_healthy_ones_and_higher_is_worse(detector: Detector) -> None:
    x, y = rows(600, 1)
    raw = detector.raw(x)
    assert raw.dtype == np.float64
    assert auc(raw, y) >= CASES[detector.family].auc


def test_it_learns_here_what_it_learned_beforehand(name: str) -> None:
    x, y = rows(600, 1)
    assert auc(baseline(name).raw(x), y) >= CASES[name].auc


def test_a_row_of_gaps_or_of_impossible_numbers_still_has_a_finite_score(detector: Detector) -> None:
    x, _ = rows(5, 1)
    x[0], x[1, :8], x[2], x[3], x[4, 3] = np.nan, np.nan, 1.7e308, -1.7e308, 1e40
    assert np.isfinite(detector.raw(x)).all()
    assert detector.raw(x[:0]).shape == (0,)


def test_a_score_depends_on_its_row_alone_and_not_on_how_the_rows_lie_in_memory(detector: Detector) -> None:
    x, _ = rows(40, 1)
    together = detector.raw(x)
    np.testing.assert_array_equal([detector.raw(x[i : i + 1])[0] for i in range(40)], together)
    np.testing.assert_array_equal(detector.raw(np.asfortranarray(x)), together)
    np.testing.assert_array_equal(detector.raw(x[::-1])[::-1], together)


def test_scoring_changes_neither_the_rows_nor_the_model(detector: Detector) -> None:
    x, _ = rows(40, 1)
    kept, before, files = x.copy(), detector.raw(x), detector.files()
    np.testing.assert_array_equal(x, kept)
    np.testing.assert_array_equal(detector.raw(x), before)
    assert detector.files() == files


def test_the_same_rows_and_seed_give_the_same_model_to_the_bit(name: str) -> None:
    x, y = rows(300, 0)
    x_before, y_before = x.copy(), y.copy()
    again = train(name, x, y)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(y, y_before)
    assert again.files() == baseline(name).files()


def test_another_seed_gives_another_model_unless_there_is_only_one(name: str) -> None:
    same = train(name, *rows(300, 0), seed=1).files() == baseline(name).files()
    assert same == ("seed" in CASES[name].excused)


def test_it_comes_back_from_its_files_to_the_bit(detector: Detector) -> None:
    x, _ = rows(100, 1)
    again = family(detector.family).from_files(detector.files())
    np.testing.assert_array_equal(again.raw(x), detector.raw(x))
    assert again.files() == detector.files()


def test_it_scores_on_a_machine_that_lacks_the_library_that_trained_it(detector: Detector, tmp_path: Path) -> None:
    for file, content in detector.files().items():
        (tmp_path / file).write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", SCORE_ALONE, detector.family, tmp_path], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == detector.raw(rows(5, 1)[0]).tolist()


def test_its_files_have_plain_names_and_hold_no_pickle(detector: Detector) -> None:
    for file, content in detector.files().items():
        assert re.fullmatch(r"[a-z_0-9]+\.(npy|json|txt|onnx)", file)
        assert content
        assert b"'|O'" not in content


@pytest.mark.parametrize("label", [True, False])
@pytest.mark.parametrize("name", SUPERVISED)
def test_rows_of_one_class_teach_a_supervised_family_nothing(name: str, label: bool) -> None:
    x, y = rows(100, 0)
    with pytest.raises(TrainingError, match="both healthy and failed rows are needed"):
        fit(name, x, np.full_like(y, label))


@pytest.mark.parametrize("name", UNSUPERVISED)
def test_an_unsupervised_family_learns_from_the_healthy_rows_alone(name: str) -> None:
    x, y = rows(300, 0)
    assert train(name, x[~y], y[~y]).files() == baseline(name).files()


def test_ten_rows_are_too_few(name: str) -> None:
    x, _ = rows(10, 0)
    with pytest.raises(TrainingError, match=r"10 .*rows; at least 20 are needed\. Collect more"):
        fit(name, x, np.arange(10) < (5 if name in SUPERVISED else 0))


@pytest.mark.parametrize("value", [7.0, np.nan])
def test_features_that_never_change_teach_nothing(name: str, value: float) -> None:
    x, y = rows(100, 0)
    with pytest.raises(TrainingError, match="check how the signals are bound to their columns"):
        fit(name, np.full_like(x, value), y)


def test_a_setting_that_the_family_does_not_have_is_refused_with_those_that_it_has(name: str) -> None:
    with pytest.raises(TrainingError, match=rf"bogus; there are: .*{min(family(name).DEFAULTS)}"):
        family(name).fit(*rows(100, 0), columns=COLUMNS, settings={"bogus": 1}, seed=0)


def test_constant_and_blank_columns_among_good_ones_do_no_harm(name: str) -> None:
    x, y = rows(300, 0)
    judged, truth = rows(600, 1)
    columns = (*COLUMNS, *(f"valve.lag_{lag}" for lag in range(7, 0, -1)), "valve.value", "lost.value")

    def widened(part: FloatArray) -> FloatArray:
        return np.hstack([part, np.full((len(part), 8), 3.0), np.full((len(part), 1), np.nan)])

    detector = train(name, widened(x), y, columns=columns)
    assert auc(detector.raw(widened(judged)), truth) >= CASES[name].auc
    moved = widened(judged)
    moved[:, -1], moved[0, -9:-1] = 4.0, 1e6
    assert np.isfinite(detector.raw(moved)).all()


def test_weights_change_what_is_learned_unless_they_cannot(name: str) -> None:
    weight = np.where(np.arange(300) < 150, 5.0, 0.2)
    same = train(name, *rows(300, 0), weight=weight).files() == baseline(name).files()
    assert same == ("weight" in CASES[name].excused)


def test_trees_add_up_to_the_raw_score(detector: Detector) -> None:
    forest = detector.forest()
    assert (forest is not None) == CASES[detector.family].trees
    if forest is None:
        return
    forest.check()
    x, _ = rows(30, 1)
    x[0] = np.nan
    np.testing.assert_allclose([leaves(forest, row) for row in x], detector.raw(x), rtol=0, atol=1e-9)


def leaves(forest: Forest, row: FloatArray) -> float:
    """base + the value of the leaf that a row reaches in each tree, walked one node after the other."""
    total = forest.base
    for root in forest.roots:
        node = int(root)
        while forest.feature[node] >= 0:
            value = row[forest.feature[node]]
            if forest.single_precision:
                value = np.float32(value)
            left = forest.nan_left[node] if np.isnan(value) else value <= forest.threshold[node]
            node = int(forest.left[node] if left else forest.right[node])
        total += forest.value[node]
    return float(total)


def test_a_missing_cut_or_foreign_file_is_refused(detector: Detector) -> None:
    found, files = family(detector.family), detector.files()
    for file, content in files.items():
        with pytest.raises(BundleError):
            found.from_files({name: other for name, other in files.items() if name != file})
        for other in (b"", content[: len(content) // 2], content[len(content) // 2 :], b"\x80\x04N."):
            with pytest.raises(BundleError):
                found.from_files({**files, file: other})


def test_a_parameter_that_is_not_a_number_is_refused(detector: Detector) -> None:
    found, files, tried = family(detector.family), detector.files(), 0
    for file, content in files.items():
        for changed in with_no_number(file, content):
            tried += 1
            with pytest.raises(BundleError):
                found.from_files({**files, file: changed})
    assert tried


def with_no_number(file: str, content: bytes) -> list[bytes]:
    """The file with a parameter replaced by what is none, in each way in which its format can say so."""
    if file.endswith((".npy", ".onnx")):
        # All bits set are a NaN in either precision; a network's middle is in its weights.
        place = len(content) - 8 if file.endswith(".npy") else len(content) // 2
        return [content[:place] + b"\xff" * 8 + content[place + 8 :]] if b"'<i4'" not in content else []
    first = next((found for found in PARAMETERS if found.search(content)), PARAMETERS[-1])
    changed = [first.sub(odd, content, count=1) for odd in (b"NaN", b"nan", b"1e999", b"Infinity", b"-")]
    return [text for text in changed if text != content]


def test_damaged_files_are_refused_or_score_and_never_end_the_process(name: str) -> None:
    command = [sys.executable, "-W", "error::UserWarning", "-m", "tests.contract.damage", name, str(DAMAGED)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"the process ended with {done.returncode}: {done.stderr[-2000:]}"
    found = json.loads(done.stdout)
    assert found["others"] == []
    assert found["refused"] > DAMAGED / 2
    assert found["refused"] + found["scored"] == DAMAGED


@pytest.mark.slow
def test_it_trains_and_scores_with_one_thread() -> None:
    # The matrix products of numpy have a number of threads of their own, which belongs to the whole process.
    environment = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"}
    environment["OPENBLAS_NUM_THREADS"] = "1"
    command = [sys.executable, "-m", "tests.contract.threads", *(name for name in FAMILIES if can_train(name))]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    # A second thread at work would take a tenth of a second and more; starting and ending one takes a few thousandths.
    assert {name: seconds for name, seconds in json.loads(done.stdout).items() if seconds > 0.01} == {}
