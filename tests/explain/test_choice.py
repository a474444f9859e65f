import pytest
from pydantic import ValidationError

from explain.choice import Balance, DetectorChoice


def test_nothing_chosen_is_lightgbm_as_it_is() -> None:
    assert DetectorChoice() == DetectorChoice(family="lightgbm", settings={}, balance=Balance.NONE, costs=None)


def test_settings_keep_their_kinds_through_json() -> None:
    chosen = DetectorChoice.model_validate({"settings": {"trees": 300, "rate": 0.05, "kernel": "rbf", "bag": True}})
    again = DetectorChoice.model_validate_json(chosen.canonical)
    assert again == chosen
    assert [type(value) for value in again.settings.values()] == [bool, str, float, int]


@pytest.mark.parametrize("costs", [{"missed": 0}, {"missed": -1.0}, {"missed": float("inf")}, {}])
def test_a_cost_that_is_none_is_refused(costs: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        DetectorChoice.model_validate({"costs": costs})


def test_an_unknown_way_to_balance_is_refused() -> None:
    with pytest.raises(ValidationError):
        DetectorChoice.model_validate({"balance": "smote"})
