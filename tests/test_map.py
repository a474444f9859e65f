"""Each module has the test module of its name, so that whoever changes one knows where to look for the other."""

from pathlib import Path

import pytest

from tests.tooling.install import ROOT

PACKAGES = ("explain", "knowledge_base", "assistant", "ar_client")
# What is tested elsewhere: (modules, where, why). The first that fits counts.
ELSEWHERE = (
    ("explain/errors.py", "tests/explain", "only names; each is raised by the tests of what raises it"),
    (
        "explain/detectors/contract.py",
        "tests/contract/test_detector_contract.py",
        "a protocol: all its families together",
    ),
    ("knowledge_base/records/*.py", "tests/knowledge_base/test_records.py", "nouns: tested together"),
    ("ar_client/errors.py", "tests/ar_client", "only names; each is raised by the tests of what raises it"),
    ("ar_client/models/*.py", "tests/ar_client/test_models.py", "shapes: judged by the whole models that they make"),
    ("ar_client/desktop/*.py", "tests/ar_client/test_desktop.py", "drawing: judged by the pictures that it makes"),
    ("assistant/cli/options.py", "tests/assistant/cli", "only what the commands share; each command's tests use it"),
    ("assistant/bench/*.py", "tests/benchmarks", "measurements: their results are files with tests of their own"),
)


def modules() -> list[Path]:
    """Every module of our packages, as a path below the root; a package's own file only gathers names."""
    found = (file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    paths = (file.relative_to(ROOT) for file in found if "node_modules" not in file.parts)
    return sorted(path for path in paths if path.name != "__init__.py")


def own_test(module: Path) -> Path:
    """Where the tests of a module belong: the same path below `tests`."""
    return ROOT / "tests" / module.parent / f"test_{module.name}"


@pytest.mark.parametrize("module", modules(), ids=str)
def test_a_module_has_the_test_module_of_its_name_or_a_reason_to_have_none(module: Path) -> None:
    excused = any(module.match(pattern) for pattern, _, _ in ELSEWHERE)
    assert own_test(module).is_file() or excused, f"write {own_test(module).relative_to(ROOT)}"


@pytest.mark.parametrize(("pattern", "where", "why"), ELSEWHERE, ids=[pattern for pattern, _, _ in ELSEWHERE])
def test_an_excuse_has_a_reason_leads_to_tests_and_is_still_needed(pattern: str, where: str, why: str) -> None:
    assert why
    assert (ROOT / where).exists()
    assert any(module.match(pattern) and not own_test(module).is_file() for module in modules())
