"""A recorded file becomes events and labelled histories as plant.yaml says, in the signals' own units."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import UsageError
from assistant.feature_plan import feature_plan
from assistant.feeds.recorded import asset_of_row, file_events, history_of, row_events, signal_columns
from assistant.feeds.table import read_table
from explain.errors import DataError
from explain.features import feature_table, with_derived
from knowledge_base.catalog import load_plant
from knowledge_base.records import Plant
from tests.assistant.milling_files import SIGNAL_COLUMNS, milling_csv, milling_rows, write_csv
from tests.assistant.pump_files import pump_csv, pump_rows
from tests.assistant.runs import START, pump_events

PLANT = """
id: kelvin
name: A plant whose recorder speaks other units
contact: {role: Lead, phone: "1"}
assets:
  - id: M-1
    name: Machine
    equipment: machine
    bindings:
      temperature: {column: Temp, unit: K}
      pressure: {column: Pressure, unit: kPa}
      grade: {column: Grade}
"""
EQUIPMENT = """
id: machine
name: Machine
safe_state: Stopped
components: [{id: body, name: Body}]
signals:
  - {id: temperature, name: Temperature, unit: degC, component: body}
  - {id: pressure, name: Pressure, unit: bar, component: body}
  - {id: grade, name: Grade, component: body, categories: [L, H]}
"""


@pytest.fixture
def kelvin(tmp_path: Path) -> Plant:
    """A plant whose file is in kelvin and kilopascal, its signals in degrees Celsius and bar."""
    folder = tmp_path / "plant"
    (folder / "equipment" / "machine").mkdir(parents=True)
    (folder / "plant.yaml").write_text(PLANT)
    (folder / "equipment" / "machine" / "equipment.yaml").write_text(EQUIPMENT)
    return load_plant(folder)


def test_the_binding_converts_the_file_to_the_signals_unit(kelvin: Plant, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "k.csv", [{"Temp": "293.15", "Pressure": "250", "Grade": "H"}])
    columns = signal_columns(read_table(file), kelvin.assets[0], kelvin.equipment[0])
    assert columns["temperature"].tolist() == pytest.approx([20.0])
    assert columns["pressure"].tolist() == pytest.approx([2.5])
    assert columns["grade"].tolist() == [1.0]


def test_without_a_time_column_every_row_stands_for_itself(milling: Plant, tmp_path: Path) -> None:
    table = read_table(milling_csv(tmp_path))
    asset, events = row_events(table, milling, 3)
    (event,) = events
    assert asset.id == event.asset_id == "MC-1"
    row = milling_rows()[2]
    assert [reading.value for reading in event.readings[1:]] == [float(row[name]) for name in SIGNAL_COLUMNS[1:]]
    assert event.readings[0].value == ["L", "M", "H"].index(row["Type"])
    assert not event.simulated


def test_a_row_comes_with_its_own_past_and_no_other_assets(plant: Plant, tmp_path: Path) -> None:
    made = list(pump_events(plant, 4))
    asset, events = row_events(read_table(pump_csv(tmp_path, made)), plant, 8)
    assert asset.id == "P-102"
    wanted = [event.model_copy(update={"simulated": False}) for event in made[:8] if event.asset_id == "P-102"]
    assert list(events) == wanted


def test_another_run_is_not_the_past(plant: Plant, tmp_path: Path) -> None:
    made = [event for event in pump_events(plant, 4) if event.asset_id == "P-101"]
    rows = pump_rows(made[:2], run="before") + pump_rows(made[2:], run="now")
    _, events = row_events(read_table(write_csv(tmp_path / "p.csv", rows)), plant, 4)
    assert [event.time for event in events] == [event.time for event in made[2:]]


def test_a_bad_row_that_the_asked_one_does_not_need_does_no_harm(plant: Plant, tmp_path: Path) -> None:
    rows = pump_rows(pump_events(plant, 2))
    rows[1]["flow"] = "bad"
    file = write_csv(tmp_path / "p.csv", rows)
    assert len(list(row_events(read_table(file), plant, 4)[1])) == 2
    with pytest.raises(DataError, match="row 2, column 'flow' holds 'bad'"):
        row_events(read_table(file), plant, 5)


@pytest.mark.parametrize("row", [0, -1, 401, 10**9])
def test_a_row_out_of_range_is_told_with_the_range(milling: Plant, tmp_path: Path, row: int) -> None:
    with pytest.raises(UsageError, match=rf"row {row} is not in .*milling\.csv: its rows are 1 to 400"):
        row_events(read_table(milling_csv(tmp_path)), milling, row)


def test_a_file_replays_row_by_row_for_all_its_assets(plant: Plant, tmp_path: Path) -> None:
    made = list(pump_events(plant, 3))
    events = list(file_events(read_table(pump_csv(tmp_path, made)), plant))
    assert events == [event.model_copy(update={"simulated": False}) for event in made]


def test_rows_without_a_time_are_a_second_apart(milling: Plant, tmp_path: Path) -> None:
    first, second, *_ = file_events(read_table(milling_csv(tmp_path)), milling)
    assert second.time - first.time == timedelta(seconds=1)
    assert first.time.utcoffset() == timedelta(0)


def test_an_asset_that_the_plant_lacks_is_named_with_its_row(plant: Plant, tmp_path: Path) -> None:
    rows = pump_rows(pump_events(plant, 2))
    rows[4]["asset"] = "P-999"
    table = read_table(write_csv(tmp_path / "p.csv", rows))
    with pytest.raises(UsageError, match=r"row 5: the plant has no asset 'P-999'; it has P-101, P-102, P-103"):
        asset_of_row(table, plant, 5)


@pytest.mark.parametrize(
    ("column", "cell", "error"), [("asset", "P-999", UsageError), ("flow", "x", DataError), ("time", "soon", DataError)]
)
def test_a_file_to_replay_is_refused_before_its_first_event(
    plant: Plant, tmp_path: Path, column: str, cell: str, error: type[Exception]
) -> None:
    rows = pump_rows(pump_events(plant, 3))
    rows[-1][column] = cell
    table = read_table(write_csv(tmp_path / "p.csv", rows))
    with pytest.raises(error, match="row 9"):
        file_events(table, plant)


@pytest.mark.parametrize("column", ["time", "asset", "run", "flow"])
def test_a_missing_column_is_named(plant: Plant, tmp_path: Path, column: str) -> None:
    rows = [{k: v for k, v in row.items() if k != column} for row in pump_rows(pump_events(plant, 2))]
    table = read_table(write_csv(tmp_path / "p.csv", rows))
    with pytest.raises(DataError, match=f"has no column '{column}'"):
        row_events(table, plant, 1)


def test_a_history_holds_labels_signals_and_any_failure(milling: Plant, tmp_path: Path) -> None:
    file = milling_csv(tmp_path)
    history = history_of(read_table(file), milling, milling.assets[0])
    rows = milling_rows()
    assert history.source == "milling.csv"
    assert list(history.labels) == list(milling.history.label_columns)
    assert history.labels["power_failure"].tolist() == [float(row["PWF"]) for row in rows]
    assert history.failure.tolist() == [float(row["Machine failure"]) for row in rows]
    assert history.measured["torque"].tolist() == [float(row["Torque [Nm]"]) for row in rows]
    assert history.independent


def test_the_digest_of_a_history_is_that_of_the_file(milling: Plant, tmp_path: Path) -> None:
    first = history_of(read_table(milling_csv(tmp_path)), milling, milling.assets[0])
    other = history_of(read_table(milling_csv(tmp_path, one_row={"Torque [Nm]": "41"})), milling, milling.assets[0])
    assert first.digest != other.digest


def test_without_a_failure_column_any_label_is_a_failure(milling: Plant, tmp_path: Path) -> None:
    said = milling.history.model_copy(update={"failure_column": None})
    silent = milling.model_copy(update={"history": said})
    file = milling_csv(tmp_path, without="Machine failure")
    history = history_of(read_table(file), silent, milling.assets[0])
    assert history.failure.tolist() == [float(row["Machine failure"]) for row in milling_rows()]


@pytest.mark.parametrize("column", ["TWF", "Machine failure", "Torque [Nm]"])
def test_a_history_without_a_needed_column_is_refused(milling: Plant, tmp_path: Path, column: str) -> None:
    with pytest.raises(DataError, match="has no column"):
        history_of(read_table(milling_csv(tmp_path, without=column)), milling, milling.assets[0])


def test_a_label_that_is_not_nought_or_one_is_refused(milling: Plant, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="row 3, column 'HDF' holds '2', not 0 or 1"):
        history_of(read_table(milling_csv(tmp_path, one_row={"HDF": "2"})), milling, milling.assets[0])


def test_assets_that_take_turns_in_a_file_have_windows_of_their_own(plant: Plant, tmp_path: Path) -> None:
    made = list(pump_events(plant, 15))
    together = history_of(read_table(pump_csv(tmp_path, made)), plant, plant.assets[0])
    plan = feature_plan(plant.equipment[0])
    table = feature_table(plan, with_derived(plan, together.measured), together.runs)
    for number, asset in enumerate(plant.assets):
        own = [event for event in made if event.asset_id == asset.id]
        alone = history_of(read_table(pump_csv(tmp_path, own)), plant, asset)
        wanted = feature_table(plan, with_derived(plan, alone.measured), alone.runs)
        np.testing.assert_array_equal(table[together.runs == number], wanted)


def test_times_of_events_are_those_of_the_file(plant: Plant, tmp_path: Path) -> None:
    events = list(file_events(read_table(pump_csv(tmp_path, pump_events(plant, 2))), plant))
    assert [event.time - START for event in events] == [timedelta(seconds=10)] * 3 + [timedelta(seconds=20)] * 3
    assert all(reading.time == event.time for event in events for reading in event.readings)
