import math

import pytest

from explain.attribution import explain
from explain.bundle import Bundle
from explain.records import Attribution, AttributionMethod, Explanation, digest_of
from explain.scoring import score
from tests.explain.samples import bundle_of, small_plan, trained, vector_of

PLAN = small_plan("value", "mean_3")
"""Features: value and mean_3 of voltage (coil), of current (fuse) and of power (coil)."""
ROW = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)


def logistic(raw: float) -> float:
    return 1.0 / (1.0 + math.exp(-raw))


def explained(bundle: Bundle, modes: int | None = None) -> Explanation:
    vector = vector_of(PLAN, ROW)
    values, ranges = {"voltage": 230.0, "power": None}, {"voltage": (220.0, 240.0)}
    return explain(bundle, vector, score(bundle, vector), values, ranges, modes)


def only(explanation: Explanation) -> Attribution:
    (attribution,) = explanation.attributions
    return attribution


def test_features_add_up_to_signals_and_signals_to_components() -> None:
    found = only(explained(bundle_of(PLAN, trained("hot", 0.1, 0.2, -0.3, 0.1, 0.01, 0.0, base=-2.0))))
    assert {f.feature: f.contribution for f in found.features} == pytest.approx(
        {"voltage.value": 0.1, "voltage.mean_3": 0.4, "current.value": -1.2, "current.mean_3": 0.8, "power.value": 0.16}
    )
    assert {s.signal_id: s.contribution for s in found.signals} == pytest.approx(
        {"voltage": 0.5, "current": -0.4, "power": 0.16}
    )
    assert {c.component_id: c.contribution for c in found.components} == pytest.approx({"coil": 0.66, "fuse": -0.4})
    assert (found.base, found.raw) == pytest.approx((-2.0, -1.74))
    assert found.method is AttributionMethod.TREE_PATH_DEPENDENT


def test_a_feature_that_contributes_nothing_is_not_listed_nor_is_its_signal() -> None:
    found = only(explained(bundle_of(PLAN, trained("hot", 0.0, 0.5, 0.0, 0.0, 0.0, 0.0))))
    assert [f.feature for f in found.features] == ["voltage.mean_3"]
    assert [s.signal_id for s in found.signals] == ["voltage"]
    assert [c.component_id for c in found.components] == ["coil"]


def test_each_feature_tells_its_signal_and_its_value() -> None:
    found = only(explained(bundle_of(PLAN, trained("hot", 0.0, 0.0, 0.0, 0.5, 0.0, 0.0))))
    assert [(f.feature, f.signal_id, f.value) for f in found.features] == [("current.mean_3", "current", 8.0)]


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
    scored = score(FOUR, vector)
    found = explain(FOUR, vector, scored, {}, {})
    assert (found.chain_id, found.asset_id, found.time) == (vector.chain_id, vector.asset_id, vector.time)
    assert (found.score_digest, found.bundle_digest) == (digest_of(scored), FOUR.digest)


def test_contributions_that_add_up_are_certified() -> None:
    found = explained(bundle_of(PLAN, trained("hot", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)))
    assert found.certificate.reliable
    assert only(found).additivity_gap == pytest.approx(0.0, abs=1e-15)


def test_contributions_that_leave_something_out_are_told_to_be_unreliable() -> None:
    found = explained(bundle_of(PLAN, trained("hot", 0.1, 0.0, 0.0, 0.0, 0.0, 0.0, lost=1e-6)))
    assert only(found).additivity_gap == pytest.approx(1e-6)
    assert not found.certificate.reliable
    assert "hot" in found.certificate.reasons[0]
