import hashlib
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.catalog import BUNDLED, bundled_plants, check_plant, find_plant, load_plant
from knowledge_base.errors import CatalogError, Problem, UnknownPlant
from knowledge_base.records import Affine
from tests.knowledge_base.plant_folder import EQUIPMENT, PlantFolder, write_plant


def test_a_right_plant_has_no_problems(folder: PlantFolder) -> None:
    plant, problems = check_plant(folder.root)
    assert problems == ()
    assert (plant.id, plant.name, plant.contact.phone) == ("bakery", "Bakery", "ext. 1")
    assert [asset.id for asset in plant.assets] == ["OV-1"]
    assert [equipment.id for equipment in plant.equipment] == ["oven"]
    assert plant.history.label_columns == {"burner_failure": "BF"}
    assert load_plant(folder.root) == plant


def test_every_measured_signal_is_bound_to_the_column_of_its_own_name_unless_it_says_otherwise(
    folder: PlantFolder,
) -> None:
    bindings = {b.signal: b for b in load_plant(folder.root).asset("OV-1").bindings}
    assert {signal: b.column for signal, b in bindings.items()} == {
        "chamber_temperature": "T [F]",
        "gas_flow": "gas_flow",
        "recipe": "Recipe",
    }
    assert bindings["gas_flow"].to_unit == Affine(scale=1.0, offset=0.0)
    fahrenheit = bindings["chamber_temperature"].to_unit
    assert fahrenheit.scale * 392.0 + fahrenheit.offset == pytest.approx(200.0)


@pytest.mark.parametrize(
    ("old", "new", "what", "remedy"),
    [
        ("equipment: oven", "equipment: ovn", "unknown equipment 'ovn'", "Types that could be read: oven"),
        (
            "      recipe: Recipe",
            "      recipy: Recipe",
            "unknown signal 'recipy'",
            "chamber_temperature, gas_flow, recipe",
        ),
        ("      recipe: Recipe", "      rise: Rise", "unknown signal 'rise'", "Measured signals of oven"),
        ("unit: degF", "unit: bar", "bar .* cannot become degC", "Write a unit that fits degC"),
        ("unit: degF", "unit: degZ", "'degZ' is not a unit", "Write a unit that fits degC"),
        ("burner_failure: BF", "burner_fault: BF", "unknown failure mode 'burner_fault'", "Known: burner_failure"),
        (
            "history:",
            "  - {id: OV-1, name: Oven 2, equipment: oven}\nhistory:",
            "asset OV-1 is there twice",
            "Give it another id",
        ),
        ("    name: Oven 1", "    nam: Oven 1", "nam is not a field", "Did you mean `name`"),
        ('"ext. 1"', '"ext. 1', "is not valid YAML", "quotes"),
    ],
)
def test_a_mistake_in_plant_yaml_is_told_with_its_line_and_a_remedy(
    folder: PlantFolder, old: str, new: str, what: str, remedy: str
) -> None:
    line = folder.change(folder.plant, old, new)
    problems = folder.problems()
    with pytest.raises(CatalogError, match=rf"plant\.yaml:\d+: .*{what}"):
        load_plant(folder.root)
    told = [p for p in problems if remedy in p.remedy]
    assert told, "\n".join(map(str, problems))
    assert told[0].file == folder.plant
    # An open quotation mark is noticed at the next one.
    assert told[0].line == line if "YAML" not in what else told[0].line >= line


def test_mistakes_in_all_files_are_told_at_once_in_file_and_line_order(folder: PlantFolder) -> None:
    wanted = [
        (folder.equipment, folder.change(folder.equipment, "parent: chamber", "parent: chambr")),
        (folder.equipment, folder.change(folder.equipment, "signal: rise", "signal: rize")),
        (folder.manual, folder.change(folder.manual, "1. Clean the burner.", "2. Clean the burner.")),
        (folder.plant, folder.change(folder.plant, "name: Bakery", "nmae: Bakery")),
    ]
    told = [(problem.file, problem.line) for problem in folder.problems()]
    assert set(wanted) <= set(told)
    assert told == sorted(told)


def not_read(folder: PlantFolder) -> Problem:
    """The one problem of the manual; the plant is usable all the same."""
    plant, problems = check_plant(folder.root)
    assert plant.equipment[0].manuals == ()
    assert not any(problem.fatal for problem in problems)
    (problem,) = [problem for problem in problems if problem.file == folder.manual]
    return problem


@pytest.mark.parametrize(
    ("break_it", "name", "line", "what"),
    [
        ("1. Clean the burner.", "oven.md", 22, "task OV-T-200 has step 4 where step 1 must stand"),
        ("date: 2026-01-31", "oven.md", 1, "the front matter is wrong: date"),
    ],
)
def test_a_manual_that_cannot_be_read_is_told_with_its_line(
    folder: PlantFolder, break_it: str, name: str, line: int, what: str
) -> None:
    folder.change(
        folder.manual, break_it, break_it.replace("1. Clean", "4. Clean").replace("---", "-").replace("31", "32")
    )
    problem = not_read(folder)
    assert (problem.file.name, problem.line) == (name, line)
    assert what in problem.what
    assert problem.remedy == "Correct the manual"


def test_a_manual_that_is_not_text_is_told(folder: PlantFolder) -> None:
    folder.manual.write_bytes(b"\xff\xfe")
    problem = not_read(folder)
    assert (problem.file, problem.line) == (folder.manual, 1)
    assert "not UTF-8" in problem.what


def test_an_equipment_file_that_is_not_there_leaves_no_type_of_machine(folder: PlantFolder) -> None:
    folder.equipment.unlink()
    problems = folder.problems()
    assert (problems[0].file, problems[0].line) == (folder.plant, 1)
    assert problems[0].what == "the plant has no type of machine"
    assert problems[0].remedy == "Add equipment/<type>/equipment.yaml"
    assert "unknown equipment 'oven'" in {problem.what for problem in problems}


def test_two_types_of_one_id_are_refused_with_both_files(folder: PlantFolder) -> None:
    second = folder.root / "equipment" / "second" / "equipment.yaml"
    second.parent.mkdir()
    second.write_text(EQUIPMENT, encoding="utf-8")
    (problem,) = [p for p in folder.problems() if p.fatal]
    assert (problem.file, problem.line) == (second, 1)
    assert problem.what == f"the type 'oven' is also in {folder.equipment}"


def test_a_folder_without_plant_yaml_is_unknown(folder: PlantFolder) -> None:
    folder.plant.unlink()
    with pytest.raises(UnknownPlant, match=r"has no plant\.yaml"):
        load_plant(folder.root)


def test_a_plant_is_found_by_its_folder_or_by_the_name_of_a_bundled_one(folder: PlantFolder) -> None:
    assert find_plant(str(folder.root)) == folder.root
    assert find_plant("pump-skid") == BUNDLED / "pump-skid"
    assert set(bundled_plants()) == {"milling-cell", "pump-skid"}


def test_a_folder_of_the_user_comes_before_a_bundled_plant_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pump-skid").mkdir()
    assert find_plant("pump-skid") == BUNDLED / "pump-skid"
    write_plant(tmp_path / "pump-skid")
    assert load_plant(find_plant("pump-skid")).id == "bakery"


def test_an_unknown_plant_is_told_the_bundled_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownPlant, match=r"there is no plant 'pumpskid'.*milling-cell, pump-skid"):
        find_plant("pumpskid")
    with pytest.raises(UnknownPlant, match=r"has no plant\.yaml\. Add one.*pump-skid"):
        find_plant(str(tmp_path))


def test_the_digest_is_over_all_that_says_something(folder: PlantFolder, tmp_path: Path) -> None:
    before = load_plant(folder.root).digest
    copy = tmp_path / "elsewhere"
    shutil.copytree(folder.root, copy)
    assert load_plant(copy).digest == before
    for file in (folder.plant, folder.equipment, folder.manual):
        whole = file.read_bytes()
        file.write_bytes(whole + b"\n")
        assert load_plant(folder.root).digest != before, file.name
        file.write_bytes(whole)
    (folder.equipment.parent / "model.glb").write_bytes(b"glTF")
    (folder.root / "models").mkdir()
    (folder.root / "models" / "manifest.json").write_bytes(b"{}")
    assert load_plant(folder.root).digest == before


def test_a_folder_of_pictures_among_the_manuals_does_no_harm(folder: PlantFolder) -> None:
    (folder.manual.parent / "pictures").mkdir()
    (folder.manual.parent / "pictures" / "burner.png").write_bytes(b"PNG")
    assert check_plant(folder.root)[1] == ()


def test_the_planning_counts_in_no_digest(folder: PlantFolder) -> None:
    before = load_plant(folder.root).digest
    (folder.root / "planning.yaml").write_text("currency: EUR\n", encoding="utf-8")
    assert load_plant(folder.root).digest == before
    (folder.root / "equipment/oven/planning.yaml").write_text("currency: EUR\n", encoding="utf-8")
    assert load_plant(folder.root).digest != before


def test_a_manual_is_known_by_its_file_and_digest(folder: PlantFolder) -> None:
    (manual,) = load_plant(folder.root).equipment[0].manuals
    assert manual.file == "equipment/oven/manuals/oven.md"
    assert manual.sha256 == hashlib.sha256(folder.manual.read_bytes()).hexdigest()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2), st.integers(0, 2000), st.integers(0, 40), st.text(alphabet="a1:-[]{}#'\"\n *>.", max_size=4))
def test_no_edit_of_any_file_ends_in_anything_but_a_plant_or_its_problems(
    folder: PlantFolder, which: int, start: int, length: int, put: str
) -> None:
    file = (folder.plant, folder.equipment, folder.manual)[which]
    whole = file.read_text(encoding="utf-8")
    start %= len(whole)
    file.write_text(whole[:start] + put + whole[start + length :], encoding="utf-8")
    problems: tuple[Problem, ...] = ()
    try:
        check_plant(folder.root)
    except CatalogError as error:
        problems = error.problems
    finally:
        file.write_text(whole, encoding="utf-8")
    assert all(problem.line >= 1 and problem.what and problem.remedy for problem in problems)
