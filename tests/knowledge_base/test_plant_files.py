import re
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.errors import CatalogError, Problem
from knowledge_base.plant_files import EquipmentShape, PlantShape, shaped
from knowledge_base.yaml_source import read_yaml
from tests.knowledge_base.plant_folder import EQUIPMENT, PLANT

Shape = type[PlantShape] | type[EquipmentShape]


def problems_of(tmp_path: Path, shape: Shape, old: str, new: str) -> tuple[Problem, ...]:
    text = PLANT if shape is PlantShape else EQUIPMENT
    assert text.count(old) == 1
    file = tmp_path / "file.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        shaped(read_yaml(file), shape)
    return caught.value.problems


def test_a_right_file_has_its_defaults_filled_in(tmp_path: Path) -> None:
    file = tmp_path / "plant.yaml"
    file.write_text(PLANT, encoding="utf-8")
    plant = shaped(read_yaml(file), PlantShape)
    assert plant.assets[0].bindings["recipe"].column == "Recipe"
    assert plant.assets[0].bindings["recipe"].unit is None
    assert (plant.history.time_column, plant.site) == (None, "")
    file.write_text(EQUIPMENT, encoding="utf-8")
    equipment = shaped(read_yaml(file), EquipmentShape)
    assert equipment.signals[0].features == ("value",)
    assert equipment.components[0].node is None
    assert equipment.twin is not None
    assert equipment.twin.interval == 5.0


P, E = PlantShape, EquipmentShape
HERE = None
"""The line of the change."""


@pytest.mark.parametrize(
    ("shape", "old", "new", "where", "what", "remedy"),
    [
        (P, "name: Bakery", "nmae: Bakery", HERE, "nmae is not a field", "Did you mean `name`[?]"),
        (P, "name: Oven 1", "nam: Oven 1", HERE, r"assets\.0\.nam is not a field", "Did you mean `name`[?]"),
        (P, "unit: degF", "units: degF", HERE, r"chamber_temperature\.units is not a field", "Did you mean `unit`[?]"),
        (P, "label_columns:", "labels_column:", HERE, r"history\.labels_column", "Did you mean `label_columns`[?]"),
        (P, "phone:", "fax:", HERE, r"contact\.fax is not a field", "Known fields: phone, role"),
        (P, "name: Bakery\n", "", "id: bakery", "name is missing", "Add `name:` here"),
        (P, "    equipment: oven\n", "", "- id: OV-1", r"assets\.0\.equipment is missing", "Add `equipment:` here"),
        (P, "name: Bakery", "name: [Bakery]", HERE, "name: .*string", "Correct this value"),
        (P, "name: Bakery", "name: no", HERE, r"name: .*string \(found False\)", "Correct this value"),
        (P, "name: Bakery", "name: ''", HERE, "name: .*at least 1 character", "Correct this value"),
        (P, "id: bakery", "id: my bakery", HERE, r"id: .*pattern.*\(found 'my bakery'\)", "Correct this value"),
        (P, "id: bakery", "id: 7", HERE, r"id: .*string \(found 7\)", "Correct this value"),
        (E, "expression: gas_flow /", "expresion: gas_flow /", HERE, r"derived\.1\.expresion", "`expression`[?]"),
        (E, "consequence: high", "consequence: dire", HERE, r"'medium' or 'high' \(found 'dire'\)", "Correct this"),
        (E, "direction: low", "direction: down", HERE, r"'high' or 'low' \(found 'down'\)", "Correct this value"),
        (
            E,
            "normal: [180, 240]",
            "normal: [180]",
            HERE,
            r"signals\.0\.normal\.1 is missing",
            "Add one more value here",
        ),
        (E, "normal: [180, 240]", "normal: [180, hot]", HERE, r"normal\.1: .*number.*\(found 'hot'\)", "Correct this"),
        (E, "normal: [180, 240]", "normal: [180, .inf]", HERE, r"normal\.1: .*finite", "Correct this value"),
        (E, "interval: 5", "interval: 0", HERE, r"twin\.interval: .*greater than 0", "Correct this value"),
        (E, "room: 293.15 K", "room: 293.15", HERE, r"constants\.room: .*string", "Correct this value"),
        (E, "[value, mean_60, slope_300]", "[]", HERE, r"features: .*at least 1", "Correct this value"),
        (E, "chamber_temperature - room", "room+" * 100 + "room", HERE, "at most 500", "Correct this value"),
        (E, "safe_state: Cold and locked.\n", "", "id: oven", "safe_state is missing", "Add `safe_state:` here"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line_and_a_remedy(
    tmp_path: Path, shape: Shape, old: str, new: str, where: str | None, what: str, remedy: str
) -> None:
    text = PLANT if shape is PlantShape else EQUIPMENT
    line = text[: text.index(where or old)].count("\n") + 1
    problems = problems_of(tmp_path, shape, old, new)
    assert any(
        problem.line == line and re.search(what, problem.what) and re.search(remedy, problem.remedy)
        for problem in problems
    ), "\n".join(map(str, problems))


def test_all_that_does_not_fit_is_told_at_once(tmp_path: Path) -> None:
    changed = PLANT.replace("name: Bakery", "nmae: Bakery").replace('"ext. 1"', "12").replace("id: OV-1", "id: ''")
    file = tmp_path / "plant.yaml"
    file.write_text(changed, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        shaped(read_yaml(file), PlantShape)
    told = {(problem.line, problem.what.split(" ")[0].rstrip(":")) for problem in caught.value.problems}
    assert told == {(1, "name"), (2, "nmae"), (3, "contact.phone"), (5, "assets.0.id")}


@pytest.mark.parametrize("content", ["- a list\n", "just text\n", "42\n"])
def test_a_file_that_holds_no_fields_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "plant.yaml"
    file.write_text(content)
    with pytest.raises(CatalogError, match=r"plant\.yaml:1: must hold fields"):
        shaped(read_yaml(file), PlantShape)


@pytest.mark.parametrize("wrong", [None, 3, "oven", ["x"], {"x": 1}])
@pytest.mark.parametrize("field", sorted(EquipmentShape.model_fields))
def test_no_value_of_any_field_ends_in_anything_but_a_problem(tmp_path: Path, field: str, wrong: Any) -> None:
    source = read_yaml(_written(tmp_path / "equipment.yaml"))
    source.data[field] = wrong
    problems: tuple[Problem, ...] = ()
    try:
        shaped(source, EquipmentShape)
    except CatalogError as error:
        problems = error.problems
    assert all(problem.what.startswith(field) and problem.remedy for problem in problems)


def _written(file: Path) -> Path:
    file.write_text(EQUIPMENT, encoding="utf-8")
    return file
