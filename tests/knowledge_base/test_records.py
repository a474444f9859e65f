from typing import Any

import pytest
from pydantic import ValidationError

from knowledge_base import records
from knowledge_base.catalog import load_plant
from knowledge_base.records import Component, NoticeKind, Record
from tests.knowledge_base.plant_folder import PlantFolder

ALL_RECORDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
]
MOTOR: dict[str, Any] = {"id": "motor", "name": "Motor", "node": "motor"}


@pytest.mark.parametrize("kind", ALL_RECORDS)
def test_every_record_is_frozen_strict_about_fields_and_refuses_what_is_not_finite(kind: type[Record]) -> None:
    assert kind.model_config["frozen"] is True
    assert kind.model_config["extra"] == "forbid"
    assert kind.model_config["allow_inf_nan"] is False


def test_a_record_cannot_be_changed() -> None:
    component = Component(**MOTOR)
    with pytest.raises(ValidationError, match="frozen"):
        component.name = "Pump"  # type: ignore[misc]  # the assignment is what is refused


@pytest.mark.parametrize("wrong", ["", "-pump", "two words", "../up", "a/b", "ümlaut", "a" * 81, "a\n"])
def test_an_id_is_plain_and_short(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Component(**MOTOR | {"id": wrong})


def test_things_are_found_by_their_id(folder: PlantFolder) -> None:
    plant = load_plant(folder.root)
    oven = plant.equipment_of(plant.asset("OV-1"))
    assert oven.component("burner").parent == "chamber"
    assert oven.signal("gas_flow").component == "burner"
    assert oven.failure_mode("burner_failure").consequence == "high"
    task = oven.task("OV-T-200")
    assert task is not None
    assert task.steps[0].notices[0].kind is NoticeKind.WARNING


def test_what_is_not_there_is_a_key_error_but_a_missing_task_is_none(folder: PlantFolder) -> None:
    plant = load_plant(folder.root)
    oven = plant.equipment[0]
    for find in (plant.asset, oven.component, oven.signal, oven.failure_mode):
        with pytest.raises(KeyError, match="nothing"):
            find("nothing")
    assert oven.task("nothing") is None
