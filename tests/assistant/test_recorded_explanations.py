"""Many rows at once: contributions that add up to the scores, ranges of the row's own regime, and honest labels."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from assistant import recorded_explanations as subject
from assistant.errors import UsageError
from assistant.feature_plan import healthy_ranges
from assistant.feeds.table import read_table
from assistant.recorded_explanations import announced, drivers
from assistant.recorded_rows import RecordedRows, probabilities, recorded_rows
from explain.bundle import Bundle
from explain.evaluation import any_failure
from explain.records import AttributionMethod
from knowledge_base.records import Plant
from tests.assistant.milling_files import milling_rows
from tests.assistant.small_milling import small_milling_bundle, table_of

TREES = "heat_dissipation_failure"
PLAIN = "tool_wear_failure"
"""The milling cell's equipment.yaml gives this mode a detector that is no tree."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explained")


@pytest.fixture(scope="module")
def bundle(milling: Plant, folder: Path) -> Bundle:
    return small_milling_bundle(milling, folder)


@pytest.fixture(scope="module")
def rows(milling: Plant, bundle: Bundle, folder: Path) -> RecordedRows:
    """Labelled rows that the model has not seen."""
    table = table_of(folder, milling_rows(300, 11))
    return recorded_rows(table, milling, milling.assets[0], bundle.plan, labelled=True)


@pytest.mark.parametrize("mode_id", [TREES, PLAIN])
def test_the_shares_of_a_row_add_up_to_its_score_but_for_a_constant(
    milling: Plant, bundle: Bundle, rows: RecordedRows, mode_id: str
) -> None:
    with patch.object(subject, "MOST_ROWS_ASKED", 12):
        found = drivers(rows, milling.equipment[0], bundle, mode_id)
    taken = np.linspace(0, len(rows) - 1, len(found.shares)).astype(int)
    rest = bundle.mode(mode_id).detector.raw(rows.x[taken]) - found.shares.sum(axis=1)
    assert np.ptp(rest) < 1e-6
    assert np.ptp(found.shares.sum(axis=1)) > 1.0


def test_the_method_is_that_of_the_detector(milling: Plant, bundle: Bundle, rows: RecordedRows) -> None:
    equipment = milling.equipment[0]
    with patch.object(subject, "MOST_ROWS_ASKED", 2):
        assert drivers(rows, equipment, bundle, TREES).method is AttributionMethod.TREE_PATH_DEPENDENT
        assert drivers(rows, equipment, bundle, PLAIN).method is not AttributionMethod.TREE_PATH_DEPENDENT


def test_of_many_rows_some_are_taken_evenly_from_first_to_last(
    milling: Plant, bundle: Bundle, rows: RecordedRows
) -> None:
    with patch.object(subject, "MOST_ROWS", 4):
        found = drivers(rows, milling.equipment[0], bundle, TREES)
    everything = drivers(rows, milling.equipment[0], bundle, TREES)
    assert (found.of, len(found.shares), len(everything.shares)) == (300, 4, 300)
    np.testing.assert_array_equal(found.shares, everything.shares[[0, 99, 199, 299]])


def test_values_are_told_by_the_healthy_range_of_the_rows_own_regime(
    milling: Plant, bundle: Bundle, rows: RecordedRows
) -> None:
    equipment = milling.equipment[0]
    found = drivers(rows, equipment, bundle, TREES)
    speed, kind = found.signals.index("rotational_speed"), found.signals.index("product_type")
    row = 17
    values = {signal: float(column[row]) for signal, column in rows.values.items()}
    low, high = healthy_ranges(equipment, bundle.learned, bundle.learned.regimes.of(values))["rotational_speed"]
    assert found.relative[row, speed] == pytest.approx((values["rotational_speed"] - low) / (high - low))
    assert np.isnan(found.relative[:, kind]).all()


def test_what_is_announced_is_the_models_probability_and_the_label_is_the_files(
    milling: Plant, bundle: Bundle, rows: RecordedRows
) -> None:
    one, anything = announced(rows, milling, bundle, TREES), announced(rows, milling, bundle, None)
    told = probabilities(bundle, rows.x)
    np.testing.assert_array_equal(one.probability, told[TREES])
    np.testing.assert_array_equal(anything.probability, any_failure(told))
    assert (int(one.failed.sum()), int(anything.failed.sum())) == (30, 120)
    assert anything.held_out_error == bundle.card.metrics.ece_any_failure


def test_the_file_that_was_learned_is_known(milling: Plant, bundle: Bundle, rows: RecordedRows, folder: Path) -> None:
    table = read_table(folder / "milling.csv")
    learned = recorded_rows(table, milling, milling.assets[0], bundle.plan, labelled=True)
    assert announced(learned, milling, bundle, None).known_by_heart
    assert not announced(rows, milling, bundle, None).known_by_heart


def test_without_labels_nothing_is_claimed(milling: Plant, bundle: Bundle, rows: RecordedRows) -> None:
    bare = replace(rows, history=replace(rows.history, labels={}))
    silent = milling.history.model_copy(update={"label_columns": {}, "failure_column": None})
    with pytest.raises(UsageError, match="names no labels"):
        announced(bare, milling.model_copy(update={"history": silent}), bundle, None)
    with pytest.raises(UsageError, match="heat_dissipation_failure has no label column"):
        announced(bare, milling, bundle, TREES)
