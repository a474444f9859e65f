"""From the usual probability to the present one: no point is lost, and direction is seen without colours."""

import pytest
from matplotlib.patches import Polygon

from explain.plots import waterfall as subject
from explain.plots.canvas import LOWERS, RAISES
from explain.plots.waterfall import MOST_ROWS, stages, waterfall
from tests.explain.plots.drawing import DOUBTFUL, PLAIN, attribution_of, flawed, words_in

LABELS = {
    "vibration": "Drive-end bearing vibration 7.3 mm/s, normally 1.8 to 2.6",
    "difference": "Speed-normalised housing temperature difference between non-drive-end and drive-end bearing 12.3 K, "
    "normally 0.5 to 3.2",
    "type": "Product quality type L",
}
MIXED = {"vibration": 61.0, "difference": 28.0, "type": -6.0, "a": 0.3, "b": -0.2, "c": 0.1}


def arrows(points: dict[str, float]) -> list[Polygon]:
    """The arrows of the picture, from top to bottom."""
    sheet = subject._drawn(attribution_of(points), LABELS, PLAIN)
    (axes,) = sheet.figure.axes
    return [patch for patch in axes.patches if isinstance(patch, Polygon)]


def test_the_rows_lead_from_the_usual_probability_to_the_present_one() -> None:
    attribution = attribution_of(MIXED)
    rows = stages(attribution, LABELS)
    assert [row.label for row in rows[:4]] == ["Usually", LABELS["vibration"], LABELS["difference"], LABELS["type"]]
    assert (rows[0].after, rows[-1].after) == (2.0, 100 * attribution.probability)
    steps = rows[1:-1]
    assert all(a.after == b.before for a, b in zip((rows[0], *steps), steps, strict=False))
    assert steps[-1].after == pytest.approx(rows[-1].after, abs=1e-9)


def test_small_signals_are_gathered_with_their_sum() -> None:
    *_, others, _ = stages(attribution_of(MIXED), LABELS)
    assert others.label == "3 others"
    assert others.points == pytest.approx(0.2)


def test_a_single_small_signal_keeps_its_name() -> None:
    labels = [row.label for row in stages(attribution_of({"vibration": 60.0, "a": 0.1}), {"a": "Flow"})]
    assert labels == ["Usually", "vibration", "Flow", "Now"]


def test_of_many_equal_signals_only_so_many_are_named_and_the_sum_is_kept() -> None:
    rows = stages(attribution_of({f"s{i}": 2.0 for i in range(30)}), {})
    assert [row.label for row in rows[-2:]] == [f"{30 - MOST_ROWS} others", "Now"]
    assert sum(row.points for row in rows[1:-1]) == pytest.approx(60.0)


def test_what_the_signals_do_not_account_for_is_said() -> None:
    rows = stages(attribution_of({"vibration": 60.0}, unaccounted=3.0), {})
    assert rows[-2].label == "Not accounted for"
    assert rows[-2].points == pytest.approx(3.0)
    assert "Not accounted for" not in [row.label for row in stages(attribution_of(MIXED), {})]


def test_without_any_contribution_there_are_two_levels() -> None:
    assert [row.label for row in stages(attribution_of({}), {})] == ["Usually", "Now"]
    assert waterfall(attribution_of({}), {}, PLAIN, suffix=".png")


def test_an_arrow_points_to_where_the_probability_goes_and_is_hatched_where_it_falls() -> None:
    up, down = arrows({"vibration": 60.0, "type": -20.0})
    assert not up.get_hatch()
    assert down.get_hatch()
    tips = [max(up.get_xy()[:, 0]), min(down.get_xy()[:, 0])]
    assert tips == [pytest.approx(62.0), pytest.approx(42.0)]
    for arrow, tip in zip((up, down), tips, strict=True):
        assert sum(abs(x - tip) < 1e-9 for x in arrow.get_xy()[:, 0]) == 1


def test_colours_are_of_the_palette_for_all_kinds_of_colour_vision() -> None:
    from matplotlib.colors import to_hex

    up, down = arrows({"vibration": 60.0, "type": -20.0})
    assert [to_hex(up.get_facecolor()).upper(), to_hex(down.get_edgecolor()).upper()] == [RAISES, LOWERS]


def test_every_row_is_named_with_its_number() -> None:
    said = words_in(waterfall(attribution_of(MIXED), LABELS, PLAIN, suffix=".svg"))
    for words in (LABELS["vibration"], "+61", "+28", "-6.0", "3 others", "+0.2", "2 %", "85 %", "Probability, %"):
        assert words in said


def test_small_steps_look_small() -> None:
    (axes,) = subject._drawn(attribution_of({"vibration": -0.5}, base=0.01), {}, PLAIN).figure.axes
    assert axes.get_xlim()[1] >= 10.0


def test_where_steps_pass_a_hundred_percent_it_is_said_and_no_such_probability_is_on_the_axis() -> None:
    high, low = {"vibration": 118.0, "type": -40.0}, {"type": -34.0, "vibration": 33.0}
    for points in (high, low):
        sheet = subject._drawn(attribution_of(points), LABELS, PLAIN)
        assert "Steps may pass" in words_in(sheet.as_bytes(".svg"))
        (axes,) = sheet.figure.axes
        assert all(0 <= tick <= 100 for tick in axes.get_xticks())
    assert "Steps may pass" not in words_in(waterfall(attribution_of(MIXED), LABELS, PLAIN, suffix=".svg"))


@pytest.mark.parametrize(
    "points",
    [
        MIXED,
        {"vibration": 98.0, "difference": 28.0, "type": -40.0},
        {"vibration": -0.5, "difference": 0.2},
        {f"A signal with quite a long name, the {i}th of its kind, 12.34 mm/s": 5.0 - i for i in range(12)},
        {"W" * 200: 40.0},
        {"vibration": 1e-9},
    ],
    ids=["mixed", "over 100", "tiny", "many", "endless word", "nothing"],
)
def test_no_word_is_cut_and_none_lies_upon_another(points: dict[str, float]) -> None:
    for heading in (PLAIN, DOUBTFUL):
        assert flawed(subject._drawn(attribution_of(points), LABELS, heading)) == []


def test_a_doubtful_explanation_is_stamped() -> None:
    assert "UNRELIABLE: the second method disagrees." in words_in(
        waterfall(attribution_of(MIXED), LABELS, DOUBTFUL, suffix=".svg")
    )
