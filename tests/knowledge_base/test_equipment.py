import hashlib
import re

import pytest

from knowledge_base.catalog import check_plant, load_plant
from knowledge_base.records import Affine, EquipmentType
from tests.knowledge_base.plant_folder import MANUAL, PlantFolder, approve_all


def oven(folder: PlantFolder) -> EquipmentType:
    return load_plant(folder.root).equipment[0]


def test_what_is_left_out_has_its_default(folder: PlantFolder) -> None:
    equipment = oven(folder)
    assert equipment.component("chamber").node == "chamber"
    assert equipment.component("burner").node == "burner_node"
    assert equipment.signal("chamber_temperature").features == ("value",)
    assert equipment.signal("gas_flow").normal is None
    assert (equipment.manufacturer, equipment.model_file, equipment.model_sha256) == (None, None, None)


def test_a_measured_signal_knows_how_its_unit_becomes_si(folder: PlantFolder) -> None:
    signal = oven(folder).signal("chamber_temperature")
    assert (signal.unit, signal.unit_label) == ("degC", "°C")
    assert signal.si == Affine(scale=1.0, offset=273.15)
    assert (signal.expression, signal.made_of) == (None, ())


def test_a_signal_of_categories_has_no_unit_to_show(folder: PlantFolder) -> None:
    signal = oven(folder).signal("recipe")
    assert (signal.categories, signal.unit_label) == (("BREAD", "ROLLS"), "")
    assert signal.si == Affine(scale=1.0, offset=0.0)


def test_a_derived_signal_knows_the_signals_that_it_is_made_of_but_not_the_constants(folder: PlantFolder) -> None:
    equipment = oven(folder)
    assert equipment.signal("rise").made_of == ("chamber_temperature",)
    assert equipment.signal("gas_speed").made_of == ("gas_flow",)
    assert equipment.signal("gas_speed").expression == "gas_flow / flow_area"
    assert [signal.id for signal in equipment.signals][-2:] == ["rise", "gas_speed"]


def test_a_derived_signal_may_use_one_that_is_derived_above_it(folder: PlantFolder) -> None:
    folder.change(folder.equipment, "gas_flow / flow_area", "gas_flow / flow_area + 0 * gas_speed")
    (problem,) = folder.problems_in(folder.equipment)
    assert "'gas_speed' is neither a signal defined above nor a constant" in problem.what
    folder.change(folder.equipment, "+ 0 * gas_speed", "* rise / rise")
    assert oven(folder).signal("gas_speed").made_of == ("gas_flow", "rise")


def test_constants_are_kept_in_si(folder: PlantFolder) -> None:
    folder.change(folder.equipment, "room: 293.15 K", "room: 20 kelvin\n  pressure: 2 bar")
    assert {c.id: c.value_si for c in oven(folder).constants} == {"room": 20.0, "pressure": 2e5, "flow_area": 0.5}


def test_the_twin_is_kept_as_it_is_written(folder: PlantFolder) -> None:
    twin = oven(folder).twin
    assert twin is not None
    assert (twin.model, twin.parameters, twin.interval) == ("oven_model", {"size": 2.0}, 5.0)


def test_a_model_of_the_machine_is_found_beside_the_file(folder: PlantFolder) -> None:
    (folder.equipment.parent / "model.glb").write_bytes(b"glTF")
    equipment = oven(folder)
    assert equipment.model_file == "equipment/oven/model.glb"
    assert equipment.model_sha256 == hashlib.sha256(b"glTF").hexdigest()


OTHER_MODE = (
    "  - {id: burner_failure, name: B, component: burner, mechanism: wear, effect: none at all, consequence: low}\n"
)


@pytest.mark.parametrize(
    ("old", "new", "what", "remedy"),
    [
        ("parent: chamber", "parent: chambr", "unknown component 'chambr'", "Did you mean 'chamber'[?]"),
        (
            "unit: degC, component: chamber",
            "unit: degC, component: door",
            "unknown component 'door'",
            "Known: burner, cha",
        ),
        (
            "unit: m/s, component: burner",
            "unit: m/s, component: burners",
            "unknown component 'burners'",
            "mean 'burner'",
        ),
        (
            "    component: burner\n    mech",
            "    component: burnr\n    mech",
            "unknown component 'burnr'",
            "mean 'burner'",
        ),
        ("signal: rise", "signal: rize", "unknown signal 'rize'", "Did you mean 'rise'[?]"),
        ("{id: burner, name", "{id: chamber, name", "'chamber' is there twice", "another id"),
        ("id: gas_flow", "id: recipe", "'recipe' is there twice", "another id"),
        ("id: gas_speed", "id: gas_flow", "'gas_flow' is there twice", "another id"),
        ("failure_modes:\n", f"failure_modes:\n{OTHER_MODE}", "'burner_failure' is there twice", "another id"),
        ("{id: chamber, name", "{id: chamber, parent: burner, name", "chamber is its own ancestor", "Break the circle"),
        ("parent: chamber", "parent: burner", "burner is its own ancestor", "Break the circle"),
        (
            "features: [value, mean_60, slope_300]",
            "features: [value, median_60]",
            "feature 'median_60'",
            "such as mean_60",
        ),
        (
            "features: [value, mean_60, slope_300]",
            "features: [mean_1]",
            "unknown feature 'mean_1'",
            "N from 2 readings on",
        ),
        ("normal: [180, 240]", "normal: [240, 180]", "the normal range is empty", r"\[low, high\] with low < high"),
        ("normal: [180, 240]", "normal: [180, 180]", "the normal range is empty", r"\[low, high\] with low < high"),
        ("unit: degC", "unit: degZ", "'degZ' is not a unit", "Correct this unit"),
        ("unit: degC, ", "", "chamber_temperature needs either a unit or categories", "Add `unit: …` or `categories"),
        ("categories: [BREAD", "unit: m, categories: [BREAD", "recipe needs either a unit or categories", "not both"),
        ("room: 293.15 K", "room: warm", "'warm' is not a quantity", "Correct this constant"),
        ("unit: m/s", "unit: m/z", "'m/z' is not a unit", "Correct the formula or the units"),
        ("unit: m/s", "unit: m", r"gives .length. / .time., but m is .length.", "Correct the formula or the unit"),
        (
            "chamber_temperature - room",
            "chamber_temperature - flow_area",
            "puts .temperature. and .length.\\^2",
            "formula",
        ),
        (
            "chamber_temperature - room",
            "chamber_temp - room",
            "'chamber_temp' is neither a signal",
            "formula or the units",
        ),
        ("chamber_temperature - room", "open(room)", "not allowed; the functions are min max", "formula or the units"),
        ("chamber_temperature - room", "room.real", "not allowed in a formula", "formula or the units"),
        ("chamber_temperature - room", "room -", "is not a formula", "formula or the units"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_a_remedy(
    folder: PlantFolder, old: str, new: str, what: str, remedy: str
) -> None:
    line = folder.change(folder.equipment, old, new)
    lines = range(line, line + new.count("\n") + 2)
    problems = folder.problems_in(folder.equipment)
    assert any(
        problem.fatal and problem.line in lines and re.search(what, problem.what) and re.search(remedy, problem.remedy)
        for problem in problems
    ), "\n".join(map(str, problems))


def test_a_signal_that_is_called_as_a_constant_is_refused(folder: PlantFolder) -> None:
    folder.change(folder.equipment, "  room: 293.15 K", "  room: 293.15 K\n  recipe: 1 m")
    (problem,) = folder.problems_in(folder.equipment)
    assert problem.what == "'recipe' is there twice"
    assert "id: recipe" in folder.equipment.read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_every_component_of_a_circle_is_told(folder: PlantFolder) -> None:
    folder.change(
        folder.equipment,
        "  - {id: chamber, name: Chamber, also: [baking chamber]}",
        "  - {id: chamber, name: Chamber, parent: lamp}\n  - {id: lamp, name: Lamp, parent: burner}",
    )
    said = [p.what for p in folder.problems() if "ancestor" in p.what]
    assert said == [f"{name} is its own ancestor" for name in ("chamber", "lamp", "burner")]


def test_several_mistakes_are_all_told_in_the_order_of_their_lines(folder: PlantFolder) -> None:
    changes = [
        ("parent: chamber", "parent: chambr"),
        ("unit: degC", "unit: degZ"),
        ("mean_60", "median_60"),
        ("unit: m/s", "unit: m"),
        ("signal: rise", "signal: rize"),
    ]
    lines = [folder.change(folder.equipment, old, new) for old, new in changes]
    told = [problem.line for problem in folder.problems_in(folder.equipment)]
    assert told == sorted(told)
    assert set(lines) <= set(told)


@pytest.mark.parametrize(
    ("old", "new", "task"),
    [
        ("isolation_tasks: [OV-T-010]", "isolation_tasks: [OV-T-011]", "OV-T-011"),
        ("restore_tasks: [OV-T-020]", "restore_tasks: [OV-T-020, OV-T-99]", "OV-T-99"),
        ("confirm_tasks: [OV-T-100]", "confirm_tasks: [OV-T-101]", "OV-T-101"),
        ("    tasks: [OV-T-200]", "    tasks: [OV-T-200, OV-T-201]", "OV-T-201"),
    ],
)
def test_a_task_that_no_manual_holds_is_told_but_the_plant_is_usable(
    folder: PlantFolder, old: str, new: str, task: str
) -> None:
    line = folder.change(folder.equipment, old, new)
    plant, problems = check_plant(folder.root)
    (problem,) = problems
    assert not problem.fatal
    assert (problem.file, problem.line, problem.what) == (folder.equipment, line, f"unknown manual task '{task}'")
    assert "Did you mean 'OV-T-" in problem.remedy
    assert plant.equipment[0].task(task) is None


def test_a_type_without_a_manual_is_usable_and_says_which_tasks_are_missing(folder: PlantFolder) -> None:
    folder.manual.unlink()
    plant, problems = check_plant(folder.root)
    assert plant.equipment[0].manuals == ()
    assert [problem.remedy for problem in problems] == ["There is no manual task yet; add it first"] * 4


def test_a_manual_of_another_type_is_refused_with_what_to_write_in_it(folder: PlantFolder) -> None:
    folder.change(folder.manual, "equipment: oven", "equipment: kiln")
    _, problems = check_plant(folder.root)
    (problem,) = [problem for problem in problems if problem.file == folder.manual]
    assert "is a manual of 'kiln'" in problem.what
    assert "Write `equipment: oven`" in problem.what


def test_a_task_that_stands_in_two_manuals_is_refused_with_both_files(folder: PlantFolder) -> None:
    (folder.manual.parent / "second.md").write_text(MANUAL.replace("OV-M", "OV-N"), encoding="utf-8")
    approve_all(folder.root)
    problems = folder.problems_in(folder.equipment)
    assert [p.what.split(" ")[1] for p in problems] == ["OV-T-010", "OV-T-020", "OV-T-100", "OV-T-200"]
    for problem in problems:
        assert "manuals/oven.md" in problem.what
        assert "manuals/second.md" in problem.what
        assert problem.remedy == "Keep one"


def test_a_task_that_stands_twice_in_one_manual_is_refused(folder: PlantFolder) -> None:
    folder.change(folder.manual, "{#OV-T-020}", "{#OV-T-010}")
    _, problems = check_plant(folder.root)
    assert any("holds task OV-T-010 twice" in problem.what for problem in problems)


def test_a_task_that_would_stand_twice_in_one_procedure_is_refused(folder: PlantFolder) -> None:
    text = folder.equipment.read_text(encoding="utf-8")
    folder.equipment.write_text(text.replace("tasks: [OV-T-200]", "tasks: [OV-T-200, OV-T-020]"), encoding="utf-8")
    problem = folder.problems_in(folder.equipment)[0]
    assert problem.fatal
    assert "task OV-T-020 would stand twice in the procedure" in problem.what
