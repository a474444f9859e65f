"""A trained prognosis: what it says of one machine, and how it comes back from its files."""

import json
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from explain.errors import BundleError
from explain.prognosis import LifeEvidence, Prognosis, train_prognosis
from explain.records import FeatureVector, Quality
from tests.explain.prognosis.wear import PLAN, SETTINGS, machines

DIGEST = "ab" * 32


@pytest.fixture(scope="module")
def trained() -> Prognosis:
    return train_prognosis(PLAN, machines(20), SETTINGS, seed=1)


def vector(row: "np.ndarray[tuple[int], np.dtype[np.float64]]", **changes: Any) -> FeatureVector:
    values = tuple(None if np.isnan(value) else float(value) for value in row)
    given = {
        "chain_id": "c1",
        "asset_id": "fan-1",
        "time": datetime(2026, 3, 1, tzinfo=UTC),
        "names": PLAN.feature_names,
        "values": values,
        "quality": Quality.GOOD,
    }
    return FeatureVector.model_validate(given | changes)


def test_one_instant_is_judged_as_its_row_and_keeps_its_chain(trained: Prognosis) -> None:
    row = machines(1, seed=9).x[-10]
    value, low, high = trained.predict(row[None, :])
    said = trained.judge(vector(row, quality=Quality.UNCERTAIN), DIGEST)
    assert (said.value, said.low, said.high) == (value[0], low[0], high[0])
    assert (said.chain_id, said.asset_id, said.bundle_digest) == ("c1", "fan-1", DIGEST)
    assert (said.level, said.unit, said.quality) == (0.9, "hours", Quality.UNCERTAIN)


def test_a_machine_without_wear_may_last_longer_than_the_cap_and_a_worn_one_will_not(trained: Prognosis) -> None:
    x = machines(1, seed=9).x
    fresh, worn = trained.judge(vector(x[5]), DIGEST), trained.judge(vector(x[-1]), DIGEST)
    assert fresh.capped
    assert fresh.high == SETTINGS.cap
    assert not worn.capped
    assert worn.high < SETTINGS.cap / 2


def test_nothing_said_lies_below_zero_or_above_the_cap(trained: Prognosis) -> None:
    draw = np.random.default_rng(0)
    x = draw.normal(0, 100, (300, len(PLAN.feature_names)))
    x[draw.random(x.shape) < 0.3] = np.nan
    value, low, high = trained.predict(x)
    assert low.min() >= 0
    assert high.max() <= SETTINGS.cap
    assert ((low <= value) & (value <= high)).all()


def test_the_interval_reaches_as_far_as_the_evidence_says(trained: Prognosis) -> None:
    x = machines(1, seed=9).x
    value, low, high = trained.predict(x)
    reach = np.interp(value, trained.evidence.predicted, trained.evidence.reach)
    np.testing.assert_array_equal(high, np.minimum(value + reach, SETTINGS.cap))
    np.testing.assert_array_equal(low, np.maximum(value - reach, 0.0))


def test_features_of_another_model_are_refused(trained: Prognosis) -> None:
    row = machines(1).x[0]
    with pytest.raises(BundleError, match="another model"):
        trained.judge(vector(row, names=tuple(reversed(PLAN.feature_names))), DIGEST)


def test_it_comes_back_from_its_files_and_says_the_same_to_the_bit(trained: Prognosis) -> None:
    files = trained.files()
    back = Prognosis.from_files(files)
    x = machines(5, seed=9).x
    for ours, theirs in zip(trained.predict(x), back.predict(x), strict=True):
        assert ours.tobytes() == theirs.tobytes()
    assert back.files() == files
    assert (back.settings, back.columns, back.evidence) == (trained.settings, trained.columns, trained.evidence)


def test_missing_and_damaged_files_are_refused(trained: Prognosis) -> None:
    files = trained.files()
    for name, content in files.items():
        for damaged in (None, b"", content[: len(content) // 2], b"\xff" + content):
            others = {other: kept for other, kept in files.items() if other != name}
            with pytest.raises(BundleError, match=r"(?i)train (it|the model) again"):
                Prognosis.from_files(others if damaged is None else {**others, name: damaged})


def edited(files: dict[str, bytes], path: tuple[str, ...], value: Any) -> dict[str, bytes]:
    meta = json.loads(files["prognosis.json"])
    place = meta
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return {**files, "prognosis.json": json.dumps(meta).encode()}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("settings", "cap"), 0),
        (("settings", "cap"), float("nan")),
        (("settings", "level"), 1.5),
        (("evidence", "reach"), [1.0]),
        (
            (
                "evidence",
                "reach",
            ),
            [-1.0] * 6,
        ),
        (("evidence", "predicted"), [6.0, 5.0, 4.0, 3.0, 2.0, 1.0]),
        (("evidence", "predicted"), []),
        (("evidence", "runs"), 0),
        (("columns",), ["age.value"]),
        (("more",), 1),
    ],
)
def test_a_description_that_makes_no_sense_is_refused(trained: Prognosis, path: tuple[str, ...], value: Any) -> None:
    with pytest.raises(BundleError):
        Prognosis.from_files(edited(trained.files(), path, value))


def test_evidence_needs_a_reach_for_each_prediction() -> None:
    given: dict[str, Any] = {"runs": 10, "censored": 0, "held_out_rmse": 1.0}
    assert LifeEvidence(**given, predicted=(1.0, 1.0, 2.0), reach=(0.0, 1.0, 2.0)).reach[-1] == 2.0
    with pytest.raises(ValidationError, match="one reach for each"):
        LifeEvidence(**given, predicted=(1.0, 2.0), reach=(1.0,))
