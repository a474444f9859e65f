import math
from dataclasses import replace

import numpy as np
import pytest

from explain.bundle import Bundle
from explain.errors import BundleError
from explain.intervals import fit_venn_abers
from explain.records import Quality
from explain.regimes import fit_regimes
from explain.scoring import as_row, score
from tests.explain.samples import bundle_of, small_plan, trained, vector_of

PLAN = small_plan()


def test_modes_are_ranked_by_probability() -> None:
    bundle = bundle_of(PLAN, trained("low", -1.0, 0, 0), trained("high", 2.0, 0, 0), trained("middle", 1.0, 0, 0))
    ranked = score(bundle, vector_of(PLAN, [1.0, 0.0, 0.0]), {}).modes
    assert [mode.mode_id for mode in ranked] == ["high", "middle", "low"]
    assert [mode.raw for mode in ranked] == [2.0, 1.0, -1.0]
    assert [mode.probability for mode in ranked] == pytest.approx([1 / (1 + math.exp(-raw)) for raw in (2, 1, -1)])


def test_modes_of_equal_score_stand_in_the_order_of_their_ids() -> None:
    bundle = bundle_of(PLAN, trained("b", 1.0, 0, 0), trained("a", 1.0, 0, 0))
    assert [mode.mode_id for mode in score(bundle, vector_of(PLAN, [1.0, 0.0, 0.0]), {}).modes] == ["a", "b"]


def test_the_failure_probability_is_that_of_at_least_one_of_independent_modes() -> None:
    bundle = bundle_of(PLAN, trained("a", 0, 0, 0, base=0.0), trained("b", 0, 0, 0, base=math.log(3.0)))
    found = score(bundle, vector_of(PLAN, [0.0, 0.0, 0.0]), {})
    assert found.failure_probability == pytest.approx(1.0 - 0.5 * 0.25)


@pytest.mark.parametrize(("threshold", "alarm"), [(0.5, True), (0.5000001, False)])
def test_a_mode_is_an_alarm_from_its_threshold_on(threshold: float, alarm: bool) -> None:
    bundle = bundle_of(PLAN, trained("a", 0, 0, 0, threshold=threshold))
    found = score(bundle, vector_of(PLAN, [0.0, 0.0, 0.0]), {})
    assert found.modes[0].alarm is alarm
    assert found.alarm is alarm


def test_one_mode_in_alarm_is_an_alarm_of_the_machine() -> None:
    bundle = bundle_of(PLAN, trained("quiet", 0, 0, 0, threshold=0.9), trained("loud", 0, 0, 0, threshold=0.1))
    assert score(bundle, vector_of(PLAN, [0.0, 0.0, 0.0]), {}).alarm


def test_a_score_names_what_it_came_from() -> None:
    bundle, vector = bundle_of(PLAN, trained("a", 0, 0, 0)), vector_of(PLAN, [0.0] * 3, Quality.UNCERTAIN)
    found = score(bundle, vector, {})
    assert (found.chain_id, found.asset_id, found.time) == (vector.chain_id, vector.asset_id, vector.time)
    assert (found.bundle_digest, found.equipment_id) == (bundle.digest, PLAN.equipment_id)
    assert found.quality is Quality.UNCERTAIN


def test_features_of_another_plan_are_refused() -> None:
    other = vector_of(small_plan("mean_3"), [0.0] * 3)
    with pytest.raises(BundleError, match="another model"):
        score(bundle_of(PLAN, trained("a", 0, 0, 0)), other, {})


def test_a_gap_reaches_the_model_as_nan() -> None:
    row = as_row(vector_of(PLAN, [1.5, None, 2.5]))
    assert row.shape == (1, 3)
    np.testing.assert_array_equal(row, [[1.5, np.nan, 2.5]])


def test_a_calibrated_mode_carries_an_interval_that_holds_its_probability() -> None:
    rng = np.random.default_rng(0)
    raw = rng.normal(0.0, 2.0, 2_000)
    interval = fit_venn_abers(raw, rng.random(2_000) < 1 / (1 + np.exp(-raw)))
    bundle = bundle_of(PLAN, replace(trained("a", 1.0, 0, 0), interval=interval))
    for voltage in (-6.0, -1.0, 0.0, 1.0, 6.0):
        (mode,) = score(bundle, vector_of(PLAN, [voltage, 0.0, 0.0]), {}).modes
        assert mode.low is not None
        assert mode.high is not None
        assert mode.low <= mode.probability <= mode.high
        assert mode.high - mode.low < 0.15


def test_a_mode_that_never_met_a_failure_claims_no_interval() -> None:
    (mode,) = score(bundle_of(PLAN, trained("a", 1.0, 0, 0)), vector_of(PLAN, [0.0] * 3), {}).modes
    assert (mode.low, mode.high) == (None, None)


def test_a_score_says_in_which_regime_the_machine_was(small_bundle: Bundle) -> None:
    regimes = fit_regimes(("voltage",), {"voltage": np.repeat([10.0, 20.0], 200)})
    bundle = replace(small_bundle, learned=replace(small_bundle.learned, regimes=regimes))
    vector = vector_of(PLAN, [10.0, 5.0, 50.0])
    assert score(bundle, vector, {"voltage": 10.0}).regime == "0"
    assert score(bundle, vector, {"voltage": 20.0}).regime == "1"
    assert score(bundle, vector, {"voltage": None}).regime is None


def test_a_row_like_no_training_row_is_outside_the_domain(small_bundle: Bundle) -> None:
    inside = score(small_bundle, vector_of(PLAN, [10.0, 5.0, 50.0]), {}).domain
    beyond = score(small_bundle, vector_of(PLAN, [99.0, 5.0, 495.0]), {}).domain
    assert inside.inside
    assert not beyond.inside
    assert beyond.beyond == ("voltage", "power")
