"""Many rows at once: contributions that add up to the scores, ranges of the row's own regime, and honest labels."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from assistant import recorded_explanations as subject
from assistant.errors import UsageError
from assistant.feeds.table import read_table
from assistant.recorded_explanations import announced, drivers
from assistant.recorded_rows import RecordedRows, probabilities, recorded_rows, tables_by_asset
from explain.bundle import Bundle
from explain.evaluation import any_failure
from explain.records import AttributionMethod
from explain.regimes import Regimes
from knowledge_base.records import Plant
from tests.assistant.milling_files import milling_rows
from tests.assistant.pump_files import pump_csv
from tests.assistant.runs import pump_events
from tests.assistant.small_milling import small_milling_bundle, table_of

TREES = "heat_dissipation_failure"
PLAIN = "tool_wear_failure"
"""The milling cell's equipment.yaml gives this mode a detector that is no tree."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explained")


@pytest.fixture(scope="module")
def milling_bundle(milling: Plant, folder: Path) -> Bundle:
    return small_milling_bundle(milling, folder)


@pytest.fixture(scope="module")
def rows(milling: Plant, milling_bundle: Bundle, folder: Path) -> RecordedRows:
    """Labelled rows that the model has not seen."""
    table = table_of(folder, milling_rows(300, 11))
    return recorded_rows(table, milling, milling.assets[0], milling_bundle.plan, labelled=True)


@pytest.mark.parametrize("mode_id", [TREES, PLAIN])
def test_the_shares_of_a_row_add_up_to_its_score_but_for_a_constant(
    milling: Plant, milling_bundle: Bundle, rows: RecordedRows, mode_id: str
) -> None:
    with patch.object(subject, "MOST_ROWS_ASKED", 12):
        found = drivers(rows, milling.equipment[0], milling_bundle, mode_id)
    taken = np.linspace(0, len(rows) - 1, len(found.shares)).astype(int)
    rest = milling_bundle.mode(mode_id).detector.raw(rows.x[taken]) - found.shares.sum(axis=1)
    assert np.ptp(rest) < 1e-6
    assert np.ptp(found.shares.sum(axis=1)) > 1.0


def test_the_method_is_that_of_the_detector(milling: Plant, milling_bundle: Bundle, rows: RecordedRows) -> None:
    equipment = milling.equipment[0]
    with patch.object(subject, "MOST_ROWS_ASKED", 2):
        assert drivers(rows, equipment, milling_bundle, TREES).method is AttributionMethod.TREE_PATH_DEPENDENT
        assert drivers(rows, equipment, milling_bundle, PLAIN).method is not AttributionMethod.TREE_PATH_DEPENDENT


def test_of_many_rows_some_are_taken_evenly_from_first_to_last(
    milling: Plant, milling_bundle: Bundle, rows: RecordedRows
) -> None:
    with patch.object(subject, "MOST_ROWS", 4):
        found = drivers(rows, milling.equipment[0], milling_bundle, TREES)
    everything = drivers(rows, milling.equipment[0], milling_bundle, TREES)
    assert (found.of, len(found.shares), len(everything.shares)) == (300, 4, 300)
    np.testing.assert_array_equal(found.shares, everything.shares[[0, 99, 199, 299]])


def test_a_signals_share_is_that_of_all_its_features(plant: Plant, bundles: dict[str, Bundle], tmp_path: Path) -> None:
    pump, asset = plant.equipment[0], plant.assets[0]
    table = tables_by_asset(read_table(pump_csv(tmp_path, pump_events(plant, 12))), plant)[asset.id]
    rows = recorded_rows(table, plant, asset, bundles[pump.id].plan, labelled=False)
    found = drivers(rows, pump, bundles[pump.id], "bearing_de_wear")
    rest = bundles[pump.id].mode("bearing_de_wear").detector.raw(rows.x) - found.shares.sum(axis=1)
    assert found.shares.shape == (12, len(pump.signals))
    assert np.ptp(rest) < 1e-9


def test_values_are_told_by_the_healthy_range_of_the_rows_own_regime(
    milling: Plant, milling_bundle: Bundle, rows: RecordedRows
) -> None:
    product = rows.values["product_type"]
    regimes = Regimes(
        signals=("product_type",),
        edges=((0.5, 1.5),),
        ranges={"0": {"rotational_speed": (1000.0, 1100.0)}, "1": {"rotational_speed": (1500.0, 2500.0)}},
    )
    told = replace(milling_bundle, learned=replace(milling_bundle.learned, regimes=regimes))
    found = drivers(rows, milling.equipment[0], told, TREES)
    speed, place = rows.values["rotational_speed"], found.relative[:, found.signals.index("rotational_speed")]
    np.testing.assert_allclose(place[product == 0], (speed[product == 0] - 1000.0) / 100.0)
    np.testing.assert_allclose(place[product == 1], (speed[product == 1] - 1500.0) / 1000.0)
    low, high = milling_bundle.learned.ranges["rotational_speed"]
    np.testing.assert_allclose(place[product == 2], (speed[product == 2] - low) / (high - low))


def test_a_category_has_no_range_to_be_in(milling: Plant, milling_bundle: Bundle, rows: RecordedRows) -> None:
    found = drivers(rows, milling.equipment[0], milling_bundle, TREES)
    assert np.isnan(found.relative[:, found.signals.index("product_type")]).all()


def test_what_is_announced_is_the_models_probability_and_the_label_is_the_files(
    milling: Plant, milling_bundle: Bundle, rows: RecordedRows
) -> None:
    one, anything = announced(rows, milling, milling_bundle, TREES), announced(rows, milling, milling_bundle, None)
    told = probabilities(milling_bundle, rows.x)
    np.testing.assert_array_equal(one.probability, told[TREES])
    np.testing.assert_array_equal(anything.probability, any_failure(told))
    assert (int(one.failed.sum()), int(anything.failed.sum())) == (30, 120)
    assert anything.held_out_error == milling_bundle.card.metrics.ece_any_failure


def test_the_file_that_was_learned_is_known(
    milling: Plant, milling_bundle: Bundle, rows: RecordedRows, folder: Path
) -> None:
    table = read_table(folder / "milling.csv")
    learned = recorded_rows(table, milling, milling.assets[0], milling_bundle.plan, labelled=True)
    assert announced(learned, milling, milling_bundle, None).known_by_heart
    assert not announced(rows, milling, milling_bundle, None).known_by_heart


def test_without_labels_nothing_is_claimed(milling: Plant, milling_bundle: Bundle, rows: RecordedRows) -> None:
    bare = replace(rows, history=replace(rows.history, labels={}))
    silent = milling.history.model_copy(update={"label_columns": {}, "failure_column": None})
    with pytest.raises(UsageError, match="names no labels"):
        announced(bare, milling.model_copy(update={"history": silent}), milling_bundle, None)
    with pytest.raises(UsageError, match="heat_dissipation_failure has no label column"):
        announced(bare, milling, milling_bundle, TREES)
