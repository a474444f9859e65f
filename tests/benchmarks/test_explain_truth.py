"""The truth bench in a bounded form: the pump's model as a user trains it, and a few runs of the twin."""

from pathlib import Path

import pytest

from assistant import bundles
from assistant.bench.explain_truth import healthy_truth, twin_truth
from assistant.bundles import load_bundles, plant_models
from assistant.settings import Settings
from explain.training import unwatched
from knowledge_base.catalog import find_plant, load_plant


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_injected_part_comes_first_and_healthy_machines_stay_silent(
    pump_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = find_plant("pump-skid")
    plant = load_plant(folder)
    (equipment,) = plant.equipment
    bundle = load_bundles(plant_models(plant, folder, Settings(home=pump_home)))[equipment.id]
    monkeypatch.setattr(bundles, "_RUNS_PER_FAULT", 4)
    monkeypatch.setattr(bundles, "_HEALTHY_RUNS", 10)
    monkeypatch.setattr(bundles, "_MORE_HEALTHY_RUNS", 200)
    figures, peers = twin_truth(equipment, bundle, [2400], unwatched)
    assert figures["twin_part_first"] >= 0.95
    assert figures["twin_part_first"] > peers["twin_part_first"]
    assert figures["certified"] >= 0.8
    quiet, usual = healthy_truth(equipment, bundle, [2500], unwatched)
    assert quiet["false_reason"] <= 0.01
    assert quiet["false_reason"] < usual["false_reason"]
