"""The two packages may not import each other; a formula that the catalog accepts must be one that can be computed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explain.errors import ExpressionError
from explain.expressions import compile_expression
from knowledge_base.catalog import BUNDLED, bundled_plants, load_plant
from knowledge_base.plant_files import DerivedShape
from knowledge_base.units import UnitError, formula_dimension, formula_names

KNOWN = {"a": {}, "b": {"[length]": 1.0}, "c": {"[length]": 1.0}}


def accepted(text: str) -> bool:
    """Whether an equipment.yaml with this formula, of whatever dimension, is a valid one."""
    try:
        formula_dimension(text, {name: dict(of) for name, of in KNOWN.items()})
        DerivedShape(id="d", name="D", unit="m", component="c", expression=text)
    except (UnitError, ValueError):
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "b + c",
        "-b",
        "b ** 2",
        "a ** 0.5",
        "min(b, c)",
        "sqrt(b * c)",
        "exp(b / c)",
        "log(a)",
        "abs(b)",
        "2.5",
        "1e3 * b",
    ],
)
def test_what_both_know_is_accepted_by_both(text: str) -> None:
    assert accepted(text)
    compile_expression(text)


@pytest.mark.parametrize(
    "text",
    ["True", "a ** True", "9" * 400, "a + " * 200 + "a", "1j", "a if a else a", "a.real", "round(a)", "'a'", "a[0]"],
)
def test_what_cannot_be_computed_is_not_accepted(text: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(text)
    assert not accepted(text)


pieces = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "+",
        "-",
        "*",
        "/",
        "**",
        "(",
        ")",
        ",",
        "2",
        "0.5",
        "True",
        "min(",
        "sqrt(",
        "abs(",
        "exp(",
        "if",
        ".",
        "%",
    ]
)


@given(st.lists(pieces, max_size=12).map(" ".join))
def test_whatever_the_catalog_accepts_can_be_computed_from_the_same_names(text: str) -> None:
    if not accepted(text):
        return
    evaluate, names = compile_expression(text)
    assert set(names) == set(formula_names(text))
    evaluate({name: np.array([1.0, 2.0]) for name in names})


@pytest.mark.parametrize("name", bundled_plants())
def test_the_formulas_of_the_bundled_plants_can_be_computed(name: str) -> None:
    for equipment in load_plant(BUNDLED / name).equipment:
        constants = {constant.id for constant in equipment.constants}
        for signal in equipment.signals:
            if signal.expression is not None:
                assert set(compile_expression(signal.expression)[1]) == set(signal.made_of) | (
                    constants & set(formula_names(signal.expression))
                )
