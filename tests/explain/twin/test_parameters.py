from dataclasses import fields

import pytest

from explain.twin.contract import InvalidParameterError, UnknownParameterError
from explain.twin.parameters import PumpParameters, pump_parameters


def test_a_parameter_is_overridden_by_its_name_alone() -> None:
    changed = pump_parameters({"rated_power": 18_500, "static_head": -2.0})
    assert changed.motor.rated_power == 18_500.0
    assert changed.hydraulics.static_head == -2.0
    assert changed.seal == PumpParameters().seal


def test_no_two_groups_share_a_name() -> None:
    standard = PumpParameters()
    names = [field.name for group in fields(standard) for field in fields(getattr(standard, group.name))]
    assert len(names) == len(set(names))


def test_an_unknown_parameter_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownParameterError, match=r"no parameter 'impeller_size'.*impeller_diameter"):
        pump_parameters({"impeller_size": 0.2})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("best_flow", 0.0),
        ("friction", -0.1),
        ("rated_speed", float("nan")),
        ("rated_voltage", True),
        ("best_head", 70.0),
        ("best_efficiency", 1.0),
        ("face_inner_radius", 0.03),
        ("speed_share", 1.2),
        ("valve_opening", 130.0),
        ("liquid_temperature", 90.0),
    ],
)
def test_a_value_that_physics_forbids_is_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(InvalidParameterError, match=name):
        pump_parameters({name: value})
