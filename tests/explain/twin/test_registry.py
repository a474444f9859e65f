import pytest

from explain.errors import ExplainError
from explain.twin import InvalidParameterError, UnknownParameterError, UnknownTwinError, make_twin


def test_an_unknown_twin_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownTwinError, match=r"no twin named 'windmill'.*centrifugal_pump") as caught:
        make_twin("windmill", {}, machines=1, seed=0)
    assert caught.value.name == "windmill"
    assert caught.value.known == ("centrifugal_pump",)
    assert isinstance(caught.value, ExplainError)


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(UnknownParameterError, match="head_of_state"):
        make_twin("centrifugal_pump", {"head_of_state": 1.0}, machines=1, seed=0)


@pytest.mark.parametrize("wrong", [{"machines": 0}, {"seed": -1}, {"first_machine": -1}])
def test_a_count_out_of_range_is_refused_by_name(wrong: dict[str, int]) -> None:
    with pytest.raises(InvalidParameterError, match=next(iter(wrong))):
        make_twin("centrifugal_pump", {}, **{"machines": 1, "seed": 0, **wrong})
