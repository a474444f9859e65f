"""Every row of a file as the models see it: the same numbers as the live stream, each asset's rows apart."""

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import UsageError
from assistant.feature_plan import feature_plan
from assistant.feeds.table import read_table
from assistant.recorded_rows import probabilities, recorded_rows, tables_by_asset
from explain.bundle import Bundle
from explain.errors import DataError
from explain.features import Windows
from knowledge_base.records import Plant
from tests.assistant.milling_files import milling_csv
from tests.assistant.pump_files import pump_csv, pump_rows
from tests.assistant.runs import pump_events
from tests.assistant.small_milling import healthy_rows, table_of


def test_features_are_those_of_the_live_stream(plant: Plant, bundle: Bundle, tmp_path: Path) -> None:
    events = list(pump_events(plant, 20))
    tables = tables_by_asset(read_table(pump_csv(tmp_path, events)), plant)
    rows = recorded_rows(tables["P-102"], plant, plant.asset("P-102"), bundle.plan, labelled=False)
    windows = Windows(bundle.plan)
    for i, event in enumerate(event for event in events if event.asset_id == "P-102"):
        _, features, _ = windows.push(event.readings)
        live = np.array([np.nan if value is None else value for value in features])
        np.testing.assert_allclose(rows.x[i], live, rtol=1e-9)
    assert len(rows) == 20


def test_a_file_is_parted_by_asset_and_no_row_is_lost(plant: Plant, tmp_path: Path) -> None:
    tables = tables_by_asset(read_table(pump_csv(tmp_path, pump_events(plant, 4))), plant)
    assert {asset: len(table) for asset, table in tables.items()} == {"P-101": 4, "P-102": 4, "P-103": 4}


def test_an_asset_that_the_plant_does_not_have_is_told(plant: Plant, tmp_path: Path) -> None:
    rows = [row | {"asset": "P-999"} for row in pump_rows(pump_events(plant, 1))]
    with pytest.raises(UsageError, match="no asset 'P-999'; it has P-101"):
        tables_by_asset(table_of(tmp_path, rows), plant)


def test_a_plant_without_an_asset_column_means_its_first_machine(milling: Plant, tmp_path: Path) -> None:
    (name,) = tables_by_asset(read_table(milling_csv(tmp_path)), milling)
    assert name == "MC-1"


def test_rows_without_labels_can_be_read_and_derived_signals_are_there(milling: Plant, tmp_path: Path) -> None:
    table, plan = table_of(tmp_path, healthy_rows(30)), feature_plan(milling.equipment[0])
    rows = recorded_rows(table, milling, milling.assets[0], plan, labelled=False)
    assert rows.history.labels == {}
    warmer = rows.values["process_temperature"] - rows.values["air_temperature"]
    np.testing.assert_allclose(rows.values["temperature_difference"], warmer, rtol=1e-9)


def test_where_labels_are_needed_their_columns_must_be_there(milling: Plant, tmp_path: Path) -> None:
    table, plan = table_of(tmp_path, healthy_rows(30)), feature_plan(milling.equipment[0])
    with pytest.raises(DataError, match="no column 'TWF' for the label of tool_wear_failure"):
        recorded_rows(table, milling, milling.assets[0], plan, labelled=True)
    labelled = recorded_rows(read_table(milling_csv(tmp_path)), milling, milling.assets[0], plan, labelled=True)
    assert labelled.history.labels["power_failure"].sum() == 40


def test_probabilities_are_the_calibrated_ones_of_every_mode(plant: Plant, bundle: Bundle, tmp_path: Path) -> None:
    table = tables_by_asset(read_table(pump_csv(tmp_path, pump_events(plant, 5))), plant)["P-101"]
    x = recorded_rows(table, plant, plant.asset("P-101"), bundle.plan, labelled=False).x
    found = probabilities(bundle, x)
    assert list(found) == [mode.mode_id for mode in bundle.modes]
    first = bundle.modes[0]
    np.testing.assert_array_equal(found[first.mode_id], first.sigmoid(first.detector.raw(x)))
