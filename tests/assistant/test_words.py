"""Numbers and findings read like a gauge, and never claim certainty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import words
from assistant.records import SignalState
from knowledge_base.records import Affine, Signal

FLOW = Signal(id="flow", name="Flow", unit="m**3/h", unit_label="m³/h", si=Affine(scale=1, offset=0), component="pipe")
TYPE = FLOW.model_copy(update={"id": "type", "name": "Product type", "unit_label": "", "categories": ("L", "M", "H")})


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (7.306, "7.31"),
        (7.0, "7"),
        (41.23, "41.2"),
        (100.0, "100"),
        (999.96, "1000"),
        (1450.4, "1450"),
        (123456.7, "123457"),
        (0.01234, "0.0123"),
        (0.5, "0.5"),
        (-12.34, "-12.3"),
        (0.001, "0.001"),
        (0.00012345, "1.23e-04"),
        (2.5e6, "2.50e+06"),
    ],
)
def test_a_number_has_three_significant_digits_and_no_needless_ones(value: float, said: str) -> None:
    assert words.number(value) == said


@given(st.floats(min_value=1e-3, max_value=999_999.0), st.booleans())
def test_a_number_is_within_half_a_unit_of_its_third_digit_and_free_of_powers_of_ten(value: float, minus: bool) -> None:
    signed = -value if minus else value
    said = words.number(signed)
    assert "e" not in said
    assert float(said) == pytest.approx(signed, rel=5.1e-3)


@given(st.floats(min_value=0.0, max_value=1.0))
def test_a_probability_is_never_called_nought_or_a_hundred_percent(probability: float) -> None:
    assert words.percent(probability) not in {"0 %", "100 %"}


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "under 1 %"),
        (0.004, "under 1 %"),
        (0.01, "1 %"),
        (0.934, "93 %"),
        (0.99, "99 %"),
        (0.996, "over 99 %"),
        (1.0, "over 99 %"),
    ],
)
def test_a_probability_is_said_in_whole_percent(probability: float, said: str) -> None:
    assert words.percent(probability) == said


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (0.9, SignalState.LOW),
        (1.0, SignalState.NORMAL),
        (2.0, SignalState.NORMAL),
        (2.1, SignalState.HIGH),
        (None, SignalState.UNKNOWN),
    ],
)
def test_the_borders_of_the_healthy_range_belong_to_it(value: float | None, state: SignalState) -> None:
    assert words.state_of(value, 1.0, 2.0) is state


def test_without_a_healthy_range_the_state_is_unknown() -> None:
    assert words.state_of(1.0, None, None) is SignalState.UNKNOWN
    assert words.state_of(1.0, None, 2.0) is SignalState.UNKNOWN


@pytest.mark.parametrize(("value", "said"), [(41.23, "41.2 m³/h"), (None, "no reading")])
def test_a_reading_carries_its_unit(value: float | None, said: str) -> None:
    assert words.reading(FLOW, value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "L"), (2.0, "H"), (3.0, "unknown category"), (-1.0, "unknown category")]
)
def test_a_category_is_called_by_its_name(value: float, said: str) -> None:
    assert words.reading(TYPE, value) == said


def test_a_reading_without_a_unit_ends_with_its_number() -> None:
    assert words.reading(FLOW.model_copy(update={"unit_label": ""}), 0.5) == "0.5"


def test_a_finding_tells_value_range_and_share() -> None:
    assert words.finding(FLOW, 41.23, 50.0, 71.5, 12.4) == "Flow 41.2 m³/h, normally 50 to 71.5: +12 points"


def test_a_finding_without_a_range_invents_none() -> None:
    assert words.finding(FLOW, None, None, None, -0.44) == "Flow no reading: -0.4 points"


@pytest.mark.parametrize(("points", "said"), [(41.4, "+41"), (-3.24, "-3.2"), (0.4, "+0.4"), (-10.0, "-10")])
def test_points_keep_their_sign(points: float, said: str) -> None:
    assert words.signed(points) == said


def test_a_range_of_the_present_regime_says_so() -> None:
    said = words.finding(FLOW, 7.3, 1.8, 2.6, 41.0, at_this_load=True)
    assert said == "Flow 7.3 m³/h, normally 1.8 to 2.6 at this load: +41 points"
