import subprocess
import sys
from importlib import import_module

import pytest

from explain.detectors.families import FAMILIES, family
from explain.errors import TrainingError
from tests.tooling.install import ROOT

HEAVY = ("lightgbm", "sklearn", "xgboost", "torch", "onnxruntime", "scipy")


@pytest.mark.parametrize("name", FAMILIES)
def test_an_id_leads_to_the_class_that_bears_it(name: str) -> None:
    assert family(name).family == name


def test_every_module_with_a_family_is_listed() -> None:
    modules = (file.stem for file in (ROOT / "explain" / "detectors").glob("*.py"))
    names = [found for module in modules for found in vars(import_module(f"explain.detectors.{module}")).values()]
    bearers = {vars(found)["family"] for found in names if isinstance(found, type) and "family" in vars(found)}
    assert bearers == set(FAMILIES)


def test_a_name_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(TrainingError, match="no family of detectors 'forest'; there are: lightgbm, random_forest"):
        family("forest")


def test_asking_for_a_family_loads_no_library() -> None:
    program = (
        "import sys; from explain.detectors.families import FAMILIES, family; [family(name) for name in FAMILIES]; "
        f"print(*(name for name in {HEAVY!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
