"""Components against failure modes: sums kept, the strongest framed, signs seen without colours."""

import pytest
from matplotlib.patches import Rectangle

from explain.errors import DataError
from explain.plots import heat_map as subject
from explain.plots.heat_map import MOST_COLUMNS, component_map, heat_map
from explain.records import Attribution
from tests.explain.plots.drawing import DOUBTFUL, PLAIN, attribution_of, flawed, words_in

MODES = {"wear": "Drive-end bearing wear", "cavitation": "Cavitation"}
COMPONENTS = {"de": "Drive-end bearing", "nde": "Non-drive-end bearing", "pump": "Pump casing", "m": "Motor"}


def mode(mode_id: str, points: float, components: dict[str, float]) -> Attribution:
    return attribution_of({"a": points}, mode_id=mode_id, components=components)


TWO = (
    mode("wear", 91.0, {"de": 60.0, "nde": 28.0, "m": -5.0}),
    mode("cavitation", 3.0, {"pump": 3.0, "de": -0.4}),
)


def many() -> list[Attribution]:
    """More components than there is room for."""
    return [mode("wear", 50.0, {f"part-{i}": 20.0 - i for i in range(20)})]


def test_components_stand_by_their_strongest_share_and_modes_as_they_are_ranked() -> None:
    found = component_map(TWO, MODES, COMPONENTS)
    assert found.modes == ("Drive-end bearing wear, 93 %", "Cavitation, 5 %")
    assert found.components == ("Drive-end bearing", "Non-drive-end bearing", "Motor", "Pump casing")
    assert found.points == ((60.0, 28.0, -5.0, 0.0), (-0.4, 0.0, 0.0, 3.0))


def test_what_has_no_room_is_gathered_and_every_row_keeps_its_sum() -> None:
    found = component_map(many(), MODES, {})
    assert len(found.components) == MOST_COLUMNS
    assert (found.components[-1], found.others) == ("9 others", 9)
    assert sum(found.points[0]) == pytest.approx(sum(20.0 - i for i in range(20)))


def test_the_strongest_is_a_component_whichever_way_it_pulls_and_never_the_others() -> None:
    assert component_map(TWO, MODES, COMPONENTS).strongest == (0, 0)
    turned = (TWO[0], mode("cavitation", 3.0, {"pump": -70.0}))
    found = component_map(turned, MODES, COMPONENTS)
    assert (found.components[found.strongest[1]], found.strongest[0]) == ("Pump casing", 1)
    assert component_map(many(), MODES, {}, most=3).strongest == (0, 0)


def test_the_strongest_is_framed_and_lowering_shares_are_hatched() -> None:
    (axes,) = subject._drawn(TWO, MODES, COMPONENTS, PLAIN).figure.axes
    boxes = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    (frame,) = [box for box in boxes if box.get_linewidth() == 3.0]
    assert frame.get_xy() == (0.0, 0.0)
    hatched = [box.get_xy() for box in boxes if box.get_hatch()]
    width = frame.get_width()
    assert [round(x / width) for x, _ in hatched] == [2, 0]


def test_every_name_and_number_is_written() -> None:
    said = words_in(heat_map(TWO, MODES, COMPONENTS, PLAIN, suffix=".svg"))
    for words in ("Drive-end bearing wear, 93 %", "Cavitation, 5 %", "Motor", "+60", "+28", "-5.0", "+3.0", "-0.4"):
        assert words in said


def test_a_share_of_nothing_is_a_point_not_a_number() -> None:
    said = words_in(heat_map((mode("wear", 60.0, {"de": 60.0, "nde": 0.01}),), MODES, COMPONENTS, PLAIN, suffix=".svg"))
    assert "·" in said.splitlines()
    assert "0.0" not in said.splitlines()


@pytest.mark.parametrize(
    "names",
    [COMPONENTS, {f"part-{i}": f"Quite a long component name, the {i}th" for i in range(20)}, {"part-0": "W" * 80}],
    ids=["short", "long", "endless word"],
)
def test_no_word_is_cut_and_none_lies_upon_another(names: dict[str, str]) -> None:
    for attributions in (TWO, many()):
        for heading in (PLAIN, DOUBTFUL):
            assert flawed(subject._drawn(attributions, MODES, names, heading)) == []


def test_a_doubtful_explanation_is_stamped() -> None:
    said = words_in(heat_map(TWO, MODES, COMPONENTS, DOUBTFUL, suffix=".svg"))
    assert "UNRELIABLE: the second method disagrees." in said


@pytest.mark.parametrize("attributions", [(), (mode("wear", 0.0, {}),)])
def test_where_nothing_contributed_there_is_no_map(attributions: tuple[Attribution, ...]) -> None:
    with pytest.raises(DataError, match="nothing to draw"):
        heat_map(attributions, MODES, COMPONENTS, PLAIN, suffix=".png")
