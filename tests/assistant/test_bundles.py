"""Models live where they should, are loaded as they were saved, and are made again when they no longer fit."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant import bundles as subject
from assistant.bundles import (
    PlantModels,
    load_bundles,
    load_or_train,
    plant_models,
    train_on_file,
    train_on_twin,
    twin_history,
)
from assistant.errors import ModelMissing, UsageError
from assistant.foreign import remember
from assistant.settings import Settings
from explain.bundle import Bundle
from explain.bundle_files import make_bundle, save_bundle
from explain.errors import BundleError, DataError, TrainingError
from explain.history import History
from knowledge_base.catalog import find_plant
from knowledge_base.records import EquipmentType, Plant
from tests.assistant.milling_files import milling_csv
from tests.assistant.small_models import few_trees


def quietly(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def models(plant: Plant, bundle: Bundle, equipment: EquipmentType, tmp_path: Path) -> PlantModels:
    """The pump house's models, with the small one saved."""
    made = PlantModels(plant, tmp_path / "models", tmp_path)
    save_bundle(bundle, made.of(equipment))
    remember(bundle.digest, made.home)
    return made


@pytest.fixture
def retrained(monkeypatch: pytest.MonkeyPatch, bundle: Bundle) -> list[History]:
    """The histories that were trained on; training gives the small model at once."""
    seen: list[History] = []

    def train(history: History, *rest: object, **named: object) -> Bundle:
        seen.append(history)
        return bundle

    monkeypatch.setattr(subject, "train", train)
    return seen


@pytest.fixture
def quick_training() -> Iterator[None]:
    """Few small trees."""
    with few_trees():
        yield


@pytest.fixture
def short_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A twin history of a few short runs."""
    monkeypatch.setattr(subject, "_RUNS_PER_FAULT", 1)
    monkeypatch.setattr(subject, "_HEALTHY_RUNS", 2)
    monkeypatch.setattr(subject, "_HOURS", 0.2)
    monkeypatch.setattr(subject, "_MORE_HEALTHY_RUNS", 2)
    monkeypatch.setattr(subject, "_SHORT_HOURS", 0.1)


def test_a_bundled_plant_keeps_its_models_in_the_home(plant: Plant, tmp_path: Path, equipment: EquipmentType) -> None:
    made = plant_models(plant, find_plant("pump-skid"), Settings(home=tmp_path))
    assert made.of(equipment) == tmp_path / "models" / "pump-skid" / "pump-skid"


def test_a_users_plant_keeps_its_models_beside_its_catalog(plant: Plant, tmp_path: Path) -> None:
    made = plant_models(plant, tmp_path / "my-plant", Settings(home=tmp_path / "home"))
    assert made.folder == tmp_path / "my-plant" / "models"


def test_a_saved_model_is_loaded_whole(models: PlantModels, bundle: Bundle) -> None:
    loaded = load_bundles(models)["pump-skid"]
    assert loaded.digest == bundle.digest
    assert loaded.plan == bundle.plan
    assert loaded.card == bundle.card


def test_a_model_never_trained_is_missing_and_the_command_is_named(
    plant: Plant, milling: Plant, tmp_path: Path
) -> None:
    with pytest.raises(ModelMissing, match=r"Run: faultlens train pump-skid$"):
        load_bundles(PlantModels(plant, tmp_path, tmp_path))
    with pytest.raises(ModelMissing, match=r"Run: faultlens train milling-cell --data FILE$"):
        load_bundles(PlantModels(milling, tmp_path, tmp_path))


@pytest.mark.parametrize("name", ["bearing_de_wear/model.txt", "card.json", "manifest.json"])
def test_a_changed_file_is_noticed(models: PlantModels, equipment: EquipmentType, name: str) -> None:
    file = models.of(equipment) / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(BundleError, match="Train"):
        load_bundles(models)


def test_a_good_model_is_kept_not_trained_again(models: PlantModels, bundle: Bundle, retrained: list[History]) -> None:
    assert load_or_train(models, quietly)["pump-skid"].digest == bundle.digest
    assert retrained == []


def damage(models: PlantModels, equipment: EquipmentType, bundle: Bundle) -> None:
    (models.of(equipment) / "card.json").write_text("{}")


def cut_short(models: PlantModels, equipment: EquipmentType, bundle: Bundle) -> None:
    file = models.of(equipment) / "bearing_de_wear/model.txt"
    file.write_bytes(file.read_bytes()[:100])


def outdate(models: PlantModels, equipment: EquipmentType, bundle: Bundle) -> None:
    older = bundle.plan.model_copy(update={"signals": bundle.plan.signals[:-1]})
    save_bundle(make_bundle(older, bundle.learned, bundle.modes, bundle.card), models.of(equipment))


def remove(models: PlantModels, equipment: EquipmentType, bundle: Bundle) -> None:
    (models.of(equipment) / "manifest.json").unlink()


@pytest.mark.usefixtures("short_twin")
@pytest.mark.parametrize("spoil", [damage, cut_short, outdate, remove])
def test_a_model_that_no_longer_fits_is_trained_again_and_saved(
    models: PlantModels,
    equipment: EquipmentType,
    bundle: Bundle,
    retrained: list[History],
    spoil: Callable[[PlantModels, EquipmentType, Bundle], None],
) -> None:
    spoil(models, equipment, bundle)
    assert load_or_train(models, quietly)["pump-skid"].digest == bundle.digest
    assert len(retrained) == 1
    assert load_bundles(models)["pump-skid"].digest == bundle.digest


def test_a_plant_without_a_twin_is_never_trained_by_itself(milling: Plant, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="--data FILE"):
        load_or_train(PlantModels(milling, tmp_path, tmp_path), quietly)


def test_training_on_a_twin_needs_a_twin(milling: Plant, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no twin to learn from"):
        train_on_twin(PlantModels(milling, tmp_path, tmp_path), milling.equipment[0], quietly)


@pytest.mark.usefixtures("short_twin")
def test_a_twin_history_is_labelled_only_where_the_label_is_beyond_dispute(equipment: EquipmentType) -> None:
    history = twin_history(equipment, seed=3)
    assert set(history.labels) == {mode.id for mode in equipment.failure_modes}
    assert set(history.measured) == {signal.id for signal in equipment.signals if signal.expression is None}
    undecided = np.isnan(history.failure)
    assert undecided.any()
    for label in history.labels.values():
        assert (np.isnan(label) == undecided).all()
    decided = ~undecided
    together = np.max([label[decided] for label in history.labels.values()], axis=0)
    assert (together == history.failure[decided]).all()
    assert len(np.unique(history.runs)) == 10 + 2 + 2


@pytest.mark.usefixtures("short_twin")
def test_another_seed_is_another_history_and_its_digest_says_so(equipment: EquipmentType) -> None:
    one, same, other = (twin_history(equipment, seed) for seed in (3, 3, 4))
    assert one.digest == same.digest
    assert (one.measured["flow"] == same.measured["flow"]).all()
    assert one.digest != other.digest
    assert (one.measured["flow"] != other.measured["flow"]).any()


@pytest.mark.usefixtures("quick_training")
def test_a_model_learns_from_a_labelled_file(milling: Plant, tmp_path: Path) -> None:
    models = PlantModels(milling, tmp_path / "models", tmp_path)
    told: list[tuple[int, int]] = []
    made = train_on_file(models, milling_csv(tmp_path), lambda what, done, total: told.append((done, total)))
    assert [mode.mode_id for mode in made.modes] == list(milling.history.label_columns)
    assert load_bundles(models)["milling-machine"].digest == made.digest
    assert made.card.rows == 400
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > 0


@pytest.mark.usefixtures("quick_training")
def test_training_twice_on_one_file_gives_the_same_model(milling: Plant, tmp_path: Path) -> None:
    file = milling_csv(tmp_path)
    first, second = (train_on_file(PlantModels(milling, tmp_path / n, tmp_path), file, quietly) for n in ("a", "b"))
    assert first.digest == second.digest


@pytest.mark.parametrize(
    ("spoiled", "error"),
    [({"Torque [Nm]": "fast"}, DataError), ({"TWF": "0"}, TrainingError), ({"PWF": "2"}, DataError)],
)
def test_a_failed_training_leaves_the_old_model_whole(
    milling: Plant, tmp_path: Path, spoiled: dict[str, str], error: type[Exception], bundle: Bundle
) -> None:
    models = PlantModels(milling, tmp_path / "models", tmp_path)
    save_bundle(bundle, models.of(milling.equipment[0]))
    with pytest.raises(error):
        train_on_file(models, milling_csv(tmp_path, every_row=spoiled), quietly)
    assert load_bundles(models)["milling-machine"].digest == bundle.digest
    assert [path.name for path in models.folder.iterdir()] == ["milling-machine"]
