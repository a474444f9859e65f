from pathlib import Path

from knowledge_base.errors import CatalogError, Problem


def test_a_problem_reads_as_file_line_fault_and_remedy() -> None:
    problem = Problem(Path("plant.yaml"), 7, "unknown signal 'flov'", "Did you mean 'flow'?")
    assert str(problem) == "plant.yaml:7: unknown signal 'flov'. Did you mean 'flow'?"
    assert problem.fatal


def test_a_catalog_error_tells_every_problem_on_a_line_of_its_own() -> None:
    problems = tuple(Problem(Path("plant.yaml"), line, "a fault", "A remedy") for line in (3, 9))
    assert str(CatalogError(problems)).splitlines() == [str(problem) for problem in problems]
    assert CatalogError(problems).problems == problems
