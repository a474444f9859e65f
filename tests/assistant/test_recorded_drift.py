"""A file against what the models learned from: the same kind of rows is stable, a spoiled sensor is named."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ModelMissing, UsageError
from assistant.feeds.table import Table, read_table
from assistant.recorded_drift import EquipmentDrift, recorded_drift
from assistant.recorded_rows import recorded_rows, tables_by_asset
from explain.bundle import Bundle
from explain.drift import DriftGrade, DriftReference, histogram
from explain.errors import DataError
from knowledge_base.records import EquipmentType, Plant
from tests.assistant.milling_files import milling_rows
from tests.assistant.pump_files import pump_csv, pump_rows
from tests.assistant.runs import pump_events
from tests.assistant.small_milling import LABELS, healthy_rows, small_milling_bundle, table_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drift")


@pytest.fixture(scope="module")
def milling_bundle(milling: Plant, folder: Path) -> Bundle:
    return small_milling_bundle(milling, folder)


def compared(table: Table, milling: Plant, bundle: Bundle) -> EquipmentDrift:
    (found,) = recorded_drift(table, milling, {"milling-machine": bundle})
    return found


def test_signals_of_the_same_kind_are_stable(milling: Plant, milling_bundle: Bundle, tmp_path: Path) -> None:
    found = compared(table_of(tmp_path, healthy_rows()), milling, milling_bundle)
    assert {one.grade for one in found.signals} == {DriftGrade.STABLE}
    assert (found.rows, found.assets, found.bundle_digest) == (500, ("MC-1",), milling_bundle.digest)


def test_every_signal_and_every_mode_is_compared_the_largest_shift_first(
    milling: Plant, milling_bundle: Bundle, tmp_path: Path
) -> None:
    found = compared(table_of(tmp_path, healthy_rows()), milling, milling_bundle)
    assert {one.name for one in found.signals} == {signal.id for signal in milling.equipment[0].signals}
    assert {one.name for one in found.scores} == {mode.mode_id for mode in milling_bundle.modes}
    for shifts in (found.signals, found.scores):
        assert [one.psi for one in shifts] == sorted((one.psi for one in shifts), reverse=True)


def test_a_sensor_that_reads_too_high_is_named_first(milling: Plant, milling_bundle: Bundle, tmp_path: Path) -> None:
    column = "Rotational speed [rpm]"
    rows = [row | {column: f"{float(row[column]) + 400:.2f}"} for row in healthy_rows()]
    found = compared(table_of(tmp_path, rows), milling, milling_bundle)
    first = found.signals[0]
    assert (first.name, first.grade, found.grade) == ("rotational_speed", DriftGrade.MAJOR, DriftGrade.MAJOR)
    untouched = {one.name: one.grade for one in found.signals}
    assert untouched["air_temperature"] is untouched["tool_wear"] is DriftGrade.STABLE


def test_rows_of_which_many_fail_shift_the_scores(milling: Plant, milling_bundle: Bundle, tmp_path: Path) -> None:
    failed = [{n: cell for n, cell in row.items() if n not in LABELS} for row in milling_rows(1_000, 9)]
    found = compared(table_of(tmp_path, failed), milling, milling_bundle)
    assert DriftGrade.MAJOR in {one.grade for one in found.scores}


def test_the_scores_of_the_rows_that_were_learned_are_left_out(
    milling: Plant, milling_bundle: Bundle, folder: Path, tmp_path: Path
) -> None:
    learned = compared(read_table(folder / "milling.csv"), milling, milling_bundle)
    assert (learned.trained_on_this_file, learned.scores) == (True, ())
    assert not compared(table_of(tmp_path, healthy_rows()), milling, milling_bundle).trained_on_this_file


def test_too_few_rows_are_refused(milling: Plant, milling_bundle: Bundle, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="at least 50"):
        compared(table_of(tmp_path, healthy_rows(49)), milling, milling_bundle)


def test_all_assets_of_a_type_are_taken_together(
    plant: Plant, bundle: Bundle, equipment: EquipmentType, tmp_path: Path
) -> None:
    table = read_table(pump_csv(tmp_path, pump_events(plant, 20)))
    parts = tables_by_asset(table, plant)
    flow = np.concatenate(
        [recorded_rows(parts[a.id], plant, a, bundle.plan, labelled=False).values["flow"] for a in plant.assets]
    )
    known = replace(bundle.learned, drift=DriftReference(signals={"flow": histogram(flow)}, scores={}))
    (found,) = recorded_drift(table, plant, {equipment.id: replace(bundle, learned=known)})
    assert (found.rows, found.assets) == (60, ("P-101", "P-102", "P-103"))
    assert found.signals[0].psi == pytest.approx(0.0, abs=1e-6)


def test_a_model_that_does_not_know_what_it_learned_from_says_so(
    plant: Plant, bundle: Bundle, equipment: EquipmentType, tmp_path: Path
) -> None:
    table = read_table(pump_csv(tmp_path, pump_events(plant, 20)))
    with pytest.raises(ModelMissing, match="Run: faultlens train pump-skid"):
        recorded_drift(table, plant, {equipment.id: bundle})


def test_a_model_of_an_older_equipment_file_is_refused(milling: Plant, milling_bundle: Bundle, tmp_path: Path) -> None:
    older = replace(milling_bundle, plan=milling_bundle.plan.model_copy(update={"operating": ()}))
    with pytest.raises(ModelMissing, match="for an older equipment"):
        compared(table_of(tmp_path, healthy_rows()), milling, older)


def test_an_unknown_asset_is_told(plant: Plant, bundles: dict[str, Bundle], tmp_path: Path) -> None:
    rows = [row | {"asset": "P-999"} for row in pump_rows(pump_events(plant, 20))]
    with pytest.raises(UsageError, match="no asset 'P-999'"):
        recorded_drift(table_of(tmp_path, rows), plant, bundles)
