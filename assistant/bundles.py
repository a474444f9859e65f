"""The trained models of a plant: where they live, how they are made from a file or a twin, and how they are loaded."""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.errors import ModelMissing, UsageError
from assistant.feature_plan import detector_choices, feature_plan, trained_for
from assistant.feeds.recorded import history_of
from assistant.feeds.table import read_table
from assistant.foreign import load_known_or_tried, remember
from assistant.settings import Settings
from explain.bundle import Bundle
from explain.bundle_files import save_bundle
from explain.errors import BundleError
from explain.history import History
from explain.training import Progress, train, unwatched
from explain.twin import History as TwinHistory
from explain.twin import healthy_and_faulty_history
from knowledge_base.catalog import BUNDLED
from knowledge_base.records import EquipmentType, Plant, TwinSpec

TRAINING_SEED = 20
_TWIN_HISTORY_SEED = 1
_TWIN_SOURCE = "twin "
_RUNS_PER_FAULT, _HEALTHY_RUNS, _HOURS = 20, 60, 2.0
# Machines differ more than the hours of one machine: many more healthy ones, each watched for a short while.
_MORE_HEALTHY_RUNS, _SHORT_HOURS, _OTHER_MACHINES = 600, 0.5, 1_000_003
_TEACH_EVERY = 12


@dataclass(frozen=True)
class PlantModels:
    """The folder in which the models of one plant live, one folder a type of machine.

    home: Faultlens's own folder, with the register of models that are known here.
    """

    plant: Plant
    folder: Path
    home: Path

    def of(self, equipment: EquipmentType) -> Path:
        """The bundle folder of one type."""
        return self.folder / equipment.id


def plant_models(plant: Plant, plant_folder: Path, settings: Settings) -> PlantModels:
    """A user's plant keeps its models beside its catalog; a bundled plant, in Faultlens's own home."""
    bundled = plant_folder.resolve().is_relative_to(BUNDLED.resolve())
    folder = settings.home / "models" / plant.id if bundled else plant_folder / "models"
    return PlantModels(plant, folder, settings.home)


def load_bundles(models: PlantModels) -> dict[str, Bundle]:
    """Equipment id → bundle. Raises ModelMissing when one was never trained, BundleError when it is damaged."""
    bundles = {}
    for equipment in models.plant.equipment:
        folder = models.of(equipment)
        if not (folder / "manifest.json").is_file():
            raise ModelMissing(
                f"there is no model for {equipment.id} yet. Run: {_train_command(models.plant, equipment)}"
            )
        bundles[equipment.id] = load_known_or_tried(folder, models.home)
    return bundles


def load_or_train(models: PlantModels, progress: Progress = unwatched) -> dict[str, Bundle]:
    """As `load_bundles`; a type with a twin is trained on it when its model is missing, damaged or outdated."""
    bundles: dict[str, Bundle] = {}
    for equipment in models.plant.equipment:
        if equipment.twin is None:
            only = models.plant.model_copy(update={"equipment": (equipment,)})
            bundles |= load_bundles(replace(models, plant=only))
            continue
        try:
            kept = load_known_or_tried(models.of(equipment), models.home)
        except BundleError:
            kept = None
        fits = kept is not None and trained_for(kept, equipment)
        if kept is not None and not fits and not kept.card.data_source.startswith(_TWIN_SOURCE):
            raise ModelMissing(
                f"the model of {equipment.id}, trained on {kept.card.data_source}, is of an older equipment.yaml. "
                f"Run: faultlens train {models.plant.id} --data FILE (or without --data, to train on the twin)"
            )
        bundles[equipment.id] = kept if kept and fits else train_on_twin(models, equipment, progress)
    return bundles


def train_on_file(models: PlantModels, file: Path, progress: Progress = unwatched) -> Bundle:
    """Train the type of the plant's first asset on a recorded, labelled file, and save the bundle."""
    asset = models.plant.assets[0]
    equipment = models.plant.equipment_of(asset)
    history = history_of(read_table(file), models.plant, asset)
    return _train_and_save(models, equipment, history, progress)


def train_on_twin(models: PlantModels, equipment: EquipmentType, progress: Progress = unwatched) -> Bundle:
    """Train a type on simulated runs of its twin, and save the bundle. Raises UsageError when it has no twin."""
    progress("simulating the twin", 0, 1)
    return _train_and_save(models, equipment, twin_history(equipment, _TWIN_HISTORY_SEED), progress)


def twin_history(equipment: EquipmentType, seed: int) -> History:
    """Labelled runs of the twin: rows between healthy and detectable are left undecided."""
    if equipment.twin is None:
        raise UsageError(f"{equipment.id} has no twin to learn from; give a recorded file with --data")
    twin = equipment.twin
    watched = _simulated(twin, seed, _RUNS_PER_FAULT, _HEALTHY_RUNS, _HOURS)
    glanced_at = _simulated(twin, seed + _OTHER_MACHINES, 0, _MORE_HEALTHY_RUNS, _SHORT_HOURS)
    columns = {name: np.concatenate([watched.columns[name], glanced_at.columns[name]]) for name in watched.columns}
    clear = np.concatenate([watched.clear, glanced_at.clear])
    runs = columns["run"].astype(np.int64)
    runs[len(watched.clear) :] += len(watched.runs)
    known = {mode.id for mode in equipment.failure_modes}
    failure = np.max([columns[fault] for fault in watched.faults], axis=0).astype(np.float64)
    return History(
        source=f"{_TWIN_SOURCE}{twin.model}, seed {seed}",
        digest=_twin_digest(twin, seed),
        measured={signal: columns[signal].astype(np.float64) for signal in watched.signals},
        labels={fault: np.where(clear, columns[fault], np.nan) for fault in watched.faults if fault in known},
        failure=np.where(clear, failure, np.nan),
        runs=runs,
        teaches=np.arange(len(runs)) % _TEACH_EVERY == 0,
    )


def _simulated(twin: TwinSpec, seed: int, runs_per_fault: int, healthy_runs: int, hours: float) -> TwinHistory:
    return healthy_and_faulty_history(
        twin.model,
        twin.parameters,
        seed=seed,
        runs_per_fault=runs_per_fault,
        healthy_runs=healthy_runs,
        hours=hours,
        interval=twin.interval,
    )


def _twin_digest(twin: TwinSpec, seed: int) -> str:
    """SHA-256 of all that decides what the twin measures."""
    said = {
        "twin": twin.model,
        "parameters": twin.parameters,
        "interval": twin.interval,
        "seed": seed,
        "watched": [_RUNS_PER_FAULT, _HEALTHY_RUNS, _HOURS],
        "glanced_at": [_MORE_HEALTHY_RUNS, _SHORT_HOURS, _OTHER_MACHINES],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _train_and_save(
    models: PlantModels, equipment: EquipmentType, history: History, progress: Progress = unwatched
) -> Bundle:
    bundle = train(history, feature_plan(equipment), detector_choices(equipment), seed=TRAINING_SEED, progress=progress)
    save_bundle(bundle, models.of(equipment))
    remember(bundle.digest, models.home)
    return bundle


def _train_command(plant: Plant, equipment: EquipmentType) -> str:
    command = f"faultlens train {plant.id}"
    return command if equipment.twin else f"{command} --data FILE"
