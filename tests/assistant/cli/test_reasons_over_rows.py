"""Reasons over many rows, and probabilities against labels: how many rows, and what flatters, is always said."""

import io
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from rich.console import Console

from assistant import recorded_explanations
from assistant.cli.answer import Answer, Asked
from assistant.cli.reasons_over_rows import come_true, many_rows
from assistant.feeds.table import read_table
from explain.bundle import Bundle
from knowledge_base.records import Plant
from tests.assistant.milling_files import milling_rows
from tests.assistant.pump_files import pump_csv
from tests.assistant.runs import pump_events
from tests.assistant.small_milling import small_milling_bundle, table_of
from tests.explain.plots.drawing import words_in

HEAT = "heat_dissipation_failure"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("over-rows")


@pytest.fixture(scope="module")
def milling_bundle(milling: Plant, folder: Path) -> Bundle:
    return small_milling_bundle(milling, folder)


@pytest.fixture(scope="module")
def pump_bundle(bundles: dict[str, Bundle]) -> Bundle:
    return bundles["pump-skid"]


@pytest.fixture(scope="module")
def fresh(milling: Plant, milling_bundle: Bundle, folder: Path) -> Asked:
    """Labelled rows that the model has not seen."""
    table = table_of(folder, milling_rows(300, 11))
    return Asked(milling, table, 300, milling.assets[0], milling.equipment[0], milling_bundle, HEAT)


@pytest.fixture(scope="module")
def learned(fresh: Asked, folder: Path) -> Asked:
    """The very file that the model was trained on."""
    return replace(fresh, table=read_table(folder / "milling.csv"))


def text_of(answer: Answer) -> str:
    console = Console(file=io.StringIO(), width=240, highlight=False)
    for line in answer.told:
        console.print(line)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_signals_are_ranked_by_what_they_did_over_all_rows(fresh: Asked) -> None:
    answer = many_rows(fresh, ".svg")
    ranked = [signal["mean_absolute_share"] for signal in answer.said["signals"]]
    assert ranked == sorted(ranked, reverse=True)
    assert answer.said["signals"][0]["signal_id"] in {"temperature_difference", "rotational_speed"}
    assert (answer.said["mode_id"], answer.said["rows"], answer.said["rows_explained"]) == (HEAT, 300, 300)
    said = text_of(answer)
    for words in ("What drives “Heat is not carried away”", "All of them are explained.", "log-odds", "path-dependent"):
        assert words in said
    assert answer.picture is not None
    assert "300 rows of new.csv" in words_in(answer.picture)


def test_that_only_some_rows_were_explained_is_said_and_drawn(fresh: Asked) -> None:
    with patch.object(recorded_explanations, "MOST_ROWS", 25):
        answer = many_rows(fresh, ".svg")
    assert answer.said["rows_explained"] == 25
    assert answer.picture is not None
    for said in (text_of(answer), words_in(answer.picture)):
        assert "Explained are 25 of them, taken evenly." in said


def test_without_a_mode_the_one_that_the_rows_indicate_most_is_taken(
    milling: Plant, milling_bundle: Bundle, tmp_path: Path
) -> None:
    power = [row for row in milling_rows(200, 3) if row["PWF"] == "1"]
    table = table_of(tmp_path, power)
    asked = Asked(milling, table, 1, milling.assets[0], milling.equipment[0], milling_bundle, None)
    assert many_rows(asked, None).said["mode_id"] == "power_failure"


def test_only_the_rows_of_the_asset_are_taken(plant: Plant, pump_bundle: Bundle, tmp_path: Path) -> None:
    table = read_table(pump_csv(tmp_path, pump_events(plant, 10)))
    asked = Asked(plant, table, 1, plant.asset("P-102"), plant.equipment[0], pump_bundle, "cavitation")
    answer = many_rows(asked, None)
    assert answer.said["rows"] == 10


def test_announced_and_observed_are_told_bin_by_bin(fresh: Asked) -> None:
    answer = come_true(fresh, ".svg")
    said = answer.said
    assert (said["mode_id"], said["rows"], said["failures"]) == (HEAT, 300, 30)
    assert sum(one["rows"] for one in said["bins"]) == 300
    assert sum(one["rows"] * one["observed"] for one in said["bins"]) == pytest.approx(30)
    assert f"calibration error {said['calibration_error']:.3f}" in text_of(answer)
    assert answer.picture is not None
    assert f"calibration error {said['calibration_error']:.3f}" in words_in(answer.picture).replace("\n", " ")


def test_without_a_mode_any_failure_is_meant(fresh: Asked) -> None:
    answer = come_true(replace(fresh, mode_id=None), None)
    assert (answer.said["mode_id"], answer.said["failures"]) == (None, 120)
    assert "Any failure, announced and observed" in text_of(answer)


def test_rows_that_were_learned_are_said_to_flatter_beside_the_held_out_figure(learned: Asked) -> None:
    answer = come_true(learned, ".svg")
    held_out = learned.bundle.card.metrics.ece_any_failure
    assert answer.said["trained_on_this_file"]
    assert answer.said["held_out_calibration_error_any_failure"] == held_out
    assert answer.picture is not None
    for said in (text_of(answer), words_in(answer.picture)):
        assert "The model was trained on this very file: rows that it has learned from flatter it." in said
        assert f"On held-out rows the calibration error of any failure is {held_out:.3f}" in said


def test_of_other_rows_it_is_not_claimed_that_they_were_learned(fresh: Asked) -> None:
    answer = come_true(fresh, None)
    assert not answer.said["trained_on_this_file"]
    assert "if any are among these" in text_of(answer)
