"""C-MAPSS measured again in a bounded form (one set, fewer trees), and that the protocol is kept."""

import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.bench.cmapss import (
    CAP,
    Engines,
    Judged,
    cmapss,
    features,
    judged,
    learned,
    plainly_judged,
    plan_of,
    read_engines,
)
from assistant.errors import UsageError
from explain.training import unwatched

QUICK = {"num_iterations": 100, "learning_rate": 0.2}


@pytest.mark.data
@pytest.mark.slow
def test_lives_of_fd001_are_foreseen_as_closely_and_surely_as_must_hold(data_root: Path) -> None:
    engines = read_engines(data_root / "cmapss", "FD001")
    assert len(engines.learn) == 20_631
    assert len(engines.left) == 100
    ours, plain = judged(learned(engines, unwatched, **QUICK), engines), plainly_judged(engines)
    assert ours.rmse < 12.3
    assert 0.84 <= ours.inside.mean() <= 0.98
    assert (ours.high - ours.low).mean() < 30
    assert ours.rmse < 0.75 * plain.rmse
    assert plain.rmse < 20


def made(count: int, seed: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Engines of 150 to 250 cycles whose second sensor rises towards the end; the others say nothing."""
    draw = np.random.default_rng(seed)
    engines = []
    for number, length in enumerate(draw.integers(150, 251, count)):
        rows = np.full((length, 26), 100.0)
        rows[:, 0], rows[:, 1] = number + 1, np.arange(1, length + 1)
        rows[:, 6] = 640 + 4 * (rows[:, 1] / length) ** 3 + draw.normal(0, 0.2, length)
        engines.append(rows)
    return np.vstack(engines)


@pytest.fixture(scope="module")
def engines() -> Engines:
    whole = made(12, seed=2)
    ends = {unit: rows[-1, 1] for unit in np.unique(whole[:, 0]) for rows in [whole[whole[:, 0] == unit]]}
    left = np.array([20.0 * (number % 5 + 1) for number in range(12)])
    kept = [row[1] <= ends[row[0]] - left[int(row[0]) - 1] for row in whole]
    return Engines(made(20, seed=1), whole[kept], left)


def test_made_engines_are_foreseen_and_the_truth_is_capped_as_the_value_is(engines: Engines) -> None:
    found = judged(learned(engines, unwatched, **QUICK), engines)
    assert found.rmse < 0.7 * float(np.std(engines.left))
    far = judged(learned(engines, unwatched, **QUICK), replace(engines, left=np.full(12, 300.0)))
    assert (far.truth == CAP).all()


def test_the_truth_of_the_test_is_read_by_nothing_that_learns_or_answers(engines: Engines) -> None:
    blind = replace(engines, left=engines.left[::-1] + 7.0)
    for one, other in (
        (judged(learned(engines, unwatched, **QUICK), engines), judged(learned(blind, unwatched, **QUICK), blind)),
        (plainly_judged(engines), plainly_judged(blind)),
    ):
        np.testing.assert_array_equal(one.value, other.value)
        np.testing.assert_array_equal(one.low, other.low)
        assert one.truth.tolist() != other.truth.tolist()


def test_test_engines_teach_nothing_and_are_judged_by_their_own_rows_alone(engines: Engines) -> None:
    prognosis = learned(engines, unwatched, **QUICK)
    changed = engines.judge.copy()
    changed[changed[:, 0] == 3, 6] += 3.0
    other = replace(engines, judge=changed)
    assert learned(other, unwatched, **QUICK).files() == prognosis.files()
    differs = judged(prognosis, engines).value != judged(prognosis, other).value
    assert np.flatnonzero(differs).tolist() == [2]


def test_features_of_a_row_know_nothing_of_the_rows_after_it(engines: Engines) -> None:
    plan = plan_of(engines.learn)
    assert plan.feature_names == ("age.value", "sensor_2.mean_10", "sensor_2.slope_50", "sensor_2.slope_300")
    np.testing.assert_array_equal(features(plan, engines.learn[:100]), features(plan, engines.learn)[:100])


def test_an_engine_counts_as_inside_when_its_truth_lies_on_or_between_the_ends() -> None:
    one = Judged(
        np.array([1.0, 2.0, 3.0, 4.0]), np.zeros(4), np.array([1.0, 2.1, 0.0, 5.0]), np.array([2.0, 3.0, 3.0, 6.0])
    )
    assert one.inside.tolist() == [1.0, 0.0, 1.0, 0.0]
    assert one.rmse == pytest.approx(np.sqrt(30 / 4))


def written(folder: Path, engines: Engines) -> None:
    for name in ("FD001", "FD003"):
        with gzip.open(folder / f"train_{name}.txt.gz", "wt") as packed:
            np.savetxt(packed, engines.learn, fmt="%.4f")
        np.savetxt(folder / f"test_{name}.txt", engines.judge, fmt="%.4f")
        np.savetxt(folder / f"RUL_{name}.txt", engines.left, fmt="%d")


def test_packed_and_plain_files_are_read_alike(tmp_path: Path, engines: Engines) -> None:
    written(tmp_path, engines)
    found = read_engines(tmp_path, "FD003")
    np.testing.assert_allclose(found.learn, engines.learn, atol=1e-4)
    np.testing.assert_allclose(found.judge, engines.judge, atol=1e-4)
    np.testing.assert_array_equal(found.left, engines.left)


@pytest.mark.slow
def test_the_figures_and_their_peers_have_the_promised_names_and_come_from_nasas_split(
    tmp_path: Path, engines: Engines
) -> None:
    (tmp_path / "cmapss").mkdir()
    written(tmp_path / "cmapss", engines)
    steps: list[tuple[int, int]] = []
    figures, peers = cmapss(tmp_path, lambda _, done, total: steps.append((done, total)))
    promised = {"fd001_rmse_cap125", "fd003_rmse_cap125", "coverage_90", "fd001_coverage_90", "fd003_coverage_90"}
    assert set(peers) == {*promised, "mean_width_90"}
    assert set(figures) == {*peers, "fd001_held_out_rmse_cap125", "fd003_held_out_rmse_cap125"}
    assert figures["coverage_90"] == pytest.approx((figures["fd001_coverage_90"] + figures["fd003_coverage_90"]) / 2)
    assert steps == [(done, 22) for done in range(22)]
    read = read_engines(tmp_path / "cmapss", "FD001")
    prognosis = learned(read, unwatched)
    assert figures["fd001_held_out_rmse_cap125"] == prognosis.evidence.held_out_rmse
    assert figures["fd001_rmse_cap125"] == judged(prognosis, read).rmse
    assert peers["fd001_rmse_cap125"] == plainly_judged(read).rmse


def test_files_that_are_missing_or_do_not_belong_together_are_refused(tmp_path: Path, engines: Engines) -> None:
    with pytest.raises(UsageError, match=r"no train_FD001\.txt"):
        read_engines(tmp_path, "FD001")
    written(tmp_path, engines)
    np.savetxt(tmp_path / "RUL_FD001.txt", engines.left[:-1], fmt="%d")
    with pytest.raises(UsageError, match="not of the same engines"):
        read_engines(tmp_path, "FD001")
    np.savetxt(tmp_path / "RUL_FD001.txt", np.ones((12, 2)))
    with pytest.raises(UsageError, match="2 columns, not 1"):
        read_engines(tmp_path, "FD001")
    (tmp_path / "RUL_FD001.txt").write_text("seven\n")
    with pytest.raises(UsageError, match="cannot be read"):
        read_engines(tmp_path, "FD001")
    (tmp_path / "train_FD001.txt.gz").write_bytes(b"\x1f\x8b damaged")
    with pytest.raises(UsageError, match="cannot be read"):
        read_engines(tmp_path, "FD001")
