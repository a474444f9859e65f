"""Numbers and the units behind them, as they are written."""

import pytest

from assistant.language.quantities import numbers_in, quantities_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45 N·m", {("45", "N·m")}),
        ("45\nN·m, 3/4 in", {("45", "N·m"), ("3/4", "in")}),
        ("**1.5** bar and 2,5 m/s", {("1.5", "bar"), ("2,5", "m/s")}),
        ("90°C, 10 %, 10 % 5", {("90", "°C"), ("10", "%"), ("5", "")}),
        ("none", set()),
    ],
)
def test_a_number_is_found_with_its_unit(text: str, expected: set[tuple[str, str]]) -> None:
    assert quantities_in(text) == expected
    assert numbers_in(text) == {number for number, _ in expected}
