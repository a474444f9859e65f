"""A limit that the manual does not state is not a limit."""

import pytest

from knowledge_base.catalog import check_plant, load_plant
from tests.knowledge_base.plant_folder import PlantFolder, approve_all

STEP = "Clean the burner until the gap is 0.5 to 0.8 mm, at minus 5 °C no more than 1,2 mm."


def with_measurement(folder: PlantFolder, *lines: str) -> PlantFolder:
    folder.change(folder.manual, "Clean the burner.", STEP)
    approve_all(folder.root)
    folder.change(folder.equipment, "failure_modes:", "\n".join(("measurements:", *lines, "failure_modes:")))
    return folder


@pytest.mark.parametrize(
    ("limits", "low", "high"),
    [
        ("low: 0.5, high: 0.8", 0.5, 0.8),
        ("high: 1.2", None, 1.2),
        ("low: 0, high: 0.8", 0.0, 0.8),
        ("low: -5", -5.0, None),
    ],
)
def test_a_limit_that_stands_in_the_step_is_taken(
    folder: PlantFolder, limits: str, low: float | None, high: float | None
) -> None:
    with_measurement(folder, f"  - {{task: OV-T-200, step: 1, name: Gap, unit: mm, {limits}}}")
    (measurement,) = load_plant(folder.root).equipment[0].measurements
    assert (measurement.task, measurement.step, measurement.name) == ("OV-T-200", 1, "Gap")
    assert (measurement.unit_label, measurement.low, measurement.high) == ("mm", low, high)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{task: OV-T-200, step: 1, name: Gap, unit: mm, high: 0.9}", "0.9 stands neither in step 1 of OV-T-200"),
        ("{task: OV-T-200, step: 1, name: Gap, unit: mm, low: 0.8, high: 0.5}", "low is above high"),
        ("{task: OV-T-200, step: 1, name: Gap, unit: mm}", "Gap has no limit"),
        ("{task: OV-T-200, step: 1, name: Gap, unit: furlongz, high: 0.8}", "furlongz"),
    ],
)
def test_a_measurement_that_does_not_fit_is_told_by_its_line(folder: PlantFolder, line: str, said: str) -> None:
    with_measurement(folder, f"  - {line}")
    (problem,) = folder.problems_in(folder.equipment)
    assert said in problem.what
    assert problem.fatal


def test_a_step_has_one_value(folder: PlantFolder) -> None:
    line = "  - {task: OV-T-200, step: 1, name: Gap, unit: mm, high: 0.8}"
    with_measurement(folder, line, line)
    (problem,) = folder.problems_in(folder.equipment)
    assert "there twice" in problem.what


@pytest.mark.parametrize(("task", "step"), [("OV-T-999", 1), ("OV-T-200", 7)])
def test_a_step_that_no_manual_holds_is_told_and_the_plant_is_watched_all_the_same(
    folder: PlantFolder, task: str, step: int
) -> None:
    with_measurement(folder, f"  - {{task: {task}, step: {step}, name: Gap, unit: mm, high: 0.8}}")
    _, (problem,) = check_plant(folder.root)
    assert f"no approved manual holds a step {step} of task {task}" in problem.what
    assert not problem.fatal
