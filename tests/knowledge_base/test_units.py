from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.units import (
    Dimension,
    UnitError,
    affine_to_si,
    constant_si,
    conversion,
    describe,
    dimension,
    formula_dimension,
    formula_names,
    label,
)

LENGTH, TIME = {"[length]": 1.0}, {"[time]": 1.0}
SPEED = {"[length]": 1.0, "[time]": -1.0}
TEMPERATURE = {"[temperature]": 1.0}


@pytest.mark.parametrize(
    ("unit", "value", "si"),
    [
        ("degC", 20.0, 293.15),
        ("degF", 212.0, 373.15),
        ("K", 300.0, 300.0),
        ("bar", 2.5, 250_000.0),
        ("m**3/h", 36.0, 0.01),
        ("mL/h", 3.6e9, 1.0),
        ("mm/s", 4.5, 0.0045),
        ("rpm", 60.0, 6.283185307179586),
        ("g_0", 1.0, 9.80665),
        ("percent", 50.0, 0.5),
        ("N*m*min", 2.0, 120.0),
        ("kW", 1.5, 1500.0),
        ("dimensionless", 0.7, 0.7),
    ],
)
def test_a_number_in_a_unit_becomes_si_by_a_factor_and_an_offset(unit: str, value: float, si: float) -> None:
    affine = affine_to_si(unit)
    assert affine.scale * value + affine.offset == pytest.approx(si, rel=1e-12)


@pytest.mark.parametrize(
    ("source", "target", "value", "expected"),
    [
        ("degF", "degC", 98.6, 37.0),
        ("degC", "K", -273.15, 0.0),
        ("psi", "bar", 14.503773773, 1.0),
        ("L/min", "m**3/h", 1000.0, 60.0),
        ("inch/s", "mm/s", 1.0, 25.4),
        ("revolution/s", "rpm", 50.0, 3000.0),
        ("percent", "dimensionless", 37.0, 0.37),
        ("bar", "bar", 3.0, 3.0),
    ],
)
def test_a_number_is_converted_between_units_of_one_kind(
    source: str, target: str, value: float, expected: float
) -> None:
    affine = conversion(source, target)
    assert affine.scale * value + affine.offset == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("source", "target"), [("bar", "degC"), ("m", "m**2"), ("mm/s", "mm"), ("A", "V")])
def test_units_of_different_kinds_are_refused_with_both_dimensions(source: str, target: str) -> None:
    with pytest.raises(UnitError, match=r"cannot become") as caught:
        conversion(source, target)
    assert describe(dimension(source)) in str(caught.value)
    assert describe(dimension(target)) in str(caught.value)


def test_turns_are_not_taken_for_radians() -> None:
    # 50 Hz are 3000 rpm, but to pint the hertz is a radian a second: 477 rpm.
    for source, target in (("Hz", "rpm"), ("rpm", "Hz"), ("Hz", "rad/s")):
        with pytest.raises(UnitError, match="revolution/s"):
            conversion(source, target)


@pytest.mark.parametrize(
    "unit",
    [
        "metre_per_fortnight_ish",
        "m/",
        "m/0",
        "(m",
        "('",
        "10 m",
        "m+s",
        "nan",
        "9**9**9",
        "m**9**9**9",
        "9⁹⁹⁹⁹",
    ],
)
def test_what_is_no_unit_is_refused_with_examples_of_units(unit: str) -> None:
    with pytest.raises(UnitError, match="is not a unit; write for example degC"):
        dimension(unit)


@pytest.mark.parametrize("unit", ["dB", "dBm", "octave"])
def test_a_logarithmic_unit_has_no_factor(unit: str) -> None:
    with pytest.raises(UnitError, match="no fixed factor"):
        affine_to_si(unit)


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("degC", "°C"),
        ("degF", "°F"),
        ("m**3/h", "m³/h"),
        ("mm/s", "mm/s"),
        ("m/s**2", "m/s²"),
        ("N*m", "N·m"),
        ("g_0", "g"),
        ("percent", "%"),
        ("dimensionless", ""),
        ("rpm", "rpm"),
    ],
)
def test_a_unit_is_written_as_people_write_it(unit: str, written: str) -> None:
    assert label(unit) == written


@pytest.mark.parametrize(
    ("text", "value", "of"),
    [
        ("400 V", 400.0, dimension("V")),
        ("2 bar", 200_000.0, dimension("Pa")),
        ("0.91 dimensionless", 0.91, {}),
        ("0.91", 0.91, {}),
        ("-5 K", -5.0, TEMPERATURE),
        ("0.002081 m/(m**3/h)**2", 26_969.76, {"[length]": -5.0, "[time]": 2.0}),
    ],
)
def test_a_constant_is_a_number_and_a_unit(text: str, value: float, of: Dimension) -> None:
    found, found_dimension = constant_si(text)
    assert found == pytest.approx(value)
    assert found_dimension == of


@pytest.mark.parametrize(
    "text", ["", "five V", "400 Volk", "nan", "inf V", "1e400 V", "1/0", "V V V(", "9**9**9 V", "20 degC"]
)
def test_what_is_no_constant_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnitError, match="such as 400 V"):
        constant_si(text)


@pytest.mark.parametrize(
    ("dimensions", "written"),
    [
        ({}, "dimensionless"),
        (SPEED, "[length] / [time]"),
        ({"[time]": -2.0}, "1 / [time]^2"),
        ({"[mass]": 1.0, "[length]": 2.0, "[time]": -3.0}, "[length]^2 · [mass] / [time]^3"),
    ],
)
def test_a_dimension_is_described_as_a_quotient(dimensions: Dimension, written: str) -> None:
    assert describe(dimensions) == written


KNOWN: dict[str, Dimension] = {"way": LENGTH, "time": TIME, "heat": TEMPERATURE, "share": {}}


@pytest.mark.parametrize(
    ("formula", "of"),
    [
        ("way / time", SPEED),
        ("way + 2 * way - way", LENGTH),
        ("-way", LENGTH),
        ("way ** 2", {"[length]": 2.0}),
        ("way ** 0 + share", {}),
        ("sqrt(way * way)", LENGTH),
        ("abs(way) / way", {}),
        ("min(way, way) * max(time, time)", {"[length]": 1.0, "[time]": 1.0}),
        ("exp(way / way) + log(share)", {}),
        ("3.5", {}),
        ("heat / heat * time", TIME),
    ],
)
def test_the_dimension_of_a_formula_follows_from_its_parts(formula: str, of: Dimension) -> None:
    assert formula_dimension(formula, KNOWN) == of


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("way + time", "puts .length. and .time. together"),
        ("way - 1", "puts .length. and dimensionless together"),
        ("min(way, heat)", "puts .length. and .temperature. together"),
        ("exp(way)", "needs a pure number"),
        ("log(2 * time)", "needs a pure number"),
        ("way ** share", "not allowed"),
        ("speed * 2", "'speed' is neither a signal defined above nor a constant"),
        ("way.real", "not allowed"),
        ("round(way)", "not allowed"),
        ("way if share else time", "not allowed"),
        ("True", "not allowed"),
        ("way ** True", "not allowed"),
        ("1" + "0" * 400, "not allowed"),
        ("'way'", "not allowed"),
        ("way +", "is not a formula"),
        ("", "is not a formula"),
        ("(" * 300 + "way" + ")" * 300, "is not a formula"),
    ],
)
def test_quantities_that_do_not_fit_and_what_is_no_formula_are_refused(formula: str, said: str) -> None:
    with pytest.raises(UnitError, match=said):
        formula_dimension(formula, KNOWN)


def test_the_names_of_a_formula_are_its_quantities_in_order_and_once() -> None:
    assert formula_names("max(b, a) * b + sqrt(c) - a") == ("b", "a", "c")


@given(st.text(alphabet="mskgAKVh*/()^ .0129-_°µ³%\"'[]", max_size=12))
def test_any_text_is_either_a_unit_or_refused_on_purpose(unit: str) -> None:
    for read in (affine_to_si, label, constant_si):
        with suppress(UnitError):
            read(unit)
