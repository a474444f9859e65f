import math
from dataclasses import replace

import numpy as np
import pytest

from explain.attribution import Explainer, explain
from explain.bundle import Bundle
from explain.counterfactual import Lever
from explain.history import FloatArray
from explain.records import (
    Attribution,
    AttributionMethod,
    CheckName,
    Engine,
    Explanation,
    Outcome,
    digest_of,
)
from explain.scoring import score
from explain.shapley.interactions import interactions
from explain.shapley.trees import TreeShapley
from explain.shares import ModeShares, Shares
from tests.explain.samples import bundle_of, small_plan, trained, vector_of

PLAN_OF_VALUES = small_plan()
PLAN = small_plan("value", "mean_3")
"""Features: value and mean_3 of voltage (coil), of current (fuse) and of power (coil)."""
ROW = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)


def logistic(raw: float) -> float:
    return 1.0 / (1.0 + math.exp(-raw))


def explained(bundle: Bundle, modes: int | None = None) -> Explanation:
    vector = vector_of(PLAN, ROW)
    values, ranges = {"voltage": 230.0, "power": None}, {"voltage": (220.0, 240.0)}
    return explain(bundle, vector, score(bundle, vector, values), values, ranges, modes)


def only(explanation: Explanation) -> Attribution:
    (attribution,) = explanation.attributions
    return attribution


def test_signals_add_up_to_components_and_both_to_the_score() -> None:
    found = only(explained(bundle_of(PLAN, trained("hot", 0.1, 0.2, -0.3, 0.1, 0.01, 0.0, base=-2.0))))
    assert {s.signal_id: s.contribution for s in found.signals} == pytest.approx(
        {"voltage": 0.5, "current": -0.4, "power": 0.16}
    )
    assert {c.component_id: c.contribution for c in found.components} == pytest.approx({"coil": 0.66, "fuse": -0.4})
    assert (found.base, found.raw) == pytest.approx((-2.0, -1.74))


def test_a_method_that_knows_whole_signals_only_claims_no_share_of_a_feature() -> None:
    found = only(explained(bundle_of(PLAN, trained("hot", 0.1, 0.2, -0.3, 0.1, 0.01, 0.0))))
    assert (found.method, found.engine) == (AttributionMethod.INTERVENTIONAL_EXACT, Engine.MODEL)
    assert (found.features, found.largest_error, found.interaction) == ((), 0.0, None)


def of_trees(bundle: Bundle, row: FloatArray, *, interventional: bool = False) -> Explanation:
    vector = vector_of(bundle.plan, row.tolist())
    return Explainer(bundle, interventional=interventional).explain(vector, score(bundle, vector, {}), {}, {})


def test_of_trees_features_add_up_to_signals_and_each_tells_its_value(small_bundle: Bundle) -> None:
    row = np.array([14.0, 5.5, 77.0])
    found = of_trees(small_bundle, row)
    for attribution in found.attributions:
        assert attribution.method is AttributionMethod.TREE_PATH_DEPENDENT
        together = attribution.base + sum(f.contribution for f in attribution.features)
        assert together == pytest.approx(attribution.raw, rel=1e-9)
        told = {f.feature: (f.signal_id, f.value) for f in attribution.features}
        assert (
            told.items()
            <= {
                "voltage.value": ("voltage", 14.0),
                "current.value": ("current", 5.5),
                "power.value": ("power", 77.0),
            }.items()
        )


def test_the_two_kinds_of_shapley_values_are_named_and_differ(small_bundle: Bundle) -> None:
    row = np.array([14.0, 5.5, 77.0])
    path, healthy = (of_trees(small_bundle, row, interventional=kind).attributions[0] for kind in (False, True))
    assert path.method is AttributionMethod.TREE_PATH_DEPENDENT
    assert healthy.method is AttributionMethod.TREE_INTERVENTIONAL
    assert path.raw == healthy.raw
    for attribution in (path, healthy):
        assert attribution.base + sum(s.contribution for s in attribution.signals) == pytest.approx(path.raw, rel=1e-9)
    assert abs(path.base - healthy.base) > 0.1


def test_the_strongest_pair_is_the_one_that_the_interaction_matrix_says(small_bundle: Bundle) -> None:
    row = np.array([14.0, 5.5, 77.0])
    attribution = of_trees(small_bundle, row).attributions[0]
    forest = small_bundle.mode(attribution.mode_id).detector.forest()
    assert forest is not None
    matrix = np.abs(interactions(TreeShapley(forest), row))
    np.fill_diagonal(matrix, 0.0)
    first, second = divmod(int(matrix.argmax()), 3)
    names = ("voltage", "current", "power")
    assert attribution.interaction is not None
    assert {attribution.interaction.first, attribution.interaction.second} == {names[first], names[second]}
    assert abs(attribution.interaction.interaction) == pytest.approx(2 * matrix.max())


def test_the_same_readings_are_explained_to_the_same_bytes_whatever_came_before(small_bundle: Bundle) -> None:
    rng = np.random.default_rng(0)
    rows = [np.array([v, c, v * c]) for v, c in rng.uniform([4.0, 1.0], [18.0, 9.0], (20, 2))]
    used = Explainer(small_bundle)
    for row in rows:
        vector = vector_of(PLAN_OF_VALUES, row.tolist())
        scored = score(small_bundle, vector, {})
        fresh = Explainer(small_bundle).explain(vector, scored, {}, {})
        assert used.explain(vector, scored, {}, {}).canonical == fresh.canonical


VOLTAGE_LEVER = Lever(signal_id="voltage", low=0.0, high=20.0, spread=2.0)


def test_an_alarm_comes_with_the_smallest_change_that_clears_it(small_bundle: Bundle) -> None:
    vector, values = vector_of(PLAN_OF_VALUES, [14.0, 5.5, 77.0]), {"voltage": 14.0, "current": 5.5, "power": 77.0}
    scored = score(small_bundle, vector, values)
    found = Explainer(small_bundle, [VOLTAGE_LEVER]).explain(vector, scored, values, {})
    (hot,) = [a for a in found.attributions if a.mode_id == "hot"]
    assert hot.counterfactual is not None
    assert hot.counterfactual.outcome is Outcome.FOUND
    (change,) = hot.counterfactual.changes
    assert (change.signal_id, change.from_value) == ("voltage", 14.0)
    cleared = vector_of(PLAN_OF_VALUES, [change.to_value, 5.5, change.to_value * 5.5])
    again = {mode.mode_id: mode for mode in score(small_bundle, cleared, {}).modes}["hot"]
    assert not again.alarm
    assert again.raw == hot.counterfactual.raw_after


def test_a_mode_that_is_no_alarm_and_a_machine_without_levers_have_no_way_out(small_bundle: Bundle) -> None:
    vector, values = vector_of(PLAN_OF_VALUES, [14.0, 5.5, 77.0]), {"voltage": 14.0, "current": 5.5, "power": 77.0}
    scored = score(small_bundle, vector, values)
    found = Explainer(small_bundle, [VOLTAGE_LEVER]).explain(vector, scored, values, {})
    assert {a.mode_id: a.counterfactual is None for a in found.attributions} == {"hot": False, "open": True}
    assert all(
        a.counterfactual is None for a in Explainer(small_bundle).explain(vector, scored, values, {}).attributions
    )


def test_every_explained_mode_has_a_certificate_that_says_what_was_checked(small_bundle: Bundle) -> None:
    found = of_trees(small_bundle, np.array([14.0, 5.5, 77.0]))
    certificates = {mode.mode_id: mode for mode in found.certificate.modes}
    assert set(certificates) == {"hot", "open"}
    assert {check.name for check in certificates["hot"].checks} == set(CheckName)
    assert found.certificate.reliable == all(mode.reliable for mode in certificates.values())


def test_the_strongest_stands_first_whatever_its_sign() -> None:
    found = only(explained(bundle_of(PLAN, trained("hot", 0.3, 0.0, -0.2, 0.0, 0.01, 0.0))))
    assert [s.signal_id for s in found.signals] == ["current", "voltage", "power"]
    assert [c.component_id for c in found.components] == ["fuse", "coil"]


def test_points_add_up_to_the_rise_of_the_probability_over_its_base() -> None:
    found = only(explained(bundle_of(PLAN, trained("hot", 0.1, 0.2, -0.3, 0.1, 0.05, 0.02, base=-1.0))))
    rise = 100.0 * (logistic(found.raw) - logistic(-1.0))
    assert found.probability == pytest.approx(logistic(found.raw))
    assert found.base_probability == pytest.approx(logistic(-1.0))
    assert sum(s.points for s in found.signals) == pytest.approx(rise, rel=1e-12)
    assert sum(c.points for c in found.components) == pytest.approx(rise, rel=1e-12)
    assert all(s.points * s.contribution > 0 for s in found.signals)


def test_contributions_that_cancel_give_no_points() -> None:
    found = only(explained(bundle_of(PLAN, trained("hot", 4.0, 0.0, -1.0, 0.0, 0.0, 0.0, base=-1.0))))
    assert len(found.signals) == 2
    assert [s.points for s in found.signals] == [0.0, 0.0]


def test_a_signal_carries_its_present_value_and_its_healthy_range_where_they_are_known() -> None:
    found = only(explained(bundle_of(PLAN, trained("hot", 0.3, 0.0, 0.2, 0.0, 0.1, 0.0))))
    told = {s.signal_id: (s.value, s.low, s.high) for s in found.signals}
    assert told == {"voltage": (230.0, 220.0, 240.0), "current": (None, None, None), "power": (None, None, None)}


FOUR = bundle_of(
    PLAN,
    trained("first", 3.0, 0, 0, 0, 0, 0, threshold=0.99),
    trained("second", 2.0, 0, 0, 0, 0, 0, threshold=0.99),
    trained("third", 1.0, 0, 0, 0, 0, 0, threshold=0.99),
    trained("fourth", 0.5, 0, 0, 0, 0, 0, threshold=0.6),
)


@pytest.mark.parametrize(
    ("modes", "told"),
    [
        (None, ["first", "second", "third", "fourth"]),
        (2, ["first", "second", "fourth"]),
        (0, ["fourth"]),
        (9, ["first", "second", "third", "fourth"]),
    ],
)
def test_the_first_modes_of_the_ranking_are_explained_and_every_one_in_alarm(
    modes: int | None, told: list[str]
) -> None:
    assert [a.mode_id for a in explained(FOUR, modes).attributions] == told


def test_an_explanation_names_what_it_explains() -> None:
    vector = vector_of(PLAN, ROW)
    scored = score(FOUR, vector, {})
    found = explain(FOUR, vector, scored, {}, {})
    assert (found.chain_id, found.asset_id, found.time) == (vector.chain_id, vector.asset_id, vector.time)
    assert (found.score_digest, found.bundle_digest) == (digest_of(scored), FOUR.digest)


def test_contributions_that_leave_something_out_are_told_to_be_unreliable(
    small_bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ModeShares.shares

    def lost(self: ModeShares, row: FloatArray, *, seed: int) -> Shares:
        found = whole(self, row, seed=seed)
        return replace(found, base=found.base + 1e-6)

    monkeypatch.setattr(ModeShares, "shares", lost)
    found = of_trees(small_bundle, np.array([14.0, 5.5, 77.0]))
    assert found.attributions[0].additivity_gap > 1e-9
    assert not found.certificate.reliable
    assert any("do not add up" in reason for reason in found.certificate.reasons)
