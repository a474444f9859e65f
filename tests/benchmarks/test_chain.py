"""The chain's figures, measured again in a bounded form: all of AI4I 2020, and two faults of the pump twin."""

from pathlib import Path

import pytest

from assistant.bench.chain import milling_figures, pump_figures
from assistant.bundles import load_bundles, plant_models
from assistant.settings import Settings
from explain.training import unwatched
from knowledge_base.catalog import find_plant, load_plant


@pytest.mark.data
@pytest.mark.slow
def test_any_failure_and_the_first_ranked_mode_on_ai4i_reach_what_must_hold(data_root: Path) -> None:
    figures, peers = milling_figures(data_root / "ai4i2020" / "ai4i2020.csv", unwatched)
    assert figures["ap_any_failure"] >= 0.86
    assert figures["mode_top1"] >= 0.90
    assert figures["ap_any_failure"] > peers["ap_any_failure"]
    assert figures["mode_top1"] > peers["mode_top1"]


@pytest.mark.slow
def test_a_fault_on_a_machine_that_training_has_not_seen_opens_its_own_case(pump_home: Path) -> None:
    folder = find_plant("pump-skid")
    plant = load_plant(folder)
    bundles = load_bundles(plant_models(plant, folder, Settings(home=pump_home)))
    faults = ("shaft_misalignment", "discharge_valve_obstruction")
    figures, peers = pump_figures(plant, bundles, faults, [2000], unwatched)
    assert figures["task_right"] == 1.0
    assert 0 < figures["seconds_onset_to_task"] < peers["seconds_onset_to_task"]
