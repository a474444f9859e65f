"""The sheet that all pictures are drawn on: its size, its heading, the stamp, and words that fit."""

import subprocess
import sys

import pytest

from explain.errors import ExplainError
from explain.plots.canvas import (
    Heading,
    Sheet,
    balanced,
    file_kind,
    longest_word,
    percent,
    signed,
    text_width,
    wrapped,
)
from tests.explain.plots.drawing import DOUBTFUL, PLAIN, STAMP, flawed, words_in

LONG = "Speed-normalised housing temperature difference between drive-end and non-drive-end bearing, normally 0 to 3.2"


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_a_png_is_1200_pixels_wide_and_as_high_as_was_asked_for() -> None:
    sheet = Sheet(PLAIN, 2.0)
    assert size_of(sheet.as_bytes(".png")) == (1200, int(100 * sheet.height))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert Sheet(DOUBTFUL, 2.0).as_bytes(".png") == Sheet(DOUBTFUL, 2.0).as_bytes(".png")


def test_the_heading_names_asset_subject_time_and_method() -> None:
    said = words_in(Sheet(PLAIN, 1.0).as_bytes(".svg"))
    for words in ("P-101 Pump A: why it is so", "2026-03-01 08:00:00 UTC. Exact Shapley values"):
        assert words in said


def test_a_doubtful_explanation_is_stamped_and_every_reason_is_told() -> None:
    said = words_in(Sheet(DOUBTFUL, 1.0).as_bytes(".svg"))
    assert "UNRELIABLE: the second method disagrees. noise." in said
    assert STAMP in said.splitlines()


def test_a_reliable_one_has_no_stamp() -> None:
    assert STAMP not in words_in(Sheet(PLAIN, 1.0).as_bytes(".svg"))


def test_a_stamp_is_seen_in_the_pixels_below_the_heading() -> None:
    import numpy as np
    from matplotlib.image import imread

    def body(heading: Heading) -> "np.ndarray":
        import io

        sheet = Sheet(heading, 3.0)
        pixels = imread(io.BytesIO(sheet.as_bytes(".png")), format="png")
        return np.asarray(pixels[round(100 * sheet.top) + 5 :, :, :3])

    assert (body(PLAIN) == 1.0).all()
    assert (body(DOUBTFUL) < 0.95).any(axis=2).mean() > 0.05


@pytest.mark.parametrize("size", [1, 40])
def test_a_long_heading_goes_over_several_lines_and_nothing_is_cut(size: int) -> None:
    heading = Heading("P-101 " + LONG, LONG, "Row 3", LONG, (LONG,) * size)
    sheet = Sheet(heading, 1.0)
    assert flawed(sheet) == []
    assert sheet.height > Sheet(PLAIN, 1.0).height + 1.0


def test_dollar_signs_in_a_plants_words_are_no_formula() -> None:
    drawn = Sheet(Heading("Pump $\\frac$", "so", "Row 1", "None"), 1.0).as_bytes(".svg")
    assert "Pump $\\frac$: so" in words_in(drawn)


def test_no_line_is_wider_than_its_column_and_no_word_is_lost() -> None:
    for width in (0.6, 1.0, 2.5):
        lines = wrapped(LONG, width, 11.0)
        assert max(text_width(line, 11.0) for line in lines) <= width
        assert "".join(lines).replace(" ", "") == LONG.replace(" ", "")


def test_a_word_is_broken_only_where_it_is_longer_than_the_line_and_after_a_hyphen_first() -> None:
    assert wrapped("a drive-end bearing", 10.0, 11.0) == ("a drive-end bearing",)
    narrow = text_width("Non-drive-", 11.0) + 0.02
    assert wrapped("Non-drive-end bearing", narrow, 11.0) == ("Non-drive-", "end", "bearing")
    assert len(wrapped("Mechanical", text_width("Mechan", 11.0), 11.0)) == 2
    assert longest_word("Non-drive-end seal", 11.0) == text_width("drive-", 11.0)


def test_balanced_lines_are_as_few_as_can_be_and_leave_no_word_alone() -> None:
    words = "Process temperature above air temperature 7.9 K, normally 8.7 to 11.6"
    plain, even = wrapped(words, 4.7, 11.0), balanced(words, 4.7, 11.0)
    assert len(even) == len(plain) == 2
    assert text_width(even[-1], 11.0) > 1.5 * text_width(plain[-1], 11.0)


def test_numbers_are_told_as_a_technician_says_them() -> None:
    assert [signed(p) for p in (41.4, -3.24, 0.44, -0.04, 0.0)] == ["+41", "-3.2", "+0.4", "0.0", "0.0"]
    assert [percent(p) for p in (0.0, 0.004, 0.93, 0.999, 1.0)] == [
        "under 1 %",
        "under 1 %",
        "93 %",
        "over 99 %",
        "over 99 %",
    ]


@pytest.mark.parametrize(
    ("name", "kind"), [("why.png", "png"), ("WHY.SVG", "svg"), (".png", "png"), ("a.b.svg", "svg")]
)
def test_the_kind_of_file_is_that_of_its_suffix(name: str, kind: str) -> None:
    assert file_kind(name) == kind


@pytest.mark.parametrize("name", ["why.pdf", "why", "png", ""])
def test_another_kind_of_file_is_refused(name: str) -> None:
    with pytest.raises(ExplainError, match=r"\.png or \.svg"):
        file_kind(name)


def test_without_matplotlib_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExplainError, match=r"pip install matplotlib"):
        Sheet(PLAIN, 1.0)


def test_nothing_global_is_touched_and_pyplot_is_never_loaded() -> None:
    code = (
        "import sys\n"
        "from explain.plots import beeswarm, heat_map, reliability, waterfall\n"
        "assert 'matplotlib' not in sys.modules\n"
        "import matplotlib\n"
        # To ask for the backend would load pyplot.
        "settings = lambda: {k: matplotlib.rcParams[k] for k in matplotlib.rcParams if k != 'backend'}\n"
        "before = settings()\n"
        "from tests.explain.plots.drawing import DOUBTFUL, attribution_of\n"
        "waterfall.waterfall(attribution_of({'a': 5.0}), {}, DOUBTFUL, suffix='.svg')\n"
        "print('matplotlib.pyplot' in sys.modules, settings() == before)\n"
    )
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (outcome.stdout.split(), outcome.stderr) == (["False", "True"], "")
